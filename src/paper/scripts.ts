/** What can be printed, and what the rest is called. Scripts by Unicode's `Script` property (UAX #24). */

/** Directions given by characters turn what a reader sees; on paper nothing holds them apart from the next text (UAX #9). */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
/** They print nothing: joiners, marks of direction, soft hyphens, variation selectors. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const SPACES = /[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]/gu;
const PRINTED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]$/u;

/** Scripts of living languages (Unicode 15), most used first; of the others the answer is only that they are another. */
const NAMES =
  'Arabic Han Hiragana Katakana Hangul Hebrew Devanagari Bengali Thai Georgian Armenian Ethiopic Tamil Telugu Kannada Malayalam Gujarati Gurmukhi Oriya Sinhala Khmer Lao Myanmar Tibetan Mongolian Syriac Thaana Tifinagh Nko Cherokee Canadian_Aboriginal Bopomofo Yi Vai Adlam Balinese Javanese Sundanese Buginese Batak Tagalog Hanunoo Buhid Tagbanwa Cham Limbu Lepcha Meetei_Mayek Ol_Chiki Saurashtra Syloti_Nagri Tai_Le New_Tai_Lue Tai_Tham Tai_Viet Kayah_Li Rejang Lisu Miao Osage Coptic Runic Ogham Gothic Glagolitic'
    .split(' ')
    .map((name) => [name.replaceAll('_', ' '), new RegExp(`\\p{Script=${name}}`, 'u')] as const);

/** The text as it is printed: composed (NFC), without what prints nothing, every breaking space the same one. */
export const printed = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').replace(INVISIBLE, '').replace(SPACES, ' ');

/** The name of the first script, or kind of character, that cannot be printed; undefined when all can. `has`: whether the fonts have it. */
export function unprintable(text: string, has: (codePoint: number) => boolean): string | undefined {
  if (BIDI.test(text)) return 'Bidirectional control';
  const found = [...printed(text)].find((character) => character !== '\n' && !(PRINTED.test(character) && has(character.codePointAt(0) ?? 0)));
  return found === undefined ? undefined : nameOf(found);
}

function nameOf(character: string): string {
  if (/\p{Extended_Pictographic}/u.test(character)) return 'Emoji';
  if (/[\p{Script=Common}\p{Script=Inherited}]/u.test(character)) return 'Symbols';
  if (/\p{Script=Latin}/u.test(character)) return 'Latin (rare letters)';
  if (/\p{Script=Greek}/u.test(character)) return 'Greek (rare letters)';
  if (/\p{Script=Cyrillic}/u.test(character)) return 'Cyrillic (rare letters)';
  return NAMES.find(([, script]) => script.test(character))?.[0] ?? 'Another script';
}
