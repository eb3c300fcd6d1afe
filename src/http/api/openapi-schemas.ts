import { isObject, type Json, type JsonObject } from '../../core/json.js';

/**
 * The schemas of `schemas/api` as components of an OpenAPI document: every definition by a name of its own, every reference to where it
 * then stands. `$id` goes: many a reader of OpenAPI looks up `#/…` in the document, whatever the schema calls itself.
 */
export function components(schemas: ReadonlyMap<string, JsonObject>): JsonObject {
  return Object.fromEntries([...schemas.values()].flatMap((schema) => [[componentName(schema), body(schema, schema)], ...definitions(schema)]));
}

/** `urn:testamur:schema:award` → `Award`: the schema's title. */
export const componentName = (schema: JsonObject): string => (typeof schema.title === 'string' ? schema.title : '');
/** Where a schema of this name stands in the document. */
export const reference = (schemas: ReadonlyMap<string, JsonObject>, name: string): JsonObject => {
  const schema = schemas.get(name);
  if (schema === undefined) throw new Error(`schemas/api/${name}.json is missing`);
  return { $ref: `#/components/schemas/${componentName(schema)}` };
};

const definitionName = (schema: JsonObject, name: string): string => componentName(schema) + name.charAt(0).toUpperCase() + name.slice(1);
const definitions = (schema: JsonObject): [string, Json][] =>
  Object.entries((schema.$defs ?? {}) as JsonObject).map(([name, definition]) => [definitionName(schema, name), moved(definition, schema)]);

function body({ $schema: _schema, $id: _id, $defs: _definitions, ...rest }: JsonObject, home: JsonObject): Json {
  return moved(rest, home);
}

function moved(value: Json, home: JsonObject): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => moved(one, home));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, name === '$ref' && typeof member === 'string' ? target(member, home) : moved(member, home)]));
}

/** `urn:testamur:schema:award-page#/properties/x`, `#/$defs/y`: where that is among the components. */
function target(ref: string, home: JsonObject): string {
  const [id = '', pointer = ''] = ref.split('#');
  const name = id === '' ? componentName(home) : titled(id);
  const [, definition, rest = ''] = /^\/\$defs\/([^/]+)(.*)$/.exec(pointer) ?? [];
  return `#/components/schemas/${definition === undefined ? name + pointer : name + definition.charAt(0).toUpperCase() + definition.slice(1) + rest}`;
}

/** The title that goes with an `$id` of ours: a test holds every file to it. */
const titled = (id: string): string => id.replace(/^urn:testamur:schema:/, '').replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
