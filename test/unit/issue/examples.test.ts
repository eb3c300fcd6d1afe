import { createReadStream, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DescribedAchievement } from '../../../src/catalogue/achievements.js';
import { missingElements, OPTIONAL } from '../../../src/core/elements.js';
import type { Achievement, Organisation } from '../../../src/core/model.js';
import { acceptResults, type Receipt } from '../../../src/issue/accept.js';
import { readLines } from '../../../src/issue/read-lines.js';
import { memoryCatalogue } from '../../support/catalogue.js';
import { memoryPosting, type MemoryPosting } from '../../support/posting.js';
import { readJson } from '../../support/schemas.js';

const CSV = new URL('../../../examples/results.csv', import.meta.url);

describe('the examples', () => {
  let organisation: Organisation;
  const described: DescribedAchievement[] = [];
  let memory: MemoryPosting;
  let receipt: Receipt;

  const post = (): Promise<Receipt> => acceptResults(readLines(createReadStream(CSV, { highWaterMark: 100 }), 'csv'), { organisationId: organisation.id, actor: 'demo' }, memory.deps);

  beforeAll(async () => {
    const { catalogue } = memoryCatalogue();
    organisation = await catalogue.createOrganisation(readJson('examples/organisation.json'), 'demo');
    for (const one of readJson('examples/achievements.json') as unknown as object[]) described.push(await catalogue.createAchievement(organisation.id, one, 'demo'));
    memory = memoryPosting({ organisations: [organisation], achievements: described.map(({ achievement }) => achievement) });
    receipt = await post();
  });

  it('have four achievements that lack nothing and are as usual', () => {
    expect(described.map(({ achievement, missing, warnings }) => [achievement.code, missing, warnings])).toEqual([
      ['FINTECH-701', [], []],
      ['SQL-GRADEO', [], []],
      ['VET-WELD-3D', [], []],
      ['RPL-DATA-6', [], []],
    ]);
  });

  it('state every optional element, in English and Croatian', () => {
    const optional = ({ prerequisites, supervision, gradingScheme, stackability, furtherInformation, validityMonths }: Achievement) => [prerequisites, supervision, gradingScheme, stackability, furtherInformation && validityMonths];
    for (const { achievement } of described) {
      expect(optional(achievement).filter((element) => element !== undefined)).toHaveLength(OPTIONAL.length);
      expect(Object.keys(achievement.title)).toEqual(['en', 'hr']);
    }
  });

  it('are accepted but for one line, refused because element M1 is missing', () => {
    expect(receipt.accepted).toBe(13);
    expect(receipt.rejected).toEqual([{ line: 9, code: 'element-missing', path: '/learner', message: expect.stringContaining('M1, identification of the learner') }]);
    expect(receipt.warnings).toEqual([]);
  });

  it('make awards of all four achievements, by both routes and in two languages, none with an element missing', () => {
    const results = memory.kept.map(({ result }) => result);
    expect(new Set(results.map(({ achievement }) => achievement)).size).toBe(4);
    expect(new Set(results.map(({ route }) => route)).size).toBe(2);
    expect(new Set(memory.kept.map(({ language }) => language))).toEqual(new Set(['en', 'hr']));
    for (const { result, achievementId } of memory.kept) {
      const found = described.find(({ achievement }) => achievement.id === achievementId);
      expect(found && missingElements(result, found.achievement, organisation)).toEqual([]);
    }
  });

  it('keep every name as it is written', () => {
    const names = memory.kept.map(({ result: { learner } }) => learner.fullName ?? `${learner.givenName} ${learner.familyName}`);
    expect(names).toEqual(expect.arrayContaining(['Željka Šćepanović-Đurić', 'Ελένη Παπαδοπούλου', "Siobhán O'Connor", 'فاطمة الزهراء', 'Suharti', 'José, hijo Núñez de la Peña']));
  });

  it('issue nothing new when posted twice', async () => {
    expect(await post()).toMatchObject({ accepted: 13, unchanged: 13 });
    expect(memory.kept).toHaveLength(13);
  });

  it('are UTF-8 with LF at the line ends', () => {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(CSV));
    expect(text).not.toContain('\r');
    expect(text.endsWith('\n')).toBe(true);
  });
});
