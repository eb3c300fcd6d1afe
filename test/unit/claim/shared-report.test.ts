import { describe, expect, it } from '@jest/globals';
import { sharedReport, type SummaryShows } from '../../../src/claim/shared-report.js';
import type { CredentialView } from '../../../src/core/credential-view.js';
import { CHECKS, fail, pass, type Finding } from '../../../src/core/finding.js';
import { withSummary } from '../../../src/http/pages/summary.js';
import { textsFor } from '../../../src/http/pages/texts.js';
import { sharePage, sharePreviewPage } from '../../../src/http/pages/views/index.js';
import type { Report } from '../../../src/verify/report.js';
import { credential, elements, reportOf, reports, trustRow } from '../../support/reports.js';
import { summaryOf, SUMMARIES } from '../../support/share-pages.js';

const t = textsFor();

/** A credential every text of which can be told from every other, and told apart from our own words. */
const SECRETS = {
  credentialId: 'urn:uuid:7d1f0c52-secret',
  description: 'xq-description', number: 'XQNUMBER1234', subject: 'urn:uuid:xq-subject',
  birthDate: '1994-04-09', email: 'xq-email-hash', salt: 'xq-salt', studentNumber: 'xq-student-number',
  awardingBody: 'xq-awarding-body', awardingIri: 'https://xq-awarding.example', country: 'IS', region: 'xq-region', identifier: 'xq-vat-number',
  outcome: 'xq-outcome', skill: 'xq-skill', skillIri: 'https://xq-skill.example', system: 'xq-credit-system', hours: '137',
  assessment: 'xq-assessment', participation: 'xq-participation', quality: 'xq-quality', prerequisites: 'xq-prerequisites',
  supervision: 'xq-supervision', stack: 'xq-stackability', further: 'xq-further', field: 'xq-field', route: 'xq-route', registration: 'xq-registration',
  coCertification: 'xq-co-certification', element: 'xq-element-value', elementPath: '/xq/element/path', levelIri: 'https://xq-level.example',
  sha256: 'feedface'.repeat(8), detail: 'xq-schema-detail', fact: 'xq-unforeseen-fact', superseding: 'xq-superseding-award', code: 'assessment-reopened', snapshot: 'xq-snapshot',
} as const;
const NAME = 'Xqnámé Xqfamily';
const GRADE = 'xq-grade-cum-laude';
const SCHEME = 'xq-grading-scheme';

const view: CredentialView = {
  ...credential,
  id: SECRETS.credentialId,
  description: SECRETS.description,
  issuer: { id: 'did:web:nordhavn.example', name: 'Nordhavn University', country: SECRETS.country, region: SECRETS.region, identifiers: [{ scheme: 'vat', value: SECRETS.identifier }] },
  awardingBodies: [{ label: SECRETS.awardingBody, iri: SECRETS.awardingIri }],
  learner: { id: SECRETS.subject, name: NAME, identifiers: [{ type: 'birthDate', hashed: false, value: SECRETS.birthDate }, { type: 'emailAddress', hashed: true, value: SECRETS.email, salt: SECRETS.salt }, { type: 'ext:studentNumber', hashed: false, value: SECRETS.studentNumber }] },
  number: SECRETS.number,
  outcomes: [{ statement: SECRETS.outcome, transversal: true, skills: [{ label: SECRETS.skill, iri: SECRETS.skillIri }] }],
  workload: { hours: Number(SECRETS.hours), credits: { system: SECRETS.system, value: 5 } },
  level: { applicable: true, eqf: 7, nqf: { label: 'NKR 7', iri: SECRETS.levelIri } },
  assessments: [{ label: SECRETS.assessment }],
  participation: [{ label: SECRETS.participation }],
  qualityAssurance: [{ label: SECRETS.quality }],
  prerequisites: SECRETS.prerequisites,
  supervision: { label: SECRETS.supervision },
  grade: { value: GRADE, scheme: SCHEME },
  stackability: [{ label: SECRETS.stack }],
  furtherInformation: SECRETS.further,
  fields: [SECRETS.field],
  instructionLanguages: ['is'],
  route: { label: SECRETS.route },
  registrations: [{ label: SECRETS.registration }],
  coCertifications: [{ label: SECRETS.coCertification }],
  elements: Object.fromEntries(Object.keys(elements).map((id) => [id, { present: true, path: SECRETS.elementPath, value: SECRETS.element }])) as CredentialView['elements'],
};
/** Findings that say all they could. */
const telling = (status: Finding): readonly Finding[] =>
  CHECKS.map((check) => (check === 'status' ? status : { ...pass(check), detail: ['issuer-key', 'trust'].includes(check) ? 'did:web:nordhavn.example#1' : SECRETS.detail, facts: { key: 'did:web:nordhavn.example#1', unforeseen: SECRETS.fact } }));

const full: Report = reportOf(view, { sha256: SECRETS.sha256, checks: telling(pass('status')), trust: [{ ...trustRow, snapshot: SECRETS.snapshot }] });
const revoked: Report = { ...full, verdict: 'invalid', state: 'revoked', checks: telling(fail('status', 'superseded', { facts: { source: 'own', since: '2026-10-03T09:00:00Z', code: SECRETS.code, supersededBy: SECRETS.superseding } })) };

/** Everything that somebody gets who opens the share: the page, the data, and the page its learner sees as a preview. */
function bytesOf(report: Report, shows: SummaryShows): string {
  const model = summaryOf(shows, report);
  const { action: _action, ...preview } = model;
  return [sharePage(model, t), sharePreviewPage({ ...preview, label: 'x', backUrl: '/keep/a/shares/1' }, t), JSON.stringify(withSummary(sharedReport(report, shows), t))].join('\n');
}
const found = (bytes: string, secrets: readonly string[]): readonly string[] => secrets.filter((secret) => bytes.includes(secret));

describe.each(SUMMARIES)('a summary with name: $name, grade: $grade', (shows) => {
  const hidden = [...Object.values(SECRETS).filter((secret) => secret !== SECRETS.country), ...(shows.name ? [] : [NAME, 'Xqfamily']), ...(shows.grade ? [] : [GRADE, SCHEME])];
  it.each([['valid', full], ['replaced', revoked], ...Object.values(reports).map((report) => [report.state, { ...report, ...(report.credential && { credential: view, elements: full.elements! }), sha256: SECRETS.sha256 }] as const)])('of a report that is %s tells nothing that was not chosen', (_state, report) => {
    expect(found(bytesOf(report, shows), hidden)).toEqual([]);
  });

  it('tells what was chosen: title, level, dates, who awarded it', () => {
    const bytes = bytesOf(full, shows);
    expect(found(bytes, ['Applied Data Protection', 'EQF level 7 of 8', 'NKR 7', '30 June 2026', 'Nordhavn University', ...(shows.name ? [NAME] : []), ...(shows.grade ? [GRADE, SCHEME] : [])])).toHaveLength(5 + (shows.name ? 1 : 0) + (shows.grade ? 2 : 0));
    expect(sharePage(summaryOf(shows, full), t)).not.toMatch(/Iceland|Workload|Certificate number|Awarding body/);
  });

  it('says first that it was replaced, and not why', () => {
    const page = sharePage(summaryOf(shows, revoked), t);
    expect(page).toMatch(/<title>Revoked/);
    expect(page.indexOf('has been revoked')).toBeLessThan(page.indexOf('Applied Data Protection', page.indexOf('<main')));
    expect(page).not.toContain('Assessment reopened');
  });
});

describe('the hunt', () => {
  it('would find what it looks for: the whole report has every one of these', () => {
    const all = JSON.stringify(full) + JSON.stringify(revoked);
    expect(Object.values(SECRETS).filter((secret) => !all.includes(secret))).toEqual([]);
    expect(found(JSON.stringify(full), [NAME, GRADE, SCHEME])).toHaveLength(3);
  });
});

describe('a summary as data', () => {
  const shows = { view: 'summary', name: false, grade: true } as const;
  it('says what was chosen, and has no member for anything else', () => {
    const data = sharedReport(full, shows);
    expect(data.shown).toEqual(shows);
    expect(Object.keys(data.credential ?? {}).sort()).toEqual(['achievementType', 'awardedOn', 'grade', 'issuer', 'language', 'level', 'title', 'validFrom']);
    expect(Object.keys(data).sort()).toEqual(['also', 'checkedAt', 'checks', 'credential', 'format', 'policy', 'shown', 'state', 'trust', 'verdict']);
  });

  it('takes no member that a report or a credential may get later', () => {
    const later = { ...full, later: 'xq-later', credential: { ...view, later: 'xq-later' } } as Report;
    expect(JSON.stringify(sharedReport(later, shows))).not.toContain('xq-later');
  });

  it('has no content where the report has none', () => {
    expect(sharedReport(reports.altered, shows).credential).toBeUndefined();
  });
});
