import type { Reason } from '../../../core/finding.js';
import type { Report } from '../../../verify/report.js';
import { finding } from './known.js';
import { day, outside, say, type Message, type Value } from './message.js';

/** What kind of seal it is, and why one is not taken for good. What only its certificate claims of itself is said to be that. */

const KINDS: Readonly<Record<string, string>> = { test: 'test', advanced: 'advanced', 'advanced-qualified-certificate': 'advancedQualified', qualified: 'qualified' };
const REVOCATION: Readonly<Record<string, string>> = { good: 'good', 'none-offered': 'noneOffered', 'revoked-later': 'later' };
const WHY: Readonly<Partial<Record<Reason, string>>> = {
  'seal-untrusted': 'untrusted',
  'seal-unfit': 'unfit',
  'seal-time-unproven': 'timeUnproven',
  'seal-outside-validity': 'outsideValidity',
  'seal-certificate-revoked': 'revoked',
  'seal-not-baseline': 'notBaseline',
  'seal-times-disagree': 'timesDisagree',
  'time-stamp-broken': 'stampBroken',
};

const facts = (report: Report): Readonly<Record<string, string>> => finding(report, 'seal')?.facts ?? {};

export const sealKind = (report: Report): Message => {
  const kind = KINDS[facts(report).kind ?? ''];
  return kind === undefined ? say('checks.notKnown') : say(`seal.kinds.${kind}`);
};

/** Of whom, since when, and whether it was revoked. */
export function sealNote(report: Report): Message {
  const { organisation, commonName, issuer, provenAt, revocation = '' } = facts(report);
  const owner = organisation ?? commonName;
  const values: Record<string, Value> = {
    owner: say('seal.owner', { owner: owner === undefined ? say('seal.nobody') : outside(owner), issuer: issuer === undefined ? say('seal.nobody') : outside(issuer) }),
    time: provenAt === undefined ? say('seal.time.claimed') : say('seal.time.proven', { date: day(provenAt) }),
    revocation: say(`seal.revocation.${REVOCATION[revocation] ?? 'unchecked'}`),
  };
  const [claim, unvouched] = claimsOf(report);
  if (claim === undefined) return say('seal.note', values);
  return unvouched === undefined ? say('seal.noteClaiming', { ...values, claim }) : say('seal.noteBoth', { ...values, claim, unvouched });
}

/** What nobody vouches for: that the certificate calls itself qualified, and what the file calls its issuer where the certificate says nothing of it. */
function claimsOf(report: Report): readonly Message[] {
  const { kind, claimsQualified, claimed } = facts(report);
  return [...(claimsQualified === 'true' && kind !== 'qualified' ? [say('seal.claimsQualified')] : []), ...(claimed === undefined ? [] : [say('seal.unvouched', { claimed: outside(claimed, 'code') })])];
}

/** Why the seal is not good; undefined when it is, or there is none. */
export function whyNotSealed(report: Report): Message | undefined {
  const f = finding(report, 'seal');
  const why = f === undefined || f.outcome === 'skip' ? undefined : WHY[f.reason];
  const { issuer } = facts(report);
  return why === undefined ? undefined : say(`seal.why.${why}`, { issuer: issuer === undefined ? say('seal.nobody') : outside(issuer) });
}
