import { reject } from './errors.js';
import { isObject, pointer } from './json.js';
import { isLanguageTag } from './language.js';
import { isMemberName, type SchemaCheck } from './schema.js';
import { refuse } from './strings.js';

type Path = readonly (string | number)[];

/** Members that hold a language map (BCP 47 tag → text). */
const LANGUAGE_MAPS = new Set(['legalName', 'title', 'description', 'statement', 'prerequisites', 'furtherInformation', 'office', 'opening', 'closing']);
/** Members whose text may run over several lines; every other text is one line. */
const MULTILINE = new Set(['description', 'statement', 'prerequisites', 'furtherInformation', 'note', 'chain', 'pem']);

const REFUSED = {
  'too-long': 'The text is too long',
  'control-character': 'The text has a control character in it',
  nul: 'The text has a NUL character in it',
  'unpaired-surrogate': 'The text has half of a character in it',
} as const;

/** JSON Pointer, as far as names go that may be repeated: the schema has not yet refused the unknown ones. */
function placeOf(path: Path): string {
  const end = path.findIndex((segment) => typeof segment === 'string' && !isMemberName(segment));
  return pointer(...(end === -1 ? path : path.slice(0, end)));
}

/** Names what is wrong with a text, never the text itself: it may be personal data. */
function refuseText(name: keyof typeof REFUSED, path: string): never {
  reject('input-invalid', `${REFUSED[name]} (${name}).`, path);
}

function checkText(value: string, path: Path): void {
  const multiline = path.some((segment) => typeof segment === 'string' && MULTILINE.has(segment));
  // Lengths are the schema's: it is what callers read.
  const name = refuse(value, { max: Number.MAX_SAFE_INTEGER, multiline });
  if (name !== undefined) refuseText(name, placeOf(path));
}

function checkTexts(value: unknown, path: Path): void {
  if (typeof value === 'string') return checkText(value, path);
  if (Array.isArray(value)) return value.forEach((item: unknown, index) => checkTexts(item, [...path, index]));
  if (!isObject(value)) return;
  const map = LANGUAGE_MAPS.has(String(path.at(-1)));
  for (const [name, member] of Object.entries(value)) {
    if (map && !isLanguageTag(name)) reject('input-invalid', 'A text is given under something that is not a language tag (BCP 47), such as en or hr.', placeOf(path));
    checkTexts(member, [...path, name]);
  }
}

/**
 * Parses what came from outside. First the policy for hostile text (NUL, other control characters and unpaired surrogates are refused by
 * name; anything else, in any script, is kept exactly) and the tags of language maps; then the schema, which has the lengths.
 * @throws AppError `input-invalid` with the JSON Pointer of one fault; neither repeats a value, nor an unknown member that
 * may be one.
 */
export function parseInput<T>(value: unknown, check: SchemaCheck): T {
  checkTexts(value, []);
  const problems = check(value);
  const tooLong = problems.find(({ keyword }) => keyword === 'maxLength');
  if (tooLong !== undefined) refuseText('too-long', tooLong.path);
  if (problems[0] !== undefined) reject('input-invalid', `The value ${problems[0].message}.`, problems[0].path);
  return value as T;
}
