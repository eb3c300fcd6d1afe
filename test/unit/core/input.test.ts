import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/core/errors.js';
import { parseInput } from '../../../src/core/input.js';
import { compileSchema } from '../../../src/core/schema.js';

const check = compileSchema({
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', maxLength: 5, pattern: '^[a-z]+$' },
    note: { type: 'string' },
    title: { type: 'object', additionalProperties: { type: 'string' } },
  },
});

function refusal(value: unknown): { code: string; path: string | undefined; message: string } | undefined {
  try {
    parseInput(value, check);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, path: error.path, message: error.message };
  }
}

describe('parsing what comes from outside', () => {
  it('gives back what the schema takes, unchanged', () => {
    const value = { name: 'ana', title: { en: '‮<b>', 'zh-Hant': '中' } };
    expect(parseInput(value, check)).toBe(value);
  });

  it.each([
    ['NUL', { name: 'a\u0000' }, '/name', 'nul'],
    ['a control character', { name: 'a\u001b' }, '/name', 'control-character'],
    ['a line break in a text of one line', { name: 'a\n' }, '/name', 'control-character'],
    ['half a surrogate pair', { name: 'ana', title: { en: '\ud800' } }, '/title/en', 'unpaired-surrogate'],
    ['a text that is too long', { name: 'abcdef' }, '/name', 'too-long'],
  ])('refuses %s by name and path', (_, value, path, name) => {
    expect(refusal(value)).toMatchObject({ code: 'input-invalid', path });
    expect(refusal(value)?.message).toContain(`(${name})`);
  });

  it('keeps line breaks where a text may have several lines', () => {
    expect(refusal({ name: 'ana', note: 'one\r\n\ttwo' })).toBeUndefined();
  });

  it.each([
    ['something unknown', { name: 'ana', more: 1 }, '/more'],
    ['something unknown that may be data', { name: 'ana', 'Ana Horvat': 1 }, ''],
    ['a text under something that may be data', { name: 'ana', title: [{ 'Ana Horvat': ['\u0000'] }] }, '/title/0'],
    ['a language map under something that may be data', { name: 'ana', 'Ana Horvat': { title: { 'not a tag': 'x' } } }, ''],
    ['something missing', {}, '/name'],
    ['another type', { name: 7 }, '/name'],
    ['no object', 'ana', ''],
    ['a text under something that is no language tag', { name: 'ana', title: { 'not a tag': 'x' } }, '/title'],
  ])('refuses %s by its path', (_, value, path) => {
    expect(refusal(value)).toMatchObject({ code: 'input-invalid', path });
  });

  it('never repeats a value', () => {
    for (const value of [{ name: 'SECRET' }, { name: 'SECRET\u0000' }, { name: { SECRET: 1 } }, { name: 'a', title: { 'SECRET tag': 'x' } }, { name: 'a', 'SECRET member': '\u0000' }]) {
      expect(JSON.stringify(refusal(value))).not.toContain('SECRET');
    }
  });
});
