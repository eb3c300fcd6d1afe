import { fail, pass, unknown, warn, type Finding, type Reason } from '../../src/core/finding.js';
import type { Report } from '../../src/verify/report.js';
import { findings, reports, validReport } from './reports.js';

const FACTS = { kind: 'test', organisation: 'Nordhavn University', issuer: 'TEST issuing', revocation: 'none-offered', claimsQualified: 'false' };
const good = (facts: Readonly<Record<string, string>>, finding: (facts: Readonly<Record<string, string>>) => Finding = (stated) => pass('seal', { facts: stated })): Report => ({ ...validReport, checks: findings(finding({ ...FACTS, ...facts })) });
const open = (reason: Reason, facts: Readonly<Record<string, string>> = FACTS): Report => ({ ...reports['issuer-not-confirmed'], trust: [], checks: findings(unknown('seal', reason, { facts })) });

const WHY: readonly Reason[] = ['seal-untrusted', 'seal-unfit', 'seal-time-unproven', 'seal-outside-validity', 'seal-certificate-revoked', 'seal-not-baseline', 'seal-times-disagree'];

/** Reports on what is sealed by certificate: every kind of seal, and every reason not to take one for good. */
export const sealVariants: Readonly<Record<string, Report>> = {
  'seal-test': good({}),
  'seal-advanced': good({ kind: 'advanced', revocation: 'unchecked' }, (facts) => warn('seal', 'seal-revocation-unchecked', { facts })),
  'seal-advanced-qualified': good({ kind: 'advanced-qualified-certificate', provenAt: '2026-06-30T10:00:05Z', revocation: 'good', claimsQualified: 'true' }),
  'seal-issuer-unvouched': good({ kind: 'advanced', claimed: 'https://university.example' }, (facts) => warn('seal', 'issuer-id-unvouched', { facts })),
  'seal-issuer-unvouched-qualified': good({ kind: 'advanced-qualified-certificate', claimsQualified: 'true', claimed: 'https://university.example' }, (facts) => warn('seal', 'issuer-id-unvouched', { facts })),
  'seal-qualified': good({ kind: 'qualified', revocation: 'revoked-later' }),
  ...Object.fromEntries(WHY.map((reason) => [reason, open(reason)])),
  'seal-of-nobody': open('seal-untrusted', {}),
  'seal-stamp-broken': { ...reports.altered, checks: findings(fail('seal', 'time-stamp-broken', { facts: FACTS })) },
};
