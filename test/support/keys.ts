import { createECDH, createHash, createPrivateKey, createPublicKey, sign as cryptoSign, type KeyObject } from 'node:crypto';
import type { SigningAlgorithm } from '../../src/core/algorithms.js';
import type { Fact, KeyFact, PublicJwk } from '../../src/core/evidence.js';
import type { EncodeContext, Sign } from '../../src/formats/format.js';
import { BASE_URL } from './award.js';

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
export function p256Key(name = 'main'): TestKey {
  const pair = createECDH('prime256v1');
  const d = seed(`p-256 ${name}`);
  pair.setPrivateKey(d);
  const point = pair.getPublicKey();
  const publicJwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } as const;
  const privateKey = createPrivateKey({ key: { ...publicJwk, d: d.toString('base64url') }, format: 'jwk' });
  return {
    algorithm: 'ES256',
    privateKey,
    publicJwk,
    sign: (data) => Promise.resolve(new Uint8Array(cryptoSign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }))),
  };
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
  random: (bytes) => new Uint8Array(bytes),
});
