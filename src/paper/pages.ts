import { INK, QUIET } from './colours.js';
import type { Cells, Line, Lines, Tongues } from './lines.js';
import type { PaperWords } from './ports.js';
import { heightOf, heightOfAll, MM, PAGE, paragraphs, type Laid, type Paragraph, type Sheet, type Struct, type Style } from './sheet.js';
import { unprintable } from './scripts.js';
import type { Row, Section } from './transcript.js';

export interface TranscriptLook {
  readonly tongues: Tongues;
  readonly accent: string;
  /** Told at the head of every page. */
  readonly running: string;
}

const TOP = 30 * MM;
const BOTTOM = PAGE.height - 24 * MM;
const GAP = 5 * MM;
const LABEL = 36 * MM;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const ROW_GAP = 5;
/** A row that fits on a page is not split for less than this. */
const KEPT_WHOLE = 60 * MM;

const body: Style = { font: 'sans', size: 9, colour: INK };
const STYLES = { body, quiet: { ...body, size: 8, colour: QUIET }, label: { ...body, font: 'sans-bold', size: 8.5, colour: QUIET }, labelQuiet: { ...body, size: 7.5, colour: QUIET } } as const satisfies Record<string, Style>;
const bodyStyle = ({ quiet }: Line): Style => (quiet ? STYLES.quiet : STYLES.body);
const labelStyle = ({ quiet }: Line): Style => (quiet ? STYLES.labelQuiet : STYLES.label);

interface Column {
  readonly x: number;
  readonly tag: 'TH' | 'TD';
  readonly span: number;
  readonly paragraphs: readonly Paragraph[];
}
/** Where the next thing goes. */
interface Pen {
  y: number;
}

/** The transcript, on as many pages as it takes. */
export function drawTranscript(sheet: Sheet, root: Struct, { sections, look }: { readonly sections: readonly Section[]; readonly look: TranscriptLook }): void {
  const pen: Pen = { y: newPage(sheet, look) };
  const title: Style = { font: 'serif-bold', size: 20, colour: look.accent };
  const { words } = look.tongues;
  sheet.tagged(root, ['H2', { lang: words.language }], () => sheet.write({ text: words.text('paper.transcript'), style: title }, PAGE.margin, pen.y));
  pen.y += heightOf(title);
  for (const section of sections) drawSection(sheet, root, { section, look, pen });
}

function newPage({ doc, artifact, lay, write }: Sheet, { running, accent }: TranscriptLook): number {
  doc.addPage();
  artifact(() => {
    doc.rect(0, 0, PAGE.width, 1.5 * MM).fill(accent);
    const [line] = lay(running, STYLES.quiet, WIDTH);
    if (line !== undefined) write(line, PAGE.margin, 12 * MM);
  });
  return TOP - 6 * MM;
}

interface Part {
  readonly section: Section;
  readonly look: TranscriptLook;
  readonly pen: Pen;
}

function drawSection(sheet: Sheet, root: Struct, { section, look, pen }: Part): void {
  const [first] = section.rows;
  const opening = first === undefined ? 0 : Math.min(rowHeight(columnsOf(sheet, first, look.tongues)), KEPT_WHOLE);
  if (pen.y + 16 * MM + opening > BOTTOM) pen.y = newPage(sheet, look);
  pen.y += 5 * MM;
  drawHeading(sheet, root, { section, look, pen });
  const table = sheet.element(root, 'Table');
  drawLanguages(sheet, table, { look, pen });
  for (const row of section.rows) drawRow(sheet, table, { row, look, pen });
  table.end();
}

function drawHeading(sheet: Sheet, root: Struct, { section, look, pen }: Part): void {
  const style: Style = { font: 'serif-bold', size: 11.5, colour: look.accent };
  const [heading, other] = section.heading;
  const heads: Laid[] = heading === undefined ? [] : [{ text: heading.text, style }];
  sheet.tagged(root, ['H3', { lang: heading?.lang ?? 'und' }], () => heads.forEach((line) => sheet.write(line, PAGE.margin, pen.y)));
  pen.y += heightOf(style);
  if (other !== undefined) {
    sheet.artifact(() => sheet.write({ text: other.text, style: STYLES.labelQuiet }, PAGE.margin, pen.y - 2));
    pen.y += heightOf(STYLES.labelQuiet) - 2;
  }
  pen.y += 3;
  sheet.artifact(() => sheet.doc.moveTo(PAGE.margin, pen.y).lineTo(PAGE.width - PAGE.margin, pen.y).lineWidth(0.5).stroke(look.accent));
  pen.y += ROW_GAP;
}

/** The languages at the head of their columns, when there are two, each by its own name. */
function drawLanguages(sheet: Sheet, table: Struct, { look, pen }: { readonly look: TranscriptLook; readonly pen: Pen }): void {
  const { local, english, words } = look.tongues;
  if (english === undefined) return;
  const row = sheet.element(table, 'TR');
  sheet.element(row, 'TD').end();
  [nameOf(local.language, words), nameOf('en', words)].forEach(({ text, lang }, at) => {
    sheet.tagged(row, ['TH', { scope: 'Column', lang }], () => sheet.write({ text, style: STYLES.quiet }, valueX(at), pen.y));
  });
  row.end();
  pen.y += heightOf(STYLES.quiet) + 2;
}

function nameOf(tag: string, words: PaperWords): Line {
  const own = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  if (unprintable(own, () => true) !== undefined) return { text: words.languageName(tag), lang: words.language };
  return { text: own.slice(0, 1).toLocaleUpperCase(tag) + own.slice(1), lang: tag };
}

const HALF = (WIDTH - LABEL - 2 * GAP) / 2;
const valueX = (column: number): number => PAGE.margin + LABEL + GAP + column * (HALF + GAP);

function columnsOf(sheet: Sheet, { label, cells }: Row, { english }: Tongues): readonly Column[] {
  const full = WIDTH - LABEL - GAP;
  const value = (lines: Lines, at: number, width: number): Column => ({ x: valueX(at), tag: 'TD', span: width === full && english !== undefined ? 2 : 1, paragraphs: paragraphs(sheet, lines, { width, style: bodyStyle }) });
  const head: Column = { x: PAGE.margin, tag: 'TH', span: 1, paragraphs: paragraphs(sheet, label, { width: LABEL, style: labelStyle }) };
  return [head, ...valuesOf(cells).map((lines, at, all) => value(lines, at, all.length === 1 ? full : HALF))];
}
const valuesOf = (cells: Cells): readonly Lines[] => ('shared' in cells ? [cells.shared] : [cells.local, cells.english]);

const linesOf = ({ paragraphs }: Column): readonly Laid[] => paragraphs.flatMap(({ lines }) => lines);
const rowHeight = (columns: readonly Column[]): number => Math.max(...columns.map((column) => heightOfAll(linesOf(column))));

/** One row, over as many pages as it takes; its cells go on beside each other. */
function drawRow(sheet: Sheet, table: Struct, { row, look, pen }: { readonly row: Row; readonly look: TranscriptLook; readonly pen: Pen }): void {
  const columns = columnsOf(sheet, row, look.tongues);
  const height = rowHeight(columns);
  if (pen.y + height > BOTTOM && height <= KEPT_WHOLE) pen.y = newPage(sheet, look);
  const struct = sheet.element(table, 'TR');
  const writers = columns.map((column) => cellWriter(sheet, struct, column));
  let lowest = pen.y;
  while (writers.some(({ done }) => !done())) {
    if (pen.y + heightOf(STYLES.body) > BOTTOM) pen.y = newPage(sheet, look);
    lowest = Math.max(...writers.map(({ write }) => write(pen.y)));
    if (writers.some(({ done }) => !done())) pen.y = newPage(sheet, look);
  }
  struct.end();
  pen.y = lowest + ROW_GAP;
}

interface CellWriter {
  /** Writes from here to the end of the page, and gives where it stopped. */
  write(y: number): number;
  done(): boolean;
}

function cellWriter(sheet: Sheet, row: Struct, { x, tag, span, paragraphs }: Column): CellWriter {
  const cell = sheet.element(row, tag, tag === 'TH' ? { scope: 'Row' } : span > 1 ? { span } : {});
  const queue = paragraphs.flatMap(({ lang, lines }) => {
    const element = sheet.element(cell, 'P', { lang });
    return lines.map((line) => ({ line, element }));
  });
  return {
    done: () => queue.length === 0,
    write: (from) => {
      let y = from;
      for (let next = queue[0]; next !== undefined && y + heightOf(next.line.style) <= BOTTOM; next = queue[0]) {
        const { line, element } = next;
        const at = y;
        element.add(() => sheet.write(line, x, at));
        y += heightOf(line.style);
        queue.shift();
      }
      return y;
    },
  };
}
