/**
 * Guesses at every kind of secret of a running server, on this machine only: `npm run soak:guesses` (100,000 of each kind; GUESSES=n for fewer).
 * Starts the built server on a throw-away folder, posts the example results so that there is something to find, and counts the answers. Most guesses
 * at a kind come from one address, every twentieth from an address of its own, which no limit holds up: those are all looked up.
 * Ends with 1 when anything was found, or nothing was slowed down.
 */
import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GUESSES = Number(process.env.GUESSES ?? 100_000);
const AT_ONCE = 32;
const ADMIN = randomBytes(24).toString('base64url');
const NUMBER = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const token = () => randomBytes(16).toString('base64url');
const number = () => [0, 1, 2].map(() => Array.from({ length: 4 }, () => NUMBER[randomInt(32)]).join('')).join('-');
const bearer = (key) => ({ path: '/api/v1/trust', headers: { authorization: `Bearer ${key}` } });
const KINDS = {
  claim: () => ({ path: `/claim/${token()}` }),
  keep: () => ({ path: `/keep/${token()}` }),
  permanent: () => ({ path: `/v/${token()}` }),
  share: () => ({ path: `/s/${token()}` }),
  report: () => ({ path: `/reports/${token()}` }),
  'certificate number': () => ({ path: `/v?number=${number()}` }),
  'api key': () => bearer(`tmr_${randomBytes(32).toString('base64url')}`),
  'admin token': () => bearer(randomBytes(32).toString('base64url')),
};

const example = (name) => readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return String(port);
}

async function startServer(dataDir) {
  const port = await freePort();
  const env = { PATH: process.env.PATH, PORT: port, TESTAMUR_DATA_DIR: dataDir, TESTAMUR_ADMIN_TOKEN: ADMIN, TESTAMUR_LOG_LEVEL: 'error', TESTAMUR_TRUSTED_PROXIES: '127.0.0.1' };
  const child = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((done, failed) => {
    child.stdout.on('data', (text) => String(text).includes('Serving on') && done());
    child.once('exit', () => failed(new Error('the server did not start')));
  });
  return { child, baseUrl: `http://localhost:${port}`, port };
}

/** Something to find: a university, its results, their links. */
async function fill(baseUrl) {
  const ask = async (path, body, key = ADMIN, type = 'application/json') => {
    const answer = await fetch(baseUrl + path, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': type }, body });
    if (!answer.ok) throw new Error(`${path.split('?')[0]} answered ${answer.status}`);
    return answer.json();
  };
  const { id } = await ask('/api/v1/organisations', example('organisation.json'));
  await ask(`/api/v1/organisations/${id}/keys`, '');
  const { key } = await ask(`/api/v1/organisations/${id}/api-keys`, JSON.stringify({ name: 'guesses', scopes: ['results:write', 'awards:read', 'achievements:write'] }));
  for (const achievement of JSON.parse(example('achievements.json'))) await ask('/api/v1/achievements', JSON.stringify(achievement), key);
  return (await ask('/api/v1/results?wait=60', example('results.csv'), key, 'text/csv')).awards.length;
}

function guess({ port, agent }, { path, headers = {} }, from) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: { accept: 'application/json', 'x-forwarded-for': from, ...headers }, agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    sent.once('error', reject);
    sent.end();
  });
}

async function guessMany(server, make, kind) {
  const counts = {};
  let left = GUESSES;
  const worker = async () => {
    while (left-- > 0) {
      const from = left % 20 === 0 ? `2001:db8:${kind}:${randomInt(65536).toString(16)}::1` : `198.51.100.${kind}`;
      const status = await guess(server, make(), from);
      counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { counts, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

const dataDir = mkdtempSync(join(tmpdir(), 'tm-guesses-'));
const { child, baseUrl, port } = await startServer(dataDir);
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
try {
  const awards = await fill(baseUrl);
  let good = awards > 0;
  for (const [index, [kind, make]] of Object.entries(KINDS).entries()) {
    const { counts, seconds } = await guessMany({ port, agent }, make, index + 1);
    const found = Object.entries(counts).filter(([status]) => !['404', '401', '429'].includes(status));
    good &&= found.length === 0 && (counts[429] ?? 0) > 0;
    console.log(JSON.stringify({ kind, guesses: GUESSES, among: awards, ...counts, found: found.length, seconds }));
  }
  process.exitCode = good ? 0 : 1;
} finally {
  agent.destroy();
  child.kill('SIGINT');
  await new Promise((done) => child.once('exit', done));
  rmSync(dataDir, { recursive: true, force: true });
}
