import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createLog } from '../../src/logging.js';
import { LIMITS } from '../../src/http/limits.js';
import { openDatabase } from '../../src/store/db.js';
import { example, startLine, type Line, type Posted } from '../support/line.js';
// @ts-expect-error a plain script, so that it runs after the tests without them
import { scan as scanUntyped } from '../support/scan-log.mjs';

const scan = scanUntyped as (text: string) => { readonly lines: number; readonly found: readonly { readonly line: number; readonly kind: string }[] };
let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

/** Every value of every table, bytes in hexadecimal. */
async function everything(): Promise<string> {
  const databaseUrl = line.env.DATABASE_URL;
  const db = await openDatabase({ dataDir: line.env.TESTAMUR_DATA_DIR!, shared: true, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  const tables = await db.knex('information_schema.tables').where({ table_schema: 'public' }).pluck<string[]>('table_name');
  let dump = '';
  for (const table of tables) dump += JSON.stringify(await db.knex(table).select('*'), (_key, value: unknown) => (isBytes(value) ? Buffer.from(value.data).toString('hex') : value));
  await db.close();
  return dump;
}
const isBytes = (value: unknown): value is { data: number[] } => typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer';

const bits128 = /^[A-Za-z0-9_-]{22}$/;
const last = (url: string): string => url.split('/').at(-1) ?? '';

describe('the secrets of links and keys', () => {
  it('have 128 bits or more', async () => {
    const form = new FormData();
    form.set('text', await line.document(posted.awards[0]!.id, 'ob3-di'));
    const report = (await line.request('/verify', { method: 'POST', as: 'nobody', body: form })).headers.get('location') ?? '';
    for (const token of [last(posted.awards[0]!.claimUrl!), last(posted.awards[0]!.permanentUrl), last(report)]) {
      expect(token).toMatch(bits128);
      expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    }
    expect(line.apiKey).toMatch(/^tmr_[A-Za-z0-9_-]{43}$/);
  });

  it('stand in no table, in no form but a hash', async () => {
    const secrets = [...posted.awards.flatMap(({ claimUrl, permanentUrl }) => [last(claimUrl!), last(permanentUrl)]), line.apiKey, line.env.TESTAMUR_ADMIN_TOKEN!];
    const dump = await everything();
    expect(dump.length).toBeGreaterThan(10_000);
    expect(secrets.filter((secret) => dump.includes(secret) || dump.includes(Buffer.from(secret).toString('hex')) || dump.includes(Buffer.from(secret, 'base64url').toString('hex')))).toEqual([]);
  });

  it.each(['/', '/verify', '/nowhere', '/api/v1/awards'])('are in no Referer that %s makes a browser send', async (path) => {
    expect((await line.request(path, { as: 'nobody' })).headers.get('referrer-policy')).toBe('no-referrer');
    for (const url of [posted.awards[0]!.claimUrl!, posted.awards[0]!.permanentUrl]) expect((await line.request(url, { as: 'nobody' })).headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('a log', () => {
  const written = (write: (log: ReturnType<typeof createLog>) => void): string => {
    let text = '';
    write(createLog('info', { write: (one) => (text += one) }));
    return text;
  };

  it('holds of an error we did not foresee where it happened, and not what it says', () => {
    const text = written((log) => log.fault('request failed', new Error(`duplicate key (email)=(zeljka.scepanovic@learners.example)`), { route: '/claim/:token' }));
    expect(JSON.parse(text)).toMatchObject({ level: 'error', code: 'bug', msg: 'request failed', route: '/claim/:token', stack: expect.any(Array) });
    expect([scan(text).found, text.includes('duplicate')]).toEqual([[], false]);
  });

  const LEAKS = () => [
    ['a learner', 'Šćepanović-Đurić'], ['a learner', '0036512345'], ['a learner', '1991-03-14'], ['an e-mail address', 'somebody@uni.example'], ['an e-mail address', 'mailto://x somebody@uni.example'], ['a password in an address', 'postgres://testamur:hunter2@db.example/testamur'], ['an api key', line.apiKey], ['a bearer token', `Bearer ${randomBytes(16).toString('base64url')}`],
    ['a link with a token', new URL(posted.awards[0]!.claimUrl!).pathname], ['a token of 128 bits', 'aB3dE6gH9jK2mN5pQ8sT1v'], ['a key of 256 bits', Buffer.alloc(32, 0xd3).toString('base64')], ['a certificate number', posted.awards[0]!.number],
  ] as const;
  it('that leaks is found out by the scan, kind by kind; a good one is not', () => {
    for (const [kind, leak] of LEAKS()) {
      const text = written((log) => log.event('planted', { leak }));
      expect([kind, scan(text).found.map((one) => one.kind)]).toEqual([kind, expect.arrayContaining([kind])]);
    }
    expect(scan('DATABASE_URL is not a PostgreSQL address. For example: DATABASE_URL=postgres://testamur@db.example/testamur').found).toEqual([]);
    expect(scan(written((log) => log.event('listening', { baseUrl: 'http://localhost:3000', port: 3000, node: 'v20.20.2' }))).found).toEqual([]);
  });

  it('and the figures of this very line hold nothing', async () => {
    const figures = await (await line.request('/metrics', { as: 'admin' })).text();
    expect(figures).toContain('testamur_credentials_issued_total{format="ob3-di"} 13');
    expect(figures).toMatch(/testamur_verifications_total\{verdict="valid"\} [1-9]/);
    expect(figures).toMatch(/testamur_http_request_seconds_count\{method="POST",route="\/api\/v1\/results",status="2xx"\} 1/);
    expect(figures).toMatch(/testamur_queue_waiting 0\ntestamur|testamur_queue_waiting 0\n/);
    expect(scan(figures).found).toEqual([]);
  });
});

describe('guesses', () => {
  it('at every kind of secret find nothing and are slowed down', async () => {
    const token = (): string => randomBytes(16).toString('base64url');
    const kinds = [() => `/claim/${token()}`, () => `/keep/${token()}`, () => `/v/${token()}`, () => `/s/${token()}`, () => `/reports/${token()}`, () => '/v?number=NH7K-2QXV-0000'];
    const statuses: number[] = [];
    for (let i = 0; i < 120; i++) statuses.push((await line.request(kinds[i % kinds.length]!(), { as: 'nobody' })).status);
    expect(statuses.filter((status) => status !== 404 && status !== 429)).toEqual([]);
    expect(statuses.filter((status) => status === 404).length).toBeLessThanOrEqual(LIMITS.guess.points + 5);
    expect(statuses.at(-1)).toBe(429);
    const keys: number[] = [];
    for (let i = 0; i < 5; i++) keys.push((await line.request('/api/v1/trust', { as: 'nobody', headers: { authorization: `Bearer tmr_${token()}` } })).status);
    expect(keys).toEqual([429, 429, 429, 429, 429]);
    expect((await line.request('/api/v1/awards')).status).toBe(200);
  });
});
