import { sha256, sha384 } from '../../core/bytes.js';
import type { PublicJwk } from '../../core/evidence.js';
import type { Digest } from './json-ld.js';

/**
 * How a document becomes the bytes that are hashed: as its statements (RDFC-1.0), as its text (RFC 8785), or statement by statement, so that a
 * holder may keep some to himself.
 */
export type Form = 'statements' | 'text' | 'disclosure';
export type CurveName = 'Ed25519' | 'P-256' | 'P-384';

interface Row {
  readonly form: Form;
  readonly curves: readonly CurveName[];
}

/** The cryptosuites we have: W3C Data Integrity EdDSA 1.0 (3.2, 3.3) and ECDSA 1.0 (3.2, 3.3, 3.6). A new one is a row. */
export const SUITES = {
  'eddsa-rdfc-2022': { form: 'statements', curves: ['Ed25519'] },
  'eddsa-jcs-2022': { form: 'text', curves: ['Ed25519'] },
  'ecdsa-rdfc-2019': { form: 'statements', curves: ['P-256', 'P-384'] },
  'ecdsa-jcs-2019': { form: 'text', curves: ['P-256', 'P-384'] },
  'ecdsa-sd-2023': { form: 'disclosure', curves: ['P-256'] },
} as const satisfies Readonly<Record<string, Row>>;
export type SuiteName = keyof typeof SUITES;
/** Those whose proof a key's owner makes at one go. */
export type PlainSuiteName = Exclude<SuiteName, 'ecdsa-sd-2023'>;

export const isSuite = (name: string): name is SuiteName => Object.hasOwn(SUITES, name);

export interface Hashing {
  readonly name: Digest;
  hash(text: string): Uint8Array;
}
/** A curve's signature algorithm, and the hash that goes with it (ECDSA 1.0, 3.2.4; EdDSA 1.0, 3.2.4). */
export const CURVES: Readonly<Record<CurveName, { readonly alg: string; readonly hashing: Hashing }>> = {
  Ed25519: { alg: 'EdDSA', hashing: { name: 'sha256', hash: sha256 } },
  'P-256': { alg: 'ES256', hashing: { name: 'sha256', hash: sha256 } },
  'P-384': { alg: 'ES384', hashing: { name: 'sha384', hash: sha384 } },
};

/** The curve of a key that may sign in this suite. */
export const curveIn = (suite: SuiteName, { crv }: PublicJwk): CurveName | undefined => SUITES[suite].curves.find((curve) => curve === crv);
