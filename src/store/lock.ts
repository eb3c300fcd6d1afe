import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../core/errors.js';
import { socketFolder, type SocketFolder } from './socket-path.js';

export type LockOutcome =
  | { readonly held: true; readonly release: () => Promise<void> }
  | { readonly held: false; /** Absent when the holder did not say. */ readonly pid?: number };

type Holder = 'stale' | { readonly pid?: number };

const NAME = 'lock';
const ANSWER_MS = 1000;
const PATIENCE = 40;
const PAUSE_MS = 50;

/**
 * Takes the folder for this process alone. The lock is a listening Unix socket in it, so it is held exactly as long as its process lives
 * and nothing is ever concluded from age: where a connection succeeds the folder is in use, where it is refused the process is dead.
 * Throws `config-invalid` where the file system has no sockets or hard links.
 */
export async function lockFolder(folder: string): Promise<LockOutcome> {
  const place = socketFolder(folder);
  try {
    const server = await listen(place);
    const holder = await take(place.path, server);
    if (holder === undefined) return { held: true, release: () => release(place, server) };
    await close(server.server);
    place.remove();
    return { held: false, ...holder };
  } catch (error) {
    place.remove();
    throw error;
  }
}

interface Listening {
  readonly server: Server;
  readonly path: string;
}

/** Listens under a name of its own first: the lock's name must never show a socket that does not listen yet. */
async function listen(place: SocketFolder): Promise<Listening> {
  const path = join(place.path, `${NAME}.${randomBytes(6).toString('hex')}`);
  const server = createServer((client) => {
    client.on('error', () => undefined);
    client.end(String(process.pid));
  });
  await new Promise<void>((done, failed) => {
    server.once('error', (cause) => failed(noLocks(cause)));
    server.listen(path, done);
  });
  server.unref();
  return { server, path };
}

const noLocks = (cause: unknown): AppError =>
  new AppError('config-invalid', 'The data folder cannot be locked: it must stand on a local file system that has Unix sockets and hard links.', { cause });

/** Undefined: taken. */
async function take(folder: string, mine: Listening): Promise<{ readonly pid?: number } | undefined> {
  const lock = join(folder, NAME);
  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    if (linked(mine.path, lock)) {
      unlinkSync(mine.path);
      return undefined;
    }
    const holder = await ask(lock);
    if (holder !== 'stale') return holder;
    if (!(await removeStale(lock))) await sleep(PAUSE_MS);
  }
  throw new AppError('database-in-use', `Another process is taking over the data folder. If none is, remove ${NAME}.takeover in its folder pg.`);
}

/** Makes the lock's name, unless it stands. */
function linked(from: string, lock: string): boolean {
  try {
    linkSync(from, lock);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw noLocks(cause);
  }
}

/** Only one process at a time may remove a dead one's lock, and it looks again first: else two would remove each other's fresh one. */
async function removeStale(lock: string): Promise<boolean> {
  const takeover = `${lock}.takeover`;
  try {
    mkdirSync(takeover);
  } catch {
    return false;
  }
  try {
    if ((await ask(lock)) === 'stale') rmSync(lock, { force: true });
    return true;
  } finally {
    rmdirSync(takeover);
  }
}

/** Who holds the lock. Whatever is not plainly dead counts as alive. */
function ask(lock: string): Promise<Holder> {
  return new Promise((answer) => {
    let said = '';
    const client = connect(lock);
    const alive = () => {
      client.destroy();
      const pid = Number.parseInt(said, 10);
      answer(Number.isNaN(pid) ? {} : { pid });
    };
    client.setTimeout(ANSWER_MS, alive);
    client.on('data', (bytes) => (said += bytes.toString('latin1')));
    client.on('end', alive);
    client.on('error', (error) => (['ECONNREFUSED', 'ENOENT'].includes(codeOf(error) ?? '') ? answer('stale') : alive()));
  });
}

async function release(place: SocketFolder, mine: Listening): Promise<void> {
  // A second time the name may be another's already.
  if (!mine.server.listening) return;
  rmSync(join(place.path, NAME), { force: true });
  await close(mine.server);
  place.remove();
}

const close = (server: Server): Promise<void> => new Promise((done) => server.close(() => done()));

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
