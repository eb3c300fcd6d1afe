import { palettePng } from '../palette-png.js';

/** Pixels as the renderer gives them: red, green, blue, alpha, the colours multiplied by alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Kept bits of each channel, from all to half; a few steps of shade at the edges of letters are not seen. */
const MASKS = [0xff, 0xfc, 0xf8, 0xf0] as const;

/** A PNG with a palette (PNG, 11.2.1): a drawing in few colours takes a third of its size. Undefined when they are too many. */
export function indexedPng(pixels: Pixels): Uint8Array | undefined {
  for (const mask of MASKS) {
    const found = indexed(pixels, mask);
    if (found) return written(pixels, found);
  }
  return undefined;
}

interface Indexed {
  /** Red, green, blue, alpha of each colour. */
  readonly colours: readonly (readonly number[])[];
  readonly rows: Uint8Array;
}

function indexed({ width, height, data }: Pixels, mask: number): Indexed | undefined {
  const places = new Map<number, number>();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const rows = new Uint8Array(height * (width + 1));
  // Most pixels are as the one before.
  let [last, place] = [-1, -1];
  for (let i = 0; i < width * height; i += 1) {
    const colour = (view.getUint32(i * 4) & (mask * 0x01010101)) >>> 0;
    if (colour !== last) place = placeOf(colour, places);
    if (place > 255) return undefined;
    last = colour;
    rows[i + 1 + Math.floor(i / width)] = place;
  }
  return { colours: [...places.keys()].map((colour) => coloursOf(colour, mask)), rows };
}

function placeOf(colour: number, places: Map<number, number>): number {
  const place = places.get(colour) ?? places.size;
  places.set(colour, place);
  return place;
}

/** Channels stretched again to the whole range, and alpha taken out of the colours. */
function coloursOf(colour: number, mask: number): readonly number[] {
  const [red = 0, green = 0, blue = 0, alpha = 0] = [24, 16, 8, 0].map((shift) => (((colour >>> shift) & 0xff) * 255) / mask);
  return [...[red, green, blue].map((channel) => (alpha === 0 ? 0 : Math.min(255, Math.round((channel * 255) / alpha)))), Math.round(alpha)];
}

const written = ({ width, height }: Pixels, { colours, rows }: Indexed): Uint8Array =>
  palettePng({ width, height, bits: 8, colours: colours.map((colour) => colour.slice(0, 3)), alphas: colours.map((colour) => colour[3] ?? 255), rows });
