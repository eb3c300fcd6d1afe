import { equalBytes, toHex } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import { canonicalJson, type JsonObject } from '../core/json.js';
import type { Id } from '../core/model.js';
import type { AcceptableResult, AcceptOutcome } from '../issue/ports.js';
import { writeAudit } from './audit.js';
import { newId, toSealable, type Query, type StoreDeps } from './context.js';
import { dropUnusedLearners, ensureLearners, erased, learnerIdentity, type LearnerKey } from './learners.js';
import { asArray, inChunks } from './rows.js';

/** One call: whose results, in which batch, in which transaction. */
interface Call {
  readonly deps: StoreDeps;
  readonly trx: Query;
  readonly batchId: Id;
  readonly organisationId: Id;
}
/** A line with what it is looked up by. */
interface Line {
  readonly given: AcceptableResult;
  readonly resultId: string;
  readonly identity: Uint8Array;
  readonly content: Uint8Array;
  readonly similarity: Uint8Array;
}
interface Known {
  readonly id: Id;
  readonly result_id: string;
  readonly content: Uint8Array | null;
}
interface Findings {
  /** Results kept, by result id. */
  readonly known: ReadonlyMap<string, Known>;
  /** Lines that made a row. */
  readonly fresh: ReadonlySet<Line>;
  /** Result ids by learner, achievement and date (in hexadecimal). */
  readonly similar: ReadonlyMap<string, readonly string[]>;
}

/** What a result's payload is sealed for. */
export const resultPurpose = (id: Id): string => `result.payload:${id}`;

/** Keeping results: `IssuePorts.acceptResults`. */
export function resultStore(deps: StoreDeps) {
  return {
    /** Throws `status-final`, and keeps nothing, when a line corrects what another result corrected before. */
    acceptResults: (batchId: Id, organisationId: Id, results: readonly AcceptableResult[]): Promise<readonly AcceptOutcome[]> => {
      const lines = results.map((given) => toLine(deps, organisationId, given));
      return deps.db.transaction((trx) => acceptLines({ deps, trx, batchId, organisationId }, lines));
    },
  };
}

function toLine({ vault }: StoreDeps, organisationId: Id, given: AcceptableResult): Line {
  const { result, achievementId, supersedes } = given;
  const identity = learnerIdentity(vault, organisationId, result.learner);
  const told = JSON.parse(JSON.stringify({ ...result, supersedes })) as JsonObject;
  return {
    given,
    resultId: result.resultId,
    identity,
    content: vault.blindIndex('result.content', canonicalJson(told)),
    similarity: vault.blindIndex('result.similarity', JSON.stringify([toHex(identity), achievementId, result.awardedOn])),
  };
}

async function acceptLines(call: Call, lines: readonly Line[]): Promise<readonly AcceptOutcome[]> {
  const before = await knownResults(call, lines);
  const fresh = await insertNew(call, lines.filter(({ resultId }) => !before.has(resultId)));
  const known = await knownResults(call, lines);
  checkCorrections(lines, known);
  const similar = await similarResults(call, lines);
  const found = lines.map((line) => outcomeOf(line, { known, fresh, similar }));
  const kept = lines.filter((_, i) => found[i]?.outcome !== 'conflict');
  const again = await retryFailed(call, kept);
  const outcomes = found.map((one, i) => (one.outcome === 'unchanged' && again.has(lines[i]?.resultId ?? '') ? { ...one, outcome: 'accepted' as const } : one));
  await rememberLines(call, kept, known);
  await auditAccept(call, outcomes);
  return outcomes;
}

/**
 * What could not be issued is tried again when it is posted again: the organisation may have a key by now. What was reserved for it is used. A correction
 * is not, when another correction took its place.
 */
async function retryFailed({ trx, organisationId }: Call, lines: readonly Line[]): Promise<ReadonlySet<string>> {
  const rows = await trx('result as r')
    .where({ organisation_id: organisationId, state: 'failed' })
    .whereRaw('result_id = any(?)', asArray(lines.map(({ resultId }) => resultId)))
    .whereRaw(`not exists (select 1 from result o where o.supersedes = r.supersedes and o.state <> 'failed')`)
    .update({ state: 'accepted', failure_code: null, failure_message: null, finished_at: null, attempts: 0 })
    .returning<{ result_id: string }[]>('result_id');
  return new Set(rows.map(({ result_id }) => result_id));
}

async function knownResults({ trx, organisationId }: Call, lines: readonly Line[]): Promise<ReadonlyMap<string, Known>> {
  const rows = await trx('result')
    .where({ organisation_id: organisationId })
    .whereRaw('result_id = any(?)', asArray(lines.map(({ resultId }) => resultId)))
    .select<Known[]>('id', 'result_id', 'content');
  return new Map(rows.map((row) => [row.result_id, row]));
}

/**
 * Inserts the first line of each result id, in the order of the ids, so that two callers with the same results wait for each other instead of
 * deadlocking. Gives the lines that made a row: of two racing callers one gets it, in one statement. No conflict target: a line that runs into
 * `result_correction` makes no row either, and racing calls with the same correction still find it by its result id.
 */
async function insertNew(call: Call, lines: readonly Line[]): Promise<ReadonlySet<Line>> {
  const firsts = new Map([...lines].reverse().map((line) => [line.resultId, line]));
  const wanted = [...firsts.values()].sort((a, b) => (a.resultId < b.resultId ? -1 : 1));
  const learners = await ensureLearners(call.trx, call.deps, { organisationId: call.organisationId, identities: wanted.map(({ identity }) => identity) });
  const rows = wanted.map((line) => toRow(call, line, learners.get(toHex(line.identity)) ?? erased()));
  const made: { result_id: string }[] = [];
  for (const chunk of inChunks(rows)) made.push(...(await call.trx('result').insert(chunk).onConflict().ignore().returning<typeof made>('result_id')));
  if (made.length < wanted.length) await dropUnusedLearners(call.trx, [...learners.values()].map(({ learnerId }) => learnerId));
  return new Set(made.flatMap(({ result_id }) => firsts.get(result_id) ?? []));
}

/** A correction that is not kept, under its result id, ran into another one of the same award. */
function checkCorrections(lines: readonly Line[], known: Findings['known']): void {
  const late = lines.some(({ given, resultId }) => given.supersedes !== undefined && !known.has(resultId));
  if (late) reject('status-final', 'The award was corrected before: correct its successor.');
}

function toRow({ deps, batchId, organisationId }: Call, line: Line, { learnerId, key }: LearnerKey) {
  const { result, achievementId, achievementVersion, language, supersedes } = line.given;
  const id = newId(deps);
  return {
    id,
    organisation_id: organisationId,
    result_id: result.resultId,
    batch_id: batchId,
    learner_id: learnerId,
    achievement_id: achievementId,
    achievement_version: achievementVersion,
    language,
    supersedes: supersedes ?? null,
    content: line.content,
    similarity: line.similarity,
    payload: deps.vault.sealWith(key, toSealable(result), resultPurpose(id)),
  };
}

async function similarResults({ trx, organisationId }: Call, lines: readonly Line[]): Promise<Findings['similar']> {
  const rows = await trx('result')
    .where({ organisation_id: organisationId })
    .whereRaw('similarity = any(?)', asArray(lines.map(({ similarity }) => similarity)))
    .orderBy('id')
    .select<{ result_id: string; similarity: Uint8Array }[]>('result_id', 'similarity');
  const found = new Map<string, string[]>();
  for (const { result_id, similarity } of rows) found.set(toHex(similarity), [...(found.get(toHex(similarity)) ?? []), result_id]);
  return found;
}

/** A correction resembles what it corrects, which is no warning. A result whose learner was erased cannot be compared any more: its id is used up. */
function outcomeOf(line: Line, { known, fresh, similar }: Findings): AcceptOutcome {
  const { given, resultId } = line;
  const content = known.get(resultId)?.content ?? null;
  if (content === null || !equalBytes(content, line.content)) return { line: given.line, outcome: 'conflict' };
  const alike = given.supersedes === undefined ? (similar.get(toHex(line.similarity)) ?? []) : [];
  return { line: given.line, outcome: fresh.has(line) ? 'accepted' : 'unchanged', similarTo: alike.filter((other) => other !== resultId) };
}

async function rememberLines({ trx, batchId }: Call, kept: readonly Line[], known: Findings['known']): Promise<void> {
  const rows = kept.map(({ given, resultId }) => ({ batch_id: batchId, line: given.line, result_id: known.get(resultId)?.id }));
  for (const chunk of inChunks(rows)) await trx('batch_result').insert(chunk);
}

async function auditAccept({ deps, trx, batchId, organisationId }: Call, outcomes: readonly AcceptOutcome[]): Promise<void> {
  const { actor } = await trx('batch').where({ id: batchId, organisation_id: organisationId }).first<{ actor: string }>('actor');
  const count = (wanted: AcceptOutcome['outcome']): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const details = { accepted: count('accepted'), unchanged: count('unchanged'), conflict: count('conflict') };
  await writeAudit(trx, deps, { organisationId, actor, action: 'results.accepted', subject: batchId, details });
}
