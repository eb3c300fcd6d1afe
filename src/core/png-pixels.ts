import { inflateSync } from 'node:zlib';
import { concat } from './bytes.js';
import type { Chunk } from './png.js';

/** What the first chunk says (PNG, third edition, 11.2.1). */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  readonly interlaced: boolean;
}

/** Samples of a pixel, by colour type (11.2.1), and the depths each may have. */
const COLOUR_TYPES: Readonly<Record<number, { readonly samples: number; readonly depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};
/** The seven passes of an interlaced image (8.1): first column and row, and the steps between. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

export function headerOf(chunk: Chunk | undefined): PngHeader | undefined {
  if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) return undefined;
  const { data } = chunk;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { width: view.getUint32(0), height: view.getUint32(4), depth: view.getUint8(8), colourType: view.getUint8(9), interlaced: view.getUint8(12) === 1 };
}

/** Rows of one pass, and the bytes of each with that of its filter. */
type Pass = readonly [rows: number, bytes: number];

/** Undefined when no image has such a header. */
function passesOf({ width, height, depth, colourType, interlaced }: PngHeader): readonly Pass[] | undefined {
  const kind = COLOUR_TYPES[colourType];
  if (!kind?.depths.includes(depth)) return undefined;
  const passes = interlaced ? PASSES : [[0, 0, 1, 1] as const];
  return passes.map(([x, y, across, down]) => {
    const [columns, rows] = [Math.ceil((width - x) / across), Math.ceil((height - y) / down)];
    return columns === 0 ? [0, 0] : [rows, 1 + Math.ceil((columns * kind.samples * depth) / 8)];
  });
}

/** Whether its pixels can be unpacked: exactly as many as the header says, each row with a filter that there is (9.2). Unpacks no more than they are. */
export function canBeDecoded(chunks: readonly Chunk[], header: PngHeader): boolean {
  const passes = passesOf(header);
  const pixels = passes && unpacked(chunks, passes.reduce((sum, [rows, bytes]) => sum + rows * bytes, 0));
  return passes !== undefined && pixels !== undefined && haveFilters(pixels, passes);
}

function unpacked(chunks: readonly Chunk[], size: number): Uint8Array | undefined {
  try {
    const pixels = inflateSync(concat(...chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)), { maxOutputLength: size });
    return pixels.length === size ? pixels : undefined;
  } catch {
    return undefined;
  }
}

const LAST_FILTER = 4;

function haveFilters(pixels: Uint8Array, passes: readonly Pass[]): boolean {
  let at = 0;
  for (const [rows, bytes] of passes) for (let row = 0; row < rows; row++, at += bytes) if ((pixels[at] ?? LAST_FILTER + 1) > LAST_FILTER) return false;
  return true;
}
