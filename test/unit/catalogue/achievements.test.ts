import { describe, expect, it } from '@jest/globals';
import { MANDATORY } from '../../../src/core/elements.js';
import type { JsonObject } from '../../../src/core/json.js';
import { achievementInput, memoryCatalogue, organisationInput, type MemoryCatalogue } from '../../support/catalogue.js';
import { ALWAYS_REFUSED, HOSTILE, textAt, textPaths, withText } from '../../support/hostile.js';
import { refusalOf } from '../../support/rejected.js';
import { readJson } from '../../support/schemas.js';

async function withOrganisation(awarded?: ReadonlySet<string>): Promise<MemoryCatalogue & { readonly id: string }> {
  const memory = memoryCatalogue(awarded);
  const { id } = await memory.catalogue.createOrganisation(organisationInput(), 'admin');
  return { ...memory, id };
}
async function created(overrides: object = {}) {
  const { catalogue, id } = await withOrganisation();
  return catalogue.createAchievement(id, achievementInput(overrides), 'author');
}
async function refused(overrides: object) {
  return refusalOf(created(overrides));
}

describe('creating an achievement', () => {
  it('makes version 1, with nothing missing when every element is stated', async () => {
    const { achievement, missing, warnings } = await created();
    expect(achievement).toMatchObject({ code: 'FIN-1', version: 1, title: { en: 'FinTech', hr: 'FinTech' } });
    expect(missing).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('takes a draft and lists what it lacks', async () => {
    const { catalogue, id } = await withOrganisation();
    const { missing } = await catalogue.createAchievement(id, { code: 'D', kind: 'micro-credential' }, 'author');
    expect(missing.map(({ element }) => element)).toEqual(MANDATORY.filter((element) => !['M1', 'M3', 'M4', 'M5'].includes(element)));
    expect(missing).toContainEqual({ element: 'M2', path: '/achievement/title' });
  });

  it('takes the statement that no level applies', async () => {
    expect((await created({ level: { applicable: false } })).missing).toEqual([]);
  });

  it.each([
    ['no code', { code: undefined }, '/code'],
    ['a code that looks like an id', { code: '019a9f00-0000-7000-8000-000000000002' }, '/code'],
    ['a code with a slash', { code: 'a/b' }, '/code'],
    ['another kind', { kind: 'degree' }, '/kind'],
    ['a title under no language', { title: { en: 'A', 'Croatian language': 'B' } }, '/title'],
    ['an EQF level of 9', { level: { applicable: true, eqf: 9 } }, '/level/eqf'],
    ['a level that does not apply and is given', { level: { applicable: false, eqf: 6 } }, '/level'],
    ['a field that ISCED-F has not', { fields: ['0412', '0450'] }, '/fields/1'],
    ['a language that is none', { languages: ['hr', 'x y'] }, '/languages/1'],
    ['an unknown credit system', { workload: { credits: { system: 'points', value: 5 } } }, '/workload/credits/system'],
    ['no hours and no credits', { workload: {} }, '/workload'],
    ['negative hours', { workload: { hours: -1 } }, '/workload/hours'],
    ['an unknown type of assessment', { assessments: [{ type: 'written-examination' }, { type: 'vibes' }] }, '/assessments/1/type'],
    ['an unknown form of participation', { participation: ['online', 'telepathy'] }, '/participation/1'],
    ['an unknown quality assurance', { qualityAssurance: [{ type: 'none' }] }, '/qualityAssurance/0/type'],
    ['an unknown supervision', { supervision: 'dog' }, '/supervision'],
    ['an unknown national system', { nationalSystem: 'xx' }, '/nationalSystem'],
    ['a day that does not exist', { qualityAssurance: [{ type: 'national', validFrom: '2026-02-30' }] }, '/qualityAssurance/0/validFrom'],
    ['a link that is a script', { stackability: { standalone: true, into: [{ title: { en: 'A' }, url: 'javascript:1' }] } }, '/stackability/into/0/url'],
    ['something unknown', { price: 5 }, '/price'],
  ])('refuses %s', async (_, overrides, path) => {
    expect(await refused(overrides)).toEqual({ code: 'input-invalid', path });
  });

  it('needs its organisation', async () => {
    expect(await refusalOf(memoryCatalogue().catalogue.createAchievement('none', achievementInput(), 'author'))).toEqual({ code: 'not-found', path: undefined });
  });
});

describe('updating an achievement', () => {
  it('replaces the version that nothing was awarded under', async () => {
    const { catalogue, id } = await withOrganisation();
    const { achievement } = await catalogue.createAchievement(id, achievementInput(), 'author');
    const after = await catalogue.updateAchievement(id, achievement.id, { input: achievementInput({ title: { en: 'New' } }), actor: 'author' });
    expect(after.achievement).toMatchObject({ id: achievement.id, version: 1, title: { en: 'New' } });
  });

  it('makes a new version of one that was awarded', async () => {
    const awarded = new Set<string>();
    const { catalogue, id } = await withOrganisation(awarded);
    const { achievement } = await catalogue.createAchievement(id, achievementInput(), 'author');
    awarded.add(achievement.id);
    const after = await catalogue.updateAchievement(id, achievement.id, { input: achievementInput(), actor: 'author' });
    expect(after.achievement.version).toBe(2);
  });

  it('does not reach into another organisation', async () => {
    const { catalogue, id } = await withOrganisation();
    const { achievement } = await catalogue.createAchievement(id, achievementInput(), 'author');
    const other = await catalogue.createOrganisation(organisationInput({ slug: 'other' }), 'admin');
    expect(await refusalOf(catalogue.updateAchievement(other.id, achievement.id, { input: achievementInput(), actor: 'x' }))).toEqual({ code: 'not-found', path: undefined });
    expect(await refusalOf(catalogue.achievement(other.id, 'FIN-1'))).toEqual({ code: 'not-found', path: undefined });
    expect((await catalogue.achievement(id, 'FIN-1')).achievement).toEqual(achievement);
  });
});

describe('warnings about an achievement', () => {
  const warnings = async (overrides: object) => (await created(overrides)).warnings.map(({ code, path }) => `${code} ${path}`);
  const ects = (value: number, hours?: number) => ({ workload: { credits: { system: 'ects', value }, ...(hours === undefined ? {} : { hours }) } });
  const credits = (system: string, value: number) => ({ workload: { credits: { system, value } } });

  it.each([
    ['a badge of attendance is not a micro-credential', { kind: 'attendance' }, ['not-a-micro-credential /kind']],
    ['hours below what the credits say', ects(5, 100), ['hours-and-credits-differ /workload']],
    ['hours above what the credits say', ects(5, 151), ['hours-and-credits-differ /workload']],
    ['hours within', ects(5, 125), []],
    ['Estonian credits count 26 hours', { ...ects(6, 150), nationalSystem: 'ee' }, []],
    ['Dutch credits count 28 hours', { ...ects(6, 150), nationalSystem: 'nl' }, ['hours-and-credits-differ /workload']],
    ['Estonia: 5 is below 6', { ...ects(5), nationalSystem: 'ee' }, ['outside-usual-range /workload']],
    ['Estonia: 6 EAP is within', { ...credits('eap', 6), nationalSystem: 'ee' }, []],
    ['Estonia: 31 EAP is above', { ...credits('eap', 31), nationalSystem: 'ee' }, ['outside-usual-range /workload']],
    ['Croatia: 2 CSVET at EQF 4', { ...credits('csvet', 2), level: { applicable: true, eqf: 4 }, nationalSystem: 'hr' }, []],
    ['Croatia: 10 CSVET', { ...credits('csvet', 10), level: { applicable: true, eqf: 4 }, nationalSystem: 'hr' }, ['outside-usual-range /workload']],
    ['Croatia: a micro-qualification at EQF 7', { ...credits('csvet', 5), nationalSystem: 'hr' }, ['outside-usual-range /level/eqf']],
    ['Croatia: in hours, as credits of 25', { workload: { hours: 49 }, level: { applicable: false }, nationalSystem: 'hr' }, ['outside-usual-range /workload']],
    ['Croatia: its range says nothing of ECTS', { ...ects(30), nationalSystem: 'hr' }, []],
    ['Denmark counts days: nothing to compare', { workload: { hours: 22 }, nationalSystem: 'dk' }, []],
    ['framework: 7 ECTS is above', { ...ects(7), nationalSystem: 'eu' }, ['outside-usual-range /workload']],
  ])('%s', async (_, overrides, expected) => {
    expect(await warnings(overrides)).toEqual(expected);
  });

  it('name their source', async () => {
    const [warning] = (await created({ ...credits('csvet', 10), level: { applicable: true, eqf: 4 }, nationalSystem: 'hr' })).warnings;
    expect(warning?.message).toContain('Cedefop');
  });
});

describe('hostile texts in an achievement', () => {
  const example = (readJson('examples/achievements.json') as unknown as JsonObject[])[1] as JsonObject;
  it.each(Object.entries(HOSTILE))('are kept exactly or refused with their path: %s', async (name, text) => {
    const { catalogue, id } = await withOrganisation();
    for (const path of textPaths(example)) {
      const outcome = await catalogue.createAchievement(id, withText(example, path, text), 'author').then(
        ({ achievement }) => textAt(achievement, path),
        (error: unknown) => ({ refused: (error as { path?: string }).path }),
      );
      const refused = { refused: `/${path.join('/')}` };
      expect(ALWAYS_REFUSED.includes(name) ? [refused] : [text, refused]).toContainEqual(outcome);
    }
  });

  it('keeps 10,000 characters in a description and refuses them in a title', async () => {
    const long = HOSTILE['very long'] ?? '';
    expect((await created({ description: { en: long } })).achievement.description).toEqual({ en: long });
    expect(await refused({ title: { en: long } })).toEqual({ code: 'input-invalid', path: '/title/en' });
    expect(await refused({ description: { en: `${long}a` } })).toEqual({ code: 'input-invalid', path: '/description/en' });
  });

  it('keeps line breaks in a description and refuses them in a title', async () => {
    expect((await created({ description: { en: 'one\ntwo' } })).achievement.description).toEqual({ en: 'one\ntwo' });
    expect(await refused({ title: { en: 'one\ntwo' } })).toEqual({ code: 'input-invalid', path: '/title/en' });
  });
});
