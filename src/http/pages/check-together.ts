import { AppError, type ErrorCode } from '../../core/errors.js';
import { timestamp } from '../../core/time.js';
import { type KeptRow } from '../../verify/keep-many.js';
import { type Row } from '../../verify/many.js';
import { type Report, type Verification } from '../../verify/report.js';
import { type UploadedFile } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { CARRIER_FAULTS, type CarrierFault, fileKind, MANY_PATH, type RowFault } from './views/index.js';

/** What is wrong with a file, not with a check. */
export const UPLOAD_FAULTS: readonly ErrorCode[] = ['unreadable', 'json-invalid', 'input-invalid'];
export const carrierFault = (error: unknown): CarrierFault | undefined => CARRIER_FAULTS.find((fault) => error instanceof AppError && error.reason === fault);

type Kept = { readonly report: Report; readonly reportName: string };

/** Keeps what a check found; gives its path: of one report, or of several that belong together. */
export async function keptPath(d: HttpDeps, found: readonly Verification[], fileName: string | undefined): Promise<string> {
  const [only, ...others] = await Promise.all(found.map((verification) => kept(d, verification, fileName)));
  if (only !== undefined && others.length === 0) return `/reports/${only.reportName}`;
  const rows = [only, ...others].flatMap((one, at) => (one === undefined ? [] : [{ ...one, part: at + 1, ...(fileName === undefined ? {} : { name: fileName }) }]));
  return saved(d, rows);
}

const kept = async (d: HttpDeps, verification: Verification, fileName: string | undefined): Promise<Kept> => ({ report: verification.report, reportName: await d.saveReport(verification, fileName) });
const saved = async (d: HttpDeps, rows: readonly KeptRow[]): Promise<string> => `${MANY_PATH}/${await d.saveMany({ rows, checkedAt: timestamp(d.now()) })}`;

/** A browser, and whatever stands between, waits little longer for an answer. */
const PATIENCE_MS = 45_000;

/** Checks many files and keeps what was found under one name; gives its path. What there was no time for says so. */
export async function checkedTogether(d: HttpDeps, files: readonly UploadedFile[]): Promise<string> {
  const until = d.now().getTime() + PATIENCE_MS;
  const items = files.map((file) => ({ name: file.name, given: file }));
  const rows: KeptRow[] = [];
  let answered = 0;
  for await (const row of d.checkMany(items, async ({ bytes, name }) => keptEach(d, await d.verifyEach(bytes, { trust: 'on' }), name))) {
    if (row.index === answered && d.now().getTime() > until) break;
    rows.push(keptRow(row, files[row.index]));
    answered = row.index + 1;
  }
  return saved(d, [...rows, ...files.slice(answered).map(({ name }) => ({ name, fault: 'late' }))]);
}

const keptEach = (d: HttpDeps, found: readonly Verification[], name: string): Promise<readonly Kept[]> => Promise.all(found.map((verification) => kept(d, verification, name)));

function keptRow(row: Row<Kept>, file: UploadedFile | undefined): KeptRow {
  if ('found' in row) {
    const { index: _index, found, ...called } = row;
    return { ...called, ...found };
  }
  const { index: _index, problem, ...called } = row;
  return { ...called, fault: faultOf(problem, file?.bytes ?? new Uint8Array()) };
}

const faultOf = (problem: AppError, bytes: Uint8Array): RowFault => (UPLOAD_FAULTS.includes(problem.code) ? (carrierFault(problem) ?? fileKind(bytes)) : 'ours');
