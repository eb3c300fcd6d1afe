import { describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectConfig, readConfig } from '../../../src/config.js';
import type { AppError } from '../../../src/core/errors.js';

const folder = mkdtempSync(join(tmpdir(), 'tm-config-'));
const file = join(folder, 'file');
writeFileSync(file, '');
const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect((error as AppError).code).toBe('config-invalid');
    return (error as AppError).message;
  }
  return 'accepted';
}

describe('readConfig', () => {
  it('serves on localhost with the embedded database when nothing is set', () => {
    expect(readConfig({})).toEqual({
      port: 3000, baseUrl: 'http://localhost:3000', dataDir: 'data', databaseUrl: undefined, masterKeys: undefined, adminToken: undefined,
      metricsToken: undefined, vcApiKey: undefined, trustedProxies: [], tsaUrl: undefined, custody: { csc: undefined, pkcs11: undefined }, logLevel: 'info',
    });
  });

  it('reads every variable, and an empty one as if it were not set', () => {
    const config = readConfig({
      PORT: '8080', TESTAMUR_BASE_URL: 'https://c.example/', TESTAMUR_DATA_DIR: join(folder, 'new', 'one'), DATABASE_URL: 'postgresql://h/d', TESTAMUR_MASTER_KEYS: `b:${key(7)}, a:${key(8)}`,
      TESTAMUR_ADMIN_TOKEN: 'x'.repeat(24), TESTAMUR_METRICS_TOKEN: 'y'.repeat(24), TESTAMUR_VC_API_KEY: 'z'.repeat(24), TESTAMUR_TRUSTED_PROXIES: '10.0.0.5, fd00::/8', TESTAMUR_TSA_URL: 'http://10.0.0.7:3161/tsa', TESTAMUR_LOG_LEVEL: 'warn',
    });
    expect(config).toEqual({
      port: 8080, baseUrl: 'https://c.example', dataDir: join(folder, 'new', 'one'), databaseUrl: 'postgresql://h/d', masterKeys: `b:${key(7)}, a:${key(8)}`,
      adminToken: 'x'.repeat(24), metricsToken: 'y'.repeat(24), vcApiKey: 'z'.repeat(24), trustedProxies: ['10.0.0.5', 'fd00::/8'], tsaUrl: 'http://10.0.0.7:3161/tsa', custody: { csc: undefined, pkcs11: undefined }, logLevel: 'warn',
    });
    expect(readConfig({ PORT: ' ', TESTAMUR_LOG_LEVEL: '' })).toEqual(readConfig({}));
  });

  /** Variable, a wrong value (each holds "secret" where it can, which no message may repeat), the reason. */
  const WRONG: readonly (readonly [string, string, string])[] = [
    ['PORT', '70000', 'not a port'],
    ['PORT', 'secret', 'not a port'],
    ['TESTAMUR_BASE_URL', 'secret', 'not a URL'],
    ['TESTAMUR_BASE_URL', 'http://secret.example', 'not https'],
    ['TESTAMUR_BASE_URL', 'https://c.example/secret', 'has a path'],
    ['TESTAMUR_BASE_URL', 'https://secret@c.example', 'more than an origin'],
    ['TESTAMUR_BASE_URL', 'https://c.example?secret', 'more than an origin'],
    ['DATABASE_URL', 'mysql://secret@h/d', 'not a PostgreSQL address'],
    ['TESTAMUR_MASTER_KEYS', 'secret', '32 bytes in base64'],
    ['TESTAMUR_MASTER_KEYS', `a:${Buffer.alloc(16).toString('base64')}`, '32 bytes in base64'],
    ['TESTAMUR_MASTER_KEYS', `a:${key(7).replace(/.=$/, 'd=')}`, '32 bytes in base64'],
    ['TESTAMUR_MASTER_KEYS', `a:${key(7)},a:${key(8)}`, 'one id twice'],
    ['TESTAMUR_MASTER_KEYS', `a:${key(7)},b:${key(7)}`, 'one key twice'],
    ['TESTAMUR_ADMIN_TOKEN', 'secret', 'shorter than 24'],
    ['TESTAMUR_ADMIN_TOKEN', 'secret with spaces in it that go on', 'no HTTP header'],
    ['TESTAMUR_METRICS_TOKEN', 'secret', 'shorter than 24'],
    ['TESTAMUR_VC_API_KEY', 'secret', 'shorter than 24'],
    ['TESTAMUR_VC_API_KEY', 'secret with spaces in it that go on', 'no HTTP header'],
    ['TESTAMUR_TRUSTED_PROXIES', 'secret', 'IP addresses or networks'],
    ['TESTAMUR_TRUSTED_PROXIES', '10.0.0.0/33', 'IP addresses or networks'],
    ['TESTAMUR_TRUSTED_PROXIES', '0.0.0.0/0', 'IP addresses or networks'],
    ['TESTAMUR_PROXY_URL', 'socks5://secret.example:1080', 'not the http or https address of a proxy'],
    ['TESTAMUR_PROXY_URL', 'http://proxy.example/secret', 'not the http or https address of a proxy'],
    ['TESTAMUR_FETCH_ALLOW', 'https://secret.example', 'not a list of host names'],
    ['TESTAMUR_FETCH_ALLOW', '*.secret.example', 'not a list of host names'],
    ['TESTAMUR_FETCH_ALLOW', '.10.0.0.1', 'not a list of host names'],
    ['TESTAMUR_TSA_URL', 'secret', 'not an http or https address, or holds a user'],
    ['TESTAMUR_TSA_URL', 'ftp://secret.example/', 'not an http or https address, or holds a user'],
    ['TESTAMUR_TSA_URL', 'https://secret@tsa.example/', 'not an http or https address, or holds a user'],
    ['TESTAMUR_LOG_LEVEL', 'secret', 'error, warn, info'],
    ['TESTAMUR_DATA_DIR', file, 'is a file'],
    ['TESTAMUR_DATA_DIR', join(file, 'below'), 'is a file'],
  ];
  it.each(WRONG)('refuses %s=%s, naming the variable, the reason and a good example but not the value', (name, value, reason) => {
    const said = refusal({ [name]: value });
    expect(said).toMatch(new RegExp(`^${name} .*${reason}.*\\. For example: ${name}=\\S`));
    expect(said).not.toContain('secret');
  });

  it.each(WRONG.map(([name]) => name).filter((name, i, all) => all.indexOf(name) === i))('takes its own example of %s', (name) => {
    const example = (/For example: \S+?=(.*)$/.exec(refusal({ [name]: WRONG.find(([one]) => one === name)?.[1] ?? '' })) ?? [])[1] ?? '';
    const value = example.replace(/\$\(openssl rand -base64 (\d+)\)/, (_, bytes: string) => Buffer.alloc(Number(bytes), 9).toString('base64'));
    expect(inspectConfig({ [name]: value }).faults).toEqual([]);
  });

  it('refuses a variable of ours that does not exist, and names the nearest that does', () => {
    expect(refusal({ TESTAMUR_BASEURL: 'https://secret.example' })).toBe('TESTAMUR_BASEURL is no variable of ours; the nearest is TESTAMUR_BASE_URL. For example: TESTAMUR_BASE_URL=https://credentials.university.example');
    expect(refusal({ TESTAMUR_MASTERKEY: 'secret' })).toContain('the nearest is TESTAMUR_MASTER_KEYS.');
    expect(inspectConfig({ TESTAMUR_TEST_ALL: '1', PATH: 'x' }).faults).toEqual([]);
  });

  it('says all that is wrong at once', () => {
    const wrong = Object.fromEntries(WRONG.map(([name, value]) => [name, value]));
    const lines = refusal({ ...wrong, TESTAMUR_LOGLEVEL: 'x' }).split('\n');
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([...Object.keys(wrong), 'TESTAMUR_LOGLEVEL'].sort());
  });

  it('asks nothing of the data folder when nothing is kept in it', () => {
    expect(inspectConfig({ TESTAMUR_DATA_DIR: file, DATABASE_URL: 'postgres://h/d', TESTAMUR_MASTER_KEYS: key(7) }).faults).toEqual([]);
    expect(inspectConfig({ TESTAMUR_DATA_DIR: file, DATABASE_URL: 'postgres://h/d' }).faults).toHaveLength(1);
  });

  it('refuses a data folder that this user may not write (root may always)', () => {
    const closed = mkdtempSync(join(folder, 'closed-'));
    chmodSync(closed, 0o500);
    expect(inspectConfig({ TESTAMUR_DATA_DIR: closed }).faults.map(({ reason }) => reason)).toEqual(process.getuid?.() === 0 ? [] : ['is a folder that this user may not read and write']);
  });
});
