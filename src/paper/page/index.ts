import { renderAsync } from '@resvg/resvg-js';
import { sha256, toHex } from '../../core/bytes.js';
import { accentsOf } from '../../core/accent.js';
import { faceOf, loadFaces } from '../badge/outlines.js';
import { INK, QUIET } from '../colours.js';
import { keeping } from '../kept.js';
import { contentOf, type PageContent, type Paged, type PageWordsIn } from './content.js';
import { drawPage, type PageFaces } from './draw.js';
import { inkedPng } from './inks.js';

/** The page that a Europass viewer shows for an award: PNG, of the achievement alone, without a name. The same arguments give the same bytes. */
export type Pages = (paged: Paged) => Promise<Uint8Array>;

/** A credential carries it in base64: with this the whole stays below 60 kB. */
const MOST_BYTES = 16_000;
/** Pixels, the best first. */
const WIDTHS = [600, 560, 520, 480, 440] as const;

export function createPages(wordsIn: PageWordsIn): Pages {
  const { serif, sans: bold } = loadFaces();
  const sans = faceOf('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf');
  const faces: PageFaces = { serif, bold, sans };
  const kept = keeping();
  return (paged) => kept(nameOf(paged), () => drawn(contentOf(paged, wordsIn(paged.language), serif), faces));
}

/** All that it is drawn from: of an achievement, its version and language, and who awards it. */
const nameOf = ({ achievement, organisation, awardingBodies, language }: Paged): string =>
  toHex(sha256(JSON.stringify([achievement, organisation.logo, organisation.branding, awardingBodies.map(({ slug, legalName }) => [slug, legalName]), language])));

/** As large as there is room for; a page that has none in any size is without the logo, and is then taken as it comes. */
async function drawn(content: PageContent, faces: PageFaces): Promise<Uint8Array> {
  const source = drawPage(content, faces);
  const inks = [accentsOf(content.accent).light.accent, INK, QUIET];
  for (const width of WIDTHS) {
    const page = await rendered(source, width, inks);
    if (page.length <= MOST_BYTES) return page;
  }
  return rendered(drawPage({ ...content, logo: undefined }, faces), WIDTHS[WIDTHS.length - 1] ?? 440, inks);
}

/** On a thread of its own. No fonts: what has letters has them as outlines. */
async function rendered(source: string, pixelsWide: number, inks: readonly string[]): Promise<Uint8Array> {
  const { width, height, pixels } = await renderAsync(source, { fitTo: { mode: 'width', value: pixelsWide }, font: { loadSystemFonts: false } });
  return inkedPng({ width, height, data: pixels }, inks);
}
