import { reject } from './errors.js';
import type { IsoDate, Timestamp } from './model.js';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339, UTC, whole seconds (cut, not rounded): `2026-11-21T10:00:00Z`. */
export const timestamp = (date: Date): Timestamp => `${date.toISOString().slice(0, 19)}Z`;

/**
 * RFC 3339 date and time, a zone always; XML Schema's `dateTimeStamp` (VCDM 2.0, 4.9) is narrower only in the offset. Undefined when it
 * is none, also for a day that does not exist and for a leap second, which a `Date` cannot hold. Finer than a millisecond is cut.
 */
export function parseTimestamp(value: string): Date | undefined {
  const day = DATE_TIME.exec(value)?.[1];
  if (day === undefined || !isIsoDate(day)) return undefined;
  return new Date(Date.parse(value.replace(/(\.\d{3})\d+/, '$1')));
}

/** Of a NumericDate (RFC 7519, 2), in seconds; undefined when it is none. */
export function timeOfSeconds(seconds: unknown): Timestamp | undefined {
  const time = new Date(typeof seconds === 'number' ? seconds * 1000 : Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : timestamp(time);
}

/** `YYYY-MM-DD`, a day that exists in the Gregorian calendar. */
export function isIsoDate(value: string): boolean {
  const [, year, month, day] = DATE.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** The same day `months` later, or the month's last day where it has no such day: 31 January and one month is 28 or 29 February. Throws `input-invalid`. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  if (!isIsoDate(date) || !Number.isSafeInteger(months)) reject('input-invalid', 'A calendar date and a whole number of months are needed.');
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  if (year < 0 || year > 9999) reject('input-invalid', 'The date would be outside the years 0000 to 9999.');
  return [padded(year, 4), padded(month, 2), padded(Math.min(Number(date.slice(8)), daysIn(year, month)), 2)].join('-');
}

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
