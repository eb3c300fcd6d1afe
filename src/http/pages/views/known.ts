import type { CheckId, Finding } from '../../../core/finding.js';
import type { Report, ReportState, TrustRow } from '../../../verify/report.js';

/** What a report knows, asked for by name. Of the issuer, only what a register says. */

export const finding = (report: Report, check: CheckId): Finding | undefined => report.checks.find((f) => f.check === check);
export const passed = (report: Report, check: CheckId): boolean => finding(report, check)?.outcome === 'pass';

/** A "yes" about the issuer needs a proven signature, a key that is the issuer's, a register, and no seal that is in doubt. */
export function confirmation(report: Report): TrustRow | undefined {
  if (!['signature', 'issuer-key', 'trust'].every((check) => passed(report, check as CheckId))) return undefined;
  if (['unknown', 'fail'].includes(finding(report, 'seal')?.outcome ?? 'skip')) return undefined;
  return report.trust.find((row) => row.atAward === 'granted');
}

/** The issuer's name, from the register and nowhere else. */
export const confirmedName = (report: Report): string | undefined => {
  const row = confirmation(report);
  return row && (row.entityName ?? report.credential?.issuer.id);
};

/** The name the credential gives its issuer, without belief. */
export const claimedName = (report: Report): string | undefined => report.credential?.issuer.name ?? report.credential?.issuer.id;

/** The asker's policy left the question of trust out. */
export const trustNotAsked = (report: Report): boolean => finding(report, 'trust')?.reason === 'not-asked';

/** Nobody was asked who issued it, so nothing may call it genuine. */
export const integrityOnly = (report: Report): boolean => trustNotAsked(report) && confirmation(report) === undefined;

/** The state whose words are true: "unaltered" may only be said of a signature that was proven. */
export const spokenState = (report: Report): ReportState =>
  report.state === 'issuer-not-confirmed' && !passed(report, 'signature') && !isHosted(report) ? 'not-checked' : report.state;

/** Nobody signed it: its website publishes it. */
export const isHosted = (report: Report): boolean => finding(report, 'signature')?.reason === 'hosted-only';
/** What was put together to show it does not hold; the credential itself is not what fails. */
export const onlyPresentationFails = (report: Report): boolean =>
  finding(report, 'holder')?.outcome === 'fail' && !['signature', 'unsigned-content'].some((check) => finding(report, check as CheckId)?.outcome === 'fail');
/** The website that publishes an unsigned badge, or says something else about it. */
export const publisher = (report: Report): string => finding(report, 'signature')?.facts?.['host'] ?? '';

/** Content may be shown: not when it was altered, or can be read in more than one way. */
export const showsContent = (report: Report): boolean => report.credential !== undefined && report.state !== 'altered' && report.state !== 'unreadable';

/** The report as it may be shown: without content where none may be, so that nothing further down can tell it. */
export function presentable(report: Report): Report {
  if (showsContent(report)) return report;
  const { credential: _credential, elements: _elements, ...rest } = report;
  return rest;
}

/** When the status began, as the issuer's own record says; a public list does not. */
export const statusSince = (report: Report): string | undefined => finding(report, 'status')?.facts?.['since'];
/** The public code of the reason of a status. */
export const statusCode = (report: Report): string | undefined => finding(report, 'status')?.facts?.['code'];
/** What its issuer's list says of it, in words of its own. */
export const statusWords = (report: Report): string | undefined => finding(report, 'status')?.facts?.['words'];
/** A list was read, and it is not withdrawn. */
export const isInForce = (report: Report): boolean => ['pass', 'warn'].includes(finding(report, 'status')?.outcome ?? '');
/** A page that keeps the reason to itself must not say that none was given. */
export const reasonWithheld = (report: Report): boolean => finding(report, 'status')?.facts?.['reason'] === 'withheld';
/** A replaced credential says so, whichever way its issuer wrote that down. */
export const isSuperseded = (report: Report): boolean => finding(report, 'status')?.reason === 'superseded' || statusCode(report) === 'replaced';
/** The answer on the status came from the issuer's own record, kept here. */
export const statusIsOwn = (report: Report): boolean => finding(report, 'status')?.facts?.['source'] === 'own';

/** The verification method that signed, as far as the findings name it. */
export const signingKey = (report: Report): string | undefined => {
  const key = finding(report, 'issuer-key');
  if (key?.reason === 'hosted-only' || key?.reason === 'host-not-of-issuer') return undefined;
  return key?.facts?.['key'] ?? key?.detail;
};
