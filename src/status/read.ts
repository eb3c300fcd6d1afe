import { decodeList, valueAt } from '../core/bitstring.js';
import { AppError } from '../core/errors.js';
import { decodeTokenList, entriesIn, statusAt, type StatusBits } from '../core/token-status-list.js';

/** Why a list says nothing of an index. */
export type NoAnswer = 'list-invalid' | 'list-too-short' | 'index-out-of-range';

/** A list of bits, one entry of it, and how it is to be read. */
export interface BitQuery {
  readonly encodedList: string;
  readonly index: number | undefined;
  /** Bits that an entry takes. */
  readonly size: number;
  /** A list of fewer entries is not read at all. */
  readonly least: number;
}

/** The value of one entry of anybody's list of bits (W3C Bitstring Status List 1.0, 3.2 and 3.4), or why it says nothing. */
export function readList({ encodedList, index, size, least }: BitQuery): number | NoAnswer {
  const bits = decoded(() => decodeList(encodedList));
  if (bits === undefined) return 'list-invalid';
  const entries = Math.floor((bits.length * 8) / size);
  if (entries < least) return 'list-too-short';
  return index === undefined || !Number.isSafeInteger(index) || index < 0 || index >= entries ? 'index-out-of-range' : valueAt(bits, index, size);
}

/** What a token status list says of one index: a status, or why none (draft-ietf-oauth-status-list-20, 8.3). The draft sets no least size. */
export function readTokenList({ encodedList, bits }: { readonly encodedList: string; readonly bits: StatusBits }, index: number | undefined): number | NoAnswer {
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
