import { fail, unknown, type Finding } from '../../core/finding.js';
import { canonicalJson, isObject, pointer, type Json, type JsonObject } from '../../core/json.js';

/** More than any published credential has: expanding takes some 30 ms for each, whoever sent the document. */
const MAX_CONTEXTS = 6;
/** Endorsements inside one credential: the most complete official sample has half as many. */
const MAX_INNER = 12;

/**
 * A finding when the document uses a context that we do not hold (*unknown*: we cannot know what its terms mean), writes one itself
 * (*fail*: terms redefined inside a signed document are how its text is changed unseen), or has more of them than an honest one needs
 * (*fail*, `malformed`); undefined when all are pinned. To be asked before every expansion: that is where contexts cost time.
 */
export function foreignContext(check: Finding['check'], document: JsonObject, contexts: ReadonlyMap<string, JsonObject>): Finding | undefined {
  const uses = asArray(document['@context'] ?? []);
  const inline = uses.findIndex((value) => typeof value !== 'string');
  if (inline >= 0) return fail(check, 'unknown-context', { detail: pointerTo(inline) });
  if (uses.length > MAX_CONTEXTS || new Set(uses).size < uses.length) return fail(check, 'malformed', { detail: '/@context' });
  const foreign = uses.find((value) => typeof value === 'string' && !contexts.has(value));
  return typeof foreign === 'string' ? unknown(check, 'unknown-context', { detail: foreign }) : innerFault(check, document, uses);
}

const pointerTo = (index: number): string => pointer('@context', index);

/**
 * Contexts below the top would give inner text another meaning. An endorsement has to have its own (Open Badges 3.0, B.2.7), which may
 * only repeat the document's, from the first on.
 */
function innerFault(check: Finding['check'], document: JsonObject, top: readonly Json[]): Finding | undefined {
  const { '@context': _top, ...content } = document;
  const inner = contextsIn(content, { path: '', endorsement: false });
  const odd = inner.find(({ value, endorsement }) => !endorsement || canonicalJson(value) !== canonicalJson(top.slice(0, asArray(value).length)));
  const wrong = odd ?? inner[MAX_INNER];
  return wrong && fail(check, 'malformed', { detail: wrong.path });
}

interface Place {
  readonly path: string;
  /** Whether it is an entry of an `endorsement`. */
  readonly endorsement: boolean;
}

function contextsIn(value: Json, { path, endorsement }: Place): (Place & { readonly value: Json })[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => contextsIn(item, { path: path + pointer(index), endorsement }));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = path + pointer(name);
    return name === '@context' ? [{ path: at, endorsement, value: member }] : contextsIn(member, { path: at, endorsement: name === 'endorsement' });
  });
}

const asArray = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);
