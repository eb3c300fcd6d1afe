/**
 * Runs a command with a throw-away PostgreSQL: `node test/support/with-postgres.mjs COMMAND …`. The command finds it in TEST_DATABASE_URL.
 * When that is set already, nothing is started. Ends with the command's exit code.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOME = '/usr/lib/postgresql';

/** Folder of the newest PostgreSQL that Debian's and Ubuntu's packages put here. */
function binaries() {
  const versions = existsSync(HOME) ? readdirSync(HOME).map(Number).sort((a, b) => b - a) : [];
  const found = versions.map((version) => join(HOME, String(version), 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error('These tests need PostgreSQL 15 or later: apt-get install postgresql, or set TEST_DATABASE_URL to one of your own.');
  return found;
}

/** PostgreSQL refuses to run as root: then as its own user, or as nobody. */
function unprivileged() {
  if (process.getuid() !== 0) return {};
  const number = (flag, user) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: number('-u', user), gid: number('-g', user) };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody: run the tests as another user.');
}

/** Only through a Unix socket in a folder of its own: no port to collide with, nobody else gets in. No fsync: it is thrown away. */
function start() {
  const bin = binaries();
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'tm-pg-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = (program, args) => execFileSync(join(bin, program), args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = () => {
    if (existsSync(join(data, 'postmaster.pid'))) run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8', '--no-sync']);
    const options = `-k ${folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200`;
    run('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', '-o', options, 'start']);
  } catch (error) {
    stop();
    throw error;
  }
  return { url: `postgresql:///postgres?user=postgres&host=${encodeURIComponent(folder)}`, stop };
}

function given() {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { url, stop: () => undefined };
  try {
    return start();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

const [command, ...args] = process.argv.slice(2);
const database = given();
const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: database.url } });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const finish = (code) => {
  database.stop();
  process.exit(code);
};
child.on('error', (error) => {
  console.error(error.message);
  finish(1);
});
child.on('exit', (code) => finish(code ?? 1));
