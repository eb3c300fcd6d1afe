import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { reject } from '../core/errors.js';
import { openDatabase } from '../store/db.js';
import { markMoved } from '../store/embedded.js';
import { loadMasterKeys } from '../store/master-key.js';
import { moveDatabase, type MovedTable } from '../store/move.js';
import { openVault } from '../store/vault.js';

/**
 * Moves the embedded database of the data folder into the PostgreSQL of `DATABASE_URL`, for good: the folder is not opened again. Throws
 * `database-in-use` beside a running server, `config-invalid` when a part is missing, not empty, of another version, or sealed under another master key.
 */
export async function moveToPostgres({ databaseUrl, dataDir, masterKeys }: Config): Promise<readonly MovedTable[]> {
  if (databaseUrl === undefined) return reject('config-invalid', 'Set DATABASE_URL to the empty PostgreSQL database, and TESTAMUR_DATA_DIR to the folder of the embedded one.');
  if (!existsSync(join(dataDir, 'pg', 'cluster'))) return reject('config-invalid', 'There is no embedded database in the folder of TESTAMUR_DATA_DIR.');
  const from = await openDatabase({ dataDir });
  try {
    await openVault(from, loadMasterKeys({ dataDir, ...(masterKeys === undefined ? {} : { configured: masterKeys }) }));
    const to = await openDatabase({ dataDir, databaseUrl });
    const moved = await moveDatabase(from, to).finally(() => to.close());
    await markMoved(dataDir);
    return moved;
  } finally {
    await from.close();
  }
}
