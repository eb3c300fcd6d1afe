import { isIsoDate, parseTimestamp } from '../core/time.js';

/** A point in time, or the day that a bare date means: milliseconds since the epoch, both ends included. */
export interface Moment {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

/** From a timestamp or a date; undefined when it is neither, so that nothing is judged at an invented time. */
export function momentOf(value: string | undefined): Moment | undefined {
  if (value === undefined) return undefined;
  if (isIsoDate(value)) {
    const from = Date.parse(`${value}T00:00:00Z`);
    return { from, to: from + DAY_MS - 1 };
  }
  const time = parseTimestamp(value)?.getTime();
  return time === undefined ? undefined : { from: time, to: time };
}
