import type { Json, JsonObject } from '../../src/core/json.js';

/** The document with one of its values changed, for every value in it (and every member left out), each with its JSON Pointer. */
export function mutations(document: JsonObject): (readonly [path: string, changed: JsonObject])[] {
  return variants(document).map(([path, value]) => [path, value as JsonObject]);
}

const LEFT_OUT: [string, undefined] = ['', undefined];

function variants(value: Json): [string, Json | undefined][] {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.flatMap((item, at) => variants(item).map(([path, other]): [string, Json] => [`/${at}${path}`, other === undefined ? items.filter((_, i) => i !== at) : items.map((one, i) => (i === at ? other : one))]));
  }
  if (typeof value !== 'object' || value === null) return [['', other(value)], ['', undefined]];
  const members = Object.entries(value);
  return members.flatMap(([name, member]) => [...variants(member), LEFT_OUT].map(([path, changed]): [string, Json] => [
    changed === undefined && path === '' ? `/${name} left out` : `/${name}${path}`,
    Object.fromEntries(members.flatMap(([one, was]): [string, Json][] => (one !== name ? [[one, was]] : changed === undefined ? [] : [[one, changed]]))),
  ]));
}

function other(value: null | boolean | number | string): Json {
  if (typeof value === 'string') return value.slice(0, -1) + (value.endsWith('1') ? '2' : '1');
  return typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : 'something';
}
