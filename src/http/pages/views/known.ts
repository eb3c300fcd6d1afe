import type { CheckId, Finding } from '../../../core/finding.js';
import type { Report, ReportState, TrustRow } from '../../../verify/report.js';

export const finding = (report: Report, check: CheckId): Finding | undefined => report.checks.find((f) => f.check === check);
export const outcomeOf = (report: Report, check: CheckId): Finding['outcome'] | undefined => finding(report, check)?.outcome;
export const passed = (report: Report, check: CheckId): boolean => outcomeOf(report, check) === 'pass';

/** A key that is not joined to the issuer leaves nothing for a register to confirm. */
export const keyHolds = (report: Report): boolean => ['pass', 'warn'].includes(outcomeOf(report, 'issuer-key') ?? '');

/** The register's row that confirms the issuer, if one does. */
export function confirmation(report: Report): TrustRow | undefined {
  if (!passed(report, 'trust') || !keyHolds(report)) return undefined;
  return report.trust.find((row) => row.atAward === 'granted') ?? report.trust.find((row) => row.now === 'granted');
}

/** The asker's policy left the question of trust out. */
export const trustNotAsked = (report: Report): boolean => finding(report, 'trust')?.reason === 'not-asked';

/** Content may be shown: not when it was altered, or cannot be read in one way only. */
export const showsContent = (report: Report): boolean => report.credential !== undefined && report.state !== 'altered' && report.state !== 'unreadable';

/** The issuer's name, from the register and nowhere else. */
export function confirmedName(report: Report): string | undefined {
  const row = confirmation(report);
  return row && (row.entityName ?? report.credential?.issuer.name ?? report.credential?.issuer.id);
}

/** The name the credential gives its issuer, without belief. */
export const claimedName = (report: Report): string => report.credential?.issuer.name ?? report.credential?.issuer.id ?? '';

/** The states that hold, the worst first. */
export const statesOf = (report: Report): readonly ReportState[] => [report.state, ...report.also];

/** A day or a moment of the status finding: when the status began. */
export const statusSince = (report: Report): string | undefined => finding(report, 'status')?.facts?.['since'];
/** The public code of the reason of a status. */
export const statusCode = (report: Report): string | undefined => finding(report, 'status')?.facts?.['code'];
/** A replaced credential says so, whichever way its issuer wrote that down. */
export const isSuperseded = (report: Report): boolean => {
  const status = finding(report, 'status');
  return status?.reason === 'superseded' || status?.facts?.['code'] === 'replaced';
};
/** The name of the list, or of the source, a finding is about. */
export const sourceOf = (f: Finding | undefined): string | undefined => f?.facts?.['source'] ?? f?.detail;
