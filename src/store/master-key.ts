import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concat, sha256, text, toHex, utf8 } from '../core/bytes.js';
import { openBytes, sealBytes } from '../core/aead.js';
import { AppError } from '../core/errors.js';

/** The keys that everything secret in the database is sealed under. New values go under `current`; the older ones still open theirs. */
export interface MasterKeys {
  /** Id of the newest. */
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

const KEY_BYTES = 32;
const ID = /^[A-Za-z0-9._-]{1,32}$/;
const LACKING = `Put it back, after the newest. For example: TESTAMUR_MASTER_KEYS=2027:$(cat new.key),2026:$(cat old.key)`;
const FORM = 'Write each master key as id:base64 of 32 random bytes, the newest first, with commas between them.';

/**
 * Reads `id:base64, id:base64, …`, newest first; a key without an id is named by its own hash.
 * Throws `config-invalid`, and never repeats what it read.
 */
export function parseMasterKeys(written: string): MasterKeys {
  const entries = written.split(/[\s,]+/).filter(Boolean).map(parseEntry);
  const keys = new Map(entries);
  const [newest] = keys.keys();
  if (newest === undefined || keys.size < entries.length) throw new AppError('config-invalid', `No master key, or one id twice. ${FORM}`);
  return { current: newest, keys };
}

function parseEntry(entry: string): [string, Uint8Array] {
  const [base64 = '', id] = entry.split(':').reverse();
  const key = new Uint8Array(Buffer.from(base64, 'base64'));
  const whole = Buffer.from(key).toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '');
  if (key.length !== KEY_BYTES || !whole || entry.split(':').length > 2) throw new AppError('config-invalid', `A master key has the wrong form. ${FORM}`);
  const name = id ?? toHex(sha256(concat(utf8('testamur master key id\0'), key))).slice(0, 8);
  if (!ID.test(name)) throw new AppError('config-invalid', `A master key has an id that is not 1 to 32 letters, digits, dots or hyphens. ${FORM}`);
  return [name, key];
}

/**
 * The configured keys; without any, the one in `<dataDir>/master.key`, which the first start makes.
 * Throws `config-invalid`, also when others than its owner may read that file.
 */
export function loadMasterKeys({ configured, dataDir }: { readonly configured?: string; readonly dataDir: string }): MasterKeys {
  if (configured !== undefined) return parseMasterKeys(configured);
  const file = join(dataDir, 'master.key');
  if (statSync(file, { throwIfNoEntry: false }) === undefined) makeKeyFile(dataDir, file);
  if ((statSync(file).mode & 0o077) !== 0) throw new AppError('config-invalid', `TESTAMUR_DATA_DIR has a master key that others may read: run chmod 600 on ${file}.`);
  return parseMasterKeys(readFileSync(file, 'utf8'));
}

/** Whole or not at all, and never over another: of two processes that start at once both end with the same key. */
function makeKeyFile(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(draft);
  }
}

/** Seals under the newest key: length of its id ‖ id ‖ what `core/aead` makes. */
export function sealUnderMaster({ current, keys }: MasterKeys, plain: Uint8Array, purpose: string): Uint8Array {
  const id = utf8(current);
  const key = keys.get(current);
  if (key === undefined) throw new AppError('bug', 'The newest master key is not among the keys.');
  return concat(Uint8Array.of(id.length), id, sealBytes({ key, iv: randomBytes(12), plain, purpose }));
}

/** Throws `config-invalid` when its key is not configured, `bug` when it was sealed for something else or altered. */
export function openUnderMaster({ keys }: MasterKeys, sealed: Uint8Array, purpose: string): Uint8Array {
  const id = masterKeyIdOf(sealed);
  const key = keys.get(id);
  if (key === undefined) throw new AppError('config-invalid', `TESTAMUR_MASTER_KEYS lacks the key '${id}', which the database has values sealed under. ${LACKING}`);
  return openBytes({ key, sealed: sealed.subarray(1 + id.length), purpose });
}

/** Id of the master key a value is sealed under. Throws `bug` when it was not sealed so. */
export function masterKeyIdOf(sealed: Uint8Array): string {
  const id = text(sealed.subarray(1, 1 + (sealed[0] ?? 0)));
  if (!ID.test(id)) throw new AppError('bug', 'This was not sealed under a master key.');
  return id;
}
