import { X509Certificate, type KeyObject } from 'node:crypto';
import { Certificate as Asn1Certificate, type RelativeDistinguishedNames } from 'pkijs';
import { equalBytes, sha256, toBase64url, toHex } from '../bytes.js';
import { AppError, reject } from '../errors.js';
import type { PublicJwk } from '../evidence.js';
import { publicJwkOf } from '../keys.js';
import { readDer } from './der.js';
import { readExtensions, type Extensions } from './extensions.js';
import { signedBy, type Algorithm } from './signature.js';

/** Who a certificate says that its key is of. */
export interface Subject {
  /** O. */
  readonly organisation?: string;
  /** CN. */
  readonly commonName?: string;
  /** C, ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** 2.5.4.97 (ETSI EN 319 412-1, 5.1.4): `VATHR-12345678901`. */
  readonly organizationIdentifier?: string;
}
/** A certificate (RFC 5280) read into the facts that judging it takes. None of them is proven by being read. */
export interface Certificate extends Extensions {
  readonly der: Uint8Array;
  /** SHA-256, base64url: `x5t#S256`. */
  readonly fingerprint: string;
  readonly subject: Subject;
  /** Names as they are encoded, hexadecimal: equal names are equal bytes. */
  readonly subjectName: string;
  readonly issuerName: string;
  /** The issuer's, for people. */
  readonly issuer: Subject;
  /** Hexadecimal. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key: KeyObject;
  /** The key's bit string alone, as OCSP names an issuer by its hash. */
  readonly keyBits: Uint8Array;
  readonly signed: { readonly algorithm: Algorithm; readonly data: Uint8Array; readonly signature: Uint8Array };
}

/** The certificates of authorities come again with every seal, and reading one takes milliseconds. */
const lately = new Map<string, Certificate>();
const MAX_KEPT = 256;
/** ASN.1 values in one: those of trust service providers have some 200. */
const MAX_VALUES = 1000;

/** Reads a certificate in DER. Throws `input-invalid` when it is none, or of a kind that we cannot judge. */
export function readCertificate(der: Uint8Array): Certificate {
  const fingerprint = toBase64url(sha256(der));
  const certificate = lately.get(fingerprint) ?? readDer(der, (schema) => factsOf(new Asn1Certificate({ schema }), Uint8Array.from(der)), { what: 'certificate', values: MAX_VALUES });
  lately.delete(fingerprint);
  lately.set(fingerprint, certificate);
  if (lately.size > MAX_KEPT) lately.delete(lately.keys().next().value ?? '');
  return certificate;
}

/** Several; those that cannot be read are left out. */
export function readCertificates(ders: readonly Uint8Array[]): readonly Certificate[] {
  return ders.flatMap((der) => {
    try {
      return [readCertificate(der)];
    } catch {
      return [];
    }
  });
}

function factsOf(asn1: Asn1Certificate, der: Uint8Array): Certificate {
  if (!asn1.signatureAlgorithm.isEqual(asn1.signature)) reject('input-invalid', 'The certificate names two algorithms for its one signature.');
  return {
    der,
    fingerprint: toBase64url(sha256(der)),
    subject: subjectOf(asn1.subject),
    subjectName: encodedName(asn1.subject),
    issuerName: encodedName(asn1.issuer),
    issuer: subjectOf(asn1.issuer),
    serial: toHex(asn1.serialNumber.valueBlock.valueHexView),
    notBefore: asn1.notBefore.value,
    notAfter: asn1.notAfter.value,
    key: keyIn(der),
    keyBits: asn1.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView,
    signed: { algorithm: asn1.signatureAlgorithm, data: asn1.tbsView, signature: asn1.signatureValue.valueBlock.valueHexView },
    ...readExtensions(asn1.extensions),
  };
}

/** Read a second time, by OpenSSL, which takes no length that is off by one: what two readers may read differently is no certificate. */
function keyIn(der: Uint8Array): KeyObject {
  try {
    const { raw, publicKey } = new X509Certificate(der);
    return equalBytes(raw, der) ? publicKey : reject('input-invalid', 'The certificate is not in DER.');
  } catch (cause) {
    throw new AppError('input-invalid', 'The certificate is not in DER, or its key of a kind that cannot be read.', { cause });
  }
}

export const encodedName = ({ valueBeforeDecode }: RelativeDistinguishedNames): string => toHex(new Uint8Array(valueBeforeDecode));

const ATTRIBUTES = { '2.5.4.10': 'organisation', '2.5.4.3': 'commonName', '2.5.4.6': 'country', '2.5.4.97': 'organizationIdentifier' } as const;

/** Of an attribute that stands there more than once none is taken: each program would choose its own. */
function subjectOf({ typesAndValues }: RelativeDistinguishedNames): Subject {
  const stated = Object.entries(ATTRIBUTES).flatMap(([type, member]) => {
    const [only, ...more] = typesAndValues.filter((attribute) => attribute.type === type);
    const value: unknown = only?.value.valueBlock.value;
    return typeof value === 'string' && more.length === 0 ? [[member, value]] : [];
  });
  return Object.fromEntries(stated) as Subject;
}

/** The public key as a JWK; undefined when it is of a kind that we sign and verify nothing else with. */
export function jwkOf({ key }: Pick<Certificate, 'key'>): PublicJwk | undefined {
  try {
    return publicJwkOf(key.export({ format: 'jwk' }));
  } catch {
    return undefined;
  }
}

/** Whether this certificate's key signed that one, whose issuer it says that it is. */
export const issued = (issuer: Certificate, { issuerName, signed }: Certificate): boolean => issuer.subjectName === issuerName && signedBy(issuer.key, signed);

/** A name to show. */
export const nameOf = ({ commonName, organisation }: Subject): string => commonName ?? organisation ?? '';

/** Certificates of PEM text, in their order. Throws `input-invalid` when there is none, or what stands there is none. */
export function readPem(pem: string): readonly Certificate[] {
  const found = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)];
  if (found.length === 0) reject('input-invalid', 'There is no certificate in PEM (-----BEGIN CERTIFICATE-----) in it.');
  return found.map(([, base64 = '']) => readCertificate(new Uint8Array(Buffer.from(base64, 'base64'))));
}
export const toPem = (der: Uint8Array): string => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

