/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- documents are broken here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSign, sign as cryptoSign } from 'node:crypto';
import { text } from '../../../../src/core/bytes.js';
import type { JsonObject } from '../../../../src/core/json.js';
import type { Award } from '../../../../src/core/model.js';
import { createEdcTools } from '../../../../src/formats/edc/tools.js';
import { createEdcJades } from '../../../../src/formats/edc-jades/index.js';
import type { EncodeContext, Parsed, Unsigned } from '../../../../src/formats/format.js';
import { arbitraryAward } from '../../../support/arbitrary-award.js';
import { BASE_URL, sampleAchievement, sampleAward } from '../../../support/award.js';
import { privateKeyOf } from '../../../support/certificates.js';
import { fromData } from '../../../support/data.js';
import { documents } from '../../../support/documents.js';
import { exampleAwards } from '../../../support/example-awards.js';
import { p256Key } from '../../../support/keys.js';
import { testSeal, type TestSeal } from '../../../support/seal.js';
import { EDITIONS, shaclOf, shapesAreHere } from '../../../support/shacl.js';
import { altered, detailOf, evidence, said, type Mutable } from '../fixtures.js';

const tools = createEdcTools(documents);
const edc = createEdcJades(tools);
const PAGE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const seal = testSeal();
const contextOf = ({ key }: TestSeal): EncodeContext => ({ baseUrl: BASE_URL, key, sealedAt: '2026-11-21T10:00:00Z', random: (bytes) => new Uint8Array(bytes), page: PAGE });
const unsignedOf = (award: Award = sampleAward(), by: TestSeal = seal): Unsigned => edc.encode(award, contextOf(by));
const signWith = ({ certificate, key }: TestSeal) => ({
  sign: (data: Uint8Array) => Promise.resolve(new Uint8Array(key.algorithm === 'RS256' ? createSign('sha256').update(data).sign(privateKeyOf(certificate)) : cryptoSign('sha256', data, { key: privateKeyOf(certificate), dsaEncoding: 'ieee-p1363' }))),
});
const sealed = async (unsigned: Unsigned = unsignedOf(), by: TestSeal = seal): Promise<string> => text(await edc.sign(unsigned, signWith(by)));
const findings = async (parsed: Parsed, keys = {}) => edc.checkProof(parsed, evidence(keys));
const problemsOf = async (change: (d: Mutable) => unknown): Promise<string[]> => {
  const unsigned = unsignedOf();
  return (await edc.lint({ ...unsigned, document: altered(unsigned.document, change) })).map(({ rule, path }) => `${rule} ${path}`);
};

describe('edc-jades', () => {
  it('signs with a seal key, ES256 or else RS256, and is not made where there is none', () => {
    expect([edc.keys, edc.optional]).toEqual([[{ use: 'seal', algorithm: 'ES256' }, { use: 'seal', algorithm: 'RS256' }], true]);
  });

  it.each(['ES256', 'RS256'] as const)('seals in %s what lints, and every finding of it passes', async (algorithm) => {
    const by = testSeal({ algorithm });
    for (const award of [sampleAward(), ...(await exampleAwards()).map((one) => ({ ...one, organisation: sampleAward().organisation }))]) {
      const unsigned = unsignedOf(award, by);
      expect([award.number, await edc.lint(unsigned)]).toEqual([award.number, []]);
      const file = await sealed(unsigned, by);
      expect(edc.recognises(file)).toBe(true);
      const parsed = edc.parse(file);
      expect((await findings(parsed)).map(({ check, outcome }) => `${check} ${outcome}`)).toEqual(['format pass', 'context pass', 'schema pass', 'signature pass', 'unsigned-content pass']);
      expect(parsed).toMatchObject({ signedAt: '2026-11-21T10:00:00Z', needs: { issuer: 'did:web:testamur.example:o:jadran', credentialId: award.credentialId } });
      expect(parsed.keys).toEqual([expect.stringMatching(/^x5t#S256:[\w-]{43}$/)]);
      expect(parsed.seal?.level).toBe('B-B');
    }
  });

  it('asks for both its status lists', () => {
    const { statusEntries, needs } = edc.parse(JSON.stringify(unsignedOf().document));
    const list = `${BASE_URL}/status/019a9f00-0000-7000-8000-000000000004`;
    expect(statusEntries.map(({ purpose, index }) => [purpose, index])).toEqual([['revocation', 94567], ['suspension', 94567]]);
    expect(needs.statusLists).toEqual([list, `${list}/suspension`]);
  });

  it('fails when one character of what is sealed is changed', async () => {
    const file = await sealed();
    const parsed = edc.parse(file.replace('Kovačević', 'Kovacević'));
    expect([said(await findings(parsed), 'signature'), said(await findings(parsed), 'unsigned-content')]).toEqual(['fail signature-mismatch', 'skip signature-unproven']);
  });

  it('holds a trial seal to the key that was gathered under the certificate’s name', async () => {
    const parsed = edc.parse(await sealed());
    expect(said(await findings(parsed), 'signature')).toBe('pass ok');
    const other = { id: 'x', controller: 'x', publicJwk: p256Key('other').publicJwk, assertion: true, source: 'own', obtainedAt: '' };
    expect(said(await findings(parsed, { [parsed.keys[0]!]: { ok: true, value: other } }), 'signature')).toBe('fail signature-mismatch');
  });

  it('takes it without its seal for what it is, and never for sealed', async () => {
    for (const file of [JSON.stringify(unsignedOf().document), JSON.stringify({ credential: unsignedOf().document, deliveryDetails: {} })]) {
      expect(edc.recognises(file)).toBe(true);
      expect(said(await findings(edc.parse(file)), 'signature')).toBe('fail no-proof');
    }
  });

  it('is not mistaken for what is something else', () => {
    expect(['', 'x', '[]', '{}', '{"payload":"{}","signatures":[]}', '{"type":["VerifiableCredential","OpenBadgeCredential"]}'].map(edc.recognises)).toEqual(Array(6).fill(false));
    expect(() => edc.parse('{"type":"EuropeanDigitalCredential",}')).toThrow(expect.objectContaining({ code: 'json-invalid' }));
    expect(() => edc.parse('{}')).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });
});

describe('any award that can be', () => {
  it('lints', async () => {
    await fc.assert(fc.asyncProperty(arbitraryAward(), async (award) => expect(await edc.lint(unsignedOf(award))).toEqual([])), { numRuns: 60 });
  });

  it('conforms to the official shapes', async () => {
    if (!shapesAreHere) return;
    const judge = shaclOf('shacl-3.2');
    await fc.assert(fc.asyncProperty(arbitraryAward(), async (award) => expect(await judge(unsignedOf(award).document)).toEqual([])), { numRuns: 15 });
  });
});

describe('what is linted before it is sealed', () => {
  it.each<[string, (d: Mutable) => unknown]>([
    ['contexts /@context', (d) => d['@context'].push('https://www.w3.org/ns/credentials/v2')],
    ['element-missing /M11', (d) => delete d.credentialSubject.hasClaim.awardedBy.awardingBody[0].accreditation && delete d.credentialSubject.hasClaim.awardedBy.awardingBody[0].additionalNote],
    ['element-missing /M1', (d) => ['fullName', 'givenName', 'familyName', 'identifier'].forEach((name) => delete d.credentialSubject[name])],
    ['validity-order /validUntil', (d) => (d.validUntil = d.expirationDate = '2020-01-01T00:00:00Z')],
    ['validity-order /validUntil', (d) => delete d.expirationDate],
    ['status-entries /status', (d) => d.status.pop()],
    ['status-entries /status', (d) => (d.status[0].statusListIndex = '7')],
    ['key-of-issuer /issuer/id', (d) => (d.issuer.id = 'did:web:other.example')],
    ['issuer-of-certificate /issuer/eIDASIdentifier', (d) => (d.issuer.eIDASIdentifier.notation = 'VATHR-99999999999')],
    ['name-of-two /credentialSubject/hasClaim/provenBy/1/grade', (d) => (d.credentialSubject.hasClaim.provenBy[1].grade = { ...d.credentialSubject.hasClaim.provenBy[1].grade, noteLiteral: { en: '4' } })],
    ['concept-unlisted /issuer/location/address/countryCode', (d) => (d.issuer.location.address.countryCode.id = 'http://publications.europa.eu/resource/authority/country/XXX')],
    ['concept-unlisted /credentialSubject/hasClaim/specifiedBy/eqfLevel', (d) => (d.credentialSubject.hasClaim.specifiedBy.eqfLevel.id = 'http://data.europa.eu/snb/eqf/9')],
    ['concept-unlisted /credentialSubject/hasClaim/specifiedBy/thematicArea/0', (d) => (d.credentialSubject.hasClaim.specifiedBy.thematicArea[0].id = 'http://data.europa.eu/snb/isced-f/7777')],
    ['concept-unlisted /displayParameter/primaryLanguage', (d) => (d.displayParameter.primaryLanguage.id = 'http://publications.europa.eu/resource/authority/language/en')],
    ['page /displayParameter/individualDisplay/displayDetail/image', (d) => (d.displayParameter.individualDisplay.displayDetail.image.content = '/9j/4AAQ')],
    ['undefined-term /@context', (d) => (d.cnf = { jwk: {} })],
    ['schema /issuer/eIDASIdentifier', (d) => delete d.issuer.eIDASIdentifier],
    ['schema /credentialSubject/hasClaim/specifiedBy/eqfLevel/inScheme/id', (d) => (d.credentialSubject.hasClaim.specifiedBy.eqfLevel.inScheme.id = 'http://example.org/')],
    ['schema /credentialSubject/hasClaim/provenBy/0/grade', (d) => delete d.credentialSubject.hasClaim.provenBy[0].grade],
  ])('%s', async (problem, change) => {
    expect(await problemsOf(change)).toContain(problem);
  });

  it('a page that is missing', async () => {
    const { page: _page, ...context } = contextOf(seal);
    expect([...new Set((await edc.lint(edc.encode(sampleAward(), context))).map(({ rule }) => rule))]).toEqual(['schema', 'page']);
  });

  it('a field that the list lacks, which an achievement may have from before it was asked', async () => {
    const odd = unsignedOf(sampleAward({ achievement: sampleAchievement({ fields: ['77'] }) }));
    expect((await edc.lint(odd)).map(({ rule }) => rule)).toEqual(['concept-unlisted']);
  });
});

/** One thing wrong in each: what the official shapes refuse of these, our schema refuses too. */
const WRONG: readonly (readonly [string, (d: Mutable) => unknown])[] = [
  ['no profile', (d) => delete d.credentialProfiles],
  ['a profile of another scheme', (d) => (d.credentialProfiles.inScheme.id = 'http://example.org/')],
  ['no display', (d) => delete d.displayParameter],
  ['two displays', (d) => (d.displayParameter = [d.displayParameter, { ...d.displayParameter, id: 'urn:x:2' }])],
  ['no page image', (d) => delete d.displayParameter.individualDisplay.displayDetail.image.content],
  ['page nought', (d) => (d.displayParameter.individualDisplay.displayDetail.page = 0)],
  ['a display without language', (d) => delete d.displayParameter.individualDisplay.language],
  ['no issuer', (d) => delete d.issuer],
  ['an issuer without identifier', (d) => delete d.issuer.eIDASIdentifier],
  ['an issuer without a name', (d) => delete d.issuer.legalName],
  ['an identifier without a country', (d) => delete d.issuer.eIDASIdentifier.spatial],
  ['no place', (d) => delete d.issuer.location],
  ['a country of no list', (d) => (d.issuer.location.address.countryCode = { id: 'http://publications.europa.eu/resource/authority/country/FRA', type: 'Concept' })],
  ['no subject', (d) => delete d.credentialSubject],
  ['no claim', (d) => delete d.credentialSubject.hasClaim],
  ['no date of issuing', (d) => delete d.issued],
  ['a day for a time', (d) => (d.validFrom = '2026-11-21')],
  ['no start', (d) => delete d.validFrom],
  ['no schema', (d) => delete d.credentialSchema],
  ['another kind of schema', (d) => (d.credentialSchema.type = 'Concept')],
  ['a claim without a title', (d) => delete d.credentialSubject.hasClaim.title],
  ['two titles in a language', (d) => (d.credentialSubject.hasClaim.title = { en: ['A', 'B'] })],
  ['an award by nobody', (d) => delete d.credentialSubject.hasClaim.awardedBy.awardingBody && d.credentialSubject.hasClaim.provenBy.forEach((one: Mutable) => delete one.awardedBy.awardingBody)],
  ['an assessment without a grade', (d) => delete d.credentialSubject.hasClaim.provenBy[0].grade],
  ['a grade without words', (d) => d.credentialSubject.hasClaim.provenBy.forEach((one: Mutable) => delete one.grade.noteLiteral)],
  ['a level of another scheme', (d) => (d.credentialSubject.hasClaim.specifiedBy.eqfLevel.inScheme.id = 'http://example.org/')],
  ['two levels', (d) => (d.credentialSubject.hasClaim.specifiedBy.eqfLevel = [6, 7].map((level) => ({ ...d.credentialSubject.hasClaim.specifiedBy.eqfLevel, id: `http://data.europa.eu/snb/eqf/${level}` })))],
  ['a field of another scheme', (d) => (d.credentialSubject.hasClaim.specifiedBy.thematicArea[0].inScheme.id = 'http://example.org/')],
  ['a length that is none', (d) => (d.credentialSubject.hasClaim.specifiedBy.volumeOfLearning = '125')],
  ['credits without a system', (d) => [d.credentialSubject.hasClaim.specifiedBy.creditPoint, d.credentialSubject.hasClaim.creditReceived].forEach((points) => delete points.framework)],
  ['an outcome without a title', (d) => delete d.credentialSubject.hasClaim.specifiedBy.learningOutcome[0].title],
  ['a kind of outcome of another scheme', (d) => (d.credentialSubject.hasClaim.specifiedBy.learningOutcome[0].dcType.inScheme.id = 'http://example.org/')],
  ['an accreditation by nobody', (d) => delete d.credentialSubject.hasClaim.awardedBy.awardingBody[0].accreditation[0].accreditingAgent],
  ['an accreditation of no type', (d) => delete d.credentialSubject.hasClaim.awardedBy.awardingBody[0].accreditation[0].dcType],
  ['a page without an address', (d) => delete d.credentialSubject.hasClaim.specifiedBy.homepage.contentURL],
  ['an identifier without a number', (d) => delete d.identifier.notation],
];

describe('our schema beside the official shapes', () => {
  const document = unsignedOf().document;
  const judges = shapesAreHere ? EDITIONS.map((edition) => shaclOf(edition)) : [];

  it.each(WRONG)('both refuse: %s', async (_what, change) => {
    const wrong = altered<JsonObject>(document, change);
    expect(tools.schema.check(wrong)).toMatchObject({ outcome: 'fail', reason: 'schema-mismatch' });
    for (const judge of judges) expect((await judge(wrong)).length).toBeGreaterThan(0);
  });

  it('takes what the field writes: lists of one, a node by its id, times with zones', () => {
    const field = altered<JsonObject>(document, (d) => {
      d.credentialSubject = [d.credentialSubject];
      d.credentialSubject[0].hasClaim.title = { en: ['Title'] };
      d.credentialSubject[0].hasClaim.provenBy[1].awardedBy = { id: 'urn:epass:awardingProcess:1', type: 'AwardingProcess' };
      d.issued = '2026-11-21T12:00:00.123+02:00';
    });
    expect(tools.schema.check(field)).toMatchObject({ outcome: 'pass' });
  });

  it('says so where another profile or schema is named, and where the type is another', () => {
    expect(tools.schema.check(altered<JsonObject>(document, (d) => (d.credentialSchema.id = 'http://data.europa.eu/snb/model/ap/edc-accredited')))).toMatchObject({ outcome: 'warn', reason: 'schema-unavailable' });
    expect(tools.schema.check(altered<JsonObject>(document, (d) => (d.type = ['VerifiableCredential'])))).toMatchObject({ outcome: 'fail', reason: 'type-missing' });
  });
});

describe('the contexts', () => {
  const outcome = async (change: (d: Mutable) => unknown): Promise<string> => {
    const found = await findings(edc.parse(JSON.stringify(altered(unsignedOf().document, change))));
    return `${said(found, 'context')} ${detailOf(found, 'context')}`;
  };
  it('are both there, in their order, and pinned; a term without meaning is a warning, for the text is sealed', async () => {
    expect(await outcome((d) => d['@context'].reverse())).toBe('fail context-order /@context/0');
    expect(await outcome((d) => d['@context'].pop())).toBe('fail context-order /@context/1');
    expect(await outcome((d) => delete d['@context'])).toBe('fail context-order /@context');
    expect(await outcome((d) => (d['@context'][1] = 'https://evil.example/'))).toBe('unknown unknown-context https://evil.example/');
    expect(await outcome((d) => d['@context'].push({ title: 'https://evil.example/' }))).toBe('fail unknown-context /@context/2');
    expect(await outcome((d) => (d.cnf = { jwk: {} }))).toBe('warn undefined-term cnf');
    // Both versions of the data model protect terms that the other redefines.
    expect(await outcome((d) => d['@context'].push('https://www.w3.org/ns/credentials/v2'))).toBe('fail malformed protected term redefinition');
  });
});

for (const name of ['AA-Annex1-MC', 'Sample-CertOfPart']) {
  fromData(`elm/samples/${name}-signed.jsonld`, (file) => {
    it('is sealed well, conforms, and every statement has a meaning', async () => {
      expect(edc.recognises(file)).toBe(true);
      const parsed = edc.parse(file);
      expect((await findings(parsed)).map(({ check, outcome, reason }) => `${check} ${outcome} ${reason}`)).toEqual(['format pass ok', 'context pass ok', 'schema pass ok', 'signature pass ok', 'unsigned-content pass ok']);
      expect(parsed.seal?.level).toBe(name === 'AA-Annex1-MC' ? 'B-T' : 'B-LTA');
    });
    it('fails when one character of what is sealed is changed', async () => {
      expect(said(await findings(edc.parse(file.replace('Andromeda', 'Andromedo'))), 'signature')).toBe('fail signature-mismatch');
    });
  });
  fromData(`elm/samples/${name}-unsigned.json`, (file) => {
    it('has no seal, and of what the profile asks the issuer alone is missing', async () => {
      const found = await findings(edc.parse(file));
      expect([edc.recognises(file), said(found, 'signature'), said(found, 'schema'), detailOf(found, 'schema')]).toEqual([true, 'fail no-proof', 'fail schema-mismatch', "/issuer must have required property 'issuer'"]);
    });
  });
}
fromData('elm/samples/minimal-mc.valid.jsonld', (file) => {
  it('has no seal, and conforms', async () => {
    const found = await findings(edc.parse(file));
    expect(found.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual(['format pass', 'context pass', 'schema pass', 'signature fail', 'unsigned-content skip']);
  });
});
