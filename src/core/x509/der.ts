import { Constructed, fromBER, type AsnType } from 'asn1js';
import { AppError, reject } from '../errors.js';

/** Far more than any certificate or stamp takes; revocation lists are longer. */
export const MAX_DER = 64 * 1024;
export const MAX_LIST_DER = 512 * 1024;

/** The library reads the whole buffer beneath a view, so it is given one of its own. */
export const ownBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/**
 * Reads one ASN.1 value and makes what it is of it. Throws `input-invalid` when the bytes are none, more than one, too many, or not what
 * `make` reads. Whatever the library throws on hostile bytes, a stack that is full among it, becomes that.
 */
export function readDer<T>(der: Uint8Array, make: (asn1: AsnType) => T, { what, max = MAX_DER }: { readonly what: string; readonly max?: number }): T {
  if (der.length > max) reject('input-invalid', `The ${what} is larger than any is.`);
  try {
    const { result, offset } = fromBER(ownBuffer(der));
    if (offset !== der.length) reject('input-invalid', `The ${what} is not one ASN.1 value.`);
    return make(result);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('input-invalid', `The ${what} cannot be read.`, { cause });
  }
}

/** What a constructed value is made of: counted before the library makes something of each, which takes a hundred times as long. */
export const membersOf = (asn1: AsnType | undefined): readonly AsnType[] => (asn1 instanceof Constructed ? (asn1.valueBlock.value) : []);
