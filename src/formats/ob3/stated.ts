import type { Json, JsonObject } from '../../core/json.js';

type Draft = Readonly<Record<string, Json | undefined>>;

/** An object of the members that have a value: what is not known is not written. Empty arrays say nothing and are left out too. */
export function stated(draft: Draft): JsonObject {
  const kept = Object.entries(draft).filter((entry): entry is [string, Json] => entry[1] !== undefined && !(Array.isArray(entry[1]) && entry[1].length === 0));
  return Object.fromEntries(kept);
}
