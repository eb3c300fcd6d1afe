import { gunzipSync, gzipSync } from 'node:zlib';
import { fromBase64url, toBase64url } from './bytes.js';
import { AppError, reject } from './errors.js';
import { MIN_ENTRIES } from './status-kinds.js';

export { MIN_ENTRIES };
/** An all-zero list already shrinks a thousandfold, so no ratio tells a bomb from a list: the size itself is bounded. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * The encoded list (W3C Bitstring Status List 1.0, 3.3): `u` + base64url of the gzipped bits, index 0 the highest bit of the first
 * byte. Throws `input-invalid` for an index outside the list.
 */
export function encodeList(indexes: Iterable<number>, entries = MIN_ENTRIES): string {
  const bits = new Uint8Array(Math.ceil(entries / 8));
  for (const index of indexes) {
    if (!Number.isSafeInteger(index) || index < 0 || index >= entries) reject('input-invalid', 'The index is outside the status list.');
    bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  return `u${toBase64url(gzipSync(bits, { level: 9 }))}`;
}

/**
 * The bits of an encoded list, with `u` (Bitstring Status List) or without (the drafts before it, whose gzip always starts `H4sI`, in whichever
 * alphabet of base 64). Throws `input-invalid` on anything but exactly one gzip member, or past `maxBytes`.
 */
export function decodeList(encoded: string, maxBytes = MAX_BYTES): Uint8Array {
  const packed = fromBase64url(encoded.startsWith('u') ? encoded.slice(1) : plainly(encoded));
  const { bits, read } = inflate(packed, maxBytes);
  // The last four bytes of a member are its size (RFC 1952, 2.3.1): another, if a second member follows.
  const stated = packed.length < 4 ? -1 : new DataView(packed.buffer, packed.byteOffset + packed.length - 4).getUint32(0, true);
  if (read !== packed.length || stated !== bits.length) reject('input-invalid', 'The status list has something after its end.');
  return bits;
}

/** "base-64 encoded" (VC Status List 2021, 2.2): most took the URL's alphabet for it, some the other, with its padding. */
const plainly = (encoded: string): string => encoded.replace(/={1,2}$/, '').replaceAll('+', '-').replaceAll('/', '_');

function inflate(packed: Uint8Array, maxOutputLength: number): { bits: Uint8Array; read: number } {
  try {
    // With `info` the answer is not the Buffer that the type declarations say (nodejs.org/api/zlib.html, "info").
    const { buffer, engine } = gunzipSync(packed, { maxOutputLength, info: true }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { bits: new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength), read: engine.bytesWritten };
  } catch (cause) {
    throw new AppError('input-invalid', 'The status list cannot be unpacked, or is too large.', { cause });
  }
}

/** The bit of an index. Throws `input-invalid` outside the list: unknown is not zero. */
export const bitAt = (bits: Uint8Array, index: number): boolean => valueAt(bits, index, 1) !== 0;

/** The value of an entry that takes `size` bits, the highest first. Throws `input-invalid` outside the list. */
export function valueAt(bits: Uint8Array, index: number, size: number): number {
  const first = index * size;
  if (!Number.isSafeInteger(index) || index < 0 || first + size > bits.length * 8) reject('input-invalid', 'The index is outside the status list.');
  let value = 0;
  for (let at = first; at < first + size; at++) value = value * 2 + (((bits[Math.floor(at / 8)] ?? 0) >> (7 - (at % 8))) & 1);
  return value;
}
