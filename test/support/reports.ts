import { MANDATORY, OPTIONAL, type ElementFound, type ElementsFound, type MandatoryElement, type OptionalElement } from '../../src/core/elements.js';
import type { CredentialView } from '../../src/core/credential-view.js';
import { CHECKS, fail, pass, skip, unknown, type Finding } from '../../src/core/finding.js';
import type { Achievement, Award, Organisation } from '../../src/core/model.js';
import type { HeldAward } from '../../src/claim/ports.js';
import type { Report, ReportState, TrustRow } from '../../src/verify/report.js';

/** Reports, awards and organisations for tests of what is shown. The findings are those the verifier makes. */

export const CHECKED_AT = '2026-11-21T13:32:08Z';
export const KEY = 'did:web:nordhavn.example#key-2026-1';
export const LIST = 'https://status.nordhavn.example/status/7';

const found = (value: string): ElementFound => ({ present: true, path: '/credentialSubject', value });
const ELEMENT_VALUES: Partial<Record<string, string>> = { M1: 'Ingrid Marie Solberg', M2: 'Applied Data Protection', M3: 'DK', M7: '5 ECTS', M8: 'EQF level 7', O3: 'B' };
export const elements = Object.fromEntries([...MANDATORY, ...OPTIONAL].map((id) => [id, id === 'O1' ? { present: false } : found(ELEMENT_VALUES[id] ?? 'stated')])) as ElementsFound;

export const credential: CredentialView = {
  id: 'urn:uuid:5f0a7c52-8d0e-4c41-9a3e-2f6d1c7be013',
  title: 'Applied Data Protection',
  achievementType: 'MicroCredential',
  description: 'How to protect personal data in a medium-sized organisation.',
  language: 'en',
  issuer: { id: 'did:web:nordhavn.example', name: 'Nordhavn University', country: 'DK', identifiers: [] },
  awardingBodies: [{ label: 'Nordhavn University', iri: 'did:web:nordhavn.example' }],
  learner: {
    id: 'urn:uuid:1b3c',
    name: 'Ingrid Marie Solberg',
    identifiers: [
      { type: 'birthDate', hashed: false, value: '1994-04-09' },
      { type: 'emailAddress', hashed: true, value: `sha256$${'0'.repeat(64)}`, salt: 'x' },
      { type: 'ext:studentNumber', hashed: true, value: `sha256$${'1'.repeat(64)}`, salt: 'y' },
    ],
  },
  number: 'NH7K-2QXV-9M4T',
  awardedOn: '2026-06-30',
  validFrom: '2026-06-30T08:00:00Z',
  outcomes: [
    { statement: 'carry out a data protection impact assessment', kind: 'skill', transversal: false, skills: [{ label: 'data protection', iri: 'http://data.europa.eu/esco/skill/1' }] },
    { statement: 'choose a lawful basis for processing and defend the choice', kind: 'knowledge', transversal: true, skills: [] },
  ],
  workload: { credits: { system: 'ects', value: 5 } },
  level: { applicable: true, eqf: 7 },
  assessments: [{ label: 'written examination' }, { label: 'oral examination' }],
  participation: [{ label: 'blended' }],
  qualityAssurance: [{ label: 'institutional quality assurance (ESG)' }],
  prerequisites: 'A bachelor’s degree',
  supervision: { label: 'supervised with identity verification' },
  grade: { value: 'B', scheme: 'A to F, E is the pass mark' },
  stackability: [{ label: 'stackable towards another credential' }, { label: 'Master of Digital Law' }],
  furtherInformation: 'Taught with the national data protection authority.',
  instructionLanguages: ['en', 'da'],
  route: { label: 'course' },
  registrations: [{ label: 'Course register: 4711' }],
  coCertifications: [{ label: 'Certified Privacy Practitioner, Institute of Privacy' }],
  elements,
};

export const trustRow: TrustRow = {
  authority: 'Ministry of Education',
  list: 'Local register of issuers',
  snapshot: '019a-statement',
  atAward: 'granted',
  atSeal: 'granted',
  now: 'granted',
  scope: 'unlimited',
  timeBasis: 'claimed',
  fresh: true,
  since: '2020-01-01T00:00:00Z',
  entityName: 'Nordhavn University',
};

const trustFacts = { authority: trustRow.authority, list: trustRow.list, entityName: 'Nordhavn University', since: '2020-01-01T00:00:00Z' };
const GOOD: readonly Finding[] = [
  ...(['format', 'context', 'schema', 'signature'] as const).map((check) => pass(check)),
  pass('issuer-key', { detail: KEY, facts: { key: KEY, controller: 'did:web:nordhavn.example', source: 'did:web' } }),
  pass('unsigned-content'),
  pass('validity', { at: CHECKED_AT, facts: { validFrom: '2026-06-30T08:00:00Z' } }),
  pass('status', { detail: LIST, at: '2026-11-21T13:30:00Z', facts: { source: 'fetched', purpose: 'revocation' } }),
  skip('seal', 'not-asked'),
  { ...pass('trust', { detail: trustRow.list, facts: trustFacts }), reason: 'granted' },
  pass('elements'),
  skip('endorsements', 'not-declared'),
  skip('holder', 'not-asked'),
];

/** The good findings, these put in their places. */
export const findings = (...changed: readonly Finding[]): readonly Finding[] => CHECKS.map((check) => changed.find((f) => f.check === check) ?? GOOD.find((f) => f.check === check) ?? skip(check, 'not-declared'));

const elementsOf = (view: CredentialView): NonNullable<Report['elements']> => ({
  mandatory: Object.fromEntries(MANDATORY.map((id) => [id, view.elements[id]])) as Record<MandatoryElement, ElementFound>,
  optional: Object.fromEntries(OPTIONAL.map((id) => [id, view.elements[id]])) as Record<OptionalElement, ElementFound>,
});

export const validReport: Report = {
  verdict: 'valid',
  state: 'valid',
  also: [],
  format: 'ob3-di',
  credential,
  checks: findings(),
  elements: elementsOf(credential),
  trust: [trustRow],
  checkedAt: CHECKED_AT,
  policy: 'default',
  sha256: '9b1f44c07f1e02aa6e5d83b751c2e90d4a6f18bb3c77d04ea1f265908be37c21',
};

/** The valid report, with other content. */
export const reportOf = (view: CredentialView, changed: Partial<Report> = {}): Report => ({ ...validReport, credential: view, elements: elementsOf(view), ...changed });

const withoutCredential = ({ credential: _credential, elements: _elements, ...rest }: Report): Report => rest;
const notListed = unknown('trust', 'not-listed');
const status = (reason: 'revoked' | 'suspended' | 'superseded', facts: Record<string, string>): Finding => fail('status', reason, { at: CHECKED_AT, facts: { source: 'own', ...facts } });

/** One report of each state. */
export const reports: Readonly<Record<ReportState, Report>> = {
  valid: validReport,
  revoked: { ...validReport, verdict: 'invalid', state: 'revoked', checks: findings(status('revoked', { since: '2026-10-03T09:00:00Z', code: 'issued-in-error' })) },
  suspended: { ...validReport, verdict: 'invalid', state: 'suspended', checks: findings(status('suspended', { since: '2026-11-12T09:00:00Z' })) },
  'issuer-not-confirmed': { ...validReport, verdict: 'indeterminate', state: 'issuer-not-confirmed', trust: [], checks: findings(notListed) },
  'not-checked': { ...validReport, verdict: 'indeterminate', state: 'not-checked', checks: findings(unknown('status', 'list-unreachable', { detail: LIST })) },
  'not-yet-valid': reportOf(
    { ...credential, validFrom: '2027-01-01T00:00:00Z' },
    { verdict: 'invalid', state: 'not-yet-valid', checks: findings(fail('validity', 'not-yet-valid', { at: CHECKED_AT, facts: { validFrom: '2027-01-01T00:00:00Z' } })) },
  ),
  expired: reportOf(
    { ...credential, validUntil: '2026-08-31T22:00:00Z' },
    { verdict: 'invalid', state: 'expired', checks: findings(fail('validity', 'expired', { at: CHECKED_AT, facts: { validUntil: '2026-08-31T22:00:00Z' } })) },
  ),
  altered: {
    ...withoutCredential(validReport),
    verdict: 'invalid',
    state: 'altered',
    also: ['issuer-not-confirmed', 'not-yet-valid', 'expired'],
    trust: [],
    checks: findings(fail('signature', 'signature-mismatch'), unknown('issuer-key', 'signature-unproven'), unknown('trust', 'signature-unproven'), unknown('status', 'signature-unproven'), fail('validity', 'expired')),
  },
  unreadable: { ...withoutCredential(validReport), verdict: 'invalid', state: 'unreadable', trust: [], checks: findings(fail('schema', 'schema-mismatch', { detail: '/credentialSubject must be object' })) },
};

export const organisation: Organisation = {
  id: '019a0000-0000-7000-8000-000000000001',
  slug: 'nordhavn',
  did: 'did:web:localhost%3A3000:o:nordhavn',
  legalName: { en: 'Nordhavn University', da: 'Nordhavn Universitet' },
  identifiers: [
    { scheme: 'vat', value: 'DK12345678' },
    { scheme: 'ror', value: 'https://ror.org/012345678' },
  ],
  country: 'DK',
  region: 'Hovedstaden',
  homepage: 'https://nordhavn.example/',
  contact: { email: 'registry@nordhavn.example', phone: '+45 12 34 56 78', url: 'https://nordhavn.example/registry' },
  qualityPolicyUrl: 'https://nordhavn.example/quality',
  status: 'active',
};

export const achievement: Achievement = {
  id: '019a0000-0000-7000-8000-000000000002',
  organisationId: organisation.id,
  version: 2,
  code: 'ADP-5',
  kind: 'micro-credential',
  title: { en: 'Applied Data Protection' },
  description: { en: 'How to protect personal data in a medium-sized organisation.' },
  fields: ['0421'],
  languages: ['en', 'da'],
  learningOutcomes: [
    { statement: { en: 'carry out a data protection impact assessment' }, kind: 'skill', skills: [{ iri: 'http://data.europa.eu/esco/skill/1', label: 'data protection', framework: 'ESCO' }] },
    { statement: { en: 'choose a lawful basis for processing and defend the choice' }, kind: 'knowledge', transversal: true },
  ],
  workload: { credits: { system: 'ects', value: 5 }, hours: 130 },
  level: { applicable: true, eqf: 7, nqf: { framework: 'DQF', level: '7' }, cycle: 'second' },
  assessments: [{ type: 'written-examination', description: { en: 'a written case of four hours' } }, { type: 'oral-examination' }],
  participation: ['blended'],
  qualityAssurance: [{ type: 'esg-institutional', agency: 'Danish Accreditation Institution', decision: '2024-17', reportUrl: 'https://akkr.example/2024-17' }],
  prerequisites: { en: 'A bachelor’s degree' },
  supervision: 'supervised-id',
  gradingScheme: { description: { en: 'A to F, E is the pass mark' } },
  stackability: { standalone: false, into: [{ title: { en: 'Master of Digital Law' }, url: 'https://nordhavn.example/mdl' }] },
  furtherInformation: { en: 'Taught with the national data protection authority.' },
  registrations: [{ register: 'Course register', code: '4711', url: 'https://register.example/4711' }],
  coCertifications: [{ name: 'Certified Privacy Practitioner', body: 'Institute of Privacy', url: 'https://privacy.example/' }],
};

export const award: Award = {
  id: '019a0000-0000-7000-8000-000000000003',
  number: 'NH7K-2QXV-9M4T',
  credentialId: 'urn:uuid:5f0a7c52-8d0e-4c41-9a3e-2f6d1c7be013',
  subjectId: 'urn:uuid:1b3c5f0a-8d0e-4c41-9a3e-2f6d1c7be013',
  organisation,
  awardingBodies: [organisation],
  achievement,
  learner: { givenName: 'Ingrid Marie', familyName: 'Solberg', birthDate: '1994-04-09', email: 'ingrid@example.net', studentNumber: 's123' },
  salts: { email: 'x', studentNumber: 'y', birthDate: 'z' },
  route: 'course',
  language: 'en',
  awardedOn: '2026-06-30',
  issuedAt: '2026-06-30T08:00:00Z',
  grade: 'B',
  statusEntry: { list: '019a', index: 48213 },
};

export const held: HeldAward = { award, status: 'active', formats: ['ob3-di', 'ob3-jwt'], detailsPublic: false };
