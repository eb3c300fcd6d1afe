import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { example, startLine, type Line, type Posted } from '../support/line.js';

let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

const WORDS = 'My name is spelled with a đ, not a d.';
const tell = (claimUrl: string, words = WORDS) => line.request(`${claimUrl}/problem`, { method: 'POST', as: 'nobody', body: new URLSearchParams({ kind: 'spelling', words }) });
interface Listed {
  readonly items: readonly { readonly id: string; readonly awardId: string; readonly number: string; readonly kind: string; readonly words: string; readonly handledAt?: string }[];
  readonly next?: string;
}
const problems = async (query = ''): Promise<Listed> => (await (await line.request(`/api/v1/problems${query}`)).json()) as Listed;

describe('what a learner says is wrong', () => {
  it('reaches the registry word for word, claims nothing, and is dealt with once', async () => {
    const [first, second] = posted.awards as [Posted['awards'][0], Posted['awards'][0]];
    expect((await tell(first.claimUrl!)).status).toBe(303);
    expect((await tell(second.claimUrl!, ' not mine ')).status).toBe(303);
    const { items } = await problems();
    expect(items.map(({ awardId, number, kind, words }) => ({ awardId, number, kind, words }))).toEqual([
      { awardId: first.id, number: first.number, kind: 'spelling', words: WORDS },
      { awardId: second.id, number: second.number, kind: 'spelling', words: 'not mine' },
    ]);
    expect((await problems('?limit=1')).items.length).toBe(1);
    expect(((await (await line.request(`/api/v1/awards/${first.id}`)).json()) as { claimed: boolean }).claimed).toBe(false);
    for (let i = 0; i < 2; i++) expect((await line.request(`/api/v1/problems/${items[0]!.id}/handled`, { method: 'POST' })).status).toBe(204);
    expect((await problems()).items.map(({ handledAt }) => handledAt !== undefined)).toEqual([true, false]);
  });

  it('stands in the audit trail without a word of it', async () => {
    const trail = await (await line.request('/api/v1/audit?limit=200')).text();
    expect([trail.includes('problem.told'), trail.split('problem.handled').length, trail.includes('spelled with'), trail.includes('not mine')]).toEqual([true, 2, false, false]);
  });

  it('is taken ten times of one award and no more, until it is dealt with', async () => {
    const { claimUrl } = posted.awards[2]!;
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push((await tell(claimUrl!, `time ${i}`)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(303), 422]);
  });

  it('is not taken once claimed', async () => {
    const { claimUrl } = posted.awards[0]!;
    expect((await line.request(claimUrl!, { method: 'POST', as: 'nobody' })).status).toBe(303);
    expect((await tell(claimUrl!)).status).toBe(410);
  });

  it('goes with the learner’s data', async () => {
    const second = posted.awards[1]!;
    const organisation = line.organisation.id;
    await line.app.useCases.eraseLearner({ kind: 'api-key', name: 'test', organisationId: organisation, scopes: ['learners:erase'] }, second.id, { number: second.number });
    expect((await problems()).items.some(({ awardId }) => awardId === second.id)).toBe(false);
  });
});
