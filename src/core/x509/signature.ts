import { constants, verify, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto';
import { RSASSAPSSParams } from 'pkijs';

/** An AlgorithmIdentifier, as it stands in a certificate, a list or a stamp. */
export interface Algorithm {
  readonly algorithmId: string;
  readonly algorithmParams?: unknown;
}
type Hash = 'sha256' | 'sha384' | 'sha512';

/** Digests that still count (ETSI TS 119 312): no SHA-1, no MD5. */
export const HASHES: Readonly<Record<string, Hash>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
interface Scheme {
  readonly type: 'rsa' | 'ec' | 'ed25519';
  /** Undefined: stated elsewhere (PSS parameters, a signer's digest); null: none apart (Ed25519). */
  readonly hash: Hash | null | undefined;
}
const SCHEMES: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.11': { type: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { type: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { type: 'rsa', hash: 'sha512' },
  '1.2.840.113549.1.1.1': { type: 'rsa', hash: undefined },
  '1.2.840.10045.4.3.2': { type: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { type: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { type: 'ec', hash: 'sha512' },
  '1.3.101.112': { type: 'ed25519', hash: null },
};
const RSA_PSS = '1.2.840.113549.1.1.10';
const MIN_RSA_BITS = 2048;

export interface SignedBytes {
  readonly algorithm: Algorithm;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
  /** Of a CMS signer that names only the kind of its key. */
  readonly digest?: string;
}

/** Whether this key made this signature, by an algorithm that is still good; false as well for one that is not, or does not fit the key. */
export function signedBy(key: KeyObject, { algorithm, data, signature, digest }: SignedBytes): boolean {
  const scheme = schemeOf(algorithm, digest);
  if (scheme === undefined || scheme.type !== key.asymmetricKeyType || !isLongEnough(key)) return false;
  try {
    return verify(scheme.hash ?? null, data, { key, ...scheme.padding }, signature);
  } catch {
    return false;
  }
}

const isLongEnough = (key: KeyObject): boolean => key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;

type WithPadding = Scheme & { readonly padding?: Pick<VerifyKeyObjectInput, 'padding' | 'saltLength'> };

function schemeOf(algorithm: Algorithm, digest: string | undefined): WithPadding | undefined {
  if (algorithm.algorithmId === RSA_PSS) return pssOf(algorithm);
  const scheme = Object.hasOwn(SCHEMES, algorithm.algorithmId) ? SCHEMES[algorithm.algorithmId] : undefined;
  if (scheme === undefined || scheme.hash !== undefined) return scheme;
  const hash = hashOf(digest);
  return hash && { ...scheme, hash };
}

export const hashOf = (oid: string | undefined): Hash | undefined => (oid !== undefined && Object.hasOwn(HASHES, oid) ? HASHES[oid] : undefined);

/** RFC 4055, 3.1; the mask must be made with the same digest. */
function pssOf({ algorithmParams }: Algorithm): WithPadding | undefined {
  try {
    const { hashAlgorithm, maskGenAlgorithm, saltLength } = new RSASSAPSSParams({ schema: algorithmParams as never });
    const hash = hashOf(hashAlgorithm.algorithmId);
    const mask = (maskGenAlgorithm.algorithmParams as { valueBlock?: { value?: { toString(): string }[] } }).valueBlock?.value?.[0]?.toString() ?? '';
    if (hash === undefined || !mask.endsWith(hashAlgorithm.algorithmId)) return undefined;
    return { type: 'rsa', hash, padding: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength } };
  } catch {
    return undefined;
  }
}
