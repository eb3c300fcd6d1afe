import { reject } from '../core/errors.js';
import { isObject, pointer, type Json, type JsonObject } from '../core/json.js';

/**
 * Digests of the documents that we hold and could vouch for, as the W3C publishes them: of the bytes, which no other notation of the same JSON has.
 * In SRI form; and as a multihash, 0x12 (SHA-256) and 0x20 (32 bytes) before it, in base64url.
 */
const DIGESTS: Readonly<Record<string, readonly string[]>> = {
  'https://www.w3.org/ns/credentials/v2': [
    'sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=',
    'sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU',
    'uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA',
  ],
};

/**
 * Other documents that a credential is to be read with (VCDM 2.0, 5.3): each once, with a digest that we could compare. Nothing is fetched, so
 * of what is not held here no digest is known to be right. Throws `input-invalid`.
 */
export function checkRelatedResources(related: Json | undefined): void {
  const entries = related === undefined ? [] : Array.isArray(related) ? (related as readonly Json[]) : [related];
  const ids = entries.map((entry, at) => checkEntry(entry, pointer('relatedResource', at)));
  if (new Set(ids).size < ids.length) bad('/relatedResource', 'names one document twice');
}

function checkEntry(entry: Json, path: string): string {
  if (!isObject(entry) || typeof entry.id !== 'string') return bad(path, 'names no document');
  const digests = digestsOf(entry);
  if (digests.length === 0) bad(path, 'has no digest');
  const known = Object.hasOwn(DIGESTS, entry.id) ? DIGESTS[entry.id] : undefined;
  if (!digests.every((digest) => known?.includes(digest) === true)) bad(path, 'has a digest that is not that of the document, or of a document that is not held here');
  return entry.id;
}

const digestsOf = ({ digestSRI, digestMultibase }: JsonObject): readonly string[] => [digestSRI, digestMultibase].filter((digest) => typeof digest === 'string');
const bad = (path: string, what: string): never => reject('input-invalid', `${path} ${what}.`, path);
