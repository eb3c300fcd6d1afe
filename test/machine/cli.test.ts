import { makeTestCa, pem } from '../support/certificates.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { example, startLine, type Line } from '../support/line.js';

/** The built command, in a process of its own, beside a running server. */
let line: Line;
const folder = mkdtempSync(join(tmpdir(), 'tm-cli-'));
beforeAll(async () => {
  line = await startLine();
}, 60_000);
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
const testamur = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['dist/cli.js', ...args], { env: { ...process.env, ...line.env } }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }));
  });
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('testamur', () => {
  it('issues a file of results and says what became of every line', async () => {
    const first = await testamur('issue', file('results.csv', example('results.csv')), '--json');
    const answer = JSON.parse(first.stdout) as { accepted: number; unchanged: number; awards: { id: string; claimUrl: string }[]; rejected: { code: string }[]; failures: unknown[] };
    expect([first.code, answer.accepted, answer.unchanged, answer.awards.length, answer.failures.length]).toEqual([1, 13, 0, 13, 0]);
    expect(answer.rejected.map(({ code }) => code)).toEqual(['element-missing']);
    const again = await testamur('issue', join(folder, 'results.csv'));
    expect(again.stdout).toContain('13 issued (13 of them before), 1 refused, 0 failed');
  }, 90_000);

  it('verifies with exit code 0 valid, 1 invalid, 2 cannot tell, 3 unreadable', async () => {
    const { items } = (await (await line.request('/api/v1/awards')).json()) as { items: { id: string }[] };
    const document = await line.document(items[0]!.id, 'ob3-di');
    const valid = await testamur('verify', file('valid.json', document), '--json');
    expect([valid.code, (JSON.parse(valid.stdout) as { verdict: string }).verdict]).toEqual([0, 'valid']);
    expect((await testamur('verify', file('altered.json', document.replace('MicroCredential', 'Degree')))).code).toBe(1);
    expect((await testamur('verify', file('unknown.json', document.replaceAll('did:web:localhost', 'did:web:nobody.invalid')))).code).toBe(2);
    expect((await testamur('verify', file('twice.json', '{"type":1,"type":2}'))).code).toBe(3);
    expect((await testamur('verify', file('nothing.txt', 'a letter'))).code).toBe(3);
    const several = await testamur('verify', join(folder, 'valid.json'), join(folder, 'altered.json'), join(folder, 'nothing.txt'), '--json');
    expect([several.code, (JSON.parse(several.stdout) as { report?: { verdict: string }; problem?: { code: string } }[]).map(({ report, problem }) => report?.verdict ?? problem?.code)]).toEqual([1, ['valid', 'invalid', 'unreadable']]);
    expect((await testamur('verify', join(folder, 'valid.json'), join(folder, 'nothing.txt'))).code).toBe(3);
  }, 90_000);

  it('lists and rotates keys, and what was signed by the older one stays valid', async () => {
    expect((await testamur('keys', 'list')).stdout.trim().split('\n')).toHaveLength(3);
    const { stdout } = await testamur('keys', 'rotate');
    expect(stdout.trim().split('\n').map((row) => row.split(' ')[0])).toEqual(['retired', 'retired', 'active', 'active', 'active']);
    expect((await testamur('verify', join(folder, 'valid.json'))).code).toBe(0);
  }, 90_000);

  it('rotates the installation’s own key, and marks one that was stolen', async () => {
    expect((await testamur('installation', 'keys')).stdout).toMatch(/^active {6}did:web:localhost%3A\d+#key-[0-9a-f]{12} {2}since /);
    const rotated = await testamur('installation', 'rotate', '--json');
    const [old] = JSON.parse(rotated.stdout) as { verificationMethod: string }[];
    const revoked = await testamur('installation', 'revoke', old!.verificationMethod, '--from', '2026-11-21T10:00:00Z');
    expect(revoked.stdout.trim().split('\n').map((row) => row.split(' ')[0])).toEqual(['compromised', 'active']);
    expect(revoked.stdout).toContain('compromised from 2026-11-21T10:00:00Z');
    expect((await testamur('installation')).code).toBe(64);
    expect((await testamur('installation', 'revoke')).code).toBe(64);
  }, 60_000);

  it('keeps the register: what is withdrawn vouches for nothing sealed later', async () => {
    const added = await testamur('trust', 'add', '--name', 'Another', '--did', 'did:web:another.example', '--json');
    const [, another] = JSON.parse(added.stdout) as { id: string; enteredBy: string }[];
    expect([added.code, another?.enteredBy]).toEqual([0, 'cli']);
    expect((await testamur('trust', 'withdraw', another!.id)).stdout).toContain(', withdrawn ');
  }, 60_000);

  it('keeps the certificates that seals may lead to', async () => {
    const root = file('root.pem', pem(makeTestCa().root.der));
    const added = await testamur('trust', 'anchors', 'add', root, '--use', 'seal', '--kind', 'test', '--json');
    const anchor = (JSON.parse(added.stdout) as { id: string; name: string; kind: string; enteredBy: string }[]).find(({ enteredBy }) => enteredBy === 'cli');
    expect([added.code, anchor?.name, anchor?.kind, anchor?.enteredBy]).toEqual([0, 'TEST root', 'test', 'cli']);
    expect((await testamur('trust', 'anchors', 'add', root, '--use', 'seal', '--kind', 'test')).stderr).toContain('code-in-use');
    expect((await testamur('trust', 'anchors')).stdout).toMatch(/seal {8}test {28}TEST root, until 2035-01-01T00:00:00Z\n/);
    expect((await testamur('trust', 'anchors', 'withdraw', anchor!.id)).stdout).toContain(', withdrawn ');
  }, 60_000);

  it.each([
    [['trust', 'anchors', 'add'], 64, 'input-invalid'],
    [['trust', 'anchors', 'add', 'package.json', '--use', 'seal', '--kind', 'test'], 64, 'input-invalid'],
    [['trust', 'anchors', 'withdraw', 'x'], 64, 'input-invalid'],
    [['issue', '/nowhere.csv'], 64, 'ENOENT'],
    [['issue'], 64, 'input-invalid'],
    [['verify', 'x.json', '--trust', 'sometimes'], 64, 'input-invalid'],
    [['verify', '--bogus'], 64, '--bogus'],
    [['trust', 'withdraw', 'Maria 1990'], 64, 'input-invalid'],
    [['keys', 'revoke', 'did:web:x#y'], 66, 'not-found'],
    [['nonsense'], 64, ''],
  ])('%j ends with %d and says what was wrong', async (args, code, said) => {
    const ran = await testamur(...args);
    expect([ran.code, ran.stderr.includes(said), /select|Maria|at file/.test(ran.stderr)]).toEqual([code, true, false]);
  }, 30_000);

  it('says how it is used', async () => {
    const { code, stdout } = await testamur('--help');
    expect([code, stdout.includes('testamur verify FILE|URL|-')]).toEqual([0, true]);
  });
});
