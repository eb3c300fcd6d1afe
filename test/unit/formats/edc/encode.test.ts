/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument -- documents are looked into here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/core/json.js';
import type { Award } from '../../../../src/core/model.js';
import { encodeEdc } from '../../../../src/formats/edc/encode.js';
import { duration } from '../../../../src/formats/edc/qualification.js';
import { BASE_URL, sampleAchievement, sampleAward, sampleOrganisation } from '../../../support/award.js';
import { exampleAwards } from '../../../support/example-awards.js';
import { testSeal, type TestSeal } from '../../../support/seal.js';
import { EDITIONS, shaclOf, shapesAreHere } from '../../../support/shacl.js';
import { altered, type Mutable } from '../fixtures.js';

const PAGE = Uint8Array.of(137, 80, 78, 71);
const seal = testSeal();
const edc = (award: Award = sampleAward(), { key }: TestSeal = seal): Mutable => encodeEdc(award, { baseUrl: BASE_URL, key, page: PAGE });
const other = sampleOrganisation({ id: '019a9f00-0000-7000-8000-000000000009', slug: 'aegean', did: 'did:web:testamur.example:o:aegean', legalName: { el: 'Πανεπιστήμιο Αιγαίου', en: 'Aegean University' }, country: 'GR', identifiers: [] });
const joint = (): Award => sampleAward({ awardingBodies: [sampleOrganisation(), other] });

describe('an award as a European Digital Credential', () => {
  const document = edc();
  const claim = document.credentialSubject.hasClaim;
  const q = claim.specifiedBy;

  it('is of VCDM 1.1, under the two contexts, of the generic profile', () => {
    expect(document).toMatchObject({
      '@context': ['https://www.w3.org/2018/credentials/v1', 'http://data.europa.eu/snb/model/context/edc-ap'],
      id: sampleAward().credentialId,
      type: ['VerifiableCredential', 'EuropeanDigitalCredential'],
      credentialSchema: { id: 'http://data.europa.eu/snb/model/ap/edc-generic-full', type: 'ShaclValidator2017' },
      credentialProfiles: { id: 'http://data.europa.eu/snb/credential/e34929035b' },
      identifier: { notation: 'NH7K-2QXV-9M4T', schemeName: 'Certificate number' },
      issued: '2026-11-21T10:00:00Z',
      issuanceDate: '2026-11-21T10:00:00Z',
      validFrom: '2026-11-21T10:00:00Z',
      validUntil: '2031-06-30T23:59:59Z',
      expirationDate: '2031-06-30T23:59:59Z',
    });
    expect(edc(altered(sampleAward(), (award) => delete award.validUntil))).not.toHaveProperty('validUntil');
  });

  it('has the issuer that the certificate names, under the DID of the organisation', () => {
    expect(document.issuer).toMatchObject({
      id: 'did:web:testamur.example:o:jadran',
      legalName: { en: 'Jadran University' },
      altLabel: { en: 'Jadran University seal' },
      eIDASIdentifier: { type: 'LegalIdentifier', notation: 'VATHR-01234567890', spatial: { id: 'http://publications.europa.eu/resource/authority/country/HRV', prefLabel: { en: 'Croatia' } } },
      location: { address: { countryCode: { id: 'http://publications.europa.eu/resource/authority/country/HRV' } } },
    });
    expect(document).not.toHaveProperty('evidence');
  });

  it('says what a certificate does not from the register, and is sealed all the same', () => {
    const poor = edc(sampleAward(), testSeal({ subject: { organisation: 'SVEUČILIŠTE  JADRAN' } }));
    expect(poor.issuer).toMatchObject({ legalName: { en: 'SVEUČILIŠTE  JADRAN' }, eIDASIdentifier: { notation: 'HR01234567890' } });
    expect(poor).not.toHaveProperty('evidence');
    expect(edc(altered(sampleAward(), (award) => (award.organisation.identifiers = [])), testSeal({ subject: { organisation: 'X' } })).issuer.eIDASIdentifier.notation).toBe('did:web:testamur.example:o:jadran');
  });

  it('is a mandated seal when another than the awarding body seals, and when several award', () => {
    const agency = edc(sampleAward(), testSeal({ subject: { organisation: 'Seals Ltd', country: 'EE', organizationIdentifier: 'NTREE-17207834' } }));
    expect(agency.evidence).toMatchObject({ type: 'Evidence', dcType: { id: 'http://data.europa.eu/snb/evidence-type/c_18016257', inScheme: { id: 'http://data.europa.eu/snb/evidence-type/25831c2' } } });
    expect(agency.evidence.evidenceStatement).toBe('Sealed by Seals Ltd, NTREE-17207834, on behalf of Jadran University, which awards it and has no part in the certificate of this seal.');
    const both = edc(joint());
    expect(both.evidence.evidenceStatement).toBe(
      'Sealed by Jadran University, VATHR-01234567890, on behalf of Aegean University, which award it jointly: a credential is sealed once, by one of them or on their behalf.',
    );
    expect(both.credentialSubject.hasClaim.awardedBy.awardingBody.map((body: Mutable) => [body.id, body.identifier[0]?.notation ?? body.identifier.notation])).toEqual([
      ['https://testamur.example/o/jadran', 'did:web:testamur.example:o:jadran'],
      ['https://testamur.example/o/aegean', 'did:web:testamur.example:o:aegean'],
    ]);
  });

  it('has the status at the top level, where the field has it, in the lists of the Open Badge', () => {
    const list = 'https://testamur.example/status/019a9f00-0000-7000-8000-000000000004';
    expect(document).not.toHaveProperty('credentialStatus');
    expect(document.status).toEqual([
      { id: `${list}#94567`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '94567', statusListCredential: list },
      { id: `${list}/suspension#94567`, type: 'BitstringStatusListEntry', statusPurpose: 'suspension', statusListIndex: '94567', statusListCredential: `${list}/suspension` },
    ]);
  });

  it('names the learner, and one thing more that tells two of a name apart, the least telling first', () => {
    expect(document.credentialSubject).toMatchObject({
      id: sampleAward().subjectId,
      givenName: { en: 'Ana' },
      familyName: { en: 'Kovačević' },
      fullName: { en: 'Ana Kovačević' },
      identifier: { notation: 'urn:schac:personalUniqueCode:int:esi:HR:0036512345', schemeName: 'European Student Identifier' },
    });
    const text = JSON.stringify(document).toLowerCase();
    for (const secret of ['ana.kovacevic', '1998-04-09', 'sha256', 'c2fsdc']) expect(text).not.toContain(secret);
    const without = (...names: string[]): Mutable => edc(altered(sampleAward(), (award) => names.forEach((name) => delete award.learner[name]))).credentialSubject;
    expect(without('europeanStudentIdentifier').identifier).toMatchObject({ notation: '0036512345', schemeName: 'Student number' });
    const born = without('europeanStudentIdentifier', 'studentNumber');
    expect([born.dateOfBirth, born.identifier, born.contactPoint]).toEqual(['1998-04-09T00:00:00Z', undefined, undefined]);
    expect(without('europeanStudentIdentifier', 'studentNumber', 'birthDate').contactPoint.emailAddress).toEqual({ id: 'mailto:Ana.Kovacevic@student.example', type: 'Mailbox' });
    expect(edc(sampleAward({ learner: { fullName: 'Sukarno', studentNumber: '1' } })).credentialSubject).not.toHaveProperty('givenName');
  });

  it('has each element where the profile has it, with the concept’s IRI, scheme and label', () => {
    expect(claim).toMatchObject({ title: sampleAchievement().title, awardedBy: { awardingDate: '2026-06-30T00:00:00Z' }, creditReceived: { point: '5' } });
    expect(q).toMatchObject({
      id: `${BASE_URL}/achievements/019a9f00-0000-7000-8000-000000000002/1`,
      type: 'Qualification',
      isPartialQualification: true,
      title: { en: 'FinTech: markets, models and risk', hr: 'FinTech: tržišta, modeli i rizik' },
      eqfLevel: { id: 'http://data.europa.eu/snb/eqf/7', type: 'Concept', inScheme: { id: 'http://data.europa.eu/snb/eqf/25831c2', type: 'ConceptScheme' }, prefLabel: { en: 'Level 7' } },
      educationLevel: [{ prefLabel: { en: 'HKO 7' } }, { id: `${BASE_URL}/vocabulary#second`, inScheme: { id: `${BASE_URL}/vocabulary#list-cycle` } }],
      volumeOfLearning: 'PT125H',
      creditPoint: { point: '5', framework: { id: 'http://data.europa.eu/snb/education-credit/6fcec5c5af' } },
      mode: [{ id: 'http://data.europa.eu/snb/learning-assessment/e92d221e4d' }],
      thematicArea: [{ id: 'http://data.europa.eu/snb/isced-f/0412' }],
      language: [{ id: 'http://publications.europa.eu/resource/authority/language/HRV', prefLabel: { en: 'Croatian' } }, { id: 'http://publications.europa.eu/resource/authority/language/ENG' }],
      entryRequirement: { noteLiteral: { hr: 'Prvostupnik ekonomije.' } },
      isPartOf: [{ type: 'Qualification', title: { en: 'Master of Finance' }, homepage: { contentURL: 'https://jadran.example/mfin' } }],
      identifier: [{ notation: 'HKO-0001', schemeName: 'CROQF register', schemeId: 'https://hko.example/HKO-0001' }],
    });
    expect(claim).not.toHaveProperty('isPartOf');
    expect(q.learningOutcome.map((outcome: Mutable) => [outcome.dcType?.id, outcome.reusabilityLevel?.id, outcome.relatedESCOSkill?.length])).toEqual([
      ['http://data.europa.eu/snb/skill-type/knowledge', undefined, undefined],
      ['http://data.europa.eu/snb/skill-type/skill', undefined, 2],
      [undefined, 'http://data.europa.eu/snb/skill-reuse-level/transversal', undefined],
    ]);
    expect(claim.awardedBy.awardingBody[0]).toMatchObject({
      location: { address: { countryCode: { id: 'http://publications.europa.eu/resource/authority/country/HRV' } }, spatialCode: { notation: 'HR-21' } },
      accreditation: [{ dcType: { id: 'http://data.europa.eu/snb/accreditation/bb4618238e' }, accreditingAgent: { legalName: { en: 'Agency for Science and Higher Education' } }, dateIssued: '2023-01-01T00:00:00Z', expiryDate: '2028-12-31T00:00:00Z' }],
    });
  });

  it('has each kind of assessment, all with one grade; without a grade it says passed, and that this is none', () => {
    expect(claim.provenBy.map((one: Mutable) => [one.specifiedBy.dcType.id, one.grade.id, one.grade.noteLiteral, one.idVerification.id])).toEqual([
      ['http://data.europa.eu/snb/assessment/6e6cb2cc78', claim.provenBy[0].grade.id, { en: '5' }, 'http://data.europa.eu/snb/supervision-verification/70be69aaf9'],
      ['http://data.europa.eu/snb/assessment/d30284d7df', claim.provenBy[0].grade.id, { en: '5' }, 'http://data.europa.eu/snb/supervision-verification/70be69aaf9'],
    ]);
    const ungraded = edc(altered(sampleAward(), (award) => delete award.grade)).credentialSubject.hasClaim.provenBy[0];
    expect(ungraded.grade).toMatchObject({ noteLiteral: { en: 'passed' }, subject: { id: `${BASE_URL}/vocabulary#ungraded` } });
    expect(ungraded.specifiedBy).not.toHaveProperty('gradingScheme');
  });

  it('takes our own scheme, and says so, where the European list lacks the concept', () => {
    const odd = edc(
      sampleAward({
        route: 'recognition-of-prior-learning',
        achievement: sampleAchievement({ workload: { credits: { system: 'csvet', value: 2.5 } }, level: { applicable: false }, qualityAssurance: [{ type: 'eqavet' }, { type: 'internal' }, { type: 'professional', agency: 'Chamber' }] }),
      }),
    ).credentialSubject.hasClaim;
    expect(odd.specifiedBy).toMatchObject({
      creditPoint: { point: '2.5', framework: { id: `${BASE_URL}/vocabulary#csvet`, inScheme: { id: `${BASE_URL}/vocabulary#list-credit` } } },
      educationLevel: { id: `${BASE_URL}/vocabulary#level-not-applicable` },
      mode: [{ id: `${BASE_URL}/vocabulary#recognition-of-prior-learning`, inScheme: { id: `${BASE_URL}/vocabulary#list-participation` } }],
      accreditation: [{ dcType: { id: 'http://data.europa.eu/snb/accreditation/820101cba6' }, additionalNote: { subject: { id: `${BASE_URL}/vocabulary#professional` } } }],
    });
    expect(odd.awardedBy.awardingBody[0].accreditation.map((one: Mutable) => [one.dcType.id, one.additionalNote.subject.id, one.accreditingAgent.legalName.en, one.accreditingAgent.location.address.countryCode.id])).toEqual([
      ['http://data.europa.eu/snb/accreditation/bb4618238e', `${BASE_URL}/vocabulary#eqavet`, 'not stated', 'http://publications.europa.eu/resource/authority/country/OP_DATPRO'],
      ['http://data.europa.eu/snb/accreditation/bb4618238e', `${BASE_URL}/vocabulary#internal`, 'Jadran University', 'http://publications.europa.eu/resource/authority/country/HRV'],
    ]);
  });

  it.each([
    [125, 'PT125H'],
    [1.5, 'PT1H30M'],
    [0.01, 'PT36S'],
    [20000, 'PT20000H'],
    [0.0001, 'PT0S'],
  ])('writes %d hours as %s', (hours, written) => {
    expect(duration(hours)).toBe(written);
  });

  it('is the same document for the same award and key', () => {
    expect(JSON.stringify(edc())).toBe(JSON.stringify(document));
  });
});

describe('the official shapes', () => {
  if (!shapesAreHere) it('are not here: left out', () => undefined);
  for (const edition of shapesAreHere ? EDITIONS : []) {
    const judge = shaclOf(edition);
    it(`${edition}: every example conforms, and so do a joint award, a badge of attendance and one in a language of few`, async () => {
      const awards = [
        sampleAward(),
        joint(),
        sampleAward({ route: 'recognition-of-prior-learning', achievement: sampleAchievement({ kind: 'attendance', title: { uk: 'Тест', 'sr-Latn': 'Test' }, level: { applicable: false }, coCertifications: [{ name: 'A', body: 'B' }, { name: 'C', body: 'D' }] }), language: 'uk' }),
        ...(await exampleAwards()),
      ];
      expect(awards).toHaveLength(16);
      for (const award of awards) expect([award.number, await judge(edc(award))]).toEqual([award.number, []]);
    });

    it(`${edition}: what lacks the issuer's identifier, or names a level of another scheme, does not`, async () => {
      const broken = async (change: (d: Mutable) => unknown): Promise<string> => (await judge(altered<JsonObject>(edc(), change))).join('\n');
      expect(await broken((d) => delete d.issuer.eIDASIdentifier)).toContain('IssuerNodeShape');
      expect(await broken((d) => (d.credentialSubject.hasClaim.specifiedBy.eqfLevel.inScheme.id = 'http://example.org/levels'))).toContain('EQFLevel');
      expect(await broken((d) => (d.issuer.legalName = { en: ['A', 'B'] }))).toContain('legalName');
    });
  }
});
