import { execFile } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** In a network namespace of its own, with the loopback interface and no route anywhere. */
const alone = (command: string): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile('unshare', ['--net', '--map-root-user', 'sh', '-c', `ip link set lo up && ${command}`], { maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });

describe('without a network', () => {
  it('nothing outside can be reached (else the next test would show nothing)', async () => {
    const dial = "require('node:net').connect(443, '198.51.100.1').on('error', (e) => { console.log(e.code); process.exit(7); }).on('connect', () => process.exit(0))";
    expect(await alone(`node -e "${dial}"`)).toMatchObject({ code: 7, stdout: 'ENETUNREACH\n' });
  });

  it('the whole demo runs: every format of every award is issued and valid, and one turns revoked', async () => {
    const { code, stdout, stderr } = await alone('node dist/demo.js --once --json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const demo = JSON.parse(stdout) as { credentials: { verdict: string; documents: Record<string, string> }[]; revoked: { before: string; after: string }; rejected: { code: string }[] };
    expect(demo.credentials.length).toBeGreaterThanOrEqual(12);
    expect(new Set(demo.credentials.map(({ verdict }) => verdict))).toEqual(new Set(['valid']));
    expect(Object.keys(demo.credentials[0]?.documents ?? {})).toEqual(['pdf', 'png', 'svg', 'ob3-di', 'ob3-jwt', 'edc-jades', 'sd-jwt-vc']);
    expect(demo.revoked).toMatchObject({ before: 'valid', after: 'invalid' });
    expect(demo.rejected.map(({ code: reason }) => reason)).toEqual(['element-missing']);
  }, 180_000);
});
