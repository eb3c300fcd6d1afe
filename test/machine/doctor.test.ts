import { afterAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyPostgres } from '../support/database.js';
import { startLine } from '../support/line.js';
import { startProcess } from '../support/process.js';

const folder = mkdtempSync(join(tmpdir(), 'tm-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number;
  readonly by: Readonly<Record<string, string>>;
  readonly text: string;
}
async function doctor(env: Readonly<Record<string, string>>): Promise<Said> {
  const started = startProcess(env, ['dist/cli.js', 'doctor', '--json']);
  const code = await started.ended;
  const { checks } = JSON.parse(started.output().stdout) as { checks: { check: string; outcome: string; says: string }[] };
  return { code, by: Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome])), text: checks.map(({ says }) => says).join('\n') };
}
const key = Buffer.alloc(32, 7).toString('base64');

describe('testamur doctor', () => {
  it('finds nothing wrong beside a running server, and who is missing what once it is so', async () => {
    const line = await startLine();
    const well = await doctor(line.env);
    expect(well.by).toMatchObject({ configuration: 'ok', migrations: 'ok', 'master key': 'ok', keys: 'ok', 'own key': 'ok', signing: 'ok', register: 'ok', seals: 'ok', clock: 'ok', address: 'ok', files: 'ok' });
    expect(well.code).toBe(well.by.node === 'ok' && well.by.disk !== 'warning' ? 0 : 1);
    const stamped = await doctor({ ...line.env, TESTAMUR_TSA_URL: 'http://127.0.0.1:1/' });
    expect([stamped.by.seals, stamped.text.includes('by no authority that is an anchor')]).toEqual(['warning', true]);
    chmodSync(join(line.env.TESTAMUR_DATA_DIR!, 'master.key'), 0o644);
    const open = await doctor(line.env);
    expect([open.code, open.by.files]).toEqual([2, 'fault']);
    chmodSync(join(line.env.TESTAMUR_DATA_DIR!, 'master.key'), 0o600);
    await line.stop();
  }, 120_000);

  it('says every fault of the configuration, and looks no deeper', async () => {
    const { code, by, text } = await doctor({ PORT: 'x', TESTAMUR_LOG_LEVEL: 'loud', TESTAMUR_DATA_DIR: folder });
    expect([code, by.configuration, by.database]).toEqual([2, 'fault', undefined]);
    expect(text).toMatch(/PORT is not a port[\s\S]*TESTAMUR_LOG_LEVEL is none of/);
  }, 60_000);

  it('says that the database cannot be reached, without its password', async () => {
    const { code, by, text } = await doctor({ DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x', TESTAMUR_MASTER_KEYS: key });
    expect([code, by.database, text.includes('secret')]).toEqual([2, 'fault', false]);
  }, 60_000);

  it('says what would be migrated, and migrates nothing', async () => {
    const database = await emptyPostgres(process.env.TEST_DATABASE_URL ?? '');
    const env = { DATABASE_URL: database.url, TESTAMUR_MASTER_KEYS: key, TESTAMUR_BASE_URL: 'https://nowhere.invalid' };
    for (let i = 0; i < 2; i++) {
      const { code, by, text } = await doctor(env);
      expect([code, by.migrations, by.address]).toEqual([1, 'warning', 'warning']);
      expect(text).toContain('0001-init.sql');
    }
    await database.drop();
  }, 60_000);

  it('warns of the embedded database behind a public address, and makes none', async () => {
    const { code, by } = await doctor({ TESTAMUR_DATA_DIR: join(folder, 'new'), TESTAMUR_BASE_URL: 'https://nowhere.invalid' });
    expect([code, by.database]).toEqual([1, 'warning']);
  }, 60_000);
});
