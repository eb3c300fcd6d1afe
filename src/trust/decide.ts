import type { TrustScope, TrustStatement } from '../core/evidence.js';
import { momentOf, type Moment } from './moment.js';

/** A key that signed, and the DID whose document gave it. */
export interface Signer {
  readonly did: string;
  /** The issuer that the credential names. */
  readonly issuer: string;
  /** RFC 7638, SHA-256. */
  readonly thumbprint: string;
}
/** What a credential says of the things a scope may limit; undefined where it says nothing. */
export interface Claimed {
  readonly eqf: number | undefined;
  readonly fields: readonly string[];
  readonly country: string | undefined;
}
export type Standing = 'granted' | 'not-yet' | 'not-granted' | 'withdrawn';
export type ScopeAnswer = 'inside' | 'outside' | 'unlimited';

/**
 * Whether the statement is about this signer. A DID vouches for the keys of its document; where keys are pinned beside it, for these alone, and
 * then also when the document cannot be had any more. A name or an identifier joins nothing.
 */
export function names({ did, keyThumbprints }: TrustStatement, signer: Signer): boolean {
  if (keyThumbprints.length === 0) return did === signer.did;
  return keyThumbprints.includes(signer.thumbprint) && (did === undefined || did === signer.did || did === signer.issuer);
}

/** What the statement says of a moment. One that begins later is not retroactive. */
export function standingAt(statement: TrustStatement, moment: Moment): Standing {
  const from = momentOf(statement.validFrom);
  if (from === undefined || from.from > moment.to) return 'not-yet';
  const withdrawn = momentOf(statement.withdrawnAt);
  if (withdrawn !== undefined && withdrawn.from <= moment.from) return 'withdrawn';
  if (statement.validUntil === undefined) return 'granted';
  const until = momentOf(statement.validUntil);
  return until !== undefined && moment.from <= until.to ? 'granted' : 'not-granted';
}

/** A limit that the credential does not speak to is not met: leaving a level out never widens what an issuer may award. */
export function scopeAnswer(scope: TrustScope, claimed: Claimed): ScopeAnswer {
  const limits = [
    scope.eqfLevels && (claimed.eqf !== undefined && scope.eqfLevels.includes(claimed.eqf)),
    scope.fields && withinFields(scope.fields, claimed.fields),
    scope.countries && (claimed.country !== undefined && scope.countries.includes(claimed.country)),
  ].filter((met) => met !== undefined);
  if (limits.length === 0) return 'unlimited';
  return limits.every(Boolean) ? 'inside' : 'outside';
}

/** ISCED-F 2013 codes are hierarchical: a shorter code covers those below it. */
const withinFields = (allowed: readonly string[], claimed: readonly string[]): boolean =>
  claimed.length > 0 && claimed.every((field) => allowed.some((code) => field.startsWith(code)));
