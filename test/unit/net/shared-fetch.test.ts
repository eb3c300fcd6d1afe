import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import type { Answer, FetchOptions, RawFetch, RawOptions, Unfetched } from '../../../src/net/guarded-fetch.js';
import { createSharedFetch, type FetchOutcome, type SharedDeps } from '../../../src/net/shared-fetch.js';

const URL_ = 'https://a.example/list';
const MINUTE = 60_000;
const KEPT: FetchOptions = { accept: 'application/json', freshMs: 5 * MINUTE };
const START = Date.parse('2027-01-15T12:00:00Z');

type Given = Partial<Answer> | Unfetched['why'];
const answerOf = (given: Given, url: string): Answer | Unfetched =>
  typeof given === 'string'
    ? ({ ok: false, code: given === 'private-address' ? 'fetch-refused' : given === 'requests' ? 'fetch-cut' : 'fetch-failed', why: given } as Unfetched)
    : { ok: true, status: 200, headers: {}, bytes: utf8('one'), mediaType: 'application/json', url, ...given };

/** A world that gives these answers one after the other, the last of them for ever; and a clock that is turned by hand. */
function world(answers: readonly Given[], limits?: SharedDeps['limits']) {
  const asked: [string, RawOptions][] = [];
  const told: FetchOutcome[] = [];
  let now = START;
  let hold: Promise<void> | undefined;
  const raw: RawFetch = async (url, options) => {
    const given = answers[Math.min(asked.length, answers.length - 1)] ?? {};
    asked.push([url, options]);
    await hold;
    return answerOf(given, url);
  };
  const clock = Date.now;
  Date.now = () => now;
  const fetch = createSharedFetch(raw, { now: () => new Date(now), told: (outcome) => void told.push(outcome), ...(limits && { limits }) });
  return {
    asked,
    told,
    fetch: async (url = URL_, options = KEPT) => {
      Date.now = () => now;
      try {
        return await fetch(url, options);
      } finally {
        Date.now = clock;
      }
    },
    wait: (ms: number) => (now += ms),
    held: () => {
      let free = (): void => undefined;
      hold = new Promise((done) => (free = done));
      return () => free();
    },
  };
}
const FRESH = { headers: { 'cache-control': 'max-age=60', etag: '"v1"' } };

describe('one request for one address', () => {
  it('that fails as nobody foresaw is no answer, and the next asks anew', async () => {
    let asked = 0;
    const raw: RawFetch = () => (asked++ === 0 ? Promise.reject(new TypeError('unforeseen')) : Promise.resolve(answerOf({}, URL_)));
    const fetch = createSharedFetch(raw, { now: () => new Date(START), told: () => undefined });
    expect(await Promise.all([fetch(URL_, KEPT), fetch(URL_, KEPT)])).toMatchObject([{ ok: false, why: 'response-invalid' }, { ok: false, why: 'response-invalid' }]);
    expect([await fetch(URL_, KEPT), asked]).toMatchObject([{ ok: true }, 2]);
  });

  it('serves all who ask at the same moment, and the next asks anew', async () => {
    const { fetch, asked, told, held } = world([{}]);
    const free = held();
    const all = Promise.all([fetch(), fetch(), fetch()]);
    free();
    expect(new Set((await all).map((one) => JSON.stringify(one))).size).toBe(1);
    expect([asked.length, told]).toEqual([1, ['fetched', 'joined', 'joined']]);
    await fetch();
    expect(asked).toHaveLength(2);
  });

  it('does so for what is never kept too: a credential behind a link', async () => {
    const { fetch, asked, held } = world([FRESH]);
    const free = held();
    const both = Promise.all([fetch(URL_, { accept: '*/*' }), fetch(URL_, { accept: '*/*' })]);
    free();
    await both;
    expect(asked).toHaveLength(1);
    await fetch(URL_, { accept: '*/*' });
    expect(asked).toHaveLength(2);
  });

  it('is another for who takes another type, less, or no redirects', async () => {
    const { fetch, asked } = world([FRESH]);
    for (const options of [KEPT, { ...KEPT, accept: 'text/plain' }, { ...KEPT, maxBytes: 10 }, { ...KEPT, maxRedirects: 0 }]) await fetch(URL_, options);
    expect(asked).toHaveLength(4);
  });

  it('of one that another had to stop for, is asked by the next itself', async () => {
    const { fetch, held, told } = world(['requests', FRESH]);
    const free = held();
    const both = Promise.all([fetch(), fetch()]);
    free();
    expect((await both).map(({ ok }) => ok)).toEqual([false, true]);
    expect(told).toEqual(['cut', 'fetched']);
  });
});

describe('an answer', () => {
  it('is given again while it is fresh, with the time at which it was had', async () => {
    const { fetch, asked, told, wait } = world([FRESH]);
    const first = await fetch();
    wait(59_000);
    expect(await fetch()).toEqual(first);
    expect(first).toMatchObject({ ok: true, obtainedAt: '2027-01-15T12:00:00Z' });
    expect([asked.length, told]).toEqual([1, ['fetched', 'kept']]);
    wait(1000);
    await fetch();
    expect(asked).toHaveLength(2);
  });

  it('is asked about by its tag when it has run out, and dated anew when it still stands', async () => {
    const { fetch, asked, told, wait } = world([FRESH, { status: 304, headers: { 'cache-control': 'max-age=60', etag: '"v1"' }, bytes: new Uint8Array() }]);
    await fetch();
    wait(61_000);
    const again = await fetch();
    expect(asked[1]?.[1].unlessSame).toEqual({ 'if-none-match': '"v1"' });
    expect(again).toMatchObject({ ok: true, bytes: utf8('one'), obtainedAt: '2027-01-15T12:01:01Z' });
    expect(told).toEqual(['fetched', 'confirmed']);
    wait(59_000);
    await fetch();
    expect(asked).toHaveLength(2);
  });

  it('is not taken for the same when what is confirmed is another edition, or none', async () => {
    const other = world([FRESH, { status: 304, headers: { etag: '"v2"' }, bytes: new Uint8Array() }]);
    await other.fetch();
    other.wait(61_000);
    expect(await other.fetch()).toMatchObject({ ok: false, why: 'response-invalid' });
    expect(await world([{ status: 304, bytes: new Uint8Array() }]).fetch()).toMatchObject({ ok: false, why: 'response-invalid' });
  });

  it('that has run out is never given for a new one that failed', async () => {
    const { fetch, asked, wait } = world([{ headers: { 'cache-control': 'max-age=60, stale-if-error=86400, stale-while-revalidate=86400' } }, 'timeout', FRESH]);
    await fetch();
    wait(61_000);
    expect(await fetch()).toMatchObject({ ok: false, why: 'timeout' });
    wait(6000);
    expect(await fetch()).toMatchObject({ ok: true });
    expect(asked).toHaveLength(3);
  });

  it.each<[string, Given, number]>([
    ['however long its host allows', { headers: { 'cache-control': 'max-age=31536000, immutable' } }, 5 * MINUTE],
    ['or until it expires', { headers: { date: 'Fri, 15 Jan 2027 12:00:00 GMT', expires: 'Fri, 15 Jan 2027 12:02:00 GMT' } }, 2 * MINUTE],
    ['counting the time it lay elsewhere', { headers: { 'cache-control': 'max-age=300', age: '240' } }, MINUTE],
  ])('is kept for no longer than five minutes %s', async (_name, given, ms) => {
    const { fetch, asked, wait } = world([given]);
    await fetch();
    wait(ms - 1000);
    await fetch();
    expect(asked).toHaveLength(1);
    wait(2000);
    await fetch();
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Given]>([
    ['says nothing of it', { headers: { 'last-modified': 'Fri, 15 Jan 2021 12:00:00 GMT' } }],
    ['forbids it', { headers: { 'cache-control': 'no-store, max-age=60' } }],
    ['is for one reader', { headers: { 'cache-control': 'private, max-age=60' } }],
    ['must be asked about each time', { headers: { 'cache-control': 'no-cache, max-age=60' } }],
    ['differs by everything', { headers: { 'cache-control': 'max-age=60', vary: '*' } }],
    ['was redirected to', { headers: { 'cache-control': 'max-age=60' }, url: 'https://b.example/list' }],
  ])('is not given again when it %s', async (_name, given) => {
    const { fetch, asked } = world([given]);
    await fetch();
    await fetch();
    expect(asked).toHaveLength(2);
  });

  it('that there was none is remembered for seconds; that we would not go there, not at all', async () => {
    const down = world(['unreachable', FRESH]);
    await down.fetch();
    down.wait(4000);
    expect(await down.fetch()).toMatchObject({ ok: false, why: 'unreachable' });
    down.wait(2000);
    expect(await down.fetch()).toMatchObject({ ok: true });
    expect(down.told).toEqual(['unreachable', 'kept', 'fetched']);
    const inside = world(['private-address']);
    await inside.fetch();
    await inside.fetch();
    expect(inside.asked).toHaveLength(2);
  });
});

describe('what is remembered', () => {
  it('has an end in bytes and in number; what was used longest ago goes first', async () => {
    const { fetch, asked } = world([{ headers: { 'cache-control': 'max-age=60' }, bytes: new Uint8Array(10_000) }], { entries: 100, bytes: 40_000 });
    for (const name of ['1', '2', '3']) await fetch(`${URL_}/${name}`);
    await fetch(`${URL_}/1`);
    expect(asked).toHaveLength(3);
    await fetch(`${URL_}/4`);
    await fetch(`${URL_}/1`);
    expect(asked).toHaveLength(4);
    await fetch(`${URL_}/2`);
    expect(asked).toHaveLength(5);
    const few = world([FRESH], { entries: 2, bytes: 1e6 });
    for (const name of ['1', '2', '3', '1']) await few.fetch(`${URL_}/${name}`);
    expect(few.asked).toHaveLength(4);
  });
});
