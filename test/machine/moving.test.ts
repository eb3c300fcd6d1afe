import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import type { ListedAward } from '../../src/issue/ports.js';
import { createLog } from '../../src/logging.js';
import { openHouse } from '../../src/server.js';
import { openDatabase } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import type { App } from '../../src/wire.js';
import { emptyPostgres, type PostgresDatabase } from '../support/database.js';
import { example, openUniversity } from '../support/line.js';

/** What an operator does: backup and restore, another master key, from the embedded folder to PostgreSQL. With the commands that docs/operations.md names. */
const server = process.env.TEST_DATABASE_URL ?? '';
const folders: string[] = [];
const databases: PostgresDatabase[] = [];
const newFolder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'tm-move-')));
  return folders.at(-1)!;
};
const newDatabase = async (): Promise<string> => {
  databases.push(await emptyPostgres(server));
  return databases.at(-1)!.url;
};
afterAll(async () => {
  for (const database of databases) await database.drop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Env = Readonly<Record<string, string>>;
const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const BASE = { TESTAMUR_BASE_URL: 'https://testamur.example', TESTAMUR_ADMIN_TOKEN: 'an-administrator-of-tests' };
const house = (env: Env) => openHouse(readConfig(env), { log: createLog('silent', { write: () => undefined }), notice: () => undefined });
async function within<T>(env: Env, work: (app: App) => Promise<T>): Promise<T> {
  const { app, close } = await house(env);
  return work(app).finally(close);
}

interface Ran {
  readonly code: number;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
}
const run = (command: string, args: readonly string[], env: Env, input = ''): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(command, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), ...(error?.signal && { signal: error.signal }), stdout, stderr }));
    child.stdin?.end(input);
  });
const testamur = (env: Env, ...args: string[]): Promise<Ran> => run(process.execPath, ['dist/cli.js', ...args], env);

const caller = (organisationId: string) => ({ kind: 'api-key' as const, name: 'test', organisationId, scopes: ['results:write'] });
async function* bytes(body: string): AsyncGenerator<Buffer> {
  yield Buffer.from(body);
}
/** Issued beside us, by the job that every house has. */
const done = async (app: App, organisationId: string, batchId: string): Promise<void> => expect(await app.useCases.waitForBatch(organisationId, batchId, 60)).toMatchObject({ state: 'done', failed: 0 });
interface Kept {
  readonly organisationId: string;
  readonly awards: readonly ListedAward[];
  /** Award and format → document. */
  readonly documents: ReadonlyMap<string, string>;
}
async function issue(app: App, organisationId: string): Promise<Kept> {
  const { batchId, rejected } = await app.useCases.postResults(caller(organisationId), bytes(example('results.csv')) as never, 'csv');
  expect(rejected).toHaveLength(1);
  await done(app, organisationId, batchId);
  return { organisationId, ...(await readAll(app, organisationId)), awards: await app.useCases.batchAwards(organisationId, batchId) };
}
async function readAll(app: App, organisationId: string): Promise<Pick<Kept, 'awards' | 'documents'>> {
  const { items: awards } = await app.useCases.awards(organisationId, undefined, 200);
  const documents = new Map<string, string>();
  for (const { id, formats } of awards) for (const format of formats) documents.set(`${id} ${format}`, Buffer.from((await app.useCases.credential(organisationId, id, format))!.bytes).toString('utf8'));
  return { awards, documents };
}
/** The same documents, each valid, and every link leads where it led. */
async function expectWhole(app: App, { organisationId, awards, documents }: Kept): Promise<void> {
  expect(awards.length).toBeGreaterThan(10);
  const now = await readAll(app, organisationId);
  expect(now.documents).toEqual(documents);
  for (const document of documents.values()) expect((await app.useCases.verify(Buffer.from(document), { trust: 'on' })).report.state).toBe('valid');
  for (const { id, permanentUrl, claimUrl } of awards) {
    expect((await app.useCases.heldByPermanentLink(permanentUrl.split('/').at(-1)!))?.award.id).toBe(id);
    expect((await app.useCases.offer(claimUrl!.split('/').at(-1)!))?.held.award.id).toBe(id);
  }
}
/** One more award: number, index and trail go on. */
async function expectGoesOn(app: App, { organisationId, awards }: Kept): Promise<ListedAward> {
  const body = JSON.stringify({ resultId: 'AFTER', achievement: 'FINTECH-701', learner: { fullName: 'Kartini', studentNumber: 'SN-1' }, outcome: 'passed', awardedOn: '2026-06-30', grade: '5' });
  const bad = JSON.stringify({ resultId: 'BAD' });
  const { batchId, rejected } = await app.useCases.postResults(caller(organisationId), bytes(`${body}\n${bad}\n`) as never, 'ndjson');
  expect(rejected).toHaveLength(1);
  await done(app, organisationId, batchId);
  const [award] = await app.useCases.batchAwards(organisationId, batchId);
  expect((await readAll(app, organisationId)).awards).toHaveLength(awards.length + 1);
  const document = await app.useCases.credential(organisationId, award!.id, 'ob3-di');
  expect((await app.useCases.verify(document!.bytes, { trust: 'on' })).report.state).toBe('valid');
  return award!;
}

describe('from the embedded folder to PostgreSQL', () => {
  it('everything goes by one command, and every credential still verifies', async () => {
    const embedded = { ...BASE, TESTAMUR_DATA_DIR: newFolder() };
    const kept = await within(embedded, async (app) => issue(app, (await openUniversity(app, true)).organisation.id));
    const env = { ...embedded, DATABASE_URL: await newDatabase() };

    const running = await house(embedded);
    const beside = await testamur(env, 'move').finally(running.close);
    expect(beside).toMatchObject({ code: 75, stderr: expect.stringContaining('database-in-use') });

    const moved = await testamur(env, 'move', '--json');
    expect([moved.code, moved.stderr.includes('config-invalid')]).toEqual([0, false]);
    const tables = JSON.parse(moved.stdout) as { table: string; rows: number }[];
    expect(tables.find(({ table }) => table === 'credential')?.rows).toBe(kept.documents.size);
    expect(tables.map(({ table }) => table)).toEqual(expect.arrayContaining(['audit', 'learner_key', 'share', 'batch_rejection', 'setting']));

    await within(env, async (app) => {
      await expectWhole(app, kept);
      await expectGoesOn(app, kept);
    });
    // Neither again, nor back by mistake.
    expect(await testamur(env, 'move')).toMatchObject({ code: 78, stderr: expect.stringContaining('was moved to PostgreSQL') });
    expect(await testamur(embedded, 'keys', 'list')).toMatchObject({ code: 78, stderr: expect.stringContaining('set DATABASE_URL') });
    const db = await openDatabase({ dataDir: '', databaseUrl: env.DATABASE_URL });
    await expect(db.knex('audit').delete()).rejects.toThrow('append-only');
    const { rows } = await db.knex.raw<{ rows: object[] }>(`select conname from pg_constraint where contype = 'f' and condeferrable`);
    expect(rows).toEqual([]);
    await db.close();
  }, 240_000);

  it.each(['before', 'after'])('killed just %s PostgreSQL has everything, the move leaves one register at most, and is ended by running it again', async (when) => {
    const embedded = { ...BASE, TESTAMUR_DATA_DIR: newFolder() };
    const kept = await within(embedded, async (app) => issue(app, (await openUniversity(app, true)).organisation.id));
    const env = { ...embedded, DATABASE_URL: await newDatabase() };
    const killed = await run(process.execPath, ['--import', './test/support/typescript.mjs', 'test/support/killed-move.ts', when], env);
    expect(killed).toMatchObject({ signal: 'SIGKILL', stderr: '' });
    const awards = async (): Promise<number> => {
      const db = await openDatabase({ dataDir: '', databaseUrl: env.DATABASE_URL });
      const rows = await db.knex('award');
      await db.close();
      return rows.length;
    };
    expect(await awards()).toBe(when === 'before' ? 0 : kept.awards.length);
    await expect(house(embedded)).rejects.toMatchObject({ code: 'config-invalid', message: expect.stringContaining('was interrupted') });
    expect(await testamur(embedded, 'keys', 'list')).toMatchObject({ code: 78, stderr: expect.stringContaining('testamur move') });
    // Nor does it go to a second database.
    const other = { ...env, DATABASE_URL: await newDatabase() };
    expect(await testamur(other, 'move')).toMatchObject({ code: 78, stderr: expect.stringContaining('another database than the move that was interrupted') });

    const again = await testamur(env, 'move', '--json');
    expect(again.code).toBe(0);
    expect((JSON.parse(again.stdout) as { table: string; rows: number }[]).find(({ table }) => table === 'credential')?.rows).toBe(kept.documents.size);
    await within(env, async (app) => {
      await expectWhole(app, kept);
      await expectGoesOn(app, kept);
    });
    expect(await testamur(env, 'move')).toMatchObject({ code: 78, stderr: expect.stringContaining('was moved to PostgreSQL') });
    await expect(house(embedded)).rejects.toMatchObject({ code: 'config-invalid', message: expect.stringContaining('was moved') });
  }, 240_000);

  it('nothing is copied into a database that has something in it, and the folder serves on', async () => {
    const embedded = { ...BASE, TESTAMUR_DATA_DIR: newFolder() };
    await within(embedded, (app) => openUniversity(app, true));
    const env = { ...embedded, DATABASE_URL: await newDatabase() };
    const db = await openDatabase({ dataDir: '', databaseUrl: env.DATABASE_URL });
    await migrate(db);
    await db.knex('report').insert({ name_hash: Buffer.from('x'), body: Buffer.from('x'), expires_at: new Date() });
    expect(await testamur(env, 'move')).toMatchObject({ code: 78, stderr: expect.stringContaining('rows in report') });
    expect(await db.knex('organisation')).toEqual([]);
    await db.close();
    expect((await testamur(embedded, 'keys', 'list')).code).toBe(0);
    expect(await testamur({ ...env, TESTAMUR_MASTER_KEYS: `other:${key(9)}` }, 'move')).toMatchObject({ code: 78, stderr: expect.stringContaining('TESTAMUR_MASTER_KEYS lacks the key') });
    expect(await testamur({ ...BASE, TESTAMUR_DATA_DIR: newFolder(), DATABASE_URL: env.DATABASE_URL }, 'move')).toMatchObject({ code: 78, stderr: expect.stringContaining('no embedded database') });
  }, 240_000);
});

describe('backup and restore', () => {
  it('give a register that verifies, where the erased stay erased and no index is given twice', async () => {
    const env = { ...BASE, TESTAMUR_DATA_DIR: newFolder(), DATABASE_URL: await newDatabase(), TESTAMUR_MASTER_KEYS: `a:${key(1)}` };
    const folder = newFolder();
    const kept = await within(env, async (app) => issue(app, (await openUniversity(app, true)).organisation.id));
    const backup = await run('deploy/backup.sh', [folder], env);
    expect(backup).toMatchObject({ code: 0, stderr: '' });
    const [register = '', oldKeys = ''] = backup.stdout.trim().split('\n');
    // The keys are in the one file and not in the other.
    const list = async (file: string): Promise<string> => (await run('pg_restore', ['--file=-', '--data-only', file], {})).stdout;
    const row = /^COPY public\.learner_key .*\n(.*)\n/m;
    expect(row.exec(await list(oldKeys))?.[1]).toContain('\\x');
    expect((await list(register)).includes('COPY public.learner_key')).toBe(false);

    // A day passes: one award more, one learner erased; then the keys are backed up, and the machine is lost.
    const [gone] = kept.awards;
    const lost = await within(env, async (app) => {
      const after = await expectGoesOn(app, kept);
      await app.erasures.erase(await app.erasures.find(kept.organisationId, gone!.number), 'test');
      return (await app.useCases.credential(kept.organisationId, after.id, 'ob3-di'))!.bytes;
    });
    const [, newKeys = ''] = (await run('deploy/backup.sh', [newFolder()], env)).stdout.trim().split('\n');

    const again = { ...env, DATABASE_URL: await newDatabase() };
    expect(await run('deploy/restore.sh', [register, newKeys], again)).toMatchObject({ code: 0, stderr: '' });
    expect(await run('deploy/restore.sh', [register, newKeys], again)).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
    const restored = await testamur(again, 'restored', '--json');
    expect(JSON.parse(restored.stdout)).toEqual({ listsClosed: 1, learnersErased: 1 });
    expect(JSON.parse((await testamur(again, 'restored', '--json')).stdout)).toEqual({ listsClosed: 0, learnersErased: 0 });

    await within(again, async (app) => {
      const readable = { ...kept, awards: kept.awards.filter(({ id }) => id !== gone!.id), documents: new Map([...kept.documents].filter(([name]) => !name.startsWith(gone!.id))) };
      await expect(app.useCases.credential(kept.organisationId, gone!.id, 'ob3-di')).rejects.toMatchObject({ code: 'learner-erased' });
      for (const { id, permanentUrl } of readable.awards) expect((await app.useCases.heldByPermanentLink(permanentUrl.split('/').at(-1)!))?.award.id).toBe(id);
      for (const [name, document] of readable.documents) {
        const [awardId = '', format = ''] = name.split(' ');
        expect(Buffer.from((await app.useCases.credential(kept.organisationId, awardId, format as never))!.bytes).toString('utf8')).toBe(document);
        expect((await app.useCases.verify(Buffer.from(document), { trust: 'on' })).report.state).toBe('valid');
      }
      // The holder of what was issued after the backup has a list and an index that no other award gets.
      const entry = (document: Uint8Array) => (JSON.parse(Buffer.from(document).toString('utf8')) as { credentialStatus: { id: string } }).credentialStatus;
      const body = JSON.stringify({ resultId: 'LATER', achievement: 'FINTECH-701', learner: { fullName: 'Kartini', studentNumber: 'SN-1' }, outcome: 'passed', awardedOn: '2026-06-30', grade: '5' });
      const { batchId } = await app.useCases.postResults(caller(kept.organisationId), bytes(body) as never, 'json');
      await done(app, kept.organisationId, batchId);
      const [later] = await app.useCases.batchAwards(kept.organisationId, batchId);
      const fresh = (await app.useCases.credential(kept.organisationId, later!.id, 'ob3-di'))!.bytes;
      expect(entry(fresh)).not.toMatchObject({ statusListCredential: (entry(lost) as unknown as { statusListCredential: string }).statusListCredential });
    });

    // Without any key nothing of a person can be read, and the statuses can.
    const keyless = { ...env, DATABASE_URL: await newDatabase() };
    const emptyKeys = join(folder, 'none.dump');
    const none = await newDatabase();
    const db = await openDatabase({ dataDir: '', databaseUrl: none });
    await migrate(db);
    await db.close();
    expect((await run('pg_dump', [none, '--format=custom', '--data-only', '--table=learner_key', `--file=${emptyKeys}`], {})).code).toBe(0);
    expect((await run('deploy/restore.sh', [register, emptyKeys], keyless)).code).toBe(0);
    await within(keyless, async (app) => {
      for (const { id } of kept.awards) await expect(app.useCases.credential(kept.organisationId, id, 'ob3-jwt')).rejects.toMatchObject({ code: 'learner-erased' });
      for (const document of kept.documents.values()) expect((await app.useCases.verify(Buffer.from(document), { trust: 'on' })).report.state).toBe('valid');
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  }, 300_000);

  it('a backup that cannot be made is no file and no success', async () => {
    const folder = newFolder();
    expect((await run('deploy/backup.sh', [folder], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })).code).not.toBe(0);
    expect((await run('deploy/backup.sh', [join(folder, 'nowhere')], { DATABASE_URL: await newDatabase() })).code).not.toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('another master key', () => {
  it('takes over node by node while they serve, and then the old one opens nothing', async () => {
    const database = await newDatabase();
    const env = (keys: string): Env => ({ ...BASE, TESTAMUR_DATA_DIR: newFolder(), DATABASE_URL: database, TESTAMUR_MASTER_KEYS: keys });
    const [old, both, swapped, fresh] = [`old:${key(1)}`, `old:${key(1)},new:${key(2)}`, `new:${key(2)},old:${key(1)}`, `new:${key(2)}`];
    const kept = await within(env(old), async (app) => issue(app, (await openUniversity(app, true)).organisation.id));

    // 1. Every node learns the new key; 2. node by node it comes first: what one seals again, the other still opens.
    const waiting = await house(env(both));
    await within(env(swapped), (app) => expectWhole(app, kept));
    await expectWhole(waiting.app, kept).finally(waiting.close);
    // What the waiting node sealed meanwhile is sealed again at the next start.
    await within(env(swapped), (app) => expectWhole(app, kept));
    // 3. The old key is taken away.
    await within(env(fresh), async (app) => {
      await expectWhole(app, kept);
      await expectGoesOn(app, kept);
      expect(await app.useCases.rotateKeys(kept.organisationId, 'test')).toHaveLength(2);
    });
    for (const keys of [old, `other:${key(3)}`]) {
      await expect(house(env(keys))).rejects.toMatchObject({ code: 'config-invalid', message: expect.stringMatching(/TESTAMUR_MASTER_KEYS lacks the key 'new'/) });
      const said = await testamur(env(keys), 'keys', 'list');
      expect([said.code, said.stderr.includes("'new'"), said.stderr.includes(key(1))]).toEqual([78, true, false]);
    }
  }, 240_000);
});

describe('the commands of an operator', () => {
  it('are the ones that the handbook names', () => {
    const handbook = readFileSync('docs/operations.md', 'utf8');
    for (const command of ['deploy/backup.sh', 'deploy/restore.sh', 'npx testamur restored', 'npx testamur move', 'npx testamur learners erase']) expect(handbook).toContain(command);
  });
});
