import type { Db } from './db.js';
import { masterKeyIdOf, openUnderMaster, sealUnderMaster, type MasterKeys } from './master-key.js';

/** Every column that is sealed under the master key; its purpose is `table.column:` and the row's key. */
const SEALED = [
  { table: 'setting', key: 'key', column: 'value' },
  { table: 'learner_key', key: 'learner_id', column: 'wrapped' },
  { table: 'watch_key', key: 'watch_id', column: 'wrapped' },
  { table: 'signing_key', key: 'id', column: 'sealed' },
  { table: 'installation_key', key: 'id', column: 'sealed' },
  { table: 'status_list', key: 'id', column: 'permutation_key' },
] as const;
type SealedColumn = (typeof SEALED)[number];

const ROWS = 500;

/**
 * Seals everything again that rests under an older master key, under the newest, and gives the number of values it changed. May run while
 * nodes serve, and again after a break; when it gives 0 and every node has the newest key, the older ones can be forgotten.
 */
export async function rewrap(db: Pick<Db, 'knex'>, keys: MasterKeys): Promise<number> {
  let changed = 0;
  for (const place of SEALED) changed += await rewrapColumn(db, keys, place);
  return changed;
}

async function rewrapColumn({ knex }: Pick<Db, 'knex'>, keys: MasterKeys, place: SealedColumn): Promise<number> {
  const { table, key, column } = place;
  let changed = 0;
  let last: string | undefined;
  for (;;) {
    const query = knex(table).select<{ key: string; sealed: Uint8Array }[]>({ key, sealed: column }).whereNotNull(column).orderBy(key).limit(ROWS);
    const rows = await (last === undefined ? query : query.where(key, '>', last));
    for (const row of rows.filter(({ sealed }) => masterKeyIdOf(sealed) !== keys.current)) {
      const purpose = `${table}.${column}:${row.key}`;
      const sealed = sealUnderMaster(keys, openUnderMaster(keys, row.sealed, purpose), purpose);
      // Only if it is still what was read: another node may have written it, or erased it, meanwhile.
      changed += await knex(table).where({ [key]: row.key, [column]: row.sealed }).update({ [column]: sealed });
    }
    last = rows.at(-1)?.key;
    if (last === undefined) return changed;
  }
}
