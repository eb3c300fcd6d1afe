import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isObject, type JsonObject } from '../../../../src/core/json.js';
import type { Award } from '../../../../src/core/model.js';
import { encodeEdc } from '../../../../src/formats/edc/encode.js';
import { hoursOf } from '../../../../src/formats/edc/read-elements.js';
import { readEdc } from '../../../../src/formats/edc/read.js';
import { readCredential } from '../../../../src/formats/ob3/read.js';
import { arbitraryAward } from '../../../support/arbitrary-award.js';
import { BASE_URL, sampleAchievement, sampleAward, sampleOrganisation } from '../../../support/award.js';
import { fromData } from '../../../support/data.js';
import { exampleAwards } from '../../../support/example-awards.js';
import { testSeal, type TestSeal } from '../../../support/seal.js';
import { comparable } from '../../../support/views.js';
import { encoded } from '../fixtures.js';

const encodedBy = ({ key }: TestSeal, award: Award): JsonObject => encodeEdc(award, { baseUrl: BASE_URL, key, page: Uint8Array.of(1) });
const viewOf = (award: Award) => readEdc(encodedBy(testSeal(), award));
const badgeOf = (award: Award) => readCredential(encoded(award));
const partner = sampleOrganisation({ id: '019a9f00-0000-7000-8000-000000000009', slug: 'aegean', did: 'did:web:testamur.example:o:aegean', legalName: { en: 'Aegean University' }, country: 'GR', identifiers: [] });
const rpl = { route: 'recognition-of-prior-learning', achievement: sampleAchievement({ kind: 'attendance', level: { applicable: false }, coCertifications: [{ name: 'A', body: 'B' }, { name: 'C', body: 'D', url: 'https://c.example/' }] }) } as const;

describe('a European Digital Credential of ours, read back', () => {
  it('says what the Open Badge of the award says: the sample, jointly, in another language, by another route, and every example', async () => {
    const awards = [sampleAward(), sampleAward({ language: 'hr' }), sampleAward({ awardingBodies: [sampleOrganisation(), partner] }), sampleAward(rpl), ...(await exampleAwards())];
    expect(awards).toHaveLength(17);
    for (const award of awards) expect(comparable(viewOf(award))).toEqual(comparable(badgeOf(award)));
  });

  it('says so of any award', () => {
    fc.assert(fc.property(arbitraryAward(), (award) => expect(comparable(viewOf(award))).toEqual(comparable(badgeOf(award)))), { numRuns: 150 });
  });

  it('does not when anything is other: the comparison can fail', () => {
    const award = sampleAward();
    for (const other of [sampleAward({ grade: '4' }), sampleAward({ supervision: 'supervised' }), sampleAward({ number: 'NH7K-2QXV-9M4U' }), sampleAward({ learner: { fullName: 'Eva', email: 'e@x.example' } })]) {
      expect(comparable(viewOf(other))).not.toEqual(comparable(badgeOf(award)));
    }
  });

  it('names every element and where it stands', () => {
    const document = encodedBy(testSeal(), sampleAward());
    const { elements } = readEdc(document);
    const there = (path: string): unknown => path.split('/').slice(1).reduce<unknown>((value, name) => (Array.isArray(value) ? (value as unknown[])[Number(name)] : isObject(value) ? value[name] : undefined), document);
    expect(Object.values(elements).filter(({ present }) => present)).toHaveLength(16);
    for (const [element, { path = '' }] of Object.entries(elements)) expect([element, there(path) !== undefined]).toEqual([element, true]);
    expect(Object.fromEntries(Object.entries(elements).map(([element, { path }]) => [element, path]))).toMatchObject({
      M1: '/credentialSubject/fullName',
      M3: '/credentialSubject/hasClaim/awardedBy/awardingBody/0/location/address/countryCode',
      M4: '/credentialSubject/hasClaim/awardedBy/awardingBody/0',
      M5: '/issued',
      M6: '/credentialSubject/hasClaim/specifiedBy/learningOutcome',
      M11: '/credentialSubject/hasClaim/awardedBy/awardingBody/0/accreditation',
      O3: '/credentialSubject/hasClaim/provenBy/0/grade',
      O4: '/credentialSubject/hasClaim/specifiedBy/isPartOf',
    });
  });

  it('takes "passed" of an ungraded award for no grade', () => {
    const { grade: _grade, ...award } = sampleAward();
    const view = viewOf(award);
    expect([view.grade, view.elements.O3]).toEqual([undefined, { present: false }]);
  });

  it('names the sealer by its certificate and the body by the register, when another seals', () => {
    const view = readEdc(encodedBy(testSeal({ subject: { organisation: 'Seals Ltd', country: 'EE', organizationIdentifier: 'NTREE-17207834' } }), sampleAward()));
    expect(view.issuer).toMatchObject({ id: 'did:web:testamur.example:o:jadran', name: 'Jadran University', country: 'HR' });
  });

  it('states the learner’s one identifier under the name that other formats have for it', () => {
    const only = (learner: Award['learner']) => viewOf(sampleAward({ learner: { fullName: 'A', ...learner } })).learner.identifiers;
    expect(only({ studentNumber: '7' })).toEqual([{ type: 'ext:studentNumber', hashed: false, value: '7' }]);
    expect(only({ birthDate: '1990-01-02' })).toEqual([{ type: 'ext:birthDate', hashed: false, value: '1990-01-02' }]);
    for (const email of ['a@b.example', '`o\'neil+100%?#&@b.example']) expect(only({ email })).toEqual([{ type: 'emailAddress', hashed: false, value: email }]);
  });
});

describe('what others write', () => {
  it.each([
    ['PT60H', 60],
    ['P2DT12H', 60],
    ['PT1H30M', 1.5],
    ['PT36S', 0.01],
    ['P2D', 48],
    ['P1M', undefined],
    ['PT', undefined],
    ['P', undefined],
    ['60', undefined],
  ])('a duration of %s is %s hours', (duration, hours) => {
    expect(hoursOf(duration)).toBe(hours);
  });

  it('is read by id where it stands in full somewhere else', () => {
    const view = readEdc({
      type: 'EuropeanDigitalCredential',
      issuer: { id: 'urn:x:1', legalName: { en: ['Sealer'] } },
      credentialSubject: [{ id: 'urn:x:p', hasClaim: [{ type: 'LearningAchievement', title: { de: ['Titel'] }, awardedBy: [{ awardingBody: ['urn:x:2'] }] }] }],
      evidence: { accreditation: { organisation: { id: 'urn:x:2', type: 'Organisation', legalName: { de: 'Hochschule' } } } },
    });
    expect(view).toMatchObject({ title: 'Titel', language: 'de', awardingBodies: [{ label: 'Hochschule', iri: 'urn:x:2' }], issuer: { id: 'urn:x:1', name: 'Sealer' } });
  });

  it('never makes reading throw, or loop: any JSON, any loop of ids', () => {
    const named = fc.record({ id: fc.constantFrom('urn:a', 'urn:b'), type: fc.constant('Organisation'), hasPart: fc.constantFrom('urn:a', 'urn:b') });
    const part = fc.oneof(fc.jsonValue(), named, fc.array(named));
    const members = ['issuer', 'credentialSubject', 'hasClaim', 'awardedBy', 'awardingBody', 'specifiedBy', 'provenBy', 'displayParameter', 'title', 'evidence', 'status', 'identifier', 'validUntil'] as const;
    const document = fc.dictionary(fc.constantFrom(...members), fc.oneof(part, fc.dictionary(fc.constantFrom(...members), fc.oneof(part, fc.dictionary(fc.constantFrom(...members), part)))));
    fc.assert(fc.property(document, (value) => void readEdc(value as JsonObject)), { numRuns: 500 });
  });

  fromData('elm/samples/AA-Annex1-MC-signed.jsonld', (file) => {
    const view = readEdc(JSON.parse((JSON.parse(file) as { payload: string }).payload) as JsonObject);

    it('the micro-credential "Annex 1" says what it says; of the mandatory elements quality assurance alone is missing', () => {
      expect(view).toMatchObject({
        issuer: { id: expect.any(String), country: 'ES', identifiers: [{ scheme: 'eidas', value: 'VATES-A00000000' }] },
        awardingBodies: [{ label: 'Learning Provider', iri: 'urn:epass:org:1' }],
        learner: { name: 'Ana Andromeda', identifiers: expect.arrayContaining([{ type: 'ext:birthDate', hashed: false, value: '1999-10-02' }, { type: 'emailAddress', hashed: false, value: 'ana.andromeda@email.com' }]) },
        workload: { credits: { system: 'ects', value: 2 } },
        level: { applicable: true, eqf: 6, nqf: { label: 'IE NQF Level 6' } },
        assessments: [{ label: 'artefact assessment', iri: 'http://data.europa.eu/snb/assessment/de4d165a6c' }],
        participation: [{ label: 'Blended' }],
        supervision: { label: 'Unsupervised without ID Verification' },
        grade: { value: 'Pass', scheme: 'Generic grading' },
        fields: ['068', '003'],
        language: 'en',
      });
      expect(Object.entries(view.elements).filter(([, { present }]) => !present).map(([element]) => element)).toEqual(['M11', 'O4', 'O5']);
    });

    fromData('elm/samples/AA-Annex1-MC-unsigned.json', (upload) => {
      it('says the same as it was uploaded, but for the issuer and the dates of sealing', () => {
        const { issuer: _issuer, id: _id, validFrom: _from, elements, ...said } = readEdc((JSON.parse(upload) as { credential: JsonObject }).credential);
        const { issuer: _sealer, id: _own, validFrom: _then, elements: sealed, ...sealedSays } = view;
        expect(said).toEqual(sealedSays);
        const values = (found: typeof elements) => Object.entries(found).map(([element, { value }]) => (element === 'M5' ? element : [element, value]));
        expect(values(elements)).toEqual(values(sealed));
      });
    });
  });

  fromData('elm/samples/minimal-mc.valid.jsonld', (file) => {
    it('the sample with all sixteen elements has them', () => {
      const { elements } = readEdc(JSON.parse(file) as JsonObject);
      expect(Object.entries(elements).filter(([, { present }]) => !present).map(([element]) => element)).toEqual([]);
    });
  });
});
