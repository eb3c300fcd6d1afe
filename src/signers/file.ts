import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { SigningAlgorithm } from '../core/algorithms.js';
import { reject } from '../core/errors.js';
import type { PublicJwk } from '../core/evidence.js';
import { publicJwkOf } from '../core/keys.js';
import type { Id } from '../core/model.js';
import type { Custodian, FilePorts, Signer } from './ports.js';

/** Of an RSA key that lives as long as a certificate (ETSI TS 119 312: 3,000 bits and more beyond 2028). */
export const RSA_BITS = 3072;

const purpose = (keyId: Id): string => `signing_key.sealed:${keyId}`;

/** Keys that rest sealed in the database and are opened in this process: the default where there is no HSM. */
export function createFileCustodian(ports: FilePorts): Custodian {
  return {
    generate: ({ id, algorithm }) => {
      const pkcs8 = newPrivateKey(algorithm);
      return Promise.resolve({ publicJwk: privateSigner(pkcs8, algorithm).publicJwk, sealed: ports.seal(pkcs8, purpose(id)) });
    },
    signer: ({ id, algorithm, sealed }) =>
      Promise.resolve(privateSigner(ports.unseal(sealed ?? reject('key-missing', 'the private half of this key is not in the database'), purpose(id)), algorithm)),
  };
}

/** A new private key: PKCS#8 DER. */
export const newPrivateKey = (algorithm: SigningAlgorithm): Uint8Array => new Uint8Array(newKeyPair(algorithm).privateKey.export({ format: 'der', type: 'pkcs8' }));

/** Signs with a private key in this process. `pkcs8`: DER. */
export function privateSigner(pkcs8: Uint8Array, algorithm: SigningAlgorithm): Signer & { readonly publicJwk: PublicJwk } {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return { algorithm, publicJwk: publicHalf(key), sign: (data) => Promise.resolve(signWith(key, algorithm, data)) };
}
const publicHalf = (key: KeyObject): PublicJwk => publicJwkOf(createPublicKey(key).export({ format: 'jwk' }));

function signWith(key: KeyObject, algorithm: SigningAlgorithm, data: Uint8Array): Uint8Array {
  if (algorithm === 'Ed25519') return sign(null, data, key);
  return algorithm === 'RS256' ? sign('sha256', data, key) : sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
}

const PAIRS: Readonly<Record<SigningAlgorithm, () => { readonly privateKey: KeyObject }>> = {
  Ed25519: () => generateKeyPairSync('ed25519'),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: RSA_BITS }),
};

function newKeyPair(algorithm: SigningAlgorithm): { privateKey: KeyObject; publicJwk: PublicJwk } {
  const { privateKey } = PAIRS[algorithm]();
  return { privateKey, publicJwk: publicHalf(privateKey) };
}

/** A key for one trial signature (see `issue/lint`): never stored, never used again. */
export function throwawayKey(algorithm: SigningAlgorithm): { readonly publicJwk: PublicJwk; readonly sign: (data: Uint8Array) => Promise<Uint8Array> } {
  const { privateKey, publicJwk } = algorithm === 'RS256' ? (throwawayRsa ??= newKeyPair(algorithm)) : newKeyPair(algorithm);
  return { publicJwk, sign: (data) => Promise.resolve(signWith(privateKey, algorithm, data)) };
}
/** Of RSA one serves every trial of a process: finding the primes takes longer than everything else that an award needs. */
let throwawayRsa: ReturnType<typeof newKeyPair> | undefined;
