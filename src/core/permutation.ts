import { hmacSha256 } from './bytes.js';
import { reject } from './errors.js';

/** Four rounds make a Feistel network look random (Luby and Rackoff); on few values it takes more. */
const ROUNDS = 8;

/**
 * Keyed bijection on [0, size), size at most 2^32: counting up gives every index once, in an order that nobody without the key can
 * foretell, so that an index does not tell when, or how many, were issued. A Feistel network over the next domain of an even number of
 * bits, walked until it falls inside (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002). `key`: 32 bytes, one per list.
 * The function given back remembers its round values, so one for many counters is far quicker than many for one.
 * It throws `input-invalid` for a counter outside.
 */
export function permutation(key: Uint8Array, size: number): (counter: number) => number {
  const half = 2 ** Math.max(1, Math.ceil(Math.log2(size) / 2));
  const once = remembered((input) => roundValue(key, input));
  return (counter) => {
    const inside = Number.isSafeInteger(counter) && counter >= 0 && counter < size && size <= 2 ** 32;
    if (!inside) reject('input-invalid', `The counter is outside the list of ${size}.`);
    let value = counter;
    do value = feistel(value, half, once);
    while (value >= size);
    return value;
  };
}

/** The place of one counter in {@link permutation}. */
export const permute = (counter: number, key: Uint8Array, size: number): number => permutation(key, size)(counter);

function feistel(value: number, half: number, roundOf: (input: number) => number): number {
  let left = Math.floor(value / half);
  let right = value % half;
  for (let round = 0; round < ROUNDS; round += 1) {
    [left, right] = [right, (left ^ roundOf(round * half + right)) & (half - 1)];
  }
  return left * half + right;
}

/** A half is 16 bits at most, so 32 bits of the HMAC are enough. `input`: round × half + right half. */
function roundValue(key: Uint8Array, input: number): number {
  const mac = hmacSha256(key, Uint8Array.of(input >> 24, input >> 16, input >> 8, input));
  return new DataView(mac.buffer, mac.byteOffset).getUint32(0);
}

function remembered(of: (input: number) => number): (input: number) => number {
  const known = new Map<number, number>();
  return (input) => {
    const value = known.get(input) ?? of(input);
    known.set(input, value);
    return value;
  };
}
