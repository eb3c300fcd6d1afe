import type { Evidence } from '../../core/evidence.js';
import { fail, pass, unknown, type Finding } from '../../core/finding.js';
import { parseTimestamp } from '../../core/time.js';
import type { Parsed } from '../../formats/format.js';
import { momentOf } from '../../trust/moment.js';
import { millis, SKEW_MS } from '../facts.js';

const CHECK = 'validity';

/** Whether the moment of judging lies in the period that the credential states (VC Data Model 2.0, 4.9). */
export function checkValidity({ view, signedAt, endHeldBack }: Parsed, evidence: Evidence): Finding {
  const { validFrom, validUntil, awardedOn } = view;
  const more = {
    at: evidence.at,
    facts: { ...(validFrom === undefined ? {} : { validFrom }), ...(validUntil === undefined ? {} : { validUntil }) },
  };
  const from = bound(validFrom, Number.NEGATIVE_INFINITY);
  const until = bound(validUntil, Number.POSITIVE_INFINITY);
  if (from === undefined || until === undefined || until < from) return fail(CHECK, 'dates-invalid', more);
  const now = millis(evidence.at);
  if (inFuture({ awardedOn, signedAt, from }, now)) return fail(CHECK, 'dates-invalid', more);
  if (now < from - SKEW_MS) return fail(CHECK, 'not-yet-valid', more);
  if (now > until + SKEW_MS) return fail(CHECK, 'expired', more);
  return endHeldBack === true ? unknown(CHECK, 'held-back', more) : pass(CHECK, more);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Nothing can have been awarded or signed later than now; of a date, somewhere on earth it is tomorrow already. (A JWT without `iat` is dated by its `nbf`.) */
function inFuture({ awardedOn, signedAt, from }: { awardedOn: string | undefined; signedAt: string | undefined; from: number }, now: number): boolean {
  const awarded = momentOf(awardedOn);
  const signed = signedAt === undefined ? Number.NaN : millis(signedAt);
  return (awarded !== undefined && awarded.from > now + DAY_MS) || (signed > now + SKEW_MS && signed !== from);
}

const bound = (value: string | undefined, open: number): number | undefined => (value === undefined ? open : parseTimestamp(value)?.getTime());
