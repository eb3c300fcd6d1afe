import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/verify/report.js';
import { honest, OUTSIDE, TOO_LARGE, UPLOADS, web, type Bomb } from '../support/bombs.js';
import { freePort, listening, startProcess, type Started } from '../support/process.js';

/** What is sent to keep a verifier busy or to fill its memory, to the built server, while others have theirs verified. */
const ANSWER_MS = 5000;
const OTHERS = 32;
const MB = 1_000_000;

let server: Started;
let internet: Server;
let good: Bomb;
const dataDir = mkdtempSync(join(tmpdir(), 'tm-bombs-'));

beforeAll(async () => {
  internet = createServer(await web());
  await new Promise<void>((resolve) => internet.listen(0, '127.0.0.1', resolve));
  const env = { PORT: await freePort(), TESTAMUR_DATA_DIR: dataDir, TESTAMUR_LOG_LEVEL: 'warn', TESTAMUR_TRUSTED_PROXIES: '127.0.0.1', REROUTED_PORT: String((internet.address() as AddressInfo).port) };
  server = await listening(startProcess(env, ['--import', './test/support/rerouted.mjs', 'dist/main.js']));
  good = await honest();
  // Threads start with the first, and every one of them gets warm.
  for (let round = 0; round < 5; round++) await everybody();
}, 120_000);
afterAll(async () => {
  server.child.kill('SIGINT');
  expect(await server.ended).toBe(0);
  internet.closeAllConnections();
  await new Promise((resolve) => internet.close(resolve));
  rmSync(dataDir, { recursive: true, force: true });
  // Nothing of it was a fault of ours; that limits were counted alone for a moment may be.
  expect(server.output().stderr.split('\n').filter((line) => line !== '' && !line.includes('"level":"warn"'))).toEqual([]);
});

interface Told {
  readonly status: number;
  readonly ms: number;
  /** The verdict, or the problem's code. */
  readonly said: string;
  readonly report: Report;
}
let senders = 0;
/** Everybody has an address of their own: limits of one asker are tested elsewhere. */
function verify({ body, type }: Bomb): Promise<Told> {
  const began = performance.now();
  const from = `198.51.${(senders >> 8) & 255}.${senders++ & 255}`;
  return new Promise((resolve, reject) => {
    const sent = request(`${server.baseUrl}/api/v1/verify`, { method: 'POST', headers: { 'content-type': type, 'content-length': body.length, 'x-forwarded-for': from } }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString()));
      answer.on('end', () => {
        const told = JSON.parse(text) as Report & { readonly code?: string };
        resolve({ status: answer.statusCode ?? 0, ms: performance.now() - began, said: told.code ?? told.verdict, report: told });
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const everybody = (): Promise<Told[]> => Promise.all(Array.from({ length: OTHERS }, () => verify(good)));
const signatureOf = ({ report }: Told): string | undefined => report.checks.find(({ check }) => check === 'signature')?.outcome;
const ofProcess = (field: 'VmRSS' | 'VmHWM'): number => (Number(new RegExp(`${field}:\\s*(\\d+)`).exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) * 1024) / MB;

/** How long the process took to say that it lives, at worst, while this went on. */
async function livelyDuring<T>(going: Promise<T>): Promise<{ readonly result: T; readonly slowest: number }> {
  let [slowest, over] = [0, false];
  void going.then(() => (over = true), () => (over = true));
  while (!over) {
    const began = performance.now();
    await (await fetch(`${server.baseUrl}/health`)).arrayBuffer();
    slowest = Math.max(slowest, performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { result: await going, slowest };
}

const slowest: Record<string, number> = {};
afterAll(() => {
  if (process.env.TESTAMUR_SHOW) console.log(JSON.stringify(slowest, null, 1));
});

describe('each of these', () => {
  it.each([...UPLOADS, ...OUTSIDE].map((bomb) => [bomb.name, bomb] as const))('%s: is answered or refused in time, and never vouched for; 32 others are answered as they should be, and nobody waits for the process', async (name, bomb) => {
    const { result: [told, others], slowest: pause } = await livelyDuring(Promise.all([verify(bomb), everybody()]));
    slowest[name] = Math.round(told.ms);
    expect([200, 400]).toContain(told.status);
    expect(told.said).toMatch(/^(invalid|indeterminate|unreadable|json-invalid)$/);
    expect(told.ms).toBeLessThan(ANSWER_MS);
    expect(others.map(signatureOf)).toEqual(Array<string>(OTHERS).fill('pass'));
    expect(Math.max(...others.map(({ ms }) => ms))).toBeLessThan(ANSWER_MS);
    expect(pause).toBeLessThan(1500);
  }, 30_000);

  it('a PNG of 50 MB is not even taken in', async () => {
    const told = await verify(TOO_LARGE).catch(() => undefined);
    expect([told?.status, told?.said]).toEqual([413, 'body-too-large']);
  });
});

describe('all of them', () => {
  it('four at a time, again, leave the process as large as it was', async () => {
    await volley([...UPLOADS]);
    const before = ofProcess('VmRSS');
    await volley([...UPLOADS]);
    await everybody();
    slowest['MB before'] = before;
    slowest['MB after'] = ofProcess('VmRSS');
    slowest['MB peak'] = ofProcess('VmHWM');
    expect(ofProcess('VmRSS') - before).toBeLessThan(150);
    expect((await everybody()).map(signatureOf)).toEqual(Array<string>(OTHERS).fill('pass'));
  }, 300_000);
});

async function volley(queue: Bomb[]): Promise<void> {
  const sender = async (): Promise<void> => {
    for (let bomb = queue.pop(); bomb !== undefined; bomb = queue.pop()) expect((await verify(bomb)).status).toBeLessThan(500);
  };
  await Promise.all([sender(), sender(), sender(), sender()]);
}
