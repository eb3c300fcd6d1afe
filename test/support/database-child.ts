/**
 * A process that holds the embedded database of the folder it is given, and writes rows until it is killed: a line `row N` for each that
 * the database has acknowledged. With `idle` it only holds it, and says `ready`.
 */
import { openDatabase } from '../../src/store/db.js';

const [dataDir = '', mode] = process.argv.slice(2);
const db = await openDatabase({ dataDir });
if (mode === 'idle') {
  console.log('ready');
} else {
  await db.knex.raw('create table if not exists kept (n integer primary key)');
  for (let n = 1; ; n++) {
    await db.knex('kept').insert({ n });
    console.log(`row ${n}`);
  }
}
