import { Constructed, fromBER, type AsnType } from 'asn1js';
import { AppError, reject } from '../errors.js';

/** Far more than any certificate or stamp takes; revocation lists are longer. */
export const MAX_DER = 64 * 1024;
export const MAX_LIST_DER = 512 * 1024;
/** ASN.1 values in one of anything but a list, a time stamp with its certificates for one; the library takes some hundredths of a millisecond for each. */
const MAX_VALUES = 4000;

/** The library reads the whole buffer beneath a view, so it is given one of its own. */
export const ownBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

interface Limits {
  readonly what: string;
  /** Bytes. */
  readonly max?: number;
  readonly values?: number;
}

/**
 * Reads one ASN.1 value and makes what it is of it. Throws `input-invalid` when the bytes are none, more than one, too many, or not what
 * `make` reads. Whatever the library throws on hostile bytes, a stack that is full among it, becomes that.
 */
export function readDer<T>(der: Uint8Array, make: (asn1: AsnType) => T, { what, max = MAX_DER, values = MAX_VALUES }: Limits): T {
  if (der.length > max || countValues(der) > values) reject('input-invalid', `The ${what} is larger than any is.`);
  try {
    const { result, offset } = fromBER(ownBuffer(der));
    if (offset !== der.length) reject('input-invalid', `The ${what} is not one ASN.1 value.`);
    return make(result);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('input-invalid', `The ${what} cannot be read.`, { cause });
  }
}

const CONSTRUCTED = 0x20;
const LONG_TAG = 0x1f;

/** How many values stand in it, those in each other among them, by their heads alone. Of what is no DER it gives some number. */
function countValues(der: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < der.length; count += 1) {
    const tag = der[at++] ?? 0;
    if ((tag & LONG_TAG) === LONG_TAG) while (((der[at++] ?? 0) & 0x80) !== 0);
    const first = der[at++] ?? 0;
    const digits = first < 0x80 ? 0 : first & 0x7f;
    const length = digits === 0 ? first & 0x7f : der.subarray(at, at + digits).reduce((sum, byte) => sum * 256 + byte, 0);
    at += digits + ((tag & CONSTRUCTED) === 0 ? length : 0);
  }
  return count;
}

/** What a constructed value is made of: counted before the library makes something of each, which takes a hundred times as long. */
export const membersOf = (asn1: AsnType | undefined): readonly AsnType[] => (asn1 instanceof Constructed ? (asn1.valueBlock.value) : []);
