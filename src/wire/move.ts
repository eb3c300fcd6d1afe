import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { reject } from '../core/errors.js';
import { openDatabase } from '../store/db.js';
import { loadMasterKeys } from '../store/master-key.js';
import { moveDatabase, type MovedTable } from '../store/move.js';
import { beginMove, endMove, moveBegun } from '../store/moved.js';
import { openVault } from '../store/vault.js';

/**
 * Moves the embedded database of the data folder into the PostgreSQL of `DATABASE_URL`, for good: the folder is not opened again. From just before PostgreSQL
 * has everything it is opened for this alone, so that whenever this process dies there is one register, and running it again ends the move. Throws
 * `database-in-use` beside a running server, `config-invalid` when a part is missing, not empty, of another version, or sealed under another master key.
 */
export async function moveToPostgres({ databaseUrl, dataDir, masterKeys }: Config): Promise<readonly MovedTable[]> {
  if (databaseUrl === undefined) return reject('config-invalid', 'Set DATABASE_URL to the empty PostgreSQL database, and TESTAMUR_DATA_DIR to the folder of the embedded one.');
  if (!existsSync(join(dataDir, 'pg', 'cluster'))) return reject('config-invalid', 'There is no embedded database in the folder of TESTAMUR_DATA_DIR.');
  const from = await openDatabase({ dataDir, leaving: true });
  try {
    await openVault(from, loadMasterKeys({ dataDir, ...(masterKeys === undefined ? {} : { configured: masterKeys }) }));
    const to = await openDatabase({ dataDir, databaseUrl });
    const begun = moveBegun(dataDir);
    const id = begun ?? randomUUID();
    const moved = await moveDatabase(from, to, { id, interrupted: begun !== undefined, beforeCommit: () => beginMove(dataDir, id) }).finally(() => to.close());
    await endMove(dataDir);
    return moved;
  } finally {
    await from.close();
  }
}
