import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createApp } from '../../src/http/app.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { answerMalformed } from '../../src/http/malformed.js';
import type { FaultLog } from '../../src/http/failure.js';
import type { Edge } from '../../src/http/operation.js';
import { contractOf, type Contract } from './contract.js';

export interface Served {
  readonly url: string;
  /** What the edge told the log. */
  readonly faults: readonly Parameters<FaultLog['failed']>[];
  /** Asks without following redirects. Throws when the answer is not one that the published description has. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Sends these bytes as they are, which `fetch` would tidy; gives the answer as text. */
  raw(request: string): Promise<string>;
  close(): Promise<void>;
}

export const QUIET: Omit<Edge, 'failed' | 'trustedProxies'> = {
  answered: () => undefined,
  stopping: () => false,
  readiness: async () => ({ ready: true, parts: { database: 'ok' } }),
  metrics: async (bearer) => (bearer === 'metrics-token' ? 'testamur_figure 1\n' : undefined),
};

interface Around extends Partial<Edge> {
  /** Judges the answers. */
  readonly contract?: Contract;
}

/** The edge on a free port, on these use cases. */
export async function serve(deps: HttpDeps, { contract = contractOf(deps), trustedProxies = [], ...edge }: Around = {}): Promise<Served> {
  const faults: Parameters<FaultLog['failed']>[] = [];
  const server = createServer(createApp(deps, { ...QUIET, trustedProxies, failed: (...fault) => void faults.push(fault), ...edge }));
  answerMalformed(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    faults,
    ask: async (path, init) => {
      const response = await fetch(url + path, { redirect: 'manual', ...init });
      await contract.check(init?.method ?? 'GET', path, response);
      return response;
    },
    raw: (request) => rawAnswer(port, request),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function rawAnswer(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('utf8')));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** A JSON request with a key. */
export const withKey = (key: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): RequestInit => ({
  method,
  headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
});

/** Status and code of a problem; fails when it is none. */
export async function problemOf(response: Response): Promise<readonly [status: number, code: unknown, path?: unknown]> {
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json') throw new Error(`no problem: ${response.status} ${type}`);
  const { status, code, path } = (await response.json()) as { status: number; code: unknown; path?: unknown };
  if (status !== response.status) throw new Error('the problem names another status than the answer has');
  return path === undefined ? [status, code] : [status, code, path];
}
