import { text } from '../../core/bytes.js';
import { AppError, reject } from '../../core/errors.js';
import type { Carried } from './carried.js';
import { isPng } from '../../core/png.js';
import { carriedInPng } from './png.js';
import { carriedInSvg, looksLikeSvg } from './svg.js';

export { bakePng } from './png.js';
export { bakeSvg } from './svg.js';

/** An image with megabytes of pixels may carry a small credential. An SVG is text and is read whole. */
export const MAX_IMAGE_BYTES = { png: 16 * 1024 * 1024, svg: 4 * 1024 * 1024 } as const;

export type Carrier = 'png' | 'svg';
/** Why an image gives no credential that we can read. */
export type ImageFault = 'none' | 'older' | 'record' | 'several' | 'damaged' | 'too-large';
export type Examined = { readonly carrier: Carrier } & ({ readonly credential: Uint8Array } | { readonly fault: ImageFault });

/** What this image carries, by its content; undefined when it is neither PNG nor SVG. Pure, and never throws. */
export function examineImage(bytes: Uint8Array): Examined | undefined {
  const carrier = carrierOf(bytes);
  if (carrier === undefined) return undefined;
  if (bytes.length > MAX_IMAGE_BYTES[carrier]) return { carrier, fault: 'too-large' };
  const carried = carrier === 'png' ? carriedInPng(bytes) : carriedInSvg(text(bytes));
  return { carrier, ...judged(carried) };
}

function carrierOf(bytes: Uint8Array): Carrier | undefined {
  if (isPng(bytes)) return 'png';
  // The first byte that is not white space (or the last of a byte order mark).
  const first = bytes.find((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  return first === 0x3c && looksLikeSvg(textOf(bytes)) ? 'svg' : undefined;
}

function textOf(bytes: Uint8Array): string {
  try {
    return text(bytes);
  } catch (error) {
    if (error instanceof AppError) return '';
    throw error;
  }
}

/** Exactly one credential: of two, each program would choose its own. */
function judged(carried: readonly Carried[] | undefined): { readonly credential: Uint8Array } | { readonly fault: ImageFault } {
  if (carried === undefined) return { fault: 'damaged' };
  const [first, ...more] = carried;
  if (first === undefined) return { fault: 'none' };
  if (more.length > 0) return { fault: 'several' };
  if (first.kind !== 'open-badge') return { fault: first.kind === 'older-badge' ? 'older' : 'record' };
  return first.content === undefined ? { fault: 'damaged' } : { credential: first.content };
}

const NAMES: Readonly<Record<Carrier, string>> = { png: 'a PNG image', svg: 'an SVG image' };
const WHY: Readonly<Record<ImageFault, string>> = {
  none: 'in which we found no credential, perhaps a screenshot or a plain picture of a badge',
  older: 'that carries a badge of Open Badges 2 or older, which we cannot read',
  record: 'that carries a Comprehensive Learner Record, which we cannot read',
  several: 'that carries more than one credential, so it says two things at once',
  damaged: 'that is damaged or cut short, so nothing can be read from it for certain',
  'too-large': 'that is larger than we read',
};

/** The credential out of an image; undefined when this is no image. Throws `unreadable`, and why in plain words. */
export function unbake(bytes: Uint8Array): { readonly carrier: Carrier; readonly bytes: Uint8Array } | undefined {
  const found = examineImage(bytes);
  if (found === undefined) return undefined;
  if ('fault' in found) return reject('unreadable', `It is ${NAMES[found.carrier]} ${WHY[found.fault]}.`);
  return { carrier: found.carrier, bytes: found.credential };
}
