import { readFileSync } from 'node:fs';
import { createInstance, type i18n } from 'i18next';
import { AppError } from '../../core/errors.js';
import { isIsoDate, parseTimestamp } from '../../core/time.js';

const LANGUAGES = ['en'] as const;
type Language = (typeof LANGUAGES)[number];

/** The words of one language, and its way with dates, numbers and names of countries. */
export interface Texts {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  has(key: string): boolean;
  /** The text as written, `{{placeholders}}` unfilled; `count` picks the plural form. Throws `bug` for a key that does not exist. */
  template(key: string, count?: number): string;
  number(value: number): string;
  /** `30 June 2026`, in UTC; undefined when the value is no date. */
  date(value: string): string | undefined;
  /** `21 November 2026, 14:32 UTC`; undefined when the value is no timestamp. */
  moment(value: string): string | undefined;
  country(code: string): string;
  languageName(tag: string): string;
}

const direction = (value: unknown): 'ltr' | 'rtl' => (value === 'rtl' ? 'rtl' : 'ltr');

function load(language: Language): Texts {
  const source = readFileSync(new URL(`./texts/${language}.json`, import.meta.url), 'utf8');
  const resources = { [language]: { translation: JSON.parse(source) as Record<string, unknown> } };
  const i18next = createInstance();
  // Nothing is interpolated here: placeholders are filled with elements, which preact escapes (message.ts).
  void i18next.init({ lng: language, resources, initAsync: false, interpolation: { escapeValue: false } });
  return textsOf(i18next, language);
}

function textsOf(i18next: i18n, language: Language): Texts {
  const template = (key: string, count?: number): string => {
    const options = count === undefined ? {} : { count };
    if (!i18next.exists(key, options)) throw new AppError('bug', `No text ${key} in ${language}.json`);
    return i18next.t(key, { ...options, skipInterpolation: true });
  };
  return { language, direction: direction(template('page.direction')), has: (key) => i18next.exists(key), template, ...localeOf(template('page.locale'), template('page.moment')) };
}

function localeOf(locale: string, momentPattern: string): Pick<Texts, 'number' | 'date' | 'moment' | 'country' | 'languageName'> {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const minute = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const countries = new Intl.DisplayNames([locale], { type: 'region' });
  const languages = new Intl.DisplayNames([locale], { type: 'language' });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return {
    number: (value) => numbers.format(value),
    date: (value) => formatted(day, isIsoDate(value) ? new Date(`${value}T00:00:00Z`) : parseTimestamp(value)),
    moment: (value) => {
      const at = parseTimestamp(value);
      return at && momentPattern.replace('{{date}}', day.format(at)).replace('{{time}}', minute.format(at));
    },
    country: (code) => named(countries, code),
    languageName: (tag) => named(languages, tag),
  };
}

const formatted = (format: Intl.DateTimeFormat, date: Date | undefined): string | undefined => date && format.format(date);

function named(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code; // Intl refuses what is not even the shape of a code; then the code is all there is to say
  }
}

const loaded = new Map<Language, Texts>();

/** The texts of the first of these languages that we have, else English. Takes BCP 47 tags, best first. */
export function textsFor(preferred: readonly string[] = []): Texts {
  const bases = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  const language = LANGUAGES.find((l) => bases.includes(l)) ?? 'en';
  const known = loaded.get(language) ?? load(language);
  loaded.set(language, known);
  return known;
}
