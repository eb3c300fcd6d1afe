/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- documents are broken here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import { isObject, type Json, type JsonObject } from '../../../src/core/json.js';
import { altered, check, detailOf, di, encoded, said, signed, signedDocument, type Mutable } from './fixtures.js';

const subject = '/credentialSubject';
const achievement = `${subject}/achievement`;
const outcome = async (document: JsonObject): Promise<[signature: string, unsigned: string, detail: string | undefined]> => {
  const findings = await check(di, JSON.stringify(document));
  return [said(findings, 'signature'), said(findings, 'unsigned-content'), detailOf(findings, 'unsigned-content')];
};

describe('text put under a signature that still holds', () => {
  const smuggled: readonly [string, string, (document: Mutable) => unknown][] = [
    ['an index', `${achievement}/name/@index`, (d) => (d.credentialSubject.achievement.name = { '@value': d.credentialSubject.achievement.name, '@index': 'with honours' })],
    ['a nest', `${subject}/@nest`, (d) => (d.credentialSubject['@nest'] = {})],
    ['an included block', `${subject}/@included`, (d) => (d.credentialSubject['@included'] = [])],
    ['a reverse property', `${subject}/@reverse`, (d) => (d.credentialSubject['@reverse'] = {})],
    ['a set', `${subject}/licenseNumber/@set`, (d) => (d.credentialSubject.licenseNumber = { '@set': [d.credentialSubject.licenseNumber] })],
    ['a null', `${subject}/role`, (d) => (d.credentialSubject.role = null)],
    ['a value object', `${subject}/licenseNumber`, (d) => (d.credentialSubject.licenseNumber = { '@value': d.credentialSubject.licenseNumber })],
    ['a keyword for its alias', '/@id', (d) => { d['@id'] = d.id; delete d.id; }],
    ['an IRI for its term', `${subject}/https:~1~1purl.imsglobal.org~1spec~1vc~1ob~1vocab.html#licenseNumber`, (d) => { const s = d.credentialSubject; s['https://purl.imsglobal.org/spec/vc/ob/vocab.html#licenseNumber'] = s.licenseNumber; delete s.licenseNumber; }],
    ['a type named by its IRI', '/type/1', (d) => (d.type[1] = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential')],
    ['an empty array', `${subject}/role`, (d) => (d.credentialSubject.role = [])],
    ['an empty array of objects', `${achievement}/related`, (d) => (d.credentialSubject.achievement.related = [])],
    ['a type twice', '/type', (d) => d.type.push('OpenBadgeCredential')],
    ['a schema twice', '/credentialSchema', (d) => d.credentialSchema.push(d.credentialSchema[0])],
  ];
  it.each(smuggled)('is found: %s', async (_, path, change) => {
    const document = altered(JSON.parse(await signed(di)) as JsonObject, change);
    expect(await outcome(document)).toEqual(['pass ok', 'fail unsigned-content', path]);
  });

  it('is found where statements about the document were moved to another thing of its name, which nobody looks at', async () => {
    const named = await signedDocument(altered(encoded(), (d: Mutable) => (d.credentialSubject.achievement.id = d.id)));
    const moved = altered(named, (d: Mutable) => {
      const { credentialStatus, validUntil } = d;
      const a = { ...d.credentialSubject.achievement, type: [...d.type, ...d.credentialSubject.achievement.type], credentialStatus, validUntil };
      delete d.credentialStatus;
      delete d.validUntil;
      d.credentialSubject.achievement = a;
    });
    expect(await outcome(moved)).toEqual(['pass ok', 'fail unsigned-content', achievement]);
    // Where they stand as they were signed, or a thing is only named, nothing is hidden.
    expect(await outcome(named)).toEqual(['pass ok', 'pass ok', undefined]);
    const day = altered(named, (d: Mutable) => { d.credentialSubject.achievement.awardedDate = d.awardedDate; delete d.awardedDate; });
    expect(await outcome(day)).toEqual(['pass ok', 'fail unsigned-content', achievement]);
    const types = altered(moved, (d: Mutable) => (d.credentialSubject.achievement.type = ['Achievement']));
    expect((await outcome(types))[0]).toBe('fail undefined-term');
    const bare = await signedDocument(altered(encoded(), (d: Mutable) => (d.credentialSubject.achievement.related = { id: d.id, type: ['Related'] })));
    expect(await outcome(bare)).toEqual(['pass ok', 'pass ok', undefined]);
  });

  it('is not seen where nothing is but another order of names, or one value for an array of one', async () => {
    const document = JSON.parse(await signed(di)) as JsonObject;
    const unwrapped = altered(document, (d: Mutable) => {
      d.issuer.type = 'Profile';
      d.credentialSubject.result = d.credentialSubject.result[0];
      d.proof = d.proof[0];
    });
    const reversed = (value: Json): Json =>
      Array.isArray(value) ? (value as Json[]).map(reversed) : isObject(value) ? Object.fromEntries(Object.entries(value).reverse().map(([k, v]) => [k, reversed(v)])) : value;
    for (const same of [unwrapped, reversed(document) as JsonObject]) expect(await outcome(same)).toEqual(['pass ok', 'pass ok', undefined]);
  });

  it('is not seen in what others write: the other name of the type, a bare id, languages, coordinates, an endorsement with its own contexts', async () => {
    const document = altered(encoded(), (d: Mutable) => {
      d.type[1] = 'AchievementCredential';
      d.issuer.parentOrg = { id: 'https://parent.example/', type: ['Profile'] };
      d.issuer.address.geo = { type: 'GeoCoordinates', latitude: 45.5, longitude: 16 };
      d.termsOfUse = [{ id: 'https://terms.example/', type: 'VerifiableCredential' }];
      d.evidence = [{ id: 'https://evidence.example/1', type: ['Evidence'], narrative: 'A thesis.' }];
      d.description = { '@value': 'Opis', '@language': 'hr' };
      d.credentialSubject.achievement.image = { id: 'https://image.example/1' };
      d.credentialSubject.achievement.resultDescription[0].allowedValue = ['A', 'B', 'A'];
      d.endorsement = [
        {
          '@context': d['@context'].slice(0, 2),
          id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a99',
          type: ['VerifiableCredential', 'EndorsementCredential'],
          issuer: { id: 'https://agency.example/', type: ['Profile'] },
          credentialSubject: { id: 'did:web:testamur.example:o:jadran', type: ['EndorsementSubject'], endorsementComment: 'Good.' },
        },
      ];
    });
    expect(await outcome(await signedDocument(document))).toEqual(['pass ok', 'pass ok', undefined]);
  });
});

describe('signed content that was changed', () => {
  /** Every path to a value in the document. */
  const paths = (value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] =>
    typeof value !== 'object' || value === null
      ? [path]
      : [...(path.length > 0 ? [path] : []), ...Object.entries(value).flatMap(([name, member]: [string, Json]) => paths(member, [...path, Array.isArray(value) ? Number(name) : name]))];
  const at = (document: Mutable, path: readonly (string | number)[]): Mutable => path.slice(0, -1).reduce<Mutable>((place, name) => place[name], document);

  const change = (path: readonly (string | number)[], how: 'cut' | 'alter') => (d: Mutable) => {
    const place = at(d, path);
    const name = path.at(-1) as string;
    const value = place[name];
    if (how === 'cut') return Array.isArray(place) ? place.splice(Number(name), 1) : delete place[name];
    return (place[name] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)}x`);
  };
  const passes = async (document: JsonObject): Promise<boolean> => {
    const findings = await check(di, JSON.stringify(document)).catch(() => []);
    return findings.length > 0 && findings.every(({ outcome }) => outcome === 'pass');
  };

  it('never passes: every value and every member of a small badge, altered and cut out', async () => {
    const { result: _result, identifier: _identifier, ...small } = encoded().credentialSubject as JsonObject;
    const { alignment, resultDescription: _description, ...rest } = small.achievement as JsonObject;
    const achievement = { ...rest, alignment: (alignment as Json[]).slice(6, 8) };
    const document = await signedDocument({ ...encoded(), credentialSubject: { ...small, achievement } });
    expect(await passes(document)).toBe(true);
    const changes = paths(document).flatMap((path) => (['alter', 'cut'] as const).map((how) => ({ path, how })));
    expect(changes.length).toBeGreaterThan(150);
    const passed: string[] = [];
    for (const { path, how } of changes) if (await passes(altered(document, change(path, how)))) passed.push(`${how} ${path.join('/')}`);
    expect(passed).toEqual([]);
  }, 240_000);

  it('never passes: values anywhere in a whole credential', async () => {
    const document = JSON.parse(await signed(di)) as JsonObject;
    expect(await passes(document)).toBe(true);
    const all = paths(document);
    const passed: string[] = [];
    for (let index = 3; index < all.length; index += 23) {
      const path = all[index] ?? [];
      if (await passes(altered(document, change(path, index % 2 === 0 ? 'cut' : 'alter')))) passed.push(path.join('/'));
    }
    expect(passed).toEqual([]);
  });
});
