import { canBeDecoded, headerOf, type PngHeader } from '../core/png-pixels.js';
import { isPng, readChunks } from '../core/png.js';
import { carriedInPng } from '../formats/baked/png.js';

/** Badges are shown side by side, as squares; smaller ones cannot be made out, larger ones are a burden to whoever decodes them. */
const SIDE = { least: 90, most: 2048 } as const;

/** What is wrong with the image; undefined when it is a whole, square PNG that carries nothing. Its pixels are unpacked, and no more than they are. */
export function checkPng(png: Uint8Array): string | undefined {
  const chunks = isPng(png) ? readChunks(png) : undefined;
  const header = chunks && headerOf(chunks[0]);
  if (chunks === undefined || header === undefined) return 'is no whole PNG image';
  if (carriedInPng(png)?.length !== 0) return 'carries a credential already: give the image without it';
  if (!isSquare(header)) return `is not a square of ${SIDE.least} to ${SIDE.most} pixels`;
  return canBeDecoded(chunks, header) ? undefined : 'cannot be decoded';
}

const isSquare = ({ width, height }: PngHeader): boolean => width === height && width >= SIDE.least && width <= SIDE.most;
