import { LOCAL_REGISTER } from '../../src/trust/register.js';
import { described } from '../../src/http/api/described.js';
import { components } from '../../src/http/api/openapi-schemas.js';
import { everyRoute } from '../../src/http/app.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { docsPage, problemsPage } from '../../src/http/pages/views/index.js';
import { apiSchemas } from './schemas.js';
import { fail, pass, skip, unknown, warn, type Finding } from '../../src/core/finding.js';
import type { Texts } from '../../src/http/pages/texts.js';
import {
  CARRIER_FAULTS,
  achievementPage,
  cataloguePage,
  claimExpiredPage,
  claimPage,
  errorPage,
  homePage,
  keepPage,
  manyPage,
  organisationPage,
  permanentPage,
  problemPage,
  problemToldPage,
  personPage,
  reportPage,
  textPage,
  unreadablePage,
  verifyPage,
  vocabularyPage,
  type CatalogueModel,
  type ErrorModel,
  type FileKind,
  type KeepModel,
  type ManyModel,
  type ManyRow,
  type PermanentModel,
  type ReportModel,
  type VerifyError,
} from '../../src/http/pages/views/index.js';
import { withSummary } from '../../src/http/pages/summary.js';
import { PERSON_QUESTIONS } from '../../src/verify/person.js';
import type { Replayed } from '../../src/verify/replay.js';
import type { Report } from '../../src/verify/report.js';
import { sharePages } from './share-pages.js';
import { achievement, award, CHECKED_AT, credential, findings, held, organisation, reportOf, reports, trustRow, validReport } from './reports.js';
import { sealVariants } from './seal-reports.js';

/** Every page there is, in every state, by name: what the tests of pages look at, and what a person may look at too. */

const REGISTERS = [LOCAL_REGISTER.source];
const HOST = 'check.testamur.example';
const QR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h3v3h-3zM5 5h3v3h-3z"/></svg>';

/** What may become of a report that is given instead of the credential. */
const RECORD_FACTS = { verdict: 'valid', state: 'valid', checkedAt: CHECKED_AT, format: 'ob3-di', sha256: 'ab'.repeat(32), signedAt: CHECKED_AT, version: '1.0.0' } as const;
const REPLAYED: readonly Replayed[] = [
  { outcome: 'same', signature: pass('signature'), madeBy: 'did:web:check.testamur.example', own: true, record: RECORD_FACTS, report: validReport, differences: [], changedDocuments: [] },
  { outcome: 'different', signature: pass('signature'), madeBy: 'did:web:elsewhere.example', own: false, record: RECORD_FACTS, report: reports.revoked, differences: ['/verdict'], changedDocuments: [] },
  { outcome: 'altered', signature: fail('signature', 'signature-mismatch'), madeBy: 'did:web:check.testamur.example', own: true },
  { outcome: 'unproven', signature: unknown('signature', 'key-unavailable'), madeBy: 'did:web:elsewhere.example', own: false },
];

export const reportModel = (report: Report, t: Texts): ReportModel => ({
  report,
  summary: withSummary(report, t).summary,
  fileName: 'solberg-data-protection.json',
  keptUntil: '2026-11-22T13:32:08Z',
  reportUrl: 'https://check.testamur.example/reports/abc',
  number: '4K7P-91XM-TR26',
  actions: { person: '/reports/abc/person', keep: '/reports/abc/keep' },
  dataUrl: '/reports/abc?as=json',
  paperUrl: '/reports/abc?as=pdf',
  recordUrl: '/reports/abc?as=record',
  registers: REGISTERS,
});

const notConfirmed = (trust: Finding, key?: Finding): Report => ({ ...reports['issuer-not-confirmed'], checks: findings(trust, ...(key === undefined ? [] : [key])) });
const listedBut = (reason: 'not-yet-listed' | 'listing-ended' | 'listing-withdrawn' | 'out-of-scope' | 'source-unavailable'): Report => ({
  ...notConfirmed(unknown('trust', reason, { facts: { list: trustRow.list } })),
  trust: [{ ...trustRow, atAward: 'unknown' }],
});
const keyFault = (finding: Finding): Report => notConfirmed(unknown('trust', 'not-listed'), finding);
const notChecked = (...changed: readonly Finding[]): Report => ({ ...reports['not-checked'], checks: findings(...changed) });
const own = { source: 'own' };
const HOST_SAYS = { detail: 'https://badges.example/1', facts: { host: 'badges.example' } };
const hosted = (key: Finding): Report => ({ ...notConfirmed(unknown('trust', 'not-listed')), format: 'ob2', checks: findings(unknown('signature', 'hosted-only', HOST_SAYS), key, unknown('trust', 'not-listed')) });

/** States of reports beyond the plain nine: each has words of its own. */
export const variants: Readonly<Record<string, Report>> = {
  ...sealVariants,
  'valid-no-list': { ...validReport, checks: findings(skip('status', 'not-declared')) },
  'valid-unnamed': reportOf({ ...credential, learner: { identifiers: [] } }),
  'valid-undated': { ...validReport, credential: { issuer: credential.issuer, awardingBodies: [], learner: { name: 'Ingrid', identifiers: [] }, outcomes: [], workload: {}, level: { applicable: true }, assessments: [], participation: [], qualityAssurance: [], stackability: [], instructionLanguages: [], registrations: [], coCertifications: [], elements: credential.elements } },
  'valid-listing-ended-since': { ...validReport, trust: [{ ...trustRow, now: 'not-granted' }] },
  integrity: { ...validReport, policy: 'trust-off', trust: [], checks: findings(skip('trust', 'not-asked')) },
  'integrity-expired': { ...reports.expired, trust: [], checks: findings(skip('trust', 'not-asked'), fail('validity', 'expired')) },
  'integrity-early': { ...reports['not-yet-valid'], trust: [], checks: findings(skip('trust', 'not-asked'), fail('validity', 'not-yet-valid')) },
  superseded: { ...reports.revoked, checks: findings(fail('status', 'superseded', { at: CHECKED_AT, facts: { ...own, since: '2026-10-03T09:00:00Z' } })) },
  'superseded-undated': { ...reports.revoked, checks: findings(fail('status', 'superseded', { facts: own })) },
  'superseded-unconfirmed': { ...reports.revoked, also: ['issuer-not-confirmed'], trust: [], checks: findings(unknown('trust', 'not-listed'), fail('status', 'superseded', { facts: { ...own, since: '2026-10-03T09:00:00Z' } })) },
  'superseded-undated-unconfirmed': { ...reports.revoked, also: ['issuer-not-confirmed'], trust: [], checks: findings(unknown('trust', 'not-listed'), fail('status', 'superseded', { facts: own })) },
  ...Object.fromEntries(['replaced', 'withdrawn', 'assessment-reopened', 'code-of-another-service'].map((code) => [`revoked-${code}`, { ...reports.revoked, checks: findings(fail('status', 'revoked', { facts: { ...own, since: '2026-10-03T09:00:00Z', code } })) }])),
  'revoked-by-list': { ...reports.revoked, checks: findings(fail('status', 'revoked', { at: CHECKED_AT, facts: { source: 'fetched' } })) },
  'revoked-by-list-why': { ...reports.revoked, checks: findings(fail('status', 'revoked', { at: CHECKED_AT, facts: { source: 'fetched', words: 'Thesis withdrawn by its author' } })) },
  'suspended-by-list-why': { ...reports.suspended, checks: findings(fail('status', 'suspended', { at: CHECKED_AT, facts: { source: 'fetched', words: 'under review' } })) },
  'valid-message': { ...validReport, checks: findings(warn('status', 'status-message', { at: CHECKED_AT, facts: { source: 'fetched', words: 'printed once' } })) },
  'valid-marked': { ...validReport, checks: findings(warn('status', 'status-message', { at: CHECKED_AT, facts: { source: 'fetched' } })) },
  'valid-refresh': { ...validReport, checks: findings(warn('status', 'refresh-advised', { at: CHECKED_AT, facts: { source: 'fetched' } })) },
  'unchecked-replayed': notChecked(unknown('status', 'list-replayed')),
  'unchecked-list-unsigned': notChecked(unknown('status', 'list-unsigned')),
  'unchecked-held-back': notChecked(unknown('status', 'held-back')),
  'revoked-unconfirmed': { ...reports.revoked, also: ['issuer-not-confirmed', 'not-checked', 'not-yet-valid', 'expired', 'valid'], trust: [], credential: { ...credential, validUntil: '2026-08-31T22:00:00Z' }, checks: findings(unknown('trust', 'not-listed'), unknown('validity', 'not-verified'), fail('status', 'revoked', { facts: {} })) },
  'revoked-dated-unconfirmed': { ...reports.revoked, trust: [], checks: findings(unknown('trust', 'not-listed'), fail('status', 'revoked', { facts: { ...own, since: '2026-10-03T09:00:00Z' } })) },
  'revoked-unproven': { ...reports.revoked, also: ['suspended'], trust: [], checks: findings(unknown('signature', 'key-unavailable'), unknown('issuer-key', 'key-unavailable'), unknown('trust', 'signature-unproven'), fail('status', 'revoked', { facts: {} })) },
  'suspended-by-list': { ...reports.suspended, checks: findings(fail('status', 'suspended', { facts: {} })) },
  'suspended-unconfirmed': { ...reports.suspended, trust: [], checks: findings(unknown('trust', 'not-listed'), fail('status', 'suspended', { facts: {} })) },
  'suspended-dated-unconfirmed': { ...reports.suspended, trust: [], checks: findings(unknown('trust', 'not-listed'), fail('status', 'suspended', { facts: { since: '2026-10-03T09:00:00Z' } })) },
  'expired-no-list': { ...reports.expired, checks: findings(skip('status', 'not-declared'), fail('validity', 'expired')) },
  'early-unnamed': { ...reports['not-yet-valid'], credential: { ...credential, learner: { identifiers: [] }, validFrom: '2027-01-01T00:00:00Z', validUntil: '2029-01-01T00:00:00Z' } },
  'altered-unsigned': { ...reports.altered, also: ['revoked'], checks: findings(fail('signature', 'no-proof')) },
  'altered-later-text': { ...reports.altered, checks: findings(fail('unsigned-content', 'unsigned-content')) },
  'unreadable-dates': { ...reports.unreadable, checks: findings(fail('validity', 'dates-invalid')) },
  'unreadable-unsaid': { ...reports.unreadable, also: ['altered'], checks: findings(fail('context', 'unknown-context')) },
  'unknown-register-silent': listedBut('source-unavailable'),
  'unknown-not-yet': listedBut('not-yet-listed'),
  'unknown-ended': listedBut('listing-ended'),
  'unknown-withdrawn': listedBut('listing-withdrawn'),
  'unknown-out-of-scope': listedBut('out-of-scope'),
  'unknown-unnamed-register': notConfirmed(unknown('trust', 'listing-ended')),
  'unknown-unnamed-key': keyFault({ check: 'issuer-key', outcome: 'pass', reason: 'ok' }),
  'unknown-and-unchecked': { ...notConfirmed(unknown('trust', 'not-listed')), also: ['not-checked'], checks: findings(unknown('trust', 'not-listed'), unknown('status', 'list-stale')) },
  'unknown-key-missing': keyFault(unknown('issuer-key', 'key-missing')),
  'unknown-name-of-another': notConfirmed(unknown('trust', 'name-of-another', { detail: trustRow.list, facts: { authority: trustRow.authority, list: trustRow.list, resembles: 'Nordhavn Universitet' } })),
  'unknown-key-bare': keyFault(unknown('issuer-key', 'key-unbound', { facts: { key: 'did:key:z6Mk' } })),
  'unknown-key-of-another': keyFault(fail('issuer-key', 'key-not-of-issuer', { facts: { key: 'did:web:evil.example#1' } })),
  'unknown-key-for-other-use': keyFault(fail('issuer-key', 'key-not-for-assertion', { facts: { key: 'did:web:evil.example#1' } })),
  'unknown-key-compromised': keyFault(fail('issuer-key', 'key-compromised', { facts: { key: 'did:web:evil.example#1' } })),
  'unknown-key-early': keyFault(unknown('issuer-key', 'key-not-known-then', { facts: { key: 'did:web:evil.example#1' } })),
  'hosted-badge': hosted(unknown('issuer-key', 'hosted-only')),
  'hosted-elsewhere': hosted(fail('issuer-key', 'host-not-of-issuer')),
  'hosted-otherwise': { ...reports.altered, format: 'ob2', checks: findings(fail('signature', 'host-disagrees', HOST_SAYS)) },
  'unchecked-class': { ...notChecked(unknown('unsigned-content', 'hosted-only', HOST_SAYS)), format: 'ob2' },
  ...Object.fromEntries((['presentation-unsigned', 'presentation-unasked', 'holder-unnamed'] as const).map((reason) => [reason, { ...notChecked(unknown('holder', reason)), carrier: 'presentation' as const }])),
  'revoked-and-unsigned-presentation': { ...reports.revoked, also: ['not-checked'], checks: findings(fail('status', 'revoked', { facts: {} }), unknown('holder', 'presentation-unsigned')) },
  ...Object.fromEntries((['holder-not-subject', 'key-not-of-holder', 'expired', 'signature-mismatch'] as const).map((reason) => [`presented-${reason}`, { ...reports.altered, checks: findings(fail('holder', reason)) }])),
  'unchecked-signature': { ...keyFault(unknown('issuer-key', 'key-unavailable', { facts: { key: 'did:web:gone.example#1' } })), checks: findings(unknown('signature', 'key-unavailable', { detail: 'https://gone.example/.well-known/did.json' }), unknown('issuer-key', 'key-unavailable'), unknown('trust', 'signature-unproven')) },
  'unchecked-unsupported': notChecked(unknown('signature', 'proof-unsupported'), unknown('trust', 'signature-unproven')),
  'unchecked-too-complex': notChecked(unknown('signature', 'too-complex'), unknown('trust', 'signature-unproven')),
  'unchecked-stale': notChecked(unknown('status', 'list-stale', { detail: 'list' })),
  'unchecked-list-invalid': notChecked(unknown('status', 'list-invalid'), unknown('trust', 'not-listed')),
  'unchecked-not-allowed': notChecked(unknown('status', 'outside-allow-list', { detail: 'https://other.example/status/1' })),
  'unchecked-cut-short': notChecked(unknown('status', 'budget-spent', { detail: 'https://slow.example/status/1' })),
  'unchecked-no-address': notChecked(unknown('status', 'list-unreachable')),
  'unchecked-trust': notChecked(unknown('trust', 'source-unavailable', { detail: 'not an address' })),
  'unchecked-dates': notChecked(unknown('validity', 'not-verified')),
  'unchecked-rules': notChecked(unknown('schema', 'not-verified')),
  'other-content': reportOf({
    ...credential,
    elements: { ...credential.elements, M11: { present: false } },
    achievementType: 'Diploma',
    validFrom: '2026-07-15T00:00:00Z',
    validUntil: '2028-07-15T00:00:00Z',
    issuer: { id: 'did:web:nordhavn.example', country: 'DK', region: 'Hovedstaden', identifiers: [] },
    learner: { name: 'Ingrid', identifiers: [{ type: 'ext:esi', hashed: false, value: 'urn:schac:1' }, { type: 'dateOfBirth', hashed: true, value: 'x' }, { type: 'nationalIdentityNumber', hashed: true, value: 'x' }, { type: 'userName', hashed: true, value: 'x' }] },
    workload: { hours: 40 },
    level: { applicable: false },
    grade: { value: 'passed' },
    route: { label: 'recognition of prior learning' },
  }),
};

/** Workloads and levels, each with its own sentence. */
const contents: readonly Partial<typeof credential>[] = [
  ...[1, 4, 5, 6, 8].map((eqf) => ({ level: { applicable: true, eqf } })),
  { level: { applicable: true, eqf: 7, nqf: { label: 'DQF 7' }, cycle: { label: 'second cycle (QF-EHEA)' } } },
  { workload: { credits: { system: 'ects', value: 1 }, hours: 1 } },
  { workload: { credits: { system: 'ECTS', value: 5 }, hours: 130 } },
  { workload: { credits: { system: 'csvet', value: 4 } } },
  { workload: { credits: { system: 'ecvet', value: 4 } } },
  { workload: { credits: { system: 'eap', value: 5 } } },
  { workload: { credits: { system: 'cats', value: 2 } } },
  { workload: { credits: { system: 'lokaal', value: 4 } } },
  { level: { applicable: true, nqf: { label: 'HKO 7' } } },
  { workload: { credits: { system: 'lokaal', value: 4 }, hours: 1 } },
  { workload: { credits: { system: 'lokaal', value: 4 }, hours: 12 } },
  { workload: { credits: { system: '', value: 1 } } },
  { workload: { credits: { system: '', value: 3 } } },
  { workload: { hours: 1 } },
  { achievementType: 'attendance', validFrom: '2026-07-15T00:00:00Z' },
  { language: 'de', assessments: [{ label: 'Klausur', iri: 'http://data.europa.eu/snb/assessment/6e6cb2cc78' }], fields: ['0421', 'x'] },
];

const keep: KeepModel = {
  held,
  claimedAt: CHECKED_AT,
  downloads: [
    { label: 'ob3-di', url: '/keep/abc/documents/ob3-di' },
    { label: 'ob3-jwt', url: '/keep/abc/documents/ob3-jwt' },
    { label: 'edc-jades', url: '/keep/abc/documents/edc-jades', statesIdentifier: true },
    { label: 'sd-jwt-vc', url: '/keep/abc/documents/sd-jwt-vc', statesIdentifier: true },
    { label: 'png', url: '/keep/abc/documents/png' },
    { label: 'svg', url: '/keep/abc/documents/svg' },
    { label: 'pdf', url: '/keep/abc/documents/pdf', withheld: { script: 'Arabic', path: '/learner/fullName' } },
  ],
  permanentUrl: 'https://testamur.example/v/abc',
  qrSvg: QR,
  detailsPublic: false,
  actions: { details: '/keep/abc/details', shares: '/keep/abc/shares' },
};
const permanent: PermanentModel = { report: validReport, organisation, number: 'NH7K-2QXV-9M4T', permanentUrl: 'https://testamur.example/v/abc', qrUrl: '/v/abc/qr.svg' };

const statement = { id: '1', ...LOCAL_REGISTER, entityName: 'Nordhavn University', keyThumbprints: [], scope: {}, validFrom: '2020-01-01T00:00:00Z', recordedAt: '2020-01-01T00:00:00Z', enteredBy: 'admin' };
const LOGO = { mediaType: 'image/png', base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' } as const;
const publicJwk = { kty: 'OKP', crv: 'Ed25519', x: 'abc' } as const;
const offered = [{ achievement, organisation }, { achievement: { ...achievement, kind: 'attendance' as const, languages: [] }, organisation }];
const organisationModel = { organisation, vouchedNow: true, offered, total: 3, host: 'testamur.example', didDocumentUrl: '/o/nordhavn/did.json', jwksUrl: '/o/nordhavn/jwks.json', keys: [{ id: `${organisation.did}#1`, publicJwk, assertion: true }, { id: `${organisation.did}#0`, publicJwk, assertion: false }] };

const catalogue: CatalogueModel = {
  input: { text: '', fields: [], levels: [], languages: [], organisations: [] },
  query: '',
  facets: { fields: ['04', '06'], levels: [6, 7], languages: ['en', 'hr'], organisations: [organisation] },
  items: offered,
  total: 2,
  all: 2,
};
const empty = [{ text: 'law' }, { levels: ['7'] }, { text: 'law', levels: ['7'], organisations: ['gone'] }];

type Pages = Record<string, string>;
const named = <T>(prefix: string, values: readonly T[], make: (value: T) => string): Pages => Object.fromEntries(values.map((value, i) => [`${prefix}-${typeof value === 'string' ? value : i}`, make(value)]));

export function reportPages(t: Texts): Pages {
  const all = { ...reports, ...variants };
  return {
    ...Object.fromEntries(Object.entries(all).map(([name, report]) => [`report-${name}`, reportPage(reportModel(report, t), t)])),
    ...named('content', contents, (changed) => reportPage(reportModel(reportOf({ ...credential, ...changed }), t), t)),
    'report-pdf': reportPage(reportModel({ ...reports.valid, carrier: 'pdf' }, t), t),
    'report-png': reportPage(reportModel({ ...reports.valid, carrier: 'png' }, t), t),
    'report-qr': reportPage(reportModel({ ...reports.valid, carrier: 'qr', fetchedFrom: 'badges.example' }, t), t),
    'report-svg': reportPage(reportModel({ ...reports.valid, carrier: 'svg' }, t), t),
    'report-jwt': reportPage(reportModel({ ...reports.valid, format: 'ob3-jwt' }, t), t),
    'report-edc': reportPage(reportModel({ ...reports.valid, format: 'edc-jades' }, t), t),
    'report-sd-jwt': reportPage(reportModel({ ...reports.valid, format: 'sd-jwt-vc' }, t), t),
    'report-record': reportPage(
      reportModel(
        {
          ...reports.valid,
          format: 'clr-di',
          contained: [
            { path: '/credentialSubject/verifiableCredential/0', title: 'Teamwork', issuer: { id: 'did:web:a.example', name: 'Example Corp' }, verdict: 'valid', state: 'valid' },
            { path: '/credentialSubject/verifiableCredential/1', issuer: { id: 'did:web:a.example' }, verdict: 'invalid', state: 'altered', why: 'signature signature-mismatch' },
            { path: '/credentialSubject/verifiableCredential/2', issuer: { id: '' }, verdict: 'indeterminate', state: 'not-checked', why: 'format malformed' },
          ],
        },
        t,
      ),
      t,
    ),
    ...Object.fromEntries((['clr-di', 'clr-jwt', 'vc-di', 'vc-jwt'] as const).map((format) => [`report-${format}`, reportPage(reportModel({ ...reports.valid, format }, t), t)])),
    'report-linked': reportPage({ report: reports.altered, summary: '', keptUntil: CHECKED_AT, reportUrl: 'https://check.example/reports/a', number: '1', actions: { person: '/reports/abc/person' } }, t),
  };
}

export function formPages(t: Texts): Pages {
  const errors: readonly VerifyError[] = ['nothing-given', 'more-than-one', 'link-not-found', 'link-no-answer', 'link-is-request', 'link-is-offer', 'link-is-did', 'code-elsewhere', 'number-unknown', 'number-mistyped', 'file-too-large', 'too-many-files', 'file-empty'];
  const kinds: readonly FileKind[] = ['pdf', 'image', 'svg', 'html', 'json', 'text', 'empty', 'other', ...CARRIER_FAULTS];
  return {
    verify: verifyPage({ registers: REGISTERS, host: HOST }, t),
    'verify-bare': verifyPage({ registers: [], host: HOST }, t),
    ...named('verify', errors, (error) => verifyPage({ error, leadsTo: 'badges.example', registers: REGISTERS, host: HOST, values: { link: 'NH7K', text: '{"a":1}' } }, t)),
    ...named('unreadable', kinds, (kind) => unreadablePage({ kind, triedAt: CHECKED_AT, fileName: 'certificate-scan.pdf' }, t)),
    ...named('unreadable-report', REPLAYED.map(({ outcome, own }) => `${outcome}-${own ? 'own' : 'theirs'}`), (name) => unreadablePage({ kind: 'report', triedAt: CHECKED_AT, replayed: REPLAYED.find(({ outcome, own }) => name === `${outcome}-${own ? 'own' : 'theirs'}`)! }, t)),
    'unreadable-pasted': unreadablePage({ kind: 'text', triedAt: CHECKED_AT }, t),
  };
}

const manyRows = (states: readonly (keyof typeof reports)[]): readonly ManyRow[] => states.map((state, i) => ({ fileName: `${state}-${i}.json`, report: reports[state], reportUrl: '/reports/abc' }));
const MANY: Omit<ManyModel, 'rows' | 'order'> = { checkedAt: CHECKED_AT, keptUntil: '2026-11-22T13:32:08Z', path: '/reports/together/abc', host: HOST, tableUrl: '/reports/together/abc/table.csv', number: '4K7P-91XM-TR26', keep: '/reports/together/abc/keep' };
export function manyPages(t: Texts): Pages {
  const all = manyRows(Object.keys(reports) as (keyof typeof reports)[]);
  const { keep: _keep, ...kept } = MANY;
  const unread: readonly ManyRow[] = [{ fileName: 'scan.pdf', fault: 'pdf' }, { fileName: 'late.json', fault: 'late' }, { fileName: 'x'.repeat(300), fault: 'ours' }, { fileName: 'both.json', part: 2, report: reports.expired, reportUrl: '/reports/abc' }, { part: 1, report: variants['valid-undated'] ?? validReport, reportUrl: '/reports/abc' }];
  return {
    many: manyPage({ ...MANY, rows: [...all, ...unread], order: 'given' }, t),
    'many-worst-first': manyPage({ ...MANY, rows: [...all, ...unread, ...all], order: 'worst' }, t),
    ...named('many-of', [2, 5], (n) => manyPage({ ...MANY, rows: [...all, ...unread].flatMap((row) => Array<ManyRow>(n).fill(row)), order: 'given' }, t)),
    'many-singles': manyPage({ ...MANY, rows: [...all.filter(({ fileName }) => !fileName?.startsWith('unreadable')), { fileName: 'scan.pdf', fault: 'pdf' }], order: 'given' }, t),
    'many-all-valid': manyPage({ ...kept, rows: manyRows(['valid', 'valid']), order: 'given' }, t),
    'many-none-valid': manyPage({ ...kept, rows: manyRows(['revoked', 'altered']), order: 'given' }, t),
  };
}

export function personPages(t: Texts): Pages {
  const answers = ['match', 'differs', 'not-carried', 'malformed'] as const;
  const around = { typed: 'ana at example', action: '/reports/abc/person', back: '/reports/abc' };
  const unnamed = reportOf({ ...credential, learner: { identifiers: [] } });
  const all = PERSON_QUESTIONS.flatMap((question) => answers.map((answer) => ({ report: validReport, question, answer, ...around })));
  return {
    ...named('person', all, (model) => personPage(model, t)),
    ...named('person-of', [reports.revoked, reports['issuer-not-confirmed'], unnamed], (report) => personPage({ report, question: 'email', answer: 'match', ...around }, t)),
  };
}

export function learnerPages(t: Texts): Pages {
  const { birthDate: _birthDate, ...learner } = award.learner;
  const plain = { ...held, award: { ...award, learner: { ...learner, europeanStudentIdentifier: 'urn:schac:1' }, validUntil: '2028-06-30T00:00:00Z', route: 'recognition-of-prior-learning' as const } };
  const statuses = (['suspended', 'revoked', 'superseded'] as const).map((status) => ({ ...held, status, statusSince: '2026-10-03T09:00:00Z' }));
  return {
    claim: claimPage({ held, expiresAt: '2027-02-21T00:00:00Z', action: '/claim/abc' }, t),
    'claim-plain': claimPage({ held: plain, expiresAt: '2027-02-21T00:00:00Z', action: '/claim/abc' }, t),
    ...named('claim', statuses, (changed) => claimPage({ held: changed, expiresAt: '2027-02-21T00:00:00Z', action: '/claim/abc' }, t)),
    problem: problemPage({ organisation, action: '/claim/abc/problem', back: '/claim/abc' }, t),
    ...named('problem', ['empty', 'too-long', 'enough'] as const, (fault) => problemPage({ organisation, action: '/claim/abc/problem', back: '/claim/abc', fault, typed: { kind: 'not-me', words: 'x' } }, t)),
    'problem-told': problemToldPage({ organisation, back: '/claim/abc' }, t),
    'claim-expired': claimExpiredPage({ organisation }, t),
    'claim-expired-bare': claimExpiredPage({}, t),
    keep: keepPage(keep, t),
    'keep-public': keepPage({ ...keep, held: { ...plain, detailsPublic: true }, detailsPublic: true, downloads: [] }, t),
    'keep-attendance': keepPage({ ...keep, held: { ...held, award: { ...award, achievement: { ...achievement, kind: 'attendance' } } } }, t),
    ...named('permanent', Object.keys(reports), (state) => permanentPage({ ...permanent, report: reports[state as keyof typeof reports] }, t)),
    'permanent-superseded': permanentPage({ ...permanent, report: variants['superseded'] ?? validReport }, t),
    'permanent-open': permanentPage({ ...permanent, held, personAction: '/v/abc/person' }, t),
  };
}

export function otherPages(t: Texts): Pages {
  const withdrawn = { ...statement, validUntil: '2030-01-01T00:00:00Z', withdrawnAt: '2025-01-01T00:00:00Z' };
  const limited = { ...statement, validUntil: '2030-01-01T00:00:00Z', scope: { eqfLevels: [5, 6], fields: ['04'], countries: ['DK'] } };
  const identifiers = (['vat', 'legal', 'ror', 'eter', 'schac', 'deqar'] as const).map((scheme) => ({ scheme, value: '1' }));
  const errors: readonly ErrorModel[] = [400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 422, 429, 431, 500, 503].map((status) => ({ status, reference: 'b7e1' }));
  return {
    organisation: organisationPage({ ...organisationModel, statements: [statement, limited, withdrawn] }, t),
    'organisation-branded': organisationPage({ ...organisationModel, organisation: { ...organisation, logo: LOGO, branding: { accent: '#e8c800' } }, statements: [statement] }, t),
    'organisation-suspended': organisationPage({ ...organisationModel, organisation: { ...organisation, identifiers, status: 'suspended' }, statements: [], vouchedNow: false, offered: [], total: 0 }, t),
    'organisation-closed': organisationPage({ ...organisationModel, organisation: { ...organisation, status: 'closed' }, statements: [] }, t),
    achievement: achievementPage({ achievement, organisation, organisationUrl: '/o/nordhavn', currentVersion: 2 }, t),
    'achievement-alone': achievementPage({ achievement: { ...achievement, stackability: { standalone: true }, level: { applicable: false } }, organisation, organisationUrl: '/o/nordhavn', currentVersion: 3 }, t),
    catalogue: cataloguePage(catalogue, t),
    'catalogue-next': cataloguePage({ ...catalogue, firstUrl: '/catalogue', nextUrl: '/catalogue?cursor=2' }, t),
    'catalogue-nothing': cataloguePage({ ...catalogue, items: [], total: 0, all: 0 }, t),
    ...named('catalogue-empty', empty, (input) => cataloguePage({ ...catalogue, input: { ...catalogue.input, ...input }, query: 'q=law', items: [], total: 0, all: 42 }, t)),
    'catalogue-empty-of-one': cataloguePage({ ...catalogue, input: { ...catalogue.input, text: 'law' }, query: 'q=law', items: [], total: 0, all: 1 }, t),
    'catalogue-one': cataloguePage({ ...catalogue, items: offered.slice(0, 1), total: 1 }, t),
    'organisation-one': organisationPage({ ...organisationModel, offered: offered.slice(0, 1), total: 1, statements: [] }, t),
    vocabulary: vocabularyPage({ baseUrl: 'https://testamur.example' }, t),
    docs: docsPage({ baseUrl: 'https://testamur.example', operations: described(everyRoute({} as HttpDeps)), schemas: apiSchemas, components: components(apiSchemas) }, t),
    'docs-problems': problemsPage(t),
    home: homePage({ registers: REGISTERS }, t),
    ...named('error', errors, (model) => errorPage(model, t)),
    'error-link': errorPage({ status: 404, about: 'credential-link' }, t),
    'error-link-ended': errorPage({ status: 410, about: 'credential-link' }, t),
    'error-share': errorPage({ status: 410, about: 'share-link' }, t),
    'error-form': errorPage({ status: 400, about: 'form' }, t),
    'error-retry': errorPage({ status: 429, retryAt: CHECKED_AT }, t),
    ...named('text', ['how-we-check', 'real', 'privacy', 'accessibility'] as const, (page) => textPage({ page, registers: REGISTERS, host: HOST }, t)),
    'text-no-registers': textPage({ page: 'how-we-check', registers: [], host: HOST }, t),
  };
}

export const everyPage = (t: Texts): Pages => ({ ...reportPages(t), ...formPages(t), ...manyPages(t), ...personPages(t), ...learnerPages(t), ...sharePages(t), ...otherPages(t) });
