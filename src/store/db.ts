import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import knexPackage, { type Knex } from 'knex';
import pg from 'pg';
import { AppError } from '../core/errors.js';
import { openEmbedded } from './embedded.js';

/** The database: PostgreSQL, or the embedded one, which speaks the same protocol and the same SQL. Nothing else opens connections. */
export interface Db {
  readonly knex: Knex;
  readonly embedded: boolean;
  /** No other process can have been at work in it when this one opened it. */
  readonly alone: boolean;
  /**
   * One transaction, tried again (so `work` must have no other effects) when the database asks for it.
   * Inside it only `trx` is used: the embedded database has one session, and another query would wait for this transaction for ever.
   * So a query past `trx`, or a second transaction, throws `bug`, on PostgreSQL too.
   */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Home of the embedded database. */
  readonly dataDir: string;
  /** PostgreSQL, when set. */
  readonly databaseUrl?: string;
  /** For commands: use the embedded database of the server that runs, if one does. */
  readonly shared?: boolean;
  /** For the command that moves the embedded database away, and goes on where it was interrupted. */
  readonly leaving?: boolean;
  /** Told what the operator must know. */
  notice?(text: string): void;
}

const OLDEST_POSTGRES = 15;
const DATABASE_EXAMPLE = 'For example: DATABASE_URL=postgres://testamur@db.example/testamur';
const POOL = { embedded: 5, postgres: 10 };
/** A node that stops in the middle of a transaction, its machine with it, holds what it locked no longer than this (milliseconds). */
const PATIENCE = { idle_in_transaction_session_timeout: 60_000, keepAlive: true };
/** For a connection (milliseconds): a reader is told to come again before they have gone away. */
const LONGEST_WAIT = 30_000;
const ATTEMPTS = 6;
const RETRYABLE = new Set(['40001', '40P01']);

/** Throws `database-in-use`, or `config-invalid` when the database cannot be used; no message holds the URL, which has a password in it. */
export async function openDatabase(options: DatabaseOptions): Promise<Db> {
  if (options.databaseUrl !== undefined) return connected({ connectionString: options.databaseUrl, ...PATIENCE }, { embedded: false, alone: false, close: () => Promise.resolve() });
  const { dataDir, shared = false, leaving = false } = options;
  const { host, held, close } = await openEmbedded({ dataDir, shared, leaving, notice: (text) => options.notice?.(text) });
  return connected({ host, port: 5432, user: 'postgres', database: 'postgres' }, { embedded: true, alone: held, close });
}

/** Runs it again, after a short random pause, when the database aborts it as a loser of a race (serialization failure, deadlock). */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRYABLE.has(codeOf(error) ?? '')) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

const nothing = (): void => undefined;

interface Server {
  readonly embedded: boolean;
  readonly alone: boolean;
  readonly close: () => Promise<void>;
}

async function connected(connection: Knex.PgConnectionConfig, server: Server): Promise<Db> {
  const knex = knexPackage({
    client: 'pg',
    connection: { ...connection, types: { getTypeParser } } as Knex.PgConnectionConfig,
    pool: { min: 0, max: server.embedded ? POOL.embedded : POOL.postgres },
    acquireConnectionTimeout: LONGEST_WAIT,
    // An error's message must not repeat the values of its statement; and all that knex prints by itself is thrown too.
    compileSqlOnError: false,
    log: { error: nothing, warn: nothing, deprecate: nothing, debug: nothing },
  });
  const close = async () => {
    await knex.destroy();
    await server.close();
  };
  try {
    await checkVersion(knex);
  } catch (error) {
    await close();
    throw error;
  }
  return { knex, embedded: server.embedded, alone: server.alone, transaction: transactions(knex), close };
}

/** A `date` stays the text it is: as a JavaScript Date it would be midnight of this machine's time zone. */
const getTypeParser = (oid: number, format?: 'text'): unknown => (oid === DATE ? String : pg.types.getTypeParser(oid, format));
const DATE: number = pg.types.builtins.DATE;

async function checkVersion(knex: Knex): Promise<void> {
  const { rows } = await knex.raw<{ rows: { version: number }[] }>(`select current_setting('server_version_num')::int / 10000 as version`).catch((error: unknown) => {
    throw new AppError('config-invalid', `DATABASE_URL leads to no database that lets us in (${codeOf(error) ?? 'no code'}). ${DATABASE_EXAMPLE}`, { cause: error });
  });
  if ((rows[0]?.version ?? 0) < OLDEST_POSTGRES) throw new AppError('config-invalid', `DATABASE_URL leads to a database older than PostgreSQL ${OLDEST_POSTGRES}. ${DATABASE_EXAMPLE}`);
}

function transactions(knex: Knex): Db['transaction'] {
  const inside = new AsyncLocalStorage<true>();
  const client = knex.client as { acquireConnection(): Promise<unknown> };
  const acquire = client.acquireConnection.bind(client);
  client.acquireConnection = () =>
    inside.getStore() ? Promise.reject(new AppError('bug', 'A query past the transaction it stands in.')) : acquire().catch(tooBusy);
  // Awaited inside: a query that `work` merely returns would start only when awaited, outside.
  return (work) => retrying(() => knex.transaction((trx) => inside.run(true, async () => await work(trx))));
}

/** Who waited for a connection in vain has done nothing yet, and may come again. */
function tooBusy(error: unknown): never {
  if (error instanceof knexPackage.KnexTimeoutError) throw new AppError('busy', 'No connection to the database became free in time.', { cause: error });
  throw error;
}

const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
};
