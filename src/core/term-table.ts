import type { JsonObject } from './json.js';

/** Names of one prefix, parted by spaces: `name` has the IRI prefix + name, `name=other` prefix + other. What has a colon is no prefix but the beginning of IRIs. */
type Names = Readonly<Record<string, readonly string[]>>;

/** The facts of a JSON-LD context without its repetitions: what each name stands for, and of what type its values are. */
export interface TermTable {
  /** Whether no later context may give its terms another meaning. */
  readonly protected?: true;
  /** And single names, each with its whole IRI or the name it is another one of. */
  readonly prefixes: Readonly<Record<string, string>>;
  readonly classes: Names;
  /** By the type of the values: `@id` (nodes), `@vocab` (words), `@language` (texts by their language), `@none` (as stated), or a datatype; `@set` before it where several stand in an array. */
  readonly properties: Readonly<Record<string, Names>>;
  /** Terms that have a meaning only within a class, or under a property, of this name. */
  readonly within?: Readonly<Record<string, TermTable>>;
}

/** The context that a table describes (JSON-LD 1.1, 9.15). */
export function contextOf({ prefixes, classes, properties, within = {}, ...table }: TermTable): JsonObject {
  const typed = Object.entries(properties).flatMap(([type, names]) => termsOf(names).map(([name, iri]) => [name, { '@id': iri, ...valuesOf(type) }] as const));
  const terms: JsonObject = { ...(table.protected && { '@protected': true }), ...prefixes, ...Object.fromEntries(termsOf(classes)), ...Object.fromEntries(typed) };
  const scoped = Object.entries(within).map(([name, inner]) => [name, { ...definition(terms[name]), ...contextOf(inner) }] as const);
  return { '@context': { ...terms, ...Object.fromEntries(scoped) } };
}

const definition = (term: JsonObject[string] | undefined): JsonObject => (typeof term === 'object' ? (term as JsonObject) : { '@id': term ?? null });

const termsOf = (names: Names): (readonly [name: string, iri: string])[] =>
  Object.entries(names).flatMap(([prefix, lines]) =>
    lines.flatMap((line) => line.split(' ')).map((entry) => {
      const [name = '', other = name] = entry.split('=');
      return [name, prefix.includes(':') ? prefix + other : `${prefix}:${other}`] as const;
    }),
  );

function valuesOf(stated: string): JsonObject {
  const [type = '', ...containers] = stated.split(' ').reverse();
  const container = containers[0] ?? (type === '@language' ? type : undefined);
  return { ...(type === '@none' || type === '@language' ? {} : { '@type': type }), ...(container === undefined ? {} : { '@container': container }) };
}
