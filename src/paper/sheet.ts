import PDFDocument from 'pdfkit';
import type { FontName, Fonts } from './fonts.js';
import type { Lines } from './lines.js';
import { printed } from './scripts.js';
import { wrap } from './wrap.js';

/** Points of a millimetre. */
export const MM = 72 / 25.4;
/** A4, and what stays white around the text. */
export const PAGE = { width: 210 * MM, height: 297 * MM, margin: 20 * MM };

export interface Style {
  readonly font: FontName;
  readonly size: number;
  readonly colour: string;
}
/** A line that fits its column. */
export interface Laid {
  readonly text: string;
  readonly style: Style;
}
/** One text, laid out. */
export interface Paragraph {
  readonly lang: string;
  readonly lines: readonly Laid[];
}
export type Struct = PDFKit.PDFStructureElement;
/** Of pdfkit's options those we use, and two that its types leave out. */
export type StructOptions = { readonly lang?: string; readonly alt?: string; readonly scope?: 'Row' | 'Column'; readonly span?: number };

export interface Sheet {
  readonly doc: PDFKit.PDFDocument;
  width(text: string, style: Style): number;
  lay(text: string, style: Style, width: number): readonly Laid[];
  /** A new element, already part of the tree. */
  element(parent: Struct, type: string, options?: StructOptions): Struct;
  /** Draws as the content of a new element, which is then complete. */
  tagged(parent: Struct, [type, options]: readonly [string, StructOptions?], draw: () => void): void;
  /** What a reader aloud passes over. */
  artifact(draw: () => void): void;
  write(line: Laid, x: number, y: number): void;
}

/** Noto's own line is 1.362 of its size. */
export const heightOf = ({ size }: Style): number => size * 1.38;
export const heightOfAll = (lines: readonly Laid[]): number => lines.reduce((sum, { style }) => sum + heightOf(style), 0);

export function createSheet(options: PDFKit.PDFDocumentOptions, fonts: Fonts): Sheet {
  // Given no font, its constructor takes one that is not embedded; given null, none.
  const doc = new PDFDocument({ ...options, font: null as unknown as string });
  for (const [name, font] of Object.entries(fonts.open())) doc.registerFont(name, font as unknown as string);
  const width = measuring(doc);
  const element: Sheet['element'] = (parent, type, { span, ...given } = {}) => {
    const struct = doc.struct(type, given);
    if (span !== undefined) Object.assign((struct as unknown as { dictionary: { data: object } }).dictionary.data, { A: { O: 'Table', ColSpan: span } });
    parent.add(struct);
    return struct;
  };
  return {
    doc,
    width,
    element,
    lay: (text, style, room) => wrap(printed(text), room, (piece) => width(piece, style)).map((line) => ({ text: line, style })),
    tagged: (parent, [type, given], draw) => {
      const struct = element(parent, type, given);
      struct.add(draw);
      struct.end();
    },
    artifact: (draw) => {
      doc.markContent('Artifact', { type: 'Layout' });
      draw();
      doc.endMarkedContent();
    },
    write: ({ text, style }, x, y) => {
      doc.font(style.font).fontSize(style.size).fillColor(style.colour).text(text, x, y, { lineBreak: false });
    },
  };
}

/** Widths of words, each asked of the font once. */
function measuring(doc: PDFKit.PDFDocument): Sheet['width'] {
  const known = new Map<string, number>();
  return (text, { font, size }) => {
    const key = `${font} ${text}`;
    const found = known.get(key) ?? doc.font(font).fontSize(1000).widthOfString(text) / 1000;
    known.set(key, found);
    return found * size;
  };
}

/** Texts as paragraphs of a column, in its style or the quiet or strong one. */
export const paragraphs = (sheet: Sheet, lines: Lines, { width, style }: { readonly width: number; readonly style: (line: Lines[number]) => Style }): readonly Paragraph[] =>
  lines.map((line) => ({ lang: line.lang, lines: sheet.lay(line.text, style(line), width) }));
