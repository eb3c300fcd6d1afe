import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response } from 'express';
import { type SharedReport } from '../../claim/shared-report.js';
import { type Row } from '../../verify/many.js';
import { type Report } from '../../verify/report.js';
import { csvOf, type TableRow } from '../credential-table.js';
import { type HttpDeps, type TrustAsked } from '../deps.js';
import { refusalOf } from '../failure.js';
import { countEach, guesses, heavy } from '../limits.js';
import { textsOf } from '../pages/page.js';
import { withSummary } from '../pages/summary.js';
import { type Texts } from '../pages/texts.js';
import { problemOf } from '../problem.js';
import { roomy } from '../room.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';
import { type Given, itemsIn } from './batch-items.js';
import { trustOf } from './verify.js';

/** Many credentials of anybody's in one call. */
export const verifyBatchRoutes = (d: HttpDeps): readonly ApiRoute[] => [['post', '/api/v1/verify/batch', [guesses(d), heavy(d), roomy(d)], verifyBatch(d), BATCH]];

const BATCH: Operation = {
  id: 'verifyBatch',
  summary: 'Verifies many credentials in one call',
  more: 'At most 100, of 2 MiB each and 20 MiB together; each counts against the limit of POST /api/v1/verify. One line of NDJSON, or one element of an array, is a credential as an object or as a text, or {"id", "name"} with one of {"url", "credential", "base64"}. The answers come in the same order, as they are found: each with its report, or with the problem of that one alone. Of what holds several credentials there is an answer for each. Accept chooses JSON, NDJSON or a table in CSV.',
  query: ['trust'],
  body: { 'application/json': 'verify-batch', 'application/x-ndjson': 'text', 'multipart/form-data': 'uploads' },
  answers: { 200: { 'application/json': 'verified-batch', 'application/x-ndjson': 'text', 'text/csv': 'text' } },
  problems: ['json-invalid', 'input-invalid', 'body-too-large', 'media-type-unsupported'],
};

type Found = Report | SharedReport;

const verifyBatch =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const trust = trustOf(req);
    const items = await itemsIn(req, res);
    await countEach(d, [req, res], items.length);
    const rows = d.checkMany(items, (given) => found(d, given, { trust }));
    const { type, write } = writerFor(req);
    res.status(200).type(type);
    await stream(write(rows, textsOf(req)), res);
  };

/** A learner's share says what it shows; any other link is followed. */
async function found(d: HttpDeps, given: Given, options: TrustAsked): Promise<readonly Found[]> {
  if (given instanceof Uint8Array) return reportsOf(await d.verifyEach(given, options));
  const shared = await d.reportByShare(given.url, options);
  return shared === undefined ? reportsOf(await d.verifyLinkEach(given.url, options)) : [shared];
}
const reportsOf = (all: Awaited<ReturnType<HttpDeps['verifyEach']>>): readonly Report[] => all.map(({ report }) => report);

/** Longer than the fullest house takes for the largest batch: what takes more is a reader who reads a byte now and then, and keeps a place from others. */
const PATIENCE_MS = 30 * 60_000;

/** Whoever goes away before the end, or does not read it, has nothing more checked for them. */
export async function stream(parts: AsyncIterable<string>, res: Response, within = PATIENCE_MS): Promise<void> {
  const signal = AbortSignal.timeout(within);
  try {
    await pipeline(Readable.from(parts, { highWaterMark: 1 }), res, { signal });
  } catch (error) {
    if (!res.closed && !signal.aborted) throw error;
  }
}

interface Writer {
  readonly type: string;
  write(rows: AsyncIterable<Row<Found>>, t: Texts): AsyncIterable<string>;
}
const JSON_WRITER: Writer = { type: 'application/json', write: asJson };
const WRITERS: readonly Writer[] = [JSON_WRITER, { type: 'application/x-ndjson', write: asLines }, { type: 'text/csv', write: asTable }];

function writerFor(req: Request): Writer {
  const type = req.accepts(WRITERS.map((one) => one.type));
  return WRITERS.find((one) => one.type === type) ?? JSON_WRITER;
}

const answerOf = (row: Row<Found>, t: Texts): object => {
  const { index, id, name, part } = row;
  const what = 'found' in row ? { report: withSummary(row.found, t) } : { problem: problemOf(refusalOf(row.problem)) };
  return { index, ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }), ...(part === undefined ? {} : { part }), ...what };
};

async function* asLines(rows: AsyncIterable<Row<Found>>, t: Texts): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(answerOf(row, t))}\n`;
}

async function* asJson(rows: AsyncIterable<Row<Found>>, t: Texts): AsyncGenerator<string> {
  const counts = { valid: 0, invalid: 0, indeterminate: 0, unreadable: 0 };
  let before = '{"items":[';
  for await (const row of rows) {
    counts['found' in row ? row.found.verdict : 'unreadable'] += 1;
    yield `${before}\n${JSON.stringify(answerOf(row, t))}`;
    before = ',';
  }
  yield `\n],"counts":${JSON.stringify(counts)}}\n`;
}

async function* asTable(rows: AsyncIterable<Row<Found>>, t: Texts): AsyncGenerator<string> {
  yield csvOf([], t, { head: true });
  for await (const row of rows) yield csvOf([tableRow(row)], t, { head: false });
}

function tableRow({ id, name, ...row }: Row<Found>): TableRow {
  const what = 'found' in row ? { report: row.found } : { problem: `${row.problem.code}: ${row.problem.message}` };
  return { ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }), ...what };
}
