import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { award, CLAIM, fakeDeps, KEY, organisation } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve(fakeDeps(overrides)));
afterEach(() => served.close());

const SECRET = 'Ana Kovačević 1998-04-09';

describe('what we did not foresee', () => {
  it('says nothing but a reference, which the log has too', async () => {
    await open({ awards: () => Promise.reject(new TypeError(SECRET)) });
    const response = await served.ask('/api/v1/awards', withKey(KEY));
    const problem = (await response.json()) as Record<string, unknown>;
    const [error, where] = served.faults[0] ?? [];
    expect(problem).toEqual({ type: '/docs/problems#bug', title: 'Something went wrong here', status: 500, code: 'bug', reference: where?.reference });
    expect(error).toBeInstanceOf(TypeError);
    expect(where).toEqual({ reference: expect.stringMatching(/^[0-9a-f-]{36}$/), method: 'GET', route: '/api/v1/awards' });
  });

  it('keeps the message of our own faults to ourselves, too', async () => {
    await open({ awards: () => Promise.reject(new AppError('lint-failed', SECRET)) });
    const text = await (await served.ask('/api/v1/awards', withKey(KEY))).text();
    expect(text).not.toContain('Ana');
    expect(text).toContain('"code":"lint-failed"');
  });

  it.each(['text/html', 'application/json'])('is told under a route’s pattern, so that no token is (%s)', async (accept) => {
    await open({ offer: () => Promise.reject(new Error(SECRET)) });
    const response = await served.ask(`/claim/${CLAIM}`, { headers: { accept } });
    const body = await response.text();
    const where = served.faults[0]?.[1];
    expect([response.status, where?.route, body.includes(where?.reference ?? '?')]).toEqual([500, '/claim/:token', true]);
    expect(JSON.stringify(where) + body).not.toMatch(new RegExp(`${CLAIM}|Ana`));
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is kept by no cache, though the route’s answer may be', async () => {
    const broken = { achievement: { ...award.achievement, title: undefined as never }, organisation };
    await open({ achievementVersion: async () => broken });
    const response = await served.ask(`/achievements/${award.achievement.id}/1`, { headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('cache-control')]).toEqual([500, 'no-store']);
  });

  it('is answered even when what was thrown is no error', async () => {
    await open({ awards: () => Promise.reject('a string') }); // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors
    expect(await problemOf(await served.ask('/api/v1/awards', withKey(KEY)))).toEqual([500, 'bug']);
  });
});

describe('a database that has no connection left', () => {
  it.each(['text/html', 'application/json'])('asks the caller to come again in a moment (%s)', async (accept) => {
    await open({ offer: () => Promise.reject(new AppError('busy', SECRET)) });
    const response = await served.ask(`/claim/${CLAIM}`, { headers: { accept } });
    expect([response.status, response.headers.get('retry-after'), response.headers.get('cache-control')]).toEqual([503, '5', 'no-store']);
    expect(await response.text()).not.toContain('Ana');
  });
});

describe('an address without anything', () => {
  it.each([['/api/v1/nothing', 'text/html', 'application/problem+json'], ['/nothing', 'text/html', 'text/html; charset=utf-8'], ['/nothing', 'application/json', 'application/problem+json'], ['/o/none/did.json', 'text/html', 'application/problem+json']])('%s for %s answers %s', async (path, accept, type) => {
    await open();
    const response = await served.ask(path, { headers: { accept } });
    expect([response.status, response.headers.get('content-type')]).toEqual([404, type]);
  });

});

describe('a method that an address does not take', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is told which it does', async (method) => {
    await open();
    for (const path of ['/', '/healthz', `/v/${CLAIM}`, `/api/v1/awards/${award.id}`, `/o/${organisation.slug}/did.json`, '/api/v1/openapi.json']) {
      const response = await served.ask(path, { method, headers: { accept: 'application/json' } });
      expect([path, response.headers.get('allow'), response.headers.get('cache-control'), await problemOf(response)]).toEqual([path, 'GET, HEAD', 'no-store', [405, 'method-not-allowed']]);
    }
  });

  it('is told all that an address takes', async () => {
    await open();
    const response = await served.ask(`/api/v1/achievements/${award.achievement.id}`, { method: 'DELETE' });
    expect([response.headers.get('allow'), await problemOf(response)]).toEqual(['GET, HEAD, PUT', [405, 'method-not-allowed']]);
  });

  it('is told so by OPTIONS', async () => {
    await open();
    const response = await served.ask(`/api/v1/achievements/${award.achievement.id}`, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow')]).toEqual([200, 'GET, HEAD, PUT']);
  });

  it('is a page for people', async () => {
    await open();
    const response = await served.ask('/how-we-check', { method: 'POST', headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('allow'), response.headers.get('content-type')]).toEqual([405, 'GET, HEAD', 'text/html; charset=utf-8']);
  });
});

describe('what is not HTTP', () => {
  it.each([
    ['GET / HTTP/1.1\r\nno header\r\n\r\n', '400 Bad Request', 'request-malformed'],
    ['nonsense\r\n\r\n', '400 Bad Request', 'request-malformed'],
    ['POST /verify HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', '400 Bad Request', 'request-malformed'],
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, '431 Request Header Fields Too Large', 'headers-too-large'],
  ])('is a problem all the same: %.20j', async (request, status, code) => {
    await open();
    const answer = await served.raw(request);
    const [head, body = ''] = answer.split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\n`);
    expect(JSON.parse(body)).toMatchObject({ type: `/docs/problems#${code}`, code, status: Number(status.slice(0, 3)) });
    expect(served.faults).toEqual([]);
  });
});

describe('a hostile address', () => {
  const HOSTILE = [
    '/o/%00', '/o/..%2f..%2fetc%2fpasswd', '/o/%E0%A4%A', '/o/%ff', '/v/%2e%2e', '/claim/<script>', '/reports/__proto__', '/keep/constructor/documents/ob3-di',
    '/static/../deps.ts', '/static/..%2f..%2fdeps.ts', '/static/%00', '/static/%E0%A4%A', '/static/.env', '/status/..', '//evil.example/%2f..', `/o/${'a'.repeat(5000)}`, '/v/%F0%9F%98%80',
  ];
  it.each(HOSTILE)('%s leads nowhere, and is nobody’s fault', async (path) => {
    await open();
    const answer = await served.raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toMatch(/at .*\.ts:|node_modules|<script>|Error:/);
    expect(served.faults).toEqual([]);
  });

  it('is not redirected to somebody else', async () => {
    await open();
    const answer = await served.raw('GET //evil.example/.. HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).not.toMatch(/^location:/im);
  });

  it('in the Host header finds no organisation', async () => {
    await open();
    const answer = await served.raw('GET /.well-known/did.json HTTP/1.1\r\nHost: micro.jadran.example@evil.example\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*"id":"did:web:testamur\.example"/);
  });
});

describe('the style sheet', () => {
  it('may be kept for an hour', async () => {
    await open();
    const response = await served.ask('/static/testamur.css');
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'text/css; charset=utf-8', 'public, max-age=3600']);
  });
});
