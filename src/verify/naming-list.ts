import { AppError } from '../core/errors.js';
import type { Fact, NamedEntry, StatusListFact } from '../core/evidence.js';
import { isObject, parseJson, type Json, type JsonObject } from '../core/json.js';
import { NAMING_LIST } from '../core/status-kinds.js';
import { shortened } from '../core/strings.js';

/** A reason, not a book. */
export const MAX_WORDS = 500;

/** An unsigned list as it was given to us, and what it is asked for. */
export interface Given {
  readonly url: string;
  /** Where it came from in the end, after redirects. */
  readonly from: string;
  readonly credentialId: string | undefined;
}

/** `revokedCredential` (1EdTech Verifiable Credentials Revocation List 1.0, 2); some write the plural. */
const NAMES = ['revokedCredential', 'revokedCredentials'] as const;

/** The document, if it is a list that names what is revoked: what says that it is a credential is none. */
export function namingListIn(text: string): JsonObject | undefined {
  try {
    const document = parseJson(text);
    return isObject(document) && document.credentialSubject === undefined && NAMES.some((name) => document[name] !== undefined) ? document : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** What it says of this credential; nothing where any of it cannot be read, for that might be of this one. What saying so is worth, the status check says. */
export function readNamingList(document: JsonObject, { url, from, credentialId }: Given): Fact<StatusListFact> {
  const issuer = isObject(document.issuer) ? document.issuer.id : document.issuer;
  const entries = NAMES.flatMap((name) => listed(document[name])).map(entryOf);
  if (typeof issuer !== 'string' || document.id !== url) return invalid('the list is of another address, or of nobody');
  if (credentialId === undefined) return invalid('the credential has no id by which a list could name it');
  if (!entries.every((entry) => entry !== undefined)) return invalid('the list has an entry that cannot be read');
  const named = entries.filter(({ id }) => spelled(id) === spelled(credentialId)).map(({ id: _id, ...entry }) => entry);
  return { ok: true, value: { url, kind: NAMING_LIST, issuer, purposes: ['revocation'], encodedList: '', naming: { entries: named, origin: new URL(from).origin }, source: 'fetched' } };
}

const invalid = (detail: string): Fact<never> => ({ ok: false, reason: 'list-invalid', detail });
const listed = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value]);

/** A bare text is the id of one that is revoked. */
function entryOf(item: Json): (NamedEntry & { readonly id: string }) | undefined {
  const { id, revoked = true, revocationReason: words } = isObject(item) ? item : ({ id: item } as JsonObject);
  if (typeof id !== 'string' || typeof revoked !== 'boolean') return undefined;
  return { id, revoked, ...(typeof words === 'string' && words.trim() !== '' && { words: shortened(words.trim(), MAX_WORDS) }) };
}

/** Ids are compared as Open Badges compares them (3.0, 10): without percent signs and white space around. */
function spelled(id: string): string {
  try {
    return decodeURIComponent(id).trim();
  } catch {
    return id.trim();
  }
}
