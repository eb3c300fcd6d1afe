import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { reject } from './errors.js';

/** In `u` mode a surrogate pair is one code point, so only an unpaired half matches. */
export const UNPAIRED_SURROGATE = /\p{Surrogate}/u;
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Base 58 takes quadratic time. The longest we read is a key or a signature: 1,024 symbols are six times an RSA-4096 key's half. */
const MAX_BASE58 = 1024;

const encoder = new TextEncoder();
/** `ignoreBOM` keeps a byte order mark as a character: the text stays exactly what the bytes say. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const bare = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/** Whether the text has half a surrogate pair, which no encoding can carry. */
export const hasUnpairedSurrogate = (value: string): boolean => UNPAIRED_SURROGATE.test(value);

/** UTF-8 bytes. Throws `input-invalid` on an unpaired surrogate: replaced by U+FFFD, two texts would give the same bytes. */
export function utf8(value: string): Uint8Array {
  if (hasUnpairedSurrogate(value)) reject('input-invalid', 'The text holds half a surrogate pair and cannot be written as UTF-8.');
  return encoder.encode(value);
}

/** The text of UTF-8 bytes. Throws `input-invalid` when they are not UTF-8 (RFC 3629). */
export function text(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return reject('input-invalid', 'The bytes are not UTF-8 text.');
  }
}

/** Base64url without padding (RFC 4648, 5; RFC 7515, 2). */
export const toBase64url = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');

/**
 * Bytes of base64url without padding. Throws `input-invalid` on padding, white space, the alphabet of plain base64, and on
 * unused bits that are not zero (RFC 4648, 3.5): two texts of the same bytes would let a signed text be changed unseen.
 */
export function fromBase64url(value: string): Uint8Array {
  const buffer = Buffer.from(value, 'base64url');
  if (buffer.toString('base64url') !== value) reject('input-invalid', 'This is not base64url without padding.');
  return bare(buffer);
}

/** Base 58, Bitcoin alphabet (W3C Controlled Identifiers 1.0, 2.4). */
export function toBase58(bytes: Uint8Array): string {
  const digits: number[] = [];
  for (const byte of bytes) carryInto(digits, byte, { from: 256, to: 58 });
  const zeros = leading(bytes, (byte) => byte === 0);
  return '1'.repeat(zeros) + digits.reverse().map((digit) => BASE58.charAt(digit)).join('');
}

/** Bytes of base 58 text. Throws `input-invalid` on other symbols and past 1,024 of them. */
export function fromBase58(value: string): Uint8Array {
  if (value.length > MAX_BASE58) reject('input-invalid', 'The base 58 text is longer than any key or signature.');
  const bytes: number[] = [];
  for (const symbol of value) {
    const digit = BASE58.indexOf(symbol);
    if (digit < 0) reject('input-invalid', 'This is not base 58 text.');
    carryInto(bytes, digit, { from: 58, to: 256 });
  }
  const zeros = leading([...value], (symbol) => symbol === '1');
  return Uint8Array.from([...new Array<number>(zeros).fill(0), ...bytes.reverse()]);
}

/** `digits` (least first, base `to`) becomes `digits × from + carry`. */
function carryInto(digits: number[], carry: number, { from, to }: { from: number; to: number }): void {
  for (let i = 0; i < digits.length; i += 1) {
    const sum = (digits[i] ?? 0) * from + carry;
    digits[i] = sum % to;
    carry = Math.floor(sum / to);
  }
  for (; carry > 0; carry = Math.floor(carry / to)) digits.push(carry % to);
}

function leading<T>(items: ArrayLike<T>, is: (item: T) => boolean): number {
  let count = 0;
  while (count < items.length && is(items[count] as T)) count += 1;
  return count;
}

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

/** Bytes of hexadecimal text, either case. Throws `input-invalid`. */
export function fromHex(value: string): Uint8Array {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(value)) reject('input-invalid', 'This is not hexadecimal text.');
  return bare(Buffer.from(value, 'hex'));
}

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => bare(Buffer.concat(parts));

/** SHA-256; a text is hashed as UTF-8. */
export const sha256 = (data: Uint8Array | string): Uint8Array => bare(createHash('sha256').update(asBytes(data)).digest());

export const sha384 = (data: Uint8Array | string): Uint8Array => bare(createHash('sha384').update(asBytes(data)).digest());

/** HMAC-SHA-256 (RFC 2104); texts are taken as UTF-8. */
export const hmacSha256 = (key: Uint8Array, data: Uint8Array | string): Uint8Array => bare(createHmac('sha256', key).update(asBytes(data)).digest());

/** Equal, found out in a time that depends on the length alone. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

const asBytes = (data: Uint8Array | string): Uint8Array => (typeof data === 'string' ? utf8(data) : data);
