import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isObject, type JsonObject } from '../../../src/core/json.js';
import { compileSchema } from '../../../src/core/schema.js';
import { findTerm, CREDIT_SYSTEMS } from '../../../src/core/vocabulary.js';
import { SCOPES } from '../../../src/http/deps.js';
import { STATUS_CODES } from '../../../src/status/ports.js';
import { apiSchemas, nationalSystems, readJson } from '../../support/schemas.js';

const names = readdirSync(new URL('../../../schemas/api/', import.meta.url));
/** What callers write. Answers may grow, and say so by taking more. */
const INPUTS = ['organisation.json', 'achievement.json', 'result.json', 'api-key.json', 'status-change.json', 'trust-statement.json', 'erasure.json', 'anchor.json', 'key-request.json', 'key-certificates.json', 'holder-key.json', 'watch.json'];
const propertiesOf = (schema: JsonObject): [string, JsonObject][] => Object.entries((schema['properties'] ?? {}) as JsonObject) as [string, JsonObject][];

/** Objects that say neither `additionalProperties` nor `unevaluatedProperties`; a condition names only what it is about. */
function openObjects(schema: unknown, path = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => openObjects(one, `${path}/${index}`));
  if (!isObject(schema)) return [];
  const own = schema['type'] === 'object' && schema['additionalProperties'] === undefined ? [path] : [];
  return [...own, ...Object.entries(schema).flatMap(([name, one]) => (['if', 'then'].includes(name) ? [] : openObjects(one, `${path}/${name}`)))];
}

describe.each(INPUTS)('schemas/api/%s', (name) => {
  const schema = readJson(`schemas/api/${name}`);

  it('takes nothing it does not name', () => {
    expect(openObjects(schema)).toEqual([]);
    expect(compileSchema(schema)({})).not.toEqual([]);
  });
  it('takes its own examples', () => {
    expect(schema['examples']).toEqual([expect.anything()]);
    expect((schema['examples'] as readonly JsonObject[]).map(compileSchema(schema))).toEqual([[]]);
  });
});

describe.each(names)('schemas/api/%s', (name) => {
  const schema = readJson(`schemas/api/${name}`);
  const others = [...apiSchemas.values()].filter(({ $id }) => $id !== schema['$id']);

  it('compiles strictly, with what it refers to', () => {
    expect(compileSchema(schema, others)(7)).not.toEqual([]);
  });
  it('is called as its file is', () => {
    const base = name.replace('.json', '');
    expect([schema['$id'], schema['title']]).toEqual([`urn:testamur:schema:${base}`, base.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())]);
  });
  it('describes itself and every property', () => {
    const undescribed = propertiesOf(schema).filter(([, property]) => typeof (property['description'] ?? property['$ref']) !== 'string');
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
