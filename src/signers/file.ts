import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { SigningAlgorithm } from '../core/algorithms.js';
import { reject } from '../core/errors.js';
import type { PublicJwk } from '../core/evidence.js';
import { publicJwkOf } from '../core/keys.js';
import type { Id } from '../core/model.js';
import type { SignerPorts } from './ports.js';

/** Keys that rest sealed in the database and are opened in this process: the default where there is no HSM. */
export interface FileSigner {
  /** Ed25519 (RFC 8032) over the bytes; ES256 as r‖s over their SHA-256; RS256 as PKCS #1 v1.5. Throws `key-missing`. */
  sign(keyId: Id, data: Uint8Array): Promise<Uint8Array>;
  /** A new key pair; the private half leaves only sealed. */
  generate(keyId: Id, algorithm: SigningAlgorithm): { readonly publicJwk: PublicJwk; readonly sealed: Uint8Array };
}

const purpose = (keyId: Id): string => `signing_key.sealed:${keyId}`;

/** Importing a key costs more than a signature with it, so an opened key is kept for the life of the process. */
export function createFileSigner(ports: SignerPorts): FileSigner {
  const opened = new Map<Id, { readonly key: KeyObject; readonly algorithm: SigningAlgorithm }>();
  const open = async (keyId: Id) => {
    const known = opened.get(keyId);
    if (known !== undefined) return known;
    const rest = (await ports.sealedKey(keyId)) ?? reject('key-missing', 'there is no such signing key');
    const der = Buffer.from(ports.unseal(rest.sealed, purpose(keyId)));
    const entry = { key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), algorithm: rest.algorithm };
    opened.set(keyId, entry);
    return entry;
  };
  return {
    sign: async (keyId, data) => {
      const { key, algorithm } = await open(keyId);
      return signWith(key, algorithm, data);
    },
    generate: (keyId, algorithm) => {
      const { privateKey, publicJwk } = newKeyPair(algorithm);
      const sealed = ports.seal(privateKey.export({ format: 'der', type: 'pkcs8' }), purpose(keyId));
      return { publicJwk, sealed };
    },
  };
}

function signWith(key: KeyObject, algorithm: SigningAlgorithm, data: Uint8Array): Uint8Array {
  return algorithm === 'Ed25519' ? sign(null, data, key) : sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
}

const GENERATE: Readonly<Record<SigningAlgorithm, () => { readonly privateKey: KeyObject }>> = {
  Ed25519: () => generateKeyPairSync('ed25519'),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 3072 }),
};

function newKeyPair(algorithm: SigningAlgorithm): { privateKey: KeyObject; publicJwk: PublicJwk } {
  const { privateKey } = GENERATE[algorithm]();
  return { privateKey, publicJwk: publicJwkOf(createPublicKey(privateKey).export({ format: 'jwk' })) };
}

/** A key for one trial signature (see `issue/lint`): never stored, never used again. */
export function throwawayKey(algorithm: SigningAlgorithm): { readonly publicJwk: PublicJwk; readonly sign: (data: Uint8Array) => Promise<Uint8Array> } {
  const { privateKey, publicJwk } = newKeyPair(algorithm);
  return { publicJwk, sign: (data) => Promise.resolve(signWith(privateKey, algorithm, data)) };
}
