import { concat } from '../../core/bytes.js';
import { canonicalJson, type JsonObject } from '../../core/json.js';
import type { Expanded, JsonLd } from './json-ld.js';
import type { Form, Hashing } from './suites.js';

/** What proofs of one document sign. */
export interface Content {
  /** The document without the proofs that are made over it. */
  readonly document: JsonObject;
  /** Its meaning; asked for only where a suite signs statements. */
  expanded(): Promise<Expanded>;
  /** The hash of the document, in a suite's way. */
  hash(form: Exclude<Form, 'disclosure'>, hashing: Hashing): Promise<Uint8Array>;
}

/** `known`: the expanded document, where the caller has it: expanding is most of the work. Each hash is worked out once, however many proofs ask. */
export function createContent(ld: JsonLd, document: JsonObject, known?: Expanded): Content {
  let expanding: Promise<Expanded> | undefined;
  const expanded = (): Promise<Expanded> => (expanding ??= known === undefined ? ld.expand(document) : Promise.resolve(known));
  const hashes = new Map<string, Promise<Uint8Array>>();
  const work = async (form: Form, { name, hash }: Hashing): Promise<Uint8Array> => hash(form === 'text' ? canonicalJson(document) : await ld.canonical(await expanded(), name));
  return {
    document,
    expanded,
    hash: (form, hashing) => {
      const key = `${form} ${hashing.name}`;
      const known = hashes.get(key) ?? work(form, hashing);
      hashes.set(key, known);
      return known;
    },
  };
}

/** Bytes to be signed: the hash of the canonical proof options, then that of the canonical document (EdDSA 1.0 and ECDSA 1.0, 3.2.4, 3.3.4). */
export async function signedBytes(ld: JsonLd, content: Content, { config, form, hashing }: { config: JsonObject; form: Exclude<Form, 'disclosure'>; hashing: Hashing }): Promise<Uint8Array> {
  const options = form === 'text' ? hashing.hash(canonicalJson(config)) : await optionsHash(ld, content.document, { config, hashing });
  return concat(options, await content.hash(form, hashing));
}

/** Of proof options read as statements, in the document's own context. */
export const optionsHash = async (ld: JsonLd, document: JsonObject, { config, hashing }: { config: JsonObject; hashing: Hashing }): Promise<Uint8Array> =>
  hashing.hash(await ld.canonical(await ld.expand({ ...config, '@context': document['@context'] ?? [] }), hashing.name));
