import { CHECKS, unknown, type CheckId, type Finding, type Outcome, type Reason } from '../core/finding.js';
import { STATES, type Policy, type ReportState, type Verdict } from './report.js';

/** How bad an outcome is; between equals the earlier finding stands. */
const RANK: Readonly<Record<Outcome, number>> = { fail: 4, unknown: 3, warn: 2, pass: 1, skip: 0 };

/** The finding that counts of one or more of a check: *fail* beats *unknown* beats *pass*; among failures revocation beats suspension. */
export const worst = (findings: readonly Finding[]): Finding =>
  findings.reduce((a, b) => (badness(b) > badness(a) ? b : a));
const badness = (f: Finding): number => RANK[f.outcome] + (f.outcome === 'fail' && f.reason !== 'suspended' ? 0.5 : 0);

/** Checks that a credential may have nothing to be checked for. Of any other required check, *skip* is an answer that is missing. */
const MAY_BE_ABSENT: readonly CheckId[] = ['context', 'unsigned-content', 'status', 'seal', 'elements', 'endorsements', 'holder'];
const ABSENT: readonly Reason[] = ['not-declared', 'not-applicable'];

type Standing = 'good' | 'unknown' | 'fail';

/** One finding of each check, in the order of the report. A check that said nothing counts as unknown, and shows. */
export function settle(findings: readonly Finding[], policy: Policy): Finding[] {
  return CHECKS.map((check) => {
    const said = findings.filter((f) => f.check === check);
    const finding = said.length === 0 ? unknown(check, 'not-verified') : worst(said);
    return policy.levels[check] === 'off' && finding.outcome !== 'skip' ? { check, outcome: 'skip', reason: 'not-asked' } : finding;
  });
}

export interface Conclusion {
  readonly verdict: Verdict;
  readonly state: ReportState;
  /** What else holds, worst first. */
  readonly also: readonly ReportState[];
}

/** The verdict of a policy on findings: any *fail* of a required check is invalid; any *unknown* of one is indeterminate, never valid. */
export function conclude(findings: readonly Finding[], policy: Policy): Conclusion {
  const required = settle(findings, policy).filter(({ check }) => policy.levels[check] === 'require');
  const standingOf = (f: Finding): Standing => standing(f, policy);
  const standings = required.map(standingOf);
  const verdict: Verdict = standings.includes('fail') ? 'invalid' : standings.includes('unknown') ? 'indeterminate' : 'valid';
  const holding = new Set(required.filter((f) => standingOf(f) !== 'good').flatMap(stateOf));
  const [state = verdict === 'valid' ? 'valid' : 'not-checked', ...also] = STATES.filter((s) => holding.has(s));
  return { verdict, state, also };
}

function standing({ check, outcome, reason }: Finding, { levels }: Policy): Standing {
  if (outcome === 'fail') return 'fail';
  // Whom a certificate leads to is a question of trust as well: without it a seal is judged by all else.
  if (reason === 'seal-untrusted' && levels.trust === 'off') return 'good';
  if (outcome === 'skip') return MAY_BE_ABSENT.includes(check) && ABSENT.includes(reason) ? 'good' : 'unknown';
  return outcome === 'unknown' ? 'unknown' : 'good';
}

const STATE_OF_FAILED: Readonly<Partial<Record<CheckId, ReportState>>> = {
  format: 'unreadable',
  context: 'unreadable',
  schema: 'unreadable',
  signature: 'altered',
  'unsigned-content': 'altered',
  // What was shown is not what the holder put together.
  holder: 'altered',
};
const STATE_OF_REASON: Readonly<Partial<Record<Reason, ReportState>>> = {
  revoked: 'revoked',
  superseded: 'revoked',
  suspended: 'suspended',
  'not-yet-valid': 'not-yet-valid',
  expired: 'expired',
  'dates-invalid': 'unreadable',
  'time-stamp-broken': 'altered',
};
const ABOUT_THE_ISSUER: readonly CheckId[] = ['issuer-key', 'seal', 'trust'];

/** Of these another finding says all there is to say. */
const FOLLOWS: readonly Reason[] = ['signature-unproven', 'document-gone'];

/** What a finding that is not good means to the reader. What only follows from an unproven signature is not said again. */
function stateOf({ check, outcome, reason }: Finding): ReportState[] {
  if (FOLLOWS.includes(reason)) return [];
  // A register that did not answer says nothing about the issuer: the check was not finished.
  if (ABOUT_THE_ISSUER.includes(check) && reason !== 'source-unavailable') return [STATE_OF_REASON[reason] ?? 'issuer-not-confirmed'];
  if (outcome !== 'fail') return check === 'signature' && reason === 'hosted-only' ? ['issuer-not-confirmed'] : ['not-checked'];
  return [STATE_OF_FAILED[check] ?? STATE_OF_REASON[reason] ?? 'not-checked'];
}
