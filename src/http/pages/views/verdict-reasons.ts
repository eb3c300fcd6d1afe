import type { Reason } from '../../../core/finding.js';
import type { Report } from '../../../verify/report.js';
import { claimedName, confirmedName, finding, isHosted, isInForce, isSuperseded, passed, publisher, reasonWithheld, signingKey, statusCode, statusSince, statusWords } from './known.js';
import { day, outside, say, type Message, type Value } from './message.js';
import { registerName } from './register-words.js';
import { whyNotSealed } from './seal-words.js';

/** Sentences that say why a report is in its state; all of them from its findings, none from what a credential claims of its issuer. */

/** Who issued it to whom and when, as much of it as is known; without a register's word, only what it claims. */
function issued(report: Report, key: 'issued' | 'issuedLater'): readonly Message[] {
  const name = confirmedName(report);
  if (name === undefined) return claims(report);
  const issuer = outside(name);
  const learner = report.credential?.learner.name;
  if (learner === undefined) return [say(`verdict.${key}Unnamed`, { issuer })];
  const date = report.credential?.awardedOn ?? report.credential?.validFrom;
  const to = { issuer, name: outside(learner, 'strong') };
  return [date === undefined ? say('verdict.issuedUndated', to) : say(`verdict.${key}`, { ...to, date: day(date) })];
}

function claims(report: Report): readonly Message[] {
  const claimed = claimedName(report);
  return claimed === undefined ? [] : [say('verdict.claims', { claimed: outside(claimed) })];
}

export const whyValid = (report: Report): readonly Message[] => [...issued(report, 'issued'), say(isInForce(report) ? 'verdict.unchanged' : 'verdict.unchangedNoList'), ...remark(report)];
export const whyNotYet = (report: Report): readonly Message[] => issued(report, 'issuedLater');

export function whyExpired(report: Report): readonly Message[] {
  if (confirmedName(report) === undefined) return claims(report);
  return [...issued(report, 'issued'), ...(isInForce(report) ? [say('verdict.notWithdrawn')] : []), say(report.credential?.awardedOn === undefined ? 'verdict.expiredMeaningUndated' : 'verdict.expiredMeaning')];
}

/** What the issuer's list says of a credential that is in force. */
export function remark(report: Report): readonly Message[] {
  const words = statusWords(report);
  const reason = finding(report, 'status')?.reason;
  if (reason === 'refresh-advised') return [say('checks.withdrawn.refresh')];
  if (reason !== 'status-message') return [];
  return [words === undefined ? say('checks.withdrawn.marked') : say('checks.withdrawn.message', { words: outside(words) })];
}

/** When a status began and what its issuer gave as the reason. A list of bits says neither; one that names what is revoked may say why. */
function statusStory(report: Report, kind: 'withdrawn' | 'replaced' | 'paused'): readonly Message[] {
  return toldByList(report, kind) ?? toldByRecord(report, kind);
}

function toldByList(report: Report, kind: 'withdrawn' | 'replaced' | 'paused'): readonly Message[] | undefined {
  const [issuer, words] = [confirmedName(report), statusWords(report)];
  if (issuer === undefined || words === undefined || kind === 'replaced') return undefined;
  return [say(`verdict.${kind}.undatedReason`, { issuer: outside(issuer) }), say('verdict.reasonGiven', { reason: outside(words) })];
}

function toldByRecord(report: Report, kind: 'withdrawn' | 'replaced' | 'paused'): readonly Message[] {
  const issuer = confirmedName(report);
  const since = statusSince(report);
  const on = since === undefined ? {} : { date: { day: since, as: 'strong' } as const };
  const suffix = since === undefined ? 'undated' : 'on';
  if (issuer === undefined) return [say(`verdict.${kind}.${suffix}Unconfirmed`, on)];
  const reason = since === undefined || reasonWithheld(report) ? [] : [givenReason(statusCode(report) ?? (kind === 'replaced' ? 'superseded' : undefined))];
  return [say(`verdict.${kind}.${suffix}`, { issuer: outside(issuer), ...on }), ...reason];
}

const CODES: readonly string[] = ['issued-in-error', 'replaced', 'withdrawn', 'assessment-reopened', 'superseded'];

/** The public words for a reason's code; another service's code stands as it is. */
export const reasonWords = (code: string): Value => (CODES.includes(code) ? say(`verdict.codes.${code}`) : outside(code));
const givenReason = (code: string | undefined): Message => (code === undefined ? say('verdict.noReason') : say('verdict.reasonGiven', { reason: reasonWords(code) }));

/** Whether the file itself stands, as far as that was found out. */
function standing(report: Report): Message {
  if (!passed(report, 'signature')) return say('verdict.file.unproven');
  return say(confirmedName(report) === undefined ? 'verdict.file.unaltered' : 'verdict.file.genuine');
}

export const whyRevoked = (report: Report): readonly Message[] => [
  ...statusStory(report, isSuperseded(report) ? 'replaced' : 'withdrawn'),
  say(passed(report, 'signature') ? 'verdict.file.noLonger' : 'verdict.file.noLongerUnproven', { standing: standing(report) }),
];
export const whySuspended = (report: Report): readonly Message[] => [...statusStory(report, 'paused'), say('verdict.file.sentence', { standing: standing(report) })];

const NOT_VOUCHED: Readonly<Partial<Record<Reason, string>>> = {
  'source-unavailable': 'sourceUnavailable',
  'name-of-another': 'nameOfAnother',
  'not-yet-listed': 'notYetListed',
  'listing-ended': 'ended',
  'listing-withdrawn': 'withdrawn',
  'out-of-scope': 'outOfScope',
  'key-missing': 'keyMissing',
  'key-not-of-issuer': 'keyNotOfIssuer',
  'key-not-for-assertion': 'keyNotForSigning',
  'key-unbound': 'keyUnbound',
  'key-compromised': 'keyCompromised',
  'key-not-known-then': 'keyNotKnownThen',
};
const ANYBODY: readonly (Reason | undefined)[] = [undefined, 'name-of-another', 'key-unbound', 'key-missing'];

/** Why nobody vouches for the issuer: the seal's own fault first, then the key's, then what the registers say. */
export function whyNotConfirmed(report: Report): readonly Message[] {
  if (isHosted(report)) return [...claims(report), ...(finding(report, 'issuer-key')?.outcome === 'fail' ? [say('hosted.notOfIssuer')] : []), say('hosted.reason')];
  const at = [finding(report, 'issuer-key'), finding(report, 'trust')];
  const reason = at.find((f) => f !== undefined && f.outcome !== 'pass' && NOT_VOUCHED[f.reason] !== undefined)?.reason;
  const seal = whyNotSealed(report);
  return [...claims(report), seal ?? notVouched(report, reason), ...(ANYBODY.includes(reason) ? [say('verdict.anybody')] : [])];
}

function notVouched(report: Report, reason: Reason | undefined): Message {
  const key = signingKey(report);
  const { list = report.trust[0]?.list, resembles = '' } = finding(report, 'trust')?.facts ?? {};
  const values = {
    key: key === undefined ? say('verdict.notVouched.unnamedKey') : outside(key, 'code'),
    listed: outside(resembles),
    register: list === undefined ? say('verdict.notVouched.aRegister') : registerName(list),
  };
  const special = reason && NOT_VOUCHED[reason];
  return say(`verdict.notVouched.${special ?? 'notListed'}`, values);
}

export function whyAltered(report: Report): readonly Message[] {
  const reason = finding(report, 'signature')?.reason;
  if (reason === 'host-disagrees') return [say('hosted.altered', { host: outside(publisher(report), 'strong') })];
  return [say(reason === 'no-proof' ? 'verdict.noProof' : 'verdict.altered')];
}

const NOT_PRESENTED: Readonly<Partial<Record<Reason, string>>> = { 'holder-not-subject': 'notSubject', 'key-not-of-holder': 'notHolder', expired: 'expired' };
export const whyNotPresented = (report: Report): readonly Message[] => [say(`presented.${NOT_PRESENTED[finding(report, 'holder')?.reason ?? 'ok'] ?? 'altered'}`), say('presented.nothing')];

/** Which rule of its format the file breaks, in the finding's own words. */
export function whyMalformed(report: Report): readonly Message[] {
  const broken = report.checks.find((f) => f.outcome === 'fail' && ['format', 'context', 'schema', 'validity'].includes(f.check));
  if (broken?.reason === 'dates-invalid') return [say('verdict.malformed', { what: say('verdict.malformedDates') })];
  return [broken?.detail === undefined ? say('verdict.malformedUnknown') : say('verdict.malformed', { what: outside(broken.detail) })];
}
