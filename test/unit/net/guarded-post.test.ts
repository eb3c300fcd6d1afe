import { afterEach, describe, expect, it } from '@jest/globals';
import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGuardedPost } from '../../../src/net/guarded-post.js';
import type { Resolve } from '../../../src/net/resolve.js';
import { startServer, type TestServer } from './server.js';

let server: TestServer;
afterEach(() => server.close());

const named = (address: string): Resolve => (_host, _options, done) => done(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
const bodies: string[] = [];
async function posting(answer: RequestListener, address = '93.184.216.34'): Promise<(url?: string) => Promise<string>> {
  bodies.splice(0);
  server = await startServer((req: IncomingMessage, res) => void text(req).then((body) => (bodies.push(`${req.method ?? ''} ${body}`), answer(req, res))));
  const post = createGuardedPost({ resolve: named(address), request: server.request });
  return (url = 'https://a.example/hook') => post(url, { headers: { 'content-type': 'application/json', 'webhook-id': 'x' }, body: '{"ü":1}' });
}

describe('what is posted', () => {
  it.each([200, 202, 204])('arrives as it is, and is taken with %i', async (status) => {
    const post = await posting((_req, res) => void res.writeHead(status).end());
    expect([await post(), bodies]).toEqual(['delivered', ['POST {"ü":1}']]);
    expect(server.requests[0]).toMatchObject({ path: '/hook', headers: { 'content-type': 'application/json', 'content-length': '8', 'webhook-id': 'x', 'user-agent': 'testamur' } });
    expect(Object.keys(server.requests[0]!.headers)).not.toContain('cookie');
  });

  it.each([400, 404, 410, 500, 503])('is not taken with %i', async (status) => {
    const post = await posting((_req, res) => void res.writeHead(status).end('x'));
    expect(await post()).toBe('http-status');
  });

  it('follows no redirect', async () => {
    const post = await posting((_req, res) => void res.writeHead(307, { location: 'https://b.example/' }).end());
    expect([await post(), bodies.length]).toEqual(['redirected', 1]);
  });

  it('reads nothing of an answer that has no end', async () => {
    const post = await posting((_req, res) => {
      res.writeHead(200);
      res.on('error', () => undefined);
      const more = (): void => void (res.destroyed || res.write('x'.repeat(65536), more));
      more();
    });
    expect(await post()).toBe('delivered');
  });

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00::1'])('goes to no name that leads to %s', async (address) => {
    const post = await posting((_req, res) => void res.end(), address);
    expect([await post(), bodies]).toEqual(['private-address', []]);
  });

  it.each([
    ['http://a.example/', 'not-https'],
    ['https://127.0.0.1/', 'ip-literal'],
    ['https://localhost/', 'host-not-public'],
    ['https://u:p@a.example/', 'credentials-in-url'],
    ['https://a.example:25/', 'port-refused'],
    ['x', 'url-invalid'],
  ])('goes nowhere else: %s', async (url, why) => {
    const post = await posting((_req, res) => void res.end());
    expect([await post(url), bodies]).toEqual([why, []]);
  });
});
