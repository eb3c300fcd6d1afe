import { fail, pass, type Finding } from '../../core/finding.js';
import { isObject, pointer, type Json, type JsonObject } from '../../core/json.js';
import { firstOf } from './first.js';
import { jsonLdFault, type Expanded, type JsonLd } from './json-ld.js';

/** What a vocabulary lets be written in two ways that mean the same. */
export interface Leeway {
  /** Types that its context maps to one IRI: alias → the one that compacting gives. */
  readonly typeAliases: Readonly<Record<string, string>>;
  /** Properties likewise: the name that compacting may give → the one that is written, and no other. */
  readonly propertyAliases?: Readonly<Record<string, string>>;
  /** Addresses before a property's name, where its context gives its values a type that objects do not have: compacting then writes the whole IRI. */
  readonly vocabularies?: readonly string[];
  /** Under this property stand credentials with contexts of their own, which are compared by themselves. */
  readonly apart?: string;
  /** Properties whose order and repetitions are kept (`@list`). */
  readonly lists: readonly string[];
}

/** All that may start with `@` in a credential: contexts, and texts with their language and direction. Every other keyword can carry unsigned text. */
const KEYWORDS = ['@context', '@value', '@language', '@direction'];

/**
 * A canonical form says what a document means, not what it looks like: under a valid signature JSON-LD lets text be added that no statement
 * carries (an `@index`, a `null`, an empty array, a repeated value) or renamed. So the statements are written out again under the same contexts, and
 * whatever then differs was not signed as it stands. The document is without proof; `expanded` is what it means.
 */
export async function checkUnsignedContent(ld: JsonLd, document: JsonObject, { expanded, leeway }: { expanded: Expanded; leeway: Leeway }): Promise<Finding> {
  const smuggled = unstatedIn(document, '') ?? movedIn(document);
  if (smuggled !== undefined) return fail('unsigned-content', 'unsigned-content', { detail: smuggled });
  try {
    const signed = await ld.compact(expanded, document['@context'] ?? []);
    const difference = differs(document, signed, { path: '', name: '', leeway });
    return difference === undefined ? pass('unsigned-content') : fail('unsigned-content', 'unsigned-content', { detail: difference });
  } catch (error) {
    return jsonLdFault('unsigned-content', error);
  }
}

/** A keyword that can carry unsigned text; or an address. */
const isUnheard = (name: string): boolean => name.includes(':') || (name.startsWith('@') && !KEYWORDS.includes(name));

/**
 * JSON Pointer to the first keyword or empty array: no statement carries it, and compacting may write it again all the same. Or to the first name that
 * is an address (whole, or after a prefix): under a context that has no term for it a signed end could be written so, and nobody would look for it.
 */
function unstatedIn(value: Json, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && value.length === 0) return path;
  for (const [name, member] of Object.entries(value as Readonly<Record<string, Json>>)) {
    const at = path + pointer(name);
    if (isUnheard(name)) return at;
    const inside = name === '@context' ? undefined : unstatedIn(member, at);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** By its type; or by the day of its award, which alone Open Badges gives a meaning everywhere. */
const speaksOfCredential = ({ type = [], awardedDate }: JsonObject): boolean => awardedDate !== undefined || asArray(type).some((one) => typeof one === 'string' && one.endsWith('Credential'));

/**
 * JSON Pointer to the first object that goes by the document's own id and speaks of a credential. Statements are about a name, wherever it stands:
 * where an issuer gave another thing the same one, the status or the end of the document could be moved there, and nobody would look for it. Only
 * within a credential have the terms for these a meaning.
 */
function movedIn({ id, ...members }: JsonObject): string | undefined {
  const within = (value: Json, path: string): string | undefined => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (isObject(value) && value.id === id && speaksOfCredential(value)) return path;
    return firstOf(Object.entries(value as Readonly<Record<string, Json>>), ([name, member]) => within(member, path + pointer(name)));
  };
  return typeof id === 'string' ? within(members, '') : undefined;
}

interface Place {
  readonly path: string;
  /** The property whose value is compared. */
  readonly name: string;
  readonly leeway: Leeway;
}

/** JSON Pointer to the first difference. */
function differs(written: Json | undefined, signed: Json | undefined, place: Place): string | undefined {
  if (written === undefined || signed === undefined) return written === signed ? undefined : place.path;
  if (place.name !== '' && place.name === place.leeway.apart) return undefined;
  if (Array.isArray(written) || Array.isArray(signed)) return arraysDiffer(asArray(written), asArray(signed), place);
  if (isObject(written)) return objectsDiffer(written, signed, place);
  return sameValue(written, signed, place) ? undefined : place.path;
}

function arraysDiffer(written: readonly Json[], signed: readonly Json[], place: Place): string | undefined {
  if (written.length !== signed.length) return place.path;
  if (!place.leeway.lists.includes(place.name) && repeats(written)) return place.path;
  const paths = written.map((item, index) => differs(item, signed[index], { ...place, path: place.path + pointer(index) }));
  return paths.find((path) => path !== undefined);
}

/** Two of one value, or two objects of one id, are one in the statements. */
function repeats(items: readonly Json[]): boolean {
  const keys = items.map((item) => (isObject(item) ? item.id : item)).filter((key) => key !== undefined && typeof key !== 'object');
  return new Set(keys).size < keys.length;
}

function objectsDiffer(written: JsonObject, signed: Json, place: Place): string | undefined {
  // An object that is only an id is written as the id.
  if (!isObject(signed)) return Object.keys(written).length === 1 && written.id === signed ? undefined : place.path;
  const told = asWritten(signed, place.leeway);
  const names = [...new Set([...Object.keys(written), ...Object.keys(told)])].filter((name) => name !== '@context');
  const paths = names.map((name) => differs(written[name], told[name], { ...place, path: place.path + pointer(name), name }));
  return paths.find((path) => path !== undefined);
}

/** Under the names that are written, as far as what was signed is the same: a name that is left over on either side is a difference. */
function asWritten(signed: JsonObject, { propertyAliases = {}, vocabularies = [] }: Leeway): JsonObject {
  const nameOf = (name: string): string => {
    const base = vocabularies.find((one) => name.startsWith(one)) ?? '';
    const plain = name.slice(base.length);
    const alias = propertyAliases[plain] ?? plain;
    return Object.hasOwn(signed, alias) ? name : alias;
  };
  return Object.fromEntries(Object.entries(signed).map(([name, member]) => [nameOf(name), member]));
}

function sameValue(written: Json, signed: Json, { name, leeway }: Place): boolean {
  return written === signed || (name === 'type' && typeof written === 'string' && leeway.typeAliases[written] === signed);
}

const asArray = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);
