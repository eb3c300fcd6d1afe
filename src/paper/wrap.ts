/** Where a line may end besides at a space: after what joins words, and after the parts of an address. */
const JOINTS = /(?<=[-–—/_.?&=,;:])(?=[\p{L}\p{N}])/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The lines of a text no wider than `width`. Nothing is left out: a word wider than a line is broken where it must be. */
export function wrap(text: string, width: number, measure: (piece: string) => number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width, measure));
}

function wrapLine(text: string, width: number, measure: (piece: string) => number): readonly string[] {
  const space = measure(' ');
  const lines: string[] = [];
  let [line, used] = ['', 0];
  const push = (piece: string, size: number, gap: string): void => {
    const before = line === '' ? 0 : gap.length * space;
    if (line !== '' && used + before + size > width) {
      lines.push(line);
      [line, used] = [piece, size];
    } else [line, used] = [line === '' ? piece : line + gap + piece, used + before + size];
  };
  for (const word of text.split(' ').filter((one) => one !== '')) {
    piecesOf(word, width, measure).forEach((piece, at) => push(piece, measure(piece), at === 0 ? ' ' : ''));
  }
  return [...lines, line];
}

/** A word whole when it fits on a line; else at its joints, and what is still too wide letter by letter. */
function piecesOf(word: string, width: number, measure: (piece: string) => number): readonly string[] {
  if (measure(word) <= width) return [word];
  return word.split(JOINTS).flatMap((part) => (measure(part) <= width ? [part] : [...graphemes.segment(part)].map(({ segment }) => segment)));
}
