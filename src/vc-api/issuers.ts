import { createECDH, createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto';
import { toBase64url } from '../core/bytes.js';
import type { JsonObject } from '../core/json.js';
import { publicJwkOf, toMultikey } from '../core/keys.js';
import type { Sign } from '../formats/format.js';
import type { CurveName, PlainSuiteName } from '../formats/securing/suites.js';

/** What an issuer secures with: a cryptosuite, or as a JWT. */
export type Securing = PlainSuiteName | 'ecdsa-sd-2023' | 'jwt';
interface Row {
  readonly securing: Securing;
  readonly curve: CurveName;
  /** Gives each credential an entry in the status list. */
  readonly status?: true;
}

/** The issuers of the VC-API, one for each way of signing, by the name in their address. A new one is a row. */
const ISSUERS = {
  'eddsa-rdfc-2022': { securing: 'eddsa-rdfc-2022', curve: 'Ed25519' },
  'eddsa-jcs-2022': { securing: 'eddsa-jcs-2022', curve: 'Ed25519' },
  'ecdsa-rdfc-2019-p256': { securing: 'ecdsa-rdfc-2019', curve: 'P-256' },
  'ecdsa-rdfc-2019-p384': { securing: 'ecdsa-rdfc-2019', curve: 'P-384' },
  'ecdsa-jcs-2019-p256': { securing: 'ecdsa-jcs-2019', curve: 'P-256' },
  'ecdsa-jcs-2019-p384': { securing: 'ecdsa-jcs-2019', curve: 'P-384' },
  'ecdsa-sd-2023': { securing: 'ecdsa-sd-2023', curve: 'P-256' },
  'vc-jwt': { securing: 'jwt', curve: 'P-256' },
  'bitstring-status-list': { securing: 'eddsa-rdfc-2022', curve: 'Ed25519', status: true },
} as const satisfies Readonly<Record<string, Row>>;
export type IssuerName = keyof typeof ISSUERS;
export const ISSUER_NAMES = Object.keys(ISSUERS) as readonly IssuerName[];

/** An issuer with its test key, which its name carries: a `did:key`, never an organisation's. */
export interface TestIssuer extends Row {
  readonly name: IssuerName;
  readonly did: string;
  readonly verificationMethod: string;
  readonly sign: Sign;
}

/** The same keys for the same seed. */
export function createIssuers(seed: Uint8Array): ReadonlyMap<string, TestIssuer> {
  const keys = { Ed25519: ed25519(seed), 'P-256': ecdsa(seed, EC['P-256']), 'P-384': ecdsa(seed, EC['P-384']) };
  return new Map(ISSUER_NAMES.map((name) => [name, { ...ISSUERS[name], name, ...keys[ISSUERS[name].curve] }]));
}

type TestKey = Pick<TestIssuer, 'did' | 'verificationMethod' | 'sign'>;

function named(privateKey: KeyObject, signs: (data: Uint8Array) => Buffer): TestKey {
  const multikey = toMultikey(publicJwkOf(createPublicKey(privateKey).export({ format: 'jwk' })));
  return { did: `did:key:${multikey}`, verificationMethod: `did:key:${multikey}#${multikey}`, sign: (data) => Promise.resolve(new Uint8Array(signs(data))) };
}

const derived = (seed: Uint8Array, name: string, size: number): Buffer => Buffer.from(hkdfSync('sha256', seed, '', `testamur vc-api ${name}`, size));

/** PKCS#8 of an Ed25519 key is this head and the 32 bytes of its seed (RFC 8410, 7). */
const ED25519_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
function ed25519(seed: Uint8Array): TestKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_HEAD, derived(seed, 'Ed25519', 32)]), format: 'der', type: 'pkcs8' });
  return named(privateKey, (data) => sign(null, data, privateKey));
}

const EC = {
  'P-256': { crv: 'P-256', openssl: 'prime256v1', size: 32, hash: 'sha256' },
  'P-384': { crv: 'P-384', openssl: 'secp384r1', size: 48, hash: 'sha384' },
} as const;
function ecdsa(seed: Uint8Array, { crv, openssl, size, hash }: (typeof EC)['P-256' | 'P-384']): TestKey {
  const scalar = derived(seed, crv, size);
  // The order of both curves begins with a byte of ones: below it, the number is one of its scalars.
  scalar[0] = (scalar[0] ?? 0) & 0x7f;
  const pair = createECDH(openssl);
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const [x, y] = [point.subarray(1, 1 + size), point.subarray(1 + size)].map(toBase64url);
  const privateKey = createPrivateKey({ key: { kty: 'EC', crv, x, y, d: toBase64url(scalar) } as JsonObject, format: 'jwk' });
  return named(privateKey, (data) => sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
}
