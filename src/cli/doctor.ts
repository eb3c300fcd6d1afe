import { existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { faultText, inspectConfig, type Config, type Env } from '../config.js';
import { AppError } from '../core/errors.js';
import type { StoreDeps } from '../store/context.js';
import { openDatabase, type Db } from '../store/db.js';
import { createStore } from '../store/index.js';
import { loadMasterKeys } from '../store/master-key.js';
import { pendingMigrations } from '../store/migrate.js';
import { openVault } from '../store/vault.js';
import type { Answer } from './command.js';
import { fault, ok, warning, type Diagnosis } from './diagnosis.js';
import { installationOf } from './doctor-installation.js';
import { signingOf } from './doctor-keys.js';
import { sealsOf } from './doctor-seals.js';

const GIB = 1024 ** 3;
const ALGORITHMS = ['Ed25519', 'ES256'];
const BACKUPS = 'Back up the database, its table learner_key apart and for 30 days only, and the master key apart from both: docs/operations.md.';

/** Looks at everything that an operator can have got wrong, and changes nothing. Exit code 0 all is well, 1 warnings, 2 faults. */
export async function doctor(env: Env): Promise<Answer> {
  const { config, faults } = inspectConfig(env);
  const configured = faults.length === 0 ? [ok('configuration', 'Every variable can be read.')] : faults.map((one) => fault('configuration', faultText(one)));
  const deeper = faults.length === 0 ? [...(await databaseOf(config)), await addressOf(config)] : [];
  const found = [nodeVersion(), ...configured, ...files(config), ...deeper, ok('backups', BACKUPS)];
  const exitCode = found.some(({ outcome }) => outcome === 'fault') ? 2 : found.some(({ outcome }) => outcome === 'warning') ? 1 : 0;
  return { data: { checks: found }, lines: found.map(({ check, outcome, says }) => `${outcome.padEnd(8)} ${check.padEnd(14)} ${says}`), exitCode };
}

function nodeVersion(): Diagnosis {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) return fault('node', `Node.js ${process.version} is older than 20.19.`);
  return major < 22 ? warning('node', `Node.js ${process.version} is no longer maintained: 24 is preferred.`) : ok('node', `Node.js ${process.version}.`);
}

function files({ dataDir, databaseUrl, masterKeys }: Config): Diagnosis[] {
  const modes = [[join(dataDir, 'pg'), databaseUrl === undefined], [join(dataDir, 'master.key'), masterKeys === undefined]] as const;
  const open = modes.filter(([path, used]) => used && existsSync(path) && (statSync(path).mode & 0o077) !== 0);
  const found = open.length === 0 ? [ok('files', 'Nobody else may read the data folder or the master key.')] : open.map(([path]) => fault('files', `Others may read ${path}: run chmod go-rwx on it.`));
  return databaseUrl === undefined && existsSync(dataDir) ? [...found, space(dataDir)] : found;
}

function space(dataDir: string): Diagnosis {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = `${(bavail * bsize / GIB).toFixed(1)} GiB are free where the data folder stands.`;
  return bavail * bsize < GIB ? warning('disk', free) : ok('disk', free);
}

async function databaseOf(config: Config): Promise<Diagnosis[]> {
  const { databaseUrl, dataDir } = config;
  const production = databaseUrl === undefined && config.baseUrl.startsWith('https:') ? [warning('database', 'The embedded database serves a public address: it is for one process and not safe against power loss. Set DATABASE_URL.')] : [];
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pg'))) return [...production, warning('database', 'There is none yet: the first start makes it.')];
  try {
    const db = await openDatabase({ dataDir, shared: true, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
    try {
      return [...production, ...(await insideOf(db, config))];
    } finally {
      await db.close();
    }
  } catch (error) {
    if (error instanceof AppError) return [...production, fault('database', error.message)];
    throw error;
  }
}

async function insideOf(db: Db, config: Config): Promise<Diagnosis[]> {
  const pending = await pendingMigrations(db);
  if (pending.length > 0) return [warning('migrations', `${pending.join(', ')} not run yet: the next start, or testamur migrate, runs them.`)];
  const migrated = ok('migrations', 'The database is of this version.');
  if (config.masterKeys === undefined && !existsSync(join(config.dataDir, 'master.key'))) return [migrated, fault('master key', 'There is no master.key in the data folder, and the database was sealed under one: put it back, or set TESTAMUR_MASTER_KEYS.')];
  const vault = await openVault(db, loadMasterKeys({ dataDir: config.dataDir, ...(config.masterKeys === undefined ? {} : { configured: config.masterKeys }) }));
  const deps: StoreDeps = { db, vault, baseUrl: config.baseUrl, worker: 'doctor', now: () => new Date(), random: () => new Uint8Array() };
  return [migrated, ok('master key', 'It opens what the database was sealed under.'), ...(await organisationsOf(deps)), await installationOf(createStore(deps), config.baseUrl), await signingOf(createStore(deps), config, deps.now()), await sealsOf(createStore(deps), config, deps.now()), await clockOf(deps)];
}

async function organisationsOf(deps: StoreDeps): Promise<Diagnosis[]> {
  const { health, organisations, trust } = createStore(deps);
  const keyless = await health.organisationsWithoutKeys(ALGORITHMS);
  const vouched = new Set((await trust.listStatements()).filter(({ withdrawnAt }) => withdrawnAt === undefined).map(({ did }) => did));
  const unlisted = (await organisations.allOrganisations()).filter(({ did }) => !vouched.has(did)).map(({ slug }) => slug);
  return [
    keyless.length === 0 ? ok('keys', 'Every active organisation can seal.') : warning('keys', `Cannot seal, for want of an active key: ${keyless.join(', ')}. Run testamur keys generate --organisation SLUG.`),
    unlisted.length === 0 ? ok('register', 'Every organisation is in the register.') : warning('register', `In no register, so that its credentials are not confirmed: ${unlisted.join(', ')}. See testamur trust add.`),
  ];
}

async function clockOf(deps: StoreDeps): Promise<Diagnosis> {
  const seconds = Math.abs(await createStore(deps).health.clockSkew()) / 1000;
  return seconds > 5 ? warning('clock', `This machine and the database differ by ${seconds.toFixed(0)} s.`) : ok('clock', 'This machine and the database agree on the time.');
}

/** Our own address, asked from here. */
async function addressOf({ baseUrl }: Config): Promise<Diagnosis> {
  try {
    const { status } = await fetch(`${baseUrl}/healthz`, { signal: AbortSignal.timeout(5000), redirect: 'manual' });
    return status === 200 ? ok('address', `${baseUrl} answers.`) : warning('address', `${baseUrl}/healthz answers ${status}: something else may stand there.`);
  } catch {
    return warning('address', `${baseUrl} does not answer from here: the server does not run, or a name, a proxy or a firewall stands between.`);
  }
}
