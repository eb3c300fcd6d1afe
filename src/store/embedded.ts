import { chmod, mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '../core/errors.js';
import { lockFolder } from './lock.js';
import { refuseMoved, refuseMoving } from './moved.js';
import { socketFolder } from './socket-path.js';

/** A way to the embedded database: what `pg` takes as its host, and how to let go of it. */
export interface Embedded {
  readonly host: string;
  /** This process runs it. */
  readonly held: boolean;
  readonly close: () => Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** When another process runs the database, use it through that process (beside a running server) instead of refusing. */
  readonly shared: boolean;
  /** For the command that moves it. */
  readonly leaving: boolean;
  readonly notice: (text: string) => void;
}

/** The name that libpq and pg look for in the folder given as host. */
const SOCKET = '.s.PGSQL.5432';
const START_MS = 60_000;
const POLL_MS = 100;

const NOTICE =
  'Embedded database: for one process, and not safe against power loss. For production set DATABASE_URL to a PostgreSQL 15 or later.';

/**
 * Starts the embedded database in `<dataDir>/pg`, making it at the first start, or joins the one that runs.
 * Throws `database-in-use` when another process holds the folder and `shared` is not set, `config-invalid` when it cannot be opened.
 */
export async function openEmbedded({ dataDir, shared, leaving, notice }: EmbeddedOptions): Promise<Embedded> {
  const folder = join(dataDir, 'pg');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // PGlite makes its files readable to everybody; this folder is the door.
    await chmod(folder, 0o700);
  } catch (cause) {
    throw new AppError('config-invalid', `TESTAMUR_DATA_DIR cannot be made or written (${(cause as NodeJS.ErrnoException).code ?? 'no code'}). For example: TESTAMUR_DATA_DIR=/var/lib/testamur`, { cause });
  }
  refuseMoved(dataDir);
  if (!leaving) refuseMoving(dataDir);
  const lock = await lockFolder(folder);
  if (!lock.held) {
    if (shared) return joinRunning(folder);
    throw new AppError('database-in-use', `TESTAMUR_DATA_DIR is in use by ${lock.pid === undefined ? 'another process' : `process ${lock.pid}`}.`);
  }
  try {
    notice(NOTICE);
    return await start(folder, { release: lock.release, notice });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface Held {
  readonly release: () => Promise<void>;
  readonly notice: (text: string) => void;
}

async function start(folder: string, held: Held): Promise<Embedded> {
  const place = socketFolder(folder);
  const socket = join(place.path, SOCKET);
  // Ours to remove: we hold the lock, so whoever listened there is dead.
  await rm(socket, { force: true });
  const worker = new Worker(new URL('./embedded-worker.mjs', import.meta.url), { workerData: { cluster: join(folder, 'cluster'), socket } });
  const ended = new Promise<void>((done) => worker.once('exit', () => done()));
  try {
    await ready(worker);
  } catch (error) {
    await worker.terminate();
    place.remove();
    throw error;
  }
  let closing = false;
  void ended.then(() => closing || held.notice('The embedded database has stopped. Restart this process.'));
  const close = async () => {
    closing = true;
    worker.postMessage('close');
    await ended;
    place.remove();
    await held.release();
  };
  return { host: place.path, held: true, close };
}

function ready(worker: Worker): Promise<void> {
  return new Promise((done, failed) => {
    const refuse = (cause: unknown) => failed(new AppError('config-invalid', 'The embedded database could not be opened.', { cause }));
    worker.once('message', (said: { ready?: true; failed?: string }) => (said.ready ? done() : refuse(new Error(said.failed))));
    worker.once('error', refuse);
    worker.once('exit', refuse);
  });
}

/** The database that another process runs, as soon as it listens. */
async function joinRunning(folder: string): Promise<Embedded> {
  const place = socketFolder(folder);
  const until = Date.now() + START_MS;
  while (!(await listens(join(place.path, SOCKET)))) {
    if (Date.now() > until) {
      place.remove();
      throw new AppError('database-in-use', 'Another process holds the data folder, and its database does not answer.');
    }
    await sleep(POLL_MS);
  }
  return {
    host: place.path,
    held: false,
    close: () => {
      place.remove();
      return Promise.resolve();
    },
  };
}

function listens(path: string): Promise<boolean> {
  return new Promise((answer) => {
    const client = connect(path, () => {
      client.destroy();
      answer(true);
    });
    client.once('error', () => answer(false));
  });
}
