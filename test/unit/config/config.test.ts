import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../src/config.js';
import type { AppError } from '../../../src/core/errors.js';

describe('readConfig', () => {
  it('serves on localhost with the embedded database when nothing is set', () => {
    expect(readConfig({})).toEqual({ port: 3000, baseUrl: 'http://localhost:3000', dataDir: 'data', databaseUrl: undefined, masterKeys: undefined, adminToken: undefined, trustedProxies: [] });
  });

  it('reads every variable', () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    const config = readConfig({
      PORT: '8080', TESTAMUR_BASE_URL: 'https://c.example/', TESTAMUR_DATA_DIR: '/srv/t', DATABASE_URL: 'postgresql://h/d',
      TESTAMUR_MASTER_KEYS: `b:${key}, a:${key}`, TESTAMUR_ADMIN_TOKEN: 'x'.repeat(24),
    });
    expect(config).toMatchObject({ port: 8080, baseUrl: 'https://c.example', dataDir: '/srv/t', databaseUrl: 'postgresql://h/d' });
    expect(config.masterKeys).toBe(`b:${key}, a:${key}`);
  });

  it.each([
    ['PORT', '70000'], ['PORT', 'http'], ['TESTAMUR_BASE_URL', 'credentials'], ['TESTAMUR_BASE_URL', 'http://c.example'], ['TESTAMUR_BASE_URL', 'https://c.example/x'],
    ['TESTAMUR_BASE_URL', 'https://u@c.example'], ['DATABASE_URL', 'mysql://secret@h/d'], ['TESTAMUR_MASTER_KEYS', 'secret'], ['TESTAMUR_MASTER_KEYS', 'a:c2VjcmV0'], ['TESTAMUR_ADMIN_TOKEN', 'secret'],
  ])('refuses %s=%s, naming the variable and an example but not the value', (name, value) => {
    let error: AppError | undefined;
    try { readConfig({ [name]: value }); } catch (thrown) { error = thrown as AppError; }
    expect(error?.code).toBe('config-invalid');
    expect(error?.message).toContain(`For example: ${name}=`);
    expect(error?.message).not.toContain('secret');
  });
});
