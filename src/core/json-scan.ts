import { hasUnpairedSurrogate, UNPAIRED_SURROGATE } from './bytes.js';
import { AppError } from './errors.js';

interface Cursor {
  readonly text: string;
  readonly maxDepth: number;
  at: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEX4 = /[0-9a-fA-F]{4}/y;
const WORDS = ['true', 'false', 'null'] as const;
const NOT_PLAIN = /[\\\u0000-\u001f]/;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HALF = 'a text with half a surrogate pair';

/**
 * Throws `json-invalid`, with the position, unless the text is JSON (RFC 8259) that everybody reads alike (RFC 7493): no name twice in
 * an object, no unpaired surrogate, no number beyond a double, no nesting past `maxDepth`. `JSON.parse` keeps the last of two names
 * where others keep the first, and its messages quote the text, which may be personal.
 */
export function scanJson(text: string, maxDepth: number): void {
  const cursor: Cursor = { text, maxDepth, at: 0 };
  const half = text.search(UNPAIRED_SURROGATE);
  if (half >= 0) refuse({ ...cursor, at: half }, HALF);
  skipSpace(cursor);
  value(cursor, 0);
  if (cursor.at < text.length) refuse(cursor, 'more text after the value');
}

function value(c: Cursor, depth: number): void {
  const first = c.text[c.at];
  if (first === '{') object(c, depth + 1);
  else if (first === '[') array(c, depth + 1);
  else if (first === '"') string(c);
  else if (!word(c)) number(c);
  skipSpace(c);
}

function object(c: Cursor, depth: number): void {
  open(c, depth);
  if (took(c, '}')) return;
  const names = new Set<string>();
  do {
    const start = c.at;
    if (c.text[c.at] !== '"') refuse(c, 'a name in quotes was expected');
    const name = string(c);
    if (names.has(name)) refuse({ ...c, at: start }, 'a name that this object already has');
    names.add(name);
    skipSpace(c);
    if (!took(c, ':')) refuse(c, 'a colon was expected');
    value(c, depth);
  } while (took(c, ','));
  if (!took(c, '}')) refuse(c, 'a comma or the end of the object was expected');
}

function array(c: Cursor, depth: number): void {
  open(c, depth);
  if (took(c, ']')) return;
  do value(c, depth);
  while (took(c, ','));
  if (!took(c, ']')) refuse(c, 'a comma or the end of the array was expected');
}

function open(c: Cursor, depth: number): void {
  if (depth > c.maxDepth) refuse(c, `nesting deeper than ${c.maxDepth}`);
  c.at += 1;
  skipSpace(c);
}

/** Takes the sign if it stands here, and the white space between it and what must follow. */
function took(c: Cursor, sign: string): boolean {
  if (c.text[c.at] !== sign) return false;
  c.at += 1;
  if (sign === ',' || sign === ':') skipSpace(c);
  return true;
}

function string(c: Cursor): string {
  const start = c.at + 1;
  const quote = c.text.indexOf('"', start);
  const plain = quote < 0 ? undefined : c.text.slice(start, quote);
  if (plain === undefined || NOT_PLAIN.test(plain)) return stringWithEscapes(c);
  c.at = quote + 1;
  return plain;
}

function stringWithEscapes(c: Cursor): string {
  const start = c.at;
  c.at += 1;
  for (let code = c.text.charCodeAt(c.at); code !== QUOTE; code = c.text.charCodeAt(c.at)) {
    if (c.at >= c.text.length) refuse(c, 'a text without its closing quote');
    if (code < 0x20) refuse(c, 'a control character inside a text');
    if (code === BACKSLASH) skipEscape(c);
    else c.at += 1;
  }
  c.at += 1;
  const decoded = JSON.parse(c.text.slice(start, c.at)) as string;
  if (hasUnpairedSurrogate(decoded)) refuse({ ...c, at: start }, HALF);
  return decoded;
}

function skipEscape(c: Cursor): void {
  const sign = c.text[c.at + 1] ?? '';
  if ('"\\/bfnrt'.includes(sign) && sign !== '') c.at += 2;
  else if (sign === 'u' && matchAt(HEX4, c.text, c.at + 2) !== undefined) c.at += 6;
  else refuse(c, 'an unknown escape');
}

function word(c: Cursor): boolean {
  const found = WORDS.find((w) => c.text.startsWith(w, c.at));
  c.at += found?.length ?? 0;
  return found !== undefined;
}

function number(c: Cursor): void {
  const found = matchAt(NUMBER, c.text, c.at);
  if (found === undefined) refuse(c, c.at < c.text.length ? 'a value was expected' : 'the text ends too soon');
  if (!Number.isFinite(Number(found))) refuse(c, 'a number too large to be kept');
  c.at += found?.length ?? 0;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function skipSpace(c: Cursor): void {
  for (;;) {
    const code = c.text.charCodeAt(c.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    c.at += 1;
  }
}

function refuse(c: Cursor, what: string): never {
  const lines = c.text.slice(0, c.at).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  throw new AppError('json-invalid', `This is not JSON that can be read safely: ${what}, at line ${lines.length}, column ${column}.`);
}
