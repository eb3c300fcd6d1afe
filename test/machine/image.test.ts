import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { emptyPostgres } from '../support/database.js';

/** No image is built here: its steps are read from the Dockerfile, and those of its last stage are done in an empty folder. */
interface Step {
  readonly word: string;
  readonly rest: string;
}
const stages = readFileSync('Dockerfile', 'utf8')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((text) => [...text.matchAll(/^([A-Z]+) (.+)$/gm)].map(([, word = '', rest = '']): Step => ({ word, rest })));
const all = stages.flat();
const last = stages.at(-1) ?? [];
const ofWord = (steps: readonly Step[], word: string): string[] => steps.filter((step) => step.word === word).map(({ rest }) => rest);
const copies = (steps: readonly Step[]) => ofWord(steps, 'COPY').map((rest) => rest.replace(/^--from=\S+ /, '').split(/\s+/));
const folder = mkdtempSync(join(tmpdir(), 'tm-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const ignored = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);

describe('the Dockerfile', () => {
  it('copies only what is there, and what the build may see', () => {
    const sources = ofWord(all, 'COPY').filter((rest) => !rest.startsWith('--from')).flatMap((rest) => rest.split(/\s+/).slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((path) => !existsSync(path))).toEqual([]);
    expect(sources.filter((path) => !ignored.includes(`!${path.replace('./', '')}`))).toEqual([]);
    expect(ignored[0]).toBe('*');
  });

  it('runs scripts that exist, ends without development packages, as nobody in particular, with a check of its health', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const asked = [...ofWord(all, 'RUN').join(' ').matchAll(/npm run (\S+)/g)].map(([, name = '']) => name);
    expect([asked, asked.every((name) => name in scripts)]).toEqual([['build'], true]);
    expect(ofWord(last, 'RUN').join()).toContain('npm ci --omit=dev --ignore-scripts');
    expect(ofWord(last, 'USER')).toEqual(['node']);
    expect(ofWord(last, 'HEALTHCHECK').join()).toContain('/healthz');
    expect(ofWord(last, 'CMD')).toEqual(['["node", "dist/main.js"]']);
  });

  it('makes a last stage that serves, from an empty folder, on PostgreSQL', async () => {
    const database = await emptyPostgres(process.env.TEST_DATABASE_URL ?? '');
    for (const paths of copies(last)) for (const path of paths.slice(0, -1)) cpSync(path.replace('/app/', ''), join(folder, path.replace('/app/', '')), { recursive: true });
    await promisify(execFile)('npm', ['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder });
    expect(existsSync(join(folder, 'node_modules/jest'))).toBe(false);
    const port = await freePort();
    const env = { PATH: process.env.PATH, PORT: String(port), TESTAMUR_DATA_DIR: join(folder, 'data'), DATABASE_URL: database.url, TESTAMUR_ADMIN_TOKEN: 'an-administrator-of-tests' };
    const server = spawn(process.execPath, ['dist/main.js'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(server.stdout, 'data');
    const answers = await Promise.all(['/healthz', '/readyz', '/', '/verify'].map(async (path) => (await fetch(`http://localhost:${port}${path}`)).status));
    // The check of the image itself, in its own words.
    const check = JSON.parse(/\[.*\]/.exec(ofWord(last, 'HEALTHCHECK').join())?.[0] ?? '[]') as string[];
    const healthy = promisify(execFile)(process.execPath, check.slice(1), { env });
    await expect(healthy).resolves.toBeDefined();
    server.kill('SIGTERM');
    const [code] = (await once(server, 'exit')) as [number];
    await expect(promisify(execFile)(process.execPath, check.slice(1), { env })).rejects.toMatchObject({ code: 1 });
    await database.drop();
    expect([answers, code]).toEqual([[200, 200, 200, 200], 0]);
  }, 180_000);
});

describe('compose.yaml', () => {
  interface Service { readonly image?: string; readonly build?: string; readonly ports?: readonly string[]; readonly volumes: readonly string[]; readonly environment: Record<string, string>; readonly depends_on?: object; readonly healthcheck?: object }
  const { services, volumes } = parse(readFileSync('compose.yaml', 'utf8')) as { services: Record<'app' | 'database', Service>; volumes: object };

  it('gives the node its PostgreSQL, published to nobody, and takes every secret from outside', () => {
    expect([services.app.build, services.database.image?.startsWith('postgres:17')]).toEqual(['.', true]);
    expect([services.database.ports, services.app.ports]).toEqual([undefined, ['127.0.0.1:3000:3000']]);
    expect([services.app.depends_on, services.database.healthcheck]).toEqual([{ database: { condition: 'service_healthy' } }, expect.anything()]);
    for (const [name, value] of Object.entries({ ...services.app.environment, ...services.database.environment })) if (/PASSWORD|KEYS|TOKEN/.test(name)) expect(value).toMatch(/^\$\{\w+:\?/);
    const named = Object.values(services).flatMap((service) => service.volumes.map((volume) => volume.split(':')[0]));
    expect(named.sort()).toEqual(Object.keys(volumes).sort());
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
