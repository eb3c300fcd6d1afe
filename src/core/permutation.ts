import { hmacSha256 } from './bytes.js';
import { reject } from './errors.js';

/** Luby-Rackoff needs four rounds; small domains need more. */
const ROUNDS = 10;

/**
 * Keyed bijection on [0, size): counting up gives every index once, in an order that nobody without the key can foretell, so that an
 * index does not tell when, or how many, were issued. A Feistel network over the next domain of an even number of bits, walked until
 * it falls inside (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002). `key`: 32 bytes, one per list.
 * Throws `input-invalid` when `counter` is outside.
 */
export function permute(counter: number, key: Uint8Array, size: number): number {
  const inside = Number.isSafeInteger(counter) && counter >= 0 && counter < size && size <= 2 ** 32;
  if (!inside) reject('input-invalid', `The counter is outside the list of ${size}.`);
  const halfBits = Math.max(1, Math.ceil(Math.log2(size) / 2));
  let value = counter;
  do value = feistel(value, key, 2 ** halfBits);
  while (value >= size);
  return value;
}

function feistel(value: number, key: Uint8Array, half: number): number {
  let left = Math.floor(value / half);
  let right = value % half;
  for (let round = 0; round < ROUNDS; round += 1) {
    [left, right] = [right, (left ^ roundValue(key, round, right)) & (half - 1)];
  }
  return left * half + right;
}

/** The halves are at most 16 bits wide, so 32 bits of the HMAC are enough. */
function roundValue(key: Uint8Array, round: number, right: number): number {
  const mac = hmacSha256(key, Uint8Array.of(round, right >> 8, right & 0xff));
  return new DataView(mac.buffer, mac.byteOffset).getUint32(0);
}
