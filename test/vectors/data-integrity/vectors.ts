import { readFileSync } from 'node:fs';
import { selfContainedKey } from '../../../src/core/did.js';
import type { Evidence } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { createSecuring, verificationMethodsOf } from '../../../src/formats/securing/index.js';
import { createJsonLd } from '../../../src/formats/securing/json-ld.js';
import { documents } from '../../support/documents.js';

export const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as T;

const contexts = new Map([...documents.contexts, ...Object.entries(read<Record<string, JsonObject>>('contexts'))]);
export const ld = createJsonLd(contexts);
export const securing = createSecuring({ ...documents, contexts });

export const AT = '2026-11-26T12:00:00Z';
/** The keys that the names of the verification methods carry. */
export const evidenceFor = (document: JsonObject): { at: string; keys: Evidence['keys'] } => ({
  at: AT,
  keys: Object.fromEntries(verificationMethodsOf(document).map((url) => [url, keyIn(url)])),
});

function keyIn(url: string): Evidence['keys'][string] {
  const carried = selfContainedKey(url);
  return carried === undefined ? { ok: false, reason: 'key-unavailable', detail: url } : { ok: true, value: { ...carried, obtainedAt: AT } };
}

export async function verdict(document: JsonObject): Promise<string> {
  const { finding } = await securing.checkProofs(document, evidenceFor(document));
  return [finding.outcome, finding.reason, finding.detail].filter((part) => part !== undefined).join(' ');
}
