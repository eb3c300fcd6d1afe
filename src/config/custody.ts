import { readFileSync, statSync } from 'node:fs';

/** A PKCS#11 token that signing keys may be kept in. */
export interface Pkcs11Config {
  /** Path of its library. */
  readonly module: string;
  /** Its label. */
  readonly token: string;
  readonly pinFile: string;
}
/** A trust service provider that keeps sealing keys (CSC API v2). */
export interface CscConfig {
  /** Where its API is, up to the version, without a slash at the end. */
  readonly url: string;
  readonly clientId: string;
  readonly secretFile: string;
  /** Of credentials that want a PIN with each seal. */
  readonly pinFile?: string;
}
export interface CustodyConfig {
  readonly pkcs11: Pkcs11Config | undefined;
  readonly csc: CscConfig | undefined;
}

export const CUSTODY_EXAMPLES = {
  TESTAMUR_PKCS11_MODULE: '/usr/lib/softhsm/libsofthsm2.so',
  TESTAMUR_PKCS11_TOKEN: 'university',
  TESTAMUR_PKCS11_PIN_FILE: '/run/secrets/pkcs11-pin',
  TESTAMUR_CSC_URL: 'https://tsp.example/csc/v2',
  TESTAMUR_CSC_CLIENT_ID: 'university',
  TESTAMUR_CSC_SECRET_FILE: '/run/secrets/csc-secret',
  TESTAMUR_CSC_PIN_FILE: '/run/secrets/csc-pin',
} as const;
type Variable = keyof typeof CUSTODY_EXAMPLES;

export interface CustodyReading {
  given(name: Variable): string | undefined;
  bad(name: Variable, reason: string): void;
}

/** Each is whole or absent: a part alone would be as if nothing were set. */
export function readCustody(reading: CustodyReading): CustodyConfig {
  return { pkcs11: readPkcs11(reading), csc: readCsc(reading) };
}

function readPkcs11(reading: CustodyReading): Pkcs11Config | undefined {
  const [module, token, pinFile] = whole(reading, ['TESTAMUR_PKCS11_MODULE', 'TESTAMUR_PKCS11_TOKEN', 'TESTAMUR_PKCS11_PIN_FILE']);
  if (module === undefined || token === undefined || pinFile === undefined) return undefined;
  if (statSync(module, { throwIfNoEntry: false })?.isFile() !== true) reading.bad('TESTAMUR_PKCS11_MODULE', 'is no file');
  return isSecret(reading, 'TESTAMUR_PKCS11_PIN_FILE', pinFile) ? { module, token, pinFile } : undefined;
}

function readCsc(reading: CustodyReading): CscConfig | undefined {
  const [url, clientId, secretFile] = whole(reading, ['TESTAMUR_CSC_URL', 'TESTAMUR_CSC_CLIENT_ID', 'TESTAMUR_CSC_SECRET_FILE']);
  const pinFile = reading.given('TESTAMUR_CSC_PIN_FILE');
  if (url === undefined || clientId === undefined || secretFile === undefined) return undefined;
  if (!isServiceUrl(url)) reading.bad('TESTAMUR_CSC_URL', 'is not https (plain http is for this machine only), or has more than an address and a path');
  const readable = isSecret(reading, 'TESTAMUR_CSC_SECRET_FILE', secretFile) && (pinFile === undefined || isSecret(reading, 'TESTAMUR_CSC_PIN_FILE', pinFile));
  return readable ? { url: url.replace(/\/+$/, ''), clientId, secretFile, ...(pinFile === undefined ? {} : { pinFile }) } : undefined;
}

function whole(reading: CustodyReading, names: readonly Variable[]): readonly (string | undefined)[] {
  const values = names.map((name) => reading.given(name));
  const set = names.find((_, index) => values[index] !== undefined);
  if (set !== undefined) names.forEach((name, index) => values[index] === undefined && reading.bad(name, `is not set, but ${set} is`));
  return values;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
function isServiceUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, search, hash, username } = new URL(value);
  return (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))) && search === '' && hash === '' && username === '';
}

function isSecret(reading: CustodyReading, name: Variable, path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  const fault = found?.isFile() !== true ? 'is no file' : (found.mode & 0o077) !== 0 ? 'is a file that others may read: run chmod 600 on it' : readable(path) ? undefined : 'is a file that is empty, or that this user may not read';
  if (fault !== undefined) reading.bad(name, fault);
  return fault === undefined;
}

function readable(path: string): boolean {
  try {
    return readSecret(path) !== '';
  } catch {
    return false;
  }
}

/** What a file of a secret holds, without the end of its line. */
export const readSecret = (path: string): string => readFileSync(path, 'utf8').replace(/\r?\n$/, '');
