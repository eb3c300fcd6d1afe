import { reject } from '../../../core/errors.js';
import { isObject, type Json, type JsonObject } from '../../../core/json.js';

type Path = readonly string[];

/** The segments of a JSON Pointer (RFC 6901, 3 and 4). Throws `input-invalid`. */
function pathOf(pointer: string): Path {
  if (!/^(?:\/(?:[^~/]|~[01])*)*$/.test(pointer)) reject('input-invalid', `${pointer} is no JSON Pointer.`);
  return pointer.split('/').slice(1).map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * The part of a document that these JSON Pointers lead to: what they name, whole, and on the way there the contexts, ids and types
 * (ECDSA 1.0, 3.4.13). Undefined when there are no pointers. Throws `input-invalid` for a pointer that leads nowhere.
 * `compacted`: the pointers are of the document as it was before JSON-LD wrote each array of one as its one item.
 */
export function select(document: JsonObject, pointers: readonly string[], { compacted }: { readonly compacted: boolean }): JsonObject | undefined {
  if (pointers.length === 0) return undefined;
  const selected = part(document, pointers.map(pathOf), compacted) as JsonObject;
  return { '@context': document['@context'] ?? [], ...selected };
}

function part(value: Json, given: readonly Path[], compacted: boolean): Json {
  const paths = compacted && isSole(value) ? given.map((path) => (path[0] === '0' ? path.slice(1) : path)) : given;
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return partOfArray(value as readonly Json[], paths, compacted);
  return isObject(value) ? partOfObject(value, paths, compacted) : nowhere(paths);
}

const isSole = (value: Json): boolean => !Array.isArray(value) && !(isObject(value) && Object.hasOwn(value, '0'));

function partOfArray(items: readonly Json[], paths: readonly Path[], compacted: boolean): Json {
  if (!paths.every(([head = '']) => /^(?:0|[1-9]\d{0,5})$/.test(head) && Number(head) < items.length)) nowhere(paths);
  return items.flatMap((item, at) => below(paths, String(at)).map((inner) => part(item, inner, compacted)));
}

function partOfObject(value: JsonObject, paths: readonly Path[], compacted: boolean): Json {
  if (!paths.every(([head = '']) => Object.hasOwn(value, head))) nowhere(paths);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const [inner] = below(paths, name);
      if (inner !== undefined) return [[name, part(member, inner, compacted)]];
      return isKept(name, member) ? [[name, member]] : [];
    }),
  );
}

/** The rest of the paths that begin here, as a list of none or one. */
function below(paths: readonly Path[], name: string): (readonly Path[])[] {
  const inner = paths.filter(([head]) => head === name).map((path) => path.slice(1));
  return inner.length === 0 ? [] : [inner];
}

/** Types, and ids that are not a blank node's, are told of everything on the way. */
const isKept = (name: string, value: Json): boolean => name === 'type' || (name === 'id' && typeof value === 'string' && !value.startsWith('_:'));

const nowhere = (paths: readonly Path[]): never => reject('input-invalid', `A JSON Pointer that goes on with /${paths[0]?.join('/') ?? ''} leads nowhere in the document.`);
