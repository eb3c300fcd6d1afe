import { isIP } from 'node:net';
import { AppError } from './core/errors.js';

/** Everything a process can be told; frozen, and printable but for the secrets. */
export interface Config {
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
  /** Addresses and networks of our own proxies: who they say the client is, is believed. */
  readonly trustedProxies: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;

const bad = (variable: string, reason: string, example: string): never => {
  throw new AppError('config-invalid', `${variable} ${reason}. For example: ${variable}=${example}`);
};
const given = (env: Env, name: string): string | undefined => (env[name] === undefined || env[name].trim() === '' ? undefined : env[name].trim());

/** Reads the environment. Throws `config-invalid` naming the variable, what is wrong with it, and a good example; never its value. */
export function readConfig(env: Env): Config {
  const port = readPort(env);
  return Object.freeze({
    port,
    baseUrl: readBaseUrl(env, port),
    dataDir: given(env, 'TESTAMUR_DATA_DIR') ?? 'data',
    databaseUrl: readDatabaseUrl(env),
    masterKeys: readMasterKeys(env),
    adminToken: readAdminToken(env),
    trustedProxies: readProxies(env),
  });
}

function readPort(env: Env): number {
  const value = given(env, 'PORT') ?? '3000';
  const port = Number(value);
  return /^\d+$/.test(value) && port <= 65535 ? port : bad('PORT', 'is not a port between 0 and 65535', '3000');
}

function readBaseUrl(env: Env, port: number): string {
  const value = given(env, 'TESTAMUR_BASE_URL') ?? `http://localhost:${port}`;
  const url = URL.canParse(value) ? new URL(value) : bad('TESTAMUR_BASE_URL', 'is not a URL', 'https://credentials.university.example');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && url.hostname === 'localhost'))
    bad('TESTAMUR_BASE_URL', 'is not https (plain http is for localhost only)', 'https://credentials.university.example');
  if (url.search !== '' || url.hash !== '' || url.username !== '') bad('TESTAMUR_BASE_URL', 'has more than an origin and a path', 'https://credentials.university.example');
  if (url.pathname !== '/') bad('TESTAMUR_BASE_URL', 'has a path: the pages need an origin of their own', 'https://credentials.university.example');
  return url.origin;
}

function readDatabaseUrl(env: Env): string | undefined {
  const value = given(env, 'DATABASE_URL');
  if (value === undefined || /^postgres(ql)?:\/\//.test(value)) return value;
  return bad('DATABASE_URL', 'is not a PostgreSQL address', 'postgres://testamur@db.example/testamur');
}

function readMasterKeys(env: Env): string | undefined {
  const value = given(env, 'TESTAMUR_MASTER_KEYS');
  const good = value === undefined || value.split(/[\s,]+/).every((entry) => /^([A-Za-z0-9._-]{1,32}:)?[A-Za-z0-9+/]{43}=?$/.test(entry));
  return good ? value : bad('TESTAMUR_MASTER_KEYS', 'is not a list of "id:key", each key 32 bytes in base64, the current one first', '2026:$(openssl rand -base64 32)');
}

function readAdminToken(env: Env): string | undefined {
  const value = given(env, 'TESTAMUR_ADMIN_TOKEN');
  if (value !== undefined && value.length < 24) bad('TESTAMUR_ADMIN_TOKEN', 'is shorter than 24 characters', '$(openssl rand -base64 24)');
  return value;
}

function readProxies(env: Env): readonly string[] {
  const proxies = (given(env, 'TESTAMUR_TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter(Boolean);
  return proxies.every(isNetwork) ? proxies : bad('TESTAMUR_TRUSTED_PROXIES', 'is not a list of IP addresses or networks', '10.0.0.5,192.168.7.0/24');
}

/** `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`. */
function isNetwork(written: string): boolean {
  const [address = '', prefix, ...more] = written.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return bits > 0 && more.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits));
}
