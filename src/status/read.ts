import { bitAt, decodeList, MIN_ENTRIES } from '../core/bitstring.js';
import { AppError } from '../core/errors.js';
import { decodeTokenList, entriesIn, statusAt, type StatusBits } from '../core/token-status-list.js';

/** What anyone's list says of one index, or why it says nothing. */
export type ListAnswer = 'set' | 'clear' | 'list-invalid' | 'list-too-short' | 'index-out-of-range';

/**
 * Reads one bit of a Bitstring Status List (W3C Recommendation 2025-05-15, 3.2 and 3.3). A list of fewer than 131,072 entries is not
 * read at all: the specification makes it an error, since in a short list an index points at a person.
 */
export function readList(encodedList: string, index: number | undefined): ListAnswer {
  const bits = decoded(() => decodeList(encodedList));
  if (bits === undefined) return 'list-invalid';
  const entries = bits.length * 8;
  if (entries < MIN_ENTRIES) return 'list-too-short';
  if (index === undefined || !Number.isSafeInteger(index) || index < 0 || index >= entries) return 'index-out-of-range';
  return bitAt(bits, index) ? 'set' : 'clear';
}

/** What a token status list says of one index: a status, or why none (draft-ietf-oauth-status-list-20, 8.3). The draft sets no least size. */
export function readTokenList({ encodedList, bits }: { readonly encodedList: string; readonly bits: StatusBits }, index: number | undefined): number | 'list-invalid' | 'index-out-of-range' {
  const bytes = decoded(() => decodeTokenList(encodedList));
  if (bytes === undefined) return 'list-invalid';
  return index === undefined || index >= entriesIn(bytes, bits) ? 'index-out-of-range' : statusAt(bytes, bits, index);
}

function decoded(decode: () => Uint8Array): Uint8Array | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof AppError && error.code === 'input-invalid') return undefined;
    throw error;
  }
}
