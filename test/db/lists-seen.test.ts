import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStoreWorld, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
beforeAll(async () => {
  world = await openStoreWorld();
});
afterAll(() => world.database.close());

const URL_ = 'https://university.example/status/1';
const ISSUER = 'did:web:university.example';
const saw = (madeAt: string, over: { url?: string; issuer?: string } = {}) => world.store.listsSeen.sawList({ url: URL_, issuer: ISSUER, madeAt, ...over });
const rows = () => world.database.db.knex('status_list_seen').select('*').orderBy('seen_at');
const later = (days: number): void => void (world.clock.at = new Date(world.clock.at.getTime() + days * 24 * 3_600_000));

describe('the editions of status lists that were seen', () => {
  it('are remembered by the newest, whichever came first', async () => {
    expect(await saw('2026-11-20T06:00:00Z')).toBe('2026-11-20T06:00:00Z');
    expect(await saw('2026-11-20T05:59:59Z')).toBe('2026-11-20T06:00:00Z');
    expect(await saw('2026-11-20T06:00:01Z')).toBe('2026-11-20T06:00:01Z');
    expect(await saw('2026-11-20T06:00:00Z')).toBe('2026-11-20T06:00:01Z');
  });

  it('of another address, or of another issuer at the same, are of another list', async () => {
    expect(await saw('2026-01-01T00:00:00Z', { url: `${URL_}0` })).toBe('2026-01-01T00:00:00Z');
    expect(await saw('2026-01-01T00:00:00Z', { issuer: 'did:web:stranger.example' })).toBe('2026-01-01T00:00:00Z');
  });

  it('that come at once leave the newest', async () => {
    const url = 'https://university.example/status/many';
    const times = Array.from({ length: 20 }, (_, n) => `2026-11-20T06:00:${String((n * 7) % 20).padStart(2, '0')}Z`);
    await Promise.all(times.map((time) => saw(time, { url })));
    expect(await saw('2026-11-20T06:00:00Z', { url })).toBe('2026-11-20T06:00:19Z');
  });

  it('do not say here whose credentials were checked', async () => {
    const text = JSON.stringify((await rows()) as unknown[]);
    for (const told of ['university', Buffer.from(URL_).toString('hex')]) expect(text).not.toContain(told);
    expect(((await rows()) as { list: Uint8Array }[]).every(({ list }) => list.length === 32)).toBe(true);
  });

  it('are forgotten when nobody asked for so long, and beyond a number, those first that were not asked for the longest', async () => {
    later(1);
    await saw('2026-11-20T06:00:00Z');
    expect(await world.store.listsSeen.forgetLists(2)).toBe(2);
    expect(await saw('2026-01-01T00:00:00Z')).toBe('2026-11-20T06:00:01Z');
    later(400);
    await saw('2026-11-20T06:00:00Z', { url: 'https://university.example/status/new' });
    expect(await world.store.listsSeen.forgetLists()).toBe(1);
    later(1);
    expect(await world.store.listsSeen.forgetLists()).toBe(1);
    expect(await rows()).toHaveLength(1);
    expect(await saw('2026-01-01T00:00:00Z')).toBe('2026-01-01T00:00:00Z');
  });
});
