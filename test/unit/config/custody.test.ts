import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { inspectConfig } from '../../../src/config.js';
import { readSecret } from '../../../src/config/custody.js';

const folder = mkdtempSync(join(tmpdir(), 'tm-custody-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string, mode = 0o600): string => {
  writeFileSync(join(folder, name), content);
  chmodSync(join(folder, name), mode);
  return join(folder, name);
};
const pin = file('pin', '123456\n');
const open = file('open', '123456\n', 0o640);
const module = file('lib.so', 'x');
const PKCS11 = { TESTAMUR_PKCS11_MODULE: module, TESTAMUR_PKCS11_TOKEN: 'university', TESTAMUR_PKCS11_PIN_FILE: pin };
const CSC = { TESTAMUR_CSC_URL: 'https://tsp.example/csc/v2/', TESTAMUR_CSC_CLIENT_ID: 'university', TESTAMUR_CSC_SECRET_FILE: pin };
const read = (env: Record<string, string>) => {
  const { config, faults } = inspectConfig({ TESTAMUR_DATA_DIR: folder, ...env });
  return { custody: config.custody, faults: faults.map(({ variable, reason }) => `${variable} ${reason}`) };
};

describe('who else keeps keys', () => {
  it('is nobody, a token, a provider, or both, as configured', () => {
    expect(read({})).toEqual({ custody: { pkcs11: undefined, csc: undefined }, faults: [] });
    expect(read({ ...PKCS11, ...CSC })).toEqual({
      custody: { pkcs11: { module, token: 'university', pinFile: pin }, csc: { url: 'https://tsp.example/csc/v2', clientId: 'university', secretFile: pin } },
      faults: [],
    });
    expect(read({ ...CSC, TESTAMUR_CSC_PIN_FILE: pin }).custody.csc?.pinFile).toBe(pin);
    expect(readSecret(pin)).toBe('123456');
  });

  it.each([
    ['a part of a token', { TESTAMUR_PKCS11_TOKEN: 'x' }, ['TESTAMUR_PKCS11_MODULE is not set, but TESTAMUR_PKCS11_TOKEN is', 'TESTAMUR_PKCS11_PIN_FILE is not set, but TESTAMUR_PKCS11_TOKEN is']],
    ['a library that is none', { ...PKCS11, TESTAMUR_PKCS11_MODULE: '/nowhere.so' }, ['TESTAMUR_PKCS11_MODULE is no file']],
    ['a PIN that others may read', { ...PKCS11, TESTAMUR_PKCS11_PIN_FILE: open }, ['TESTAMUR_PKCS11_PIN_FILE is a file that others may read: run chmod 600 on it']],
    ['a PIN that is not there', { ...PKCS11, TESTAMUR_PKCS11_PIN_FILE: '/nowhere' }, ['TESTAMUR_PKCS11_PIN_FILE is no file']],
    ['an empty secret', { ...CSC, TESTAMUR_CSC_SECRET_FILE: file('empty', '\n') }, ['TESTAMUR_CSC_SECRET_FILE is a file that is empty, or that this user may not read']],
    ['a part of a provider', { TESTAMUR_CSC_URL: 'https://tsp.example' }, ['TESTAMUR_CSC_CLIENT_ID is not set, but TESTAMUR_CSC_URL is', 'TESTAMUR_CSC_SECRET_FILE is not set, but TESTAMUR_CSC_URL is']],
    ['plain http elsewhere', { ...CSC, TESTAMUR_CSC_URL: 'http://tsp.example' }, ['TESTAMUR_CSC_URL is not https (plain http is for this machine only), or has more than an address and a path']],
    ['a password in the address', { ...CSC, TESTAMUR_CSC_URL: 'https://a:b@tsp.example' }, ['TESTAMUR_CSC_URL is not https (plain http is for this machine only), or has more than an address and a path']],
  ])('is refused with %s', (_name, env, faults) => {
    expect(read(env as Record<string, string>).faults).toEqual(faults);
  });

  it('says no value of a secret', () => {
    expect(JSON.stringify(inspectConfig({ ...CSC, TESTAMUR_CSC_URL: 'https://a:hunter2@tsp.example' }).faults)).not.toContain('hunter2');
  });
});
