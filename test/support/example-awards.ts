import { readFileSync } from 'node:fs';
import type { Achievement, AchievementContent, Award, Organisation, Result } from '../../src/core/model.js';
import { composeAward, RANDOM_BYTES } from '../../src/issue/compose.js';
import { readCsv } from '../../src/issue/read-csv.js';

const file = (name: string): Buffer => readFileSync(new URL(`../../examples/${name}`, import.meta.url));
const id = (n: number): string => `019a9f00-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const exampleOrganisation = (): Organisation => ({
  ...(JSON.parse(file('organisation.json').toString()) as Omit<Organisation, 'id' | 'did' | 'status'>),
  id: id(1),
  did: 'did:web:testamur.example:o:adria-demo',
  status: 'active',
});
const achievements = (): Achievement[] =>
  (JSON.parse(file('achievements.json').toString()) as AchievementContent[]).map((content, index) => ({ ...content, id: id(100 + index), organisationId: id(1), version: 1 }));

/** The awards that the examples make, as they would be issued on one day; the row that is refused is left out. */
export async function exampleAwards(): Promise<readonly Award[]> {
  const organisation = exampleOrganisation();
  const known = achievements();
  const awards: Award[] = [];
  async function* body(): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    yield file('results.csv');
  }
  for await (const row of readCsv(body())) {
    if ('rejection' in row) throw new Error(row.rejection.message);
    const result = { route: 'course', ...(row.value as object) } as Result;
    if (Object.keys(result.learner).length < 3 && result.learner.studentNumber === undefined) continue;
    const achievement = known.find(({ code }) => code === result.achievement)!;
    const n = awards.length;
    const pending = { id: id(200 + n), organisationId: id(1), result, achievement, language: result.language ?? 'en', attempts: 1 };
    const draft = composeAward(pending, { organisation, awardingBodies: [organisation], now: new Date('2026-11-21T10:00:00Z'), random: new Uint8Array(RANDOM_BYTES).map((_, i) => (i * 7 + n) % 256) });
    awards.push({ ...draft, number: `NH7K-2QXV-9M${String(n).padStart(2, '0')}`, statusEntry: { list: id(4), index: 1000 + n } });
  }
  return awards;
}
