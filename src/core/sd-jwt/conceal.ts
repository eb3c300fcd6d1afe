import { reject } from '../errors.js';
import { isObject, type Json, type JsonObject } from '../json.js';
import { decoy, DIGESTS, disclose, HASH, HASH_CLAIM, PLACEHOLDER } from './disclosure.js';

/** A claim, or several: names, places in an array, `null` for every place (SD-JWT VC, Claim Path). */
export type Path = readonly (string | number | null)[];

export interface Concealed {
  /** With digests where the claims were. */
  readonly payload: JsonObject;
  /** In the order of the claims. */
  readonly disclosures: readonly string[];
}

interface Writer {
  readonly random: (bytes: number) => Uint8Array;
  readonly disclosures: string[];
}

/**
 * Makes these claims selectively disclosable (RFC 9901, 4.2), each with a salt of its own; one inside another is disclosed with or after it.
 * Digests are sorted, so that their order says nothing, and a named claim that is absent leaves a decoy, so that nobody counts what is missing.
 * Throws `bug` on a claim that bears one of SD-JWT's own names.
 */
export function conceal(claims: JsonObject, paths: readonly Path[], random: (bytes: number) => Uint8Array): Concealed {
  const disclosures: string[] = [];
  if (Object.hasOwn(claims, HASH_CLAIM)) reject('bug', `the claim ${HASH_CLAIM} is SD-JWT's own`);
  const payload = within(claims, paths, { random, disclosures }) as JsonObject;
  return { payload: paths.length === 0 ? payload : { ...payload, [HASH_CLAIM]: HASH }, disclosures };
}

function within(value: Json, paths: readonly Path[], writer: Writer): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, index) => element(item, [...under(paths, index), ...under(paths, null)], writer));
  return isObject(value) ? object(value, paths, writer) : value;
}

/** What these paths say below one step. */
const under = (paths: readonly Path[], step: Path[number]): Path[] => paths.filter((path) => path.length > 0 && path[0] === step).map((path) => path.slice(1));
const ends = (paths: readonly Path[]): boolean => paths.some((path) => path.length === 0);

function element(item: Json, below: readonly Path[], writer: Writer): Json {
  const value = within(item, below, writer);
  return ends(below) ? { [PLACEHOLDER]: written([value], writer) } : value;
}

function object(value: JsonObject, paths: readonly Path[], writer: Writer): JsonObject {
  const digests: string[] = [];
  const shown: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    if (name === DIGESTS || name === PLACEHOLDER) reject('bug', `the claim ${name} is SD-JWT's own`);
    const below = under(paths, name);
    const inner = within(member, below, writer);
    if (ends(below)) digests.push(written([name, inner], writer));
    else shown.push([name, inner]);
  }
  const absent = new Set(paths.flatMap(([name, ...more]) => (typeof name === 'string' && more.length === 0 && !Object.hasOwn(value, name) ? [name] : [])));
  absent.forEach(() => digests.push(decoy(writer.random)));
  return Object.fromEntries(digests.length === 0 ? shown : [...shown, [DIGESTS, digests.sort()]]);
}

function written(content: readonly Json[], { random, disclosures }: Writer): string {
  const { encoded, digest } = disclose(content, random);
  disclosures.push(encoded);
  return digest;
}
