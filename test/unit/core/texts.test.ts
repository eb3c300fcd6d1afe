import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLanguageTag, languageOf, pick } from '../../../src/core/language.js';
import { fold, refuse } from '../../../src/core/strings.js';

describe('language tags', () => {
  it.each(['en', 'pt-BR', 'sr-Latn-RS', 'zh-Hant', 'de-1996', 'x-none'.replace('x-none', 'sl-rozaj-biske'), 'hr'])('%s is one', (tag) => expect(isLanguageTag(tag)).toBe(true));
  it.each(['', 'e', 'en_GB', 'english language', 'en-', '-en', 'en\n', '<b>', 'a'.repeat(9), `en-x-${'abcdefgh-'.repeat(4)}a`])('%j is none', (tag) => expect(isLanguageTag(tag)).toBe(false));
});

describe('pick', () => {
  const map = { de: 'Titel', en: 'Title', 'pt-PT': 'Título' };
  it.each([
    ['de', 'de'],
    ['DE', 'de'],
    ['de-AT', 'de'],
    ['pt-PT', 'pt-PT'],
    ['pt-BR', 'pt-PT'],
    ['pt', 'pt-PT'],
    ['fr', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('for %s takes %s', (preferred, tag) => {
    expect(languageOf(map, preferred)).toBe(tag);
    expect(pick(map, preferred)).toBe(map[tag as keyof typeof map]);
  });

  it('takes the exact tag before the base language, and that before a sister', () => {
    expect(languageOf({ 'pt-BR': 'b', pt: 'p', 'pt-PT': 't' }, 'pt-PT')).toBe('pt-PT');
    expect(languageOf({ 'pt-BR': 'b', pt: 'p' }, 'pt-PT')).toBe('pt');
  });

  it('without English takes the first, and of nothing nothing', () => {
    expect(pick({ hr: 'Naslov', de: 'Titel' }, 'fr')).toBe('Naslov');
    expect([pick({}), languageOf({}, 'en')]).toEqual(['', 'und']);
  });
});

describe('hostile text', () => {
  const line = { max: 20, multiline: false };
  const lines = { max: 20, multiline: true };

  it.each(['', 'Ada Lovelace', '<script>alert(1)</script>'.slice(0, 20), '\u202egpj.exe', '👩‍👩‍👧‍👦', 'Ελευθερία', 'محمد', "O'Neil; DROP", 'a\u200bb', '\u2028', '\ufeff'])('%j is kept', (value) => {
    expect(refuse(value, line)).toBeUndefined();
  });

  it.each([
    ['a\0b', 'nul'],
    ['a\nb', 'control-character'],
    ['a\tb', 'control-character'],
    ['a\u001bb', 'control-character'],
    ['a\u007fb', 'control-character'],
    ['a\u0085b', 'control-character'],
    ['a\ud83db', 'unpaired-surrogate'],
    ['\ude00\ud83d', 'unpaired-surrogate'],
    ['a'.repeat(21), 'too-long'],
    ['a'.repeat(10_000), 'too-long'],
    ['😀'.repeat(21), 'too-long'],
  ])('%j is refused as %s', (value, reason) => {
    expect(refuse(value, line)).toBe(reason);
  });

  it('may break lines only where lines are meant', () => {
    expect(refuse('a\n\tb\r\nc', lines)).toBeUndefined();
    expect(refuse('a\u000bb', lines)).toBe('control-character');
    expect(refuse('a\0', lines)).toBe('nul');
  });

  it('is counted in characters, not in units', () => {
    expect(refuse('😀'.repeat(20), line)).toBeUndefined();
  });

  it('when kept survives UTF-8 and JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (value) => {
        fc.pre(refuse(value, { max: 100, multiline: true }) === undefined);
        expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(value))).toBe(value);
      }),
    );
  });
});

describe('fold', () => {
  it.each([
    ['Tržišta ĐAKOVO', 'trzista dakovo'],
    ['Große Straße', 'grosse strasse'],
    ['FINTECH-501: 100%_\\', 'fintech 501 100'],
    ['Œuvre, Łódź, Søren', 'oeuvre lodz soren'],
    ['ΜΆΘΗΜΑ', 'μαθημα'],
    ['Šumarstvo', 'sumarstvo'],
    ['  ', ''],
  ])('%j is searched for as %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('leaves nothing that a database would take for a wildcard, and folds what is folded to itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[%_\\]/.test(fold(text)) && fold(fold(text)) === fold(text)));
  });
});
