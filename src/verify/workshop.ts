import { reject } from '../core/errors.js';
import type { Evidence } from '../core/evidence.js';
import type { JsonObject } from '../core/json.js';
import type { SealFact, SealParts } from '../core/seal.js';
import type { Parsed, Reader } from '../formats/format.js';
import type { ProofEvidence, Securing, SignatureCheck, SignatureEvidence } from '../formats/securing/index.js';
import { checkEndorsements } from './checks/endorsements.js';
import { runChecks, signatureProven, withoutProof } from './checks/index.js';
import { innersOf, judgeInner } from './inner.js';
import { makeReport } from './make-report.js';
import type { Carrier } from './ports.js';
import { checkPresented } from './presentation/holder.js';
import { readOf, readUpload, type Read } from './read.js';
import type { Policy, Report } from './report.js';
import { judgeSeal, type SealQuery } from './seal.js';
import { recordIn } from './record.js';
import { carried, linkIn } from './unwrap.js';

export type { Read } from './read.js';

/** What was judged, as it can be read again: all of a {@link Read} that reading does not work out. */
export type Source = Omit<Read, 'format' | 'view' | 'needs' | 'seal' | 'keys' | 'listedKeys'>;
export function sourceOf({ format: _format, view: _view, needs: _needs, seal: _seal, keys: _keys, listedKeys: _listed, ...source }: Read): Source {
  return source;
}

/** The heavy work of a verification. Each piece is pure and stands alone, so that it can be done in another thread, under a limit of time and memory. */
export interface Workshop {
  /** The credentials in it, at least one. Throws `unreadable` (and `json-invalid`) when there is none to judge. */
  read(upload: Uint8Array): Promise<readonly [Read, ...Read[]]>;
  /** What a picture shows, or carries, in place of a credential: an address, or a number. */
  linkIn(upload: Uint8Array): Promise<string | undefined>;
  /** Reads further, with what was had of the documents that the credential points to. */
  readOn(read: Read, linked: NonNullable<Evidence['linked']>): Promise<Read>;
  judgeSeal(parts: SealParts, query: SealQuery): Promise<SealFact>;
  checkProofs(document: JsonObject, evidence: SignatureEvidence & Pick<ProofEvidence, 'ownContexts'>): Promise<SignatureCheck>;
  /** The record of a verification that this is, or that the report in it carries; undefined when there is none. Nothing of it is checked. */
  record(upload: Uint8Array): Promise<JsonObject | undefined>;
  /** The same evidence gives the same report, now or again later. */
  judge(read: Read, evidence: Evidence, policy: Policy): Promise<Report>;
}

export interface WorkshopDeps {
  readonly formats: readonly Reader[];
  /** Kinds of file that a credential may come in. */
  readonly carriers: readonly Carrier[];
  readonly securing: Pick<Securing, 'checkProofs'>;
}

/** All of it in this thread. */
export function createWorkshop({ formats, carriers, securing }: WorkshopDeps): Workshop {
  const parsed = ({ format, text }: Read, linked?: Evidence['linked']): Parsed => readerOf(formats, format).parse(text, linked);
  return {
    read: (upload) => readUpload(upload, { carriers, formats }),
    linkIn: (upload) => linkIn(upload, carriers),
    readOn: (read, linked) => Promise.resolve({ ...read, ...readOf(parsed(read, linked), formats) }),
    judgeSeal: (parts, query) => Promise.resolve(judgeSeal(parts, query)),
    checkProofs: (document, evidence) => securing.checkProofs(document, evidence),
    record: async (upload) => recordIn(upload) ?? (await carried(upload, carriers)).contents.map(recordIn).find((record) => record !== undefined),
    judge: (read, evidence, policy) => judge(parsed(read, evidence.linked), { formats, read, evidence, policy, securing }),
  };
}

const readerOf = (formats: readonly Reader[], id: Reader['id']): Reader => formats.find((one) => one.id === id) ?? reject('bug', `nothing reads ${id}`);

interface Case {
  readonly formats: readonly Reader[];
  readonly read: Read;
  readonly evidence: Evidence;
  readonly policy: Policy;
  readonly securing: WorkshopDeps['securing'];
}

async function judge(parsed: Parsed, { formats, read: { format, carrier, fetchedFrom, presentation, sha256 }, evidence, policy, securing }: Case): Promise<Report> {
  const proof = await readerOf(formats, format).checkProof(parsed, evidence);
  const inside = await Promise.all(innersOf(parsed, formats).map((inner) => judgeInner(inner, evidence, { readers: formats, policy })));
  const of = (wanted: 'endorsement' | 'contained') => inside.filter(({ kind }) => kind === wanted).map(({ kind: _kind, ...one }) => one);
  const endorsements = checkEndorsements(of('endorsement'));
  const shown = presentation === undefined ? [] : [await checkPresented({ presentation: presentation.text, parsed, evidence, securing })];
  const findings = [...proof, ...runChecks(parsed, evidence, proof), ...shown, signatureProven(proof) ? endorsements : withoutProof(endorsements)];
  const report = makeReport({ parsed, evidence, findings, policy, sha256 });
  const contained = of('contained');
  return { ...report, ...(carrier === undefined ? {} : { carrier }), ...(fetchedFrom === undefined ? {} : { fetchedFrom }), ...(contained.length > 0 && report.credential !== undefined && { contained }) };
}
