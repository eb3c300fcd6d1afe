import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { award, fakeDeps, UNKNOWN_ID } from '../support/fake-deps.js';
import { problemOf, serve, type Served } from '../support/http.js';

let served: Served;
beforeEach(async () => void (served = await serve(fakeDeps())));
afterEach(() => served.close());
const LIST = `/status/${award.statusEntry.list}`;
const list = (headers: Record<string, string> = {}, path = LIST): Promise<Response> => served.ask(path, { headers });

describe('a status list', () => {
  it.each([
    ['*/*', 'application/vc', '{"list":"revocation"}'],
    ['application/vc', 'application/vc', '{"list":"revocation"}'],
    ['application/json', 'application/vc', '{"list":"revocation"}'],
    ['text/html', 'application/vc', '{"list":"revocation"}'],
    ['application/vc+jwt', 'application/vc+jwt', 'eyJ.eyJ.sig'],
    ['application/jwt', 'application/vc+jwt', 'eyJ.eyJ.sig'],
    ['application/vc;q=0.1, application/vc+jwt', 'application/vc+jwt', 'eyJ.eyJ.sig'],
  ])('for Accept: %s is %s', async (accept, type, body) => {
    const response = await list({ accept });
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, type, body]);
    expect(response.headers.get('vary')).toBe('Accept');
  });

  it('of suspensions is another', async () => {
    expect(await (await list({}, `${LIST}/suspension`)).text()).toBe('{"list":"suspension"}');
  });

  it('may be read from anywhere and kept for a minute', async () => {
    const { headers } = await list();
    expect([headers.get('access-control-allow-origin'), headers.get('cross-origin-resource-policy'), headers.get('cache-control')]).toEqual(['*', 'cross-origin', 'public, max-age=60']);
  });

  it('is not sent again to who has it, also when fetch adds no-cache', async () => {
    const tag = (await list()).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{43}"$/);
    for (const known of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      const again = await list({ 'if-none-match': known, 'cache-control': 'no-cache' });
      expect([known, again.status, await again.text(), again.headers.get('etag')]).toEqual([known, 304, '', tag]);
    }
  });

  it('is sent to who has another edition, or the other form', async () => {
    const tag = (await list()).headers.get('etag') ?? '';
    expect((await list({ 'if-none-match': '"other"' })).status).toBe(200);
    expect((await list({ 'if-none-match': tag, accept: 'application/vc+jwt' })).status).toBe(200);
  });

  it('as a token is one thing, whatever is asked for, and kept as long', async () => {
    const path = `/token-status/${award.statusEntry.list}`;
    for (const accept of ['*/*', 'application/statuslist+jwt', 'application/json']) {
      const response = await list({ accept }, path);
      expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'application/statuslist+jwt', 'eyJ.eyJ.sig']);
      expect(['access-control-allow-origin', 'cache-control', 'vary'].map((name) => response.headers.get(name))).toEqual(['*', 'public, max-age=60', null]);
    }
    const tag = (await list({}, path)).headers.get('etag') ?? '';
    expect((await list({ 'if-none-match': tag }, path)).status).toBe(304);
    expect(await problemOf(await list({}, `/token-status/${UNKNOWN_ID}`))).toEqual([404, 'not-found']);
  });

  it('that does not exist is a problem that nobody keeps', async () => {
    const response = await list({}, `/status/${UNKNOWN_ID}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await problemOf(response)).toEqual([404, 'not-found']);
    expect(await problemOf(await list({}, '/status/1'))).toEqual([404, 'not-found']);
  });
});
