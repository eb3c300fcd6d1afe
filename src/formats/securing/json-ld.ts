import jsonld from 'jsonld';
import { AppError } from '../../core/errors.js';
import { fail, type Finding } from '../../core/finding.js';
import { isObject, type Json, type JsonObject } from '../../core/json.js';

/** JSON-LD over pinned contexts alone: nothing it does can reach the network. */
export interface JsonLd {
  readonly contexts: ReadonlyMap<string, JsonObject>;
  /** Expanded form. Throws what {@link jsonLdFault} explains: in safe mode a term without meaning is an error, not left out. */
  expand(document: JsonObject): Promise<Expanded>;
  /** Canonical N-Quads (RDFC-1.0, by this hash). Throws what {@link jsonLdFault} explains. */
  canonical(expanded: Expanded, digest?: Digest): Promise<string>;
  compact(expanded: Expanded, context: Json): Promise<JsonObject>;
  /** Its statements as N-Quads, a line each, under whatever names its blank nodes have. */
  statements(expanded: Expanded): Promise<string[]>;
  /** The canonical N-Quads of statements, and by which canonical name each blank node goes, both without `_:`. */
  labelled(statements: readonly string[]): Promise<Labelled>;
}
export interface Labelled {
  readonly statements: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}
export interface Expanded {
  readonly nodes: readonly unknown[];
}
/** What RDFC-1.0 tells blank nodes apart by. */
export type Digest = 'sha256' | 'sha384';

/**
 * RDFC-1.0 takes exponential time on graphs made for it (section 7.1, "dataset poisoning"): at factor 1 the work is at most that of
 * naming each blank node once more, which every honest credential needs far less than.
 */
const MAX_WORK_FACTOR = 1;
/** JSON values of every kind in one document: the largest official sample has less than a tenth. Each takes time to expand. */
const MAX_VALUES = 10_000;
/** Types of one object: for each, expansion enters the context of that type anew, which takes longest of all. */
const MAX_TYPES = 20;

const N_QUADS = 'application/n-quads';
/** Each with its line end. */
const linesOf = (nquads: string): string[] => nquads.split('\n').slice(0, -1).map((line) => `${line}\n`);
const bareLabel = (label: string): string => label.replace(/^_:/, '');

/** `contexts`: by URL, the only ones there are. */
export function createJsonLd(contexts: ReadonlyMap<string, JsonObject>): JsonLd {
  const options = { documentLoader: closedLoader(contexts), safe: true, base: null, rdfDirection: 'i18n-datatype' } as const;
  return {
    contexts,
    expand: async (document) => {
      if (countValues(document) > MAX_VALUES) throw new AppError('input-invalid', `the document has more than ${MAX_VALUES} values`);
      if (hasManyTypes(document)) throw new AppError('input-invalid', `an object has more than ${MAX_TYPES} types`);
      return { nodes: await jsonld.expand(document, options) };
    },
    canonical: ({ nodes }, messageDigestAlgorithm = 'sha256') =>
      jsonld.canonize(nodes, {
        ...options,
        skipExpansion: true,
        algorithm: 'RDFC-1.0',
        format: N_QUADS,
        canonizeOptions: { maxWorkFactor: MAX_WORK_FACTOR, messageDigestAlgorithm },
      }),
    compact: async ({ nodes }, context) => (await jsonld.compact(nodes, context, { ...options, skipExpansion: true })) as JsonObject,
    statements: async ({ nodes }) => linesOf(await jsonld.toRDF(nodes, { ...options, skipExpansion: true, format: N_QUADS })),
    labelled: async (statements) => {
      const canonicalIdMap = new Map<string, string>();
      const canonizeOptions = { maxWorkFactor: MAX_WORK_FACTOR, canonicalIdMap };
      const text = await jsonld.canonize(statements.join(''), { ...options, inputFormat: N_QUADS, algorithm: 'RDFC-1.0', format: N_QUADS, canonizeOptions });
      return { statements: linesOf(text), labels: new Map([...canonicalIdMap].map(([from, to]) => [bareLabel(from), bareLabel(to)])) };
    },
  };
}

/** Loads what is pinned. Throws `fetch-refused` for any other URL: a verdict must not depend on what a server says today. */
export function closedLoader(contexts: ReadonlyMap<string, JsonObject>) {
  return (url: string): Promise<{ contextUrl: null; documentUrl: string; document: unknown }> => {
    const document = contexts.get(url);
    if (document === undefined) return Promise.reject(new AppError('fetch-refused', `${url} is not a pinned document`));
    return Promise.resolve({ contextUrl: null, documentUrl: url, document });
  };
}

/** Why a document could not be expanded or canonicalised, as a failed `check`. */
export function jsonLdFault(check: Finding['check'], error: unknown): Finding {
  const details = error instanceof Error && 'details' in error && isObject(error.details) ? error.details : {};
  const event = isObject(details.event) ? details.event : undefined;
  if (event === undefined) return fail(check, 'malformed', { detail: describe(error, details) });
  return fail(check, 'undefined-term', { detail: termOf(event) });
}

/** The name of the term that a safe-mode event is about, or else the kind of event; never a value of the credential. */
function termOf(event: JsonObject): string {
  const details = isObject(event.details) ? event.details : {};
  const named = [details.property, details.type].find((value) => typeof value === 'string');
  return [named, event.code].find((name) => typeof name === 'string') ?? 'unnamed';
}

const describe = (error: unknown, details: JsonObject): string =>
  typeof details.code === 'string' ? details.code : error instanceof AppError ? error.message : 'the document cannot be canonicalised';

function countValues(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, member: Json) => sum + countValues(member), 1);
}

/** `type` is the one other name that a pinned context gives `@type`. */
function hasManyTypes(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, member]: [string, Json]) => ((name === 'type' || name === '@type') && Array.isArray(member) && member.length > MAX_TYPES) || hasManyTypes(member),
  );
}
