import { bitAt, decodeList, MIN_ENTRIES } from '../core/bitstring.js';
import { AppError } from '../core/errors.js';

/** What anyone's list says of one index, or why it says nothing. */
export type ListAnswer = 'set' | 'clear' | 'list-invalid' | 'list-too-short' | 'index-out-of-range';

/**
 * Reads one bit of a Bitstring Status List (W3C Recommendation 2025-05-15, 3.2 and 3.3). A list of fewer than 131,072 entries is not
 * read at all: the specification makes it an error, since in a short list an index points at a person.
 */
export function readList(encodedList: string, index: number | undefined): ListAnswer {
  const bits = decoded(encodedList);
  if (bits === undefined) return 'list-invalid';
  const entries = bits.length * 8;
  if (entries < MIN_ENTRIES) return 'list-too-short';
  if (index === undefined || !Number.isSafeInteger(index) || index < 0 || index >= entries) return 'index-out-of-range';
  return bitAt(bits, index) ? 'set' : 'clear';
}

function decoded(encodedList: string): Uint8Array | undefined {
  try {
    return decodeList(encodedList);
  } catch (error) {
    if (error instanceof AppError && error.code === 'input-invalid') return undefined;
    throw error;
  }
}
