import { afterEach, describe, expect, it } from '@jest/globals';
import type { HttpDeps } from '../../src/http/deps.js';
import type { Answered } from '../../src/http/observe.js';
import type { Edge } from '../../src/http/operation.js';
import { award, CLAIM, fakeDeps, KEY, organisation, PERMANENT } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
let answered: Answered[];
async function open(overrides: Partial<HttpDeps> = {}, edge: Partial<Edge> = {}): Promise<void> {
  answered = [];
  served = await serve(fakeDeps(overrides), { answered: (request) => void answered.push(request), ...edge });
}
afterEach(() => served.close());
const seen = async (): Promise<Answered[]> => {
  for (let i = 0; i < 100 && answered.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  return answered;
};

describe('GET /healthz', () => {
  it('says that we are alive, asks nobody, and is not written down', async () => {
    await open({}, { readiness: () => Promise.reject(new Error('asked')) });
    const response = await served.ask('/healthz');
    expect([response.status, await response.json(), response.headers.get('cache-control'), answered]).toEqual([200, { status: 'ok' }, 'no-store', []]);
  });
});

describe('GET /readyz', () => {
  it.each([
    [true, { database: 'ok', process: 'ok' }, 200, 'ready'],
    [false, { database: 'no answer', process: 'ok' }, 503, 'not ready'],
  ])('ready %p: says which part is how', async (ready, parts, status, word) => {
    await open({}, { readiness: async () => ({ ready, parts }) });
    const response = await served.ask('/readyz');
    expect([response.status, await response.json()]).toEqual([status, { status: word, parts }]);
  });
});

describe('GET /metrics', () => {
  it('is nowhere for whoever may not read it, and a guess', async () => {
    const taken: string[] = [];
    await open({ limits: { blockedFor: () => 0, take: async (limit) => (taken.push(limit), 0) } });
    expect(await problemOf(await served.ask('/metrics'))).toEqual([404, 'not-found']);
    expect(await problemOf(await served.ask('/metrics', withKey(KEY)))).toEqual([404, 'not-found']);
    expect(taken).toEqual(['guess', 'guess']);
  });

  it('answers in Prometheus’ text format', async () => {
    await open();
    const response = await served.ask('/metrics', withKey('metrics-token'));
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8', 'testamur_figure 1\n']);
  });
});

describe('a request', () => {
  it('is told of by its route’s pattern: no token, no query, no address, no name', async () => {
    await open();
    await served.ask(`/claim/${CLAIM}?name=Ana`, { headers: { accept: 'text/html', 'user-agent': 'phone of Ana', referer: 'https://ana.example', 'x-forwarded-for': '198.51.100.7' } });
    const [one] = await seen();
    expect(one).toEqual({ request: expect.stringMatching(/^[0-9a-f-]{36}$/), method: 'GET', route: '/claim/:token', status: 200, ms: expect.any(Number), caller: 'anybody' });
  });

  it.each([
    ['/nothing/Ana', 'none', 404],
    ['/static/testamur.css', '/static', 200],
    ['/static/Ana.css', '/static', 404],
    ['/o/%E0%A4%A', 'none', 404],
    [`/achievements/${award.achievement.id}/1`, '/achievements/:id/:version', 200],
    [`/o/${organisation.slug}/did.json`, '/o/:slug/did.json', 200],
  ])('%s is %s', async (path, route, status) => {
    await open();
    await served.ask(path);
    expect((await seen()).map((one) => [one.route, one.status])).toEqual([[route, status]]);
  });

  it('with a key is told of by the ids of the key and its organisation, never by a name', async () => {
    const id = '019a9f00-0000-7000-8000-0000000000aa';
    await open({ caller: async () => ({ kind: 'api-key', id, name: 'Ana’s key', organisationId: organisation.id, scopes: ['awards:read'] }) });
    await served.ask('/api/v1/awards', withKey('any'));
    expect(await seen()).toEqual([expect.objectContaining({ route: '/api/v1/awards', caller: 'api-key', key: id, organisation: organisation.id })]);
    expect(JSON.stringify(answered)).not.toContain('Ana');
  });

  it.each([
    ['4bf92f3577b34da6a3ce929d0e0e4736', '4bf92f3577b34da6a3ce929d0e0e4736'],
    ['019A9F00-0000-7000-8000-0000000000AA', '019a9f00-0000-7000-8000-0000000000aa'],
    ['Ana Kovačević', undefined],
    ['ana@example.org', undefined],
    [PERMANENT, undefined],
    ['abc', undefined],
    ['a'.repeat(65), undefined],
  ])('keeps the id %j that it was sent only in a safe form', async (sent, kept) => {
    await open();
    const response = await served.ask('/', { headers: { 'x-request-id': Buffer.from(sent).toString('latin1') } });
    const id = response.headers.get('x-request-id');
    expect(id).toEqual(kept ?? expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/));
    expect((await seen())[0]?.request).toBe(id);
  });

  it('that its caller gave up is told of as such', async () => {
    await open({ awards: () => new Promise(() => undefined) });
    await served.ask('/api/v1/awards', { ...withKey(KEY), signal: AbortSignal.timeout(50) }).catch(() => undefined);
    expect((await seen()).map(({ status }) => status)).toEqual([499]);
  });

  it('by an odd method has no label of its own', async () => {
    await open();
    await served.raw('PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect((await seen()).map(({ method }) => method)).toEqual(['OTHER']);
  });
});

describe('while the process stops', () => {
  it('every answer closes its connection', async () => {
    await open({}, { stopping: () => true });
    const answer = await served.raw('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer).toMatch(/^connection: close/im);
  });
});

describe('the headers of security', () => {
  it('are on every answer, errors and probes among them', async () => {
    await open();
    for (const path of ['/', '/nothing', '/healthz', '/api/v1/awards', '/static/testamur.css', `/o/${organisation.slug}/did.json`]) {
      const { headers } = await served.ask(path);
      const names = ['strict-transport-security', 'x-content-type-options', 'referrer-policy', 'x-frame-options', 'cross-origin-opener-policy', 'permissions-policy'];
      expect([path, ...names.map((name) => headers.get(name))]).toEqual([
        path, 'max-age=31536000', 'nosniff', 'no-referrer', 'SAMEORIGIN', 'same-origin',
        'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
      ]);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
    }
  });

  it('promise https to nobody who is served without it', async () => {
    await open({ baseUrl: 'http://localhost:3000' });
    expect((await served.ask('/')).headers.get('strict-transport-security')).toBeNull();
  });

  it('let what is published be read from anywhere, and nothing else', async () => {
    await open();
    const policy = async (path: string): Promise<string | null> => (await served.ask(path)).headers.get('cross-origin-resource-policy');
    expect([await policy('/'), await policy(`/claim/${CLAIM}`), await policy(`/o/${organisation.slug}/did.json`)]).toEqual(['same-origin', 'same-origin', 'cross-origin']);
  });
});
