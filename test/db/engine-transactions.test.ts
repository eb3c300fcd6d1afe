import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

interface Client {
  readonly pool: { readonly max: number; acquireTimeoutMillis: number };
  acquireConnection(): Promise<unknown>;
  releaseConnection(connection: unknown): Promise<void>;
}
const failure = (code: string) => `do $$ begin raise exception 'lost the race' using errcode = '${code}'; end $$`;

describe('a transaction', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await database.db.knex.raw('create table note (n integer primary key)');
  });
  afterAll(() => database.close());

  it.each(['40001', '40P01'])('is tried again when the database says %s', async (code) => {
    let tries = 0;
    const n = await database.db.transaction(async (trx) => {
      tries += 1;
      await trx('note').insert({ n: Number.parseInt(code, 36) % 1000 });
      if (tries < 3) await trx.raw(failure(code));
      return tries;
    });
    expect(n).toBe(3);
    expect(await database.db.knex('note').where({ n: Number.parseInt(code, 36) % 1000 })).toHaveLength(1);
  });

  it('is given up after six tries', async () => {
    let tries = 0;
    const losing = database.db.transaction(async (trx) => {
      tries += 1;
      await trx.raw(failure('40001'));
    });
    await expect(losing).rejects.toMatchObject({ code: '40001' });
    expect(tries).toBe(6);
  });

  it('is not tried again after any other error, and leaves nothing', async () => {
    let tries = 0;
    const failing = database.db.transaction(async (trx) => {
      tries += 1;
      await trx('note').insert({ n: 5 });
      await trx('note').insert({ n: 5 });
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(tries).toBe(1);
    expect(await database.db.knex('note').where({ n: 5 })).toEqual([]);
  });

  it('refuses a query past it, and another transaction inside it', async () => {
    const { db } = database;
    await expect(db.transaction(() => db.knex('note').first())).rejects.toMatchObject({ code: 'bug' });
    await expect(db.transaction(() => db.transaction((trx) => trx('note').first()))).rejects.toMatchObject({ code: 'bug' });
    await expect(db.knex('note').first()).resolves.toBeDefined();
  });

  it('tells a caller who waited for a connection in vain that it is busy, and serves the next', async () => {
    const { db } = database;
    const client = db.knex.client as Client;
    const usual = client.pool.acquireTimeoutMillis;
    expect(usual).toBe(30_000);
    client.pool.acquireTimeoutMillis = 100;
    const taken = await Promise.all(Array.from({ length: client.pool.max }, () => client.acquireConnection()));
    try {
      await expect(db.knex('note').first()).rejects.toMatchObject({ code: 'busy' });
      await expect(db.transaction((trx) => trx('note').first())).rejects.toMatchObject({ code: 'busy' });
    } finally {
      client.pool.acquireTimeoutMillis = usual;
      await Promise.all(taken.map((connection) => client.releaseConnection(connection)));
    }
    await expect(db.knex('note').first()).resolves.toBeDefined();
  });

  it('keeps concurrent ones apart', async () => {
    const { db } = database;
    await db.knex('note').insert({ n: 2000 });
    const add = () =>
      db.transaction(async (trx) => {
        const [row] = await trx<{ n: number }>('note').where('n', '>=', 2000).forUpdate();
        await trx('note').where({ n: row?.n }).update({ n: (row?.n ?? 0) + 1 });
      });
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await db.knex('note').where('n', '>=', 2000)).toEqual([{ n: 2020 }]);
  });

  it('fails without repeating the values of the statement', async () => {
    const failing = database.db.knex.raw('select ?::text, 1 / 0', ['Ana']);
    await expect(failing).rejects.toMatchObject({ code: '22012', message: expect.not.stringContaining('Ana') });
  });

  it('gives a date as its text, and bytes as they were', async () => {
    const { rows } = await database.db.knex.raw<{ rows: unknown[] }>(`select date '2026-03-29' as day, ?::bytea as bytes`, [Buffer.from([0, 255, 10])]);
    expect(rows).toEqual([{ day: '2026-03-29', bytes: Buffer.from([0, 255, 10]) }]);
  });
});
