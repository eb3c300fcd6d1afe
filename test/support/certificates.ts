import { createHash, createPublicKey, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { PublicJwk } from '../../src/core/evidence.js';
import { bits, boolean, explicit, generalizedTime, implicit, integer, nil, octets, oid, sequence, setOf, time, tlv, utf8String } from './der.js';
import { p256Key } from './keys.js';

/** What a certificate says of its owner. */
export interface Subject {
  /** O. */
  readonly organisation: string;
  /** CN. */
  readonly name?: string;
  /** C. */
  readonly country?: string;
  /** 2.5.4.97, as ETSI EN 319 412-1 writes it: `VATHR-12345678901`. */
  readonly organizationIdentifier?: string;
}
/** A certificate and, of our own, the key it is of. */
export interface TestCertificate {
  readonly der: Uint8Array;
  readonly name: Uint8Array;
  readonly publicKey: KeyObject;
  readonly privateKey?: KeyObject;
  readonly serial: bigint;
}
export type Extension = Uint8Array;
export interface CertificateRequest {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly privateKey?: KeyObject;
  /** Without one it signs itself. */
  readonly issuer?: TestCertificate;
  readonly extensions: readonly Extension[];
  readonly from?: string;
  readonly until?: string;
}

export const FROM = '2025-01-01T00:00:00Z';
export const UNTIL = '2035-01-01T00:00:00Z';
const ATTRIBUTES = { country: '2.5.4.6', organisation: '2.5.4.10', organizationIdentifier: '2.5.4.97', name: '2.5.4.3' } as const;

const nameOf = (subject: Subject): Uint8Array =>
  sequence(
    ...Object.entries(ATTRIBUTES).flatMap(([member, type]) => {
      const value = subject[member as keyof Subject];
      return value === undefined ? [] : [setOf(sequence(oid(type), utf8String(value)))];
    }),
  );

const spki = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ type: 'spki', format: 'der' }));
/** RFC 5280, 4.2.1.2, method 1. */
export const keyIdentifier = (key: KeyObject): Uint8Array => new Uint8Array(createHash('sha1').update(spki(key)).digest());

/** AlgorithmIdentifier of what `signWith` makes: ECDSA or RSA (PKCS#1 v1.5), with SHA-256. */
export const signatureAlgorithm = (key: KeyObject): Uint8Array =>
  key.asymmetricKeyType === 'rsa' ? sequence(oid('1.2.840.113549.1.1.11'), nil()) : sequence(oid('1.2.840.10045.4.3.2'));
export const signWith = (key: KeyObject, data: Uint8Array): Uint8Array => new Uint8Array(sign('sha256', data, key));
export const privateKeyOf = ({ privateKey }: TestCertificate): KeyObject => {
  if (privateKey === undefined) throw new Error('this certificate is of somebody else’s key');
  return privateKey;
};

let serials = 0n;

export function makeCertificate({ subject, publicKey, privateKey, issuer, extensions, from = FROM, until = UNTIL }: CertificateRequest): TestCertificate {
  const signer = issuer === undefined ? privateKey : privateKeyOf(issuer);
  if (signer === undefined) throw new Error('nobody signs this certificate');
  const name = nameOf(subject);
  const serial = 0x1000n + (serials += 1n);
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(serial),
    signatureAlgorithm(signer),
    issuer?.name ?? name,
    sequence(time(from), time(until)),
    name,
    spki(publicKey),
    explicit(3, sequence(...extensions)),
  );
  return { der: sequence(tbs, signatureAlgorithm(signer), bits(signWith(signer, tbs))), name, publicKey, serial, ...(privateKey && { privateKey }) };
}

export const extension = (type: string, value: Uint8Array, critical = false): Extension => sequence(oid(type), ...(critical ? [boolean(true)] : []), octets(value));
export const basicConstraints = (ca: boolean, pathLength?: number): Extension =>
  extension('2.5.29.19', sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])), true);
const USES = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign'] as const;
export const keyUsage = (...uses: readonly (typeof USES)[number][]): Extension =>
  extension('2.5.29.15', bits(Uint8Array.of(uses.reduce((byte, use) => byte | (0x80 >> USES.indexOf(use)), 0)), 1), true);
export const extendedKeyUsage = (purposes: readonly string[], critical = true): Extension => extension('2.5.29.37', sequence(...purposes.map(oid)), critical);
export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
export const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
export const subjectKeyIdentifier = (key: KeyObject): Extension => extension('2.5.29.14', octets(keyIdentifier(key)));
export const authorityKeyIdentifier = (key: KeyObject): Extension => extension('2.5.29.35', sequence(implicit(0, keyIdentifier(key))));
export const crlDistributionPoint = (url: string): Extension => extension('2.5.29.31', sequence(sequence(explicit(0, explicit(0, tlv(0x86, Buffer.from(url, 'ascii')))))));
export const ocspAt = (url: string): Extension => extension('1.3.6.1.5.5.7.1.1', sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), implicit(6, Buffer.from(url, 'ascii')))));
/** ETSI EN 319 412-5: what only a qualified trust service may say, and anybody can write. */
export const qcStatements = (claims: { readonly compliance?: boolean; readonly type?: 'eseal' | 'esign'; readonly device?: boolean }): Extension =>
  extension(
    '1.3.6.1.5.5.7.1.3',
    sequence(
      ...(claims.compliance ? [sequence(oid('0.4.0.1862.1.1'))] : []),
      ...(claims.device ? [sequence(oid('0.4.0.1862.1.4'))] : []),
      ...(claims.type ? [sequence(oid('0.4.0.1862.1.6'), sequence(oid(claims.type === 'eseal' ? '0.4.0.1862.1.6.2' : '0.4.0.1862.1.6.1')))] : []),
    ),
  );
/** An extension that nobody knows. */
export const unheardOf = (critical: boolean): Extension => extension('1.3.6.1.4.1.99999.1', utf8String('?'), critical);
export const nameConstraints = (domain: string): Extension => extension('2.5.29.30', sequence(explicit(0, sequence(tlv(0x82, Buffer.from(domain, 'ascii'))))), true);

const rsaKeys = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();
/** A new RSA key for each run: making one from a seed is not worth it. */
export function rsaPair(name = 'main', modulusLength = 2048): { publicKey: KeyObject; privateKey: KeyObject } {
  const made = rsaKeys.get(`${name} ${modulusLength}`) ?? generateKeyPairSync('rsa', { modulusLength });
  rsaKeys.set(`${name} ${modulusLength}`, made);
  return made;
}
export const ecPair = (name: string): { publicKey: KeyObject; privateKey: KeyObject } => {
  const { privateKey } = p256Key(`certificate ${name}`);
  return { privateKey, publicKey: createPublicKey(privateKey) };
};

/** A certification authority for tests: a root, one below it that issues, and a time-stamping authority. Everything says TEST. */
export interface TestCa {
  readonly root: TestCertificate;
  readonly sub: TestCertificate;
  readonly tsa: TestCertificate;
}
export function makeTestCa({ algorithm = 'ES256', name = 'TEST' }: { readonly algorithm?: 'ES256' | 'RS256'; readonly name?: string } = {}): TestCa {
  const pair = (role: string) => (algorithm === 'RS256' ? rsaPair(`${name} ${role}`) : ecPair(`${name} ${role}`));
  const subject = (role: string): Subject => ({ organisation: 'TEST ONLY', name: `${name} ${role}`, country: 'HR' });
  const ca = (role: string, issuer?: TestCertificate): TestCertificate => {
    const keys = pair(role);
    const extensions = [basicConstraints(true, issuer && 0), keyUsage('keyCertSign', 'cRLSign'), subjectKeyIdentifier(keys.publicKey), ...(issuer ? [authorityKeyIdentifier(issuer.publicKey)] : [])];
    return makeCertificate({ subject: subject(role), ...keys, extensions, ...(issuer && { issuer }) });
  };
  const root = ca('root');
  const sub = ca('issuing', root);
  const tsa = makeCertificate({ subject: subject('time stamps'), ...pair('tsa'), issuer: root, extensions: [keyUsage('digitalSignature'), extendedKeyUsage([TIME_STAMPING]), authorityKeyIdentifier(root.publicKey)] });
  return { root, sub, tsa };
}

export interface SealRequest {
  readonly ca: TestCa;
  readonly publicJwk: PublicJwk;
  readonly organisation: Subject;
  readonly from?: string;
  readonly until?: string;
  readonly extensions?: readonly Extension[];
}
/** A certificate for seals, of this key. */
export function makeSealCertificate({ ca, publicJwk, organisation, from, until, extensions = [] }: SealRequest): TestCertificate {
  const publicKey = createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' });
  return makeCertificate({
    subject: organisation,
    publicKey,
    issuer: ca.sub,
    extensions: [basicConstraints(false), keyUsage('digitalSignature', 'nonRepudiation'), subjectKeyIdentifier(publicKey), authorityKeyIdentifier(ca.sub.publicKey), ...extensions],
    ...(from && { from }),
    ...(until && { until }),
  });
}
/** Its chain in DER, the leaf first, without the root: as a key has it, and as `x5c` carries it. */
export const issueSealCertificate = (request: SealRequest): readonly Uint8Array[] => [makeSealCertificate(request).der, request.ca.sub.der];

export const pem = (der: Uint8Array): string => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;

/** A certificate revocation list (RFC 5280, 5.1). */
export function makeCrl(issuer: TestCertificate, list: { readonly thisUpdate: string; readonly nextUpdate: string; readonly revoked: readonly { readonly serial: bigint; readonly at: string }[] }): Uint8Array {
  const key = privateKeyOf(issuer);
  const entries = list.revoked.map(({ serial, at }) => sequence(integer(serial), time(at)));
  const tbs = sequence(integer(1), signatureAlgorithm(key), issuer.name, time(list.thisUpdate), time(list.nextUpdate), ...(entries.length === 0 ? [] : [sequence(...entries)]));
  return sequence(tbs, signatureAlgorithm(key), bits(signWith(key, tbs)));
}

export interface OcspAnswer {
  readonly about: TestCertificate;
  readonly issuer: TestCertificate;
  /** Who signs: the issuer itself where left out. */
  readonly responder?: TestCertificate;
  /** Certificates that come with it, where it is not the issuer's own; the responder's. */
  readonly carried?: readonly TestCertificate[];
  readonly revokedAt?: string;
  readonly thisUpdate: string;
  readonly nextUpdate?: string;
}
const hash = (data: Uint8Array): Uint8Array => new Uint8Array(createHash('sha1').update(data).digest());
/** The bits of the key alone, as CertID takes them (RFC 6960, 4.1.1). */
export function keyBits(key: KeyObject): Uint8Array {
  const whole = spki(key);
  // SubjectPublicKeyInfo ends with the bit string: for P-256 65 bytes, for RSA a sequence whose head says how long it is.
  if (key.asymmetricKeyType === 'ec') return whole.subarray(whole.length - 65);
  return new Uint8Array(key.export({ type: 'pkcs1', format: 'der' }));
}

/** An OCSP response (RFC 6960, 4.2.1) about one certificate. */
export function makeOcsp({ about, issuer, responder = issuer, carried = [responder], revokedAt, thisUpdate, nextUpdate }: OcspAnswer): Uint8Array {
  const key = privateKeyOf(responder);
  const id = sequence(sequence(oid('1.3.14.3.2.26'), nil()), octets(hash(issuer.name)), octets(hash(keyBits(issuer.publicKey))), integer(about.serial));
  const status = revokedAt === undefined ? implicit(0, new Uint8Array()) : explicit(1, generalizedTime(revokedAt));
  const single = sequence(id, status, generalizedTime(thisUpdate), ...(nextUpdate === undefined ? [] : [explicit(0, generalizedTime(nextUpdate))]));
  const tbs = sequence(explicit(1, responder.name), generalizedTime(thisUpdate), sequence(single));
  const basic = sequence(tbs, signatureAlgorithm(key), bits(signWith(key, tbs)), ...(responder === issuer ? [] : [explicit(0, sequence(...carried.map(({ der }) => der)))]));
  return sequence(tlv(0x0a, Uint8Array.of(0)), explicit(0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic))));
}

export interface StampRequest {
  /** SHA-256 of what is stamped. */
  readonly imprint: Uint8Array;
  readonly at: string;
  readonly tsa: TestCertificate;
  /** The certificate that the stamp says signed it; the authority's own where left out. */
  readonly named?: Uint8Array;
  /** Certificates that come with it; the authority's own. */
  readonly carried?: readonly TestCertificate[];
  readonly nonce?: bigint;
}
/** A time stamp token (RFC 3161, 2.4.2) made at any time that a test needs. */
export function makeTimeStamp({ imprint, at, tsa, named = tsa.der, carried = [tsa], nonce }: StampRequest): Uint8Array {
  const key = privateKeyOf(tsa);
  const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'));
  const info = sequence(integer(1), oid('1.3.6.1.4.1.99999.2'), sequence(sha256, octets(imprint)), integer(nonce ?? 7n), generalizedTime(at), ...(nonce === undefined ? [] : [integer(nonce)]));
  const digest = (data: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(data).digest());
  const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.9.16.1.4')),
    attribute('1.2.840.113549.1.9.4', octets(digest(info))),
    attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octets(digest(named)))))),
  ];
  const ordered = setOf(...attributes);
  const issuer = issuerOf(tsa.der);
  const signer = sequence(
    integer(1),
    sequence(issuer, integer(tsa.serial)),
    sha256,
    Buffer.concat([Uint8Array.of(0xa0), ordered.subarray(1)]),
    key.asymmetricKeyType === 'rsa' ? sequence(oid('1.2.840.113549.1.1.1'), nil()) : signatureAlgorithm(key),
    octets(signWith(key, ordered)),
  );
  const signed = sequence(integer(3), setOf(sha256), sequence(oid('1.2.840.113549.1.9.16.1.4'), explicit(0, octets(info))), explicit(0, ...carried.map(({ der }) => der)), setOf(signer));
  return sequence(oid('1.2.840.113549.1.7.2'), explicit(0, signed));
}

/** The issuer's name out of a certificate that we made: the fourth member of what is signed. */
function issuerOf(der: Uint8Array): Uint8Array {
  let at = headOf(der, headOf(der, 0).content).content;
  for (let member = 0; member < 3; member++) at = headOf(der, at).end;
  return der.subarray(at, headOf(der, at).end);
}
function headOf(der: Uint8Array, at: number): { content: number; end: number } {
  const first = der[at + 1] ?? 0;
  const digits = first < 0x80 ? 0 : first - 0x80;
  const size = digits === 0 ? first : Number.parseInt(Buffer.from(der.subarray(at + 2, at + 2 + digits)).toString('hex'), 16);
  return { content: at + 2 + digits, end: at + 2 + digits + size };
}

