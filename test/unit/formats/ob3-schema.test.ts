/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- documents are broken here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import { isObject, type JsonObject } from '../../../src/core/json.js';
import { compileForeignSchema } from '../../../src/core/schema.js';
import { createOb3Schema } from '../../../src/formats/ob3/schema-check.js';
import { fromData } from '../../support/data.js';
import { documents } from '../../support/documents.js';
import { altered, encoded, type Mutable } from './fixtures.js';

const schema = createOb3Schema(documents);
/** Our document with one of nearly everything that the model has. */
const full = altered(encoded(), (d: Mutable) => {
  const profile = { id: 'https://source.example/', type: ['Profile'], name: 'Assessor', parentOrg: { id: 'https://p.example/', type: ['Profile'] }, dateOfBirth: '2000-01-01' };
  d.description = 'Text';
  d.image = { id: 'https://image.example/', type: 'Image', caption: 'Caption' };
  d.evidence = [{ id: 'https://evidence.example/', type: ['Evidence'], genre: 'Thesis' }];
  d.endorsementJwt = ['aaa.bbb.ccc'];
  d.refreshService = { id: 'https://refresh.example/', type: '1EdTechCredentialRefresh' };
  d.termsOfUse = [{ id: 'https://terms.example/', type: 'Terms' }];
  d.proof = [{ type: 'DataIntegrityProof', created: '2026-11-21T10:00:00Z' }];
  d.issuer.address.geo = { type: 'GeoCoordinates', latitude: 1.5, longitude: 2 };
  const subject = d.credentialSubject;
  Object.assign(subject, { activityStartDate: '2026-01-01T00:00:00Z', source: profile, role: 'Student', term: 'Fall' });
  subject.result[0].status = 'Completed';
  const { achievement } = subject;
  Object.assign(achievement, { creator: profile, tag: ['finance'], specialization: 'Risk', related: [{ id: 'https://r.example/', type: ['Related'], inLanguage: 'hr' }] });
  achievement.resultDescription[0].rubricCriterionLevel = [{ id: 'urn:x:1', type: ['RubricCriterionLevel'], name: 'High' }];
  d.endorsement = [
    {
      '@context': d['@context'].slice(0, 2),
      id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a99',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      name: 'Endorsement',
      issuer: 'https://agency.example/',
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: { id: 'https://i.example/', type: ['EndorsementSubject'] },
    },
  ];
});

const s = (d: Mutable): Mutable => d.credentialSubject;
const a = (d: Mutable): Mutable => d.credentialSubject.achievement;
const MUTATIONS: readonly [string, (document: Mutable) => unknown][] = [
  ['no context', (d) => delete d['@context']],
  ['one context', (d) => (d['@context'] = d['@context'].slice(0, 1))],
  ['contexts in another order', (d) => d['@context'].reverse()],
  ['context as text', (d) => (d['@context'] = d['@context'][0])],
  ['no id', (d) => delete d.id],
  ['id a number', (d) => (d.id = 1)],
  ['no type', (d) => delete d.type],
  ['type a text', (d) => (d.type = 'OpenBadgeCredential')],
  ['no VerifiableCredential', (d) => d.type.shift()],
  ['no OpenBadgeCredential', (d) => d.type.pop()],
  ['no issuer', (d) => delete d.issuer],
  ['issuer without id', (d) => delete d.issuer.id],
  ['issuer without type', (d) => delete d.issuer.type],
  ['issuer an array', (d) => (d.issuer = [d.issuer])],
  ['no validFrom', (d) => delete d.validFrom],
  ['validFrom without zone', (d) => (d.validFrom = '2026-11-21T10:00:00')],
  ['validFrom a day', (d) => (d.validFrom = '2026-11-21')],
  ['validUntil no time', (d) => (d.validUntil = 'soon')],
  ['awardedDate a day', (d) => (d.awardedDate = '2026-11-21')],
  ['name a language map', (d) => (d.name = { en: 'x' })],
  ['no subject', (d) => delete d.credentialSubject],
  ['subject an array', (d) => (d.credentialSubject = [d.credentialSubject])],
  ['subject of another type', (d) => (s(d).type = ['Other'])],
  ['no achievement', (d) => delete s(d).achievement],
  ['achievement an array', (d) => (s(d).achievement = [a(d)])],
  ['creditsEarned a text', (d) => (s(d).creditsEarned = '5')],
  ['activityStartDate a day', (d) => (s(d).activityStartDate = '2026-01-01')],
  ['identifier single', (d) => (s(d).identifier = s(d).identifier[0])],
  ['identity without hash', (d) => delete s(d).identifier[0].identityHash],
  ['identity of unknown kind', (d) => (s(d).identifier[0].identityType = 'shoeSize')],
  ['hashed a text', (d) => (s(d).identifier[0].hashed = 'false')],
  ['identity with a member more', (d) => (s(d).identifier[0].colour = 'red')],
  ['achievement without criteria', (d) => delete a(d).criteria],
  ['achievement without name', (d) => delete a(d).name],
  ['achievement without description', (d) => delete a(d).description],
  ['achievement of unknown kind', (d) => (a(d).achievementType = 'Nanodegree')],
  ['inLanguage a name', (d) => (a(d).inLanguage = 'English')],
  ['alignment single', (d) => (a(d).alignment = a(d).alignment[0])],
  ['alignment without name', (d) => delete a(d).alignment[0].targetName],
  ['alignment without address', (d) => delete a(d).alignment[0].targetUrl],
  ['alignment of unknown kind', (d) => (a(d).alignment[0].targetType = 'EQF')],
  ['tag single', (d) => (a(d).tag = 'finance')],
  ['related without id', (d) => delete a(d).related[0].id],
  ['registration with a member more', (d) => (a(d).otherIdentifier[0].url = 'x')],
  ['result value a number', (d) => (s(d).result[0].value = 5)],
  ['result of unknown status', (d) => (s(d).result[0].status = 'Passed')],
  ['description of unknown kind', (d) => (a(d).resultDescription[0].resultType = 'Mark')],
  ['description without name', (d) => delete a(d).resultDescription[0].name],
  ['allowed values single', (d) => (a(d).resultDescription[0].allowedValue = '5')],
  ['rubric level without name', (d) => delete a(d).resultDescription[0].rubricCriterionLevel[0].name],
  ['address of no type', (d) => delete d.issuer.address.type],
  ['coordinates of no length', (d) => delete d.issuer.address.geo.longitude],
  ['parent without id', (d) => delete s(d).source.parentOrg.id],
  ['birth date a time', (d) => (s(d).source.dateOfBirth = '2000-01-01T00:00:00Z')],
  ['image a text', (d) => (d.image = 'https://image.example/')],
  ['image with a member more', (d) => (d.image.width = 5)],
  ['evidence single', (d) => (d.evidence = d.evidence[0])],
  ['status an array', (d) => (d.credentialStatus = [d.credentialStatus])],
  ['status without id', (d) => delete d.credentialStatus.id],
  ['schema single', (d) => (d.credentialSchema = d.credentialSchema[0])],
  ['schema without type', (d) => delete d.credentialSchema[0].type],
  ['refresh without id', (d) => delete d.refreshService.id],
  ['terms single', (d) => (d.termsOfUse = d.termsOfUse[0])],
  ['proof single', (d) => (d.proof = d.proof[0])],
  ['proof of no type', (d) => delete d.proof[0].type],
  ['endorsement single', (d) => (d.endorsement = d.endorsement[0])],
  ['endorsement without name', (d) => delete d.endorsement[0].name],
  ['endorsement token of two parts', (d) => (d.endorsementJwt = ['a.b'])],
];

describe('our strict schema', () => {
  it('takes a document with one of everything', () => {
    expect(schema.strict(full)).toEqual([]);
    expect(schema.check(full)).toEqual({ check: 'schema', outcome: 'pass', reason: 'ok' });
  });
  it.each(MUTATIONS)('refuses: %s', (_, change) => {
    expect(schema.strict(altered(full, change))).not.toEqual([]);
  });
});

fromData('ob3/schema/achievementcredential.strict.json', (text) => {
  const official = compileForeignSchema(JSON.parse(text) as JsonObject);
  it('1EdTech’s strict schema takes the document with one of everything', () => {
    expect(official(full)).toEqual([]);
  });
  it.each(MUTATIONS)('1EdTech’s strict schema refuses as ours does: %s', (_, change) => {
    expect(official(altered(full, change))).not.toEqual([]);
  });
});

describe('the schema finding', () => {
  it('warns where single values stand for arrays, at any depth', () => {
    const unwrap = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.length === 1 ? unwrap(value[0]) : value.map(unwrap);
      return isObject(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, k === '@context' ? v : unwrap(v)])) : value;
    };
    const relaxed = unwrap(full) as JsonObject;
    expect(schema.strict(relaxed)).not.toEqual([]);
    expect(schema.check(relaxed)).toEqual({ check: 'schema', outcome: 'warn', reason: 'schema-relaxed' });
  });
  it('fails, and says where, on what no array would mend', () => {
    expect(schema.check(altered(full, (d) => { d.credentialSubject.type = 'AchievementSubject'; delete a(d).name; }))).toMatchObject({
      outcome: 'fail',
      reason: 'schema-mismatch',
      detail: "/credentialSubject/achievement/name must have required property 'name'",
    });
  });
  it('fails on a type that is no Open Badge', () => {
    expect(schema.check(altered(full, (d) => (d.type = ['VerifiableCredential', 'ClrCredential'])))).toMatchObject({ outcome: 'fail', reason: 'type-missing' });
  });
  it('asks of an endorsement by itself what is asked of one, and of a badge that says it is one too what is asked of a badge', () => {
    const [endorsement] = full.endorsement as readonly JsonObject[];
    expect(schema.check(endorsement!)).toMatchObject({ outcome: 'pass' });
    expect(schema.check({ ...endorsement!, type: ['VerifiableCredential', 'EndorsementCredential'], credentialSubject: full.credentialSubject! })).toMatchObject({ outcome: 'fail', reason: 'schema-mismatch' });
    expect(schema.check(altered(full, (d) => d.type.push('EndorsementCredential')))).toMatchObject({ outcome: 'pass' });
  });
  it('warns of a schema that we do not hold, wherever it is named, and fetches none', () => {
    const named = altered(full, (d) => (d.endorsement[0].credentialSchema = [{ id: 'https://agency.example/schema.json', type: 'JsonSchema' }]));
    expect(schema.check(named)).toMatchObject({ outcome: 'warn', reason: 'schema-unavailable', detail: '/endorsement/0/credentialSchema https://agency.example/schema.json' });
  });
});

describe('the schema of a status list credential', () => {
  const list = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: 'https://issuer.example/status/1',
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: 'did:web:issuer.example',
    validFrom: '2026-11-21T10:00:00Z',
    credentialSubject: { id: 'https://issuer.example/status/1#list', type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: 'uH4sI', ttl: 300000 },
  };
  const check = compileForeignSchema(documents.schemas.get('vc2/bitstring-status-list-credential') ?? {});
  it('takes a list, with one purpose or several', () => {
    expect(check(list)).toEqual([]);
    expect(check(altered(list, (d) => (d.credentialSubject.statusPurpose = ['revocation', 'suspension'])))).toEqual([]);
  });
  it.each([
    ['another type', (d) => d.type.pop()],
    ['a list without multibase prefix', (d) => (d.credentialSubject.encodedList = 'H4sI')],
    ['no purpose', (d) => delete d.credentialSubject.statusPurpose],
    ['an end that is no time', (d) => (d.validUntil = 'soon')],
    ['no issuer', (d) => delete d.issuer],
    ['a negative time to live', (d) => (d.credentialSubject.ttl = -1)],
  ] as readonly [string, (d: Mutable) => unknown][])('refuses %s', (_, change) => {
    expect(check(altered(list, change))).not.toEqual([]);
  });
});
