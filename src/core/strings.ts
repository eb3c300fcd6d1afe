import { hasUnpairedSurrogate } from './bytes.js';

export type TextRefusal = 'too-long' | 'control-character' | 'nul' | 'unpaired-surrogate';
export interface TextRule {
  /** In characters (code points). */
  readonly max: number;
  /** Line breaks and tabs are part of the text. */
  readonly multiline: boolean;
}

/**
 * Why a text is not taken, or undefined when it is, and is then kept exactly. Refused is only what a database, a document or a page
 * cannot carry: NUL, C0 and C1 controls, half a surrogate pair. Any script, direction mark, emoji or markup is somebody's name:
 * it is shown escaped and isolated, not cleaned.
 */
export function refuse(value: string, rule: TextRule): TextRefusal | undefined {
  // A code point takes one or two units: only between the two must they be counted.
  if (value.length > rule.max && (value.length > rule.max * 2 || [...value].length > rule.max)) return 'too-long';
  if (value.includes('\0')) return 'nul';
  const rest = rule.multiline ? value.replace(/[\n\r\t]/g, '') : value;
  if (/\p{Cc}/u.test(rest)) return 'control-character';
  return hasUnpairedSurrogate(value) ? 'unpaired-surrogate' : undefined;
}

/** Letters that have no accent to lose and are searched for without it all the same. */
const PLAIN: Readonly<Record<string, string>> = { đ: 'd', ø: 'o', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', ð: 'd', þ: 'th', ı: 'i' };

/** A text as it is searched for: small letters without accents, words parted by one space, nothing else. Never holds a `%`, `_` or `\`. */
export function fold(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return bare
    .replace(/[đøłßæœðþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A text that others wrote at any length, cut to so many units; no pair is left in half. */
export const shortened = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…` : text);
