import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concat, utf8 } from './bytes.js';
import { AppError } from './errors.js';

const VERSION = 1;
const IV = 12;
const TAG = 16;

/**
 * AES-256-GCM (NIST SP 800-38D): version byte ‖ iv ‖ ciphertext ‖ tag. `purpose` is authenticated with it, so that a value moved to
 * another row or column does not open. `key`: 32 bytes; `iv`: 12 fresh random bytes, never used twice under one key.
 */
export function sealBytes(input: { readonly key: Uint8Array; readonly iv: Uint8Array; readonly plain: Uint8Array; readonly purpose: string }): Uint8Array {
  if (input.key.length !== 32 || input.iv.length !== IV) throw new AppError('bug', 'Sealing needs a key of 32 bytes and an iv of 12.');
  const cipher = createCipheriv('aes-256-gcm', input.key, input.iv, { authTagLength: TAG }).setAAD(utf8(input.purpose));
  const body = concat(cipher.update(input.plain), cipher.final());
  return concat(Uint8Array.of(VERSION), input.iv, body, cipher.getAuthTag());
}

/** Opens what {@link sealBytes} sealed. Throws `bug` when it was altered, cut, or sealed under another key or for another purpose. */
export function openBytes(input: { readonly key: Uint8Array; readonly sealed: Uint8Array; readonly purpose: string }): Uint8Array {
  const { key, sealed, purpose } = input;
  if (sealed.length < 1 + IV + TAG || sealed[0] !== VERSION) throw new AppError('bug', 'This is nothing that was sealed here.');
  try {
    const iv = sealed.subarray(1, 1 + IV);
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG }).setAAD(utf8(purpose)).setAuthTag(sealed.subarray(-TAG));
    return concat(decipher.update(sealed.subarray(1 + IV, -TAG)), decipher.final());
  } catch (cause) {
    throw new AppError('bug', 'A sealed value does not open: another key, another purpose, or altered.', { cause });
  }
}
