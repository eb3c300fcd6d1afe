import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { elementTexts, memberText } from '../../../src/core/json-cut.js';

describe('elements of an array, as they were written', () => {
  it.each([
    ['[]', []],
    [' [\n] ', []],
    ['[1]', ['1']],
    ['[ {"a": 1.0} , "x,]\\"" ,[[],{"b":"}"}], null ]\r\n', ['{"a": 1.0}', '"x,]\\""', '[[],{"b":"}"}]', 'null']],
    ['["\\\\",2]', ['"\\\\"', '2']],
    // Nothing is read: what is no JSON is for the reader of that element.
    ['[{,{"a" 1},]', undefined],
    ['[oops,1]', ['oops', '1']],
  ])('%s', (text, elements) => {
    expect(elementTexts(text, 100)).toEqual(elements);
  });

  it.each(['', '{}', '{"a":[1]}', '[1', '["1]', '[1}', '[1]x', '[1][2]', '"[1]"', 'x[1]'])('%j is no array from beginning to end', (text) => {
    expect(elementTexts(text, 100)).toBeUndefined();
  });

  it('stops at one too many, however long the rest', () => {
    expect(elementTexts('[1,2,3,4,5', 3)).toEqual(['1', '2', '3', '4']);
  });

  it('are all of any array, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, 3), (values, indent) => {
        const inside = (value: unknown): string => JSON.stringify(value, null, indent).replaceAll('\n', `\n${' '.repeat(indent)}`);
        expect(elementTexts(JSON.stringify(values, null, indent), values.length + 1)).toEqual(values.map(inside));
      }),
    );
  });

  it('are found in one pass, also where no text is closed', () => {
    const started = performance.now();
    expect(elementTexts(`["${'\\"'.repeat(5_000_000)}`, 100)).toBeUndefined();
    expect(elementTexts(`[${'"'.repeat(9_999_999)}`, 100)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('a member, as it was written', () => {
  it.each([
    ['{"id":"x","credential": {"b":1.0, "c":[1,2]} }', '{"b":1.0, "c":[1,2]}'],
    ['{"x":"\\"credential\\":1","\\u0063redential":[ ]}', '[ ]'],
    ['{"x":{"credential":1}}', undefined],
    ['{}', undefined],
  ])('%s', (text, member) => {
    expect(memberText(text, 'credential')).toBe(member);
  });

  it('is that of any object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (others, value) => {
        const object = { ...others, credential: value };
        expect(memberText(JSON.stringify(object), 'credential')).toBe(JSON.stringify(value));
      }),
    );
  });
});
