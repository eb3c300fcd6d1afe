import type { LanguageMap } from './model.js';

/** The longest that RFC 5646, 4.4.1, asks everybody to read. */
const MAX_TAG = 35;

/** A well-formed BCP 47 tag (RFC 5646), not necessarily a registered one. */
export function isLanguageTag(value: string): boolean {
  if (value.length > MAX_TAG) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

/** The tag that {@link pick} picks: the preferred one, one of the same base language, English, else the first. `und` (RFC 5646, 4.1) of an empty map. */
export function languageOf(map: LanguageMap, preferred?: string): string {
  const tags = Object.keys(map);
  const wanted = preferred?.toLowerCase() ?? '';
  const found =
    tags.find((tag) => tag.toLowerCase() === wanted) ??
    tags.find((tag) => tag.toLowerCase() === baseOf(wanted)) ??
    tags.find((tag) => baseOf(tag.toLowerCase()) === baseOf(wanted)) ??
    tags.find((tag) => baseOf(tag.toLowerCase()) === 'en');
  return found ?? tags[0] ?? 'und';
}

/** The text of a language map that a reader of `preferred` is best served with; empty of an empty map. */
export const pick = (map: LanguageMap, preferred?: string): string => map[languageOf(map, preferred)] ?? '';

const baseOf = (tag: string): string => tag.split('-', 1)[0] ?? tag;
