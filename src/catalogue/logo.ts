import { reject } from '../core/errors.js';
import type { Organisation } from '../core/model.js';

/** First bytes: PNG (ISO/IEC 15948, 5.2); JPEG (ISO/IEC 10918-1, SOI and the next marker). */
const MAGIC = { 'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/jpeg': [0xff, 0xd8, 0xff] } as const;

/** Its size is the schema's to limit. @throws AppError `input-invalid` at `/logo/base64`: not base64, or not the image it says it is. */
export function checkLogo(logo: NonNullable<Organisation['logo']>): void {
  const bytes = Buffer.from(logo.base64, 'base64');
  if (bytes.toString('base64') !== logo.base64) reject('input-invalid', 'The logo is not base64 with padding (RFC 4648, section 4).', '/logo/base64');
  if (!MAGIC[logo.mediaType].every((byte, index) => bytes[index] === byte)) reject('input-invalid', `The logo is not ${logo.mediaType}.`, '/logo/base64');
}
