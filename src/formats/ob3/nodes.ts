import { isObject, pointer, type Json, type JsonObject } from '../../core/json.js';
import { knownOf, only, together } from './competing.js';

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

/** The object under a member; of several, none: which one is meant, nothing says. */
export function node(parent: Node | undefined, name: string): Node | undefined {
  const [first, ...others] = nodes(parent, name);
  return others.length === 0 ? first : undefined;
}

/** A text: a string or number, the `@value` of a JSON-LD text, or the first language of a map. Of several, all of them. */
export const text = (parent: Node | undefined, name: string): string | undefined => together(eachText(parent, name));

/** The texts under a member, each by itself. */
export const eachText = (parent: Node | undefined, name: string): string[] => knownOf(listed(parent?.value[name]).map(plain));

function plain(value: Json): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isObject(value)) return undefined;
  const inner = value['@value'] ?? value[Object.keys(value).sort()[0] ?? ''];
  return typeof inner === 'string' ? inner : undefined;
}

export function number(parent: Node | undefined, name: string): number | undefined {
  const value = Number(text(parent, name) ?? NaN);
  return Number.isFinite(value) ? value : undefined;
}

export const texts = (parent: Node | undefined, name: string): string[] => listed(parent?.value[name]).filter((value) => typeof value === 'string');

/** An id: of an object, or a bare string that stands for one. */
export const idOf = (value: Json | undefined): string | undefined =>
  only(listed(value).map((item) => (isObject(item) ? item.id : item)).filter((id) => typeof id === 'string'));
