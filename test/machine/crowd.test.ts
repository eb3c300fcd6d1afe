import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListedAward } from '../../src/issue/ports.js';
import { openHouse, type House, type ServerProcess } from '../support/house.js';

/** Two server processes on one PostgreSQL, and 64 callers at once, every other one at each. */
let house: House;
let servers: readonly [ServerProcess, ServerProcess];
const CROWD = 64;
const everyone = Array.from({ length: CROWD }, (_, i) => i);

beforeAll(async () => {
  house = await openHouse();
  servers = await Promise.all([house.serve(), house.serve()]);
}, 60_000);
afterAll(async () => {
  // What went wrong inside is told to the log, whatever the caller was told.
  expect(servers.map(({ log }) => log())).toEqual(['', '']);
  await house.remove();
});

interface Told {
  readonly status: number;
  readonly code?: string;
  readonly unchanged?: number;
  readonly awards?: readonly ListedAward[];
}
const ask = async (caller: number, path: string, body?: unknown): Promise<Told> => {
  const response = await servers[caller % 2 === 0 ? 0 : 1].request(path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  const type = response.headers.get('content-type') ?? '';
  return { ...(type.includes('json') ? ((await response.json()) as object) : { text: await response.text() }), status: response.status };
};
const result = (resultId: string, n: number, more: object = {}) => ({ resultId, achievement: 'FINTECH-701', learner: { fullName: `Learner ${n}`, studentNumber: `SN-${n}` }, outcome: 'passed', awardedOn: '2026-06-30', grade: '5', ...more });
const post = (caller: number, body: unknown) => ask(caller, '/api/v1/results?wait=60', body);
const statuses = (told: readonly Told[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status, code = '' } of told) counts[`${status} ${code}`.trim()] = (counts[`${status} ${code}`.trim()] ?? 0) + 1;
  return counts;
};
const count = (sql: string) => house.look(async (db) => (await db.knex.raw<{ rows: { n: number }[] }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n);
const only = (told: readonly Told[]): ListedAward[] => told.flatMap(({ awards = [] }) => awards);

describe('64 callers at two servers of one PostgreSQL', () => {
  it('who post different results get an award each: no number, no index twice, whoever posted and whoever issued', async () => {
    const told = await Promise.all(everyone.map((i) => post(i, result(`D-${i}`, i))));
    expect(statuses(told)).toEqual({ 202: CROWD });
    const awards = only(told);
    expect([awards.length, new Set(awards.map(({ id }) => id)).size, new Set(awards.map(({ number }) => number)).size]).toEqual([CROWD, CROWD, CROWD]);
    expect(await count('(select distinct list_id, list_index from award) a')).toBe(CROWD);
    expect(await count('status_list l where l.next <> (select count(*) from award where list_id = l.id)')).toBe(0);
    expect(await count('(select distinct list_id from award) a')).toBe(1);
  }, 120_000);

  it('who post the same result share one award', async () => {
    const told = await Promise.all(everyone.map((i) => post(i, result('SAME', 1000))));
    expect(statuses(told)).toEqual({ 202: CROWD });
    expect(new Set(only(told).map(({ id }) => id)).size).toBe(1);
    expect(told.filter(({ unchanged }) => unchanged === 0)).toHaveLength(1);
    expect(await count(`award a join result r on r.id = a.result_id where r.result_id = 'SAME'`)).toBe(1);
    expect(await count(`audit where action = 'award.issued'`)).toBe(CROWD + 1);
  }, 120_000);

  it('who post other things under one result id: one is kept, the others are told of the conflict', async () => {
    const told = await Promise.all(everyone.map((i) => post(i, result('TORN', 2000 + i))));
    expect(statuses(told)).toEqual({ 202: 1, '409 result-conflict': CROWD - 1 });
    expect(await count(`award a join result r on r.id = a.result_id where r.result_id = 'TORN'`)).toBe(1);
    // Nothing stays of the learners of those who lost.
    expect(await count('learner l where not exists (select from result where learner_id = l.id)')).toBe(0);
  }, 120_000);

  it('who post the same 40 results each in an order of their own wait for each other, and for nothing else', async () => {
    const many = Array.from({ length: 40 }, (_, n) => result(`M-${n}`, 3000 + n));
    const told = await Promise.all(everyone.slice(0, 16).map((i) => post(i, [...many].sort((a, b) => ((a.resultId + i) < (b.resultId + i) ? -1 : 1) * (i % 3 === 0 ? -1 : 1)))));
    expect(statuses(told)).toEqual({ 202: 16 });
    expect(new Set(only(told).map(({ id }) => id)).size).toBe(40);
  }, 120_000);

  it('who correct one award: one succeeds it', async () => {
    const [old] = only([await post(0, result('OLD', 4000))]);
    const told = await Promise.all(everyone.map((i) => ask(i, `/api/v1/awards/${old!.id}/corrections?wait=60`, result(`NEW-${i}`, 4000, { grade: '4' }))));
    expect(statuses(told)).toEqual({ 202: 1, '409 status-final': CROWD - 1 });
    expect(only(told).map(({ supersedes }) => supersedes)).toEqual([old!.id]);
    expect(await count(`award where supersedes = '${old!.id}'`)).toBe(1);
  }, 120_000);

  it('who change the status of one award, and others, while everybody reads the list: each change is made once, and the list ends true', async () => {
    const awards = only(await Promise.all(everyone.slice(0, 8).map((i) => post(i, result(`S-${i}`, 5000 + i)))));
    const { rows: [list] } = await house.look((db) => db.knex.raw<{ rows: { list_id: string }[] }>('select list_id from award limit 1'));
    const changes = everyone.map((i) => ask(i, `/api/v1/awards/${awards[i % 8]!.id}/status`, { action: i % 3 === 0 ? 'revoke' : 'suspend', code: 'withdrawn' }));
    const reads = everyone.map((i) => ask(i, `/status/${list!.list_id}`));
    expect(statuses(await Promise.all(reads))).toEqual({ 200: CROWD });
    const told = statuses(await Promise.all(changes));
    expect(Object.keys(told).filter((key) => !['200', '409 status-final', '409 status-unchanged'].includes(key))).toEqual([]);
    expect(await count(`award where status = 'revoked'`)).toBe(8);
    const events = await count('status_event e join award a on a.id = e.award_id where a.status = \'revoked\'');
    expect(events).toBe(told['200']);
    const documents = await Promise.all(servers.map(async (server) => ((await (await server.request(`/status/${list!.list_id}`)).json()) as { credentialSubject: { encodedList: string } }).credentialSubject.encodedList));
    expect(documents[0]).toBe(documents[1]);
    expect(await count(`status_list l join status_list_document d on d.list_id = l.id and d.version <> l.version and d.purpose = 'revocation' and d.media_type = 'application/vc'`)).toBe(0);
  }, 120_000);

  it('never made PostgreSQL break a deadlock, and left nothing open', async () => {
    // A connection tells its figures when it ends, if not before.
    await Promise.all(servers.map((server) => server.stop()));
    expect(await count(`pg_stat_database where datname = current_database() and deadlocks > 0`)).toBe(0);
    expect(await count(`pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`)).toBe(0);
    expect(await count(`result where state <> 'issued'`)).toBe(0);
  });
});
