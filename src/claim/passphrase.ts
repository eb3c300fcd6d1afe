import { scrypt } from 'node:crypto';
import { equalBytes, fromBase64url, toBase64url, utf8 } from '../core/bytes.js';
import { refuse } from '../core/strings.js';
import type { PassphraseHash } from './ports.js';

/** In characters (NIST SP 800-63B, 5.1.1.2: at least eight). The upper end bounds what a guess can cost us. */
export const PASSPHRASE_LENGTH = { least: 8, most: 128 } as const;

/** OWASP Password Storage Cheat Sheet, scrypt: 2^15, 8, 3 is 32 MiB of memory and about a fifth of a second. */
const COSTS = { n: 2 ** 15, r: 8, p: 3 } as const;
const HASH_BYTES = 32;
export const SALT_BYTES = 16;

/** Why a passphrase is not taken; undefined when it is. */
export function passphraseFault(typed: string): 'passphrase-short' | 'passphrase-long' | 'passphrase-characters' | undefined {
  const refused = refuse(typed, { max: PASSPHRASE_LENGTH.most, multiline: false });
  if (refused !== undefined) return refused === 'too-long' ? 'passphrase-long' : 'passphrase-characters';
  return [...typed].length < PASSPHRASE_LENGTH.least ? 'passphrase-short' : undefined;
}

/** `salt`: 16 random bytes. */
export async function hashPassphrase(typed: string, salt: Uint8Array): Promise<PassphraseHash> {
  return { ...COSTS, salt: toBase64url(salt), hash: toBase64url(await derived(typed, { ...COSTS, salt })) };
}

/** Found out in a time that does not tell how much of it is right. What could not have been set is wrong without being hashed. */
export async function isPassphrase(typed: string, { n, r, p, salt, hash }: PassphraseHash): Promise<boolean> {
  if (passphraseFault(typed) !== undefined) return false;
  return equalBytes(await derived(typed, { n, r, p, salt: fromBase64url(salt) }), fromBase64url(hash));
}

/** Keyboards differ in how they write one letter (é, or e and an accent): NFKC makes them one (RFC 8265, 4.2). */
const derived = (typed: string, { n, r, p, salt }: { n: number; r: number; p: number; salt: Uint8Array }): Promise<Uint8Array> =>
  new Promise((resolve, fail) => {
    const maxmem = 256 * r * (n + p + 2); // twice what it takes (RFC 7914, 2)
    scrypt(utf8(typed.normalize('NFKC')), salt, HASH_BYTES, { N: n, r, p, maxmem }, (error, key) => (error === null ? resolve(new Uint8Array(key)) : fail(error)));
  });
