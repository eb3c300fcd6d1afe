import type { JsonObject } from './json.js';

/** Names of one prefix, parted by spaces: `name` has the IRI prefix + name, `name=other` prefix + other. */
type Names = Readonly<Record<string, readonly string[]>>;

/** The facts of a JSON-LD context without its repetitions: what each name stands for, and of what type its values are. */
export interface TermTable {
  readonly prefixes: Readonly<Record<string, string>>;
  readonly classes: Names;
  /** By the type of the values: `@id` (nodes), `@language` (texts by their language), `@none` (as stated), or a datatype. */
  readonly properties: Readonly<Record<string, Names>>;
}

/** The context that a table describes (JSON-LD 1.1, 9.15). */
export function contextOf({ prefixes, classes, properties }: TermTable): JsonObject {
  const typed = Object.entries(properties).flatMap(([type, names]) => termsOf(names).map(([name, iri]) => [name, { '@id': iri, ...valuesOf(type) }] as const));
  return { '@context': { ...prefixes, ...Object.fromEntries(termsOf(classes)), ...Object.fromEntries(typed) } };
}

const termsOf = (names: Names): (readonly [name: string, iri: string])[] =>
  Object.entries(names).flatMap(([prefix, lines]) =>
    lines.flatMap((line) => line.split(' ')).map((entry) => {
      const [name = '', other = name] = entry.split('=');
      return [name, `${prefix}:${other}`] as const;
    }),
  );

function valuesOf(type: string): JsonObject {
  if (type === '@none') return {};
  return type === '@language' ? { '@container': '@language' } : { '@type': type };
}
