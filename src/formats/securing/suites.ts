import { sha256, sha384 } from '../../core/bytes.js';
import type { PublicJwk } from '../../core/evidence.js';
import { fail, unknown, type Finding } from '../../core/finding.js';
import type { Json, JsonObject } from '../../core/json.js';
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

/**
 * The cryptosuites we have: W3C Data Integrity EdDSA 1.0 (3.2, 3.3) and ECDSA 1.0 (3.2, 3.3, 3.6). A new one is a row. The last two are only read:
 * `eddsa-2022` is what drafts of 2023 called `eddsa-rdfc-2022`, and Ed25519Signature2020 a type of proof from before there were cryptosuites (W3C CCG,
 * Ed25519Signature2020, 3.1); both sign what their successor signs.
 */
export const SUITES = {
  'eddsa-rdfc-2022': { form: 'statements', curves: ['Ed25519'] },
  'eddsa-jcs-2022': { form: 'text', curves: ['Ed25519'] },
  'ecdsa-rdfc-2019': { form: 'statements', curves: ['P-256', 'P-384'] },
  'ecdsa-jcs-2019': { form: 'text', curves: ['P-256', 'P-384'] },
  'ecdsa-sd-2023': { form: 'disclosure', curves: ['P-256'] },
  'eddsa-2022': { form: 'statements', curves: ['Ed25519'] },
  Ed25519Signature2020: { form: 'statements', curves: ['Ed25519'] },
} as const satisfies Readonly<Record<string, Row>>;
export type SuiteName = keyof typeof SUITES;
/** Those that we sign in, and whose proof a key's owner makes at one go. */
export type PlainSuiteName = Exclude<SuiteName, 'ecdsa-sd-2023' | 'eddsa-2022' | typeof TYPE_OF_2020>;

const TYPE_OF_2020 = 'Ed25519Signature2020';
/** Types of proof that contexts define and we cannot check. */
const OTHER_TYPES: readonly Json[] = ['Ed25519Signature2018', 'EcdsaSecp256k1Signature2019', 'EcdsaSecp256r1Signature2019', 'RsaSignature2018', 'JsonWebSignature2020'];

const isSuite = (name: Json | undefined): name is SuiteName => typeof name === 'string' && name !== TYPE_OF_2020 && Object.hasOwn(SUITES, name);

/** The suite that a proof is made in: by its cryptosuite, or by its type, where that is one. */
export function suiteOf({ type, cryptosuite }: JsonObject): SuiteName | undefined {
  if (type === TYPE_OF_2020) return cryptosuite === undefined ? type : undefined;
  return type === 'DataIntegrityProof' && isSuite(cryptosuite) ? cryptosuite : undefined;
}

/** Why it names no suite that we have. */
export function suiteFault({ type, cryptosuite }: JsonObject): Finding {
  if (OTHER_TYPES.includes(type ?? null)) return unknown('signature', 'proof-unsupported', { detail: type as string });
  // No context that we hold defines another type of proof, so another type is a term without meaning.
  if (type !== 'DataIntegrityProof' && type !== TYPE_OF_2020) return fail('signature', 'undefined-term', typeof type === 'string' ? { detail: type } : {});
  if (typeof cryptosuite !== 'string' || type === TYPE_OF_2020) return fail('signature', 'proof-malformed', { detail: 'cryptosuite' });
  return unknown('signature', 'proof-unsupported', { detail: cryptosuite });
}

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
