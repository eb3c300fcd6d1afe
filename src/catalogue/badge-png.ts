import { inflateSync } from 'node:zlib';
import { concat } from '../core/bytes.js';
import { isPng, readChunks, type Chunk } from '../core/png.js';
import { carriedInPng } from '../formats/baked/png.js';

/** Badges are shown side by side, as squares; smaller ones cannot be made out, larger ones are a burden to whoever decodes them. */
const SIDE = { least: 90, most: 2048 } as const;
/** Samples of a pixel, by colour type (PNG, 11.2.1), and the depths each may have. */
const COLOUR_TYPES: Readonly<Record<number, { readonly samples: number; readonly depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};
/** The seven passes of an interlaced image (PNG, 8.1): first column and row, and the steps between. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** What is wrong with the image; undefined when it is a whole, square PNG that carries nothing. Its pixels are unpacked, and no more than they are. */
export function checkPng(png: Uint8Array): string | undefined {
  const chunks = isPng(png) ? readChunks(png) : undefined;
  const header = chunks && headerOf(chunks[0]);
  if (chunks === undefined || header === undefined) return 'is no whole PNG image';
  if (carriedInPng(png)?.length !== 0) return 'carries a credential already: give the image without it';
  if (!isSquare(header)) return `is not a square of ${SIDE.least} to ${SIDE.most} pixels`;
  const size = bytesOf(header);
  return size !== undefined && unpacked(chunks, size) ? undefined : 'cannot be decoded';
}

const isSquare = ({ width, height }: Header): boolean => width === height && width >= SIDE.least && width <= SIDE.most;

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  readonly interlaced: boolean;
}
function headerOf(chunk: Chunk | undefined): Header | undefined {
  if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) return undefined;
  const { data } = chunk;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { width: view.getUint32(0), height: view.getUint32(4), depth: view.getUint8(8), colourType: view.getUint8(9), interlaced: view.getUint8(12) === 1 };
}

/** How many bytes its rows are, each with the byte of its filter; undefined when no image has such a header. */
function bytesOf({ width, height, depth, colourType, interlaced }: Header): number | undefined {
  const kind = COLOUR_TYPES[colourType];
  if (!kind?.depths.includes(depth)) return undefined;
  const passes = interlaced ? PASSES : [[0, 0, 1, 1] as const];
  const sizes = passes.map(([x, y, across, down]) => {
    const [columns, rows] = [Math.ceil((width - x) / across), Math.ceil((height - y) / down)];
    return columns === 0 ? 0 : rows * (1 + Math.ceil((columns * kind.samples * depth) / 8));
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

function unpacked(chunks: readonly Chunk[], size: number): boolean {
  try {
    return inflateSync(concat(...chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)), { maxOutputLength: size }).length === size;
  } catch {
    return false;
  }
}
