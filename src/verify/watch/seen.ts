import { canonicalJson, type Json } from '../../core/json.js';
import type { Reason } from '../../core/finding.js';
import type { Report, ReportState, TrustRow, Verdict } from '../report.js';

/** What a check of a watched credential came to, without a word of the credential. */
export interface Seen {
  readonly verdict: Verdict;
  readonly state: ReportState;
  readonly also: readonly ReportState[];
  /** `check:reason` of all that failed or could not be found out. */
  readonly reasons: readonly string[];
  readonly trust: readonly Pick<TrustRow, 'authority' | 'list' | 'atAward' | 'atSeal' | 'now' | 'scope'>[];
}

export const seenOf = ({ verdict, state, also, checks, trust }: Report): Seen => ({
  verdict,
  state,
  also,
  reasons: checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ check, reason }) => `${check}:${reason}`),
  trust: trust.map(({ authority, list, atAward, atSeal, now, scope }) => ({ authority, list, atAward, atSeal, now, scope })),
});

/** Nothing could be had from the address that is watched. */
export const seenNothing = (code: string): Seen => ({ verdict: 'indeterminate', state: 'not-checked', also: [], reasons: [`${SOURCE}${code}`], trust: [] });
const SOURCE = 'source:';

/** A source that does not answer, or not as it should, may do so again an hour later. */
const PASSING: readonly Reason[] = ['list-unreachable', 'list-invalid', 'list-stale', 'key-unavailable', 'source-unavailable'];
/** What cannot be found out because of that. */
const FOLLOWS: readonly Reason[] = ['signature-unproven', 'not-verified'];
const isAny = (reasons: readonly Reason[], said: string): boolean => reasons.some((reason) => said.endsWith(`:${reason}`));
const isPassing = (said: string): boolean => said.startsWith(SOURCE) || isAny(PASSING, said);

/** Whether something could be found out later that could not be now. */
export const mayAnswerLater = ({ reasons }: Seen): boolean => reasons.some(isPassing);

/** Whether nothing is different but that sources do not answer. */
function mayPass(before: Seen, after: Seen): boolean {
  if (after.verdict !== 'indeterminate' || !mayAnswerLater(after)) return false;
  return after.reasons.every((said) => isPassing(said) || isAny(FOLLOWS, said) || before.reasons.includes(said));
}

/** Reasons may change their words; what they come to is the verdict, its states, and what the registers say. */
const saysTheSame = (a: Seen, b: Seen): boolean => canonicalJson(settled(a)) === canonicalJson(settled(b));
const settled = ({ verdict, state, also, trust }: Seen): Json => ({ verdict, state, also, trust: trust.map((row) => ({ ...row })) });

export interface Standing {
  readonly seen: Seen;
  /** Since when sources have not answered. */
  readonly doubtSince?: string;
}
/** What a watch goes on with, and what is to be told. */
export interface Judged extends Standing {
  readonly change?: { readonly before: Seen; readonly after: Seen };
}

/**
 * What a check at that time means after what was seen before. That sources did not answer is told only when they do not answer a second time; a
 * revocation, an expiry, a word of a register at once.
 */
export function judgeSeen({ seen, doubtSince }: Standing, after: Seen, at: string): Judged {
  if (saysTheSame(seen, after)) return { seen: after };
  if (doubtSince === undefined && mayPass(seen, after)) return { seen, doubtSince: at };
  return { seen: after, change: { before: seen, after } };
}
