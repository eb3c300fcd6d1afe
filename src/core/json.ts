import { hasUnpairedSurrogate } from './bytes.js';
import { reject } from './errors.js';
import { scanJson } from './json-scan.js';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Nesting past this is refused: no credential needs it, and recursive readers stay within the stack. */
export const MAX_DEPTH = 64;

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Parses JSON (RFC 8259) as I-JSON (RFC 7493) asks. Throws `json-invalid`, naming line and column, on a syntax error, a name twice in
 * one object, nesting past {@link MAX_DEPTH}, an unpaired surrogate, or a number that is no double.
 */
export function parseJson(text: string): Json {
  scanJson(text, MAX_DEPTH);
  return JSON.parse(text) as Json;
}

/**
 * JSON Canonicalization Scheme (RFC 8785). Throws `input-invalid` on what is not JSON: undefined, functions, numbers that are not
 * finite, unpaired surrogates. Left out silently they would make a signature of something else than was meant.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return canonicalText(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`;
  if (isObject(value)) return canonicalObject(value);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return JSON.stringify(value);
  return reject('input-invalid', `A value of type ${typeof value} has no canonical JSON form.`);
}

/** RFC 8785, 3.2.3: members in the order of their names' UTF-16 code units, which is how `sort` compares. */
function canonicalObject(value: JsonObject): string {
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${canonicalText(name)}:${canonicalJson(value[name] as Json)}`).join(',')}}`;
}

/** RFC 8785, 3.2.2.2 escapes as ECMAScript does, but ends on an unpaired surrogate where `stringify` writes an escape. */
function canonicalText(value: string): string {
  if (hasUnpairedSurrogate(value)) reject('input-invalid', 'A text with half a surrogate pair has no canonical JSON form.');
  return JSON.stringify(value);
}

/** JSON Pointer (RFC 6901): `pointer('a/b', 0)` is `/a~1b/0`; without segments the whole document, ``. */
export const pointer = (...segments: readonly (string | number)[]): string =>
  segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
