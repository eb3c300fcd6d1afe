import { text } from '../core/bytes.js';
import type { ErrorCode } from '../core/errors.js';
import type { Rejection } from './ports.js';

export interface TextLine {
  /** From 1. */
  readonly line: number;
  /** Without its line end. */
  readonly text: string;
}
export type SplitLine = TextLine | { readonly line: number; readonly rejection: Rejection };

/** No result needs more: names and grades are short. */
export const MAX_LINE = 256 * 1024;
const LF = 0x0a;
const CR = 0x0d;

interface Raw {
  readonly bytes: Uint8Array;
  readonly tooLong: boolean;
}

/** Lines of bytes; of one that is too long, only that it is, so that no sender can fill the memory. */
async function* rawLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<Raw> {
  let held: Uint8Array[] = [];
  let size = 0;
  const add = (part: Uint8Array): void => {
    size += part.length;
    if (size <= MAX_LINE) held.push(part);
    else held = [];
  };
  const take = (): Raw => {
    const line = { bytes: Buffer.concat(held), tooLong: size > MAX_LINE };
    held = [];
    size = 0;
    return line;
  };
  for await (const chunk of body) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    // A copy: whoever gave the chunk may use its memory again.
    if (start < chunk.length) add(Uint8Array.from(chunk.subarray(start)));
  }
  if (size > 0) yield take();
}

const withoutCr = (bytes: Uint8Array): Uint8Array => (bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes);

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return text(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The lines of a text in UTF-8 that comes in chunks, cut anywhere; LF or CRLF. A byte order mark at the beginning is left out.
 * A line longer than {@link MAX_LINE} is rejected with `body-too-large`, one that is not UTF-8 with `code`.
 */
export async function* splitLines(body: AsyncIterable<Uint8Array>, code: ErrorCode): AsyncGenerator<SplitLine> {
  let line = 0;
  for await (const raw of rawLines(body)) {
    line += 1;
    const written = raw.tooLong ? undefined : textOf(withoutCr(raw.bytes));
    if (written !== undefined) yield { line, text: line === 1 ? written.replace(/^\uFEFF/, '') : written };
    else if (raw.tooLong) yield { line, rejection: { line, code: 'body-too-large', path: '', message: 'The line must be shorter than 256 kB.' } };
    else yield { line, rejection: { line, code, path: '', message: 'The line is not UTF-8 text.' } };
  }
}
