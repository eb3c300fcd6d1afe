import { INK, QUIET } from './colours.js';
import type { Line } from './lines.js';
import type { PaperWords } from './ports.js';
import { qrSymbol } from './qr.js';
import { heightOf, MM, PAGE, type Laid, type Sheet, type Struct, type Style } from './sheet.js';

/** From the lower edge of the sheet: room for the code with its quiet zone, and for the words beside it. */
export const FOOT_HEIGHT = 46 * MM;

export interface Foot {
  readonly permanentUrl: string;
  readonly number: string;
  readonly kind: Line;
  readonly words: PaperWords;
  readonly accent: string;
}

/** How to check: the code, its address in words, the number; and what the paper is worth without. */
export function drawFoot(sheet: Sheet, root: Struct, { permanentUrl, number, kind, words, accent }: Foot): void {
  const symbol = qrSymbol(permanentUrl);
  const { doc } = sheet;
  const top = PAGE.height - FOOT_HEIGHT;
  sheet.artifact(() => doc.moveTo(PAGE.margin, top).lineTo(PAGE.width - PAGE.margin, top).lineWidth(0.75).stroke(accent));
  const [x, y] = [PAGE.margin - 2 * MM, top + 4 * MM];
  sheet.tagged(root, ['Figure', { alt: words.text('paper.qr', { address: permanentUrl }) }], () => {
    for (const run of symbol.runs) doc.rect(x + run.x, y + run.y, run.width, run.height);
    doc.fill('#000000');
  });
  const left = x + symbol.size + 2 * MM;
  const width = PAGE.width - PAGE.margin - left;
  const small: Style = { font: 'sans', size: 8.5, colour: QUIET };
  const own = (text: string, style: Style) => ({ lang: words.language, lines: sheet.lay(text, style, width), link: false });
  const texts = [
    own(words.text('paper.number', { number }), { font: 'sans-bold', size: 12, colour: INK }),
    { lang: kind.lang, lines: sheet.lay(kind.text, { font: 'sans-bold', size: 9, colour: accent }, width), link: false },
    { ...own(words.text('paper.check', { address: permanentUrl }), { ...small, colour: INK }), link: true },
    own(words.text('paper.alone'), small),
    own(words.text('paper.inside'), small),
  ];
  let at = y + 2.5 * MM;
  for (const { lang, lines, link } of texts) {
    drawParagraph(sheet, root, { lang, lines, x: left, y: at, ...(link ? { href: permanentUrl } : {}) });
    at += lines.reduce((sum, { style }) => sum + heightOf(style), 3);
  }
}

interface Placed {
  readonly lang: string;
  readonly lines: readonly Laid[];
  readonly x: number;
  readonly y: number;
  readonly href?: string;
}
function drawParagraph(sheet: Sheet, root: Struct, { lang, lines, x, y, href }: Placed): void {
  const paragraph = sheet.element(root, 'P', { lang });
  const parent = href === undefined ? paragraph : sheet.element(paragraph, 'Link');
  let at = y;
  parent.add(() => {
    for (const line of lines) {
      sheet.write(line, x, at);
      at += heightOf(line.style);
    }
  });
  if (href !== undefined) {
    const width = Math.max(...lines.map(({ text, style }) => sheet.width(text, style)));
    sheet.doc.link(x, y, width, at - y, href, { structParent: parent, Contents: new String(href) } as unknown as PDFKit.Mixins.AnnotationOption);
  }
  // Ended here: an annotation belongs to the page that is open when its element is written.
  paragraph.end();
}
