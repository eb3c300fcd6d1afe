import { crc32, inflateSync } from 'node:zlib';
import { concat, utf8 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import { MAX_CREDENTIAL_BYTES, type Carried } from './carried.js';

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

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Keywords of text chunks that carry a credential (Open Badges 3.0, 5.3.1; CLR 2.0; Open Badges 2.0, "Badge Baking"). */
const KEYWORDS: ReadonlyMap<string, Carried['kind']> = new Map([
  ['openbadgecredential', 'open-badge'],
  ['clrcredential', 'learner-record'],
  ['openbadges', 'older-badge'],
]);

/** 11.3.3. */
const LONGEST_KEYWORD = 79;

/** What the image carries, of every kind; empty for an ordinary image. Undefined when the file is damaged. */
export function carriedInPng(png: Uint8Array): readonly Carried[] | undefined {
  return readChunks(png)?.flatMap(({ type, data }) => {
    const textOf = TEXTS.get(type);
    const end = textOf === undefined ? -1 : data.indexOf(0);
    const kind = end < 1 || end > LONGEST_KEYWORD ? undefined : KEYWORDS.get(latin1(data.subarray(0, end)));
    return kind === undefined ? [] : [{ kind, content: textOf?.(data.subarray(end + 1)) }];
  });
}

/** The text behind the keyword, by type of chunk (11.3.3). The specification writes `iTXt`; issuers in the field wrote the others too. */
const TEXTS: ReadonlyMap<string, (rest: Uint8Array) => Uint8Array | undefined> = new Map([
  ['tEXt', (rest: Uint8Array) => rest],
  ['zTXt', (rest) => (rest[0] === 0 ? inflated(rest.subarray(1)) : undefined)],
  ['iTXt', internationalText],
]);

function internationalText(rest: Uint8Array): Uint8Array | undefined {
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (translated < 0) return undefined;
  const content = rest.subarray(translated + 1);
  if (rest[0] === 0) return content;
  return rest[0] === 1 && rest[1] === 0 ? inflated(content) : undefined;
}

function inflated(packed: Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(inflateSync(packed, { maxOutputLength: MAX_CREDENTIAL_BYTES }));
  } catch {
    return undefined;
  }
}

/**
 * The image with the credential in it (Open Badges 3.0, 5.3.1): one uncompressed `iTXt` chunk before `IEND`, every other chunk and pixel as it was.
 * Throws `input-invalid` when this is no whole PNG image, or carries something already.
 */
export function bakePng(png: Uint8Array, credential: Uint8Array): Uint8Array {
  const chunks = isPng(png) ? readChunks(png) : undefined;
  if (chunks === undefined) return reject('input-invalid', 'This is no whole PNG image.');
  if (carriedInPng(png)?.length !== 0) return reject('input-invalid', 'The image carries a credential already.');
  return writeChunks([...chunks.slice(0, -1), { type: 'iTXt', data: concat(utf8('openbadgecredential\0\0\0\0\0'), credential) }, ...chunks.slice(-1)]);
}
