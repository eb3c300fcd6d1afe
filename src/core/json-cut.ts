const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Place of the quote that closes the text which opens here; the end when none does. */
function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

const DEEPER = new Map([['[', 1], ['{', 1], [']', -1], ['}', -1]]);

/** Where the values directly inside the outermost array or object end: at its commas, and at last at its own end. */
function* ends(text: string): Generator<number, void> {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') at = closingQuote(text, at);
    if (sign === ',' && depth === 1) yield at;
    const step = DEEPER.get(sign) ?? 0;
    depth += step;
    if (step === 0 || depth !== 0) continue;
    yield at;
    return;
  }
}

/**
 * The texts of an array's elements, exactly as they were written, at most `most` and one of them. Nothing is read: what stands in each is for its own
 * reader to refuse. Undefined when the text is no array from its beginning to its end.
 */
export function elementTexts(text: string, most: number): readonly string[] | undefined {
  if (!/^[ \t\r\n]*\[/.test(text)) return undefined;
  const elements: string[] = [];
  let start = text.indexOf('[');
  for (const end of ends(text)) {
    elements.push(text.slice(start + 1, end).trim());
    start = end;
    if (elements.length > most) return elements;
  }
  if (!/^\][ \t\r\n]*$/.test(text.slice(start))) return undefined;
  return elements.length === 1 && elements[0] === '' ? [] : elements;
}

/** The text of an object's member, exactly as it was written; only of JSON that `parseJson` has read. */
export function memberText(text: string, name: string): string | undefined {
  let start = text.indexOf('{');
  for (const end of ends(text)) {
    const member = text.slice(start + 1, end).trim();
    const named = closingQuote(member, 0) + 1;
    if (named <= member.length && JSON.parse(member.slice(0, named)) === name) return member.slice(member.indexOf(':', named) + 1).trim();
    start = end;
  }
  return undefined;
}
