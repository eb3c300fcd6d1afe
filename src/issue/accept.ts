import { warningsOf, type NationalSystems } from '../catalogue/national-systems.js';
import { AppError, type ErrorCode, reject } from '../core/errors.js';
import type { Achievement, Id, Organisation } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import type { Corrected } from './correction.js';
import { judge, type Judging } from './judge.js';
import { memo } from './memo.js';
import type { AcceptableResult, AcceptOutcome, IssuePorts, Rejection, Warning } from './ports.js';
import type { ReadLine } from './read-lines.js';

export interface AcceptDeps {
  readonly ports: Pick<IssuePorts, 'now' | 'organisation' | 'organisationBySlug' | 'achievement' | 'openBatch' | 'acceptResults' | 'saveRejections'>;
  readonly schemas: { readonly result: SchemaCheck };
  readonly nationalSystems: NationalSystems;
}
export interface Posting {
  readonly organisationId: Id;
  /** For the audit trail. */
  readonly actor: string;
  /** The earlier award that these results correct. */
  readonly corrects?: Corrected;
}
export interface Receipt {
  readonly batchId: Id;
  /** Lines kept, those already known (`unchanged`) included. */
  readonly accepted: number;
  readonly unchanged: number;
  /** The first 1,000. */
  readonly rejected: readonly Rejection[];
  /** Lines rejected, those not listed included. */
  readonly rejectedTotal: number;
  /** The first 1,000. */
  readonly warnings: readonly Warning[];
  readonly warningsTotal: number;
}

/** Lines kept in one transaction. */
const CHUNK = 500;
/** Rejections of one posting that are listed and saved, and warnings that are listed: a body of any size must not fill memory or the database. */
const LISTED = 1000;

interface Tally {
  accepted: number;
  unchanged: number;
  readonly rejected: Rejection[];
  rejectedTotal: number;
  readonly warnings: Warning[];
  warningsTotal: number;
}
type JudgedLine = { readonly acceptable: AcceptableResult; readonly warnings: readonly Warning[] } | { readonly rejection: Rejection };

async function* chunksOf<T>(items: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Warnings about an achievement, at the first line that has it. */
function achievementWarnings(systems: NationalSystems): (line: number, achievement: Achievement) => readonly Warning[] {
  const seen = new Set<string>();
  return (line, achievement) => {
    if (seen.has(achievement.id)) return [];
    seen.add(achievement.id);
    return warningsOf(achievement, systems).flatMap(({ code, path, message }) => (code === 'hours-and-credits-differ' ? [] : [{ line, code, path: `/achievement${path}`, message }]));
  };
}

/** A judge of lines, for one posting: what was looked up once is remembered. */
function judgeOf(organisation: Organisation, { corrects }: Posting, { ports, schemas, nationalSystems }: AcceptDeps): (line: ReadLine) => Promise<JudgedLine> {
  const warn = achievementWarnings(nationalSystems);
  const judging: Judging = {
    organisation,
    resultSchema: schemas.result,
    now: () => ports.now(),
    achievement: memo((ref) => ports.achievement(organisation.id, ref)),
    organisationBySlug: memo((slug) => ports.organisationBySlug(slug)),
    ...(corrects === undefined ? {} : { corrects }),
  };
  return async (line) => {
    if ('rejection' in line) return line;
    try {
      const { acceptable, achievement } = await judge(line, judging);
      return { acceptable, warnings: warn(line.line, achievement) };
    } catch (error) {
      return { rejection: rejectionOf(line.line, error) };
    }
  };
}

/** No fault of a line: the whole posting fails, so that it is sent again. */
const OURS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['bug', 'busy']);

function rejectionOf(line: number, error: unknown): Rejection {
  if (!(error instanceof AppError) || OURS.has(error.code)) throw error;
  return { line, code: error.code, path: error.path ?? '', message: error.message };
}

const CONFLICT = { code: 'result-conflict', path: '/resultId', message: 'This resultId was used before with other content. To correct an award, post a correction.' } as const;

function conflictsOf(outcomes: readonly AcceptOutcome[]): Rejection[] {
  return outcomes.filter(({ outcome }) => outcome === 'conflict').map(({ line }) => ({ line, ...CONFLICT }));
}

function duplicatesOf(outcomes: readonly AcceptOutcome[]): Warning[] {
  return outcomes
    .filter((one) => one.outcome === 'accepted' && one.similarTo.length > 0)
    .map(({ line }) => ({ line, code: 'possible-duplicate', path: '/resultId', message: 'The same learner has the same achievement on the same date under another resultId.' }));
}

/** `room`: rejections that may still be listed. */
async function keep(judged: readonly JudgedLine[], batch: { readonly id: Id; readonly organisationId: Id; readonly room: number }, ports: AcceptDeps['ports']): Promise<Tally> {
  const kept = judged.flatMap((line) => ('acceptable' in line ? [line] : []));
  const outcomes = kept.length === 0 ? [] : await ports.acceptResults(batch.id, batch.organisationId, kept.map(({ acceptable }) => acceptable));
  const conflicts = conflictsOf(outcomes);
  const refused = [...judged.flatMap((line) => ('rejection' in line ? [line.rejection] : [])), ...conflicts].sort((a, b) => a.line - b.line);
  const rejected = refused.slice(0, batch.room);
  if (rejected.length > 0) await ports.saveRejections(batch.id, rejected);
  const unchanged = outcomes.filter(({ outcome }) => outcome === 'unchanged').length;
  const warnings = [...kept.flatMap((line) => line.warnings), ...duplicatesOf(outcomes)];
  return { accepted: outcomes.length - conflicts.length, unchanged, rejected, rejectedTotal: refused.length, warnings, warningsTotal: warnings.length };
}

function add(total: Tally, part: Tally): void {
  total.accepted += part.accepted;
  total.unchanged += part.unchanged;
  total.rejectedTotal += part.rejectedTotal;
  for (const one of part.rejected) total.rejected.push(one);
  total.warningsTotal += part.warningsTotal;
  for (const one of part.warnings.slice(0, LISTED - total.warnings.length)) total.warnings.push(one);
}

async function activeOrganisation(ports: AcceptDeps['ports'], id: Id): Promise<Organisation> {
  const organisation = (await ports.organisation(id)) ?? reject('not-found', 'There is no such organisation.');
  if (organisation.status !== 'active') reject('organisation-inactive', 'The organisation is suspended or closed: it cannot award.');
  return organisation;
}

/**
 * Takes posted results, line by line: a line that is refused is named with a code and a path, and the others go on; the first 1,000 refusals and warnings are listed, the rest counted. Nothing is issued yet.
 * @throws AppError `organisation-inactive`, `not-found`; what the reader throws of a body as a whole; `input-invalid` when there is no line
 * at all. Lines kept before a body broke off stay kept: posted again, they are unchanged.
 */
export async function acceptResults(lines: AsyncIterable<ReadLine>, posting: Posting, deps: AcceptDeps): Promise<Receipt> {
  const organisation = await activeOrganisation(deps.ports, posting.organisationId);
  const judgeLine = judgeOf(organisation, posting, deps);
  const total: Tally = { accepted: 0, unchanged: 0, rejected: [], rejectedTotal: 0, warnings: [], warningsTotal: 0 };
  let batchId: Id | undefined;
  for await (const chunk of chunksOf(lines)) {
    batchId ??= await deps.ports.openBatch(organisation.id, posting.actor);
    const judged: JudgedLine[] = [];
    for (const line of chunk) judged.push(await judgeLine(line));
    add(total, await keep(judged, { id: batchId, organisationId: organisation.id, room: LISTED - total.rejected.length }, deps.ports));
  }
  return { batchId: batchId ?? reject('input-invalid', 'There is no result in what was sent.'), ...total };
}

async function* single(value: unknown): AsyncGenerator<ReadLine> {
  await Promise.resolve();
  yield { line: 1, value };
}

/** A corrected result, under a `resultId` of its own: its award will supersede the earlier one. As {@link acceptResults}. */
export const correctResult = (input: unknown, posting: Posting & { readonly corrects: Corrected }, deps: AcceptDeps): Promise<Receipt> =>
  acceptResults(single(input), posting, deps);
