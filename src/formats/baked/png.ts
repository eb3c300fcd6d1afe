import { inflateSync } from 'node:zlib';
import { concat, utf8 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import { isPng, latin1, readChunks, writeChunks } from '../../core/png.js';
import { MAX_CREDENTIAL_BYTES, type Carried } from './carried.js';

/** Keywords of text chunks that carry a credential (Open Badges 3.0, 5.3.1; CLR 2.0; Open Badges 2.0, "Badge Baking"). */
const KEYWORDS: ReadonlySet<string> = new Set(['openbadgecredential', 'clrcredential', 'openbadges']);

/** 11.3.3. */
const LONGEST_KEYWORD = 79;

/** What the image carries; empty for an ordinary image. Undefined when the file is damaged. */
export function carriedInPng(png: Uint8Array): readonly Carried[] | undefined {
  return readChunks(png)?.flatMap(({ type, data }) => {
    const textOf = TEXTS.get(type);
    const end = textOf === undefined ? -1 : data.indexOf(0);
    const named = end > 0 && end <= LONGEST_KEYWORD && KEYWORDS.has(latin1(data.subarray(0, end)));
    return named ? [{ content: () => textOf?.(data.subarray(end + 1)) }] : [];
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
