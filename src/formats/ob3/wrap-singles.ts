import { isObject, type Json, type JsonObject } from '../../core/json.js';

/** The document with every single value in an array where the schema has an array: what many issuers leave out. */
export const wrapSingles = (document: JsonObject, schema: JsonObject): Json => wrap(document, schema, schema);

function wrap(value: Json, rule: Json | undefined, root: JsonObject): Json {
  const { type, items, properties, anyOf } = resolve(rule, root);
  if (type === 'array') return (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((item) => wrap(item, items, root));
  if (!isObject(value)) return value;
  // Of alternatives, an object can only be meant by the one that describes objects: elsewhere they are of plain texts.
  const shape = isObject(properties) ? properties : resolve(Array.isArray(anyOf) ? (anyOf as readonly Json[]).find(refers) : undefined, root).properties;
  const rules = isObject(shape) ? shape : {};
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wrap(member, Object.hasOwn(rules, name) ? rules[name] : undefined, root)]));
}

const refers = (rule: Json): boolean => isObject(rule) && typeof rule.$ref === 'string';

/** The rule itself, or what its `$ref` into `$defs` names. */
function resolve(rule: Json | undefined, root: JsonObject): JsonObject {
  if (!isObject(rule)) return {};
  const name = typeof rule.$ref === 'string' ? rule.$ref.replace('#/$defs/', '') : undefined;
  const defs = root.$defs;
  return name !== undefined && isObject(defs) ? resolve(defs[name], root) : rule;
}
