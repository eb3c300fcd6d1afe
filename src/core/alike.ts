import { fold } from './strings.js';

/**
 * Letters of other scripts that look like one of ours, small and capital by themselves (Unicode Technical Standard 39, confusables, the Cyrillic, Greek
 * and Latin of them).
 */
const LOOKS: Readonly<Record<string, string>> = {
  а: 'a', А: 'a', В: 'b', с: 'c', С: 'c', ԁ: 'd', е: 'e', Е: 'e', ғ: 'f', һ: 'h', Н: 'h', і: 'i', І: 'i', ј: 'j', Ј: 'j', К: 'k', к: 'k', М: 'm', о: 'o', О: 'o', р: 'p', Р: 'p',
  ԛ: 'q', ѕ: 's', Ѕ: 's', Т: 't', т: 't', ѵ: 'v', ԝ: 'w', х: 'x', Х: 'x', у: 'y', У: 'y', ү: 'y', Ү: 'y',
  α: 'a', Α: 'a', Β: 'b', ϲ: 'c', Ε: 'e', Η: 'h', ι: 'i', Ι: 'i', ϳ: 'j', κ: 'k', Κ: 'k', Μ: 'm', η: 'n', Ν: 'n', ο: 'o', Ο: 'o', ρ: 'p', Ρ: 'p', τ: 't', Τ: 't', υ: 'u', ν: 'v', ω: 'w', χ: 'x', Χ: 'x', γ: 'y', Υ: 'y', Ζ: 'z',
  ɑ: 'a', ɡ: 'g', ɩ: 'i', ʟ: 'l', ո: 'n', օ: 'o', ս: 'u', ʏ: 'y',
};

/** A name as it looks from some way off: the same for two that a reader could take for one another, whatever letters they are written in. */
const look = (name: string): string =>
  fold(Array.from(name.normalize('NFKD'), (letter) => LOOKS[letter] ?? letter).join(''))
    .replace(/ /g, '')
    .replace(/[1il]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w');

/** Whether a reader could take one name for the other. A name of signs alone is like no other. */
export function isAlike(name: string, other: string): boolean {
  const seen = look(name);
  return seen !== '' && seen === look(other);
}
