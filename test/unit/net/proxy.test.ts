import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect, type AddressInfo } from 'node:net';
import { createGuardedFetch, type FetchDeps } from '../../../src/net/guarded-fetch.js';
import { createProxy } from '../../../src/net/proxy.js';
import { CERTIFICATE, startServer, type TestServer } from './server.js';

const NAMES: Record<string, string> = { 'a.example': '93.184.216.34', 'inside.example': '10.0.0.5', 'c.example': '93.184.216.34' };
const resolve: FetchDeps['resolve'] = (host, _options, done) => done(null, [{ address: NAMES[host] ?? '93.184.216.34', family: 4 }]);

describe("an operator's proxy", () => {
  let server: TestServer;
  let proxy: Server;
  const asked: [string | undefined, string | undefined][] = [];
  const sockets: Duplex[] = [];
  let answer: 'connect' | 'refuse' | 'silent' = 'connect';
  beforeAll(async () => {
    server = await startServer((req, res) => (req.url === '/in' ? res.writeHead(302, { location: 'https://inside.example/' }).end() : res.end('hello')));
    proxy = createServer();
    proxy.on('connect', (req, socket) => {
      sockets.push(socket);
      asked.push([req.url, req.headers['proxy-authorization']]);
      socket.on('error', () => undefined);
      if (answer === 'silent') return;
      if (answer === 'refuse') return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      const onward = connect(server.port, '127.0.0.1', () => void (socket.write('HTTP/1.1 200 OK\r\n\r\n'), socket.pipe(onward).pipe(socket)));
      onward.on('error', () => socket.destroy());
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    sockets.forEach((socket) => socket.destroy());
    await Promise.all([server.close(), new Promise((done) => proxy.close(done))]);
  });
  const get = async (url: string, timeoutMs = 4000) => {
    const request = ((at: URL, options: object, answered: never) => httpsRequest(at, { ...options, ca: CERTIFICATE }, answered)) as unknown as typeof httpsRequest;
    const fetch = createGuardedFetch({ resolve, request, through: createProxy(`http://user:secret@127.0.0.1:${(proxy.address() as AddressInfo).port}`, resolve) });
    asked.splice(0);
    const result = await fetch(url, { accept: '*/*', timeoutMs });
    return result.ok ? new TextDecoder().decode(result.bytes) : `${result.code} ${result.why}`;
  };

  it('is told the address that was judged, and TLS is with the server by its name', async () => {
    expect(await get('https://a.example/x')).toBe('hello');
    expect(asked).toEqual([['93.184.216.34:443', `Basic ${Buffer.from('user:secret').toString('base64')}`]]);
    expect(server.requests.at(-1)?.host).toBe('a.example');
    expect(await get('https://c.example/x')).toBe('fetch-failed unreachable');
  });

  it('is never asked to connect inside, by a name or by a redirect', async () => {
    expect(await get('https://inside.example/')).toBe('fetch-refused private-address');
    expect(asked).toEqual([]);
    expect(await get('https://a.example/in')).toBe('fetch-refused private-address');
    expect(asked).toHaveLength(1);
  });

  it('that refuses, or is silent, is no answer', async () => {
    answer = 'refuse';
    expect(await get('https://a.example/')).toBe('fetch-failed http-status');
    answer = 'silent';
    expect(await get('https://a.example/', 200)).toBe('fetch-failed timeout');
  });
});
