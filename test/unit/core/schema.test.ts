import { describe, expect, it } from '@jest/globals';
import { compileForeignSchema, compileSchema } from '../../../src/core/schema.js';

const name = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'https://testamur.example/name', type: 'string', maxLength: 3 };
const person = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { $ref: 'https://testamur.example/name' },
    'a/b': { type: 'integer' },
    day: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    site: { type: 'string', format: 'uri' },
    mail: { type: 'string', format: 'email' },
    id: { type: 'string', format: 'uuid' },
  },
};
const check = compileSchema(person, [name]);
const found = (value: unknown): string[] => check(value).map(({ path, keyword }) => `${keyword} ${path}`);

describe('a schema of ours', () => {
  it('finds nothing wrong in what fits', () => {
    expect(check({ name: 'Ada', day: '2024-02-29', at: '2026-11-21T10:00:00Z', site: 'https://a.example/', mail: 'a@b.example', id: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f' })).toEqual([]);
  });

  it('names every problem by its place, also a missing and an unknown member', () => {
    expect(found({ 'a/b': 1.5, 'x-y': 1 }).sort()).toEqual(['additionalProperties /x-y', 'required /name', 'type /a~1b']);
    expect(found({ name: 'Long' })).toEqual(['maxLength /name']);
    expect(found('text')).toEqual(['type ']);
  });

  it.each([
    ['day', '2023-02-29'],
    ['at', '2026-11-21T10:00:00'],
    ['at', '2026-02-30T10:00:00Z'],
    ['site', 'no uri'],
    ['mail', 'no-mail'],
    ['id', '017f22e2'],
  ])('checks the format of %s: %s', (member, value) => {
    expect(found({ name: 'Ada', [member]: value })).toEqual([`format /${member}`]);
  });

  it.each(['Ana Horvat', 'ana@a.example', 'x~y', '1998-04-09', '', 'a'.repeat(42), 'Željka', 'a\n'])('does not repeat an unknown member that may be data: %j', (member) => {
    expect(check({ name: 'Ada', [member]: 1 })).toEqual([{ path: '', keyword: 'additionalProperties', message: 'has a member that is not known' }]);
  });

  it('never quotes a value', () => {
    expect(JSON.stringify(check({ name: 'Lovelace', mail: 'Lovelace' }))).not.toContain('Lovelace');
  });

  it('with a keyword that does not exist is not compiled', () => {
    expect(() => compileSchema({ type: 'object', requird: ['a'] })).toThrow('requird');
  });
});

describe('a schema of others', () => {
  const foreign = { $schema: 'https://json-schema.org/draft/2019-09/schema#', $id: 'https://others.example/s', type: 'object', xCustom: 1, properties: { list: { type: 'array', items: { type: 'string' } } } };

  it('is read in its own draft, with keywords we do not know', () => {
    const verdict = compileForeignSchema(foreign);
    expect(verdict({ list: ['a'] })).toEqual([]);
    expect(verdict({ list: 'a' })).toEqual([{ path: '/list', keyword: 'type', message: 'must be array' }]);
  });

  it('may take a single value for an array, and leaves the value as it was', () => {
    const verdict = compileForeignSchema(foreign, { coerceTypes: 'array' });
    const value = { list: 'a' };
    expect(verdict(value)).toEqual([]);
    expect(value).toEqual({ list: 'a' });
  });

  it('may refer to others', () => {
    const verdict = compileForeignSchema({ $ref: 'https://testamur.example/name' }, { others: [name] });
    expect(verdict('Lovelace').map(({ keyword }) => keyword)).toEqual(['maxLength']);
  });
});
