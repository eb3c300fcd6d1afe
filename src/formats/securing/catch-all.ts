import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { firstOf } from './first.js';
import type { Expanded } from './json-ld.js';

/**
 * The first word of a document that has a meaning only because one of its contexts gives every word one (`@vocab`: those of the W3C's examples).
 * Such a word is signed like any other, and safe mode passes it, but nobody ever said what it means.
 */
export function catchAllWord({ nodes }: Expanded, contexts: ReadonlyMap<string, JsonObject>): string | undefined {
  const bases = [...contexts.values()].flatMap((context) => listOf(context['@context'] ?? [])).flatMap((part) => (isObject(part) && typeof part['@vocab'] === 'string' ? [part['@vocab']] : []));
  return bases.length === 0 ? undefined : wordIn(nodes as readonly Json[], bases);
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

/** Of properties and types: what a value names may stand under any address. */
function wordIn(value: Json, bases: readonly string[]): string | undefined {
  if (Array.isArray(value)) return firstOf(value as readonly Json[], (item) => wordIn(item, bases));
  if (!isObject(value)) return undefined;
  const names = [...Object.keys(value), ...listOf(value['@type'] ?? []).filter((type) => typeof type === 'string')];
  return firstOf(names, (name) => wordUnder(name, bases)) ?? firstOf(Object.values(value), (member) => wordIn(member, bases));
}

function wordUnder(iri: string, bases: readonly string[]): string | undefined {
  const base = bases.find((one) => iri.startsWith(one));
  return base === undefined ? undefined : iri.slice(base.length);
}
