import { AppError } from '../errors.js';
import { isObject, MAX_DEPTH, type Json, type JsonObject } from '../json.js';
import { DIGESTS, HASH, HASH_CLAIM, PLACEHOLDER, type Disclosure } from './disclosure.js';
import type { SdJwt } from './read.js';

/** What an SD-JWT is refused for (RFC 9901, 7.1), as the error's `reason`. */
export type SdJwtFault =
  | 'hash-unsupported'
  | 'digest-twice'
  | 'disclosure-twice'
  | 'disclosure-unused' // no digest of the signed payload leads to it
  | 'disclosure-malformed' // of a claim, where an element was expected, or the other way round
  | 'digests-malformed' // one of SD-JWT's own names, used for something else
  | 'name-reserved'
  | 'name-taken' // a claim that is there already
  | 'too-deep';

/** A name, or a place in an array as it was issued. */
export type Place = readonly (string | number)[];

export interface Revealed {
  /** The processed payload (7.1): the claims shown, and nothing of SD-JWT's own. */
  readonly claims: JsonObject;
  /** Where disclosures stood. */
  readonly disclosed: readonly Place[];
  /** Objects and arrays in which a digest leads to nothing: something is held back there, or there is a decoy. Which, nobody but the issuer and the holder knows. */
  readonly heldBack: readonly Place[];
}

interface Walk {
  readonly byDigest: ReadonlyMap<string, Disclosure>;
  /** Every digest met, decoys too. */
  readonly met: Set<string>;
  readonly disclosed: Place[];
  readonly heldBack: Place[];
}

/** Puts what was disclosed where it belongs (RFC 9901, 7.1, steps 3 to 5). Throws `input-invalid`, its reason an {@link SdJwtFault}. */
export function reveal({ claims: { [HASH_CLAIM]: hash = HASH, ...payload }, disclosures }: Pick<SdJwt, 'claims' | 'disclosures'>): Revealed {
  if (hash !== HASH) refuse('hash-unsupported');
  const walk: Walk = { byDigest: new Map(disclosures.map((one) => [one.digest, one])), met: new Set(), disclosed: [], heldBack: [] };
  if (walk.byDigest.size < disclosures.length) refuse('disclosure-twice');
  const claims = object(payload, [], walk);
  if (disclosures.some(({ digest }) => !walk.met.has(digest))) refuse('disclosure-unused');
  return { claims, disclosed: walk.disclosed, heldBack: walk.heldBack };
}

function refuse(reason: SdJwtFault): never {
  throw new AppError('input-invalid', `The SD-JWT breaks a rule of its format: ${reason}.`, { reason });
}

function value(given: Json, at: Place, walk: Walk): Json {
  if (at.length > MAX_DEPTH) refuse('too-deep');
  if (Array.isArray(given)) return (given as readonly Json[]).flatMap((item, index) => element(item, [...at, index], walk));
  return isObject(given) ? object(given, at, walk) : given;
}

/** None, when it is held back. */
function element(item: Json, at: Place, walk: Walk): readonly [Json] | readonly [] {
  if (!isObject(item) || !Object.hasOwn(item, PLACEHOLDER)) return [value(item, at, walk)];
  const { [PLACEHOLDER]: digest, ...beside } = item;
  if (typeof digest !== 'string' || Object.keys(beside).length > 0) return refuse('digests-malformed');
  const disclosure = taken(digest, { at: at.slice(0, -1), walk });
  if (disclosure === undefined) return [];
  const [inner] = saltedParts(disclosure, 1);
  walk.disclosed.push(at);
  return inner === undefined ? [] : [value(inner, at, walk)];
}

function object({ [DIGESTS]: digests = [], ...given }: JsonObject, at: Place, walk: Walk): JsonObject {
  if (!Array.isArray(digests) || Object.hasOwn(given, PLACEHOLDER)) return refuse('digests-malformed');
  const shown = new Map(Object.entries(given).map(([name, member]) => [name, value(member, [...at, name], walk)]));
  for (const digest of digests as readonly Json[]) {
    const [name, member] = claimOf(digest, at, walk) ?? [];
    if (name === undefined || member === undefined) continue;
    if (shown.has(name)) refuse('name-taken');
    walk.disclosed.push([...at, name]);
    shown.set(name, value(member, [...at, name], walk));
  }
  // Not by assignment: a claim may be called __proto__.
  return Object.fromEntries(shown);
}

function claimOf(digest: Json, at: Place, walk: Walk): readonly [string, Json] | undefined {
  if (typeof digest !== 'string') return refuse('digests-malformed');
  const disclosure = taken(digest, { at, walk });
  if (disclosure === undefined) return undefined;
  const [name, member] = saltedParts(disclosure, 2);
  if (typeof name !== 'string' || member === undefined) return refuse('disclosure-malformed');
  if (name === DIGESTS || name === PLACEHOLDER || (at.length === 0 && name === HASH_CLAIM)) refuse('name-reserved');
  return [name, member];
}

/** What stands after the salt. */
function saltedParts({ content }: Disclosure, count: number): readonly Json[] {
  const [salt, ...parts] = content;
  return typeof salt === 'string' && parts.length === count ? parts : refuse('disclosure-malformed');
}

/** The disclosure that this digest, which stands there, is of; a digest met before would let one disclosure say two things. */
function taken(digest: string, { at, walk }: { readonly at: Place; readonly walk: Walk }): Disclosure | undefined {
  if (walk.met.has(digest)) refuse('digest-twice');
  walk.met.add(digest);
  const disclosure = walk.byDigest.get(digest);
  if (disclosure === undefined) walk.heldBack.push(at);
  return disclosure;
}
