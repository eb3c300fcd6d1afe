import type { Renderer, RenditionSource, Withheld } from '../claim/ports.js';
import { accentsOf } from '../core/accent.js';
import { AppError } from '../core/errors.js';
import { pick } from '../core/language.js';
import type { Award } from '../core/model.js';
import { drawFront, type FrontLook } from './certificate.js';
import { collected } from './collected.js';
import { INK, QUIET } from './colours.js';
import { loadFonts, type Fonts } from './fonts.js';
import { drawFoot } from './foot.js';
import { frontOf, type Front } from './front.js';
import { tonguesOf, type Line, type Lines, type Tongues } from './lines.js';
import { drawableLogo } from './logo.js';
import { describe } from './metadata.js';
import { drawTranscript } from './pages.js';
import type { PaperPorts, PaperWords } from './ports.js';
import { unprintable } from './scripts.js';
import { createSheet, MM, PAGE, type Sheet } from './sheet.js';
import { transcriptOf, type Section } from './transcript.js';

/** Without an accent of its own, an organisation's certificates are in ours. */
const ACCENT = '#1d4d4f';
const MAX_LOGOS = 4;

interface Content {
  readonly award: Award;
  readonly tongues: Tongues;
  readonly front: Front;
  readonly sections: readonly Section[];
}

/** The certificate on paper: one page, a transcript, and the signed credential inside. */
export function createPaper(ports: PaperPorts): Renderer {
  const fonts = loadFonts();
  const contentOf = (award: Award): Content => {
    const tongues = tonguesOf(award.language, ports.words);
    return { award, tongues, front: frontOf(award, tongues), sections: transcriptOf(award, tongues, ports) };
  };
  const withheld = (award: Award): Withheld | undefined => refusal(contentOf(award), fonts);
  return {
    id: 'pdf',
    mediaType: 'application/pdf',
    extension: '.pdf',
    withheld,
    render: (source) => {
      const content = contentOf(source.award);
      const refused = refusal(content, fonts);
      if (refused !== undefined) throw new AppError('script-unsupported', `The certificate prints Latin, Greek and Cyrillic letters; a text in it needs others (${refused.script}).`, { path: refused.path });
      return render(source, content, fonts);
    },
  };
}

/** The first text that cannot be printed. */
function refusal({ front, sections }: Content, fonts: Fonts): Withheld | undefined {
  for (const { text, path } of [...linesOfFront(front), ...sections.flatMap(linesOfSection)].flatMap((line) => line.parts ?? [line])) {
    const script = unprintable(text, fonts.has);
    if (script !== undefined) return { script, path: path ?? '' };
  }
  return undefined;
}

function linesOfFront({ facts, outcomes, signatories, ...rest }: Front): Lines {
  const single = Object.values(rest).filter((line): line is Line => line !== undefined);
  return [...single, ...facts, ...outcomes, ...signatories.flatMap(({ name, office }) => [name, office])];
}
const linesOfSection = ({ rows }: Section): Lines => rows.flatMap(({ cells }) => ('shared' in cells ? cells.shared : [...cells.local, ...cells.english]));

async function render({ award, document, permanentUrl }: RenditionSource, { tongues, front, sections }: Content, fonts: Fonts): Promise<Uint8Array> {
  const { words } = tongues;
  const accent = accentsOf(award.organisation.branding?.accent ?? ACCENT).light.accent;
  const sheet = createSheet(describe(award, front, words), fonts);
  const bytes = collected(sheet.doc);
  const root = sheet.doc.struct('Document', { lang: front.title.lang });
  sheet.doc.addStructure(root);
  sheet.doc.addPage();
  drawFront(sheet, root, { front, words, look: { accent, logos: logosOf(award, words) } });
  drawFoot(sheet, root, { permanentUrl, number: award.number, kind: front.kind, words, accent });
  const running = `${pick(award.organisation.legalName, award.language)}  ·  ${award.number}`;
  drawTranscript(sheet, root, { sections, look: { tongues, accent, running } });
  numberPages(sheet, words, award);
  attach(sheet, { award, document, words });
  root.end();
  sheet.doc.end();
  return bytes;
}

const logosOf = ({ awardingBodies, language }: Award, words: PaperWords): FrontLook['logos'] =>
  awardingBodies
    .flatMap(({ logo, legalName }) => {
      const drawable = logo && drawableLogo(logo);
      return drawable === undefined ? [] : [{ ...drawable, name: words.text('paper.logo', { name: pick(legalName, language) }) }];
    })
    .slice(0, MAX_LOGOS);

/** At the foot of every page, when it is known how many there are. */
function numberPages({ doc, artifact, write, width }: Sheet, words: PaperWords, { number }: Award): void {
  const { count } = doc.bufferedPageRange();
  const style = { font: 'sans', size: 8, colour: QUIET } as const;
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    artifact(() => {
      const text = words.text('paper.page', { page: page + 1, pages: count });
      write({ text, style }, PAGE.width - PAGE.margin - width(text, style), PAGE.height - 12 * MM);
      if (page > 0) write({ text: number, style: { ...style, colour: INK } }, PAGE.margin, PAGE.height - 12 * MM);
    });
  }
}

/** ISO 19005-3, 6.8: the credential is the source (ISO 32000-2, table 43) of what the pages show. */
function attach({ doc }: Sheet, { award, document, words }: { readonly award: Award; readonly document: Uint8Array; readonly words: PaperWords }): void {
  const at = new Date(award.issuedAt);
  const options = { name: 'credential.json', type: 'application/vc+ld+json', relationship: 'Source', description: words.text('paper.attachment'), creationDate: at, modifiedDate: at };
  doc.file(Buffer.from(document), options);
}
