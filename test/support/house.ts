import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.js';
import { openDatabase, type Db } from '../../src/store/db.js';
import { createLog } from '../../src/logging.js';
import { openHouse as openServerHouse } from '../../src/server.js';
import { emptyPostgres } from './database.js';
import type { Step } from './killed-server.js';
import { openUniversity } from './line.js';
import { patienceOf, type Patience } from './patience.js';

/** A university's database and configuration, for servers that come and go: real processes, on the embedded folder or on PostgreSQL. */
export interface House {
  readonly env: Readonly<Record<string, string>>;
  readonly kind: 'embedded' | 'postgres';
  readonly organisationId: string;
  readonly apiKey: string;
  /** The database, past every server. */
  look<T>(at: (db: Db) => Promise<T>): Promise<T>;
  /** A server on a port of its own; its clock goes ahead by so many milliseconds. */
  serve(ahead?: number): Promise<ServerProcess>;
  /** For whatever may never come. */
  readonly patience: Patience;
  remove(): Promise<void>;
}
export interface ServerProcess {
  readonly url: string;
  /** What it wrote to its log: warnings and faults. */
  readonly log: () => string;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Lets it kill itself at this step. */
  arm(step: Step): Promise<void>;
  /** The signal that ends it. */
  ended(): Promise<string | null>;
  stop(): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tm-house-'));
  const database = process.env.TEST_DATABASE_URL === undefined ? undefined : await emptyPostgres(process.env.TEST_DATABASE_URL);
  const env = {
    TESTAMUR_BASE_URL: `http://localhost:${await freePort()}`,
    TESTAMUR_DATA_DIR: dataDir,
    TESTAMUR_ADMIN_TOKEN: randomBytes(24).toString('base64url'),
    TESTAMUR_LOG_LEVEL: 'warn',
    ...(database && { DATABASE_URL: database.url }),
  };
  const house = await openServerHouse(readConfig(env), { notice: () => undefined, log: createLog('silent', { write: () => undefined }) });
  const { organisation, apiKey } = await openUniversity(house.app, true);
  await house.close();
  const running: ServerProcess[] = [];
  const look: House['look'] = async (at) => {
    const db = await openDatabase({ dataDir, shared: true, ...(database && { databaseUrl: database.url }) });
    return at(db).finally(() => db.close());
  };
  const patience = patienceOf(PATIENCE_MS, async () => `${await look(stateOf)}; first in the logs: ${JSON.stringify(running.map((server) => server.log().slice(0, 300)))}`);
  return {
    env,
    kind: database === undefined ? 'embedded' : 'postgres',
    organisationId: organisation.id,
    apiKey,
    look,
    patience,
    serve: async (ahead = 0) => {
      const server = await startProcess({ env, apiKey, ahead, patience });
      running.push(server);
      return server;
    },
    remove: async () => {
      await Promise.all(running.map((server) => server.stop()));
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Longer than anything takes on a machine that has other work. */
const PATIENCE_MS = 45_000;
const STOP_MS = 15_000;

async function stateOf(db: Db): Promise<string> {
  const { rows } = await db.knex.raw<{ rows: object[] }>(`select state, failure_code, lease_by is not null as leased, count(*)::int as results from result group by 1, 2, 3`);
  return `Results: ${JSON.stringify(rows)}`;
}

interface Starting {
  readonly env: Readonly<Record<string, string>>;
  readonly apiKey: string;
  readonly ahead: number;
  readonly patience: Patience;
}
async function startProcess({ env, apiKey, ahead, patience }: Starting): Promise<ServerProcess> {
  const port = await freePort();
  const child = fork('test/support/killed-server.ts', [String(ahead)], {
    env: { ...process.env, ...env, PORT: String(port) },
    execArgv: ['--import', './test/support/typescript.mjs'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  const ended = once(child, 'exit').then(([, signal]) => signal as string | null);
  await patience('a server that is ready', () => Promise.race([said(child, 'ready'), ended.then(() => Promise.reject(new Error(`the server ended: ${log}`)))]));
  const url = `http://localhost:${port}`;
  return {
    url,
    log: () => log,
    request: (path, init = {}) => patience(`an answer to ${init.method ?? 'GET'} ${path}`, (signal) => fetch(url + path, { redirect: 'manual', signal, ...init, headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...init.headers } })),
    arm: async (step) => {
      const armed = said(child, 'armed');
      child.send(step);
      await patience('a server that knows where to die', () => armed);
    },
    ended: () => patience('the end of a server', () => ended),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

const said = (child: ChildProcess, word: string): Promise<void> =>
  new Promise((resolve) => {
    const listen = (message: unknown): void => {
      if (message !== word) return;
      child.off('message', listen);
      resolve();
    };
    child.on('message', listen);
  });

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
