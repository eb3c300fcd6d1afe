import type { Evidence } from '../../core/evidence.js';
import { fail, pass, type Finding } from '../../core/finding.js';
import { parseTimestamp } from '../../core/time.js';
import type { Parsed } from '../../formats/format.js';
import { millis, SKEW_MS } from '../facts.js';

const CHECK = 'validity';

/** Whether the moment of judging lies in the period that the credential states (VC Data Model 2.0, 4.9). */
export function checkValidity({ view }: Parsed, evidence: Evidence): Finding {
  const { validFrom, validUntil } = view;
  const more = {
    at: evidence.at,
    facts: { ...(validFrom === undefined ? {} : { validFrom }), ...(validUntil === undefined ? {} : { validUntil }) },
  };
  const from = bound(validFrom, Number.NEGATIVE_INFINITY);
  const until = bound(validUntil, Number.POSITIVE_INFINITY);
  if (from === undefined || until === undefined || until < from) return fail(CHECK, 'dates-invalid', more);
  const now = millis(evidence.at);
  if (now < from - SKEW_MS) return fail(CHECK, 'not-yet-valid', more);
  if (now > until + SKEW_MS) return fail(CHECK, 'expired', more);
  return pass(CHECK, more);
}

const bound = (value: string | undefined, open: number): number | undefined => (value === undefined ? open : parseTimestamp(value)?.getTime());
