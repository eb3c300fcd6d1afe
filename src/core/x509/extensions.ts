import { AuthorityKeyIdentifier, BasicConstraints, CRLDistributionPoints, ExtKeyUsage, InfoAccess, QCStatements, type Extension, type GeneralName } from 'pkijs';
import type { BitString, OctetString, Sequence } from 'asn1js';
import { toHex } from '../bytes.js';
import { reject } from '../errors.js';

const OID = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  distributionPoints: '2.5.29.31',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  informationAccess: '1.3.6.1.5.5.7.1.1',
  qcStatements: '1.3.6.1.5.5.7.1.3',
  nameConstraints: '2.5.29.30',
} as const;
/** Critical or not, these limit a path in ways that we do not work out: a path with one of them is not taken. */
const LIMITING = [OID.nameConstraints, '2.5.29.33', '2.5.29.36', '2.5.29.54'];
/** May be critical: we act on them, or (policies, names, what a certificate says of itself) they take nothing away. */
const UNDERSTOOD: readonly string[] = [OID.keyUsage, OID.basicConstraints, OID.extendedKeyUsage, OID.qcStatements, OID.subjectKeyIdentifier, OID.authorityKeyIdentifier, '2.5.29.32', '2.5.29.17'];

/** RFC 5280, 4.2.1.3, in the order of the bits. */
const USES = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign'] as const;
export type KeyUse = (typeof USES)[number];

/** What a certificate claims to be by ETSI EN 319 412-5. Anybody can write it: alone it proves nothing. */
export interface QcClaims {
  /** Qualified. */
  readonly compliance: boolean;
  /** The key is in a qualified device. */
  readonly device: boolean;
  readonly type?: 'eseal' | 'esign' | 'web';
}
export interface Extensions {
  readonly ca: boolean;
  readonly pathLength?: number;
  readonly keyUsage?: readonly KeyUse[];
  readonly purposes?: { readonly critical: boolean; readonly oids: readonly string[] };
  readonly qc: QcClaims;
  /** Hexadecimal. */
  readonly subjectKeyIdentifier?: string;
  readonly authorityKeyIdentifier?: string;
  /** Where to ask whether it was revoked, as it says. */
  readonly revocationAt: readonly string[];
  /** OIDs of those that forbid using it: critical and unknown, or limiting in a way that we do not work out. */
  readonly forbidding: readonly string[];
}

/** Whether the key of such a certificate may seal at all: an authority's certifies, and nothing else. */
export const isForSealing = ({ ca, keyUsage }: Pick<Extensions, 'ca' | 'keyUsage'>): boolean =>
  !ca && (keyUsage === undefined || keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation'));

/** Purposes that have nothing to do with documents (RFC 5280, 4.2.1.12): servers, clients, code, time stamps, answers on revocation. */
const OF_OTHER_THINGS: readonly string[] = ['1', '2', '3', '8', '9'].map((last) => `1.3.6.1.5.5.7.3.${last}`);

/** Whether a certificate lets documents be sealed: where it names purposes, not if each is of other things; any purpose, e-mail, or one of somebody's own may do. */
export const isForDocuments = ({ purposes }: Pick<Extensions, 'purposes'>): boolean => purposes === undefined || !purposes.oids.every((oid) => OF_OTHER_THINGS.includes(oid));

/** Throws `input-invalid` when one stands there twice (RFC 5280, 4.2). */
export function readExtensions(extensions: readonly Extension[] = []): Extensions {
  const ids = extensions.map(({ extnID }) => extnID);
  if (new Set(ids).size < ids.length) reject('input-invalid', 'The certificate has an extension twice.');
  const constraints = valueOf<BasicConstraints>(extensions, OID.basicConstraints);
  const { pathLenConstraint: limit } = constraints ?? {};
  const usage = valueOf<BitString>(extensions, OID.keyUsage);
  return {
    ca: constraints?.cA === true,
    ...(limit === undefined ? {} : { pathLength: typeof limit === 'number' ? limit : 0 }),
    ...(usage && { keyUsage: usesOf(usage) }),
    ...purposesOf(extensions),
    qc: qcOf(valueOf<QCStatements>(extensions, OID.qcStatements)),
    ...identifiersOf(extensions),
    revocationAt: [...ocspOf(extensions), ...listsOf(extensions)],
    forbidding: extensions.filter(({ extnID, critical }) => LIMITING.includes(extnID) || (critical && !UNDERSTOOD.includes(extnID))).map(({ extnID }) => extnID),
  };
}

const CLASSES = { [OID.basicConstraints]: BasicConstraints, [OID.extendedKeyUsage]: ExtKeyUsage, [OID.qcStatements]: QCStatements, [OID.authorityKeyIdentifier]: AuthorityKeyIdentifier, [OID.informationAccess]: InfoAccess, [OID.distributionPoints]: CRLDistributionPoints } as const;

/** The value of an extension that a certificate has. Throws `input-invalid` when it is there and cannot be read: it might limit. */
function valueOf<T>(extensions: readonly Extension[], id: string): T | undefined {
  const found = extensions.find(({ extnID }) => extnID === id);
  if (found === undefined) return undefined;
  const parsedValue: unknown = found.parsedValue;
  const expected = Object.hasOwn(CLASSES, id) ? CLASSES[id as keyof typeof CLASSES] : undefined;
  const fits = expected === undefined ? parsedValue !== undefined : parsedValue instanceof expected;
  return fits && !('parsingError' in (parsedValue as object)) ? (parsedValue as T) : reject('input-invalid', `The certificate's extension ${id} cannot be read.`);
}

function usesOf({ valueBlock }: BitString): readonly KeyUse[] {
  const [first = 0] = valueBlock.valueHexView;
  return USES.filter((_, bit) => (first & (0x80 >> bit)) !== 0);
}

function purposesOf(extensions: readonly Extension[]): Pick<Extensions, 'purposes'> {
  const found = valueOf<ExtKeyUsage>(extensions, OID.extendedKeyUsage);
  const critical = extensions.find(({ extnID }) => extnID === OID.extendedKeyUsage)?.critical === true;
  return found === undefined ? {} : { purposes: { critical, oids: found.keyPurposes } };
}

function identifiersOf(extensions: readonly Extension[]): Pick<Extensions, 'subjectKeyIdentifier' | 'authorityKeyIdentifier'> {
  const own = valueOf<OctetString>(extensions, OID.subjectKeyIdentifier);
  const issuers = valueOf<AuthorityKeyIdentifier>(extensions, OID.authorityKeyIdentifier)?.keyIdentifier;
  return { ...(own && { subjectKeyIdentifier: hexOf(own) }), ...(issuers && { authorityKeyIdentifier: hexOf(issuers) }) };
}
const hexOf = ({ valueBlock }: OctetString): string => toHex(valueBlock.valueHexView);

const QC = { compliance: '0.4.0.1862.1.1', device: '0.4.0.1862.1.4', type: '0.4.0.1862.1.6' } as const;
const QC_TYPES: Readonly<Record<string, QcClaims['type']>> = { '0.4.0.1862.1.6.1': 'esign', '0.4.0.1862.1.6.2': 'eseal', '0.4.0.1862.1.6.3': 'web' };

function qcOf(statements: QCStatements | undefined): QcClaims {
  const all = statements?.values ?? [];
  const states = (id: string): boolean => all.some((statement) => statement.id === id);
  const types = all.find(({ id }) => id === QC.type)?.type as Sequence | undefined;
  const oids = (types?.valueBlock.value ?? []).map((one) => ('getValue' in one ? String((one as { getValue(): unknown }).getValue()) : ''));
  const type = oids.length === 1 ? QC_TYPES[oids[0] ?? ''] : undefined;
  return { compliance: states(QC.compliance), device: states(QC.device), ...(type && { type }) };
}

const URL_NAME = 6;
const OCSP = '1.3.6.1.5.5.7.48.1';
const urlsOf = (names: readonly GeneralName[]): readonly string[] => names.filter(({ type }) => type === URL_NAME).map(({ value }) => String(value));

const ocspOf = (extensions: readonly Extension[]): readonly string[] =>
  (valueOf<InfoAccess>(extensions, OID.informationAccess)?.accessDescriptions ?? []).filter(({ accessMethod }) => accessMethod === OCSP).flatMap(({ accessLocation }) => urlsOf([accessLocation]));

const listsOf = (extensions: readonly Extension[]): readonly string[] =>
  (valueOf<CRLDistributionPoints>(extensions, OID.distributionPoints)?.distributionPoints ?? []).flatMap(({ distributionPoint }) => (Array.isArray(distributionPoint) ? urlsOf(distributionPoint) : []));
