import { fail, unknown, type Finding } from '../../core/finding.js';
import { isObject, pointer, type Json, type JsonObject } from '../../core/json.js';

/** More than any published credential has: expanding takes some 30 ms for each, whoever sent the document. */
const MAX_CONTEXTS = 6;
/** Credentials inside one: the largest official sample has half as many. */
export const MAX_INNER = 24;

/**
 * A finding when the document uses a context that we do not hold (*unknown*: we cannot know what its terms mean), writes one itself
 * (*fail*: terms redefined inside a signed document are how its text is changed unseen), or has more of them than an honest one needs
 * (*fail*, `malformed`); undefined when all are pinned. To be asked before every expansion: that is where contexts cost time.
 */
export function foreignContext(check: Finding['check'], document: JsonObject, contexts: ReadonlyMap<string, JsonObject>): Finding | undefined {
  const uses = asArray(document['@context'] ?? []);
  return faultOf(check, { path: '/@context', value: uses, under: ENCLOSED, outer: [] }, contexts) ?? innerFault(check, document, contexts);
}

/** Where a record or a presentation has whole credentials, under contexts of their own. */
const ENCLOSED = 'verifiableCredential';
/** An endorsement has to have its own (Open Badges 3.0, B.2.7), which may only repeat those of what it stands in, in their order. */
const ENDORSEMENT = 'endorsement';

interface Place {
  readonly path: string;
  readonly value: Json;
  /** The property that it stands under. */
  readonly under: string;
  /** Contexts of the credentials that it stands in. */
  readonly outer: readonly (readonly Json[])[];
}

function faultOf(check: Finding['check'], { path, value, under, outer }: Place, contexts: ReadonlyMap<string, JsonObject>): Finding | undefined {
  const uses = asArray(value);
  if (under !== ENCLOSED) return under === ENDORSEMENT && outer.some((one) => repeats(uses, one)) ? undefined : fail(check, 'malformed', { detail: path });
  const inline = uses.findIndex((one) => typeof one !== 'string');
  if (inline >= 0) return fail(check, 'unknown-context', { detail: path + pointer(inline) });
  if (uses.length > MAX_CONTEXTS || new Set(uses).size < uses.length) return fail(check, 'malformed', { detail: path });
  const foreign = uses.find((one) => typeof one === 'string' && !contexts.has(one));
  return typeof foreign === 'string' ? unknown(check, 'unknown-context', { detail: foreign }) : undefined;
}

/** Whether these are some of those, in the same order. */
function repeats(inner: readonly Json[], outer: readonly Json[]): boolean {
  const places = inner.map((one) => outer.indexOf(one));
  return places.every((place, index) => place > (places[index - 1] ?? -1));
}

/** Contexts anywhere else below the top would give inner text another meaning. */
function innerFault(check: Finding['check'], { '@context': top = [], ...content }: JsonObject, contexts: ReadonlyMap<string, JsonObject>): Finding | undefined {
  const inner = contextsIn(content, { path: '', under: '', outer: [asArray(top)] });
  const excess = inner[MAX_INNER];
  if (excess !== undefined) return fail(check, 'malformed', { detail: excess.path });
  return inner.map((place) => faultOf(check, place, contexts)).find((fault) => fault !== undefined);
}

function contextsIn(value: Json, { path, under, outer }: Omit<Place, 'value'>): Place[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => contextsIn(item, { path: path + pointer(index), under, outer }));
  if (!isObject(value)) return [];
  const { '@context': own, ...members } = value;
  const inside = own === undefined ? outer : [...outer, asArray(own)];
  const inner = Object.entries(members).flatMap(([name, member]) => contextsIn(member, { path: path + pointer(name), under: name, outer: inside }));
  return own === undefined ? inner : [{ path: `${path}/@context`, value: own, under, outer }, ...inner];
}

const asArray = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);
