import { reject } from '../../core/errors.js';
import { isObject, type Json } from '../../core/json.js';

/** Standard base64 with padding (RFC 7515, 4.1.6), in its one spelling. Throws `input-invalid`. */
export function fromBase64(value: Json | undefined): Uint8Array {
  const buffer = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
  if (buffer === undefined || buffer.length === 0 || buffer.toString('base64') !== value) return reject('input-invalid', 'This is not base64.');
  return new Uint8Array(buffer);
}
export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** `pkiOb` of TS 119 182-1, 5.4.1: an object in base64, DER where nothing else is said. */
export function pkiObject(value: Json | undefined): Uint8Array {
  if (!isObject(value) || (value.encoding !== undefined && value.encoding !== DER)) return reject('input-invalid', 'This is no object in DER.');
  return fromBase64(value.val);
}
const DER = 'http://uri.etsi.org/01903/v1.2.2#DER';

/** `tstContainer` of TS 119 182-1, 5.4.3.3: exactly one token in the baseline. */
export function stampToken(value: Json | undefined): Uint8Array {
  const [only, ...more] = isObject(value) && Array.isArray(value.tstTokens) ? (value.tstTokens as readonly Json[]) : [];
  if (only === undefined || more.length > 0) return reject('input-invalid', 'There must be exactly one time stamp.');
  return pkiObject(only);
}
