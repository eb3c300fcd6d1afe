/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- documents are broken here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MANDATORY, missingElements, OPTIONAL } from '../../../src/core/elements.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { Achievement, Award, Learner } from '../../../src/core/model.js';
import { ASSESSMENT_TYPES, CREDIT_SYSTEMS, PARTICIPATION_TYPES, QUALITY_TYPES, SUPERVISION_TYPES } from '../../../src/core/vocabulary.js';
import { readCredential } from '../../../src/formats/ob3/read.js';
import { statusEntries } from '../../../src/formats/ob3/status-entries.js';
import { sampleAchievement, sampleAward, sampleOrganisation } from '../../support/award.js';
import { altered, check, detailOf, di, encoded, jwt, said, signed, signedDocument, type Mutable } from './fixtures.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('x\n\n## Prerequisites\n\ny', 'a, transversal', '\n\n## Preduvjeti\n\n', '<b>', '‮', 'skill, transversal', ' ', '## '),
);
const map = fc.record({ en: text });
const code = (terms: readonly { readonly code: string }[]): fc.Arbitrary<string> => fc.constantFrom(...terms.map((term) => term.code));
const outcome = fc.record(
  {
    statement: map,
    kind: fc.constantFrom('knowledge' as const, 'skill' as const, 'responsibility' as const),
    transversal: fc.boolean(),
    skills: fc.array(fc.record({ iri: fc.webUrl(), label: text, framework: fc.constantFrom('ESCO', 'DigComp') }), { maxLength: 2 }),
  },
  { requiredKeys: ['statement', 'kind'] },
);
const level: fc.Arbitrary<NonNullable<Achievement['level']>> = fc.oneof(
  fc.constant({ applicable: false as const }),
  fc.record(
    { applicable: fc.constant(true as const), eqf: fc.integer({ min: 1, max: 8 }), nqf: fc.record({ framework: text, level: text }), cycle: fc.constantFrom('short' as const, 'first' as const) },
    { requiredKeys: ['applicable', 'eqf'] },
  ),
);
const achievement = fc
  .record(
    {
      title: map,
      description: map,
      learningOutcomes: fc.array(outcome, { minLength: 1, maxLength: 3 }),
      workload: fc.record({ hours: fc.integer({ min: 1, max: 2000 }), credits: fc.record({ system: code(CREDIT_SYSTEMS), value: fc.double({ min: 0.01, max: 60, noNaN: true }) }) }),
      level,
      assessments: fc.array(fc.record({ type: code(ASSESSMENT_TYPES), description: map }, { requiredKeys: ['type'] }), { minLength: 1, maxLength: 3 }),
      participation: fc.uniqueArray(code(PARTICIPATION_TYPES), { minLength: 1, maxLength: 2 }),
      qualityAssurance: fc.array(fc.record({ type: code(QUALITY_TYPES), agency: text }, { requiredKeys: ['type'] }), { minLength: 1, maxLength: 2 }),
      prerequisites: map,
      furtherInformation: map,
      stackability: fc.record({ standalone: fc.boolean(), into: fc.array(fc.record({ title: map }), { maxLength: 2 }) }),
      fields: fc.uniqueArray(fc.constantFrom('04', '0412', '0613'), { maxLength: 2 }),
      languages: fc.uniqueArray(fc.constantFrom('hr', 'en', 'zh-Hant-TW', 'sr-Latn-RS-x-a'), { maxLength: 2 }),
      coCertifications: fc.array(fc.record({ name: text, body: text }), { maxLength: 1 }),
      registrations: fc.array(fc.record({ register: text, code: text }), { maxLength: 1 }),
    },
    { requiredKeys: ['title', 'description', 'learningOutcomes', 'workload', 'level', 'assessments', 'participation', 'qualityAssurance'] },
  )
  .map((content): Achievement => {
    const { id, organisationId, version, code: own, kind } = sampleAchievement();
    return { id, organisationId, version, code: own, kind, ...content };
  });
const learner: fc.Arbitrary<Learner> = fc.oneof(fc.record({ fullName: text, studentNumber: text }), fc.record({ givenName: text, familyName: text, email: fc.emailAddress(), europeanStudentIdentifier: text }));
const award: fc.Arbitrary<Award> = fc
  .record(
    { achievement, learner, grade: text, supervision: code(SUPERVISION_TYPES), route: fc.constantFrom('course' as const, 'recognition-of-prior-learning' as const) },
    { requiredKeys: ['achievement', 'learner', 'route'] },
  )
  .map((drawn) => {
    const { grade: _grade, supervision: _supervision, ...rest } = sampleAward();
    return { ...rest, ...drawn };
  });

const labels = (terms: readonly { readonly code: string; readonly label: string }[], codes: readonly string[]): string[] => codes.map((one) => terms.find((term) => term.code === one)?.label ?? '');

describe('our own credential, read back', () => {
  it('gives every stated element, with the text exactly as it was', () => {
    fc.assert(
      fc.property(award, (given) => {
        const { achievement: a, learner: l } = given;
        const view = readCredential(JSON.parse(JSON.stringify(encoded(given))) as JsonObject);
        expect(view).toMatchObject({ id: given.credentialId, title: a.title.en, description: a.description.en, number: given.number, awardedOn: given.awardedOn, validFrom: given.issuedAt, language: 'en' });
        expect(view.learner.name).toBe(l.fullName ?? `${l.givenName} ${l.familyName}`);
        expect(view.outcomes).toEqual(
          (a.learningOutcomes ?? []).map((o) => ({ statement: o.statement.en, kind: o.kind, transversal: o.transversal ?? false, skills: (o.skills ?? []).map(({ iri, label }) => ({ iri, label })) })),
        );
        expect(view.workload).toEqual(a.workload);
        expect(view.level).toMatchObject(a.level?.applicable === true ? { applicable: true, eqf: a.level.eqf } : { applicable: false });
        if (a.level?.applicable === true && a.level.nqf) expect(view.level.nqf?.label).toBe(`${a.level.nqf.framework} ${a.level.nqf.level}`);
        expect(view.assessments.map(({ label }) => label)).toEqual(labels(ASSESSMENT_TYPES, (a.assessments ?? []).map(({ type }) => type)));
        expect(view.participation.map(({ label }) => label)).toEqual(labels(PARTICIPATION_TYPES, given.route === 'course' ? (a.participation ?? []) : [given.route]));
        expect(view.qualityAssurance.slice(0, -1).map(({ label }) => label)).toEqual(labels(QUALITY_TYPES, (a.qualityAssurance ?? []).map(({ type }) => type)));
        expect(view.prerequisites).toBe(a.prerequisites?.en);
        expect(view.furtherInformation).toBe(a.furtherInformation?.en);
        expect(view.grade?.value).toBe(given.grade);
        expect(view.supervision?.label).toBe(given.supervision && labels(SUPERVISION_TYPES, [given.supervision])[0]);
        expect(view.stackability.slice(1).map(({ label }) => label)).toEqual((a.stackability?.into ?? []).map(({ title }) => title.en));
        expect(view.fields).toEqual(a.fields ?? []);
        expect(view.instructionLanguages).toEqual(a.languages ?? []);
        expect(view.coCertifications.map(({ label }) => label)).toEqual((a.coCertifications ?? []).map(({ name, body }) => `${name}, ${body}`));
        expect(view.registrations.map(({ label }) => label)).toEqual((a.registrations ?? []).map((one) => `${one.register}: ${one.code}`));
        expect(MANDATORY.filter((element) => !view.elements[element].present)).toEqual([]);
        const optional = { O1: a.prerequisites, O2: given.supervision, O3: given.grade, O4: a.stackability, O5: true };
        expect(OPTIONAL.filter((element) => view.elements[element].present)).toEqual(OPTIONAL.filter((element) => optional[element] !== undefined));
      }),
      { numRuns: 150 },
    );
  });

  it('says where each element stands', () => {
    const document = encoded();
    const { elements } = readCredential(document);
    for (const [element, found] of Object.entries(elements)) {
      const value = (found.path ?? '').split('/').slice(1).reduce<Mutable>((at, name) => at[name], document);
      expect([element, found.present, value === undefined]).toEqual([element, true, false]);
    }
    expect([elements.M3.path, elements.M5.path, elements.O3]).toEqual(['/issuer/address/addressCountryCode', '/validFrom', { present: true, path: '/credentialSubject/result/0/value', value: '5' }]);
  });

  it('misses exactly the elements that acceptance would miss', () => {
    const { id, organisationId, version, code: own, kind, title, description } = sampleAchievement();
    const empty: Achievement = { id, organisationId, version, code: own, kind, title, description };
    const { qualityPolicyUrl: _policy, ...organisation } = sampleOrganisation();
    const { elements } = readCredential(encoded(sampleAward({ achievement: empty, organisation })));
    const result = { resultId: '1', achievement: own, learner: sampleAward().learner, outcome: 'passed', awardedOn: '2026-06-30', route: 'course' } as const;
    const missing = missingElements(result, empty, organisation).map(({ element }) => element);
    expect(missing).toEqual(['M6', 'M7', 'M8', 'M9', 'M10', 'M11']);
    expect(MANDATORY.filter((element) => !elements[element].present)).toEqual(missing);
  });

  it('says the same in both formats, verified', async () => {
    const [one, other] = await Promise.all([signed(di), signed(jwt)]);
    expect(di.parse(one).view).toEqual(jwt.parse(other).view);
    expect(di.parse(one).statusEntries).toEqual(jwt.parse(other).statusEntries);
    for (const [format, credential] of [[di, one], [jwt, other]] as const) {
      const findings = await check(format, credential);
      expect(findings.map(({ check: name }) => name).sort()).toEqual(['context', 'format', 'schema', 'signature', 'unsigned-content']);
      expect(findings.map(({ outcome: found }) => found)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
    }
  });
});

describe('a signed document whose arrays were put in another order', () => {
  const rows = (targetType: string, ...targets: object[]) => targets.map((target) => ({ type: ['Alignment'], targetType, targetUrl: 'https://x.example/', targetName: 'x', ...target }));
  const competing = encoded();
  const changed = altered(competing, (d: Mutable) => {
    const { achievement: a, result, identifier } = d.credentialSubject;
    a.alignment.push(
      ...rows('ext:EQF', { targetCode: '8', targetName: 'EQF level 8' }),
      ...rows('ext:NQF', { targetName: 'HKO 8' }),
      ...rows('ext:Cycle', { targetName: 'third cycle' }),
      ...rows('ext:Workload', { targetCode: '999', targetName: '999 h' }),
      ...rows('ext:CreditSystem', { targetCode: 'ects', targetName: 'ECTS', targetDescription: '60' }),
      ...rows('ext:SupervisionType', { targetName: 'unsupervised' }),
      ...rows('ext:Route', { targetName: 'by grace' }),
      ...rows('ext:CredentialLanguage', { targetCode: 'xx' }),
      ...rows('ext:AwardingBody', { targetName: 'Another' }),
    );
    result.push({ ...result[0], value: '1' });
    identifier.push({ type: 'IdentityObject', hashed: false, identityHash: 'Zoe Other', identityType: 'name' });
  });
  /** A list that no longer has an order; where a thing stands is told by its place in a list. */
  const unordered = (value: Mutable): Mutable =>
    Array.isArray(value)
      ? value.map(unordered).sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1))
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== 'path').sort().map(([name, member]) => [name, unordered(member)]))
        : value;

  it('says the same in any order', async () => {
    const { achievement: a, result, identifier } = changed.credentialSubject as unknown as { achievement: { alignment: unknown[] }; result: unknown[]; identifier: unknown[] };
    const shuffled = (of: readonly unknown[]) => fc.shuffledSubarray([...of], { minLength: of.length });
    const view = unordered(readCredential(changed));
    fc.assert(
      fc.property(shuffled(a.alignment), shuffled(result), shuffled(identifier), (alignment, results, identifiers) => {
        const other = altered(changed, (d: Mutable) => {
          d.credentialSubject.achievement.alignment = alignment;
          d.credentialSubject.result = results;
          d.credentialSubject.identifier = identifiers;
        });
        expect(unordered(readCredential(other))).toEqual(view);
      }),
    );
    const signedOne = await signedDocument(changed);
    const swapped = altered(signedOne, (d: Mutable) => (d.credentialSubject.result.reverse(), d.credentialSubject.achievement.alignment.reverse()));
    for (const document of [signedOne, swapped]) expect(said(await check(di, JSON.stringify(document)), 'signature')).toBe('pass ok');
  });

  it('states no number of several, and of several texts all', () => {
    const { level: found, workload, grade, learner: person, language, elements } = readCredential(changed);
    expect([found.eqf, workload.hours, workload.credits, language]).toEqual([undefined, undefined, undefined, undefined]);
    const name = readCredential(competing).learner.name ?? '';
    expect([grade?.value, person.name]).toEqual(['1; 5', [name, 'Zoe Other'].sort().join('; ')]);
    expect([elements.O3.value, elements.M1.value]).toEqual([grade?.value, person.name]);
    expect(found.cycle).toMatchObject({ label: expect.stringMatching(/.+; third cycle$/) });
    expect(found.cycle).not.toHaveProperty('iri');
  });

  it.each([
    [{ targetCode: '6', targetName: 'EQF level 8' }, undefined],
    [{ targetCode: '6', targetUrl: 'http://data.europa.eu/snb/eqf/8' }, undefined],
    [{ targetName: 'EQF level 6', targetUrl: 'http://data.europa.eu/snb/eqf/6' }, 6],
    [{ targetCode: ['6', '7'] }, undefined],
    [{ targetCode: '6' }, 6],
  ])('has the level on which code, name and address agree: %j', (target, eqf) => {
    const document = { credentialSubject: { achievement: { alignment: rows('ext:EQF', target) } } } as unknown as JsonObject;
    expect(readCredential(document).level.eqf).toBe(eqf);
  });

  it('takes neither of two subjects, issuers or achievements', () => {
    const pair = ['A', 'B'].map((name) => ({ id: `urn:x:${name}`, name }));
    for (const two of [pair, pair.toReversed()]) {
      expect(readCredential({ issuer: two, credentialSubject: { achievement: two } })).toMatchObject({ issuer: { id: '' } });
      expect(readCredential({ credentialSubject: { achievement: two } }).title).toBeUndefined();
    }
  });
});

describe('what others write', () => {
  const theirs = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: 'https://badges.example/1',
    type: ['VerifiableCredential', 'AchievementCredential'],
    issuer: 'https://issuer.example/',
    validFrom: '2024-01-01T00:00:00+01:00',
    credentialSubject: {
      type: 'AchievementSubject',
      identifier: { type: 'IdentityObject', hashed: true, identityHash: 'sha256$00', identityType: 'emailAddress', salt: 's' },
      achievement: {
        id: 'https://a.example/',
        type: 'Achievement',
        name: { en: 'Statistics', nl: 'Statistiek' },
        description: { '@value': 'About numbers', '@language': 'en' },
        criteria: { narrative: 'Pass.' },
        inLanguage: 'nl',
        creditsAvailable: 3,
        alignment: [
          { type: 'Alignment', targetType: 'ext:EQF', targetName: 'EQF 6', targetUrl: 'https://eqf.example/6' },
          { type: 'Alignment', targetType: 'ceasn:Competency', targetName: 'Computes a mean', targetUrl: 'https://c.example/1' },
        ],
      },
    },
  };

  it('is read: single values, texts with a language, a bare issuer, levels and outcomes stated otherwise', () => {
    expect(readCredential(theirs)).toMatchObject({
      title: 'Statistics',
      description: 'About numbers',
      language: 'nl',
      instructionLanguages: ['nl'],
      issuer: { id: 'https://issuer.example/', identifiers: [] },
      learner: { identifiers: [{ type: 'emailAddress', hashed: true, value: 'sha256$00', salt: 's' }] },
      workload: { credits: { system: '', value: 3 } },
      level: { applicable: true, eqf: 6 },
      outcomes: [{ statement: 'Computes a mean', transversal: false, skills: [] }],
    });
    const { elements } = readCredential(theirs);
    expect([...MANDATORY, ...OPTIONAL].filter((element) => elements[element].present)).toEqual(['M1', 'M2', 'M5', 'M6', 'M7', 'M8']);
    expect(elements.M1.value).toBe('emailAddress');
  });

  it.each([
    [{ type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '23', statusListCredential: 'https://l.example/' }, { index: 23, purpose: 'revocation', list: 'https://l.example/' }],
    [{ type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: 23, statusListCredential: 'https://l.example/' }, { index: 23 }],
    [{ type: 'BitstringStatusListEntry', statusPurpose: 'message', statusListIndex: '0', statusListCredential: 'x', statusSize: 2 }, { size: 2, purpose: 'message' }],
    [{ type: 'BitstringStatusListEntry', statusListIndex: '-1' }, { index: undefined, purpose: '', list: '' }],
    [{ type: 'BitstringStatusListEntry', statusListIndex: '12abc' }, { index: undefined }],
    [{ type: 'BitstringStatusListEntry', statusListIndex: '1e3' }, { index: undefined }],
    [{ type: 'BitstringStatusListEntry', statusListIndex: 1.5 }, { index: undefined }],
    [{ type: 'BitstringStatusListEntry', statusListIndex: '99999999999999999999' }, { index: undefined }],
    [{ type: '1EdTechRevocationList', id: 'https://l.example/' }, { purpose: 'revocation', list: 'https://l.example/', index: undefined }],
  ])('has a status entry %j', (entry, expected) => {
    for (const credentialStatus of [entry, [{ type: 'Other' }, entry]]) expect(statusEntries({ credentialStatus }).at(-1)).toMatchObject(expected);
  });

  it('has a status entry that is only named, which cannot be read', () => {
    const named = { type: '', purpose: '', list: 'https://list.example/1', index: undefined };
    expect(statusEntries({ credentialStatus: 'https://list.example/1' })).toEqual([named]);
    expect(statusEntries({ credentialStatus: [{ type: 'Other' }, 'https://list.example/1'] })).toEqual([{ type: 'Other', purpose: '', list: '', index: undefined }, named]);
  });

  it('may have a status that is held back where each proof lets its holder leave it out, and none is shown', () => {
    const shown = (credentialStatus: JsonObject | undefined, ...suites: readonly string[]) => {
      const { heldBack, statusHeldBack, endHeldBack } = di.parse(JSON.stringify({ ...theirs, credentialStatus, proof: suites.map((cryptosuite) => ({ type: 'DataIntegrityProof', cryptosuite })) }));
      return [heldBack, statusHeldBack, endHeldBack];
    };
    expect(shown(undefined, 'ecdsa-sd-2023')).toEqual([true, true, true]);
    expect(shown({ type: 'BitstringStatusListEntry', statusListCredential: 'https://l.example/' }, 'ecdsa-sd-2023')).toEqual([true, false, true]);
    expect(shown(undefined, 'ecdsa-sd-2023', 'ecdsa-sd-2023')).toEqual([true, true, true]);
    // Beside a proof of all of it nothing can be left out.
    for (const suites of [['ecdsa-sd-2023', 'eddsa-rdfc-2022'], ['eddsa-jcs-2022'], ['of-tomorrow'], []]) expect(shown(undefined, ...suites)).toEqual([undefined, undefined, undefined]);
    expect(di.parse(JSON.stringify({ ...theirs, validUntil: '2030-01-01T00:00:00Z', proof: { type: 'DataIntegrityProof', cryptosuite: 'ecdsa-sd-2023' } }))).toMatchObject({ heldBack: true, endHeldBack: false });
  });

  it('needs its keys and its status lists, each once', () => {
    const list = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '1', statusListCredential: 'https://l.example/' };
    const document = { ...theirs, credentialStatus: [list, { ...list, statusPurpose: 'suspension' }, { type: '1EdTechRevocationList', id: 'https://r.example/' }], proof: [{ verificationMethod: 'did:x:1#a', created: AT1 }, { verificationMethod: 'did:x:1#a', created: '2026-01-02T00:00:00Z' }] };
    const parsed = di.parse(JSON.stringify(document));
    expect(parsed.needs).toEqual({ keys: ['did:x:1#a'], statusLists: ['https://l.example/', 'https://r.example/'], issuer: 'https://issuer.example/', credentialId: 'https://badges.example/1' });
    expect(parsed.signedAt).toBe('2026-01-02T00:00:00Z');
    const elsewhere = { ...document, proof: [...document.proof, { verificationMethod: 'did:x:2#b', created: '2026-01-02T05:00:00+14:00' }] };
    expect(di.parse(JSON.stringify(elsewhere)).signedAt).toBe('2026-01-02T00:00:00Z');
  });
  const AT1 = '2026-01-01T00:00:00Z';

  it.each([['{"a":1}'], ['[]'], ['null'], ['1'], ['{"type":["VerifiableCredential","BitstringStatusListCredential"],"@context":["https://www.w3.org/ns/credentials/v2"]}']])('that is no badge is unreadable: %s', (content) => {
    expect([di.recognises(content), jwt.recognises(content)]).toEqual([false, false]);
    expect(() => di.parse(content)).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });

  it('is recognised with a name twice in it, and refused as JSON', () => {
    const twice = JSON.stringify(theirs).replace('{', '{"id":"urn:x:0",');
    expect(di.recognises(twice)).toBe(true);
    expect(() => di.parse(twice)).toThrow(expect.objectContaining({ code: 'json-invalid' }));
    expect(di.recognises(JSON.stringify(theirs).slice(0, -1))).toBe(true);
  });

  it('never makes reading or checking throw', async () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const anything = fc.record({ '@context': fc.constant(theirs['@context']), type: value, issuer: value, credentialSubject: fc.oneof(value, fc.record({ identifier: value, achievement: fc.oneof(value, fc.record({ alignment: value, criteria: value, name: value })), result: value })), credentialStatus: value, credentialSchema: value, proof: value }, { requiredKeys: ['@context'] });
    await fc.assert(
      fc.asyncProperty(anything, async (document) => {
        const findings = await check(di, JSON.stringify(document));
        expect(said(findings, 'signature')).toMatch(/^(fail|unknown) /);
      }),
      { numRuns: 100 },
    );
  });

  it('has contexts in the wrong order or of no badge: fail; one we do not hold: unknown', async () => {
    const outcome = async (change: (d: Mutable) => unknown): Promise<string> => {
      const findings = await check(di, JSON.stringify(altered(theirs, change)));
      return `${said(findings, 'context')} ${detailOf(findings, 'context')}`;
    };
    expect(await outcome((d) => d['@context'].reverse())).toBe('fail context-order /@context/0');
    expect(await outcome((d) => d['@context'].pop())).toBe('fail context-order /@context/1');
    expect(await outcome((d) => (d['@context'][0] = 'https://www.w3.org/2018/credentials/v1'))).toMatch(/^fail undefined-term /);
    expect(await outcome((d) => d['@context'].push({ grade: 'https://evil.example/' }))).toBe('fail unknown-context /@context/2');
    expect(await outcome((d) => d['@context'].push(d['@context'][1]))).toBe('fail malformed /@context');
    expect(await outcome((d) => (d.credentialSubject['@context'] = d['@context']))).toBe('fail malformed /credentialSubject/@context');
    expect(await outcome((d) => (d.endorsement = [{ '@context': d['@context'].toReversed() }]))).toBe('fail malformed /endorsement/0/@context');
    expect(await outcome((d) => (d.endorsement = [{ x: { '@context': d['@context'] } }]))).toBe('fail malformed /endorsement/0/x/@context');
    // A language map: Open Badges has no context for its names.
    expect(await outcome(() => undefined)).toBe('fail undefined-term en');
    expect(await outcome((d) => (d.credentialSubject = { type: 'AchievementSubject', grade: 1 }))).toBe('fail undefined-term grade');
  });
});
