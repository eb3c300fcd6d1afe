import type { PrintedCheck, PrintedReport, PrintedRow } from '../verify/ports.js';
import { INK, QUIET } from './colours.js';
import { collected } from './collected.js';
import { loadFonts, type Fonts } from './fonts.js';
import { escapedInXml } from './metadata.js';
import { qrSymbol } from './qr.js';
import { printed, unprintable } from './scripts.js';
import { createSheet, heightOf, heightOfAll, MM, PAGE, type Laid, type Sheet, type Struct, type Style } from './sheet.js';

/** The verdict's colour on white (pages.md, 5). It repeats what the word says. */
const TONES: Readonly<Record<PrintedReport['tone'], string>> = { ok: '#0b5f38', warn: '#714700', stop: '#981623', open: '#3c4a5d' };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const BOTTOM = PAGE.height - 24 * MM;
const FOOT = 40 * MM;
const LABEL = 42 * MM;
const GAP = 5 * MM;
const body: Style = { font: 'sans', size: 9.5, colour: INK };
const quiet: Style = { ...body, size: 8.5, colour: QUIET };
const strong: Style = { ...body, font: 'sans-bold' };

/** Where the next thing goes, and how far down this page may be written. */
interface Pen {
  y: number;
  bottom: number;
}
interface Drawing {
  readonly sheet: Sheet;
  readonly root: Struct;
  readonly pen: Pen;
  readonly report: PrintedReport;
  /** The text as it can be printed. */
  text(value: string): string;
}

/** A report on paper: the verdict, what it rests on, and inside it the signed record. PDF/A-3a, as the certificate is. */
export function createReportPaper(): (report: PrintedReport) => Promise<Uint8Array> {
  let fonts: Fonts | undefined;
  return (report) => render(report, (fonts ??= loadFonts()));
}

async function render(report: PrintedReport, fonts: Fonts): Promise<Uint8Array> {
  const text = (value: string): string => {
    const script = unprintable(value, fonts.has);
    return script === undefined ? value : report.instead(script);
  };
  const sheet = createSheet(describe(report, text), fonts);
  const bytes = collected(sheet.doc);
  const root = sheet.doc.struct('Document', { lang: report.language });
  sheet.doc.addStructure(root);
  sheet.doc.addPage();
  const drawing: Drawing = { sheet, root, report, text, pen: { y: 14 * MM, bottom: PAGE.height - FOOT - 4 * MM } };
  drawFoot(drawing);
  drawVerdict(drawing);
  drawChecks(drawing);
  if (report.content !== undefined) drawRows(drawing, report.content);
  drawRows(drawing, report.limits);
  numberPages(drawing);
  attach(drawing);
  root.end();
  sheet.doc.end();
  return bytes;
}

function describe({ title, subject, language, host, madeAt }: PrintedReport, text: Drawing['text']): PDFKit.PDFDocumentOptions {
  const info = { Title: text(title), Author: host, Subject: text(subject) };
  return {
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: language,
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: true,
    size: [PAGE.width, PAGE.height],
    margin: 0,
    info: { ...Object.fromEntries(Object.entries(info).map(([name, value]) => [name, escapedInXml(printed(value))])), Creator: 'Testamur', Producer: 'PDFKit', CreationDate: new Date(madeAt) },
  };
}

function drawVerdict(drawing: Drawing): void {
  const { sheet, pen, report } = drawing;
  const colour = TONES[report.tone];
  sheet.artifact(() => sheet.doc.rect(0, 0, PAGE.width, 3 * MM).fill(colour));
  paragraph(drawing, ['P', `${report.kind}  ·  ${report.host}`], { ...quiet, font: 'sans-bold' });
  pen.y += 7 * MM;
  paragraph(drawing, ['P', report.word], { font: 'sans-bold', size: 15, colour });
  pen.y += 2;
  paragraph(drawing, ['H1', report.heading], { font: 'serif-bold', size: 19, colour: INK });
  pen.y += 5;
  for (const reason of report.reasons) paragraph(drawing, ['P', reason], { ...body, size: 10.5 });
  pen.y += 6;
  drawTable(drawing, report.facts);
  pen.y += 2;
  drawTable(drawing, [report.next]);
}

/** A text over the whole width, on as many pages as it takes. */
function paragraph({ sheet, root, pen, report, text }: Drawing, [tag, value]: readonly [string, string], style: Style): void {
  const element = sheet.element(root, tag, { lang: report.language });
  for (const line of sheet.lay(text(value), style, WIDTH)) {
    if (pen.y + heightOf(style) > pen.bottom) nextPage({ sheet, pen, report });
    const y = pen.y;
    element.add(() => sheet.write(line, PAGE.margin, y));
    pen.y += heightOf(style);
  }
  element.end();
}

function nextPage({ sheet, pen, report }: Pick<Drawing, 'sheet' | 'pen' | 'report'>): void {
  sheet.doc.addPage();
  sheet.artifact(() => sheet.doc.rect(0, 0, PAGE.width, 1.5 * MM).fill(TONES[report.tone]));
  pen.y = 18 * MM;
  pen.bottom = BOTTOM;
}

function heading(drawing: Drawing, value: string): void {
  const { pen } = drawing;
  // Not alone at the end of a page.
  if (pen.y + 24 * MM > pen.bottom) nextPage(drawing);
  pen.y += 5 * MM;
  paragraph(drawing, ['H2', value], { font: 'serif-bold', size: 13, colour: TONES[drawing.report.tone] });
  pen.y += 3;
}

const drawRows = (drawing: Drawing, { heading: value, rows }: { readonly heading: string; readonly rows: readonly PrintedRow[] }): void => {
  heading(drawing, value);
  drawTable(drawing, rows);
};

interface Cell {
  readonly x: number;
  readonly tag: 'TH' | 'TD';
  readonly lines: readonly Laid[];
}

function drawTable(drawing: Drawing, rows: readonly PrintedRow[]): void {
  const { sheet, root, text } = drawing;
  const table = sheet.element(root, 'Table');
  for (const { label, value } of rows) {
    drawRow(drawing, table, [
      { x: PAGE.margin, tag: 'TH', lines: sheet.lay(text(label), { ...strong, size: 8.5, colour: QUIET }, LABEL) },
      { x: PAGE.margin + LABEL + GAP, tag: 'TD', lines: sheet.lay(text(value), body, WIDTH - LABEL - GAP) },
    ]);
  }
  table.end();
}

const THIRD = (WIDTH - 2 * GAP) / 3;
const columnX = (at: number): number => PAGE.margin + at * (THIRD + GAP);

function drawChecks(drawing: Drawing): void {
  const { sheet, root, report, text } = drawing;
  const { heading: value, columns, rows } = report.checks;
  heading(drawing, value);
  const table = sheet.element(root, 'Table');
  drawRow(drawing, table, columns.map((column, at) => ({ x: columnX(at), tag: 'TH', lines: sheet.lay(text(column), { ...quiet, font: 'sans-bold' }, THIRD) })), 'Column');
  for (const row of rows) drawRow(drawing, table, cellsOf(row, drawing));
  table.end();
}

function cellsOf({ question, tone, answer, note, source }: PrintedCheck, { sheet, text }: Drawing): readonly Cell[] {
  const lay = (value: string, style: Style) => sheet.lay(text(value), style, THIRD);
  return [
    { x: columnX(0), tag: 'TH', lines: lay(question, body) },
    { x: columnX(1), tag: 'TD', lines: [...lay(answer, { ...strong, colour: TONES[tone] }), ...(note === undefined ? [] : lay(note, quiet))] },
    { x: columnX(2), tag: 'TD', lines: lay(source, quiet) },
  ];
}

/** Never over two pages: no row of a report is as high as one. */
// eslint-disable-next-line max-params -- the scope goes with the cells
function drawRow(drawing: Drawing, table: Struct, cells: readonly Cell[], scope: 'Row' | 'Column' = 'Row'): void {
  const { sheet, pen, report } = drawing;
  const height = Math.max(...cells.map(({ lines }) => heightOfAll(lines)));
  if (pen.y + height > pen.bottom) nextPage(drawing);
  sheet.artifact(() => sheet.doc.moveTo(PAGE.margin, pen.y).lineTo(PAGE.width - PAGE.margin, pen.y).lineWidth(0.4).stroke('#c9d0d8'));
  const row = sheet.element(table, 'TR');
  for (const { x, tag, lines } of cells) {
    let y = pen.y + 3;
    sheet.tagged(row, [tag, { lang: report.language, ...(tag === 'TH' ? { scope } : {}) }], () => {
      for (const line of lines) {
        sheet.write(line, x, y);
        y += heightOf(line.style);
      }
    });
  }
  row.end();
  pen.y += height + 7;
}

/** On the first page: the code, the address and the number, and what paper is worth. */
function drawFoot({ sheet, root, report, text }: Drawing): void {
  const { foot, url, tone } = report;
  const top = PAGE.height - FOOT;
  sheet.artifact(() => sheet.doc.moveTo(PAGE.margin, top).lineTo(PAGE.width - PAGE.margin, top).lineWidth(0.75).stroke(TONES[tone]));
  const symbol = qrSymbol(url);
  const [x, y] = [PAGE.margin - 2 * MM, top];
  sheet.tagged(root, ['Figure', { alt: foot.code }], () => {
    for (const run of symbol.runs) sheet.doc.rect(x + run.x, y + run.y, run.width, run.height);
    sheet.doc.fill('#000000');
  });
  const left = x + symbol.size + 2 * MM;
  let at = top + 4.5 * MM;
  for (const [value, style] of [[foot.number, { ...strong, size: 11 }], [foot.address, { ...body, size: 8.5 }], [foot.worth, { ...quiet, size: 8 }]] as const) {
    const lines = sheet.lay(text(value), style, PAGE.width - PAGE.margin - left);
    sheet.tagged(root, ['P', { lang: report.language }], () => lines.forEach((line, i) => sheet.write(line, left, at + i * heightOf(style))));
    at += heightOfAll(lines) + 2;
  }
}

function numberPages({ sheet, report }: Drawing): void {
  const { count } = sheet.doc.bufferedPageRange();
  const style = { ...quiet, size: 8 };
  for (let page = 0; page < count; page++) {
    sheet.doc.switchToPage(page);
    sheet.artifact(() => {
      const text = report.page(page + 1, count);
      sheet.write({ text, style }, PAGE.width - PAGE.margin - sheet.width(text, style), PAGE.height - 9 * MM);
      if (page > 0) sheet.write({ text: report.foot.number, style }, PAGE.margin, PAGE.height - 9 * MM);
    });
  }
}

/** ISO 19005-3, 6.8: the record is the data (ISO 32000-2, table 43) that the pages are made from. */
function attach({ sheet: { doc }, report: { record, madeAt } }: Drawing): void {
  if (record === undefined) return;
  const at = new Date(madeAt);
  const options = { name: 'record.json', type: 'application/json', relationship: 'Data', description: record.description, creationDate: at, modifiedDate: at };
  doc.file(Buffer.from(record.bytes), options);
}
