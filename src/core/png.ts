import { crc32 } from 'node:zlib';
import { concat, utf8 } from './bytes.js';
import { reject } from './errors.js';

/** PNG, third edition (W3C), 5.2. */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A chunk (5.3): four letters, and what they are the name of. */
export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, at) => bytes[at] === byte);

/** The chunks up to `IEND`; what follows it is no part of the image. Undefined when one is cut short or its checksum is wrong. */
export function readChunks(png: Uint8Array): readonly Chunk[] | undefined {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; chunks.at(-1)?.type !== 'IEND'; ) {
    const length = at + 12 <= png.length ? view.getUint32(at) : Infinity;
    const end = at + 8 + length;
    if (end + 4 > png.length || crc32(png.subarray(at + 4, end)) !== view.getUint32(end)) return undefined;
    chunks.push({ type: latin1(png.subarray(at + 4, at + 8)), data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

export function writeChunks(chunks: readonly Chunk[]): Uint8Array {
  return concat(Uint8Array.from(SIGNATURE), ...chunks.flatMap(({ type, data }) => chunkBytes(concat(utf8(type), data))));
}

function chunkBytes(named: Uint8Array): readonly Uint8Array[] {
  return [uint32(named.length - 4), named, uint32(crc32(named))];
}

/** As the first chunk says it (11.2.1). Throws `bug` for what was never found to be a PNG image. */
export function sizeOfPng(png: Uint8Array): { readonly width: number; readonly height: number } {
  if (!isPng(png) || png.length < 24) return reject('bug', 'This is no PNG image.');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
