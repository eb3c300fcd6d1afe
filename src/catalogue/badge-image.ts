import { text } from '../core/bytes.js';
import { AppError, reject } from '../core/errors.js';
import type { BadgeImage } from '../core/model.js';
import { checkPng } from './badge-png.js';
import { checkSvg } from './badge-svg.js';

const PATH = '/image/base64';

/**
 * Whether an uploaded image can be the badge: it is shown on our pages, drawn by our renderer and carries credentials, so it is whole, plain and
 * square, or refused. Nothing is taken out of it silently. Its size is the schema's to limit.
 * @throws AppError `input-invalid` at `/image/base64`.
 */
export function checkBadgeImage({ mediaType, base64 }: BadgeImage): void {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (Buffer.from(bytes).toString('base64') !== base64) refuse('is not base64 with padding (RFC 4648, section 4)');
  const fault = mediaType === 'image/png' ? checkPng(bytes) : checkSvg(svgText(bytes));
  if (fault !== undefined) refuse(fault);
}

const refuse = (fault: string): never => reject('input-invalid', `The badge image ${fault}.`, PATH);

function svgText(bytes: Uint8Array): string {
  try {
    return text(bytes);
  } catch (cause) {
    throw new AppError('input-invalid', 'The badge image is not UTF-8 text.', { cause, path: PATH });
  }
}
