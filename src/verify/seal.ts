import type { AnchorUse, SealFact, SealKind, SealParts, SubIndication, TrustAnchor } from '../core/seal.js';
import { timestamp } from '../core/time.js';
import { findPath, isForDocuments, isForSealing, nameOf, readCertificates, readSources, type Anchor, type Certificate, type Path, type PathFault, type RevocationSources } from '../core/x509/index.js';
import { millis, SKEW_MS } from './facts.js';
import { revocationOf, type Revocation } from './seal-revocation.js';
import { judgeStamps, type StampOutcome } from './seal-stamps.js';

/** A seal carries what its judging needs; past this it carries it to keep us busy. */
const MAX_CERTIFICATES = 30;
const MAX_ANSWERS = 20;

/** An anchor of the operator's, its certificate read. */
export interface Accepted extends Anchor {
  readonly id: string;
  readonly name: string;
  readonly kind: TrustAnchor['kind'];
}
export interface SealQuery {
  readonly anchors: readonly TrustAnchor[];
  /** The moment of judging. */
  readonly at: string;
}
interface Case {
  readonly parts: SealParts;
  readonly leaf: Certificate;
  readonly sources: RevocationSources;
  readonly times: StampOutcome;
  /** Milliseconds: when the seal is known to have existed; without proof, now. */
  readonly existed: number;
  /** When it says that it was made; NaN when it does not. */
  readonly claimed: number;
}
type Answer = Pick<SealFact, 'chain' | 'kind' | 'revocation'>;

/**
 * Judges a seal by certificate as ETSI EN 319 102-1 does, reduced to what a baseline seal asks: time stamps first, for they say as of when; then
 * the path to an anchor that this installation accepts, as of then; then what the certificate's authority said of it, as far as the seal brings that along.
 */
export function judgeSeal(parts: SealParts, { anchors, at }: SealQuery): SealFact {
  const [leaf] = readCertificates(parts.chain.slice(0, 1));
  if (leaf === undefined) return { level: parts.level, timeStamps: [], ...open('NO_SIGNING_CERTIFICATE_FOUND', '') };
  const pool = readCertificates([...parts.chain.slice(1), ...parts.certificates].slice(0, MAX_CERTIFICATES));
  const sources = readSources({ crls: parts.crls.slice(0, MAX_ANSWERS), ocsps: parts.ocsps.slice(0, MAX_ANSWERS) }, pool);
  const now = millis(at);
  const times = judgeStamps(parts.stamps, { anchors: acceptedFor('time-stamp', anchors), sources, now });
  const { provenAt, notBefore } = times;
  const answer = judge({ parts, leaf, sources, times, existed: provenAt ?? now, claimed: millis(parts.claimedAt ?? '') }, acceptedFor('seal', anchors));
  return {
    level: parts.level,
    timeStamps: times.stamps,
    // Our times are of whole seconds: one that proves something never lies before its proof.
    ...(provenAt === undefined ? {} : { provenAt: timestamp(new Date(Math.ceil(provenAt / 1000) * 1000)) }),
    ...(notBefore === undefined ? {} : { notBefore: timestamp(new Date(notBefore)) }),
    ...answer,
    certificate: statedBy(leaf),
  };
}

const acceptedFor = (use: AnchorUse, anchors: readonly TrustAnchor[]): readonly Accepted[] =>
  anchors.filter((anchor) => anchor.use === use).flatMap(({ id, name, kind, certificate }) => readCertificates([certificate]).map((read) => ({ id, name, kind, certificate: read })));

function statedBy({ subject, issuer, notBefore, notAfter, qc }: Certificate): NonNullable<SealFact['certificate']> {
  return {
    ...subject,
    issuer: nameOf(issuer),
    validFrom: timestamp(notBefore),
    validUntil: timestamp(notAfter),
    claims: { qualified: qc.compliance, eseal: qc.type === 'eseal', device: qc.device },
  };
}

const open = (subIndication: SubIndication, detail: string): Answer => ({ chain: { indication: 'INDETERMINATE', subIndication, detail }, kind: 'unknown', revocation: 'unchecked' });
const failed = (subIndication: SubIndication, detail: string): Answer => ({ ...open(subIndication, detail), chain: { indication: 'TOTAL_FAILED', subIndication, detail } });

function judge(seal: Case, anchors: readonly Accepted[]): Answer {
  const { leaf, sources, existed, times } = seal;
  const broken = times.stamps.find((stamp) => stamp.standing === 'broken');
  if (broken !== undefined) return failed('HASH_FAILURE', `${broken.kind}: ${broken.detail ?? ''}`);
  const found = findPath(leaf, { pool: sources.pool, anchors, at: existed });
  if (!found.ok) return withoutPath(found, seal);
  if (![isForSealing, isForDocuments].every((may) => may(leaf))) return open('CHAIN_CONSTRAINTS_FAILURE', nameOf(leaf.subject));
  const { path } = found;
  const revocation = revocationOf(path, { sources, at: existed });
  const word = revoked(revocation, seal) ?? beforeCertificate(seal) ?? outOfOrder(seal) ?? deviating(seal);
  return { chain: { ...(word?.chain ?? { indication: 'TOTAL_PASSED' }), anchor: path.anchor.name }, kind: kindOf(path), revocation: revocation.standing };
}

const CHAIN: Readonly<Record<PathFault['fault'], SubIndication>> = {
  'no-chain': 'NO_CERTIFICATE_CHAIN_FOUND',
  constraints: 'CHAIN_CONSTRAINTS_FAILURE',
  expired: 'OUT_OF_BOUNDS_NO_POE',
  'not-yet-valid': 'OUT_OF_BOUNDS_NO_POE',
};

/** Of a certificate that has run out, the seal's own words can say that it was made too late; only a stamp could say that it was not. */
function withoutPath({ fault, detail }: PathFault, seal: Case): Answer {
  const { leaf, claimed, times } = seal;
  const after = [times.notBefore, claimed].some((time) => time !== undefined && time > leaf.notAfter.getTime());
  if (fault === 'expired' && after) return failed('EXPIRED', detail);
  return (fault === 'not-yet-valid' && beforeCertificate(seal)) || open(CHAIN[fault], detail);
}

/** Before the certificate was there, nobody sealed with it. */
function beforeCertificate({ leaf, claimed, times }: Case): Answer | undefined {
  const from = leaf.notBefore.getTime();
  const early = (times.provenAt ?? from) < from || claimed < from - SKEW_MS;
  return early ? failed('NOT_YET_VALID', nameOf(leaf.subject)) : undefined;
}

function revoked({ leafAt, issuer }: Revocation, { existed, claimed, times, leaf }: Case): Answer | undefined {
  if (issuer !== undefined) return open('REVOKED_CA_NO_POE', issuer);
  if (leafAt === undefined || leafAt > existed) return undefined;
  const later = [times.notBefore, claimed].some((time) => time !== undefined && time >= leafAt);
  return (later ? failed : open)(later ? 'REVOKED' : 'REVOKED_NO_POE', nameOf(leaf.subject));
}

/** The content is stamped, then sealed, then the seal is stamped, then all of it. */
function outOfOrder({ times, claimed }: Case): Answer | undefined {
  const claimedLate = times.provenAt !== undefined && claimed > times.provenAt + SKEW_MS;
  return times.ordered && !claimedLate ? undefined : open('TIMESTAMP_ORDER_FAILURE', '');
}

const deviating = ({ parts: { deviation } }: Case): Answer | undefined => deviation && open(deviation, '');

/** Only the operator's word, or a list's, makes a seal more than one of a test; the certificate's own can only take away from it. */
function kindOf({ anchor, certificates: [leaf] }: Path<Accepted>): SealKind {
  if (anchor.kind !== 'advanced-qualified-certificate') return anchor.kind;
  return leaf?.qc.compliance && leaf.qc.type === 'eseal' ? anchor.kind : 'advanced';
}
