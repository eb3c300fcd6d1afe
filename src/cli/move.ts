import type { Config } from '../config.js';
import { moveToPostgres } from '../wire/move.js';
import type { Answer } from './command.js';

/** `testamur move`. The address of the new database comes from the environment: it has a password in it, which a command line would show. */
export async function move(config: Config): Promise<Answer> {
  const moved = await moveToPostgres(config);
  const rows = moved.reduce((sum, table) => sum + table.rows, 0);
  const lines = [
    ...moved.filter((table) => table.rows > 0).map((table) => `${String(table.rows).padStart(10)}  ${table.table}`),
    `${rows} rows of ${moved.length} tables are in PostgreSQL, each table the same by count and hash. The old folder is not opened again.`,
    config.masterKeys === undefined
      ? `Keep DATABASE_URL set, and keep ${config.dataDir}/master.key: without it nothing can be read. Better, put what is in it into TESTAMUR_MASTER_KEYS.`
      : 'Keep DATABASE_URL and TESTAMUR_MASTER_KEYS as they are set now.',
  ];
  return { data: moved, lines };
}
