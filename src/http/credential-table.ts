import { stringify } from 'csv-stringify/sync';
import { type SharedReport } from '../claim/shared-report.js';
import { type Called } from '../verify/many.js';
import { type Report } from '../verify/report.js';
import { summarise } from './pages/summary.js';
import { type Texts } from './pages/texts.js';
import { asReport, confirmation, issuerWords, oneLine, plain, presentable, registerName, say } from './pages/views/index.js';

/** What a table says of one credential. */
export interface TableRow extends Called {
  readonly report?: Report | SharedReport;
  /** Why there is no report. */
  readonly problem?: string;
}

/** Names of the columns, for programs and the same in every language. */
const COLUMNS = ['id', 'name', 'verdict', 'state', 'summary', 'title', 'issuer', 'according_to', 'awarded_on', 'valid_until', 'learner', 'format', 'checked_at', 'sha256', 'problem'] as const;
type Cells = Partial<Record<(typeof COLUMNS)[number], string | undefined>>;

const AFTER_SEMICOLON = /(;[\s"]*)(?=[=+\-@＝＋－＠])/g;

/**
 * Rows as CSV (RFC 4180, UTF-8). What others wrote is theirs: where it would begin a formula, a spreadsheet gets it with an apostrophe before it,
 * after a semicolon too: in half of Europe that is where a spreadsheet ends a cell, inside quotation marks as well.
 * `head` adds the names of the columns.
 */
export const csvOf = (rows: readonly TableRow[], t: Texts, { head }: { readonly head: boolean }): string =>
  stringify(
    rows.map((row) => Object.fromEntries(Object.entries(cellsOf(row, t)).map(([name, value]) => [name, value === undefined ? '' : oneLine(value).replace(AFTER_SEMICOLON, "$1'")]))),
    { columns: [...COLUMNS], header: head, escape_formulas: true, record_delimiter: 'windows' },
  );

/** Excel takes a file without it for one in the letters of its own country. */
export const BYTE_ORDER_MARK = '\uFEFF';

function cellsOf({ id, name, report, problem }: TableRow, t: Texts): Cells {
  return { id, name, ...(report === undefined ? {} : reportCells(asReport(report), t)), problem };
}

function reportCells(whole: Report, t: Texts): Cells {
  const report = presentable(whole);
  const { verdict, state, credential, format, checkedAt, sha256 } = report;
  const [issuer, vouching] = [issuerWords(report), confirmation(report)];
  return {
    verdict,
    state,
    summary: summarise(report, t),
    title: credential?.title,
    issuer: issuer && plain(issuer, t),
    according_to: vouching && plain(say('page.value', { value: registerName(vouching.list) }), t),
    awarded_on: credential?.awardedOn,
    valid_until: credential?.validUntil,
    learner: credential?.learner.name,
    format,
    checked_at: checkedAt,
    sha256,
  };
}
