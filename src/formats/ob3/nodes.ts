import { isObject, pointer, type Json, type JsonObject } from '../../core/json.js';

/** An object of a document, and the JSON Pointer to it. */
export interface Node {
  readonly value: JsonObject;
  readonly path: string;
}

/** Third parties write one value where others write an array of one: both are read. */
export const listed = (value: Json | undefined): readonly Json[] => (value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value]);

/** The objects under a member. */
export function nodes(node: Node | undefined, name: string): Node[] {
  const member = node?.value[name];
  if (node === undefined || member === undefined) return [];
  const at = node.path + pointer(name);
  return listed(member).flatMap((value, index) => (isObject(value) ? [{ value, path: Array.isArray(member) ? at + pointer(index) : at }] : []));
}

/** The first object under a member. */
export const node = (parent: Node | undefined, name: string): Node | undefined => nodes(parent, name)[0];

/** A text: a string or number, the `@value` of a JSON-LD text, or the first of a language map. */
export function text(parent: Node | undefined, name: string): string | undefined {
  const value = listed(parent?.value[name])[0];
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isObject(value)) return undefined;
  const inner = value['@value'] ?? Object.values(value)[0];
  return typeof inner === 'string' ? inner : undefined;
}

export function number(parent: Node | undefined, name: string): number | undefined {
  const value = Number(text(parent, name) ?? NaN);
  return Number.isFinite(value) ? value : undefined;
}

export const texts = (parent: Node | undefined, name: string): string[] => listed(parent?.value[name]).filter((value) => typeof value === 'string');

/** An id: of an object, or a bare string that stands for one. */
export function idOf(value: Json | undefined): string | undefined {
  const first = listed(value)[0];
  const id = isObject(first) ? first.id : first;
  return typeof id === 'string' ? id : undefined;
}
