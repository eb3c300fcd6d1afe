import { afterEach, beforeEach, describe, it, expect } from '@jest/globals';
import { openDatabase } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { emptyPostgres } from '../support/database.js';

const server = process.env.TEST_DATABASE_URL ?? '';
let database: Awaited<ReturnType<typeof emptyPostgres>>;
beforeEach(async () => {
  database = await emptyPostgres(server);
});
afterEach(() => database.drop());

const node = () => openDatabase({ dataDir: '', databaseUrl: database.url });

describe('nodes that start at once on an empty PostgreSQL', () => {
  it('all succeed, and one of them migrates', async () => {
    const nodes = await Promise.all([node(), node(), node()]);
    const ran = await Promise.all(nodes.map((db) => migrate(db)));
    await Promise.all(nodes.map((db) => db.close()));
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
  });
});

describe('PostgreSQL', () => {
  it('is refused without a word of its URL when it cannot be reached', async () => {
    const failed = openDatabase({ dataDir: '', databaseUrl: 'postgresql://user:secret@127.0.0.1:1/none' });
    await expect(failed).rejects.toMatchObject({ code: 'config-invalid', message: expect.not.stringContaining('secret') });
    await expect(openDatabase({ dataDir: '', databaseUrl: 'secret' })).rejects.toMatchObject({ code: 'config-invalid', message: expect.not.stringContaining('secret') });
  });
});
