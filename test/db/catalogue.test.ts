import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CatalogueQuery } from '../../src/catalogue/ports.js';
import { fold } from '../../src/core/strings.js';
import type { Achievement, Organisation } from '../../src/core/model.js';
import { indexCatalogue } from '../../src/store/catalogue.js';
import { sampleAchievement, sampleOrganisation } from '../support/award.js';
import { openStoreWorld, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
const organisations: Record<string, Organisation> = {};
const achievements: Record<string, Achievement> = {};

async function organisation(slug: string, overrides: Partial<Organisation> = {}): Promise<Organisation> {
  const made = sampleOrganisation({ id: world.id(), slug, did: `did:web:testamur.example:o:${slug}`, ...overrides });
  await world.store.organisations.insertOrganisation(made, 'test');
  return (organisations[slug] = made);
}
async function achievement(name: string, of: Organisation, overrides: Partial<Achievement>): Promise<void> {
  world.clock.at = new Date(world.clock.at.getTime() + 1000);
  const made = sampleAchievement({ id: world.id(), organisationId: of.id, code: name.toUpperCase(), ...overrides });
  await world.store.achievements.insertAchievement(made, 'test');
  achievements[name] = made;
}

beforeAll(async () => {
  world = await openStoreWorld();
  const jadran = await organisation('jadran');
  const zagreb = await organisation('zagreb', { legalName: { hr: 'Sveučilište u Zagrebu' } });
  const closed = await organisation('closed', { status: 'suspended' });
  await achievement('fintech', jadran, {});
  await achievement('care', zagreb, { title: { hr: 'Njega i zdravlje starijih osoba: Đakovo', de: 'Altenpflege' }, fields: ['0913', '0922'], languages: ['hr-HR'], level: { applicable: true, eqf: 5 } });
  await achievement('crafts', zagreb, { title: { en: 'Crafts 100%_\\' }, fields: ['02'], languages: ['en', 'de'], level: { applicable: false } });
  await achievement('draft', jadran, { title: { en: 'Draft without assessment' }, assessments: [] });
  await achievement('withdrawn', jadran, { title: { en: 'No longer offered' }, offered: false });
  await achievement('suspended', closed, { title: { en: 'Of a suspended organisation' } });
});
afterAll(() => world.database.close());

const ALL: CatalogueQuery = { words: [], fields: [], levels: [], languages: [], organisations: [] };
const found = async (query: Partial<CatalogueQuery>): Promise<string[]> => {
  const { items } = await world.store.catalogue.offered({ ...ALL, ...query }, undefined, 50);
  expect(await world.store.catalogue.countOffered({ ...ALL, ...query })).toBe(items.length);
  return items.map(({ achievement: { id } }) => Object.entries(achievements).find(([, one]) => one.id === id)?.[0] ?? id);
};
const words = (text: string): Promise<string[]> => found({ words: fold(text).split(' ') });

describe('the catalogue', () => {
  it('has what can be awarded now: nothing unfinished, taken out, or of an organisation that is suspended', async () => {
    expect(await found({})).toEqual(['fintech', 'care', 'crafts']);
  });

  it('leaves uploaded images out, which can be large', async () => {
    const { id, organisationId, version: _version, ...content } = achievements.fintech!;
    const image = { mediaType: 'image/png', base64: 'AAAA' } as const;
    await world.store.achievements.saveAchievement(id, { ...content, image }, 'test');
    const { items } = await world.store.catalogue.offered({ ...ALL, organisations: ['jadran'] }, undefined, 50);
    expect(items.map(({ achievement }) => achievement)).toEqual([achievements.fintech]);
    const listed = (await world.store.achievements.achievements(organisationId, undefined, 50)).items;
    expect(listed.find((one) => one.id === id)).toEqual(achievements.fintech);
    expect(await world.store.achievements.achievement(organisationId, id)).toEqual({ ...achievements.fintech, image });
    await world.store.achievements.saveAchievement(id, content, 'test');
  });

  it('gives the current version and who offers it, and nothing of the organisation that a catalogue does not say', async () => {
    const { items } = await world.store.catalogue.offered({ ...ALL, organisations: ['jadran'] }, undefined, 50);
    const { id, slug, did, legalName, country } = organisations.jadran!;
    expect(items).toEqual([{ achievement: achievements.fintech, organisation: { id, slug, did, legalName, country } }]);
    expect(Object.keys(items[0]!.organisation.legalName)).toEqual(['hr', 'en']);
  });

  it.each([
    ['FinTech', ['fintech']],
    ['fintech 501', []],
    ['tržišta', ['fintech']],
    ['trzista', ['fintech']],
    ['NJEGA dakovo', ['care']],
    ['pflege', ['care']],
    ['sveučilište', ['fintech', 'care', 'crafts']],
    ['njega zagrebu', ['care']],
    ['crafts 100', ['crafts']],
    ['no such thing', []],
  ])('finds %j in titles of every language, in the code and in names, with or without accents: %j', async (text, names) => {
    expect(await words(text)).toEqual(names);
  });

  it.each([
    [{ fields: ['09'] }, ['care']],
    [{ fields: ['092'] }, ['care']],
    [{ fields: ['0913'] }, ['care']],
    [{ fields: ['091', '02'] }, ['care', 'crafts']],
    [{ fields: ['0911'] }, []],
    [{ levels: [5] }, ['care']],
    [{ levels: [5, 7] }, ['fintech', 'care']],
    [{ languages: ['hr'] }, ['fintech', 'care']],
    [{ languages: ['de'] }, ['crafts']],
    [{ organisations: ['zagreb'] }, ['care', 'crafts']],
    [{ organisations: ['zagreb'], languages: ['en'] }, ['crafts']],
    [{ organisations: ['closed'] }, []],
  ])('limited to %j has %j', async (query, names) => {
    expect(await found(query)).toEqual(names);
  });

  it('can be filtered by what it has', async () => {
    expect(await world.store.catalogue.facets()).toEqual({
      fields: ['02', '04', '09'],
      levels: [5, 7],
      languages: ['de', 'en', 'hr'],
      organisations: ['jadran', 'zagreb'].map((slug) => ({ slug, legalName: organisations[slug]!.legalName })),
    });
  });

  it('is read page by page, each thing once', async () => {
    const first = await world.store.catalogue.offered(ALL, undefined, 2);
    const second = await world.store.catalogue.offered(ALL, first.next, 2);
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, undefined]);
    expect(new Set([...first.items, ...second.items].map((item) => item.achievement.id)).size).toBe(3);
    await expect(world.store.catalogue.offered(ALL, 'mine', 2)).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('follows an achievement and an organisation as they change', async () => {
    const of = await organisation('moving');
    await achievement('moving', of, { title: { en: 'Moving' }, assessments: [] });
    const { id, organisationId: _organisationId, version: _version, ...content } = achievements.moving!;
    expect(await words('moving')).toEqual([]);
    await world.store.achievements.saveAchievement(id, { ...content, assessments: [{ type: 'quiz' }], title: { en: 'Arrived' } }, 'test');
    expect(await words('arrived')).toEqual(['moving']);
    await world.store.organisations.updateOrganisation({ ...of, legalName: { en: 'Renamed' } }, 'test');
    expect(await words('renamed arrived')).toEqual(['moving']);
    await world.store.achievements.saveAchievement(id, { ...content, assessments: [{ type: 'quiz' }], offered: false }, 'test');
    expect(await words('renamed')).toEqual([]);
  });

  it('has what was written before there was one, once it is indexed', async () => {
    await world.database.db.knex('achievement').update({ offered: null, search: null, fields: null, languages: null, eqf: null });
    await world.database.db.knex('organisation').update({ search: null });
    expect(await found({})).toEqual([]);
    await indexCatalogue(world.database.db);
    expect(await found({})).toEqual(['fintech', 'care', 'crafts']);
    expect(await words('zagrebu')).toEqual(['care', 'crafts']);
  });
});
