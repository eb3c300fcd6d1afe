import type { Organisation } from '../core/model.js';

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
  const bytes = Buffer.from(base64, 'base64');
  const size = mediaType === 'image/png' ? pngSize(bytes) : jpegSize(bytes);
  if (size === undefined || size.width * size.height === 0 || size.width * size.height > MAX_PIXELS) return undefined;
  return { bytes: new Uint8Array(bytes), ...size };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** IHDR (ISO/IEC 15948, 11.2.2), not interlaced, eight bits or fewer; complete as far as its end chunk. */
function pngSize(bytes: Buffer): Size | undefined {
  const complete = bytes.length > 57 && bytes.toString('latin1', 12, 16) === 'IHDR' && bytes.subarray(-8, -4).toString('latin1') === 'IEND';
  if (!complete || bytes.readUInt8(24) > 8 || bytes.readUInt8(28) !== 0) return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
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
