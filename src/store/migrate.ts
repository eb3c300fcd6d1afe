import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import pg from 'pg';
import { AppError } from '../core/errors.js';
import type { Db } from './db.js';

/** `0001-init.sql`: the number is the order. */
const FILE = /^\d{4}-[a-z0-9-]+\.sql$/;
const HOME = fileURLToPath(new URL('../../migrations/', import.meta.url));
const TABLE = 'migration';
/** Any number of our own: the first eight bytes of SHA-256("testamur migrate"), as a signed bigint. */
const LOCK = '-6852964201311923046';

/**
 * Brings the database to the newest schema and gives the names of the migrations it ran. Each file is run whole, and all that are new in
 * one transaction. Safe when several nodes start at once. `folder` is ours unless a test has its own.
 * Throws `config-invalid` when the database was migrated by newer code than this.
 */
export async function migrate(db: Db, folder: string = HOME): Promise<readonly string[]> {
  const names = await migrationsIn(folder);
  if (db.embedded && !db.alone) return migratedByItsHolder(db);
  return alone(db, async () => {
    await refuseNewer(db.knex, names);
    const [, ran] = (await db.knex.migrate.latest({ migrationSource: sqlFiles(folder, names), tableName: TABLE })) as [number, string[]];
    return ran;
  });
}

/** Names of migrations that this code has and the database has not. Throws `config-invalid` as {@link migrate} does. */
export async function pendingMigrations({ knex }: Pick<Db, 'knex'>): Promise<readonly string[]> {
  const names = await migrationsIn(HOME);
  await refuseNewer(knex, names);
  const done = (await knex.schema.hasTable(TABLE)) ? await knex(TABLE).pluck<string[]>('name') : [];
  return names.filter((name) => !done.includes(name));
}

const migrationsIn = async (folder: string): Promise<readonly string[]> => (await readdir(folder)).filter((name) => FILE.test(name)).sort();

/**
 * On PostgreSQL, under an advisory lock held by a connection of its own: a pooled one could be taken for another query, or unlocked by
 * another. (knex's own lock comes too late: on an empty database several nodes make its tables at once, and all but one crash.)
 * The embedded database has one process that migrates already.
 */
async function alone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  if (db.embedded) return work();
  const client = new pg.Client((db.knex.client as { connectionSettings: pg.ClientConfig }).connectionSettings);
  // A lost connection ends the lock; the work then fails, or not, by its own.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/** A command beside a server: the server that holds the embedded database migrates it when it starts, and nobody else does. */
async function migratedByItsHolder(db: Db): Promise<readonly []> {
  for (let look = 0; look < LOOKS; look++) {
    if ((await pendingMigrations(db)).length === 0) return [];
    await sleep(LOOK_MS);
  }
  throw new AppError('config-invalid', 'The running server is of an older Testamur than this command: stop it, and start it anew.');
}
const LOOKS = 100;
const LOOK_MS = 200;

async function refuseNewer(knex: Knex, known: readonly string[]): Promise<void> {
  if (!(await knex.schema.hasTable(TABLE))) return;
  const done = await knex(TABLE).pluck<string[]>('name');
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new AppError('config-invalid', `The database was migrated by a newer Testamur (${unknown.join(', ')}): run that one.`);
}

function sqlFiles(folder: string, names: readonly string[]): Knex.MigrationSource<string> {
  return {
    getMigrations: () => Promise.resolve([...names]),
    getMigrationName: (name) => name,
    async getMigration(name) {
      const sql = await readFile(join(folder, name), 'utf8');
      return { up: (trx) => asWritten(trx, sql), down: () => Promise.resolve() };
    },
  };
}

/** Past knex, which takes a question mark for a parameter, in comments and strings too. */
async function asWritten(trx: Knex, sql: string): Promise<void> {
  const client = await (trx.client as { acquireConnection(): Promise<pg.Client> }).acquireConnection();
  await client.query(sql);
}
