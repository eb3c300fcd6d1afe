import { accessSync, constants, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { CUSTODY_EXAMPLES, readCustody, type CustodyConfig } from './config/custody.js';
import { OUTWARD_EXAMPLES, readOutward, type OutwardConfig } from './config/outward.js';
import { AppError } from './core/errors.js';

/** Everything a process can be told; frozen, and printable but for the secrets. */
export interface Config extends OutwardConfig {
  /** Public address, without a slash at the end. */
  readonly baseUrl: string;
  readonly port: number;
  /** Holds the embedded database, its lock and the master key when none is configured. */
  readonly dataDir: string;
  /** PostgreSQL 15 or newer; undefined: the embedded database. */
  readonly databaseUrl: string | undefined;
  /** `id:base64` each, the current one first (`store/master-key` reads them); undefined: a file in the data folder. */
  readonly masterKeys: string | undefined;
  /** Undefined: made at the first start and printed once. */
  readonly adminToken: string | undefined;
  /** Opens `/metrics`, and nothing else; undefined: only the administrator's token does. */
  readonly metricsToken: string | undefined;
  /** Turns the W3C VC-API on, and opens it (docs/adr/0020-vc-api.md); undefined: there is none. */
  readonly vcApiKey: string | undefined;
  /** Addresses and networks of our own proxies: who they say the client is, is believed. */
  readonly trustedProxies: readonly string[];
  /** Time-stamp authority (RFC 3161) that stamps the seals we make; undefined: they are not stamped. */
  readonly tsaUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** Who, beside us, keeps signing keys. */
  readonly custody: CustodyConfig;
}
/** What is written down: at `info` a line for every request. */
export const LOG_LEVELS = ['error', 'warn', 'info'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What is wrong with one variable. Neither says its value. */
export interface ConfigFault {
  readonly variable: string;
  readonly reason: string;
  /** `NAME=value`. */
  readonly example: string;
}

export type Env = Readonly<Record<string, string | undefined>>;
interface Reading {
  readonly env: Env;
  readonly faults: ConfigFault[];
}

const EXAMPLES = {
  PORT: '3000',
  DATABASE_URL: 'postgres://testamur@db.example/testamur',
  TESTAMUR_BASE_URL: 'https://credentials.university.example',
  TESTAMUR_DATA_DIR: '/var/lib/testamur',
  TESTAMUR_MASTER_KEYS: '2026:$(openssl rand -base64 32)',
  TESTAMUR_ADMIN_TOKEN: '$(openssl rand -base64 24)',
  TESTAMUR_METRICS_TOKEN: '$(openssl rand -base64 24)',
  TESTAMUR_VC_API_KEY: '$(openssl rand -base64 24)',
  TESTAMUR_TRUSTED_PROXIES: '10.0.0.5,192.168.7.0/24',
  TESTAMUR_TSA_URL: 'http://tsa.university.example/',
  TESTAMUR_LOG_LEVEL: 'info',
  ...OUTWARD_EXAMPLES,
  ...CUSTODY_EXAMPLES,
} as const;
type Variable = keyof typeof EXAMPLES;
const VARIABLES = Object.keys(EXAMPLES) as readonly Variable[];
/** Read by the tests alone. */
const TESTS = /^TESTAMUR_TEST_/;

/** Reads the environment. Throws `config-invalid` naming every variable that is wrong, what is wrong with it, and a good example; never its value. */
export function readConfig(env: Env): Config {
  const { config, faults } = inspectConfig(env);
  if (faults.length > 0) throw new AppError('config-invalid', faults.map(faultText).join('\n'));
  return config;
}
export const faultText = ({ variable, reason, example }: ConfigFault): string => `${variable} ${reason}. For example: ${example}`;

/** All that is wrong with the environment; of the configuration what could be read, with defaults for the rest. */
export function inspectConfig(env: Env): { readonly config: Config; readonly faults: readonly ConfigFault[] } {
  const reading: Reading = { env, faults: unknownVariables(env) };
  const port = readPort(reading);
  const [databaseUrl, masterKeys] = [readDatabaseUrl(reading), readMasterKeys(reading)];
  const parts = { given: (name: Variable) => given(reading, name), bad: (name: Variable, reason: string) => bad(reading, name, reason) };
  const config = Object.freeze({
    port,
    baseUrl: readBaseUrl(reading, port),
    databaseUrl,
    masterKeys,
    adminToken: readToken(reading, 'TESTAMUR_ADMIN_TOKEN'),
    metricsToken: readToken(reading, 'TESTAMUR_METRICS_TOKEN'),
    vcApiKey: readToken(reading, 'TESTAMUR_VC_API_KEY'),
    trustedProxies: readProxies(reading),
    tsaUrl: readTsaUrl(reading),
    logLevel: readLogLevel(reading),
    ...readOutward(parts),
    custody: readCustody(parts),
    // On PostgreSQL with configured keys nothing is kept in it.
    dataDir: readDataDir(reading, databaseUrl === undefined || masterKeys === undefined),
  });
  return { config, faults: reading.faults };
}

const given = ({ env }: Reading, name: Variable): string | undefined => (env[name] === undefined || env[name].trim() === '' ? undefined : env[name].trim());
function bad({ faults }: Reading, variable: Variable, reason: string): undefined {
  faults.push({ variable, reason, example: exampleOf(variable) });
}

const exampleOf = (variable: Variable): string => `${variable}=${EXAMPLES[variable]}`;

/** A mistyped variable would else be silently as if it were not set. */
function unknownVariables(env: Env): ConfigFault[] {
  const unknown = Object.keys(env).filter((name) => name.startsWith('TESTAMUR_') && !TESTS.test(name) && !(VARIABLES as readonly string[]).includes(name));
  return unknown.sort().map((variable) => {
    const meant = nearest(variable);
    return { variable, reason: `is no variable of ours; the nearest is ${meant}`, example: exampleOf(meant) };
  });
}

const nearest = (name: string): Variable => VARIABLES.reduce((best, one) => (distance(name, one) < distance(name, best) ? one : best));

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] ?? 0;
}

function readPort(reading: Reading): number {
  const value = given(reading, 'PORT') ?? EXAMPLES.PORT;
  const good = /^\d{1,5}$/.test(value) && Number(value) <= 65535;
  if (!good) bad(reading, 'PORT', 'is not a port between 0 and 65535');
  return good ? Number(value) : 3000;
}

function readBaseUrl(reading: Reading, port: number): string {
  const own = `http://localhost:${port}`;
  const value = given(reading, 'TESTAMUR_BASE_URL') ?? own;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const fault = url === undefined ? 'is not a URL' : baseUrlFault(url);
  if (fault !== undefined) bad(reading, 'TESTAMUR_BASE_URL', fault);
  return fault === undefined && url !== undefined ? url.origin : own;
}

function baseUrlFault(url: URL): string | undefined {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && url.hostname === 'localhost')) return 'is not https (plain http is for localhost only)';
  if (url.search !== '' || url.hash !== '' || url.username !== '') return 'has more than an origin';
  return url.pathname === '/' ? undefined : 'has a path: the pages need an origin of their own';
}

function readDatabaseUrl(reading: Reading): string | undefined {
  const value = given(reading, 'DATABASE_URL');
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) return bad(reading, 'DATABASE_URL', 'is not a PostgreSQL address');
  return value;
}

function readMasterKeys(reading: Reading): string | undefined {
  const value = given(reading, 'TESTAMUR_MASTER_KEYS');
  const entries = (value ?? '').split(/[\s,]+/).filter(Boolean);
  const good = entries.every((entry) => /^([A-Za-z0-9._-]{1,32}:)?[A-Za-z0-9+/]{43}=?$/.test(entry) && isKey(entry));
  if (!good) return bad(reading, 'TESTAMUR_MASTER_KEYS', 'is not a list of "id:key", each key 32 bytes in base64, the current one first');
  const parts = entries.map((entry) => entry.replace(/=$/, '').split(':').reverse());
  const [keys, ids] = [parts.map(([key]) => key), parts.flatMap(([, id]) => (id === undefined ? [] : [id]))];
  if (new Set(keys).size < keys.length) return bad(reading, 'TESTAMUR_MASTER_KEYS', 'has one key twice');
  if (new Set(ids).size < ids.length) return bad(reading, 'TESTAMUR_MASTER_KEYS', 'has one id twice');
  return value;
}

/** Base64 that decodes to 32 bytes and would be written so again: else the last character was mistyped. */
function isKey(entry: string): boolean {
  const base64 = (entry.split(':').at(-1) ?? '').replace(/=$/, '');
  return Buffer.from(base64, 'base64').toString('base64').replace(/=$/, '') === base64;
}

function readToken(reading: Reading, name: 'TESTAMUR_ADMIN_TOKEN' | 'TESTAMUR_METRICS_TOKEN' | 'TESTAMUR_VC_API_KEY'): string | undefined {
  const value = given(reading, name);
  if (value !== undefined && value.length < 24) return bad(reading, name, 'is shorter than 24 characters');
  if (value !== undefined && !/^[\x21-\x7e]+$/.test(value)) return bad(reading, name, 'has characters that no HTTP header can carry');
  return value;
}

function readProxies(reading: Reading): readonly string[] {
  const proxies = (given(reading, 'TESTAMUR_TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter(Boolean);
  if (!proxies.every(isNetwork)) bad(reading, 'TESTAMUR_TRUSTED_PROXIES', 'is not a list of IP addresses or networks');
  return proxies.filter(isNetwork);
}

/** `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`; not `/0`, which would believe everybody. */
function isNetwork(written: string): boolean {
  const [address = '', prefix, ...more] = written.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return bits > 0 && more.length === 0 && (prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits));
}

/** Plain http is for this too: an answer is signed, and is looked at before it is used. */
function readTsaUrl(reading: Reading): string | undefined {
  const value = given(reading, 'TESTAMUR_TSA_URL');
  const url = value !== undefined && URL.canParse(value) ? new URL(value) : undefined;
  if (value !== undefined && (url === undefined || !/^https?:$/.test(url.protocol) || url.hash !== '' || url.username !== '')) return bad(reading, 'TESTAMUR_TSA_URL', 'is not an http or https address, or holds a user');
  return url?.href;
}

function readLogLevel(reading: Reading): LogLevel {
  const value = given(reading, 'TESTAMUR_LOG_LEVEL') ?? 'info';
  const level = LOG_LEVELS.find((one) => one === value);
  if (level === undefined) bad(reading, 'TESTAMUR_LOG_LEVEL', `is none of ${LOG_LEVELS.join(', ')}`);
  return level ?? 'info';
}

function readDataDir(reading: Reading, needed: boolean): string {
  const dataDir = given(reading, 'TESTAMUR_DATA_DIR') ?? 'data';
  const fault = needed ? folderFault(resolve(dataDir)) : undefined;
  if (fault !== undefined) bad(reading, 'TESTAMUR_DATA_DIR', fault);
  return dataDir;
}

const NO_FOLDER = 'is a file, or stands in one; it must be a folder';

/** Of the folder, or of the nearest above it that exists, in which it is to be made. */
function folderFault(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return folderFault(dirname(path));
    if (!found.isDirectory()) return NO_FOLDER;
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? NO_FOLDER : 'is a folder that this user may not read and write';
  }
}
