import { createRequire } from 'node:module';
import { openSync, type Font } from 'fontkit';

/** A face whose texts are drawn as outlines, so that they look the same wherever the picture is opened. */
export interface Face {
  /** Whether it has every letter of the text. */
  covers(text: string): boolean;
  /** Width at size 1, `tracking` added after each letter. */
  width(text: string, tracking?: number): number;
  /** SVG path data of the text, its baseline starting at (0, 0) before `place` puts each letter somewhere. */
  draw(text: string, style: Style, place: Place): string;
}
export interface Style {
  readonly size: number;
  /** Space after each letter, as a part of the size. */
  readonly tracking?: number;
}
/** Where a letter goes that would stand at `x` on a straight line and is `advance` wide: an affine map `a b c d e f`, as SVG has it. */
export type Place = (x: number, advance: number) => Matrix;
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const require = createRequire(import.meta.url);
const FILES = {
  serif: '@expo-google-fonts/noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf',
  sans: '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
} as const;

/** The two faces of a badge: Latin, Greek and Cyrillic. */
export const loadFaces = (): Readonly<Record<keyof typeof FILES, Face>> => ({ serif: faceOf(FILES.serif), sans: faceOf(FILES.sans) });

/** `file`: of a package. */
export function faceOf(file: string): Face {
  const font = openSync(require.resolve(file));
  const unit = 1 / font.unitsPerEm;
  return {
    covers: (text) => font.layout(text).glyphs.every(({ id }) => id !== 0),
    width: (text, tracking = 0) => font.layout(text).positions.reduce((sum, { xAdvance }) => sum + xAdvance * unit + tracking, 0),
    draw: (text, style, place) => lettersOf(font, text, style).map(({ commands, x, advance }) => commands(place(x, advance))).join(''),
  };
}

interface Letter {
  readonly x: number;
  readonly advance: number;
  commands(matrix: Matrix): string;
}

function lettersOf(font: Font, text: string, { size, tracking = 0 }: Style): readonly Letter[] {
  const scale = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text);
  let pen = 0;
  return glyphs.map((glyph, index) => {
    const { xAdvance, xOffset, yOffset } = positions[index] ?? { xAdvance: 0, xOffset: 0, yOffset: 0 };
    const x = pen;
    pen += xAdvance * scale + tracking * size;
    const point = (px: number, py: number): readonly [number, number] => [(px + xOffset) * scale, -(py + yOffset) * scale];
    return { x, advance: xAdvance * scale, commands: (matrix) => glyph.path.commands.map(({ command, args }) => written(command, args, (px, py) => mapped(matrix, point(px, py)))).join('') };
  });
}

const LETTERS: Readonly<Record<string, string>> = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' };

function written(command: string, args: readonly number[], map: (x: number, y: number) => readonly [number, number]): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) points.push(map(args[i] ?? 0, args[i + 1] ?? 0).map(rounded).join(' '));
  return `${LETTERS[command] ?? ''}${points.join(' ')}`;
}

const mapped = ([a, b, c, d, e, f]: Matrix, [x, y]: readonly [number, number]): readonly [number, number] => [a * x + c * y + e, b * x + d * y + f];

/** A tenth of a unit is less than a pixel at any size a badge is shown in. */
export const rounded = (value: number): string => String(Math.round(value * 10) / 10);
