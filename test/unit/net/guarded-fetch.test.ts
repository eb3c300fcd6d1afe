import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { request as httpsRequest } from 'node:https';
import { createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createGuardedFetch, MAX_BYTES, type FetchDeps, type FetchOptions, type RawFetch } from '../../../src/net/guarded-fetch.js';
import { startServer, type TestServer } from './server.js';

/** Names of these tests, and what they resolve to. */
const NAMES: Record<string, string[]> = {
  'a.example': ['93.184.216.34'],
  'b.example': ['93.184.216.35', '2606:4700::1111'],
  'inside.example': ['10.0.0.5'],
  'loop.example': ['127.0.0.1'],
  'mixed.example': ['93.184.216.34', '127.0.0.1'],
  'six.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'empty.example': [],
};
const resolve: FetchDeps['resolve'] = (host, _options, done) => {
  const addresses = NAMES[host];
  if (!addresses) return done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
  return done(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
};
const said = (result: Awaited<ReturnType<RawFetch>>) => (result.ok ? `ok ${new TextDecoder().decode(result.bytes)}` : `${result.code} ${result.why}`);

describe('the guarded fetch, connecting', () => {
  let watch: Server;
  let connections = 0;
  beforeAll(async () => {
    watch = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((done) => watch.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise((done) => watch.close(done)));
  const port = () => (watch.address() as { port: number }).port;
  const fetch = createGuardedFetch({ resolve, request: httpsRequest });

  it.each(['inside.example', 'loop.example', 'mixed.example', 'six.example', 'mapped.example', 'metadata.example', 'empty.example'])(
    'opens no connection to %s, by what its name resolves to',
    async (host) => {
      expect(said(await fetch(`https://${host}:${port()}/`, { accept: '*/*' }))).toBe('fetch-refused private-address');
      expect(connections).toBe(0);
    },
  );

  it.each([
    ['https://127.0.0.1/', 'ip-literal'],
    ['https://[::1]/', 'ip-literal'],
    ['http://a.example/', 'not-https'],
    ['https://me@a.example/', 'credentials-in-url'],
    ['nonsense', 'url-invalid'],
  ])('does not even look %s up', async (address, why) => {
    const blind = createGuardedFetch({
      resolve: () => {
        throw new Error('looked up');
      },
      request: httpsRequest,
    });
    expect(said(await blind(address, { accept: '*/*' }))).toBe(`fetch-refused ${why}`);
  });

  it('says that a name without address cannot be reached', async () => {
    expect(said(await fetch('https://nowhere.example/', { accept: '*/*' }))).toBe('fetch-failed unreachable');
  });

  it('asks for each name once, so that it cannot answer twice', async () => {
    let asked = 0;
    const rebinding: FetchDeps['resolve'] = (_host, _options, done) => done(null, [{ address: asked++ === 0 ? '127.0.0.1' : '93.184.216.34', family: 4 }]);
    await createGuardedFetch({ resolve: rebinding, request: httpsRequest })(`https://a.example:${port()}/`, { accept: '*/*' });
    expect([asked, connections]).toEqual([1, 0]);
  });
});

describe('the guarded fetch, answered', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer((req, res) => {
      const url = new URL(req.url ?? '/', 'https://a.example');
      const hops = Number(url.searchParams.get('hops') ?? 0);
      const to = url.searchParams.get('to');
      if (hops > 0) return res.writeHead(302, { location: `/?hops=${hops - 1}` }).end();
      if (to !== null) return res.writeHead(301, { location: to, 'set-cookie': 'a=b' }).end();
      if (url.pathname === '/nowhere') return res.writeHead(302).end();
      if (url.pathname === '/404') return res.writeHead(404).end('not here');
      if (url.pathname === '/410') return res.writeHead(410).end('no more');
      if (url.pathname === '/slow') return res.writeHead(200).write('{');
      if (url.pathname === '/stuck') return undefined;
      if (url.pathname === '/cut') return void (res.writeHead(200, { 'content-length': '100' }).write('half'), setTimeout(() => res.destroy(), 20));
      if (url.pathname === '/big') return res.end(Buffer.alloc(Number(url.searchParams.get('size'))));
      if (url.pathname === '/headers') return res.writeHead(200, { x: 'y'.repeat(20_000) }).end('{}');
      if (url.pathname === '/provisional') return void Array.from({ length: 9 }, () => res.writeEarlyHints({ link: '</a>; rel=preload' }));
      if (url.pathname === '/gzip') return res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{}'));
      return res.writeHead(200, { 'content-type': 'Application/VC+JWT; charset=utf-8' }).end('hello');
    });
  });
  afterEach(() => void server.requests.splice(0));
  afterAll(() => server.close());
  const get = (url: string, options: Partial<FetchOptions> = {}) => createGuardedFetch({ resolve, request: server.request })(url, { accept: 'application/vc', ...options });

  it('gives bytes, media type and where they came from', async () => {
    expect(await get('https://a.example/x')).toMatchObject({ ok: true, bytes: new TextEncoder().encode('hello'), mediaType: 'application/vc+jwt', url: 'https://a.example/x' });
    expect(await get('https://b.example/x')).toMatchObject({ ok: true });
  });

  it('sends no cookie, no credential, and asks for nothing compressed', async () => {
    await get('https://a.example/?to=https://b.example/');
    expect(server.requests.map(({ host }) => host.split(':')[0])).toEqual(['a.example', 'b.example']);
    for (const { headers } of server.requests) {
      expect(headers).toMatchObject({ accept: 'application/vc', 'accept-encoding': 'identity' });
      expect(Object.keys(headers).filter((name) => ['cookie', 'authorization', 'referer'].includes(name))).toEqual([]);
    }
  });

  it('follows five redirects and not six', async () => {
    expect(said(await get('https://a.example/?hops=5'))).toBe('ok hello');
    expect(server.requests).toHaveLength(6);
    expect(said(await get('https://a.example/?hops=6'))).toBe('fetch-refused too-many-redirects');
    expect(said(await get('https://a.example/?hops=1', { maxRedirects: 0 }))).toBe('fetch-refused too-many-redirects');
  });

  it.each([
    ['http://b.example/', 'not-https'],
    ['https://127.0.0.1/', 'ip-literal'],
    ['https://localhost/', 'host-not-public'],
    ['https://inside.example/', 'private-address'],
    ['https://mixed.example/', 'private-address'],
    ['//u:p@b.example/', 'credentials-in-url'],
    ['file:///etc/passwd', 'not-https'],
    ['https://b.example:22/', 'port-refused'],
  ])('judges a redirect to %s anew', async (to, why) => {
    expect(said(await get(`https://a.example/?to=${encodeURIComponent(to)}`))).toBe(`fetch-refused ${why}`);
    expect(server.requests).toHaveLength(1);
  });

  it('takes 2 MiB and not one byte more', async () => {
    expect(await get(`https://a.example/big?size=${MAX_BYTES}`)).toMatchObject({ ok: true });
    expect(said(await get(`https://a.example/big?size=${MAX_BYTES + 1}`))).toBe('fetch-failed too-large');
    expect(said(await get('https://a.example/big?size=11', { maxBytes: 10 }))).toBe('fetch-failed too-large');
  });

  it.each(['/slow', '/stuck'])('waits no longer than it was told: %s', async (path) => {
    expect(said(await get(`https://a.example${path}`, { timeoutMs: 150 }))).toBe('fetch-failed timeout');
  });

  it('counts redirects and looking up into the time', async () => {
    const silent: FetchDeps['resolve'] = () => undefined;
    const fetch = createGuardedFetch({ resolve: silent, request: server.request });
    expect(said(await fetch('https://a.example/', { accept: '*/*', timeoutMs: 100 }))).toBe('fetch-failed timeout');
  });

  it.each([
    ['/404', 'http-status'],
    ['/410', 'gone'],
    ['/gzip', 'encoding-unsupported'],
    ['/cut', 'unreachable'],
    ['/headers', 'unreachable'],
    ['/provisional', 'response-invalid'],
    ['/nowhere', 'redirect-invalid'],
  ])('says why %s is no answer', async (path, why) => {
    expect(said(await get(`https://a.example${path}`))).toBe(`fetch-failed ${why}`);
  });

  it('does not talk to a server whose certificate is for another name', async () => {
    NAMES['c.example'] = ['93.184.216.36'];
    expect(said(await get('https://c.example/'))).toBe('fetch-failed unreachable');
    expect(server.requests).toEqual([]);
  });
});
