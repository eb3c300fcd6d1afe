import type { Achievement, Award, Organisation } from '../../src/core/model.js';

/** Address of the installation that the samples were made at. */
export const BASE_URL = 'https://testamur.example';
export const ORGANISATION_DID = 'did:web:testamur.example:o:jadran';

/** A public university, as the samples have it. */
export function sampleOrganisation(overrides: Partial<Organisation> = {}): Organisation {
  return {
    id: '019a9f00-0000-7000-8000-000000000001',
    slug: 'jadran',
    did: ORGANISATION_DID,
    legalName: { hr: 'Sveučilište Jadran', en: 'Jadran University' },
    identifiers: [
      { scheme: 'vat', value: 'HR01234567890' },
      { scheme: 'ror', value: 'https://ror.org/000000000' },
      { scheme: 'schac', value: 'jadran.example' },
      { scheme: 'deqar', value: 'DEQARINST0000' },
    ],
    country: 'HR',
    region: 'HR-21',
    homepage: 'https://jadran.example/',
    contact: { email: 'micro@jadran.example', phone: '+385 21 000 000' },
    qualityPolicyUrl: 'https://jadran.example/quality',
    logo: { mediaType: 'image/png', base64: 'iVBORw0KGgo=' },
    status: 'active',
    ...overrides,
  };
}

/** A postgraduate module of 5 ECTS that states all eleven mandatory and all five optional elements. */
export function sampleAchievement(overrides: Partial<Achievement> = {}): Achievement {
  return {
    id: '019a9f00-0000-7000-8000-000000000002',
    organisationId: '019a9f00-0000-7000-8000-000000000001',
    version: 1,
    code: 'FINTECH-501',
    kind: 'micro-credential',
    title: { en: 'FinTech: markets, models and risk', hr: 'FinTech: tržišta, modeli i rizik' },
    description: { en: 'A postgraduate module on financial technology.', hr: 'Poslijediplomski modul o financijskoj tehnologiji.' },
    fields: ['0412'],
    languages: ['hr', 'en'],
    learningOutcomes: [
      {
        statement: { en: 'Explain how payment systems settle.', hr: 'Objasniti kako se namiruju platni sustavi.' },
        kind: 'knowledge',
      },
      {
        statement: { en: 'Model the credit risk of a loan book.', hr: 'Modelirati kreditni rizik portfelja.' },
        kind: 'skill',
        skills: [
          { iri: 'http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001', label: 'credit risk analysis', framework: 'ESCO' },
          { iri: 'http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000002', label: 'financial modelling', framework: 'ESCO' },
        ],
      },
      {
        statement: { en: 'Defend a decision before a review board.', hr: 'Obrazložiti odluku pred povjerenstvom.' },
        kind: 'responsibility',
        transversal: true,
      },
    ],
    workload: { hours: 125, credits: { system: 'ects', value: 5 } },
    level: { applicable: true, eqf: 7, nqf: { framework: 'HKO', level: '7' }, cycle: 'second' },
    assessments: [
      { type: 'written-examination', description: { en: 'Three hours, closed book.', hr: 'Tri sata, bez literature.' } },
      { type: 'oral-examination' },
    ],
    participation: ['blended'],
    qualityAssurance: [
      {
        type: 'esg-institutional',
        agency: 'Agency for Science and Higher Education',
        decision: 'positive',
        reportUrl: 'https://data.deqar.example/report/1',
        validFrom: '2023-01-01',
        validUntil: '2028-12-31',
      },
    ],
    prerequisites: { en: "A bachelor's degree in economics.", hr: 'Prvostupnik ekonomije.' },
    supervision: 'supervised-id',
    gradingScheme: { description: { en: 'Croatian scale, 5 is best.', hr: 'Ocjene od 1 do 5.' }, values: ['5', '4', '3', '2'], passMark: '2' },
    stackability: { standalone: true, into: [{ title: { en: 'Master of Finance', hr: 'Magistar financija' }, url: 'https://jadran.example/mfin' }] },
    furtherInformation: { en: 'Taught with two banks.', hr: 'Nastava s dvije banke.' },
    validityMonths: 60,
    registrations: [{ register: 'CROQF register', code: 'HKO-0001', url: 'https://hko.example/HKO-0001' }],
    nationalSystem: 'hr',
    ...overrides,
  };
}

/** An award that an encoder can write as it stands. */
export function sampleAward(overrides: Partial<Award> = {}): Award {
  const organisation = overrides.organisation ?? sampleOrganisation();
  return {
    id: '019a9f00-0000-7000-8000-000000000003',
    number: 'NH7K-2QXV-9M4T',
    credentialId: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01',
    subjectId: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a02',
    organisation,
    awardingBodies: [organisation],
    achievement: sampleAchievement(),
    learner: {
      givenName: 'Ana',
      familyName: 'Kovačević',
      studentNumber: '0036512345',
      europeanStudentIdentifier: 'urn:schac:personalUniqueCode:int:esi:HR:0036512345',
      birthDate: '1998-04-09',
      email: 'Ana.Kovacevic@student.example ',
    },
    salts: { email: 'c2FsdC1lbWFpbA', studentNumber: 'c2FsdC1udW1iZXI', birthDate: 'c2FsdC1iaXJ0aA' },
    route: 'course',
    language: 'en',
    awardedOn: '2026-06-30',
    issuedAt: '2026-11-21T10:00:00Z',
    validUntil: '2031-06-30T23:59:59Z',
    grade: '5',
    supervision: 'supervised-id',
    statusEntry: { list: '019a9f00-0000-7000-8000-000000000004', index: 94567 },
    ...overrides,
  };
}
