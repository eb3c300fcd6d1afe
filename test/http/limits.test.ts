import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { LIMITS, type LimitName } from '../../src/http/limits.js';
import { award, CLAIM, CLAIMED, fakeDeps, KEY, PERMANENT, SHARED, UNKNOWN_TOKEN, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
let taken: (readonly [LimitName, string])[];
afterEach(() => served.close());

/** Every limit is this many, and never starts anew. */
async function open(points: number, overrides: Partial<HttpDeps> = {}): Promise<void> {
  taken = [];
  const left = (limit: LimitName, asker: string): number => points - taken.filter(([name, who]) => name === limit && who === asker).length;
  const limits: HttpDeps['limits'] = {
    blockedFor: (limit, asker) => (left(limit, asker) > 0 ? 0 : 90_500),
    take: async (limit, asker) => {
      taken.push([limit, asker]);
      return left(limit, asker) < 0 ? 90_500 : 0;
    },
  };
  served = await serve((deps = fakeDeps({ limits, ...overrides })));
}
const called = (name: string): number => deps.calls.filter(([one]) => one === name).length;
const times = async (n: number, ask: () => Promise<Response>): Promise<number[]> => {
  const statuses: number[] = [];
  for (let i = 0; i < n; i++) statuses.push((await ask()).status);
  return statuses;
};

describe('looking something up by a secret', () => {
  const GUESSES = [`/claim/${UNKNOWN_TOKEN}`, `/keep/${UNKNOWN_TOKEN}`, `/keep/${UNKNOWN_TOKEN}/documents/ob3-di`, `/v/${UNKNOWN_TOKEN}`, `/v/${UNKNOWN_TOKEN}/qr.png`, `/reports/${UNKNOWN_TOKEN}`, '/v?number=0000-0000-0000', '/claim/malformed'];
  it.each(GUESSES)('%s is refused after too many that found nothing, before anything is looked up', async (path) => {
    await open(3);
    expect(await times(5, () => served.ask(path))).toEqual([404, 404, 404, 429, 429]);
    const before = called('heldByPermanentLink');
    const right = await served.ask(`/v/${PERMANENT}`);
    expect([right.status, called('heldByPermanentLink')]).toEqual([429, before]);
  });

  it('is no guess while it finds something', async () => {
    await open(6);
    for (const path of [`/claim/${CLAIM}`, `/keep/${CLAIMED}`, `/v/${PERMANENT}`]) expect(await times(5, () => served.ask(path))).toEqual([200, 200, 200, 200, 200]);
    expect(taken.filter(([limit]) => limit !== 'look')).toEqual([]);
  });

  it('counts a number that the verify page does not find', async () => {
    await open(3, { verifyLinkEach: () => Promise.reject(new AppError('unreadable', 'no link')) });
    const form = (): RequestInit => {
      const body = new FormData();
      body.set('link', 'NH7K-2QXV-0000');
      return { method: 'POST', body };
    };
    await times(3, () => served.ask('/verify', form()));
    expect((await served.ask('/v?number=1')).status).toBe(429);
  });

  it('says when to come back: to a program in a header, to a person on the page too', async () => {
    await open(0);
    const problem = await served.ask(`/v/${PERMANENT}`, { headers: { accept: 'application/json' } });
    expect(problem.headers.get('retry-after')).toBe('91');
    expect(await problemOf(problem)).toEqual([429, 'rate-limited']);
    const page = await served.ask(`/v/${PERMANENT}`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('retry-after'), page.headers.get('cache-control')]).toEqual([429, '91', 'no-store']);
    expect(await page.text()).toContain('10:01');
  });
});

describe('what takes processor time', () => {
  it.each<[LimitName, string]>([
    ['draw', `/keep/${CLAIMED}/documents/ob3-di`],
    ['draw', `/s/${SHARED}/documents/ob3-di`],
    ['look', `/v/${PERMANENT}`],
    ['look', `/s/${SHARED}`],
    ['look', `/achievements/${award.achievement.id}/1/image.png`],
    ['look', `/achievements/${award.achievement.id}/1/image.svg`],
    ['look', '/catalogue'],
    ['look', '/api/v1/catalogue'],
    ['look', `/o/${award.organisation.slug}`],
    ['look', `/achievements/${award.achievement.id}/1`],
  ])('is counted as %s and refused after too many: %s', async (limit, path) => {
    await open(2);
    expect(await times(4, () => served.ask(path))).toEqual([200, 200, 429, 429]);
    expect(new Set(taken.map(([one]) => one))).toEqual(new Set([limit]));
  });
});

describe('keys', () => {
  it('that we do not know are counted and then refused as too many', async () => {
    await open(3);
    expect(await times(5, () => served.ask('/api/v1/awards', withKey('wrong')))).toEqual([401, 401, 401, 429, 429]);
  });

  it('that we know are never held up by other people’s guesses', async () => {
    await open(0);
    expect((await served.ask('/api/v1/awards', withKey(KEY))).status).toBe(200);
  });
});

describe('verifying', () => {
  const body = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
  it('is limited for whoever has no key, before the body is verified', async () => {
    await open(3);
    expect(await times(5, () => served.ask('/api/v1/verify', body))).toEqual([200, 200, 200, 429, 429]);
    expect(called('verify')).toBe(3);
    expect(taken.slice(0, 3).map(([limit]) => limit)).toEqual(['heavy', 'heavy', 'heavy']);
  });

  it('is not for whoever has one', async () => {
    await open(3);
    expect(await times(9, () => served.ask('/api/v1/verify', { ...body, headers: { ...body.headers, authorization: `Bearer ${KEY}` } }))).toEqual(Array(9).fill(200));
    expect(taken).toEqual([]);
  });

  it('does not tell keys from no keys: a wrong one is a guess', async () => {
    await open(100);
    await served.ask('/api/v1/verify', { ...body, headers: { ...body.headers, authorization: 'Bearer wrong' } });
    expect(taken.map(([limit]) => limit).sort()).toEqual(['guess', 'heavy']);
  });
});

describe('claiming', () => {
  it('is limited as a form that writes', async () => {
    await open(2);
    expect(await times(4, () => served.ask(`/claim/${CLAIM}`, { method: 'POST' }))).toEqual([303, 303, 429, 429]);
    expect(called('claim')).toBe(2);
  });
});

describe('whom it counts', () => {
  it('is the peer, whatever it says of others, unless it is a proxy of ours', async () => {
    await open(1000);
    await served.ask(`/claim/${UNKNOWN_TOKEN}`, { headers: { 'x-forwarded-for': '198.51.100.1' } });
    expect(taken).toEqual([['guess', '127.0.0.1']]);
    await served.close();
    taken = [];
    served = await serve(deps, { trustedProxies: ['127.0.0.1'] });
    await served.ask(`/claim/${UNKNOWN_TOKEN}`, { headers: { 'x-forwarded-for': '192.0.2.9, 2001:db8:1:2::7' } });
    expect(taken).toEqual([['guess', '2001:db8:1:2::/64']]);
  });
});

it('lets a campus behind one address do what it came for', () => {
  expect([LIMITS.form.points >= 1000, LIMITS.heavy.points / LIMITS.heavy.seconds >= 1, LIMITS.guess.points >= 30]).toEqual([true, true, true]);
  // In ten minutes 200 learners open their page with its picture and save four files each, and 200 employers look.
  expect([LIMITS.draw.points * (600 / LIMITS.draw.seconds) >= 200 * 4, LIMITS.look.points * (600 / LIMITS.look.seconds) >= (200 + 200) * 2]).toEqual([true, true]);
});
