import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isObject, type JsonObject } from '../../../src/core/json.js';
import { compileSchema } from '../../../src/core/schema.js';
import { findTerm, CREDIT_SYSTEMS } from '../../../src/core/vocabulary.js';
import { SCOPES } from '../../../src/http/deps.js';
import { STATUS_CODES } from '../../../src/status/ports.js';
import { nationalSystems, readJson } from '../../support/schemas.js';

const names = readdirSync(new URL('../../../schemas/api/', import.meta.url));
const propertiesOf = (schema: JsonObject): [string, JsonObject][] => Object.entries((schema['properties'] ?? {}) as JsonObject) as [string, JsonObject][];

/** Objects that say neither `additionalProperties` nor `unevaluatedProperties`. */
function openObjects(schema: unknown, path = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => openObjects(one, `${path}/${index}`));
  if (!isObject(schema)) return [];
  const own = schema['type'] === 'object' && schema['additionalProperties'] === undefined ? [path] : [];
  return [...own, ...Object.entries(schema).flatMap(([name, one]) => openObjects(one, `${path}/${name}`))];
}

describe.each(names)('schemas/api/%s', (name) => {
  const schema = readJson(`schemas/api/${name}`);

  it('compiles strictly', () => {
    expect(compileSchema(schema)({})).not.toEqual([]);
  });
  it('takes nothing it does not name', () => {
    expect(openObjects(schema)).toEqual([]);
  });
  it('describes itself and every property', () => {
    const undescribed = propertiesOf(schema).filter(([, property]) => typeof property['description'] !== 'string');
    expect([schema['description'], undescribed]).toEqual([expect.any(String), []]);
  });
});

describe('lists that the schemas repeat', () => {
  it('are those of the code', () => {
    const status = Object.fromEntries(propertiesOf(readJson('schemas/api/status-change.json')));
    const apiKey = Object.fromEntries(propertiesOf(readJson('schemas/api/api-key.json')));
    expect(status['code']?.['enum']).toEqual([...STATUS_CODES]);
    expect((apiKey['scopes']?.['items'] as JsonObject)['enum']).toEqual([...SCOPES]);
  });
});

describe.each([...nationalSystems()])('national system %s', (key, system) => {
  it('has the form of its schema', () => {
    expect(compileSchema(readJson('schemas/vocab/national-system.json'))(system)).toEqual([]);
  });
  it('is filed under its country and uses a known credit system', () => {
    expect(system.country?.toLowerCase() ?? 'eu').toBe(key);
    expect(system.credit === undefined || findTerm(CREDIT_SYSTEMS, system.credit.system) !== undefined).toBe(true);
  });
});
