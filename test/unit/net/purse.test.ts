import { describe, expect, it } from '@jest/globals';
import type { FetchOptions, FetchResult, GuardedFetch } from '../../../src/net/guarded-fetch.js';
import { ALLOWANCE, createPurse } from '../../../src/net/purse.js';

const had = (url: string, size = 1): FetchResult => ({ ok: true, bytes: new Uint8Array(size), mediaType: '', url, obtainedAt: '2027-01-15T12:00:00Z' });
const GET: FetchOptions = { accept: '*/*' };
const MUCH = { requests: 100, bytes: 1e9, ms: 5000 };
const said = (result: FetchResult) => (result.ok ? 'ok' : `${result.code} ${result.why}`);

describe('what one verification may take', () => {
  it('leaves time for a report within five seconds', () => {
    expect(ALLOWANCE).toEqual({ requests: 20, bytes: 8 * 1024 * 1024, ms: 3500 });
  });

  it('is so many requests, redirects among them', async () => {
    let sent = 0;
    const redirecting: GuardedFetch = async (url, { mayAsk }) => {
      for (let hop = 0; hop < 3; hop++) {
        if (mayAsk?.() === false) return { ok: false, code: 'fetch-cut', why: 'requests' };
        sent++;
      }
      return had(url);
    };
    const fetch = createPurse(redirecting, { ...MUCH, requests: 7 });
    const all = [];
    for (const name of ['1', '2', '3', '4']) all.push(said(await fetch(name, GET)));
    expect(all).toEqual(['ok', 'ok', 'fetch-cut requests', 'fetch-cut requests']);
    expect(sent).toBe(7);
  });

  it('counts what was had with others as one', async () => {
    const fetch = createPurse(async (url) => had(url), { ...MUCH, requests: 2 });
    expect([said(await fetch('1', GET)), said(await fetch('2', GET)), said(await fetch('3', GET))]).toEqual(['ok', 'ok', 'fetch-cut requests']);
  });

  it('is so many bytes, also of several answers at once', async () => {
    let held = 0;
    let most = 0;
    const slow: GuardedFetch = async (url, { maxBytes = 0 }) => {
      most = Math.max(most, (held += maxBytes));
      await new Promise((done) => setTimeout(done, 5));
      held -= maxBytes;
      return had(url, 40);
    };
    const fetch = createPurse(slow, { ...MUCH, bytes: 250 });
    const all = await Promise.all(['1', '2', '3', '4', '5', '6'].map((url) => fetch(url, { ...GET, maxBytes: 100 })));
    // Four came, of 40 bytes each; a fifth might have had 100, for which there was no room any more.
    expect(all.map(said)).toEqual(['ok', 'ok', 'ok', 'ok', 'fetch-cut bytes', 'fetch-cut bytes']);
    expect(most).toBe(200);
  });

  it('is so much time for all of it together: a source that drips is left', async () => {
    const began = performance.now();
    const fetch = createPurse(() => new Promise(() => undefined), { ...MUCH, ms: 80 });
    expect((await Promise.all([fetch('1', GET), fetch('2', GET)])).map(said)).toEqual(['fetch-cut seconds', 'fetch-cut seconds']);
    expect(said(await fetch('3', GET))).toBe('fetch-cut seconds');
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('asks nobody when its time is over', async () => {
    let asked = 0;
    const fetch = createPurse(async (url) => (asked++, had(url)), { ...MUCH, ms: 1 });
    await new Promise((done) => setTimeout(done, 30));
    expect(said(await fetch('1', GET))).toBe('fetch-cut seconds');
    expect(asked).toBe(0);
  });
});
