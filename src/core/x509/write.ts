import { BitString, Boolean as Asn1Boolean, Constructed, Integer, Null, OctetString, PrintableString, Sequence, Set as Asn1Set, Utf8String, fromBER } from 'asn1js';
import { AlgorithmIdentifier, Attribute, AttributeTypeAndValue, Certificate, Extension, Extensions, PublicKeyInfo, RelativeDistinguishedNames, Time } from 'pkijs';
import { sha256 } from '../bytes.js';
import { ecdsaToDer } from '../ecdsa.js';
import { reject } from '../errors.js';
import type { PublicJwk } from '../evidence.js';
import { publicKeyObject } from '../keys.js';
import type { SigningAlgorithm } from '../algorithms.js';
import type { Subject } from './certificate.js';

/** Whose key signs a request or a certificate. */
export interface DerSigner {
  readonly algorithm: SigningAlgorithm;
  readonly publicJwk: PublicJwk;
  /** As `Signer.sign`: ES256 gives r‖s. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

const ALGORITHMS: Readonly<Record<SigningAlgorithm, () => AlgorithmIdentifier>> = {
  ES256: () => new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' }),
  RS256: () => new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new Null() }),
  Ed25519: () => new AlgorithmIdentifier({ algorithmId: '1.3.101.112' }),
};
const bitsOf = (algorithm: SigningAlgorithm, signature: Uint8Array): BitString => new BitString({ valueHex: owned(algorithm === 'ES256' ? ecdsaToDer(signature) : signature) });
const owned = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** A request for a certificate (PKCS#10, RFC 2986), signed by the key itself: DER. */
export async function writeRequest(subject: Subject, key: DerSigner): Promise<Uint8Array> {
  const wanted = new Attribute({ type: EXTENSION_REQUEST, values: [new Extensions({ extensions: [keyUsage(SEALING)] }).toSchema()] });
  const attributes = new Constructed({ idBlock: { tagClass: CONTEXT, tagNumber: 0 }, value: [wanted.toSchema()] });
  const info = new Sequence({ value: [new Integer({ value: 0 }), nameOf(subject).toSchema(), keyInfo(key.publicJwk).toSchema(), attributes] });
  const signature = await key.sign(new Uint8Array(info.toBER()));
  return new Uint8Array(new Sequence({ value: [info, ALGORITHMS[key.algorithm]().toSchema(), bitsOf(key.algorithm, signature)] }).toBER());
}
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const CONTEXT = 3;

export interface CertificateWanted {
  readonly subject: Subject;
  readonly publicJwk: PublicJwk;
  readonly ca: boolean;
  /** 16 bytes. */
  readonly serial: Uint8Array;
  readonly from: Date;
  readonly until: Date;
}

/** A certificate (RFC 5280, 4.1) by this issuer: DER. */
export async function writeCertificate(wanted: CertificateWanted, issuer: DerSigner & { readonly subject: Subject }): Promise<Uint8Array> {
  const certificate = new Certificate();
  certificate.version = 2;
  // Positive, and never with a zero before it.
  certificate.serialNumber = new Integer({ valueHex: owned(wanted.serial.map((byte, at) => (at === 0 ? (byte & 0x3f) | 0x40 : byte))) });
  certificate.subject = nameOf(wanted.subject);
  certificate.issuer = nameOf(issuer.subject);
  certificate.notBefore = new Time({ value: wanted.from });
  certificate.notAfter = new Time({ value: wanted.until });
  certificate.subjectPublicKeyInfo = keyInfo(wanted.publicJwk);
  certificate.extensions = [
    extension('2.5.29.19', new Sequence({ value: wanted.ca ? [new Asn1Boolean({ value: true })] : [] }), true),
    keyUsage(wanted.ca ? CERTIFYING : SEALING),
    extension('2.5.29.14', new OctetString({ valueHex: owned(keyIdentifier(wanted.publicJwk)) })),
    extension('2.5.29.35', new Sequence({ value: [implicitOctets(keyIdentifier(issuer.publicJwk))] })),
  ];
  certificate.signature = ALGORITHMS[issuer.algorithm]();
  certificate.signatureAlgorithm = ALGORITHMS[issuer.algorithm]();
  certificate.tbsView = new Uint8Array(certificate.encodeTBS().toBER());
  certificate.signatureValue = bitsOf(issuer.algorithm, await issuer.sign(certificate.tbsView));
  return new Uint8Array(certificate.toSchema(true).toBER());
}

const extension = (extnID: string, value: { toBER(): ArrayBuffer }, critical = false): Extension => new Extension({ extnID, critical, extnValue: value.toBER() });
/** digitalSignature, nonRepudiation; keyCertSign, cRLSign (RFC 5280, 4.2.1.3): the byte, and how many of its bits do not count. */
const SEALING = [0xc0, 6] as const;
const CERTIFYING = [0x06, 1] as const;
const keyUsage = ([byte, unusedBits]: readonly [number, number]): Extension => extension('2.5.29.15', new BitString({ valueHex: Uint8Array.of(byte).buffer, unusedBits }), true);

const spki = (jwk: PublicJwk): Uint8Array => new Uint8Array(publicKeyObject(jwk).export({ format: 'der', type: 'spki' }));
const keyInfo = (jwk: PublicJwk): PublicKeyInfo => new PublicKeyInfo({ schema: fromBER(owned(spki(jwk))).result });
/** RFC 7093, 2, method 1: of SHA-256 what fits where SHA-1 stood. */
const keyIdentifier = (jwk: PublicJwk): Uint8Array => sha256(spki(jwk)).subarray(0, 20);
function implicitOctets(bytes: Uint8Array): OctetString {
  const octets = new OctetString({ valueHex: owned(bytes) });
  octets.idBlock.tagClass = CONTEXT;
  octets.idBlock.tagNumber = 0;
  return octets;
}

/** In the order of ETSI EN 319 412-3, 4.2.1; each attribute stands alone, as every authority writes them. */
function nameOf({ country, organisation, organizationIdentifier, commonName }: Subject): RelativeDistinguishedNames {
  const stated = [['2.5.4.6', country], ['2.5.4.10', organisation], ['2.5.4.97', organizationIdentifier], ['2.5.4.3', commonName]] as const;
  const parts = stated.flatMap(([type, value]) => (value === undefined ? [] : [new AttributeTypeAndValue({ type, value: type === '2.5.4.6' ? new PrintableString({ value }) : new Utf8String({ value }) })]));
  if (parts.length === 0) reject('bug', 'a certificate must say whose key it certifies');
  const written = new Sequence({ value: parts.map((part) => new Asn1Set({ value: [part.toSchema()] })) }).toBER();
  // Read back, or the library would write all of them as one of several values.
  return new RelativeDistinguishedNames({ schema: fromBER(written).result });
}

/** RFC 7468. */
export const toPem = (label: string, der: Uint8Array): string => `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;
