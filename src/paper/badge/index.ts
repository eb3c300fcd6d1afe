import { renderAsync } from '@resvg/resvg-js';
import { sha256, toHex, utf8 } from '../../core/bytes.js';
import type { Achievement, Organisation } from '../../core/model.js';
import { sizeOfPng } from '../../core/png.js';
import { keeping } from '../kept.js';
import { createContentOf, type WordsIn } from './content.js';
import { drawBadge } from './draw.js';
import { loadFaces } from './outlines.js';
import { indexedPng } from './palette.js';

/** What a badge is the badge of. */
export interface Pictured {
  readonly achievement: Achievement;
  readonly organisation: Organisation;
  /** Of its titles, the one to draw, if there is one in it. */
  readonly language?: string;
}
/** The badge image of an achievement: the uploaded one, else one drawn. The same arguments give the same bytes. */
export interface Badges {
  png(pictured: Pictured): Promise<Uint8Array>;
  svg(pictured: Pictured): Uint8Array;
}

const WIDTH = 640;

export function createBadges(wordsIn: WordsIn): Badges {
  const faces = loadFaces();
  const contentOf = createContentOf(faces, wordsIn);
  const kept = keeping();
  const svg = (pictured: Pictured): Uint8Array => {
    const { image } = pictured.achievement;
    if (image === undefined) return utf8(drawBadge(contentOf(pictured), faces));
    return image.mediaType === 'image/svg+xml' ? bytesOf(image.base64) : framed(image.base64, contentOf(pictured));
  };
  return {
    svg,
    png: (pictured) => {
      const { image } = pictured.achievement;
      if (image?.mediaType === 'image/png') return Promise.resolve(bytesOf(image.base64));
      const source = svg(pictured);
      return kept(toHex(sha256(source)), () => rendered(source));
    },
  };
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

/** On a thread of its own. No fonts: what has letters has them as outlines. */
async function rendered(source: Uint8Array): Promise<Uint8Array> {
  const image = await renderAsync(Buffer.from(source), { fitTo: { mode: 'width', value: WIDTH }, font: { loadSystemFonts: false } });
  const { width, height, pixels } = image;
  return indexedPng({ width, height, data: pixels }) ?? new Uint8Array(image.asPng());
}

/** An uploaded PNG as SVG: the same picture, in a frame that can be baked. */
function framed(base64: string, { name }: { readonly name: string }): Uint8Array {
  const { width, height } = sizeOfPng(bytesOf(base64));
  const title = name.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return utf8(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"><title>${title}</title><image width="${width}" height="${height}" href="data:image/png;base64,${base64}"/></svg>`,
  );
}
