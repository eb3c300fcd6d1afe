import { createECDH, generateKeyPairSync, privateEncrypt, randomBytes, X509Certificate, type KeyObject } from 'node:crypto';
import type { PublicJwk } from '../../src/core/evidence.js';
import { makeSealCertificate, makeTestCa, type Subject } from './certificates.js';
import { integer, nil, octets, oid, sequence } from './der.js';

/** A key that a trust service provider keeps for somebody, with its certificate, as the Cloud Signature Consortium's API describes and uses it. */
export interface CscCredential {
  readonly id: string;
  readonly algorithm: 'ES256' | 'RS256';
  /** DER: the leaf, the authority that issued it, and the root. */
  readonly chain: readonly [Uint8Array, Uint8Array, Uint8Array];
  readonly publicKey: KeyObject;
  readonly publicJwk: PublicJwk;
  /** Without one no authentication object is asked for. */
  readonly pin?: string;
  readonly scal: '1' | '2';
  readonly multisign: number;
  readonly enabled: boolean;
  /** Signs a digest by an algorithm of its own, named by OID. */
  sign(digest: Uint8Array): Uint8Array;
}
export interface CredentialRequest {
  readonly id: string;
  readonly algorithm?: CscCredential['algorithm'];
  readonly organisation?: Subject;
  readonly pin?: string;
  readonly scal?: CscCredential['scal'];
  readonly multisign?: number;
  readonly enabled?: boolean;
  readonly from?: string;
  readonly until?: string;
}

export const SHA256 = '2.16.840.1.101.3.4.2.1';
export const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
export const RSA_SHA256 = '1.2.840.113549.1.1.11';
/** RSA with PKCS#1 v1.5 padding, and the hash named beside it. */
export const RSA = '1.2.840.113549.1.1.1';
const P256 = '1.2.840.10045.3.1.7';

export const algorithmsOf = ({ algorithm }: CscCredential): readonly string[] => (algorithm === 'ES256' ? [ECDSA_SHA256] : [RSA_SHA256, RSA]);

export function makeCredential({ id, algorithm = 'ES256', organisation, pin, scal = '2', multisign = 10, enabled = true, from, until }: CredentialRequest): CscCredential {
  const { publicKey, privateKey } = algorithm === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ca = makeTestCa({ algorithm, name: 'TEST trust service provider' });
  const publicJwk = publicKey.export({ format: 'jwk' }) as PublicJwk;
  const leaf = makeSealCertificate({ ca, publicJwk, organisation: organisation ?? { organisation: 'TEST University', name: 'TEST seal', country: 'HR' }, ...(from && { from }), ...(until && { until }) });
  const sign = (digest: Uint8Array): Uint8Array => (algorithm === 'ES256' ? signEcdsa(privateKey, digest) : signRsa(privateKey, digest));
  return { id, algorithm, chain: [leaf.der, ca.sub.der, ca.root.der], publicKey, publicJwk, ...(pin !== undefined && { pin }), scal, multisign, enabled, sign };
}

/** The order of the group of P-256 (FIPS 186-4, D.1.2.3). */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const below = (value: bigint): bigint => ((value % N) + N) % N;
function inverse(value: bigint): bigint {
  let [a, b, x, y] = [below(value), N, 1n, 0n];
  while (a > 1n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return below(x);
}

/** ECDSA of a digest as it is (FIPS 186-4, 6.4), which node:crypto would hash once more: Ecdsa-Sig-Value in DER (RFC 3279, 2.2.3). */
function signEcdsa(key: KeyObject, digest: Uint8Array): Uint8Array {
  const d = numberOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const secret = below(numberOf(randomBytes(40)));
  const point = createECDH('prime256v1');
  point.setPrivateKey(Buffer.from(secret.toString(16).padStart(64, '0'), 'hex'));
  const r = below(numberOf(point.getPublicKey().subarray(1, 33)));
  const s = below(inverse(secret) * (numberOf(digest) + r * d));
  return sequence(integer(r), integer(s));
}

/** RSASSA-PKCS1-v1_5 of a digest as it is (RFC 8017, 8.2 and 9.2). */
const signRsa = (key: KeyObject, digest: Uint8Array): Uint8Array => new Uint8Array(privateEncrypt(key, sequence(sequence(oid(SHA256), nil()), octets(digest))));

/** What `credentials/info` says of it (11.5); the groups that were not asked for are left out. */
export function describe(credential: CscCredential, asked: { readonly certificates: string; readonly certInfo: boolean; readonly authInfo: boolean }): object {
  const { algorithm, chain, publicKey, scal, multisign, enabled } = credential;
  const shown = { none: 0, single: 1, chain: chain.length }[asked.certificates] ?? 0;
  const curve = algorithm === 'ES256' ? { len: 256, curve: P256 } : { len: publicKey.asymmetricKeyDetails?.modulusLength };
  const certificates = shown > 0 && { certificates: chain.slice(0, shown).map((der) => Buffer.from(der).toString('base64')) };
  return {
    key: { status: enabled ? 'enabled' : 'disabled', algo: algorithmsOf(credential), ...curve },
    cert: { ...certificates, ...(asked.certInfo && certificateFacts(chain[0])) },
    ...(asked.authInfo && { auth: authOf(credential) }),
    SCAL: scal,
    multisign,
  };
}

const authOf = ({ pin }: CscCredential): object =>
  pin === undefined ? { mode: 'explicit', objects: [] } : { mode: 'explicit', expression: 'PIN', objects: [{ type: 'Password', id: 'PIN', format: 'A', label: 'PIN' }] };

function certificateFacts(der: Uint8Array): object {
  const { subject, issuer, serialNumber, validFrom, validTo } = new X509Certificate(der);
  const time = (text: string): string => new Date(text).toISOString().replace(/\.\d+|[-:T]/g, '');
  return { status: 'valid', subjectDN: nameOf(subject), issuerDN: nameOf(issuer), serialNumber, validFrom: time(validFrom), validTo: time(validTo) };
}
/** RFC 4514: the last first, and what would be read as punctuation escaped. */
const nameOf = (lines: string): string =>
  lines
    .split('\n')
    .reverse()
    .map((line) => line.replace(/[,+"\\<>;]/g, '\\$&'))
    .join();
