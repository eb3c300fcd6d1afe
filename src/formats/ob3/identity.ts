import { sha256, toHex } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { Award, Learner, Salts } from '../../core/model.js';
import { IDENTITY } from './terms.js';

/**
 * M1 as `IdentityObject`s: the name and the European Student Identifier in clear, the other identifiers hashed with the award's salts
 * (Open Badges 3.0, B.3.7). Throws `bug` when a salt is missing: without one a birth date is guessed in a second.
 */
export function identities({ learner, salts }: Award): JsonObject[] {
  const hashed = (['email', 'studentNumber', 'birthDate'] as const).flatMap((field) => hashedIdentity(field, learner, salts));
  const esi = learner.europeanStudentIdentifier;
  return [clear(IDENTITY.name, nameOf(learner)), ...hashed, ...(esi === undefined ? [] : [clear(IDENTITY.europeanStudentIdentifier, esi)])];
}

/** The name as one text. */
export const nameOf = ({ fullName, givenName, familyName }: Learner): string =>
  fullName ?? [givenName, familyName].filter((part) => part !== undefined).join(' ');

/** `sha256$` + hex of SHA-256(identifier ‖ salt), UTF-8 (Open Badges 3.0, B.5, IdentityHash). */
export const identityHash = (identifier: string, salt: string): string => `sha256$${toHex(sha256(identifier + salt))}`;

/** As it is hashed: two spellings of one mailbox give the same hash. */
export const normalised = (field: keyof Salts, value: string): string => (field === 'email' ? value.trim().toLowerCase() : value.trim());

function hashedIdentity(field: keyof Salts, learner: Learner, salts: Salts): JsonObject[] {
  const value = learner[field];
  if (value === undefined) return [];
  const salt = salts[field] ?? reject('bug', 'an identifier that is to be hashed has no salt');
  return [{ type: 'IdentityObject', hashed: true, identityHash: identityHash(normalised(field, value), salt), identityType: IDENTITY[field], salt }];
}

const clear = (identityType: string, value: string): JsonObject => ({ type: 'IdentityObject', hashed: false, identityHash: value, identityType });
