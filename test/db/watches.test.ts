import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { utf8 } from '../../src/core/bytes.js';
import { fail } from '../../src/core/finding.js';
import { rewrap } from '../../src/store/rotate.js';
import { parseMasterKeys } from '../../src/store/master-key.js';
import type { Verification } from '../../src/verify/report.js';
import { checkDueWatches } from '../../src/verify/watch/check.js';
import { deliverDue } from '../../src/verify/watch/deliver.js';
import type { Watch, WatchWorld } from '../../src/verify/watch/ports.js';
import { seenOf } from '../../src/verify/watch/seen.js';
import { verification } from '../support/fake-deps.js';
import { openCampus, openStoreWorld, type Campus, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
let campus: Campus;
beforeAll(async () => {
  world = await openStoreWorld();
  campus = await openCampus(world);
});
afterAll(() => world.database.close());
const START = '2026-11-21T10:00:00Z';
beforeEach(async () => {
  world.clock.at = new Date(START);
  await world.database.db.knex('watch').delete();
});

const CREDENTIAL = '{"credentialSubject":{"name":"Zvonimira Štefančić"}}';
const { report } = verification();
const watchOf = (over: Partial<Watch> = {}): Watch => ({
  id: world.id(),
  organisationId: campus.organisation.id,
  subject: { given: utf8(CREDENTIAL), webhook: 'https://hr.example/hook?token=t0ken', secret: 'whsec_c2VjcmV0', reference: 'application-4711' },
  seen: seenOf(report),
  madeAt: START,
  endsAt: '2027-11-21T10:00:00Z',
  checkedAt: START,
  nextCheckAt: '2026-11-21T16:00:00Z',
  ...over,
});
const insert = async (over: Partial<Watch> = {}, most = 10): Promise<Watch> => {
  const watch = watchOf(over);
  expect(await world.store.watches.insertWatch(watch, report, { actor: 'test', most })).toBe(true);
  return watch;
};
const later = (hours: number): void => void (world.clock.at = new Date(world.clock.at.getTime() + hours * 3_600_000));
const find = (watch: Watch): Promise<Watch | undefined> => world.store.watches.watch(watch.organisationId, watch.id);

describe('watches', () => {
  it('are kept as they were made, for their organisation alone', async () => {
    const [bytes, linked] = [await insert(), await insert({ subject: { given: { url: 'https://a.example/1' }, webhook: 'https://b.example', secret: 'whsec_' } })];
    for (const watch of [bytes, linked]) expect(await find(watch)).toEqual(watch);
    expect(await world.store.watches.watchReport(bytes.organisationId, bytes.id)).toEqual(report);
    const other = (await openCampus(world)).organisation.id;
    expect([await world.store.watches.watch(other, bytes.id), await world.store.watches.watchReport(other, bytes.id), await world.store.watches.deleteWatch(other, bytes.id, 'x'), (await world.store.watches.watches(other, undefined, 10)).items]).toEqual([undefined, undefined, false, []]);
    const first = await world.store.watches.watches(bytes.organisationId, undefined, 1);
    const second = await world.store.watches.watches(bytes.organisationId, first.next, 1);
    expect([...first.items, ...second.items]).toEqual([bytes, linked].sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it('rest sealed: neither the credential nor its report, nor who is told, nor the secret stands in a table', async () => {
    await insert();
    const { rows } = await world.database.db.knex.raw<{ rows: { row: string }[] }>(`select w::text as row from watch w union all select d::text from watch_delivery d union all select k::text from watch_key k`);
    const all = rows.map(({ row }) => row).join('\n').toLowerCase();
    for (const secret of ['Štefančić', 'Kovačević', 'FinTech', 't0ken', 'c2VjcmV0', 'application-4711']) {
      for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')]) expect(all).not.toContain(form.toLowerCase());
    }
  });

  it('open under a new master key', async () => {
    const watch = await insert();
    const both = parseMasterKeys(`new:${Buffer.alloc(32, 8).toString('base64')},test:${Buffer.alloc(32, 7).toString('base64')}`);
    expect(await rewrap(world.database.db, both)).toBeGreaterThan(0);
    const { wrapped } = await world.database.db.knex('watch_key').where({ watch_id: watch.id }).first<{ wrapped: Buffer }>('wrapped');
    expect(wrapped.toString('latin1')).toContain('new');
    expect(await rewrap(world.database.db, parseMasterKeys(`test:${Buffer.alloc(32, 7).toString('base64')},new:${Buffer.alloc(32, 8).toString('base64')}`))).toBeGreaterThan(0);
    expect(await find(watch)).toEqual(watch);
  });

  it('are no more than an organisation may have, also when many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => world.store.watches.insertWatch(watchOf(), report, { actor: 'test', most: 5 })));
    expect(made.filter(Boolean)).toHaveLength(5);
  });

  it('go whole when they are deleted, and when their time is over', async () => {
    const [deleted, ended] = [await insert(), await insert({ endsAt: '2026-11-22T10:00:00Z' })];
    expect(await world.store.watches.deleteWatch(deleted.organisationId, deleted.id, 'test')).toBe(true);
    expect(await world.store.watches.deleteWatch(deleted.organisationId, deleted.id, 'test')).toBe(false);
    later(24);
    expect([await find(ended), await world.store.watches.dueWatches(10)]).toEqual([undefined, []]);
    expect(await world.store.watches.deleteEndedWatches()).toBe(1);
    for (const table of ['watch', 'watch_key', 'watch_delivery']) expect(await world.database.db.knex(table)).toEqual([]);
    const trail = (await world.database.db.knex('audit').where({ subject: deleted.id }).orderBy('id')) as { action: string; details: object }[];
    expect(trail.map(({ action, details }) => [action, details]).sort()).toEqual([['watch.added', {}], ['watch.deleted', {}]]);
  });
});

describe('watches whose key is gone', () => {
  it('go too, and keep nobody else waiting', async () => {
    const restored = await Promise.all(Array.from({ length: 6 }, () => insert({ nextCheckAt: '2026-11-21T15:00:00Z' })));
    const watch = await insert();
    await world.database.db.knex('watch_key').whereIn('watch_id', restored.map(({ id }) => id)).delete();
    expect(await world.store.watches.deleteEndedWatches()).toBe(6);
    later(6);
    expect((await world.store.watches.dueWatches(5)).map(({ id }) => id)).toEqual([watch.id]);
  });
});

describe('their checks', () => {
  const revoked = verification({ verdict: 'invalid', state: 'revoked', checks: [fail('status', 'revoked')] });
  const posted: string[] = [];
  const workOf = (name: string, found: () => Promise<Verification> = () => Promise.resolve(revoked)): WatchWorld => ({
    ports: { ...world.deps, ...world.worker(name).watches },
    baseUrl: 'https://testamur.example',
    verify: found,
    refusal: () => undefined,
    post: async (_to, { headers }) => (posted.push(headers['webhook-id'] ?? ''), 'delivered'),
    unforeseen: (error) => {
      throw error;
    },
  });
  const deliveries = (watch: Watch) => world.store.watches.deliveries(watch.id);
  beforeEach(() => void posted.splice(0));

  it('are done when their time has come, once, however many processes look', async () => {
    const watch = await insert();
    await checkDueWatches(workOf('a'));
    expect(await deliveries(watch)).toEqual([]);
    later(6);
    await Promise.all(['a', 'b', 'c'].map((name) => checkDueWatches(workOf(name))));
    expect((await deliveries(watch)).map(({ state, change }) => [state, change.before.state, change.after.state])).toEqual([['waiting', 'valid', 'revoked']]);
    expect(await find(watch)).toMatchObject({ seen: { state: 'revoked' }, checkedAt: '2026-11-21T16:00:00Z' });
    expect((await world.store.watches.watchReport(watch.organisationId, watch.id))?.state).toBe('revoked');
    await Promise.all(['a', 'b', 'c'].map((name) => deliverDue(workOf(name))));
    expect([posted.length, (await deliveries(watch)).map(({ state, attempts }) => [state, attempts])]).toEqual([1, [['delivered', [{ at: '2026-11-21T16:00:00Z', outcome: 'delivered' }]]]]);
  });

  it('leave the last hundred of what was told', async () => {
    const watch = await insert();
    const row = (n: number) => ({ id: world.id(), watch_id: watch.id, change: '{}', made_at: START, next_at: START, state: n % 30 === 0 ? 'waiting' : 'delivered' });
    await world.database.db.knex('watch_delivery').insert(Array.from({ length: 120 }, (_, n) => row(n)));
    later(6);
    await checkDueWatches(workOf('a'));
    const { rows } = await world.database.db.knex.raw<{ rows: unknown[] }>('select id from watch_delivery');
    // One of the oldest still waits to be told.
    expect([rows.length, (await deliveries(watch))[0]?.change.after.state]).toEqual([101, 'revoked']);
  });

  it('of a process that was killed while checking are done by another when the lease is over: no change is lost', async () => {
    const watch = await insert();
    later(6);
    expect(await world.worker('killed').watches.dueWatches(5)).toHaveLength(1);
    await checkDueWatches(workOf('other'));
    expect(await deliveries(watch)).toEqual([]);
    later(0.1);
    await checkDueWatches(workOf('other'));
    expect(await deliveries(watch)).toHaveLength(1);
  });

  it('that come too late, after another did them, change nothing', async () => {
    const watch = await insert();
    later(6);
    const slow = workOf('slow', async () => {
      later(0.1);
      await checkDueWatches(workOf('other'));
      return verification({ verdict: 'invalid', state: 'expired', checks: [fail('validity', 'expired')] });
    });
    await checkDueWatches(slow);
    expect((await deliveries(watch)).map(({ change }) => change.after.state)).toEqual(['revoked']);
    expect((await find(watch))?.seen.state).toBe('revoked');
  });

  it('and what is to be told of them are kept together or not at all', async () => {
    const watch = await insert();
    later(6);
    const broken = { ...revoked, report: { ...revoked.report, state: 'revoked' as const } };
    await world.database.db.knex.raw('alter table watch_delivery rename to watch_delivery_gone');
    await expect(checkDueWatches(workOf('a', async () => broken))).rejects.toThrow();
    await world.database.db.knex.raw('alter table watch_delivery_gone rename to watch_delivery');
    expect((await find(watch))?.seen.state).toBe('valid');
    later(0.1);
    await checkDueWatches(workOf('b'));
    expect(await deliveries(watch)).toHaveLength(1);
  });

  it('told by a process that was killed before it wrote that down are told again, under the same id', async () => {
    const watch = await insert();
    later(6);
    await checkDueWatches(workOf('a'));
    const dying = workOf('dying');
    await expect(deliverDue({ ...dying, ports: { ...dying.ports, keepAttempt: () => Promise.reject(new Error('killed')) } })).rejects.toThrow('killed');
    await deliverDue(workOf('b'));
    expect(posted).toHaveLength(1);
    later(0.1);
    await deliverDue(workOf('b'));
    const [delivery] = await deliveries(watch);
    expect([posted, delivery?.state]).toEqual([[delivery?.id, delivery?.id], 'delivered']);
  });

  it('of a watch that was deleted meanwhile leave nothing', async () => {
    const watch = await insert();
    later(6);
    await checkDueWatches(workOf('a', async () => (await world.store.watches.deleteWatch(watch.organisationId, watch.id, 'test'), revoked)));
    for (const table of ['watch', 'watch_key', 'watch_delivery']) expect(await world.database.db.knex(table)).toEqual([]);
  });

  it('keep what is in doubt', async () => {
    const watch = await insert({ doubtSince: START });
    expect((await find(watch))?.doubtSince).toBeUndefined();
    later(6);
    const silent = verification({ verdict: 'indeterminate', state: 'not-checked', checks: [{ check: 'status', outcome: 'unknown', reason: 'list-unreachable' }] });
    await checkDueWatches(workOf('a', async () => silent));
    expect([(await find(watch))?.doubtSince, (await find(watch))?.seen.state, await deliveries(watch)]).toEqual(['2026-11-21T16:00:00Z', 'valid', []]);
    later(2);
    await checkDueWatches(workOf('a', async () => silent));
    expect([(await find(watch))?.doubtSince, (await deliveries(watch)).map(({ change }) => change.after.reasons)]).toEqual([undefined, [['status:list-unreachable']]]);
  });
});
