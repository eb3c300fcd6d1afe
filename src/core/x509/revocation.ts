import { createHash } from 'node:crypto';
import type { AsnType } from 'asn1js';
import { BasicOCSPResponse, CertificateRevocationList, OCSPResponse, type CertID, type ResponseData, type SingleResponse } from 'pkijs';
import { equalBytes, toHex } from '../bytes.js';
import { reject } from '../errors.js';
import { encodedName, issued, readCertificates, type Certificate } from './certificate.js';
import { MAX_LIST_DER, membersOf, readDer } from './der.js';
import { timeFault } from './path.js';
import { signedBy, type Algorithm } from './signature.js';

/** Lists and answers, read once: a seal may bring some for each of many certificates. */
export interface RevocationSources {
  readonly crls: readonly CertificateRevocationList[];
  readonly ocsps: readonly OcspAnswer[];
  /** Certificates that may have signed an answer in the issuer's stead. */
  readonly pool: readonly Certificate[];
}
interface OcspAnswer {
  readonly basic: BasicOCSPResponse;
  readonly carried: readonly Certificate[];
}

/** Of lists and answers in DER, those that can be read; the others say nothing. */
export const readSources = ({ crls, ocsps }: { readonly crls: readonly Uint8Array[]; readonly ocsps: readonly Uint8Array[] }, pool: readonly Certificate[]): RevocationSources => ({
  crls: crls.flatMap((der) => quietly(() => [readDer(der, (schema) => new CertificateRevocationList({ schema }), { what: 'revocation list', max: MAX_LIST_DER, values: Infinity })])),
  ocsps: ocsps.flatMap((der) => quietly(() => readOcsp(der))),
  pool,
});

function quietly<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return [];
  }
}

/** What a certificate's issuer says of it. `said`: when; `until`: until when that stands. Milliseconds. */
export interface RevocationWord {
  readonly revokedAt?: number;
  readonly said: number;
  readonly until?: number;
}
interface Pair {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

/** Every word of the issuer on this certificate that is genuine. */
export const revocationWords = (pair: Pair, { crls, ocsps, pool }: RevocationSources): readonly RevocationWord[] => [
  ...crls.flatMap((crl) => fromCrl(crl, pair)),
  ...ocsps.flatMap((answer) => fromOcsp(answer, pair, pool)),
];

/** RFC 5280, 5 and 6.3. A list with a critical extension is of something less than all certificates, or of changes only: it is left. */
function fromCrl(crl: CertificateRevocationList, { certificate, issuer }: Pair): readonly RevocationWord[] {
  if (!isWhole(crl) || !isListOf(crl, issuer)) return [];
  const entry = crl.revokedCertificates?.find(({ userCertificate }) => toHex(userCertificate.valueBlock.valueHexView) === certificate.serial);
  const revoked = entry === undefined ? {} : { revokedAt: entry.revocationDate.value.getTime() };
  return [{ ...revoked, said: crl.thisUpdate.value.getTime(), ...until(crl.nextUpdate?.value) }];
}

const isWhole = ({ crlExtensions }: CertificateRevocationList): boolean => !(crlExtensions?.extensions ?? []).some(({ critical }) => critical);

function isListOf({ issuer: name, signatureAlgorithm, tbsView, signatureValue }: CertificateRevocationList, issuer: Certificate): boolean {
  const mayList = issuer.keyUsage === undefined || issuer.keyUsage.includes('cRLSign');
  const signed = { algorithm: signatureAlgorithm as Algorithm, data: tbsView, signature: signatureValue.valueBlock.valueHexView };
  return mayList && encodedName(name) === issuer.subjectName && signedBy(issuer.key, signed);
}

const until = (date: Date | undefined): { readonly until?: number } => (date === undefined ? {} : { until: date.getTime() });

const SUCCESSFUL = 0;
/** The responder's certificate, and what leads to it. */
const MAX_CARRIED = 5;
/** Several times what any answer takes. */
const MAX_OCSP_DER = 8 * 1024;

/** RFC 6960, 4.2. */
function readOcsp(der: Uint8Array): readonly OcspAnswer[] {
  const { responseStatus, responseBytes } = readDer(der, (schema) => new OCSPResponse({ schema }), { what: 'OCSP answer', max: MAX_OCSP_DER });
  if (Number(responseStatus.valueBlock.valueDec) !== SUCCESSFUL || responseBytes === undefined) return [];
  const basic = readDer(responseBytes.response.valueBlock.valueHexView, basicOf, { what: 'OCSP answer' });
  return [{ basic, carried: readCertificates((basic.certs ?? []).map((one) => new Uint8Array(one.toSchema().toBER()))) }];
}

/** BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature, certs [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL } */
function basicOf(schema: AsnType): BasicOCSPResponse {
  const [, , , certificates] = membersOf(schema);
  if (membersOf(membersOf(certificates)[0]).length > MAX_CARRIED) reject('input-invalid', 'The OCSP answer carries more certificates than any does.');
  return new BasicOCSPResponse({ schema });
}

function fromOcsp({ basic, carried }: OcspAnswer, pair: Pair, pool: readonly Certificate[]): readonly RevocationWord[] {
  const { tbsResponseData: data } = basic;
  const about = data.responses.filter(({ certID }) => isOf(certID, pair));
  if (about.length === 0) return [];
  const signed = { algorithm: basic.signatureAlgorithm as Algorithm, data: data.tbsView, signature: basic.signature.valueBlock.valueHexView };
  const genuine = responders(pair.issuer, [...carried, ...pool], data).some(({ key }) => signedBy(key, signed));
  return genuine ? about.flatMap(wordOf) : [];
}

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

/** The issuer, or whom it made a certificate for that (RFC 6960, 4.2.2.2), valid when the answer was made. */
function responders(issuer: Certificate, candidates: readonly Certificate[], { producedAt }: ResponseData): readonly Certificate[] {
  const delegated = candidates.filter((one) => one.purposes?.oids.includes(OCSP_SIGNING) && one.forbidding.length === 0 && timeFault(one, producedAt.getTime()) === undefined && issued(issuer, one));
  return [issuer, ...delegated];
}

const ID_HASHES: Readonly<Record<string, string>> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' };

/** RFC 6960, 4.1.1: names whom is asked about; nothing is proven by its hashes, so the old one will do. */
function isOf({ hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }: CertID, { certificate, issuer }: Pair): boolean {
  const hash = Object.hasOwn(ID_HASHES, hashAlgorithm.algorithmId) ? ID_HASHES[hashAlgorithm.algorithmId] : undefined;
  if (hash === undefined || toHex(serialNumber.valueBlock.valueHexView) !== certificate.serial) return false;
  const digest = (data: Uint8Array): Uint8Array => new Uint8Array(createHash(hash).update(data).digest());
  const name = digest(Buffer.from(issuer.subjectName, 'hex'));
  return equalBytes(name, issuerNameHash.valueBlock.valueHexView) && equalBytes(digest(issuer.keyBits), issuerKeyHash.valueBlock.valueHexView);
}

const [GOOD, REVOKED] = [0, 1];

function wordOf({ certStatus, thisUpdate, nextUpdate }: SingleResponse): readonly RevocationWord[] {
  const status = certStatus as { readonly idBlock: { readonly tagNumber: number }; readonly valueBlock: { readonly value?: readonly { toDate?(): Date }[] } };
  const said = { said: thisUpdate.getTime(), ...until(nextUpdate) };
  if (status.idBlock.tagNumber === GOOD) return [said];
  if (status.idBlock.tagNumber !== REVOKED) return [];
  const at = status.valueBlock.value?.[0]?.toDate?.();
  return at === undefined ? [] : [{ revokedAt: at.getTime(), ...said }];
}

/**
 * The worst that is said: the earliest revocation; else whether somebody said of the moment in question, or later, that there was none. Lists may drop
 * a certificate that has run out, so a word from after that is none.
 */
export function standing(words: readonly RevocationWord[], at: number, { notAfter }: Pick<Certificate, 'notAfter'>): { readonly revokedAt?: number; readonly good: boolean } {
  const revoked = words.flatMap(({ revokedAt }) => (revokedAt === undefined ? [] : [revokedAt]));
  if (revoked.length > 0) return { revokedAt: Math.min(...revoked), good: false };
  return { good: words.some(({ said, until: end }) => said <= notAfter.getTime() && (said >= at || (end !== undefined && end >= at))) };
}
