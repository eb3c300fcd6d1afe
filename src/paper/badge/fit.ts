import type { Face } from './outlines.js';

export interface Fitted {
  readonly lines: readonly string[];
  readonly size: number;
}
/** The space a text is set in: a disc, a little flattened, so that lines at the top and bottom are shorter. */
export interface Disc {
  readonly radius: number;
  /** Most height that the lines may take. */
  readonly height: number;
}

const SIZES = [64, 58, 52, 46, 43, 40, 37, 34, 31, 28, 26, 24, 22, 20, 18] as const;
const SMALLEST = SIZES[SIZES.length - 1] ?? 18;
export const LEADING = 1.22;
const WIDEST_WORD = 1.9;

/** The text in the largest size in which all its words fit the disc; one that never does ends with an ellipsis. */
export function fit(text: string, face: Face, disc: Disc): Fitted {
  const words = text.split(/\s+/).flatMap((word) => pieces(word, face, disc));
  for (const size of SIZES) {
    const lines = setIn(words, size, { face, disc });
    if (lines) return { lines, size };
  }
  return shortened(words, { face, disc });
}

/** A word longer than a line in the smallest size is cut; any other stays whole. */
function pieces(word: string, face: Face, { radius }: Disc): readonly string[] {
  const most = (WIDEST_WORD * radius) / SMALLEST;
  if (face.width(word) <= most) return [word];
  const letters = [...word];
  const half = Math.ceil(letters.length / 2);
  return [letters.slice(0, half).join(''), letters.slice(half).join('')].flatMap((part) => pieces(part, face, { radius, height: 0 }));
}

type Space = { readonly face: Face; readonly disc: Disc };

/** In as few lines as hold them all; undefined when no number of lines does. */
function setIn(words: readonly string[], size: number, space: Space): readonly string[] | undefined {
  const most = Math.floor(space.disc.height / (size * LEADING));
  for (let count = 1; count <= most; count += 1) {
    const lines = broken(words, widths(count, size, space.disc), (line) => space.face.width(line) * size);
    if (lines) return lines;
  }
  return undefined;
}

/** What each of so many lines may be wide: the chord at its far edge. */
function widths(count: number, size: number, { radius }: Disc): readonly number[] {
  const leading = size * LEADING;
  return Array.from({ length: count }, (_, line) => {
    const edge = Math.abs(line - (count - 1) / 2) * leading + size / 2;
    return edge >= radius ? 0 : 2 * Math.sqrt(radius ** 2 - edge ** 2);
  });
}

function broken(words: readonly string[], widths: readonly number[], measure: (line: string) => number): readonly string[] | undefined {
  const lines: string[] = [];
  let rest = words;
  for (const width of widths) {
    let taken = 0;
    while (taken < rest.length && measure(rest.slice(0, taken + 1).join(' ')) <= width) taken += 1;
    if (taken === 0) return undefined;
    lines.push(rest.slice(0, taken).join(' '));
    rest = rest.slice(taken);
    if (rest.length === 0) return lines.length === widths.length ? lines : undefined;
  }
  return undefined;
}

function shortened(words: readonly string[], space: Space): Fitted {
  for (let kept = words.length - 1; kept > 0; kept -= 1) {
    const lines = setIn([...words.slice(0, kept - 1), `${(words[kept - 1] ?? '').replace(/[\s.,:;–-]+$/, '')}…`], SMALLEST, space);
    if (lines) return { lines, size: SMALLEST };
  }
  return { lines: ['…'], size: SMALLEST };
}
