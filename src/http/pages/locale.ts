import { isIsoDate, parseTimestamp } from '../../core/time.js';

/** How one language writes days, moments, numbers, and the names of countries and languages (CLDR, as Intl has it). */
export interface Locale {
  number(value: number): string;
  /** `30 June 2026`, in UTC; undefined when the value is no date. */
  date(value: string): string | undefined;
  /** `21 November 2026, 14:32 UTC`; undefined when the value is no timestamp. */
  moment(value: string): string | undefined;
  country(code: string): string;
  languageName(tag: string): string;
}

/** `momentPattern`: with `{{date}}` and `{{time}}`. */
export function localeOf(locale: string, momentPattern: string): Locale {
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
