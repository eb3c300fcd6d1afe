import type { JsonObject } from './json.js';

/** Published documents that judging depends on, loaded and checked once at the start. */
export interface Documents {
  /** JSON-LD contexts by their URL. */
  readonly contexts: ReadonlyMap<string, JsonObject>;
  /** JSON Schemas by their place under `schemas/`, without the ending: `ob3/achievement-credential`. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
}
