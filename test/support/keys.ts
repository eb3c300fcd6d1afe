import { createECDH, createHash, createPrivateKey, createPublicKey, sign as cryptoSign, type KeyObject } from 'node:crypto';
import type { SigningAlgorithm } from '../../src/core/algorithms.js';
import type { Fact, KeyFact, PublicJwk } from '../../src/core/evidence.js';
import type { EncodeContext, Sign } from '../../src/formats/format.js';
import { BASE_URL } from './award.js';

/** Always the same bytes for the same place in the stream; worth nothing as salts. */
export function counting(name = 'salt'): (bytes: number) => Uint8Array {
  let count = 0;
  return (bytes) => new Uint8Array(createHash('sha512').update(`${name} ${count++}`).digest()).slice(0, bytes);
}

/** A key for tests: always the same for the same name, and worth nothing. */
export interface TestKey {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicJwk: PublicJwk;
  /** Ed25519, or ECDSA P-256 with SHA-256 as r‖s. */
  readonly sign: Sign;
}

const seed = (name: string): Buffer => createHash('sha256').update(`testamur test key: ${name}`).digest();

// PKCS#8 of an Ed25519 key is this head and the 32-byte seed (RFC 8410, section 7).
const ED25519_PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Ed25519 key of this name. */
export function ed25519Key(name = 'main'): TestKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8_HEAD, seed(`ed25519 ${name}`)]), format: 'der', type: 'pkcs8' });
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    algorithm: 'Ed25519',
    privateKey,
    publicJwk: { kty, crv, x } as PublicJwk,
    sign: (data) => Promise.resolve(new Uint8Array(cryptoSign(null, data, privateKey))),
  };
}

/** P-256 key of this name. */
export const p256Key = (name = 'main'): TestKey => ({ algorithm: 'ES256', ...ecKey(`p-256 ${name}`, { crv: 'P-256', openssl: 'prime256v1', hash: 'sha256' }) });

/** P-384 key of this name: no organisation has one, but others sign with it. */
export const p384Key = (name = 'main'): Omit<TestKey, 'algorithm'> => ecKey(`p-384 ${name}`, { crv: 'P-384', openssl: 'secp384r1', hash: 'sha384' });

function ecKey(name: string, { crv, openssl, hash }: { crv: string; openssl: string; hash: string }): Omit<TestKey, 'algorithm'> {
  const pair = createECDH(openssl);
  const size = crv === 'P-384' ? 48 : 32;
  const d = Buffer.concat([Buffer.alloc(size - 32), seed(name)]);
  pair.setPrivateKey(d);
  const point = pair.getPublicKey();
  const publicJwk = { kty: 'EC', crv, x: point.subarray(1, 1 + size).toString('base64url'), y: point.subarray(1 + size).toString('base64url') } as const;
  const privateKey = createPrivateKey({ key: { ...publicJwk, d: d.toString('base64url') }, format: 'jwk' });
  return { privateKey, publicJwk, sign: (data) => Promise.resolve(new Uint8Array(cryptoSign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' }))) };
}

/** What a verifier has found out about a key: by default that the DID before the `#` controls it and asserts with it. */
export function keyFact(url: string, key: { readonly publicJwk: PublicJwk }, overrides: Partial<KeyFact> = {}): Fact<KeyFact> {
  const controller = url.split('#')[0] ?? url;
  return {
    ok: true,
    value: { id: url, controller, publicJwk: key.publicJwk, assertion: true, source: 'own', obtainedAt: '2026-11-21T10:00:00Z', ...overrides },
  };
}

/** What a format is given to write an award for this key; its random bytes are all zero. */
export const encodeContext = (verificationMethod: string, key: Pick<TestKey, 'algorithm'>, sealedAt: string): EncodeContext => ({
  baseUrl: BASE_URL,
  key: { algorithm: key.algorithm, verificationMethod, chain: [] },
  sealedAt,
  random: counting(),
});
