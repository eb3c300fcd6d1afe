import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { award, BARE_KEY, CLAIM, CLAIMED, EXPIRED, fakeDeps, KEY, organisation, UNKNOWN_ID, UNKNOWN_TOKEN, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());
const tell = (fields: Record<string, string>, token = CLAIM): Promise<Response> => served.ask(`/claim/${token}/problem`, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html' } });
const told = (): unknown[] => deps.calls.filter(([name]) => name === 'tellProblem').map(([, ...given]) => given);

describe('"Something is wrong"', () => {
  it('stands on the claim page, and is told without claiming', async () => {
    await open();
    expect(await (await served.ask(`/claim/${CLAIM}`)).text()).toContain(`href="/claim/${CLAIM}/problem"`);
    const response = await tell({ kind: 'spelling', words: 'It is Kovačić.' });
    expect([response.status, response.headers.get('location')]).toEqual([303, `/claim/${CLAIM}/problem/sent`]);
    expect(told()).toEqual([[CLAIM, { kind: 'spelling', words: 'It is Kovačić.' }]]);
    expect(deps.calls.map(([name]) => name)).not.toContain('claim');
    expect(await (await served.ask(`/claim/${CLAIM}/problem/sent`)).text()).toContain('It was sent');
  });

  it.each([['', 'Say in a few words'], ['  \n', 'Say in a few words'], ['x'.repeat(1001), 'at most 1,000 characters']])('comes back with what was written and what is wrong with it: %#', async (words, says) => {
    await open();
    const response = await tell({ kind: 'not-me', words });
    const html = await response.text();
    expect([response.status, html.includes(says), html.includes('<title>Error: '), /value="not-me" checked/.test(html)]).toEqual([422, true, true, true]);
    expect(told()).toEqual([]);
  });

  it('says when no more is taken', async () => {
    await open({ tellProblem: () => Promise.reject(new AppError('input-invalid', 'enough')) });
    const response = await tell({ kind: 'not-me', words: 'again' });
    expect([response.status, (await response.text()).includes('Write or telephone instead')]).toEqual([422, true]);
  });

  it.each([{ words: 'x' }, { kind: 'other', words: 'x' }])('does not guess of what kind it is: %j', async (fields) => {
    await open();
    expect((await tell(fields as Record<string, string>)).status).toBe(422);
    expect(told()).toEqual([]);
  });

  it.each([CLAIMED, EXPIRED])('is not asked by a link that was used or has run out: %s', async (token) => {
    await open();
    expect((await served.ask(`/claim/${token}/problem`)).headers.get('location')).toBe(`/claim/${token}`);
  });

  it('has no page under a link that is none', async () => {
    await open();
    expect((await served.ask(`/claim/${UNKNOWN_TOKEN}/problem`)).status).toBe(404);
  });
});

describe('the registry', () => {
  it('lists what its learners said, and marks it as dealt with', async () => {
    await open();
    const listed = await served.ask('/api/v1/problems?limit=5', withKey(KEY));
    expect([listed.status, ((await listed.json()) as { items: unknown[] }).items.length]).toEqual([200, 1]);
    expect(deps.calls).toContainEqual(['problems', organisation.id, undefined, 5]);
    expect((await served.ask(`/api/v1/problems/${award.id}/handled`, withKey(KEY, undefined, 'POST'))).status).toBe(204);
    expect(deps.calls).toContainEqual(['markHandled', organisation.id, award.id, 'key:registry']);
    expect(await problemOf(await served.ask(`/api/v1/problems/${UNKNOWN_ID}/handled`, withKey(KEY, undefined, 'POST')))).toEqual([404, 'not-found']);
  });

  it('alone may: not without the scope, not without a key', async () => {
    await open();
    for (const [path, method] of [['/api/v1/problems', 'GET'], [`/api/v1/problems/${award.id}/handled`, 'POST']] as const) {
      expect(await problemOf(await served.ask(path, withKey(BARE_KEY, undefined, method)))).toEqual([403, 'forbidden']);
      expect(await problemOf(await served.ask(path, { method }))).toEqual([401, 'unauthorised']);
    }
  });
});
