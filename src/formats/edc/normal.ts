import { isObject, type Json, type JsonObject } from '../../core/json.js';

/** What never says more of itself than its name. */
const NAMES_ONLY: readonly Json[] = ['ConceptScheme', 'ShaclValidator2017', 'Mailbox'];

/**
 * The document as a graph has it: each list of one value replaced by that value, and a node that is only named, and stands nowhere in full, without
 * its name. `type` of the credential stays a list.
 */
export function normal(document: JsonObject): JsonObject {
  const whole = new Set(idsInFull(document));
  const node = (value: JsonObject): JsonObject => {
    const { id, ...rest } = value;
    const lost = isBare(value) && typeof id === 'string' && !whole.has(id) && !NAMES_ONLY.includes(value.type ?? null);
    return Object.fromEntries(Object.entries(lost ? rest : value).map(([name, member]) => [name, plain(member)]));
  };
  const plain = (value: Json): Json => {
    if (Array.isArray(value)) return value.length === 1 ? plain((value as readonly Json[])[0] ?? null) : (value as readonly Json[]).map(plain);
    return isObject(value) ? node(value) : value;
  };
  return { ...node(document), ...(document.type === undefined ? {} : { type: document.type }) };
}

const isBare = (value: JsonObject): boolean => Object.keys(value).every((name) => name === 'id' || name === 'type');

function idsInFull(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap((member: Json) => idsInFull(member));
  return isObject(value) && typeof value.id === 'string' && !isBare(value) ? [value.id, ...inside] : inside;
}
