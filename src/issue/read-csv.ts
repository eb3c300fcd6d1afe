import { parse } from 'csv-parse/sync';
import { reject } from '../core/errors.js';
import { isMemberName } from '../core/schema.js';
import type { Rejection } from './ports.js';
import { splitLines, type SplitLine, type TextLine } from './split-lines.js';

type ReadRow = { readonly line: number; readonly value: unknown } | { readonly line: number; readonly rejection: Rejection };

const LEARNER = ['givenName', 'familyName', 'fullName', 'studentNumber', 'europeanStudentIdentifier', 'birthDate', 'email'] as const;
const RESULT = ['resultId', 'achievement', 'outcome', 'awardedOn', 'grade', 'supervision', 'route', 'language', 'jointlyWith'] as const;
const NEEDED = ['resultId', 'achievement', 'outcome', 'awardedOn'] as const;
const LEARNER_COLUMNS: ReadonlySet<string> = new Set(LEARNER);
const COLUMNS: ReadonlySet<string> = new Set([...LEARNER, ...RESULT]);

interface Header {
  readonly delimiter: string;
  readonly columns: readonly string[];
}

/** Cells of one line (RFC 4180); undefined when its quotes are wrong. Parsing is dear: a line without quotes needs none. */
function cellsOf(line: string, delimiter: string): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter);
  try {
    return (parse(line, { delimiter }) as readonly (readonly string[])[])[0];
  } catch {
    return undefined;
  }
}

function headerOf(first: SplitLine | undefined): Header {
  if (first === undefined || 'rejection' in first) return reject('csv-invalid', 'The selected file must be a CSV in UTF-8 whose first row names the columns.');
  const delimiter = first.text.includes(';') ? ';' : ',';
  const columns = (cellsOf(first.text, delimiter) ?? []).map((name) => name.trim());
  checkHeader(columns);
  return { delimiter, columns };
}

function checkHeader(columns: readonly string[]): void {
  // Where the header was forgotten, row 1 is somebody's data: nothing of it is repeated.
  if (!columns.some((name) => COLUMNS.has(name))) reject('csv-invalid', `Row 1 must name the columns: ${NEEDED.join(', ')} and others.`);
  const unknown = columns.find((name) => !COLUMNS.has(name));
  if (unknown !== undefined) reject('csv-invalid', `Row 1 has a column we do not know: ${isMemberName(unknown) ? `“${unknown}”` : `column ${columns.indexOf(unknown) + 1}`}.`);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) reject('csv-invalid', `Row 1 has the column ${twice} twice.`);
  const missing = NEEDED.find((name) => !columns.includes(name));
  if (missing !== undefined) reject('csv-invalid', `Row 1 needs a column ${missing}.`);
}

/** A result as the API takes it. An empty cell is an absent member. */
function resultOf(columns: readonly string[], cells: readonly string[]): unknown {
  const filled = columns.map((name, index) => [name, cells[index] ?? ''] as const).filter(([, cell]) => cell !== '');
  const own = filled.filter(([name]) => !LEARNER_COLUMNS.has(name)).map(([name, cell]) => [name, name === 'jointlyWith' ? cell.split('|') : cell] as const);
  return { ...Object.fromEntries(own), learner: Object.fromEntries(filled.filter(([name]) => LEARNER_COLUMNS.has(name))) };
}

function rowOf({ line, text }: TextLine, { delimiter, columns }: Header): ReadRow | undefined {
  const refuse = (message: string): ReadRow => ({ line, rejection: { line, code: 'csv-invalid', path: '', message } });
  const cells = cellsOf(text, delimiter);
  if (cells === undefined) return refuse('The quotes in this row are not closed, or stand inside a cell without quotes. A row is one line.');
  if (cells.every((cell) => cell.trim() === '')) return undefined;
  if (cells.length !== columns.length) return refuse(`The row has ${cells.length} cells; row 1 has ${columns.length}.`);
  return { line, value: resultOf(columns, cells) };
}

/**
 * The results in a table: UTF-8, with or without byte order mark; `;` or `,`, as row 1 has it; row 1 names the columns, in any order; a row is
 * one line, since no cell holds a line break. `line` is the file's own line number. Empty rows are passed over.
 * @throws AppError `csv-invalid` while iterating, when row 1 has an unknown column, one twice, or lacks one that is needed.
 */
export async function* readCsv(body: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRow> {
  let header: Header | undefined;
  for await (const line of splitLines(body, 'csv-invalid')) {
    if (header === undefined) header = headerOf(line);
    else if ('rejection' in line) yield line;
    else {
      const row = rowOf(line, header);
      if (row !== undefined) yield row;
    }
  }
  if (header === undefined) headerOf(undefined);
}
