import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const FAR = '10.77.0.2';
/** Two networks that nothing else is in: ours, and one with a server on every port that might be asked, which writes down who came. */
const script = (visits: string): string => `
set -e
ip link set lo up
ip link add near type veth peer name far
ip addr add 10.77.0.1/24 dev near
ip link set near up
unshare --net sh -c 'while ! ip link show far >/dev/null 2>&1; do sleep 0.05; done; ip link set lo up; ip addr add ${FAR}/24 dev far; ip link set far up; exec node -e "const fs = require(\\"node:fs\\"); const server = require(\\"node:net\\").createServer((s) => { fs.appendFileSync(process.argv[1], \\".\\"); s.destroy(); }); server.listen(${'${PORT}'}, \\"${FAR}\\", () => fs.writeFileSync(process.argv[1] + \\".up\\", \\"\\"))" ${visits}' &
there=$!
trap 'kill $there' EXIT
sleep 0.3
ip link set far netns $there
while ! [ -e ${visits}.up ]; do sleep 0.05; done
node --experimental-vm-modules --no-warnings node_modules/jest/bin/jest.js --selectProjects unit --testTimeout 600000 test/unit/verify/ssrf.test.ts
`;

const PORT = '18443';

/** The test runs in a network namespace of its own, with a route to nothing but the server of another one; over every place of every credential with `npm run soak:ssrf`. */
function alone(folder: string, more: NodeJS.ProcessEnv = {}): Promise<{ code: number; said: string }> {
  const visits = join(folder, 'visits');
  writeFileSync(visits, '');
  const env = { ...process.env, TESTAMUR_TEST_SSRF_FAR: FAR, TESTAMUR_TEST_SSRF_VISITS: visits, TESTAMUR_TEST_SSRF_PORT: PORT, PORT, ...more };
  return new Promise((done) => {
    execFile('unshare', ['--net', '--map-root-user', 'sh', '-c', script(visits)], { env, maxBuffer: 1 << 24 }, (error, stdout, stderr) => done({ code: error === null ? 0 : Number(error.code ?? 1), said: stdout + stderr }));
  });
}

describe('a server on loopback and one in another network', () => {
  it('are reached by no address in any place of any credential, and by every kind of way where the guard is taken out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ssrf-'));
    const { code, said } = await alone(folder);
    expect([code, said.includes('Tests:'), /\d+ failed/.test(said)]).toEqual([0, true, false]);
    // Somebody came: the visit that shows that it counts, and those of the attacks without a guard.
    expect(readFileSync(join(folder, 'visits'), 'utf8').length).toBeGreaterThan(10);
  }, 900_000);
});
