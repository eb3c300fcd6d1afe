import type { Knex } from 'knex';
import type { Page } from '../catalogue/ports.js';
import { AppError, reject } from '../core/errors.js';
import { isUuid } from '../core/ids.js';
import type { Id, Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';

/** A column that may be null as a field that may be absent. */
export const present = <K extends string, V>(name: K, value: V | null): { readonly [P in K]?: V } =>
  value === null ? {} : ({ [name]: value } as { readonly [P in K]?: V });
/** The same for a time. */
export const presentTime = <K extends string>(name: K, value: Date | null): { readonly [P in K]?: Timestamp } =>
  present(name, value === null ? null : timestamp(value));

/**
 * One page of a query in the order of its UUIDv7 keys: the cursor is the last id that was shown.
 * Throws `input-invalid` on a cursor we did not give.
 */
export async function page<R extends { readonly id: Id }>(query: Knex.QueryBuilder, key: string, at: { readonly cursor: string | undefined; readonly limit: number }): Promise<Page<R>> {
  if (at.cursor !== undefined) void query.where(key, '>', isUuid(at.cursor) ? at.cursor : reject('input-invalid', 'this cursor is not one of ours'));
  const rows = (await query.orderBy(key).limit(at.limit + 1)) as R[];
  const items = rows.slice(0, at.limit);
  const last = items.at(-1);
  return rows.length > at.limit && last !== undefined ? { items, next: last.id } : { items };
}

/** The items of a page, mapped. */
export const mapPage = <A, B>({ items, ...rest }: Page<A>, map: (item: A) => B): Page<B> => ({ ...rest, items: items.map(map) });

const UNIQUE_VIOLATION = '23505';

/** Runs a statement; a value that something else has under a unique constraint throws `code-in-use` with the message given for it. */
export async function unlessTaken<T>(messages: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { code, constraint = '' } = error as { code?: unknown; constraint?: string };
    const message = messages[constraint];
    if (code === UNIQUE_VIOLATION && message !== undefined) throw new AppError('code-in-use', message, { cause: error });
    throw error;
  }
}

/** A statement has at most 65,535 parameters. */
const ROWS = 1000;
/** Rows in as many parts as it takes statements to insert them. */
export function inChunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) => rows.slice(i * ROWS, (i + 1) * ROWS));
}

/** A list of any length as one parameter, for `= any(?)` and `&& ?`: pg sends an array, which knex's types do not know. */
export const asArray = (values: readonly (string | Uint8Array)[]): readonly Knex.RawBinding[] => [values as unknown as Knex.RawBinding];
