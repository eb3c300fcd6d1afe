import { describe, expect, it } from '@jest/globals';
import { fail, pass, unknown, warn, type Finding, type Reason } from '../../../src/core/finding.js';
import { LANGUAGES, textsFor } from '../../../src/http/pages/texts.js';
import { reportPage } from '../../../src/http/pages/views/index.js';
import type { Report } from '../../../src/verify/report.js';
import { reportModel } from '../../support/pages.js';
import { validReport } from '../../support/reports.js';

const read = (html: string): string => html.replace(/<head>.*?<\/head>/s, '').replace(/<[^>]+>/g, '').replace(/&quot;/g, '"').replace(/\s+/g, ' ');
const FACTS = { kind: 'test', organisation: 'Jadran <University>', issuer: 'TEST issuing', revocation: 'none-offered', claimsQualified: 'false' };
const withSeal = (finding: Finding, state: Report['state'] = 'valid'): Report => ({ ...validReport, state, checks: [...validReport.checks.filter(({ check }) => check !== 'seal'), finding] });
const page = (report: Report, language = 'en'): string => reportPage(reportModel(report, textsFor([language])), textsFor([language]));
const row = (finding: Finding, language = 'en'): string => {
  const rows = /<tbody>(.*?)<\/tbody>/s.exec(page(withSeal(finding), language))?.[1]?.match(/<tr>.*?<\/tr>/gs) ?? [];
  expect(rows).toHaveLength(6);
  return read(rows[5] ?? '');
};

describe('what a report says of a seal', () => {
  it('is its kind, whose it is, since when, and whether it was revoked', () => {
    expect(row(pass('seal', { facts: FACTS }))).toMatch(/^What kind of seal does it carry\?A test seal, which proves nothing outside testsOf Jadran &lt;University>, certified by TEST issuing\. Only the seal itself says when it was made\. Its certificate names no place where a revocation would be told\.Testamur /);
    const stamped = { ...FACTS, kind: 'advanced-qualified-certificate', provenAt: '2026-11-01T10:00:05Z', revocation: 'good', claimsQualified: 'true' };
    expect(row(pass('seal', { facts: stamped }))).toMatch(
      /An advanced electronic seal on a qualified certificateOf Jadran &lt;University>, certified by TEST issuing\. A time stamp proves that it was there on 1 November 2026\. Its certificate had not been revoked\. The certificate calls itself qualified; no trusted list was asked whether it is\./,
    );
    expect(row(warn('seal', 'seal-revocation-unchecked', { facts: { ...FACTS, kind: 'advanced', revocation: 'unchecked' } }))).toMatch(/An advanced electronic seal.*Whether its certificate had been revoked was not checked\./);
  });

  it('calls nothing qualified that only says so itself', () => {
    for (const kind of ['test', 'advanced', 'unknown']) expect(row(pass('seal', { facts: { ...FACTS, kind, claimsQualified: 'true' } }))).not.toContain('A qualified electronic seal');
  });

  it('is nothing where there is no seal', () => {
    expect(page(validReport)).not.toContain('What kind of seal');
  });

  it('is why it is not taken for good, there and in the verdict', () => {
    const untrusted = unknown('seal', 'seal-untrusted', { facts: FACTS });
    expect(row(untrusted)).toMatch(/^What kind of seal does it carry\?Not knownIts seal’s certificate was issued by TEST issuing, and leads to nobody whom this service accepts\./);
    expect(read(page(withSeal(untrusted, 'issuer-not-confirmed')))).toMatch(/It calls its issuer “Nordhavn University”\. Its seal’s certificate was issued by TEST issuing, and leads to nobody whom this service accepts\./);
    expect(row(fail('seal', 'time-stamp-broken', { facts: FACTS }))).toContain('One that does not holdA time stamp in its seal belongs to something else.');
    expect(row(unknown('seal', 'signature-unproven'))).toContain('Not judged');
    expect(row(unknown('seal', 'source-unavailable'))).toContain('Not known');
  });

  const REASONS: readonly Reason[] = ['seal-untrusted', 'seal-unfit', 'seal-time-unproven', 'seal-outside-validity', 'seal-certificate-revoked', 'seal-not-baseline', 'seal-times-disagree', 'time-stamp-broken'];
  it.each(LANGUAGES)('has words of its own for each in %s', (language) => {
    const said = [
      ...REASONS.map((reason) => row(unknown('seal', reason, { facts: FACTS }), language)),
      ...['test', 'advanced', 'advanced-qualified-certificate', 'qualified'].map((kind) => row(pass('seal', { facts: { ...FACTS, kind } }), language)),
      ...['good', 'none-offered', 'revoked-later', 'unchecked'].map((revocation) => row(pass('seal', { facts: { ...FACTS, revocation, provenAt: '2026-11-01T10:00:05Z' } }), language)),
    ];
    expect(new Set(said).size).toBe(said.length);
    for (const words of said) expect(words).not.toMatch(/\{\{|\}\}|undefined/);
  });
});
