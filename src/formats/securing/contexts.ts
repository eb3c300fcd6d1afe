import { fail, unknown, type Finding } from '../../core/finding.js';
import { isObject, pointer, type Json, type JsonObject } from '../../core/json.js';

/** A `@context` value found in a document. */
interface ContextUse {
  readonly path: string;
  readonly value: Json;
}

/**
 * A finding when the document uses a context that we do not hold (*unknown*: we cannot know what its terms mean), or writes one
 * itself (*fail*: terms redefined inside a signed document are how its text is changed unseen); undefined when all are pinned.
 */
export function foreignContext(check: Finding['check'], document: JsonObject, contexts: ReadonlyMap<string, JsonObject>): Finding | undefined {
  const uses = contextsIn(document, '').flatMap(({ path, value }) =>
    Array.isArray(value) ? value.map((item: Json, index) => ({ path: path + pointer(index), value: item })) : [{ path, value }],
  );
  const inline = uses.find(({ value }) => typeof value !== 'string');
  if (inline !== undefined) return fail(check, 'unknown-context', { detail: inline.path });
  const foreign = uses.map(({ value }) => value).find((value) => typeof value === 'string' && !contexts.has(value));
  return typeof foreign === 'string' ? unknown(check, 'unknown-context', { detail: foreign }) : undefined;
}

function contextsIn(value: Json, path: string): ContextUse[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => contextsIn(item, path + pointer(index)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = path + pointer(name);
    return name === '@context' ? [{ path: at, value: member }] : contextsIn(member, at);
  });
}
