import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ListedAward } from '../../src/issue/ports.js';
import type { Report } from '../../src/verify/report.js';
import { openHouse, type House, type ServerProcess } from '../support/house.js';
import { until } from '../support/patience.js';
import type { Step } from '../support/killed-server.js';

/** A server process after another on one database, each killed at one step of its work: the next goes on from there. */
let house: House;
let server: ServerProcess;
let round = 0;
const RESULTS = 3;
/** On PostgreSQL another node cannot know that one is dead but by its lease: here time passes by the clock of the next process. */
const LEASE_AND_MORE = 20_000;

// A wait that runs out says what it waited for, before the test does.
jest.setTimeout(120_000);
beforeAll(async () => {
  house = await openHouse();
  server = await house.serve();
});
afterAll(() => house.remove());

const restart = async (): Promise<void> => {
  server = await house.serve(house.kind === 'postgres' ? round * LEASE_AND_MORE : 0);
};

const results = (name: string): object[] =>
  Array.from({ length: RESULTS }, (_, i) => ({
    resultId: `${name}-${i}`,
    achievement: 'FINTECH-701',
    // Two awards of one learner, known from round to round.
    learner: i < 2 ? { fullName: 'Kartini', studentNumber: 'SN-1' } : { fullName: `Learner ${name} ${i}`, studentNumber: `SN-${name}-${i}` },
    outcome: 'passed',
    awardedOn: `2026-0${i + 1}-1${round % 10}`,
    grade: '5',
  }));
interface Answer {
  readonly accepted: number;
  readonly unchanged: number;
  readonly awards: readonly ListedAward[];
}
const post = async (body: unknown, path = '/api/v1/results?wait=60'): Promise<Answer> => {
  const response = await server.request(path, { method: 'POST', body: JSON.stringify(body) });
  if (response.status !== 202) throw new Error(await response.text());
  return (await response.json()) as Answer;
};
/** The server dies at this step of this work; another starts in its place. */
async function killedAt(step: Step, work: () => Promise<unknown>): Promise<void> {
  round += 1;
  await server.arm(step);
  await expect(work()).rejects.toThrow('fetch failed');
  expect(await server.ended()).toBe('SIGKILL');
  expect(server.log()).toBe('');
  await restart();
}
const ids = (name: string) => results(name).map((one) => (one as { resultId: string }).resultId);
const kept = (name: string): Promise<number> => house.look((db) => db.knex('result').whereIn('result_id', ids(name)).then((rows) => rows.length));
const drained = (): Promise<void> => house.patience('every result to be issued', (over) => until(() => house.look(async (db) => (await db.knex('result').where({ state: 'accepted' })).length === 0), over));
const verdictOf = async (award: ListedAward, format: string): Promise<string> => {
  const document = await (await server.request(`/api/v1/awards/${award.id}/credentials/${format}`)).text();
  return ((await (await server.request('/api/v1/verify', { method: 'POST', body: document, headers: { 'content-type': 'text/plain' } })).json()) as Report).state;
};

const STEPS: readonly [name: string, keptAfter: 0 | typeof RESULTS, step: Step][] = [
  ['in accepting, when new learners have their keys', 0, { statement: '^insert into "learner_key"', nth: 1, when: 'answered' }],
  ['in accepting, when the results are written', 0, { statement: '^insert into "result"', nth: 1, when: 'answered' }],
  ['in accepting, before the trail is written', 0, { statement: '^insert into "audit"', nth: 1, when: 'sent' }],
  ['after accepting, before the answer', RESULTS, { statement: '^insert into "batch_result"', nth: 1, when: 'committed' }],
  ['when the results are leased', RESULTS, { statement: 'for update skip locked', nth: 1, when: 'answered' }],
  ['in reserving, when a status index is taken', RESULTS, { statement: '^update "status_list" set "next"', nth: 1, when: 'answered' }],
  ['in reserving, when the award is written', RESULTS, { statement: '^insert into "award"', nth: 2, when: 'answered' }],
  ['after reserving', RESULTS, { statement: '^insert into "award"', nth: 1, when: 'committed' }],
  ['before the first seal', RESULTS, { statement: '^select .* from "signing_key" where "organisation_id"', nth: 1, when: 'sent' }],
  ['after the first seal, before it is verified', RESULTS, { statement: '^select .* from "signing_key" where "verification_method"', nth: 1, when: 'sent' }],
  ['between two seals of one award', RESULTS, { statement: '^select .* from "signing_key" where "organisation_id"', nth: 2, when: 'sent' }],
  ['after the seals, before keeping', RESULTS, { statement: '^select "batch_id" from "result"', nth: 2, when: 'sent' }],
  ['in keeping, when the award is marked', RESULTS, { statement: '^update "award" set "issued"', nth: 1, when: 'answered' }],
  ['in keeping, when the documents are written', RESULTS, { statement: '^insert into "credential"', nth: 1, when: 'answered' }],
  ['in keeping, when the claim link is made', RESULTS, { statement: '^insert into "offer"', nth: 2, when: 'answered' }],
  ['after keeping the last, before the answer', RESULTS, { statement: '^insert into "offer"', nth: RESULTS, when: 'committed' }],
];

describe('a server killed', () => {
  it.each(STEPS)('%s: nothing is lost, nothing is doubled', async (name, keptAfter, step) => {
    const body = results(name);
    await killedAt(step, () => post(body));
    expect(await kept(name)).toBe(keptAfter);
    await drained();
    const again = await post(body);
    expect([again.accepted, again.unchanged, again.awards.map(({ resultId }) => resultId)]).toEqual([RESULTS, keptAfter, ids(name)]);
    for (const award of again.awards) for (const format of award.formats) expect(await verdictOf(award, format)).toBe('valid');
  });

  it.each<[string, boolean, Step]>([
    ['when the award is marked', false, { statement: '^update "award" set "status"', nth: 1, when: 'answered' }],
    ['before the answer', true, { statement: '^insert into "status_event"', nth: 1, when: 'committed' }],
  ])('in revoking, %s: the award is revoked once or not at all', async (name, done, step) => {
    const { awards } = await post(results(`revoked ${name}`));
    const change = () => server.request(`/api/v1/awards/${awards[0]!.id}/status`, { method: 'POST', body: JSON.stringify({ action: 'revoke', code: 'withdrawn' }) });
    await killedAt(step, change);
    expect(await verdictOf(awards[0]!, 'ob3-di')).toBe(done ? 'revoked' : 'valid');
    expect((await change()).status).toBe(done ? 409 : 200);
    expect(await verdictOf(awards[0]!, 'ob3-jwt')).toBe('revoked');
    expect(await house.look((db) => db.knex('status_event').where({ award_id: awards[0]!.id }))).toHaveLength(1);
  });

  it.each<[string, Step]>([
    ['when the old award is marked', { statement: '^update "award" set "superseded_by"', nth: 1, when: 'answered' }],
    ['after it', { statement: '^insert into "status_event"', nth: 1, when: 'committed' }],
  ])('in keeping a correction, %s: one successor', async (name, step) => {
    const { awards: [old] } = await post(results(`corrected ${name}`).slice(0, 1));
    const correction = { ...results(`correction ${name}`)[0], grade: '4' };
    const correct = () => post(correction, `/api/v1/awards/${old!.id}/corrections?wait=60`);
    await killedAt(step, correct);
    await drained();
    const { awards, unchanged } = await correct();
    expect([unchanged, awards.length, awards[0]?.supersedes]).toEqual([1, 1, old!.id]);
    expect(await (await server.request(`/api/v1/awards/${old!.id}`)).json()).toMatchObject({ status: 'superseded', supersededBy: awards[0]!.id });
    expect(await verdictOf(awards[0]!, 'ob3-di')).toBe('valid');
  });
});

describe('the register after all of it', () => {
  it('has one award to a result, one number, one index, one link and one line in the trail to an award, and nothing that belongs to none', async () => {
    const count = (sql: string) => house.look(async (db) => (await db.knex.raw<{ rows: { n: number }[] }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n);
    const awards = await count('award');
    expect(awards).toBeGreaterThan(STEPS.length * RESULTS);
    expect(await count('result')).toBe(awards);
    expect(await count(`result where state = 'issued' and lease_by is null`)).toBe(awards);
    expect(await count('award where issued')).toBe(awards);
    expect(await count('(select distinct number from award) a')).toBe(awards);
    expect(await count('(select distinct credential_id from award) a')).toBe(awards);
    expect(await count('(select distinct list_id, list_index from award) a')).toBe(awards);
    // No index was taken for an award that is not there.
    expect(await count('status_list l where l.next <> (select count(*) from award where list_id = l.id)')).toBe(0);
    expect(await count('credential')).toBe(4 * awards!);
    expect(await count('offer')).toBe(awards);
    expect(await count(`audit where action = 'award.issued'`)).toBe(awards);
    expect(await count(`(select distinct subject from audit where action = 'award.issued') a`)).toBe(awards);
    expect(await count('learner l where not exists (select from result where learner_id = l.id)')).toBe(0);
    expect(await count('learner l where not exists (select from learner_key where learner_id = l.id)')).toBe(0);
    const { rows } = await house.look((db) => db.knex.raw<{ rows: { n: number }[] }>(`select sum((details->>'accepted')::int)::int as n from audit where action = 'results.accepted'`));
    expect(rows[0]?.n).toBe(awards);
  });
});
