import { readdirSync, readFileSync } from 'node:fs';
import type { NationalSystem, NationalSystems } from '../../src/catalogue/national-systems.js';
import type { JsonObject } from '../../src/core/json.js';
import { compileSchema, type SchemaCheck } from '../../src/core/schema.js';

const ROOT = new URL('../../', import.meta.url);

export const readJson = (path: string): JsonObject => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')) as JsonObject;

/** All files of `schemas/api`, by name. */
export const apiSchemas: ReadonlyMap<string, JsonObject> = new Map(readdirSync(new URL('schemas/api/', ROOT)).map((name) => [name.replace('.json', ''), readJson(`schemas/api/${name}`)]));

/** A schema of `schemas/api`, compiled as the server does it. */
export const apiSchema = (name: string): SchemaCheck => compileSchema(readJson(`schemas/api/${name}.json`));

/** All files of `schemas/vocab/national-systems`. */
export function nationalSystems(): NationalSystems {
  const names = readdirSync(new URL('schemas/vocab/national-systems/', ROOT));
  return new Map(names.map((name) => [name.replace('.json', ''), readJson(`schemas/vocab/national-systems/${name}`) as unknown as NationalSystem]));
}
