import type { CheckId, Finding, Reason } from '../../../core/finding.js';
import type { Report } from '../../../verify/report.js';
import { claimedName, confirmedName, finding, isSuperseded, passed, sourceOf, statusCode, statusSince } from './known.js';
import { counted, outside, say, type Message, type Value } from './message.js';

/** Sentences that say why a report is in its state; all of them from its findings, none from what a credential claims of its issuer. */

const learner = (report: Report): Value | undefined => {
  const name = report.credential?.learner.name;
  return name === undefined ? undefined : outside(name, 'strong');
};

/** Who issued it to whom and when, as much of it as is known. */
function issued(report: Report, issuer: Value, key: 'issued' | 'issuedLater'): Message {
  const name = learner(report);
  const date = report.credential?.awardedOn ?? report.credential?.validFrom;
  if (name === undefined) return say(key === 'issued' ? 'verdict.issuedUnnamed' : 'verdict.issuedUnnamedLater', { issuer });
  if (date === undefined) return say('verdict.issuedUndated', { issuer, name });
  return say(`verdict.${key}`, { issuer, name, date: { day: date } });
}

const unchanged = (report: Report): Message => say(passed(report, 'status') ? 'verdict.unchanged' : 'verdict.unchangedNoList');
const claims = (report: Report): Message => say('verdict.claims', { claimed: outside(claimedName(report)) });

const opening = (report: Report, key: 'issued' | 'issuedLater'): Message => {
  const name = confirmedName(report);
  return name === undefined ? claims(report) : issued(report, outside(name), key);
};

export const whyValid = (report: Report): readonly Message[] => [opening(report, 'issued'), unchanged(report)];
export const whyNotYet = (report: Report): readonly Message[] => [opening(report, 'issuedLater')];

export function whyExpired(report: Report): readonly Message[] {
  const name = confirmedName(report);
  if (name === undefined) return [claims(report)];
  return [issued(report, outside(name), 'issued'), ...(passed(report, 'status') ? [say('verdict.notWithdrawn')] : []), say('verdict.expiredMeaning')];
}

type Withdrawal = 'withdrawn' | 'replaced' | 'paused';

/** When a status began and what its issuer gave as the reason. A list of somebody else's says neither. */
function statusStory(report: Report, kind: Withdrawal): readonly Message[] {
  const issuer = confirmedName(report);
  const since = statusSince(report);
  if (issuer === undefined) return [say(`verdict.${kind}.unconfirmed`)];
  if (since === undefined) return [say(`verdict.${kind}.undated`, { issuer: outside(issuer) })];
  const when = say(`verdict.${kind}.on`, { issuer: outside(issuer), date: { day: since, as: 'strong' } });
  return [when, givenReason(statusCode(report) ?? (kind === 'replaced' ? 'superseded' : undefined))];
}

const CODES: readonly string[] = ['issued-in-error', 'replaced', 'withdrawn', 'assessment-reopened', 'superseded'];

/** The public words for a reason's code; another service's code stands as it is. */
export const reasonWords = (code: string): Value => (CODES.includes(code) ? say(`verdict.codes.${code}`) : outside(code));
const givenReason = (code: string | undefined): Message => (code === undefined ? say('verdict.noReason') : say('verdict.reasonGiven', { reason: reasonWords(code) }));

export function whyRevoked(report: Report): readonly Message[] {
  const confirmed = confirmedName(report) !== undefined;
  return [...statusStory(report, isSuperseded(report) ? 'replaced' : 'withdrawn'), say(confirmed ? 'verdict.noLongerInForce' : 'verdict.noLongerInForceUnconfirmed')];
}

export function whySuspended(report: Report): readonly Message[] {
  return [...statusStory(report, 'paused'), say(confirmedName(report) === undefined ? 'verdict.stillUnaltered' : 'verdict.stillGenuine')];
}

const NOT_VOUCHED: Partial<Record<Reason, string>> = {
  'not-yet-listed': 'notYetListed',
  'listing-ended': 'ended',
  'listing-withdrawn': 'withdrawn',
  'out-of-scope': 'outOfScope',
  'key-not-of-issuer': 'keyNotOfIssuer',
  'key-not-for-assertion': 'keyNotOfIssuer',
  'key-unbound': 'keyUnbound',
  'key-compromised': 'keyCompromised',
  'key-not-known-then': 'keyNotKnownThen',
};

/** Why nobody vouches for the issuer: the key's own fault first, then what the registers say. */
export function whyNotConfirmed(report: Report): readonly Message[] {
  const key = finding(report, 'issuer-key');
  const trust = finding(report, 'trust');
  const reason = [key, trust].find((f) => f !== undefined && f.outcome !== 'pass' && NOT_VOUCHED[f.reason] !== undefined)?.reason;
  const anybody = reason === undefined || reason === 'key-unbound' ? [say('verdict.anybody')] : [];
  return [claims(report), notVouched(report, reason), ...anybody];
}

/** The registers consulted, each once. */
export const consulted = (report: Report): readonly string[] => [...new Set(report.trust.map((row) => row.list))];

function notVouched(report: Report, reason: Reason | undefined): Message {
  const values = { key: outside(signingKey(report), 'code'), register: registerOf(report) };
  const special = reason && NOT_VOUCHED[reason];
  if (special !== undefined) return say(`verdict.notVouched.${special}`, values);
  const n = consulted(report).length;
  return n === 0 ? say('verdict.notVouched.notListed', values) : counted('verdict.notVouched.counted', n, { ...values, n });
}

const registerOf = (report: Report): Value => {
  const list = report.trust[0]?.list;
  return list === undefined ? say('verdict.notVouched.aRegister') : outside(list);
};

/** The verification method that signed, as far as the findings name it. */
export const signingKey = (report: Report): string =>
  finding(report, 'issuer-key')?.facts?.['key'] ?? finding(report, 'issuer-key')?.detail ?? report.credential?.issuer.id ?? '';

const STALE: readonly Reason[] = ['list-stale'];
const UNUSABLE: readonly Reason[] = ['list-invalid', 'list-wrong-issuer', 'list-wrong-purpose', 'list-too-short', 'index-out-of-range', 'status-unsupported'];
const UNSUPPORTED: readonly Reason[] = ['proof-unsupported', 'algorithm-unsupported', 'header-unsupported'];
const NO_ANSWER: readonly Reason[] = ['list-unreachable', 'key-unavailable', 'source-unavailable'];

const ASKED: readonly CheckId[] = ['signature', 'issuer-key', 'status', 'trust', 'validity'];

/** The first check that could not be answered. */
export const unanswered = (report: Report): Finding | undefined =>
  ASKED.map((check) => finding(report, check)).find((f) => f?.outcome === 'unknown') ?? report.checks.find((f) => f.outcome === 'unknown');

export const isUnsupported = (f: Finding | undefined): boolean => f !== undefined && UNSUPPORTED.includes(f.reason);
export const isNoAnswer = (f: Finding | undefined): boolean => f !== undefined && NO_ANSWER.includes(f.reason);

export function whyNotChecked(report: Report): readonly Message[] {
  const f = unanswered(report);
  const check = f !== undefined && ASKED.includes(f.check) ? f.check : 'other';
  const question = say(`verdict.questions.${check}`);
  return [whatIsKnown(report), say(`verdict.but.${howItFailed(f)}`, { source: sourceName(report, check), question })];
}

function whatIsKnown(report: Report): Message {
  if (!passed(report, 'signature')) return say('verdict.known.nothing');
  return say(confirmedName(report) === undefined ? 'verdict.known.signature' : 'verdict.known.both');
}

function howItFailed(f: Finding | undefined): string {
  if (isNoAnswer(f)) return 'noAnswer';
  if (isUnsupported(f)) return 'unsupported';
  if (f !== undefined && STALE.includes(f.reason)) return 'stale';
  return f !== undefined && UNUSABLE.includes(f.reason) ? 'unusable' : 'other';
}

function sourceName(report: Report, check: CheckId | 'other'): Value {
  const issuer = confirmedName(report);
  if (check === 'status' && issuer !== undefined) return say('verdict.sources.statusOf', { issuer: outside(issuer) });
  return say(`verdict.sources.${check === 'validity' ? 'other' : check}`);
}

export function whyAltered(report: Report): readonly Message[] {
  return [say(finding(report, 'signature')?.reason === 'no-proof' ? 'verdict.noProof' : 'verdict.altered')];
}

/** Which rule of its format the file breaks, in the finding's own words. */
export function whyMalformed(report: Report): readonly Message[] {
  const broken = (['format', 'context', 'schema'] as const).map((check) => finding(report, check)).find((f) => f?.outcome === 'fail');
  const what = sourceOf(broken);
  return [what === undefined ? say('verdict.malformedUnknown') : say('verdict.malformed', { what: outside(what) })];
}
