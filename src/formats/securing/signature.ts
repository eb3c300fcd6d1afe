import type { Evidence, Fact, KeyFact, PublicJwk } from '../../core/evidence.js';
import { fail, unknown, type Finding, type Outcome } from '../../core/finding.js';
import { verifySignature } from '../../core/jws.js';

/** What was gathered that a signature depends on. */
export type SignatureEvidence = Pick<Evidence, 'at' | 'keys'>;

/** What a proof mechanism found: one `signature` finding, and the verification methods that the proofs name. */
export interface SignatureCheck {
  readonly finding: Finding;
  readonly verificationMethods: readonly string[];
}

/** What was signed, how, and what the signature is. */
export interface Signed {
  readonly alg: string;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/** Undefined when the signature is the key's; else the finding that says it is not. */
export function signatureFault(jwk: PublicJwk, { alg, data, signature }: Signed): Finding | undefined {
  return verifySignature(alg, jwk, data, signature) ? undefined : fail('signature', 'signature-mismatch');
}

/** The gathered fact under this very name. */
export const gathered = (keys: Evidence['keys'], url: string): Fact<KeyFact> | undefined => (Object.hasOwn(keys, url) ? keys[url] : undefined);

/** `fact`: why the key could not be had, where it was looked for. */
export const keyUnavailable = (url: string, fact?: Fact<KeyFact>): Finding => unknown('signature', fact?.ok === false ? fact.reason : 'key-unavailable', { detail: url });

const WORST_FIRST: readonly Outcome[] = ['fail', 'unknown', 'warn', 'skip', 'pass'];
/** The worst of several findings, the first of equals: every proof must hold, so one that does not decides. */
export const worst = (findings: readonly [Finding, ...Finding[]]): Finding =>
  findings.reduce((a, b) => (WORST_FIRST.indexOf(b.outcome) < WORST_FIRST.indexOf(a.outcome) ? b : a));
