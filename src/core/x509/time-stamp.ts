import { createHash } from 'node:crypto';
import { ObjectIdentifier, OctetString, Sequence, type AsnType } from 'asn1js';
import { ContentInfo, SignedData, TSTInfo, type SignerInfo, type TSTInfo as Info } from 'pkijs';
import { equalBytes } from '../bytes.js';
import { reject } from '../errors.js';
import { nameOf, readCertificates, type Certificate } from './certificate.js';
import { membersOf, readDer } from './der.js';
import { findPath, type Anchor } from './path.js';
import { hashOf, signedBy } from './signature.js';

/** A time stamp token (RFC 3161, 2.4.2) that holds in itself: its authority signed it, in the way that the RFC asks. Who the authority is, is another question. */
export interface TimeStamp {
  readonly imprint: { readonly hash: string; readonly digest: Uint8Array };
  /** Milliseconds: the earliest and the latest that the authority's clock may have meant. */
  readonly earliest: number;
  readonly latest: number;
  readonly signer: Certificate;
  readonly certificates: readonly Certificate[];
  /** Hexadecimal, where the request had one. */
  readonly nonce?: string;
}

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

/** A token with its authority's whole chain takes some 8 KiB, of three certificates. */
const MAX_TOKEN = 24 * 1024;
const MAX_CERTIFICATES = 8;

/** Throws `input-invalid`, saying what is wrong, when the token is none or does not hold. `pool`: where its authority's certificate may be, if not in it. */
export function readTimeStamp(token: Uint8Array, pool: readonly Certificate[] = []): TimeStamp {
  const signed = readDer(token, signedDataOf, { what: 'time stamp', max: MAX_TOKEN });
  const content = contentOf(signed);
  const info = readDer(content, (schema) => new TSTInfo({ schema }), { what: 'time stamp' });
  const certificates = readCertificates((signed.certificates ?? []).map((one) => new Uint8Array(one.toSchema().toBER())));
  const [signer, ...more] = signed.signerInfos;
  if (signer === undefined || more.length > 0) return reject('input-invalid', 'The time stamp is not signed by one authority.');
  const certificate = signerOf(signer, [...certificates, ...pool]);
  requireSigned(signer, { content, certificate });
  requireTimeStamping(certificate);
  return { ...factsOf(info), signer: certificate, certificates };
}

function signedDataOf(schema: AsnType): SignedData {
  const info = new ContentInfo({ schema });
  if (info.contentType !== OID.signedData) reject('input-invalid', 'The time stamp is not signed.');
  // SignedData ::= SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0] IMPLICIT CertificateSet OPTIONAL, … }
  const [, , , certificates] = membersOf(info.content as AsnType);
  if (membersOf(certificates).length > MAX_CERTIFICATES) reject('input-invalid', 'The time stamp carries more certificates than any does.');
  return new SignedData({ schema: info.content as AsnType });
}

function contentOf({ encapContentInfo }: SignedData): Uint8Array {
  const { eContentType, eContent } = encapContentInfo;
  if (eContentType !== OID.tstInfo || eContent === undefined) return reject('input-invalid', 'What is signed is no time stamp.');
  return new Uint8Array(eContent.getValue());
}

/** The one value of an attribute that stands there once. */
function attribute({ signedAttrs }: SignerInfo, type: string): unknown {
  const [only, ...more] = (signedAttrs?.attributes ?? []).filter((one) => one.type === type);
  const values: readonly unknown[] = only?.values ?? [];
  return values.length === 1 && more.length === 0 ? values[0] : undefined;
}

/** The certificate that the signature itself names (RFC 5035, RFC 5816): one of the same key, made for another purpose, is not taken. */
function signerOf(signer: SignerInfo, candidates: readonly Certificate[]): Certificate {
  const { hash, digest } = namedCertificate(signer) ?? reject('input-invalid', 'The time stamp does not name the certificate of its authority.');
  return candidates.find(({ der }) => equalBytes(digestOf(hash, der), digest)) ?? reject('input-invalid', 'The certificate of the time stamp’s authority is not there.');
}

/** SigningCertificate ::= SEQUENCE { certs SEQUENCE OF ESSCertID, … }: of the first, the digest and what it was made with. */
function namedCertificate(signer: SignerInfo): { readonly hash: string; readonly digest: Uint8Array } | undefined {
  const v2 = attribute(signer, OID.signingCertificateV2);
  const parts = itemsOf(itemsOf(itemsOf(v2 ?? attribute(signer, OID.signingCertificate))[0])[0]);
  const digest = parts.find((part) => part instanceof OctetString);
  // ESSCertIDv2 states its hash before the digest unless it is SHA-256. ESSCertID is of SHA-1, which here only picks one of the certificates.
  const stated: unknown = parts[0] === digest ? undefined : itemsOf(parts[0])[0];
  const hash = v2 === undefined ? 'sha1' : stated === undefined ? 'sha256' : hashOf(oidOf(stated));
  return digest && hash ? { hash, digest: digest.valueBlock.valueHexView } : undefined;
}

const itemsOf = (value: unknown): readonly unknown[] => (value instanceof Sequence ? value.valueBlock.value : []);
const oidOf = (value: unknown): string | undefined => (value instanceof ObjectIdentifier ? value.getValue() : undefined);

const digestOf = (hash: string, data: Uint8Array): Uint8Array => new Uint8Array(createHash(hash).update(data).digest());

/** RFC 5652, 5.4 and 5.6: the attributes are signed, and they hold the digest of the content. */
function requireSigned(signer: SignerInfo, { content, certificate }: { readonly content: Uint8Array; readonly certificate: Certificate }): void {
  const digest = signer.digestAlgorithm.algorithmId;
  const hash = hashOf(digest) ?? reject('input-invalid', 'The time stamp is made with a digest that no longer counts.');
  const stated = attribute(signer, OID.messageDigest);
  const isOfContent = stated instanceof OctetString && equalBytes(digestOf(hash, content), stated.valueBlock.valueHexView);
  if (oidOf(attribute(signer, OID.contentType)) !== OID.tstInfo || !isOfContent) reject('input-invalid', 'What the time stamp’s authority signed is something else.');
  const data = new Uint8Array(signer.signedAttrs?.encodedValue ?? new ArrayBuffer(0));
  const made = signedBy(certificate.key, { algorithm: signer.signatureAlgorithm, data, signature: signer.signature.valueBlock.valueHexView, digest });
  if (!made) reject('input-invalid', 'The signature of the time stamp does not hold.');
}

/** RFC 3161, 2.3: for stamping time and nothing else, and critical, so that nobody takes another of its certificates for one. */
function requireTimeStamping({ purposes, keyUsage, ca }: Certificate): void {
  const only = purposes?.critical === true && purposes.oids.length === 1 && purposes.oids[0] === OID.timeStamping;
  const signs = keyUsage === undefined || keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation');
  if (!only || !signs || ca) reject('input-invalid', 'The certificate of the time stamp’s authority is not for stamping time.');
}

function factsOf({ messageImprint, genTime, accuracy, nonce }: Info): Pick<TimeStamp, 'imprint' | 'earliest' | 'latest' | 'nonce'> {
  const hash = hashOf(messageImprint.hashAlgorithm.algorithmId) ?? reject('input-invalid', 'The time stamp is over a digest that no longer counts.');
  const { seconds = 0, millis = 0, micros = 0 } = accuracy ?? {};
  const either = seconds * 1000 + millis + Math.ceil(micros / 1000);
  return {
    imprint: { hash, digest: messageImprint.hashedMessage.valueBlock.valueHexView },
    earliest: genTime.getTime() - either,
    latest: genTime.getTime() + either,
    ...(nonce && { nonce: Buffer.from(nonce.valueBlock.valueHexView).toString('hex') }),
  };
}

/** Whether the stamp is of these bytes. */
export const isStampOf = ({ imprint }: TimeStamp, data: Uint8Array): boolean => equalBytes(digestOf(imprint.hash, data), imprint.digest);

export type StampStanding = 'accepted' | 'untrusted' | 'broken';
export interface StampJudgement {
  readonly standing: StampStanding;
  /** Why, when it is not accepted. */
  readonly detail?: string;
  readonly stamp?: TimeStamp;
}
export interface StampQuery {
  readonly covered: Uint8Array;
  readonly anchors: readonly Anchor[];
  readonly pool: readonly Certificate[];
  /** Milliseconds: a moment at which the stamp is known to have existed; its authority's certificate must have been good then. */
  readonly at: number;
}

/** Whether a stamp is of these bytes, whole, and of an authority that is accepted; in this order, so that a broken one is never called only untrusted. */
export function judgeTimeStamp(token: Uint8Array, { covered, anchors, pool, at }: StampQuery): StampJudgement {
  const stamp = attempt(token, pool);
  if (typeof stamp === 'string') return { standing: 'broken', detail: stamp };
  if (!isStampOf(stamp, covered)) return { standing: 'broken', detail: 'it is of something else' };
  const path = findPath(stamp.signer, { pool: [...stamp.certificates, ...pool], anchors, at });
  if (!path.ok) return { standing: 'untrusted', detail: `${nameOf(stamp.signer.subject)}: ${path.fault}`, stamp };
  const { notBefore, notAfter } = stamp.signer;
  if (stamp.latest < notBefore.getTime() || stamp.earliest > notAfter.getTime()) return { standing: 'broken', detail: 'its authority had no certificate at that time', stamp };
  return { standing: 'accepted', stamp };
}

function attempt(token: Uint8Array, pool: readonly Certificate[]): TimeStamp | string {
  try {
    return readTimeStamp(token, pool);
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be read';
  }
}
