import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../core/json.js';

// `src/store` and `dist/store` stand both two below the root.
const SCHEMAS = new URL('../../schemas/', import.meta.url);

/** The JSON files of a folder of `schemas/`, by name without the ending. */
export function jsonFiles(folder: 'api' | 'vocab/national-systems'): ReadonlyMap<string, JsonObject> {
  const home = new URL(`${folder}/`, SCHEMAS);
  const names = readdirSync(home).filter((name) => name.endsWith('.json'));
  return new Map(names.map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(new URL(name, home), 'utf8')) as JsonObject]));
}

/** Version of this software, as its package says it. */
export const softwareVersion = (): string => (JSON.parse(readFileSync(new URL('../package.json', SCHEMAS), 'utf8')) as { readonly version: string }).version;
