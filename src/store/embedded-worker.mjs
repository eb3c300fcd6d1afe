/**
 * The thread of the embedded database: PGlite (PostgreSQL in WebAssembly) behind a Unix socket that speaks PostgreSQL's protocol.
 * A thread, because a query blocks the thread it runs on. Plain JavaScript in a file of its own, because Node 20 loads no TypeScript
 * into a worker and this file must be the same beside the sources (tests) and in dist (the build copies it).
 *
 * workerData: { cluster, socket }, paths. Says { ready: true } to the parent, or { failed: string } and ends; ends when it is told 'close'.
 */
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as seed } from '@electric-sql/pglite-prepopulatedfs';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const MAX_CLIENTS = 40;
/** How long a closing database waits for the other process that still uses it. */
const CLIENTS_LEAVE_MS = 10_000;

const exists = (path) => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** Opens the cluster; a new one is unpacked from a ready-made copy instead of running initdb (a tenth of the time, half the memory). */
async function open(cluster) {
  // Unpacking is not atomic. While the marker stands nobody was ever let in, so a half-made folder holds nothing to lose.
  const marker = `${cluster}.unpacking`;
  if (exists(marker)) rmSync(cluster, { recursive: true, force: true });
  if (exists(cluster)) return PGlite.create(cluster);
  writeFileSync(marker, '');
  const db = await PGlite.create(cluster, { loadDataDir: await seed() });
  rmSync(marker);
  return db;
}

const message = (type, body) => {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(type, 'latin1');
  bytes.writeInt32BE(4 + body.length, 1);
  bytes.set(body, 5);
  return bytes;
};
const SYNC = message('S', Buffer.alloc(0));
/** Parse of what is not SQL: an error makes the server drop everything up to the next Sync. */
const NONSENSE = message('P', Buffer.from('\0abandoned\0\0\0', 'latin1'));
/** Parse, Bind, Describe, Execute, Close, Flush: the messages of the extended protocol that leave it waiting for a Sync. */
const OPENS_BATCH = new Set([...'PBDECH'].map((type) => type.charCodeAt(0)));

/**
 * What the socket server (0.2.17) uses of PGlite, with two of its faults mended (electric-sql/pglite issue 1046). All clients share one
 * session, and the server keeps them apart only while `isInTransaction`: between the Parse and the Bind of one client it lets in another's
 * Parse, and the first then runs the second's statement. Here a batch that awaits its Sync counts as a transaction too. And an exception
 * of the engine, after which the server would never answer again, ends the thread.
 */
function guarded(db) {
  let inBatch = false;
  const run = async (bytes, options) => {
    try {
      await db.execProtocolRawStream(bytes, options);
    } catch (error) {
      fail(error);
    }
    if (bytes[0] !== 0) inBatch = OPENS_BATCH.has(bytes[0]);
  };
  return {
    waitReady: db.waitReady,
    runExclusive: (work) => db.runExclusive(work),
    execProtocolRawStream: run,
    isInTransaction: () => inBatch || db.isInTransaction(),
    /** Called only when a client left in the middle: nothing it left may take effect. */
    async exec() {
      const unheard = { onRawData: () => undefined };
      if (inBatch) await db.runExclusive(async () => run(Buffer.concat([NONSENSE, SYNC]), unheard));
      inBatch = false;
      if (db.isInTransaction()) await db.runExclusive(async () => run(message('Q', Buffer.from('rollback\0', 'latin1')), unheard));
    },
  };
}

function fail(error) {
  parentPort.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

async function close(server, db) {
  const until = Date.now() + CLIENTS_LEAVE_MS;
  while (server.getStats().activeConnections > 0 && Date.now() < until) await sleep(20);
  await server.stop();
  await db.close();
  parentPort.close();
}

try {
  const db = await open(workerData.cluster);
  const server = new PGLiteSocketServer({ db: guarded(db), path: workerData.socket, maxConnections: MAX_CLIENTS });
  await server.start();
  parentPort.on('message', () => close(server, db).catch(fail));
  parentPort.postMessage({ ready: true });
} catch (error) {
  fail(error);
}
