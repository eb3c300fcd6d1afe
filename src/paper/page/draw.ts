import { accentsOf } from '../../core/accent.js';
import { rounded, type Face } from '../badge/outlines.js';
import { INK, QUIET } from '../colours.js';
import { wrap } from '../wrap.js';
import type { PageContent } from './content.js';

export interface PageFaces {
  readonly serif: Face;
  readonly bold: Face;
  readonly sans: Face;
}

/** A4, in units of which a page shown at its own size has one a pixel. */
export const PAGE = { width: 700, height: 990 } as const;
const MID = PAGE.width / 2;
const FRAME = { outer: 22, inner: 30 } as const;
const COLUMN = { left: 92, width: PAGE.width - 2 * 92 } as const;
/** From the upper edge: where outcomes end at the latest, where the columns below them begin, and the foot. */
const Y = { logo: 66, title: 318, outcomesEnd: 730, columns: 770, foot: 922 } as const;
const LOGO = 74;

interface Style {
  readonly face: Face;
  readonly size: number;
  readonly colour: string;
  readonly tracking?: number;
}

/** The page as an SVG document, the same for the same content: no fonts, nothing loaded. */
export function drawPage(content: PageContent, given: PageFaces): string {
  const faces = { serif: measuredOnce(given.serif), bold: measuredOnce(given.bold), sans: measuredOnce(given.sans) };
  const accent = accentsOf(content.accent).light.accent;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PAGE.width} ${PAGE.height}" width="${PAGE.width}" height="${PAGE.height}">`,
    `<rect width="${PAGE.width}" height="${PAGE.height}" fill="#ffffff"/>`,
    ...frame(accent),
    ...head(content, faces, accent),
    ...middle(content, faces, accent),
    ...columns(content, faces, accent),
    ...foot(content, faces, accent),
    '</svg>',
  ].join('\n');
}

/** Measuring takes a millisecond, and the same words are tried in many sizes. */
function measuredOnce(face: Face): Face {
  const widths = new Map<string, number>();
  return {
    ...face,
    width: (text, tracking = 0) => {
      const name = `${tracking} ${text}`;
      const width = widths.get(name) ?? face.width(text, tracking);
      widths.set(name, width);
      return width;
    },
  };
}

/** Two rules around, and a lozenge over each corner. */
function frame(accent: string): readonly string[] {
  const rule = (inset: number, width: number): string => `<rect x="${inset}" y="${inset}" width="${PAGE.width - 2 * inset}" height="${PAGE.height - 2 * inset}" fill="none" stroke="${accent}" stroke-width="${width}"/>`;
  const corners = [FRAME.inner, PAGE.width - FRAME.inner].flatMap((x) => [FRAME.inner, PAGE.height - FRAME.inner].map((y) => lozenge(x, y, 9)));
  return [rule(FRAME.outer, 2.5), rule(FRAME.inner, 1), `<path d="${corners.join('')}" fill="#ffffff" stroke="${accent}" stroke-width="1.5"/>`];
}

const lozenge = (x: number, y: number, half: number): string => `M${x} ${y - half}L${x + half} ${y}L${x} ${y + half}L${x - half} ${y}Z`;

/** Who awards it, under their logo. */
function head({ logo, organisations, language }: PageContent, { serif }: PageFaces, accent: string): readonly string[] {
  const name: Style = { face: serif, size: 25, colour: accent, tracking: 0.05 };
  const text = organisations.toLocaleUpperCase(language);
  const lines = fitted(text, name, { width: COLUMN.width, most: 2, least: 13 });
  const top = logo === undefined ? 128 : Y.logo + LOGO + 46;
  const rule = top + lines.length * 31 - 6;
  return [
    ...(logo === undefined ? [] : [image(logo)]),
    ...lines.map((line, at) => centred(line, top + at * 31)),
    `<path d="M${MID - 130} ${rule}h110M${MID + 20} ${rule}h110" stroke="${accent}" stroke-width="1.2" fill="none"/><path d="${lozenge(MID, rule, 6)}" fill="${accent}"/>`,
  ];
}

function image({ bytes, width, height }: NonNullable<PageContent['logo']>): string {
  const scale = Math.min(LOGO / height, (2.4 * LOGO) / width);
  const [w, h] = [width * scale, height * scale];
  const type = bytes[0] === 0x89 ? 'png' : 'jpeg';
  return `<image x="${rounded(MID - w / 2)}" y="${rounded(Y.logo + LOGO - h)}" width="${rounded(w)}" height="${rounded(h)}" href="data:image/${type};base64,${Buffer.from(bytes).toString('base64')}"/>`;
}

/** The title, what it is, its size and level, and what its holder can do. */
function middle({ title, kind, facts, lead, outcomes }: PageContent, { serif, bold, sans }: PageFaces, accent: string): readonly string[] {
  const lines = fitted(title, { face: serif, size: 42, colour: INK }, { width: COLUMN.width + 20, most: 3, least: 20 });
  const leading = (lines[0]?.size ?? 42) * 1.22;
  const below = Y.title + (lines.length - 1) * leading;
  const size = facts.join('   ·   ');
  return [
    centred({ text: kind, face: bold, size: 14, colour: accent }, Y.title - leading - 14),
    ...lines.map((line, at) => centred(line, Y.title + at * leading)),
    ...(size === '' ? [] : [centred({ text: size, face: bold, size: 17, colour: accent }, below + 42)]),
    ...list({ lead, outcomes }, { bold, sans, accent, top: below + 96 }),
  ];
}

interface ListLook {
  readonly bold: Face;
  readonly sans: Face;
  readonly accent: string;
  readonly top: number;
}
/** As many as there is room for; then an ellipsis says that there are more. */
function list({ lead, outcomes }: Pick<PageContent, 'lead' | 'outcomes'>, { bold, sans, accent, top }: ListLook): readonly string[] {
  const style: Style = { face: sans, size: 15.5, colour: INK };
  const drawn: string[] = [at({ text: lead, face: bold, size: 14, colour: accent }, COLUMN.left, top)];
  let y = top + 30;
  for (const outcome of outcomes) {
    const lines = fitted(outcome, style, { width: COLUMN.width - 24, most: 2, least: style.size }).map(({ text }) => text);
    if (y + (lines.length - 1) * 22 > Y.outcomesEnd) return [...drawn, at({ ...style, text: '…' }, COLUMN.left + 24, y)];
    drawn.push(`<path d="${lozenge(COLUMN.left + 6, y - 5, 4.5)}" fill="${accent}"/>`, ...lines.map((text, line) => at({ ...style, text }, COLUMN.left + 24, y + line * 22)));
    y += lines.length * 22 + 9;
  }
  return drawn;
}

/** How it was assessed, in what form, and who vouches for the quality: side by side. */
function columns({ columns: all }: PageContent, { bold, sans }: PageFaces, accent: string): readonly string[] {
  const gap = 26;
  const width = (COLUMN.width - gap * (all.length - 1)) / Math.max(1, all.length);
  const text: Style = { face: sans, size: 12.5, colour: QUIET };
  const drawn = all.map(({ heading, lines }, column) => {
    const x = COLUMN.left + column * (width + gap);
    const body = lines.flatMap((line) => wrapped(line, text, width)).slice(0, 6);
    return [at({ text: heading, face: bold, size: 12, colour: accent }, x, Y.columns), ...body.map((line, index) => at({ ...text, text: line }, x, Y.columns + 22 + index * 18))];
  });
  return [...(all.length === 0 ? [] : [`<path d="M${COLUMN.left} ${Y.columns - 26}h${COLUMN.width}" stroke="${accent}" stroke-width=".8" fill="none"/>`]), ...drawn.flat()];
}

function foot({ foot: text }: PageContent, { sans }: PageFaces, accent: string): readonly string[] {
  const style: Style = { face: sans, size: 11.5, colour: QUIET };
  const rule = `<path d="M${COLUMN.left} ${Y.foot - 24}h${COLUMN.width}" stroke="${accent}" stroke-width=".8" fill="none"/>`;
  return [rule, ...wrapped(text, style, COLUMN.width).slice(0, 2).map((line, index) => centred({ ...style, text: line }, Y.foot + index * 16))];
}

type Line = Style & { readonly text: string };

const widthOf = ({ text, face, size, tracking = 0 }: Line): number => (face.width(text, tracking) - (text === '' ? 0 : tracking)) * size;
const wrapped = (text: string, style: Style, width: number): readonly string[] => wrap(text, width, (piece) => widthOf({ ...style, text: piece }));

/** In the largest size, down to the least, in which no more lines than that are needed; then what is too much is cut. */
function fitted(text: string, style: Style, { width, most, least }: { readonly width: number; readonly most: number; readonly least: number }): readonly Line[] {
  for (let { size } = style; size > least; size -= 2) {
    const lines = wrapped(text, { ...style, size }, width);
    if (lines.length <= most) return lines.map((line) => ({ ...style, size, text: line }));
  }
  const lines = wrapped(text, { ...style, size: least }, width).slice(0, most + 1);
  return lines.slice(0, most).map((line, index) => ({ ...style, size: least, text: index === most - 1 && lines.length > most ? `${line.replace(/[\s.,:;–-]*$/, '')}…` : line }));
}

const centred = (line: Line, y: number): string => at(line, MID - widthOf(line) / 2, y);
const at = ({ text, face, size, colour, tracking = 0 }: Line, x: number, y: number): string => `<path d="${face.draw(text, { size, tracking }, (pen) => [1, 0, 0, 1, x + pen, y])}" fill="${colour}"/>`;
