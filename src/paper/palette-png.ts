import { deflateSync } from 'node:zlib';
import { writeChunks } from '../core/png.js';

/** A picture whose pixels are places in a palette (PNG, 11.2.1). */
export interface PalettePicture {
  readonly width: number;
  readonly height: number;
  /** Of a place. */
  readonly bits: 4 | 8;
  /** Red, green, blue of each colour. */
  readonly colours: readonly (readonly number[])[];
  /** Of each colour; absent: all opaque. */
  readonly alphas?: readonly number[];
  /** Before each row the number of its filter. */
  readonly rows: Uint8Array;
}

export function palettePng({ width, height, bits, colours, alphas, rows }: PalettePicture): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([bits, 3], 8); // indexed
  return writeChunks([
    { type: 'IHDR', data: header },
    { type: 'PLTE', data: Uint8Array.from(colours.flat()) },
    ...(alphas === undefined ? [] : [{ type: 'tRNS', data: Uint8Array.from(alphas) }]),
    { type: 'IDAT', data: new Uint8Array(deflateSync(rows, { level: 9 })) },
    { type: 'IEND', data: new Uint8Array() },
  ]);
}
