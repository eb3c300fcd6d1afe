import { sha256, toHex } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import type { Evidence } from '../core/evidence.js';
import type { JsonObject } from '../core/json.js';
import type { SealFact, SealParts } from '../core/seal.js';
import type { Parsed, Reader } from '../formats/format.js';
import type { ProofEvidence, Securing, SignatureCheck, SignatureEvidence } from '../formats/securing/index.js';
import { checkEndorsements } from './checks/endorsements.js';
import { runChecks, signatureProven, withoutProof } from './checks/index.js';
import { detect } from './detect.js';
import { innerNeeds, innersOf, judgeInner } from './inner.js';
import { makeReport } from './make-report.js';
import type { Carrier, CarrierId } from './ports.js';
import type { Policy, Report } from './report.js';
import { judgeSeal, type SealQuery } from './seal.js';
import { recordIn } from './record.js';
import { carried, unwrap } from './unwrap.js';

/** A credential as reading left it: all that gathering must know, and nothing that could not be sent to another thread. */
export interface Read extends Pick<Parsed, 'format' | 'view' | 'needs' | 'seal' | 'keys' | 'listedKeys'> {
  /** The credential itself, out of whatever carried it. */
  readonly text: string;
  readonly carrier?: CarrierId;
  /** Of the upload, hex. */
  readonly sha256: string;
}

/** What was judged, as it can be read again: all of a {@link Read} that reading does not work out. */
export type Source = Omit<Read, 'format' | 'view' | 'needs' | 'seal' | 'keys'>;
export function sourceOf({ format: _format, view: _view, needs: _needs, seal: _seal, keys: _keys, ...source }: Read): Source {
  return source;
}

/** The heavy work of a verification. Each piece is pure and stands alone, so that it can be done in another thread, under a limit of time and memory. */
export interface Workshop {
  /** The credentials in it, at least one. Throws `unreadable` (and `json-invalid`) when there is none to judge. */
  read(upload: Uint8Array): Promise<readonly [Read, ...Read[]]>;
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
  const readOf = (parsed: Parsed) => partsOf(parsed, formats);
  const parsed = ({ format, text }: Read, linked?: Evidence['linked']): Parsed => readerOf(formats, format).parse(text, linked);
  return {
    read: async (upload) => {
      const { content, carrier } = await unwrap(upload, { carriers, formats });
      const { format, text } = detect(content, formats);
      return [{ ...readOf(format.parse(text)), text, ...(carrier === undefined ? {} : { carrier }), sha256: toHex(sha256(upload)) }];
    },
    readOn: (read, linked) => Promise.resolve({ ...read, ...readOf(parsed(read, linked)) }),
    judgeSeal: (parts, query) => Promise.resolve(judgeSeal(parts, query)),
    checkProofs: (document, evidence) => securing.checkProofs(document, evidence),
    record: async (upload) => recordIn(upload) ?? (await carried(upload, carriers)).contents.map(recordIn).find((record) => record !== undefined),
    judge: (read, evidence, policy) => judge(parsed(read, evidence.linked), { formats, read, evidence, policy }),
  };
}

function partsOf(parsed: Parsed, formats: readonly Reader[]): Omit<Read, 'text' | 'sha256'> {
  const { format, view, needs, seal, keys, listedKeys } = parsed;
  const inner = innerNeeds(innersOf(parsed, formats));
  return { format, view, needs: inner === undefined ? needs : { ...needs, inner }, keys, ...(seal === undefined ? {} : { seal }), ...(listedKeys === undefined ? {} : { listedKeys }) };
}
const readerOf = (formats: readonly Reader[], id: Reader['id']): Reader => formats.find((one) => one.id === id) ?? reject('bug', `nothing reads ${id}`);

interface Case {
  readonly formats: readonly Reader[];
  readonly read: Read;
  readonly evidence: Evidence;
  readonly policy: Policy;
}

async function judge(parsed: Parsed, { formats, read: { format, carrier, sha256 }, evidence, policy }: Case): Promise<Report> {
  const proof = await readerOf(formats, format).checkProof(parsed, evidence);
  const inside = await Promise.all(innersOf(parsed, formats).map((inner) => judgeInner(inner, evidence, { readers: formats, policy })));
  const of = (wanted: 'endorsement' | 'contained') => inside.filter(({ kind }) => kind === wanted).map(({ kind: _kind, ...one }) => one);
  const endorsements = checkEndorsements(of('endorsement'));
  const findings = [...proof, ...runChecks(parsed, evidence, proof), signatureProven(proof) ? endorsements : withoutProof(endorsements)];
  const report = makeReport({ parsed, evidence, findings, policy, sha256 });
  const contained = of('contained');
  return { ...report, ...(carrier === undefined ? {} : { carrier }), ...(contained.length > 0 && report.credential !== undefined && { contained }) };
}
