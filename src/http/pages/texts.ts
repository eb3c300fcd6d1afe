import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createInstance, type i18n } from 'i18next';
import { AppError } from '../../core/errors.js';
import { faultsOf, flatten } from './language-file.js';
import { localeOf, type Locale } from './locale.js';
import { type Scheme, termsIn, type TermLabels } from './terms.js';

/** The words of one language, and its way with dates, numbers and names of countries. */
export interface Texts extends Locale {
  /** Of two letters (ISO 639-1). */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** All that a reader can choose from, English first. */
  readonly languages: readonly string[];
  has(key: string): boolean;
  /** The text as written, `{{placeholders}}` unfilled; `count` picks the plural form. Throws `bug` for a key that does not exist. */
  template(key: string, count?: number): string;
  /** The words of a code of a closed list. */
  term(scheme: Scheme, code: string): string;
}
/** The languages there are. */
export interface TextBook {
  readonly languages: readonly string[];
  /** The texts of the first of these languages that we have, else English. Takes BCP 47 tags, best first. */
  textsFor(preferred?: readonly string[]): Texts;
}

const ENGLISH = 'en';
const LANGUAGE_FILE = /^([a-z]{2})\.json$/;

/**
 * The languages of a folder: a file of texts each, and the terms of closed lists in `terms/`. A language that does not say everything that
 * English says is left out whole, so that no page changes its language half-way.
 */
export function openTexts(folder: URL): TextBook {
  const english = flatten(read(new URL(`${ENGLISH}.json`, folder)));
  const others = languageFiles(folder).filter((language) => language !== ENGLISH && faultsOf(language, flatten(read(new URL(`${language}.json`, folder))), english).length === 0);
  const languages = [ENGLISH, ...others];
  const loaded = new Map<string, Texts>();
  return {
    languages,
    textsFor: (preferred = []) => {
      const bases = preferred.map((tag) => tag.toLowerCase().split('-', 1)[0] ?? '');
      const language = bases.find((base) => languages.includes(base)) ?? ENGLISH;
      const known = loaded.get(language) ?? load(folder, language, languages);
      loaded.set(language, known);
      return known;
    },
  };
}

/** Languages that the folder has a file of, complete or not. */
export const languageFiles = (folder: URL): readonly string[] => readdirSync(folder).flatMap((name) => LANGUAGE_FILE.exec(name)?.[1] ?? []).sort();

const read = (file: URL): unknown => JSON.parse(readFileSync(file, 'utf8'));
const direction = (value: unknown): 'ltr' | 'rtl' => (value === 'rtl' ? 'rtl' : 'ltr');

function load(folder: URL, language: string, languages: readonly string[]): Texts {
  const i18next = createInstance();
  // Nothing is interpolated here: placeholders are filled with elements, which preact escapes (message.ts).
  void i18next.init({ lng: language, resources: { [language]: { translation: read(new URL(`${language}.json`, folder)) as Record<string, unknown> } }, initAsync: false, interpolation: { escapeValue: false } });
  const template = templateOf(i18next, language);
  const terms = new URL(`terms/${language}.json`, folder);
  return {
    language,
    direction: direction(template('page.direction')),
    languages,
    has: (key) => i18next.exists(key),
    template,
    term: termsIn(existsSync(terms) ? (read(terms) as TermLabels) : {}),
    ...localeOf(template('page.locale'), template('page.moment')),
  };
}

const templateOf =
  (i18next: i18n, language: string): Texts['template'] =>
  (key, count) => {
    const options = count === undefined ? {} : { count };
    if (!i18next.exists(key, options)) throw new AppError('bug', `No text ${key} in ${language}.json`);
    return i18next.t(key, { ...options, skipInterpolation: true });
  };

export const TEXTS_FOLDER = new URL('./texts/', import.meta.url);
const ours = openTexts(TEXTS_FOLDER);

export const LANGUAGES: readonly string[] = ours.languages;
export const { textsFor } = ours;
