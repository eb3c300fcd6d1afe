import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type ClientRequest } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyPostgres, type PostgresDatabase } from '../support/database.js';
import { example } from '../support/line.js';
import { freePort, listening, startProcess, type Started } from '../support/process.js';

/** The built program in processes of their own: what it refuses at start, and how it stops. */
const ADMIN = 'admin-token-of-a-test-0123456789';
const folder = mkdtempSync(join(tmpdir(), 'tm-start-'));
const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
let database: PostgresDatabase;
beforeAll(async () => {
  database = await emptyPostgres(process.env.TEST_DATABASE_URL ?? '');
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});
const onPostgres = async (more: Record<string, string> = {}): Promise<Record<string, string>> => ({
  PORT: await freePort(), DATABASE_URL: database.url, TESTAMUR_MASTER_KEYS: `test:${key(7)}`, TESTAMUR_ADMIN_TOKEN: ADMIN, ...more,
});

describe('a wrong configuration', () => {
  let taken: Server;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, resolve));
    writeFileSync(join(folder, 'file'), '');
    const first = await listening(startProcess(await onPostgres()));
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
  }, 60_000);
  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  const WRONG: readonly (readonly [string, Record<string, string>, string])[] = [
    ['a port that is none', { PORT: '70000' }, 'PORT is not a port'],
    ['plain http', { TESTAMUR_BASE_URL: 'http://secret.example' }, 'TESTAMUR_BASE_URL is not https'],
    ['a base URL with a path', { TESTAMUR_BASE_URL: 'https://c.example/secret' }, 'TESTAMUR_BASE_URL has a path'],
    ['a base URL that is none', { TESTAMUR_BASE_URL: 'secret' }, 'TESTAMUR_BASE_URL is not a URL'],
    ['another database', { DATABASE_URL: 'mysql://secret@h/d' }, 'DATABASE_URL is not a PostgreSQL address'],
    ['a short master key', { TESTAMUR_MASTER_KEYS: 'a:c2VjcmV0' }, 'TESTAMUR_MASTER_KEYS is not a list'],
    ['a master key twice', { TESTAMUR_MASTER_KEYS: `a:${key(7)},b:${key(7)}` }, 'TESTAMUR_MASTER_KEYS has one key twice'],
    ['a short admin token', { TESTAMUR_ADMIN_TOKEN: 'secret' }, 'TESTAMUR_ADMIN_TOKEN is shorter'],
    ['proxies that are none', { TESTAMUR_TRUSTED_PROXIES: 'secret' }, 'TESTAMUR_TRUSTED_PROXIES is not a list'],
    ['a log level that is none', { TESTAMUR_LOG_LEVEL: 'secret' }, 'TESTAMUR_LOG_LEVEL is none of'],
    ['a variable that is none', { TESTAMUR_BASE_ULR: 'secret' }, 'TESTAMUR_BASE_ULR is no variable of ours; the nearest is TESTAMUR_BASE_URL'],
    ['a data folder that is a file', { DATABASE_URL: '', TESTAMUR_DATA_DIR: join(folder, 'file') }, 'TESTAMUR_DATA_DIR is a file'],
    ['a database that is not there', { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/none' }, 'DATABASE_URL leads to no database'],
    ['a master key that is missing', { TESTAMUR_MASTER_KEYS: `other:${key(8)}` }, "TESTAMUR_MASTER_KEYS lacks the key 'test'"],
    ['a master key that does not open', { TESTAMUR_MASTER_KEYS: `test:${key(8)}` }, 'TESTAMUR_MASTER_KEYS has a key that does not open'],
  ];
  it.each(WRONG)('%s is refused at start, with the variable, the reason and a good example, and nothing of its value', async (_what, env, said) => {
    const started = startProcess(await onPostgres(env));
    expect([await started.ended, started.output().stdout]).toEqual([1, '']);
    const { stderr } = started.output();
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/For example: [A-Z_]+=\S/);
    expect(stderr.replace(/"stack":.*/g, '')).not.toMatch(/secret[^\]]|at file/);
  }, 30_000);

  it('a port that another process has is refused the same', async () => {
    const { port } = taken.address() as { port: number };
    const started = startProcess(await onPostgres({ PORT: String(port) }));
    expect(await started.ended).toBe(1);
    expect(started.output().stderr).toMatch(/PORT \d+ cannot be listened on \(EADDRINUSE\).*For example: PORT=3000/);
  }, 30_000);

  it('is told of whole: ten faults, ten lines', async () => {
    const env = Object.assign({}, ...WRONG.slice(0, 12).map(([, one]) => one)) as Record<string, string>;
    const started = startProcess(env);
    expect(await started.ended).toBe(1);
    expect(started.output().stderr.trim().split('\n').map((line) => line.split(' ')[0]).sort()).toEqual(
      ['PORT', 'TESTAMUR_ADMIN_TOKEN', 'TESTAMUR_BASE_ULR', 'TESTAMUR_BASE_URL', 'TESTAMUR_DATA_DIR', 'TESTAMUR_LOG_LEVEL', 'TESTAMUR_MASTER_KEYS', 'TESTAMUR_TRUSTED_PROXIES'],
    );
  }, 30_000);
});

interface Slow {
  readonly post: ClientRequest;
  readonly answer: Promise<{ readonly status: number; readonly body: string }>;
}
/** A post of results that has begun and does not end until `end` is called on it. */
async function slowPost(started: Started, apiKey: string, first: string): Promise<Slow> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv' };
  const post = request(`${started.baseUrl}/api/v1/results`, { method: 'POST', headers });
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    post.once('error', reject);
    post.once('response', (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
  answer.catch(() => undefined);
  await new Promise<void>((resolve) => post.write(first, () => resolve()));
  return { post, answer };
}
async function openUniversity({ baseUrl }: Started): Promise<string> {
  const ask = async <T>(path: string, body: unknown): Promise<T> => {
    const response = await fetch(baseUrl + path, { method: 'POST', headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return (await response.json()) as T;
  };
  const { id } = await ask<{ id: string }>('/api/v1/organisations', { ...(JSON.parse(example('organisation.json')) as object), slug: `u${Date.now()}` });
  return (await ask<{ key: string }>(`/api/v1/organisations/${id}/api-keys`, { name: 'test', scopes: ['results:write'] })).key;
}
const refused = async (url: string): Promise<boolean> => fetch(url).then(() => false, () => true);
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 100 && !(await holds()); i++) await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('SIGTERM', () => {
  it('makes it not ready, then deaf; the post in hand is finished and answered; the exit code is 0', async () => {
    const started = await listening(startProcess(await onPostgres()));
    const header = example('results.csv').split('\n')[0] ?? '';
    const { post, answer } = await slowPost(started, await openUniversity(started), `${header}\n`);
    expect((await fetch(`${started.baseUrl}/readyz`)).status).toBe(200);
    started.child.kill('SIGTERM');
    let last = await fetch(`${started.baseUrl}/readyz`);
    for (let i = 0; i < 20 && last.status === 200; i++) last = await fetch(`${started.baseUrl}/readyz`);
    expect([last.status, ((await last.json()) as { parts: { process: string } }).parts.process]).toEqual([503, 'stopping']);
    await until(() => refused(`${started.baseUrl}/healthz`));
    expect([await refused(`${started.baseUrl}/healthz`), started.child.exitCode]).toEqual([true, null]);
    post.end(`${example('results.csv').split('\n')[1] ?? ''}\n`);
    expect(await answer).toEqual({ status: 202, body: expect.stringContaining('"accepted":0') });
    expect(await started.ended).toBe(0);
    const events = started.output().stderr.trim().split('\n').map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(events.filter((event) => !['request', 'migrated', 'results taken'].includes(event))).toEqual(['listening', 'stopping', 'stopped']);
  }, 60_000);

  it('is cut short, with exit code 1, when what is in hand does not end in time', async () => {
    const started = await listening(startProcess(await onPostgres()));
    await slowPost(started, await openUniversity(started), 'resultId');
    started.child.kill('SIGTERM');
    const began = Date.now();
    expect(await started.ended).toBe(1);
    expect(Date.now() - began).toBeLessThan(30_000);
    expect(started.output().stderr).toContain('stopped before everything was finished');
  }, 60_000);

  it('a second time ends it at once', async () => {
    const started = await listening(startProcess(await onPostgres()));
    await slowPost(started, await openUniversity(started), 'resultId');
    started.child.kill('SIGTERM');
    await until(async () => started.output().stderr.includes('stopping'));
    const began = Date.now();
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(1);
    expect(Date.now() - began).toBeLessThan(2000);
  }, 60_000);
});
