import { concat } from './bytes.js';
import { reject } from './errors.js';

/** Of P-256: r and s take 32 bytes each (RFC 7518, 3.4). */
const SIZE = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** r‖s as the DER that certificates and most libraries write (RFC 3279, 2.2.3). */
export function ecdsaToDer(signature: Uint8Array): Uint8Array {
  if (signature.length !== 2 * SIZE) reject('input-invalid', 'This is no P-256 signature.');
  const parts = concat(integer(signature.subarray(0, SIZE)), integer(signature.subarray(SIZE)));
  return concat(Uint8Array.of(SEQUENCE, parts.length), parts);
}

function integer(value: Uint8Array): Uint8Array {
  const start = value.findIndex((byte) => byte !== 0);
  const bytes = start < 0 ? Uint8Array.of(0) : value.subarray(start);
  const positive = (bytes[0] ?? 0) < 0x80 ? bytes : concat(Uint8Array.of(0), bytes);
  return concat(Uint8Array.of(INTEGER, positive.length), positive);
}

/** DER as r‖s. Throws `input-invalid` on anything that {@link ecdsaToDer} would not write. */
export function ecdsaFromDer(der: Uint8Array): Uint8Array {
  const [tag, length] = der;
  if (tag !== SEQUENCE || length !== der.length - 2) return reject('input-invalid', 'This is no ECDSA signature in DER.');
  const r = der.subarray(4, 4 + (der[3] ?? 0));
  const s = der.subarray(6 + r.length);
  if (der[2] !== INTEGER || der[4 + r.length] !== INTEGER || der[5 + r.length] !== s.length) reject('input-invalid', 'This is no ECDSA signature in DER.');
  const signature = concat(padded(r), padded(s));
  return Buffer.compare(ecdsaToDer(signature), der) === 0 ? signature : reject('input-invalid', 'This is no ECDSA signature in DER.');
}

function padded(value: Uint8Array): Uint8Array {
  const bytes = value[0] === 0 ? value.subarray(1) : value;
  if (bytes.length > SIZE) reject('input-invalid', 'The ECDSA signature is longer than one of P-256.');
  return concat(new Uint8Array(SIZE - bytes.length), bytes);
}
