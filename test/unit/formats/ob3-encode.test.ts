/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument -- documents are broken here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../src/core/json.js';
import { compileForeignSchema } from '../../../src/core/schema.js';
import { sampleAchievement, sampleAward, sampleOrganisation } from '../../support/award.js';
import { HOSTILE } from '../../support/hostile.js';
import { altered, contextOf, di, encoded, jwt, METHOD, type Mutable } from './fixtures.js';
import { fromData } from '../../support/data.js';

const alignments = (document: Mutable, type: string): Mutable[] => document.credentialSubject.achievement.alignment.filter((a: Mutable) => a.targetType === type);
const names = (document: Mutable, type: string): string[] => alignments(document, type).map((a) => a.targetName);
const PAGE = 'https://testamur.example/achievements/019a9f00-0000-7000-8000-000000000002/1';

describe('an award as an Open Badge', () => {
  const document = encoded() as Mutable;

  it('is the same document in both formats, in one language, under three contexts', () => {
    expect(encoded(sampleAward(), jwt)).toEqual(document);
    expect(document['@context']).toEqual([
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    ]);
    expect(document.name).toBe('FinTech: markets, models and risk');
    const croatian = encoded(sampleAward({ language: 'hr' })) as Mutable;
    expect([croatian.name, croatian.issuer.name]).toEqual(['FinTech: tržišta, modeli i rizik', 'Sveučilište Jadran']);
    expect(JSON.stringify(croatian)).not.toContain('A postgraduate module');
    expect(croatian.credentialSubject.achievement.criteria.narrative).toMatch(/^Ovo je mikrokvalifikacija, a ne diploma\.\n\n## Ishodi učenja\n\n- Objasniti/);
  });

  it('names the learner in clear and hashes what else identifies them, each with its salt', () => {
    const hash = (text: string): string => `sha256$${createHash('sha256').update(text).digest('hex')}`;
    expect(document.credentialSubject.identifier).toEqual([
      { type: 'IdentityObject', hashed: false, identityHash: 'Ana Kovačević', identityType: 'name' },
      { type: 'IdentityObject', hashed: true, identityHash: hash('ana.kovacevic@student.examplec2FsdC1lbWFpbA'), identityType: 'emailAddress', salt: 'c2FsdC1lbWFpbA' },
      { type: 'IdentityObject', hashed: true, identityHash: hash('0036512345c2FsdC1udW1iZXI'), identityType: 'ext:studentNumber', salt: 'c2FsdC1udW1iZXI' },
      { type: 'IdentityObject', hashed: true, identityHash: hash('1998-04-09c2FsdC1iaXJ0aA'), identityType: 'ext:birthDate', salt: 'c2FsdC1iaXJ0aA' },
      { type: 'IdentityObject', hashed: false, identityHash: 'urn:schac:personalUniqueCode:int:esi:HR:0036512345', identityType: 'ext:esi' },
    ]);
    const text = JSON.stringify(document).toLowerCase();
    for (const secret of ['ana.kovacevic', '1998-04-09']) expect(text).not.toContain(secret);
    expect(() => encoded(sampleAward({ salts: {} }))).toThrow(expect.objectContaining({ code: 'bug' }));
  });

  it('hashes as the specification’s own example does', async () => {
    const { identityHash } = await import('../../../src/formats/ob3/identity.js');
    expect(identityHash('a@example.com', 'Kosher')).toMatch(/^sha256\$b5809d8a.*ef399$/);
  });

  it('takes a mononym as it is', () => {
    expect(encoded(sampleAward({ learner: { fullName: 'Sukarno', studentNumber: '1' } })).credentialSubject).toMatchObject({ identifier: [{ identityHash: 'Sukarno' }, {}] });
  });

  it('has one revocation entry, an object, with the index as text', () => {
    const list = 'https://testamur.example/status/019a9f00-0000-7000-8000-000000000004';
    expect(document.credentialStatus).toEqual({ id: `${list}#94567`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '94567', statusListCredential: list });
  });

  it('states each element as an alignment with the vocabulary’s IRI or a page of ours', () => {
    expect(alignments(document, 'ext:LearningOutcome').map((a) => [a.targetCode, a.targetDescription, a.targetUrl])).toEqual([
      ['LO1', 'knowledge', `${PAGE}#LO1`],
      ['LO2', 'skill', `${PAGE}#LO2`],
      ['LO3', 'responsibility, transversal', `${PAGE}#LO3`],
    ]);
    expect(alignments(document, 'ext:RelatedSkill').map((a) => a.targetCode)).toEqual(['LO2', 'LO2']);
    expect(alignments(document, 'ext:EQF')).toMatchObject([{ targetCode: '7', targetUrl: 'http://data.europa.eu/snb/eqf/7' }]);
    expect(alignments(document, 'ext:Workload')).toMatchObject([{ targetName: '125 h', targetCode: '125' }]);
    expect(alignments(document, 'ext:CreditSystem')).toMatchObject([{ targetCode: 'ects', targetDescription: '5', targetUrl: 'http://data.europa.eu/snb/education-credit/6fcec5c5af' }]);
    expect(alignments(document, 'ext:SupervisionType')).toMatchObject([{ targetUrl: 'http://data.europa.eu/snb/supervision-verification/70be69aaf9' }]);
    expect(names(document, 'ext:StackableInto')).toEqual(['Master of Finance']);
    expect(document.credentialSubject.achievement.alignment.every((a: Mutable) => URL.canParse(a.targetUrl))).toBe(true);
  });

  it('says that no level applies, when that is stated', () => {
    const none = encoded(sampleAward({ achievement: sampleAchievement({ level: { applicable: false } }) }));
    expect(alignments(none, 'ext:Level')).toMatchObject([{ targetCode: 'not-applicable' }]);
    expect(alignments(none, 'ext:EQF')).toEqual([]);
  });

  it('writes credits as a number only when whole or half, and always in words', () => {
    const of = (value: number): Mutable => encoded(sampleAward({ achievement: sampleAchievement({ workload: { credits: { system: 'ects', value } } }) }));
    expect([of(5), of(2.5), of(2.4)].map((d) => [d.credentialSubject.creditsEarned, d.credentialSubject.achievement.creditsAvailable])).toEqual([[5, 5], [2.5, 2.5], [undefined, undefined]]);
    expect(alignments(of(2.4), 'ext:CreditSystem')).toMatchObject([{ targetDescription: '2.4' }]);
  });

  it('gives recognised prior learning as the form of participation of that route', () => {
    const recognised = encoded(sampleAward({ route: 'recognition-of-prior-learning' }));
    expect(names(recognised, 'ext:ParticipationType')).toEqual(['recognition of prior learning']);
    expect(names(recognised, 'ext:Route')).toEqual(['recognition of prior learning']);
    expect(names(document, 'ext:ParticipationType')).toEqual(['blended']);
  });

  it('names every awarding body, the issuer first', () => {
    const partner = sampleOrganisation({ slug: 'partner', did: 'did:web:partner.example', legalName: { en: 'Partner University' } });
    const joint = encoded(sampleAward({ awardingBodies: [sampleOrganisation(), partner] }));
    expect(alignments(joint, 'ext:AwardingBody').map((a) => [a.targetName, a.targetCode, a.targetUrl])).toEqual([
      ['Jadran University', METHOD.split('#')[0], 'https://testamur.example/o/jadran'],
      ['Partner University', 'did:web:partner.example', 'https://testamur.example/o/partner'],
    ]);
  });

  it('says of a badge of attendance that it is no micro-credential', () => {
    const { achievement } = (encoded(sampleAward({ achievement: sampleAchievement({ kind: 'attendance' }) })) as Mutable).credentialSubject;
    expect(achievement.achievementType).toBe('Badge');
    expect(achievement.criteria.narrative).toMatch(/^This is a badge of attendance: neither a micro-credential nor a degree\./);
  });

  it('describes the grade, worst value first, and has no result without one', () => {
    const { result, achievement } = document.credentialSubject;
    expect(result).toEqual([{ type: ['Result'], resultDescription: `${PAGE}#grade`, value: '5' }]);
    expect(achievement.resultDescription).toMatchObject([{ id: `${PAGE}#grade`, resultType: 'Result', allowedValue: ['2', '3', '4', '5'], requiredValue: '2' }]);
    const { grade: _grade, ...ungraded } = sampleAward();
    expect(encoded(ungraded).credentialSubject).not.toHaveProperty('result');
  });

  it('points to a logo only where there is one, and holds no image itself', () => {
    expect(document.issuer.image).toEqual({ id: 'https://testamur.example/o/jadran/logo', type: 'Image' });
    const { logo: _logo, ...plain } = sampleOrganisation();
    expect(encoded(sampleAward({ organisation: plain })).issuer).not.toHaveProperty('image');
  });

  it('names the badge image in the language of the award, or of the title that stands for it', () => {
    const title = { en: 'Bees', hr: 'Pčele' };
    const imageOf = (language: string): unknown => (encoded(sampleAward({ language, achievement: sampleAchievement({ title }) })) as Mutable).credentialSubject.achievement.image.id;
    expect([imageOf('hr'), imageOf('de')]).toEqual([`${PAGE}/hr/image.png`, `${PAGE}/en/image.png`]);
  });

  it.each(Object.entries(HOSTILE).filter(([name]) => !['nul', 'control character', 'half a surrogate pair'].includes(name)))('keeps %s in every text exactly', (_, text) => {
    const map = { en: text };
    const achievement = sampleAchievement({
      title: map, description: map, prerequisites: map, furtherInformation: map, code: text,
      learningOutcomes: [{ statement: map, kind: 'skill', skills: [{ iri: 'https://skill.example/', label: text, framework: text }] }],
      assessments: [{ type: 'quiz', description: map }],
      stackability: { standalone: false, into: [{ title: map }] },
      coCertifications: [{ name: text, body: text }],
    });
    const hostile = encoded(sampleAward({ achievement, grade: text, learner: { fullName: text, studentNumber: '1' } })) as Mutable;
    const { credentialSubject: subject } = hostile;
    const kept = [hostile.name, subject.achievement.name, subject.achievement.description, subject.narrative, subject.result[0].value, subject.identifier[0].identityHash, subject.achievement.humanCode];
    const aligned = ['ext:LearningOutcome', 'ext:RelatedSkill', 'ext:StackableInto', 'ext:ProfessionalCertification'].flatMap((type) => names(hostile, type));
    expect(new Set([...kept, ...aligned])).toEqual(new Set([text]));
    expect(subject.achievement.criteria.narrative.endsWith(text)).toBe(true);
  });
});

describe('the lint of a document', () => {
  const unsigned = { ...di.encode(sampleAward(), contextOf(di)) };
  const problems = async (change: (document: Mutable) => unknown): Promise<string[]> =>
    (await di.lint({ ...unsigned, document: altered(unsigned.document, change) })).map(({ rule, path }) => `${rule} ${path}`);

  it('finds nothing in what we encode, with much said and with little', async () => {
    expect(await di.lint(unsigned)).toEqual([]);
    const { grade: _grade, validUntil: _until, supervision: _supervision, ...bare } = sampleAward();
    const { prerequisites: _p, furtherInformation: _f, stackability: _s, registrations: _r, fields: _fields, languages: _l, ...little } = sampleAchievement();
    expect(await di.lint({ ...unsigned, document: encoded({ ...bare, achievement: little }) })).toEqual([]);
  });

  it.each([
    ['a context more', ['malformed /@context', 'contexts /@context'], (d) => d['@context'].push('https://www.w3.org/ns/credentials/v2')],
    ['a term without meaning', ['undefined-term /@context'], (d) => (d.credentialSubject.colour = 'red')],
    ['a single value for an array', ['schema /credentialSubject/type'], (d) => (d.credentialSubject.type = 'AchievementSubject')],
    ['no assessment', ['element-missing /M9'], (d) => (d.credentialSubject.achievement.alignment = d.credentialSubject.achievement.alignment.filter((a: Mutable) => a.targetType !== 'ext:AssessmentType'))],
    ['an end before the start', ['validity-order /validUntil'], (d) => (d.validUntil = '2026-11-21T09:00:00Z')],
    ['an e-mail in clear', ['learner-in-clear /credentialSubject/identifier/1'], (d) => { d.credentialSubject.identifier[1].hashed = false; }],
    ['a hash without salt', ['learner-in-clear /credentialSubject/identifier/2'], (d) => { delete d.credentialSubject.identifier[2].salt; }],
    ['no status', ['status-entry /credentialStatus'], (d) => delete d.credentialStatus],
    ['an index that is none', ['status-entry /credentialStatus'], (d) => (d.credentialStatus.statusListIndex = '12abc')],
    ['a result of nothing', ['result-described /credentialSubject/result/0'], (d) => (d.credentialSubject.result[0].resultDescription = 'urn:x:1')],
    ['another issuer', ['key-of-issuer /issuer/id'], (d) => (d.issuer.id = 'did:web:other.example')],
  ] as readonly [string, string[], (document: Mutable) => unknown][])('refuses %s', async (_, expected, change) => {
    expect(await problems(change)).toEqual(expected);
  });
});

fromData('ob3/schema/achievementcredential.strict.json', (text) => {
  it('1EdTech’s strict schema takes our documents', () => {
    const strict = compileForeignSchema(JSON.parse(text) as JsonObject);
    const { grade: _grade, ...ungraded } = sampleAward({ language: 'hr', route: 'recognition-of-prior-learning' });
    expect([encoded(), encoded(ungraded)].flatMap((document) => strict(document))).toEqual([]);
    expect(strict(altered(encoded(), (d: Mutable) => delete d.validFrom))).not.toEqual([]);
  });
});
