import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { openDatabase } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { openEmptyDatabase, type EmptyDatabase } from '../support/database.js';

const FIRST = { '0001-first.sql': `-- is this a parameter?\ncreate table first (n integer, said text default 'what? \\?');\ninsert into first (n) values (1);` };
const SECOND = { '0002-second.sql': 'alter table first add column second integer; update first set second = n + 1;' };
const BROKEN = { '0003-broken.sql': 'create table third (n integer); insert into nowhere values (1);' };

describe('migrate', () => {
  let database: EmptyDatabase;
  const folders: string[] = [];
  beforeAll(async () => {
    database = await openEmptyDatabase();
  });
  afterAll(async () => {
    await database.close();
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
  });

  async function run(files: Record<string, string>): Promise<readonly string[]> {
    const folder = await mkdtemp(join(tmpdir(), 'tm-'));
    folders.push(folder);
    for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
    return migrate(database.db, folder);
  }

  it('runs each file whole, in the order of their numbers, as it is written', async () => {
    expect(await run({ ...SECOND, ...FIRST, 'notes.txt': 'not SQL', '1-draft.sql': 'not a migration' })).toEqual(['0001-first.sql', '0002-second.sql']);
    expect(await database.db.knex('first')).toEqual([{ n: 1, said: 'what? \\?', second: 2 }]);
  });

  it('runs nothing twice', async () => {
    expect(await run({ ...FIRST, ...SECOND })).toEqual([]);
  });

  it('leaves nothing of a migration that fails', async () => {
    await expect(run({ ...FIRST, ...SECOND, ...BROKEN })).rejects.toMatchObject({ code: '42P01' });
    expect(await database.db.knex.schema.hasTable('third')).toBe(false);
    expect(await run({ ...FIRST, ...SECOND })).toEqual([]);
  });

  it('refuses a database that newer code has migrated', async () => {
    await expect(run(FIRST)).rejects.toMatchObject({ code: 'config-invalid', message: expect.stringContaining('0002-second.sql') });
  });
});

describe('two processes on one embedded folder that is new', () => {
  it('both get it migrated, and one of them does it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tm-'));
    const serving = await openDatabase({ dataDir });
    const commands = await Promise.all([1, 2].map(() => openDatabase({ dataDir, shared: true })));
    const ran = await Promise.all([serving, ...commands].map((db) => migrate(db)));
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
    for (const db of [...commands, serving]) await db.close();
    await rm(dataDir, { recursive: true });
  });
});

describe('the migrations', () => {
  it('are numbered from 1 without a gap', async () => {
    const numbers = (await readdir('migrations')).sort().map((name) => Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]));
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect(numbers.length).toBeGreaterThan(0);
  });
});
