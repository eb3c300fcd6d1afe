import { describe, expect, it } from '@jest/globals';
import { textsFor } from '../../../src/http/pages/texts.js';
import { permanentPage } from '../../../src/http/pages/views/index.js';
import { STATES } from '../../../src/verify/report.js';
import { credential, held, organisation, reports, validReport } from '../../support/reports.js';

const t = textsFor();
const link = { organisation, number: 'NH7K-2QXV-9M4T', permanentUrl: 'https://testamur.example/v/abc', qrUrl: '/v/abc/qr.svg' };

/** Everything the credential says of its learner and of the learning. */
const SECRETS = ['Ingrid', 'Solberg', '1994', 'Applied Data Protection', 'impact assessment', 'ECTS', 'EQF', '30 June 2026', '2026-06-30', 'student number', 'Issued in error', 'issued-in-error', 'Master of', credential.id ?? 'none'];

describe('the permanent link', () => {
  it.each(STATES)('tells nothing of the learner without consent: %s', (state) => {
    const html = permanentPage({ ...link, report: reports[state] }, t);
    expect(SECRETS.filter((secret) => html.includes(secret))).toEqual([]);
  });

  it('tells whether it is valid, who awarded it, and what it is not', () => {
    const html = permanentPage({ ...link, report: validReport }, t);
    for (const said of ['This credential is genuine and valid.', 'Nordhavn University', 'Micro-credential, not a degree', 'NH7K-2QXV-9M4T']) expect(html).toContain(said);
  });

  it('does not claim that no reason was given, where it keeps the reason to itself', () => {
    const html = permanentPage({ ...link, report: reports.revoked }, t);
    expect(html).toContain('withdrew it on');
    expect(html).not.toContain('It gave no reason');
  });

  it('tells everything with consent', () => {
    const html = permanentPage({ ...link, report: validReport, held }, t);
    expect(SECRETS.slice(0, 9).filter((secret) => !html.includes(secret))).toEqual([]);
    expect(html).toContain('What was checked, and who says so');
  });

  it('tells nothing of altered content, even with consent', () => {
    const html = permanentPage({ ...link, report: { ...reports.altered, credential }, held }, t);
    expect(SECRETS.filter((secret) => html.includes(secret))).toEqual([]);
  });
});
