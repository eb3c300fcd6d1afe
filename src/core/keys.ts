import { createPublicKey, ECDH, type JsonWebKey, type KeyObject } from 'node:crypto';
import { concat, fromBase58, fromBase64url, sha256, toBase58, toBase64url } from './bytes.js';
import { AppError, reject } from './errors.js';
import type { PublicJwk } from './evidence.js';
import { canonicalJson, isObject, type JsonObject } from './json.js';

/** What we can verify with (RFC 7518, 6.2; RFC 8037, 2). `prefix`: multicodec varint (W3C Controlled Identifiers 1.0, 2.2.2). */
interface Curve {
  readonly kty: 'OKP' | 'EC';
  readonly crv: string;
  /** Bytes of a coordinate. */
  readonly size: number;
  readonly prefix: Uint8Array;
  readonly openssl: string;
}
const CURVES: readonly Curve[] = [
  { kty: 'OKP', crv: 'Ed25519', size: 32, prefix: Uint8Array.of(0xed, 0x01), openssl: '' },
  { kty: 'EC', crv: 'P-256', size: 32, prefix: Uint8Array.of(0x80, 0x24), openssl: 'prime256v1' },
  { kty: 'EC', crv: 'P-384', size: 48, prefix: Uint8Array.of(0x81, 0x24), openssl: 'secp384r1' },
];
/** Members only a private or a symmetric key has (RFC 7518, 6.2.2, 6.3.2, 6.4.1). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** What the thumbprint is made of (RFC 7638, 3.2; RFC 8037, 2). */
const REQUIRED = { OKP: ['crv', 'kty', 'x'], EC: ['crv', 'kty', 'x', 'y'], RSA: ['e', 'kty', 'n'] } as const;

/** RFC 7638 SHA-256 thumbprint, base64url. */
export function thumbprint(jwk: PublicJwk): string {
  return toBase64url(sha256(canonicalJson(members(jwk, REQUIRED[jwk.kty]))));
}

/** The thumbprint as a name (RFC 9278). */
export const thumbprintUri = (jwk: PublicJwk): string => `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${thumbprint(jwk)}`;

/** Multikey: `z` + base 58 of the multicodec prefix and the (compressed) point. Throws `input-invalid` on a key that has no such form here (RSA). */
export function toMultikey(jwk: PublicJwk): string {
  const curve = curveOf(jwk);
  const x = fromBase64url(jwk.x ?? '');
  if (curve.kty === 'OKP') return `z${toBase58(concat(curve.prefix, x))}`;
  const odd = (fromBase64url(jwk.y ?? '').at(-1) ?? 0) & 1;
  return `z${toBase58(concat(curve.prefix, Uint8Array.of(2 + odd), x))}`;
}

/** The key of a Multikey text (Ed25519, P-256, P-384). Throws `input-invalid`. */
export function fromMultikey(multikey: string): PublicJwk {
  if (!multikey.startsWith('z')) reject('input-invalid', 'A Multikey starts with z.');
  const bytes = fromBase58(multikey.slice(1));
  const curve = CURVES.find(({ prefix }) => prefix[0] === bytes[0] && prefix[1] === bytes[1]);
  if (curve === undefined) return reject('input-invalid', 'The Multikey is of a kind of key that is not supported.');
  const point = bytes.subarray(2);
  const jwk = curve.kty === 'OKP' ? { x: toBase64url(point) } : decompress(curve, point);
  return publicJwkOf({ kty: curve.kty, crv: curve.crv, ...jwk });
}

function decompress(curve: Curve, point: Uint8Array): { x: string; y: string } {
  if (point.length !== curve.size + 1 || (point[0] !== 2 && point[0] !== 3)) reject('input-invalid', 'The Multikey is no compressed point.');
  try {
    const whole = ECDH.convertKey(point, curve.openssl, undefined, undefined, 'uncompressed') as Buffer;
    return { x: toBase64url(whole.subarray(1, 1 + curve.size)), y: toBase64url(whole.subarray(1 + curve.size)) };
  } catch (cause) {
    throw new AppError('input-invalid', 'The Multikey is no point of its curve.', { cause });
  }
}

/** For `node:crypto`. Throws `input-invalid` when the numbers are no key, such as a point off its curve. */
export function publicKeyObject(jwk: PublicJwk): KeyObject {
  try {
    return createPublicKey({ key: members(jwk, REQUIRED[jwk.kty]) as JsonWebKey, format: 'jwk' });
  } catch (cause) {
    throw new AppError('input-invalid', 'The JWK is no public key.', { cause });
  }
}

/**
 * Reads a public JWK and drops every member that is none of a public key's. Throws `input-invalid` when it is private, of a kind we
 * cannot verify with, or no key at all.
 */
export function publicJwkOf(value: unknown): PublicJwk {
  if (!isObject(value)) return reject('input-invalid', 'A JWK is a JSON object.');
  if (PRIVATE.some((name) => Object.hasOwn(value, name))) reject('input-invalid', 'The JWK is a private key: nobody should have shown it.');
  const jwk = { ...keyMembers(value), ...members(value, ['kid', 'alg']) };
  publicKeyObject(jwk);
  return jwk;
}

/**
 * The public key of a PEM text (RFC 7468, 13; PKCS #1 for RSA). Throws `input-invalid` when it is a certificate, private, or of a kind we cannot
 * verify with.
 */
export function publicJwkOfPem(pem: string): PublicJwk {
  if (!/^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END (?:RSA )?PUBLIC KEY-----\s*$/.test(pem)) reject('input-invalid', 'This is no public key in PEM.');
  try {
    return publicJwkOf(createPublicKey(pem).export({ format: 'jwk' }));
  } catch (cause) {
    throw new AppError('input-invalid', 'This is no public key that can be verified with.', { cause });
  }
}

function keyMembers(value: JsonObject): PublicJwk {
  if (value.kty === 'RSA') {
    ['n', 'e'].forEach((name) => fromBase64url(textOf(value, name)));
    return { kty: 'RSA', n: textOf(value, 'n'), e: textOf(value, 'e') };
  }
  const { kty, crv, size } = curveOf(value);
  const names = kty === 'EC' ? ['x', 'y'] : ['x'];
  for (const name of names) {
    if (fromBase64url(textOf(value, name)).length !== size) reject('input-invalid', `The JWK's ${name} has the wrong length.`);
  }
  return { kty, crv, ...members(value, names) };
}

function curveOf(jwk: { readonly kty?: unknown; readonly crv?: unknown }): Curve {
  const curve = CURVES.find(({ kty, crv }) => kty === jwk.kty && crv === jwk.crv);
  return curve ?? reject('input-invalid', 'The key is of a kind that is not supported.');
}

function textOf(value: JsonObject, name: string): string {
  const member = value[name];
  return typeof member === 'string' && member !== '' ? member : reject('input-invalid', `The JWK has no ${name}.`);
}

/** The named members that are texts. */
function members(value: object, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => names.includes(entry[0]) && typeof entry[1] === 'string'));
}
