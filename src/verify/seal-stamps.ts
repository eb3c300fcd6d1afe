import type { SealStamp, SealStampFact } from '../core/seal.js';
import { timestamp } from '../core/time.js';
import { findPath, judgeTimeStamp, nameOf, type Anchor, type RevocationSources, type StampJudgement } from '../core/x509/index.js';
import { isRevoked } from './seal-revocation.js';

/** What the stamps of a seal say of time; milliseconds, and only by authorities that are accepted. */
export interface StampOutcome {
  /** In the order they stand. */
  readonly stamps: readonly SealStampFact[];
  /** The seal existed by then. */
  readonly provenAt?: number;
  /** The seal was made after that. */
  readonly notBefore?: number;
  /** No stamp contradicts another. */
  readonly ordered: boolean;
}
interface Query {
  readonly anchors: readonly Anchor[];
  readonly sources: RevocationSources;
  readonly now: number;
}
interface Judged extends StampJudgement {
  readonly kind: SealStamp['kind'];
}

/**
 * From the last to the first: what a later stamp covers existed when that was made, so its authority is judged as of then; that of the last, as of now.
 * Only an archive stamp covers other stamps, and only those that stand before it; both others cover the content's, inside what is signed.
 */
export function judgeStamps(stamps: readonly SealStamp[], query: Query): StampOutcome {
  const judged = new Map<SealStamp, Judged>();
  for (const stamp of [...stamps].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || stamps.indexOf(b) - stamps.indexOf(a))) {
    const covering = [...judged].filter(([other]) => stamp.kind === 'content' || (other.kind === 'archive' && stamps.indexOf(other) > stamps.indexOf(stamp)));
    const existed = covering.flatMap(([, { standing, kind, stamp: one }]) => (standing === 'accepted' && kind !== 'content' && one !== undefined ? [one.latest] : []));
    judged.set(stamp, { ...judgeOne(stamp, { ...query, now: Math.min(query.now, ...existed) }), kind: stamp.kind });
  }
  const all = stamps.flatMap((stamp) => judged.get(stamp) ?? []);
  return { stamps: all.map(factOf), ...timesOf(all) };
}
const ORDER: readonly SealStamp['kind'][] = ['archive', 'signature', 'content'];

function judgeOne({ token, covered }: SealStamp, { anchors, sources, now }: Query): StampJudgement {
  if (covered === undefined) return { standing: 'untrusted', detail: 'what it covers cannot be told' };
  const judgement = judgeTimeStamp(token, { covered, anchors, pool: sources.pool, at: now });
  const { stamp } = judgement;
  if (judgement.standing !== 'accepted' || stamp === undefined) return judgement;
  return isOfRevoked(stamp, { anchors, sources }) ? { standing: 'untrusted', detail: `${nameOf(stamp.signer.subject)} was revoked`, stamp } : judgement;
}

/** By the time it stamped: a revocation afterwards leaves what was stamped before. */
function isOfRevoked({ signer, certificates, latest }: NonNullable<StampJudgement['stamp']>, { anchors, sources }: Pick<Query, 'anchors' | 'sources'>): boolean {
  const pool = [...certificates, ...sources.pool];
  const found = findPath(signer, { pool, anchors, at: latest });
  if (!found.ok) return true;
  const { certificates: path, anchor } = found.path;
  return path.some((certificate, index) => isRevoked({ certificate, issuer: path[index + 1] ?? anchor.certificate }, { sources: { ...sources, pool }, at: latest }));
}

function factOf({ kind, standing, detail, stamp }: Judged): SealStampFact {
  return { kind, standing, ...(stamp && { at: timestamp(new Date((stamp.earliest + stamp.latest) / 2)), authority: nameOf(stamp.signer.subject) }), ...(detail && { detail }) };
}

function timesOf(all: readonly Judged[]): Omit<StampOutcome, 'stamps'> {
  const of = (...kinds: readonly SealStamp['kind'][]) => all.flatMap(({ kind, standing, stamp }) => (standing === 'accepted' && stamp !== undefined && kinds.includes(kind) ? [stamp] : []));
  const [content, signature, archive] = [of('content'), of('signature'), of('archive')];
  const notBefore = content.map(({ earliest }) => earliest);
  const proven = [...signature, ...archive].map(({ latest }) => latest);
  return {
    ...(proven.length === 0 ? {} : { provenAt: Math.min(...proven) }),
    ...(notBefore.length === 0 ? {} : { notBefore: Math.max(...notBefore) }),
    ordered: [[content, signature], [content, archive], [signature, archive]].every(([earlier = [], later = []]) => earlier.every((a) => later.every((b) => a.earliest <= b.latest))),
  };
}
