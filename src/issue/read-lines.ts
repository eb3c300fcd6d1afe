import { text } from '../core/bytes.js';
import { AppError, reject } from '../core/errors.js';
import { parseJson } from '../core/json.js';
import type { Rejection } from './ports.js';
import { readCsv } from './read-csv.js';
import { splitLines, type TextLine } from './split-lines.js';

/** One result as it was sent, or why that line could not be read. */
export type ReadLine = { readonly line: number; readonly value: unknown } | { readonly line: number; readonly rejection: Rejection };
export type ResultsMedia = 'json' | 'ndjson' | 'csv';

const MAX_JSON = 16 * 1024 * 1024;

async function wholeText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > MAX_JSON) reject('body-too-large', 'A JSON body must be smaller than 16 MB. Send NDJSON or CSV, which may be of any size.');
    parts.push(part);
  }
  return text(Buffer.concat(parts));
}

/** One result, or an array of them; `line` is the place in the array, from 1. */
async function* readJson(body: AsyncIterable<Uint8Array>): AsyncGenerator<ReadLine> {
  const value: unknown = parseJson(await wholeText(body));
  const results: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const [index, result] of results.entries()) yield { line: index + 1, value: result };
}

function ndjsonLine({ line, text: written }: TextLine): ReadLine {
  try {
    return { line, value: parseJson(written) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { line, rejection: { line, code: error.code, path: '', message: error.message } };
  }
}

/** NDJSON: one JSON object a line; empty lines are passed over. */
async function* readNdjson(body: AsyncIterable<Uint8Array>): AsyncGenerator<ReadLine> {
  for await (const line of splitLines(body, 'json-invalid')) {
    if ('rejection' in line) yield line;
    else if (line.text.trim() !== '') yield ndjsonLine(line);
  }
}

const READERS = { json: readJson, ndjson: readNdjson, csv: readCsv };

/**
 * The results in a body, one by one. A line that cannot be read is rejected by its number and the others go on.
 * @throws AppError while iterating: `json-invalid`, `input-invalid` (not UTF-8) or `body-too-large` for a JSON body as a whole;
 * `csv-invalid` for a table without the columns it needs.
 */
export const readLines = (body: AsyncIterable<Uint8Array>, media: ResultsMedia): AsyncIterable<ReadLine> => READERS[media](body);
