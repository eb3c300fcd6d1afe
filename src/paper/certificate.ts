import { INK, QUIET } from './colours.js';
import type { Front } from './front.js';
import { FRONT_OUTCOMES } from './front.js';
import type { Line } from './lines.js';
import type { DrawableLogo } from './logo.js';
import type { PaperWords } from './ports.js';
import { FOOT_HEIGHT } from './foot.js';
import { heightOf, heightOfAll, MM, PAGE, type Laid, type Sheet, type Struct, type Style } from './sheet.js';

export interface FrontLook {
  readonly accent: string;
  readonly logos: readonly (DrawableLogo & { readonly name: string })[];
}

const BAR = 3 * MM;
const LOGO_HEIGHT = 17 * MM;
const MEASURE = 150 * MM;
const COLUMN = 140 * MM;
/** Of the sizes: names and titles may be long, and none is cut. */
const SCALES = [1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52];

/** A text of the first page in its place. */
interface Block {
  readonly tag: 'H1' | 'P';
  readonly lang: string;
  readonly lines: readonly Laid[];
  readonly before: number;
}
interface Signatory {
  readonly lang: string;
  readonly lines: readonly Laid[];
}
/** The page as it will be, before anything is drawn. */
interface Plan {
  readonly head: readonly Block[];
  readonly outcomes: readonly Block[];
  /** Heading of the outcomes, and how many are not here. */
  readonly canDo?: Block;
  readonly more?: Block;
  readonly closing: readonly Block[];
  readonly signatories: readonly Signatory[];
  readonly height: number;
  readonly shown: number;
}

const top = (logos: FrontLook['logos']): number => BAR + 14 * MM + (logos.length === 0 ? 0 : LOGO_HEIGHT + 4 * MM);
const bottom = PAGE.height - FOOT_HEIGHT - 6 * MM;

/** The first page, one sheet whatever the award says: sizes give way before outcomes do, and outcomes go on in the transcript. */
export function drawFront(sheet: Sheet, root: Struct, { front, look, words }: { readonly front: Front; readonly look: FrontLook; readonly words: PaperWords }): void {
  const room = bottom - top(look.logos);
  const plans = SCALES.map((scale) => planOf(sheet, { front, look, words, scale, room }));
  const wanted = Math.min(FRONT_OUTCOMES, front.outcomes.length);
  const plan = plans.find(({ shown, height }) => height <= room && shown === wanted) ?? plans.find(({ shown, height }, at) => height <= room && shown > 0 && at >= 2) ?? plans.at(-1);
  drawHead(sheet, root, look);
  if (plan !== undefined) drawPlan(sheet, root, { plan, y: top(look.logos) + Math.max(0, Math.min((room - plan.height) / 2.6, 22 * MM)) });
}

interface Planning {
  readonly front: Front;
  readonly look: FrontLook;
  readonly words: PaperWords;
  readonly scale: number;
  readonly room: number;
}

function planOf(sheet: Sheet, planning: Planning): Plan {
  const { front, look, scale, room } = planning;
  const block = blocks(sheet, scale);
  const head = headBlocks(front, look, block);
  const closing = front.closing === undefined ? [] : [block(front.closing, { font: 'serif', size: 10.5, colour: INK, before: 14 })];
  const signatories = signatoriesOf(sheet, front, scale);
  const fixed = heightOfBlocks([...head, ...closing]) + heightOfSignatories(signatories);
  const listed = outcomeBlocks(sheet, planning, room - fixed);
  const { outcomes, canDo, more } = listed;
  const height = fixed + heightOfBlocks([...outcomes, ...(canDo ? [canDo] : []), ...(more ? [more] : [])]);
  return { head, closing, signatories, ...listed, height, shown: outcomes.length };
}

/** How a text stands: its style, and the space before it. */
type Standing = Style & { readonly before: number; readonly tag?: Block['tag'] };
type MakeBlock = (line: Line, standing: Standing) => Block;
const blocks =
  (sheet: Sheet, scale: number): MakeBlock =>
  ({ text, lang }, { before, tag = 'P', ...style }) => ({ tag, lang, lines: sheet.lay(text, { ...style, size: style.size * scale }, MEASURE), before: before * scale });

function headBlocks(front: Front, { accent }: FrontLook, block: MakeBlock): readonly Block[] {
  const small = { font: 'serif', size: 12, colour: QUIET } as const;
  const facts = { text: front.facts.map(({ text }) => text).join('  ·  '), lang: front.facts[0]?.lang ?? 'und' };
  return [
    block(front.issuer, { font: 'serif-bold', size: 16, colour: accent, before: 0 }),
    ...(front.together === undefined ? [] : [block(front.together, { ...small, size: 11, before: 3 })]),
    block(front.opening, { ...small, before: 22 }),
    block(front.name, { font: 'serif-bold', size: 25, colour: INK, before: 6 }),
    block(front.awarded, { ...small, before: 8 }),
    block(front.title, { font: 'serif-bold', size: 28, colour: accent, before: 10, tag: 'H1' }),
    ...(front.subtitle === undefined ? [] : [block(front.subtitle, { ...small, size: 13, before: 4 })]),
    block(facts, { font: 'sans-bold', size: 11, colour: INK, before: 12 }),
  ];
}

const heightOfBlocks = (all: readonly Block[]): number => all.reduce((sum, { lines, before }) => sum + before + heightOfAll(lines), 0);

/** As many outcomes as there is room for, at most six; the rest are counted. */
function outcomeBlocks(sheet: Sheet, { front, words, scale }: Planning, room: number): Pick<Plan, 'outcomes' | 'canDo' | 'more'> {
  const style: Style = { font: 'sans', size: 10 * Math.max(scale, 0.84), colour: INK };
  const own = (text: string, look: Style, before: number): Block => ({ tag: 'P', lang: words.language, lines: sheet.lay(text, look, COLUMN), before });
  const canDo = own(words.text('paper.canDo'), { ...style, font: 'sans-bold', colour: QUIET }, 16 * scale);
  const all = front.outcomes.map(({ text, lang }): Block => ({ tag: 'P', lang, lines: sheet.lay(text, style, COLUMN - 10), before: 3 * scale }));
  const more = (shown: number): Block => own(words.text('paper.more', { n: all.length - shown }, all.length - shown), { ...style, colour: QUIET }, 4 * scale);
  for (let shown = Math.min(FRONT_OUTCOMES, all.length); shown > 0; shown--) {
    const rest = shown < all.length ? { more: more(shown) } : {};
    const outcomes = all.slice(0, shown);
    if (heightOfBlocks([canDo, ...outcomes, ...Object.values(rest)]) <= room) return { canDo, outcomes, ...rest };
  }
  return { outcomes: [] };
}

const signatoryGap = 8 * MM;
const columnsOf = (count: number): number => (count === 4 ? 2 : Math.max(count, 1));
const columnWidth = (count: number): number => (PAGE.width - 2 * PAGE.margin - signatoryGap * (columnsOf(count) - 1)) / columnsOf(count);

function signatoriesOf(sheet: Sheet, { signatories }: Front, scale: number): readonly Signatory[] {
  const width = columnWidth(signatories.length);
  const [name, office] = [{ font: 'serif-bold', size: 11 * scale, colour: INK }, { font: 'sans', size: 9 * scale, colour: QUIET }] as const;
  return signatories.map((one) => ({ lang: one.office.lang, lines: [...sheet.lay(one.name.text, name, width), ...sheet.lay(one.office.text, office, width)] }));
}

/** In rows of two or three, each as high as its highest. */
function signatoryRows(signatories: readonly Signatory[]): readonly (readonly Signatory[])[] {
  const columns = columnsOf(signatories.length);
  return Array.from({ length: Math.ceil(signatories.length / columns) }, (_, row) => signatories.slice(row * columns, (row + 1) * columns));
}
const SIGNATORY_BEFORE = 20;
const heightOfSignatories = (signatories: readonly Signatory[]): number =>
  signatoryRows(signatories).reduce((sum, row) => sum + SIGNATORY_BEFORE / 2 + Math.max(...row.map(({ lines }) => heightOfAll(lines))), signatories.length === 0 ? 0 : SIGNATORY_BEFORE / 2);

function drawHead({ doc, artifact, tagged }: Sheet, root: Struct, { accent, logos }: FrontLook): void {
  artifact(() => doc.rect(0, 0, PAGE.width, BAR).fill(accent));
  const sizes = logos.map(({ width, height }) => {
    const scale = Math.min(LOGO_HEIGHT / height, (40 * MM) / width);
    return { width: width * scale, height: height * scale };
  });
  const gap = 8 * MM;
  let x = (PAGE.width - sizes.reduce((sum, { width }) => sum + width, gap * (logos.length - 1))) / 2;
  logos.forEach(({ bytes, name }, at) => {
    const { width, height } = sizes[at] ?? { width: 0, height: 0 };
    const y = BAR + 14 * MM + (LOGO_HEIGHT - height) / 2;
    tagged(root, ['Figure', { alt: name }], () => doc.image(Buffer.from(bytes), x, y, { width, height }));
    x += width + gap;
  });
}

const LEFT = (PAGE.width - COLUMN) / 2;

function drawPlan(sheet: Sheet, root: Struct, { plan, y: start }: { readonly plan: Plan; readonly y: number }): void {
  let y = start;
  const draw: Draw = (block, { parent, x }) => void (y = drawBlock(sheet, parent, { block, y: y + block.before, ...(x === undefined ? {} : { x }) }));
  for (const block of plan.head) draw(block, { parent: root });
  if (plan.canDo !== undefined) draw(plan.canDo, { parent: root, x: LEFT });
  if (plan.outcomes.length > 0) drawList(sheet, root, { outcomes: plan.outcomes, at: () => y, draw });
  if (plan.more !== undefined) draw(plan.more, { parent: root, x: LEFT });
  for (const block of plan.closing) draw(block, { parent: root });
  drawSignatories(sheet, root, plan.signatories);
}

/** Draws a text under the last. Without `x` in the middle. */
type Draw = (block: Block, place: { readonly parent: Struct; readonly x?: number }) => void;

function drawList(sheet: Sheet, root: Struct, { outcomes, at, draw }: { readonly outcomes: readonly Block[]; at(): number; readonly draw: Draw }): void {
  const list = sheet.element(root, 'L');
  for (const block of outcomes) {
    const item = sheet.element(list, 'LI');
    const bullet = { text: '•', style: block.lines[0]?.style ?? { font: 'sans', size: 10, colour: INK } } as const;
    sheet.tagged(item, ['Lbl'], () => sheet.write(bullet, LEFT, at() + block.before));
    draw(block, { parent: sheet.element(item, 'LBody'), x: LEFT + 10 });
  }
}

/** Gives where the next begins. */
function drawBlock(sheet: Sheet, parent: Struct, { block, y, x }: { readonly block: Block; readonly y: number; readonly x?: number }): number {
  let at = y;
  sheet.tagged(parent, [block.tag, { lang: block.lang }], () => {
    for (const line of block.lines) {
      sheet.write(line, x ?? (PAGE.width - sheet.width(line.text, line.style)) / 2, at);
      at += heightOf(line.style);
    }
  });
  return at;
}

function drawSignatories(sheet: Sheet, root: Struct, signatories: readonly Signatory[]): void {
  let y = bottom - heightOfSignatories(signatories) + SIGNATORY_BEFORE / 2;
  for (const row of signatoryRows(signatories)) {
    const width = columnWidth(signatories.length);
    row.forEach(({ lang, lines }, column) => {
      let at = y + SIGNATORY_BEFORE / 2;
      const left = PAGE.margin + column * (width + signatoryGap);
      sheet.tagged(root, ['P', { lang }], () => {
        for (const line of lines) {
          sheet.write(line, left + (width - sheet.width(line.text, line.style)) / 2, at);
          at += heightOf(line.style);
        }
      });
    });
    y += SIGNATORY_BEFORE / 2 + Math.max(...row.map(({ lines }) => heightOfAll(lines)));
  }
}
