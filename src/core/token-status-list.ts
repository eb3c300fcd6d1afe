import { deflateSync, inflateSync } from 'node:zlib';
import { fromBase64url, toBase64url } from './bytes.js';
import { AppError, reject } from './errors.js';

/** Bits that one status takes. */
export const STATUS_BITS = [1, 2, 4, 8] as const;
export type StatusBits = (typeof STATUS_BITS)[number];
/** The values that the draft gives a meaning to (7.1); others are an application's own. */
export const TOKEN_STATUS = { valid: 0, invalid: 1, suspended: 2 } as const;

/** As a Status List Token carries it (draft-ietf-oauth-status-list-20, 4.2). */
export interface TokenStatusList {
  readonly bits: StatusBits;
  /** base64url of the zlib stream. */
  readonly lst: string;
}

/** As for the Bitstring list: an all-zero list shrinks a thousandfold, so the size itself is bounded. */
const MAX_BYTES = 16 * 1024 * 1024;

const isIndex = (index: number, size: number): boolean => Number.isSafeInteger(index) && index >= 0 && index < size;

/**
 * The list in which these indexes have these statuses and all others 0, index 0 in the lowest bits of the first byte (4.1), unlike the
 * Bitstring list. Throws `input-invalid` for an index outside it or a status too large for it.
 */
export function encodeTokenList(statuses: Iterable<readonly [index: number, status: number]>, { bits, entries }: { readonly bits: StatusBits; readonly entries: number }): TokenStatusList {
  const bytes = new Uint8Array(Math.ceil((entries * bits) / 8));
  for (const [index, status] of statuses) {
    if (!isIndex(index, entries) || !isIndex(status, 2 ** bits)) reject('input-invalid', 'The index or the status is outside the status list.');
    const at = Math.floor((index * bits) / 8);
    const shift = (index * bits) % 8;
    bytes[at] = ((bytes[at] ?? 0) & ~((2 ** bits - 1) << shift)) | (status << shift);
  }
  return { bits, lst: toBase64url(deflateSync(bytes, { level: 9 })) };
}

/** The bytes of a list. Throws `input-invalid` on anything but exactly one zlib stream, or past `maxBytes`. */
export function decodeTokenList(lst: string, maxBytes = MAX_BYTES): Uint8Array {
  const packed = fromBase64url(lst);
  try {
    // With `info` the answer is not the Buffer that the type declarations say (nodejs.org/api/zlib.html, "info").
    const { buffer, engine } = inflateSync(packed, { maxOutputLength: maxBytes, info: true }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (engine.bytesWritten !== packed.length) reject('input-invalid', 'The status list has something after its end.');
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (cause) {
    throw new AppError('input-invalid', 'The status list cannot be unpacked, or is too large.', { cause });
  }
}

/** How many statuses so many bytes hold. */
export const entriesIn = (bytes: Uint8Array, bits: StatusBits): number => (bytes.length * 8) / bits;

/** The status of an index. Throws `input-invalid` outside the list: unknown is not valid. */
export function statusAt(bytes: Uint8Array, bits: StatusBits, index: number): number {
  if (!isIndex(index, entriesIn(bytes, bits))) reject('input-invalid', 'The index is outside the status list.');
  return ((bytes[Math.floor((index * bits) / 8)] ?? 0) >> ((index * bits) % 8)) & (2 ** bits - 1);
}
