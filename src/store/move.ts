import { AppError } from '../core/errors.js';
import type { Query } from './context.js';
import type { Db } from './db.js';
import { migrate, pendingMigrations } from './migrate.js';

/** What was copied of a table. */
export interface MovedTable {
  readonly table: string;
  readonly rows: number;
}
interface Fingerprint {
  readonly rows: number;
  readonly sha256: string;
}

const ROWS = 200;

/** One move, which may take more than one attempt: the target says its id too, so that each attempt knows what became of the one before. */
export interface Move {
  readonly id: string;
  /** An earlier attempt was interrupted when the target may have had everything. */
  readonly interrupted: boolean;
  /** The target has everything as soon as this is done. */
  beforeCommit(): Promise<void>;
}

/**
 * Copies everything of the embedded database into an empty PostgreSQL, in one transaction of each: nobody changes the one meanwhile, and the
 * other has all of it or nothing. Each table is counted and hashed on both sides before the end. What an interrupted attempt has brought over stays.
 * Throws `config-invalid`: the target is not empty or not the one of that attempt, or one of the two is not of this version.
 */
export async function moveDatabase(from: Db, to: Db, move: Move): Promise<readonly MovedTable[]> {
  await demandThisVersion(from);
  await migrate(to);
  if (move.interrupted && (await hasArrived(to, move))) return from.transaction(countTables);
  if (!move.interrupted) await announce(to, move);
  return from.transaction((source) =>
    to.transaction(async (target) => {
      const moved = await copy(source, target);
      await note(target, `moved ${move.id}`);
      await move.beforeCommit();
      return moved;
    }),
  );
}

async function copy(source: Query, target: Query): Promise<readonly MovedTable[]> {
  // Times are hashed as text.
  for (const side of [source, target]) await side.raw(`set local timezone = 'UTC'`);
  const tables = await tablesOf(source);
  for (const table of tables) await demandEmpty(target, table);
  const keys = await foreignKeys(target);
  for (const { table, name } of keys) await target.raw('alter table ?? alter constraint ?? deferrable initially deferred', [table, name]);
  const moved: MovedTable[] = [];
  for (const table of tables) moved.push(await moveTable(source, target, table));
  await target.raw('set constraints all immediate');
  for (const { table, name } of keys) await target.raw('alter table ?? alter constraint ?? not deferrable', [table, name]);
  return moved;
}

async function hasArrived(to: Db, { id }: Move): Promise<boolean> {
  const { rows } = await to.knex.raw<{ rows: [{ note: string | null }] }>(`select obj_description('setting'::regclass, 'pg_class') as note`);
  if (rows[0].note === `moved ${id}`) return true;
  if (rows[0].note === `moving ${id}`) return false;
  throw new AppError('config-invalid', 'DATABASE_URL leads to another database than the move that was interrupted, and that other one may have everything: set DATABASE_URL to it. Nothing was copied.');
}

const announce = (to: Db, { id }: Move): Promise<void> =>
  to.transaction(async (target) => {
    for (const table of await tablesOf(target)) await demandEmpty(target, table);
    await note(target, `moving ${id}`);
  });

/** Kept where no row is: as the comment on a table, which takes no parameter. */
async function note(target: Query, words: string): Promise<void> {
  const { rows } = await target.raw<{ rows: [{ sql: string }] }>(`select format('comment on table setting is %L', ?::text) as sql`, [words]);
  await target.raw(rows[0].sql);
}

async function countTables(query: Query): Promise<readonly MovedTable[]> {
  const counted: MovedTable[] = [];
  for (const table of await tablesOf(query)) counted.push({ table, rows: (await fingerprint(query, table)).rows });
  return counted;
}

async function demandThisVersion(from: Db): Promise<void> {
  if ((await pendingMigrations(from)).length > 0) throw new AppError('config-invalid', 'The embedded database is not of this version: run "testamur migrate" on it first, without DATABASE_URL.');
}

async function demandEmpty(target: Query, table: string): Promise<void> {
  const { rows } = await target.raw<{ rows: unknown[] }>('select from ?? limit 1', [table]);
  if (rows.length > 0) throw new AppError('config-invalid', `The PostgreSQL database is not empty: there are rows in ${table}. Nothing was copied. Make a new database, and start no server on it before the move.`);
}

/** Every table but those that say which migrations ran. */
async function tablesOf(query: Query): Promise<readonly string[]> {
  const { rows } = await query.raw<{ rows: { name: string }[] }>(
    `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name not in ('migration', 'migration_lock') order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** A result names an award and an award its result: they can only be checked at the end. */
async function foreignKeys(query: Query): Promise<readonly { readonly table: string; readonly name: string }[]> {
  const sql = `select c.relname as "table", k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'f' and k.connamespace = current_schema()::regnamespace order by 1, 2`;
  return (await query.raw<{ rows: { table: string; name: string }[] }>(sql)).rows;
}

/** Rows go over as JSON text that one database writes and the other reads: no value passes through a JavaScript type. */
async function moveTable(source: Query, target: Query, table: string): Promise<MovedTable> {
  for (let last: string | undefined = '(0,0)'; last !== undefined; ) {
    const { rows }: { rows: readonly { at: string; row: string }[] } = await source.raw('select ctid::text as at, row_to_json(t)::text as row from ?? t where ctid > ?::tid order by ctid limit ?', [table, last, ROWS]);
    last = rows.at(-1)?.at;
    if (rows.length > 0) await target.raw('insert into ?? overriding system value select * from json_populate_recordset(null::??, ?::json)', [table, table, `[${rows.map(({ row }) => row).join()}]`]);
  }
  await setSequences(target, table);
  const [left, arrived] = [await fingerprint(source, table), await fingerprint(target, table)];
  if (left.rows !== arrived.rows || left.sha256 !== arrived.sha256) throw new AppError('bug', `The table ${table} did not arrive as it left. Nothing was copied.`);
  return { table, rows: arrived.rows };
}

/** Numbers that the database gives go on after the highest that was copied. */
async function setSequences(target: Query, table: string): Promise<void> {
  const columns = await target.raw<{ rows: { name: string }[] }>(`select column_name as name from information_schema.columns where table_schema = current_schema() and table_name = ? and is_identity = 'YES'`, [table]);
  for (const { name } of columns.rows) {
    await target.raw('select setval(pg_get_serial_sequence(?, ?), coalesce(max(??), 0) + 1, false) from ??', [table, name, name, table]);
  }
}

const FINGERPRINT = `
  select count(*)::int as rows, encode(sha256(convert_to(coalesce(string_agg(hash, '' order by hash collate "C"), ''), 'UTF8')), 'hex') as sha256
  from (select encode(sha256(convert_to(row_to_json(t)::text, 'UTF8')), 'hex') as hash from ?? t) h`;

async function fingerprint(query: Query, table: string): Promise<Fingerprint> {
  const { rows } = await query.raw<{ rows: [Fingerprint] }>(FINGERPRINT, [table]);
  return rows[0];
}
