import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rateLimits } from '../../src/store/rate-limits.js';
import { openStoreWorld, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
beforeAll(async () => {
  world = await openStoreWorld();
});
afterAll(() => world.database.close());

const LIMITS = { guess: { points: 3, seconds: 600 }, heavy: { points: 1, seconds: 60 } };
/** A node: it shares nothing with another but the database. */
const node = (told: unknown[] = []) => rateLimits(world.deps, { limits: LIMITS, alone: (error) => told.push(error) });
const asker = (() => {
  let n = 0;
  return () => `198.51.100.${n++}`;
})();
const later = (seconds: number): void => void (world.clock.at = new Date(world.clock.at.getTime() + seconds * 1000));

describe('a limit', () => {
  it('lets as many pass as it says, then says how long to wait, and starts anew after that', async () => {
    const [limits, who] = [node(), asker()];
    expect([await limits.take('guess', who), await limits.take('guess', who), limits.blockedFor('guess', who)]).toEqual([0, 0, 0]);
    later(60);
    expect([await limits.take('guess', who), limits.blockedFor('guess', who)]).toEqual([0, 540_000]);
    expect(await limits.take('guess', who)).toBe(540_000);
    later(540);
    expect([limits.blockedFor('guess', who), await limits.take('guess', who)]).toEqual([0, 0]);
  });

  it('is counted for all nodes together', async () => {
    const [a, b, who] = [node(), node(), asker()];
    const waits = [await a.take('guess', who), await b.take('guess', who), await a.take('guess', who), await b.take('guess', who)];
    expect(waits).toEqual([0, 0, 0, 600_000]);
  });

  it('counts every one of many who ask at once', async () => {
    const who = asker();
    const waits = await Promise.all(Array.from({ length: 20 }, () => node().take('guess', who)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  it('is of one asker and one kind', async () => {
    const [limits, who] = [node(), asker()];
    await limits.take('heavy', who);
    expect([await limits.take('heavy', who), await limits.take('guess', who), await limits.take('heavy', asker())]).toEqual([60_000, 0, 0]);
  });

  it('asks the database no more once nothing is left', async () => {
    const [limits, who] = [node(), asker()];
    for (let i = 0; i < 100; i++) await limits.take('heavy', who);
    expect(await world.deps.db.knex('rate_limit').max('taken as most').where('expires_at', '>', world.clock.at)).toEqual([{ most: expect.any(Number) }]);
    expect(await world.deps.db.knex('rate_limit').where('taken', '>', 20)).toEqual([]);
  });

  it('keeps no address, in no form that could be tried out', async () => {
    await node().take('guess', '203.0.113.77');
    const rows = await world.deps.db.knex('rate_limit').select('*');
    expect(rows.every(({ key }: { key: Uint8Array }) => key.length === 16)).toBe(true);
    expect(JSON.stringify(rows.map(({ key }: { key: Buffer }) => key.toString('latin1')))).not.toContain('203.0.113');
    expect(Object.keys(rows[0] as object)).toEqual(['key', 'taken', 'expires_at']);
  });

  it('is swept away when it has run out', async () => {
    later(3600);
    expect(await node().deleteExpired()).toBeGreaterThan(0);
    expect(await world.deps.db.knex('rate_limit')).toEqual([]);
  });
});

describe('when the database fails or is slow', () => {
  const broken = (raw: () => Promise<never>, told: unknown[]) =>
    rateLimits({ ...world.deps, db: { ...world.deps.db, knex: { raw } as never } }, { limits: LIMITS, alone: (error) => told.push(error) });

  it.each([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['never answers', () => new Promise<never>(() => undefined)],
  ])('(%s) the process counts alone, waits for nobody, and says so once a minute', async (_how, raw) => {
    const told: unknown[] = [];
    const [limits, who, started] = [broken(raw, told), asker(), performance.now()];
    const waits = [await limits.take('guess', who), await limits.take('guess', who), await limits.take('guess', who), await limits.take('guess', who)];
    expect([waits, told.length]).toEqual([[0, 0, 0, 600_000], 1]);
    expect(performance.now() - started).toBeLessThan(3000);
    later(61);
    await limits.take('heavy', who);
    expect(told).toHaveLength(2);
  });

  it('counts every one of many who ask at once, as the database does', async () => {
    const [limits, who] = [broken(() => new Promise<never>(() => undefined), []), asker()];
    const waits = await Promise.all(Array.from({ length: 20 }, () => limits.take('guess', who)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });
});
