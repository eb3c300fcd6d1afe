import { palettePng } from '../palette-png.js';
import type { Pixels } from '../badge/palette.js';

/** Steps from paper to full ink: more are not seen at the edges of letters. */
const STEPS = 3;
/** Half a byte a pixel. White, and three inks, leave room for six colours of a logo. */
const MOST = 16;
/** Colours further from every ink than this are a logo's. */
const NEAR = 48;

type Colour = readonly [red: number, green: number, blue: number];
const WHITE: Colour = [255, 255, 255];

/** A PNG with a palette (PNG, 11.2.1) of at most three inks on white paper, and of what other colours there is most of: a page takes a third of its size. */
export function inkedPng(pixels: Pixels, inks: readonly string[]): Uint8Array {
  const keys = keysOf(pixels);
  const counts = countsOf(keys);
  const printed = [WHITE, ...inks.map(colourOf).flatMap((ink) => Array.from({ length: STEPS }, (_, step) => mixed(ink, (step + 1) / STEPS)))];
  const palette = [...printed, ...others(counts, printed).slice(0, MOST - printed.length)];
  const places = new Map([...counts.keys()].map((key) => [key, nearest(palette, rgb(key)).place]));
  return written(pixels, palette, packed(pixels, (at) => places.get(keys[at] ?? 0) ?? 0));
}

const colourOf = (hex: string): Colour => rgb(parseInt(hex.slice(1), 16));
const rgb = (key: number): Colour => [key >> 16, (key >> 8) & 0xff, key & 0xff];
const mixed = (ink: Colour, part: number): Colour => ink.map((channel) => Math.round(255 + (channel - 255) * part)) as unknown as Colour;
const distance = (a: Colour, b: Colour): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

function nearest(palette: readonly Colour[], colour: Colour): { readonly place: number; readonly far: number } {
  const distances = palette.map((one) => distance(one, colour));
  const far = Math.min(...distances);
  return { place: distances.indexOf(far), far };
}

/** Red, green and blue of each pixel, in one number. */
function keysOf({ width, height, data }: Pixels): Uint32Array {
  const keys = new Uint32Array(width * height);
  for (let at = 0; at < keys.length; at += 1) keys[at] = ((data[4 * at] ?? 0) << 16) | ((data[4 * at + 1] ?? 0) << 8) | (data[4 * at + 2] ?? 0);
  return keys;
}

function countsOf(keys: Uint32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  // Most pixels are as the one before.
  let from = 0;
  for (let at = 1; at <= keys.length; at += 1) {
    const key = keys[from] ?? 0;
    if (keys[at] === key) continue;
    counts.set(key, (counts.get(key) ?? 0) + at - from);
    from = at;
  }
  return counts;
}

/** Colours that are no ink, those alike taken together as what they are on the whole, the most frequent first. */
function others(counts: ReadonlyMap<number, number>, printed: readonly Colour[]): readonly Colour[] {
  const alike = new Map<number, { readonly count: number; readonly sum: Colour }>();
  for (const [key, count] of counts) {
    const colour = rgb(key);
    if (nearest(printed, colour).far <= NEAR) continue;
    const { count: before, sum } = alike.get(key & 0xe0e0e0) ?? { count: 0, sum: [0, 0, 0] };
    alike.set(key & 0xe0e0e0, { count: before + count, sum: [sum[0] + count * colour[0], sum[1] + count * colour[1], sum[2] + count * colour[2]] });
  }
  return [...alike].sort(([a, one], [b, other]) => other.count - one.count || a - b).map(([, { count, sum }]) => sum.map((channel) => Math.round(channel / count)) as unknown as Colour);
}

/** Two pixels a byte, the first in the upper half; before each row the number of its filter: none. */
function packed({ width, height }: Pixels, placeOf: (at: number) => number): Uint8Array {
  const line = 1 + Math.ceil(width / 2);
  const rows = new Uint8Array(height * line);
  for (let at = 0; at < width * height; at += 1) {
    const x = at % width;
    const byte = ((at - x) / width) * line + 1 + (x >> 1);
    rows[byte] = (rows[byte] ?? 0) | (placeOf(at) << (x % 2 === 0 ? 4 : 0));
  }
  return rows;
}

const written = ({ width, height }: Pixels, colours: readonly Colour[], rows: Uint8Array): Uint8Array => palettePng({ width, height, bits: 4, colours, rows });
