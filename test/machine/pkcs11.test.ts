import { execFile, execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KeyView } from '../../src/catalogue/key-view.js';
import type { PublicJwk } from '../../src/core/evidence.js';
import { issueSealCertificate, makeTestCa, pem } from '../support/certificates.js';
import { example, startLine, type Line } from '../support/line.js';

/** Keys in a token: SoftHSM, of Debian, which keeps to what a token is and is none (it is files). */
const LIBRARY = '/usr/lib/softhsm/libsofthsm2.so';
const LABEL = 'university';
const PIN = '271828';
const folder = mkdtempSync(join(tmpdir(), 'tm-hsm-'));
const conf = join(folder, 'softhsm2.conf');
const pinFile = join(folder, 'pin');
const env = { ...process.env, SOFTHSM2_CONF: conf };

beforeAll(() => {
  mkdirSync(join(folder, 'tokens'));
  writeFileSync(conf, `directories.tokendir = ${folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n`);
  writeFileSync(pinFile, `${PIN}\n`, { mode: 0o600 });
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', LABEL, '--pin', PIN, '--so-pin', '31415926'], { env, stdio: 'ignore' });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** In a process of its own: the library reads the environment of the process, which a test's sandbox has not. */
async function inToken(task: string, { library = LIBRARY, label = LABEL, pin = PIN } = {}): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', './test/support/typescript.mjs', 'test/support/pkcs11-child.ts', task, library, label, pin], { env });
  return JSON.parse(stdout);
}

describe('a PKCS#11 token', () => {
  it('signs with each algorithm, and everybody verifies it', async () => {
    expect(await inToken('sign')).toEqual([
      { algorithm: 'ES256', size: 64, verified: 20, kty: 'EC', reference: expect.stringMatching(/^testamur-[0-9a-f-]{36}$/) },
      { algorithm: 'RS256', size: 384, verified: 20, kty: 'RSA', reference: expect.any(String) },
      { algorithm: 'Ed25519', size: 64, verified: 20, kty: 'OKP', reference: expect.any(String) },
    ]);
  }, 60_000);

  it('does not give the private half: it is sensitive, not extractable, and never was otherwise', async () => {
    // CKA_SENSITIVE, CKA_EXTRACTABLE, CKA_ALWAYS_SENSITIVE, CKA_NEVER_EXTRACTABLE, CKA_LOCAL.
    expect(await inToken('extract')).toEqual({ flags: [1, 0, 1, 1, 1], value: expect.stringContaining('CKR_ATTRIBUTE_SENSITIVE') });
  }, 60_000);

  it('is logged in to again when its sessions were lost', async () => {
    expect(await inToken('lose')).toEqual([true, true]);
  }, 60_000);

  it.each([
    ['missing', {}, 'key-missing', /no key with the label nobody/],
    ['sign', { label: 'another' }, 'custody-failed', /TESTAMUR_PKCS11_TOKEN/],
    ['sign', { library: '/usr/lib/none.so' }, 'custody-failed', /TESTAMUR_PKCS11_MODULE/],
    ['sign', { pin: '999999' }, 'custody-failed', /CKR_PIN_INCORRECT.*not tried again/],
  ])('says what is wrong: %s %j', async (task, how, code, said) => {
    expect(await inToken(task, how)).toEqual({ code, message: expect.stringMatching(said) });
  }, 60_000);
});

describe('with a token configured', () => {
  let line: Line;
  beforeAll(async () => void (line = await startLine()), 60_000);
  afterAll(() => line.stop());
  const token = { TESTAMUR_PKCS11_MODULE: LIBRARY, TESTAMUR_PKCS11_TOKEN: LABEL, TESTAMUR_PKCS11_PIN_FILE: pinFile };
  async function testamur(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/cli.js', ...args], { env: { ...env, ...line.env, ...token }, maxBuffer: 16 * 1024 * 1024 });
    return stdout;
  }

  /** As a university does it: a key made in the token, a request signed in it, the authority's chain, and the authority accepted here. */
  async function sealedBy(algorithm: 'ES256' | 'RS256'): Promise<void> {
    const made = JSON.parse(await testamur('keys', 'generate', '--use', 'seal', '--algorithm', algorithm, '--custody', 'pkcs11', '--json')) as KeyView;
    const [request, chainFile, root] = ['request', 'chain', 'root'].map((name) => join(folder, `${algorithm}-${name}.pem`)) as [string, string, string];
    writeFileSync(request, await testamur('keys', 'request', made.key));
    const publicJwk = createPublicKey(execFileSync('openssl', ['req', '-in', request, '-noout', '-verify', '-pubkey'], { stdio: ['ignore', 'pipe', 'pipe'] })).export({ format: 'jwk' }) as PublicJwk;
    const chain = issueSealCertificate({ ca: makeTestCa(), publicJwk, organisation: { organisation: 'Adria Demo University', country: 'HR' } });
    writeFileSync(chainFile, chain.map(pem).join(''));
    writeFileSync(root, pem(chain.at(-1)!));
    await testamur('keys', 'certify', made.key, chainFile);
    await testamur('keys', 'activate', made.key);
    await testamur('trust', 'anchors', 'add', root, '--use', 'seal', '--kind', 'test', '--name', `TEST authority for ${algorithm}`);
  }
  const activeKeys = async (): Promise<KeyView[]> => (JSON.parse(await testamur('keys', 'list', '--json')) as KeyView[]).filter(({ state }) => state === 'active');
  /** Issues these lines of the example, and gives the algorithm of each seal. */
  async function issued(name: string, lines: readonly number[]): Promise<string[]> {
    const [head, ...rows] = example('results.csv').split('\n');
    const file = join(folder, `${name}.csv`);
    writeFileSync(file, [head, ...lines.map((at) => rows[at])].join('\n'));
    const { awards } = JSON.parse(await testamur('issue', file, '--json')) as { awards: { id: string; formats: string[] }[] };
    expect(awards).toHaveLength(lines.length);
    for (const { id, formats } of awards) {
      expect([...formats].sort()).toEqual(['edc-jades', 'ob3-di', 'ob3-jwt', 'sd-jwt-vc']);
      for (const format of formats) {
        const report = await line.verify(await line.document(id, format));
        expect([format, report.verdict, report.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')]).toEqual([format, 'valid', []]);
      }
    }
    const seals = await Promise.all(awards.map(async ({ id }) => JSON.parse(await line.document(id, 'edc-jades')) as { signatures: [{ protected: string }] }));
    return seals.map(({ signatures: [{ protected: head }] }) => (JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string }).alg);
  }

  it('every format is signed in it, with keys of which the database has nothing but the label, and verifies', async () => {
    for (const algorithm of ['Ed25519', 'ES256']) {
      const made = JSON.parse(await testamur('keys', 'generate', '--use', 'assertion', '--algorithm', algorithm, '--custody', 'pkcs11', '--json')) as KeyView;
      expect(made).toMatchObject({ state: 'pending', custody: 'pkcs11' });
      await testamur('keys', 'activate', made.key);
    }
    await sealedBy('ES256');
    expect((await activeKeys()).map(({ use, algorithm, custody }) => `${use} ${algorithm} ${custody}`).sort()).toEqual(['assertion ES256 pkcs11', 'assertion Ed25519 pkcs11', 'seal ES256 pkcs11']);
    expect(await issued('first', [0, 1])).toEqual(['ES256', 'ES256']);
  }, 240_000);

  it('so is a seal of RS256, which the wallets’ format cannot be signed with: that falls to the asserting key', async () => {
    await sealedBy('RS256');
    expect(await issued('second', [2])).toEqual(['RS256']);
  }, 240_000);

  it('rotation stays in it, and a PIN that others may read is refused', async () => {
    await testamur('keys', 'rotate');
    expect((await activeKeys()).every(({ custody }) => custody === 'pkcs11')).toBe(true);
    chmodSync(pinFile, 0o644);
    await expect(testamur('keys', 'list')).rejects.toMatchObject({ code: 78, stderr: expect.stringContaining('TESTAMUR_PKCS11_PIN_FILE is a file that others may read') });
    chmodSync(pinFile, 0o600);
  }, 90_000);
});
