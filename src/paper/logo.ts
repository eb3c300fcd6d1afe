import type { Organisation } from '../core/model.js';
import { canBeDecoded, headerOf, type PngHeader } from '../core/png-pixels.js';
import { isPng, readChunks, writeChunks } from '../core/png.js';

type Logo = NonNullable<Organisation['logo']>;
export interface DrawableLogo {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Opened, an image takes four bytes a pixel: a small file can be a very large picture. */
const MAX_PIXELS = 4_000_000;

/** A logo that a PDF/A can hold: of bounded size, grey or RGB; undefined when it is none, and the certificate is then without it. */
export function drawableLogo({ mediaType, base64 }: Logo): DrawableLogo | undefined {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return mediaType === 'image/png' ? drawablePng(bytes) : drawableJpeg(bytes);
}

const isBounded = ({ width, height }: Size): boolean => width * height > 0 && width * height <= MAX_PIXELS;

const PALETTE = 3;
/** Whatever else stands in it, the library would take for pixels or stumble over. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** Unpacked here first: what cannot be, the library finds out where nobody can catch it, and the process ends. */
function drawablePng(bytes: Uint8Array): DrawableLogo | undefined {
  const chunks = (isPng(bytes) ? readChunks(bytes) : undefined)?.filter(({ type }) => KEPT.has(type)) ?? [];
  const header = headerOf(chunks[0]);
  if (header === undefined || !isPlain(header) || !isBounded(header)) return undefined;
  if (header.colourType === PALETTE && !chunks.some(({ type }) => type === 'PLTE')) return undefined;
  return canBeDecoded(chunks, header) ? { bytes: writeChunks(chunks), width: header.width, height: header.height } : undefined;
}

const isPlain = ({ depth, interlaced }: PngHeader): boolean => depth <= 8 && !interlaced;

function drawableJpeg(bytes: Uint8Array): DrawableLogo | undefined {
  const size = jpegSize(Buffer.from(bytes));
  return size !== undefined && isBounded(size) ? { bytes, ...size } : undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The frame header (ITU-T T.81, B.2.2), of one or three components: four are CMYK, which our output intent does not describe. */
function jpegSize(bytes: Buffer): Size | undefined {
  for (let at = 2; at + 10 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [1, 3].includes(bytes.readUInt8(at + 9)) ? { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) } : undefined;
  }
  return undefined;
}
