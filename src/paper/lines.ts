import { pointer } from '../core/json.js';
import { languageOf } from '../core/language.js';
import type { LanguageMap } from '../core/model.js';
import type { PaperWords } from './ports.js';

/** A text to be printed. */
export interface Line {
  readonly text: string;
  /** What it is read aloud in (BCP 47). */
  readonly lang: string;
  /** Where it stands in the award (JSON Pointer); words of ours have no place. */
  readonly path?: string;
  /** What it was joined from, each with its own place. */
  readonly parts?: readonly Line[];
  readonly quiet?: true;
  readonly strong?: true;
}
export type Lines = readonly Line[];

/** A language of the transcript, with our words in it, if we have any. */
export interface Tongue {
  readonly language: string;
  readonly words?: PaperWords;
}
/** Side by side; or once, where it is the same in both or exists in one. */
export type Cells = { readonly local: Lines; readonly english: Lines } | { readonly shared: Lines };
export interface Tongues {
  readonly local: Tongue;
  /** Absent when the local language is English. */
  readonly english?: Tongue;
  /** Words that there are in any case: the local ones, else English. */
  readonly words: PaperWords;
}
export type Write = (tongue: Tongue) => Lines | undefined;

const baseOf = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? '';
const sameLanguage = (a: string, b: string): boolean => baseOf(a) === baseOf(b);

/** `words(language)`: undefined when there are none. */
export function tonguesOf(language: string, words: (language: string) => PaperWords | undefined): Tongues {
  const tongue = (tag: string): Tongue => {
    const known = words(tag);
    return { language: tag, ...(known && { words: known }) };
  };
  const [local, english] = [tongue(language), tongue('en')];
  const certain = local.words ?? english.words;
  if (certain === undefined) throw new TypeError('there are no English words');
  return { local, words: certain, ...(sameLanguage(language, 'en') ? {} : { english }) };
}

/** What both languages say of one thing; undefined when neither says anything. */
export function cells({ local, english }: Tongues, write: Write): Cells | undefined {
  const [own, theirs] = [write(local) ?? [], (english && write(english)) ?? []];
  const only = [own, theirs].filter(({ length }) => length > 0);
  if (only.length < 2) return only[0] && { shared: only[0] };
  return textOf(own) === textOf(theirs) ? { shared: theirs } : { local: own, english: theirs };
}

const textOf = (lines: Lines): string => lines.map(({ text }) => text).join('\n');

/** The text of exactly this language. */
export function inLanguage(map: LanguageMap, language: string, path: string): Line | undefined {
  const tag = languageOf(map, language);
  const text = map[tag];
  return text !== undefined && sameLanguage(tag, language) ? { text, lang: tag, path: path + pointer(tag) } : undefined;
}

/** The text that serves this language best. */
export function best(map: LanguageMap, language: string, path: string): Line {
  const tag = languageOf(map, language);
  return { text: map[tag] ?? '', lang: tag, path: path + pointer(tag) };
}

/** Somebody's text in both languages; what exists in one of them is shown once and says in which. It is never translated. */
export function mapCells(tongues: Tongues, map: LanguageMap, path: string): Cells | undefined {
  if (Object.keys(map).length === 0) return undefined;
  const own = inLanguage(map, tongues.local.language, path);
  const theirs = tongues.english && inLanguage(map, 'en', path);
  if (own && theirs) return own.text === theirs.text ? { shared: [own] } : { local: [own], english: [theirs] };
  if (own && tongues.english === undefined) return { shared: [own] };
  const line = own ?? theirs ?? best(map, tongues.local.language, path);
  return { shared: [line, onlyIn(line.lang, tongues.words)] };
}
const onlyIn = (tag: string, words: PaperWords): Line => ({ text: words.text('paper.onlyIn', { language: words.languageName(tag) }), lang: words.language, quiet: true });

/** Words of ours in the tongue's language; none when we have none. */
export const ours =
  (write: (words: PaperWords) => readonly (string | undefined)[]): Write =>
  ({ words }) =>
    words && write(words).flatMap((text) => (text === undefined ? [] : [{ text, lang: words.language }]));

export const present = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

/** Somebody's words that no language map tells the language of. */
export const given = (text: string, path: string, lang: string): Line => ({ text, lang, path });

/** Several of them on one line. */
export const joined = (parts: Lines, separator: string): Line => ({ text: parts.map(({ text }) => text).join(separator), lang: parts[0]?.lang ?? 'und', parts });
