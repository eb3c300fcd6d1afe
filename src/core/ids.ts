import { toHex } from './bytes.js';
import { reject } from './errors.js';
import type { Id } from './model.js';

/** Crockford's base 32: no I, L, O, U, so that nothing is misread on paper. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Part of an address: lower-case letters, digits, hyphens inside, 2 to 63 (a DNS label's length, RFC 1035). */
export const SLUG = /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;

/** UUIDv7 (RFC 9562, 5.7): ids of one table sort by the time they were made. `random`: 10 bytes. */
export function uuidv7(now: Date, random: Uint8Array): Id {
  need(random, 10);
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(now.getTime()) << 16n);
  bytes.set(random, 6);
  return written(bytes, 7);
}

/** `urn:uuid:` and a UUIDv4 (RFC 9562, 5.4): tells nothing, not even when it was made. `random`: 16 bytes. */
export function uuidUrn(random: Uint8Array): string {
  need(random, 16);
  return `urn:uuid:${written(Uint8Array.from(random), 4)}`;
}

/** A UUID of any version, written in lower case with hyphens. */
export const isUuid = (value: string): boolean => UUID.test(value);

/** A certificate's printed number: twelve symbols of Crockford's base 32 (60 bits), `NH7K-2QXV-9M4T`. `random`: 8 bytes. */
export function certificateNumber(random: Uint8Array): string {
  need(random, 8);
  let bits = new DataView(random.buffer, random.byteOffset).getBigUint64(0) >> 4n;
  let symbols = '';
  for (let i = 0; i < 12; i += 1, bits >>= 5n) symbols = CROCKFORD.charAt(Number(bits & 31n)) + symbols;
  return grouped(symbols);
}

/** The number as printed, from what a person typed: any case, spaces or hyphens anywhere, O for 0, I and L for 1. Undefined when it is none. */
export function readCertificateNumber(typed: string): string | undefined {
  const symbols = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return symbols.length === 12 && [...symbols].every((symbol) => CROCKFORD.includes(symbol)) ? grouped(symbols) : undefined;
}

const grouped = (symbols: string): string => `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}`;

function written(bytes: Uint8Array, version: 4 | 7): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function need(random: Uint8Array, length: number): void {
  if (random.length !== length) reject('bug', `An id needs ${length} random bytes, not ${random.length}.`);
}
