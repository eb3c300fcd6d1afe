import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import pg from 'pg';
import { openDatabase, type Db } from '../../src/store/db.js';

const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tm-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A process of its own on the folder; `lines` are what it prints. */
function child(dataDir: string, ...args: string[]) {
  const process_ = spawn(process.execPath, ['--import', './test/support/typescript.mjs', 'test/support/database-child.ts', dataDir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { process: process_, lines: createInterface(process_.stdout) };
}
async function kill(victim: ChildProcess): Promise<void> {
  const gone = once(victim, 'exit');
  victim.kill('SIGKILL');
  await gone;
}

describe('the embedded database', () => {
  let dataDir: string;
  let db: Db;
  const notices: string[] = [];
  beforeAll(async () => {
    dataDir = await newFolder();
    db = await openDatabase({ dataDir, notice: (text) => notices.push(text) });
    await db.knex.raw('create table note (n integer primary key)');
  });
  afterAll(() => db.close());

  /** A client past the pool, to misbehave with. */
  async function stranger(): Promise<pg.Client> {
    const client = new pg.Client({ host: join(dataDir, 'pg'), user: 'postgres', database: 'postgres' });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
  const leave = (client: pg.Client) => (client as unknown as { connection: pg.Connection }).connection.stream.destroy();
  const notes = () => db.knex('note').orderBy('n').pluck<number[]>('n');

  it('says once at start that it is for one process and not safe against power loss', () => {
    expect(notices).toEqual([expect.stringMatching(/one process.*power loss.*DATABASE_URL/)]);
    expect(db.embedded).toBe(true);
  });

  it('lets nobody else into its folder', async () => {
    expect((await stat(join(dataDir, 'pg'))).mode & 0o777).toBe(0o700);
  });

  // A statement reaches the server as several messages, and a long one in several pieces, between which others are read.
  it('keeps apart the statements of clients that ask at the same time', async () => {
    const other = await openDatabase({ dataDir, shared: true });
    const long = 'x'.repeat(300_000);
    const ask = async (n: number) => {
      const knex = (n % 2 === 0 ? db : other).knex;
      const { rows } = await (n % 3 === 0
        ? knex.raw<{ rows: { got: number }[] }>('select ?::int * 2 as got', [n])
        : knex.raw<{ rows: { got: number }[] }>('select length(?::text) + ?::int as got', [long, n]));
      return rows[0]?.got;
    };
    const numbers = Array.from({ length: 120 }, (_, n) => n);
    const answers = await Promise.all(numbers.map(ask));
    await other.close();
    expect(answers).toEqual(numbers.map((n) => (n % 3 === 0 ? n * 2 : long.length + n)));
  });

  it('rolls back what a client left in the middle of a transaction, and the others go on', async () => {
    const client = await stranger();
    await client.query('begin');
    await client.query('insert into note values (1)');
    const waiting = db.knex('note').insert({ n: 2 });
    leave(client);
    await waiting;
    const kept = await notes();
    expect(kept).toContain(2);
    expect(kept).not.toContain(1);
  });

  it('drops what a client left in the middle of a batch of messages, and the others go on', async () => {
    const client = await stranger();
    const { connection } = client as unknown as { connection: Record<'parse' | 'bind' | 'execute', (message: object) => void> & { flush(): void } & NodeJS.EventEmitter };
    connection.parse({ text: 'insert into note values (3)' });
    connection.bind({});
    connection.execute({});
    connection.flush();
    await once(connection, 'commandComplete');
    const waiting = db.knex('note').insert({ n: 4 });
    leave(client);
    await waiting;
    const kept = await notes();
    expect(kept).toContain(4);
    expect(kept).not.toContain(3);
  });

  it('goes on after a batch of messages that failed', async () => {
    const failing = Array.from({ length: 20 }, () => db.knex.raw('select ?::int / 0', [1]));
    const outcomes = await Promise.allSettled([...failing, db.knex.raw('select 1')]);
    expect(outcomes.map(({ status }) => status)).toEqual([...failing.map(() => 'rejected'), 'fulfilled']);
  });

  it('is refused to a second process, which is told who holds it', async () => {
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'database-in-use', message: expect.stringContaining(String(process.pid)) });
  });

  it('is shared with a command beside it', async () => {
    const command = await openDatabase({ dataDir, shared: true });
    await command.knex('note').insert({ n: 5 });
    await command.close();
    expect(await notes()).toContain(5);
  });
});

describe('the embedded database when it breaks down', () => {
  it('says so, and queries fail instead of waiting', async () => {
    const dataDir = await newFolder();
    const said = new EventEmitter();
    const db = await openDatabase({ dataDir, notice: (text) => said.emit('notice', text) });
    await db.knex.raw('create table note (n integer)');
    const last = once(said, 'notice');
    // PGlite does not survive this.
    await expect(db.knex.raw('copy note from stdin')).rejects.toThrow();
    await expect(db.knex('note').insert({ n: 1 })).rejects.toThrow();
    expect(await last).toEqual([expect.stringContaining('has stopped')]);
    await db.close();
    const again = await openDatabase({ dataDir });
    expect(await again.knex('note')).toEqual([]);
    await again.close();
  });
});

describe('the folder of the embedded database', () => {
  it('keeps every acknowledged row when its process is killed, and opens again', async () => {
    const dataDir = await newFolder();
    const { process: victim, lines } = child(dataDir);
    const rows: number[] = [];
    for await (const line of lines) {
      rows.push(Number(line.slice('row '.length)));
      if (rows.length === 200) break;
    }
    await kill(victim);
    const db = await openDatabase({ dataDir });
    const kept = await db.knex('kept').pluck<number[]>('n');
    await db.close();
    expect(kept).toEqual(expect.arrayContaining(rows));
    expect(rows).toHaveLength(200);
  });

  it('is refused while a process that holds it lives, and free as soon as that is killed', async () => {
    const dataDir = await newFolder();
    const { process: victim, lines } = child(dataDir, 'idle');
    await once(lines, 'line');
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'database-in-use', message: expect.stringContaining(String(victim.pid)) });
    await kill(victim);
    await (await openDatabase({ dataDir })).close();
  });

  it('is made afresh when the first start was killed while unpacking', async () => {
    const dataDir = await newFolder();
    await mkdir(join(dataDir, 'pg', 'cluster'), { recursive: true });
    await writeFile(join(dataDir, 'pg', 'cluster', 'PG_VERSION'), '18\n');
    await writeFile(join(dataDir, 'pg', 'cluster.unpacking'), '');
    const db = await openDatabase({ dataDir });
    await db.close();
    expect(await readdir(join(dataDir, 'pg'))).toEqual(['cluster']);
  });

  it('is refused, and let go, when what is in it is no database', async () => {
    const dataDir = await newFolder();
    await mkdir(join(dataDir, 'pg', 'cluster'), { recursive: true });
    await writeFile(join(dataDir, 'pg', 'cluster', 'PG_VERSION'), '18\n');
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'config-invalid' });
    expect(await readdir(join(dataDir, 'pg'))).toEqual(['cluster']);
  });

  it('may have a path too long for a Unix socket', async () => {
    const home = await newFolder();
    const dataDir = join(home, 'x'.repeat(120));
    const db = await openDatabase({ dataDir });
    const command = await openDatabase({ dataDir, shared: true });
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'database-in-use' });
    expect((await command.knex.raw<{ rows: unknown[] }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await command.close();
    await db.close();
  });
});
