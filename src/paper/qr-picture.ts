import { decode as decodeJpeg } from 'jpeg-js';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { utf8 } from '../core/bytes.js';
import { isPng, readChunks } from '../core/png.js';
import { canBeDecoded, headerOf } from '../core/png-pixels.js';
import type { Carrier } from '../verify/ports.js';

/** A large photo; unpacked, a pixel is four bytes. */
const MAX_PIXELS = 12_500_000;
const MAX_JPEG_MB = 256;
/** Longest edges of what the reader looks at: more is slower and finds no more, and of a blurred picture less shows more. */
const EDGES = [1600, 800];

interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8Array;
}

const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

/** A picture that shows a QR code: a screenshot, a photo. What the code says is what it carries. */
export const QR_PICTURE: Carrier = {
  id: 'qr',
  carries: (upload) => isPng(upload) || isJpeg(upload),
  contents: (upload) => Promise.resolve(codeIn(upload)),
};

function codeIn(upload: Uint8Array): readonly Uint8Array[] {
  const picture = isPng(upload) ? pngOf(upload) : jpegOf(upload);
  if (picture === undefined || picture.width * picture.height > MAX_PIXELS) return [];
  const longest = Math.max(picture.width, picture.height);
  for (const edge of new Set(EDGES.map((one) => Math.min(one, longest)))) {
    const { width, height, data } = scaled(picture, edge);
    const said = jsqr.default(new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height)?.data;
    if (said !== undefined && said !== '') return [utf8(said)];
  }
  return [];
}

/** Undefined when it is too large, or no such picture: its first chunk says how large, and no more is unpacked than that. */
function pngOf(upload: Uint8Array): Picture | undefined {
  const chunks = readChunks(upload);
  const header = headerOf(chunks?.[0]);
  if (chunks === undefined || header === undefined || header.width * header.height > MAX_PIXELS || !canBeDecoded(chunks, header)) return undefined;
  return unlessBroken(() => PNG.sync.read(Buffer.from(upload)));
}

const jpegOf = (upload: Uint8Array): Picture | undefined =>
  unlessBroken(() => decodeJpeg(upload, { useTArray: true, formatAsRGBA: true, tolerantDecoding: false, maxResolutionInMP: MAX_PIXELS / 1_000_000, maxMemoryUsageInMB: MAX_JPEG_MB }));

/** Whatever a library says of a file is that the file is no picture. */
function unlessBroken(read: () => Picture): Picture | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Each pixel the mean of those that it stands for, on white where the picture is transparent. */
function scaled({ width, height, data }: Picture, edge: number): Picture {
  const factor = Math.max(1, Math.max(width, height) / edge);
  const [across, down] = [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))];
  const pixels = new Uint8Array(across * down * 4).fill(255);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const grey = mean({ width, height, data }, { left: Math.floor(x * factor), top: Math.floor(y * factor), size: Math.max(1, Math.floor(factor)) });
      pixels.fill(grey, (y * across + x) * 4, (y * across + x) * 4 + 3);
    }
  }
  return { width: across, height: down, data: pixels };
}

function mean({ width, height, data }: Picture, { left, top, size }: { readonly left: number; readonly top: number; readonly size: number }): number {
  let [sum, count] = [0, 0];
  for (let y = top; y < Math.min(top + size, height); y++) {
    for (let x = left; x < Math.min(left + size, width); x++) {
      const at = (y * width + x) * 4;
      const alpha = (data[at + 3] ?? 0) / 255;
      sum += (0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)) * alpha + 255 * (1 - alpha);
      count += 1;
    }
  }
  return count === 0 ? 255 : sum / count;
}
