import { verify, type KeyObject } from 'node:crypto';
import { fromBase64url, text, toBase64url, utf8 } from './bytes.js';
import { AppError, reject } from './errors.js';
import type { PublicJwk } from './evidence.js';
import { isObject, parseJson, type JsonObject } from './json.js';
import { publicKeyObject } from './keys.js';

export interface JwsAlgorithm {
  readonly kty: PublicJwk['kty'];
  readonly crv?: string;
  /** Null where the algorithm hashes by itself (Ed25519). */
  readonly hash: 'sha256' | 'sha384' | null;
  /** Bytes, where fixed. */
  readonly signatureSize?: number;
}

/** What we verify (RFC 7518, 3.1; RFC 8037, 3.1; RFC 9864, 2.2 for `Ed25519`). No `none`, nothing symmetric. A new one is a row. */
export const JWS_ALGORITHMS: Readonly<Record<string, JwsAlgorithm>> = {
  ES256: { kty: 'EC', crv: 'P-256', hash: 'sha256', signatureSize: 64 },
  ES384: { kty: 'EC', crv: 'P-384', hash: 'sha384', signatureSize: 96 },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', hash: null, signatureSize: 64 },
  Ed25519: { kty: 'OKP', crv: 'Ed25519', hash: null, signatureSize: 64 },
  RS256: { kty: 'RSA', hash: 'sha256' },
};

/** RFC 7518, 3.3. */
const MIN_RSA_BITS = 2048;

export interface CompactJws {
  readonly header: JsonObject;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** What was signed: the first two parts, as they stand. */
  readonly signingInput: Uint8Array;
}

/** Reads a compact JWS (RFC 7515, 3.1) and judges nothing. Throws `unreadable`. */
export function parseCompact(jws: string): CompactJws {
  const [head = '', payload = '', signature = '', ...more] = jws.split('.');
  if (more.length > 0 || jws.split('.').length !== 3) reject('unreadable', 'A compact JWS has three parts.');
  try {
    const header = parseJson(text(fromBase64url(head)));
    if (!isObject(header)) return reject('unreadable', 'The header of the JWS is no JSON object.');
    return { header, payload: fromBase64url(payload), signature: fromBase64url(signature), signingInput: utf8(`${head}.${payload}`) };
  } catch (cause) {
    throw new AppError('unreadable', 'A part of the JWS cannot be read.', { cause });
  }
}

/** What a compact JWS of this header and payload signs (RFC 7515, 5.1). */
export function signingInput(header: JsonObject, payload: Uint8Array | string): string {
  const bytes = typeof payload === 'string' ? utf8(payload) : payload;
  return `${toBase64url(utf8(JSON.stringify(header)))}.${toBase64url(bytes)}`;
}

/** The compact JWS of a {@link signingInput} and its signature. */
export const compact = (input: string, signature: Uint8Array): string => `${input}.${toBase64url(signature)}`;

/**
 * Whether this key made this signature over `data`. False, too, when the algorithm does not fit the key: such a signature cannot be.
 * ECDSA signatures are r‖s (RFC 7518, 3.4). Throws `input-invalid` for an algorithm that is not in {@link JWS_ALGORITHMS}.
 */
// eslint-disable-next-line max-params -- the four things that RFC 7515, 5.2, step 8, names, in its order
export function verifySignature(alg: string, jwk: PublicJwk, data: Uint8Array, signature: Uint8Array): boolean {
  const algorithm = Object.hasOwn(JWS_ALGORITHMS, alg) ? JWS_ALGORITHMS[alg] : undefined;
  if (algorithm === undefined) return reject('input-invalid', 'The signature algorithm is not supported.');
  if (algorithm.kty !== jwk.kty || algorithm.crv !== jwk.crv) return false;
  const key = publicKeyObject(jwk);
  if (algorithm.kty === 'RSA' && rsaBits(key) < MIN_RSA_BITS) return false;
  const sized = signature.length === (algorithm.signatureSize ?? signature.length);
  return sized && verify(algorithm.hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

const rsaBits = (key: KeyObject): number => key.asymmetricKeyDetails?.modulusLength ?? 0;
