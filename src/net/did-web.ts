import { didWebDocumentUrl, keysOfDidDocument, splitDidUrl } from '../core/did.js';
import type { Fact, KeyFact } from '../core/evidence.js';
import { timestamp } from '../core/time.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { documentIn } from './json-document.js';

/** Far more than any organisation's keys take. */
const MAX_DOCUMENT_BYTES = 256 * 1024;

export interface DidWebDeps {
  readonly fetch: GuardedFetch;
  readonly now: () => Date;
  /** Keeps what was seen, as it was. */
  readonly keep: (did: string, document: Uint8Array) => Promise<void>;
}

const without = (detail: string): { readonly ok: false; readonly reason: 'key-unavailable'; readonly detail: string } => ({ ok: false, reason: 'key-unavailable', detail });

/** The verification method that a did:web URL names, as its controller publishes it now. */
export function createDidWebKey(deps: DidWebDeps): (didUrl: string) => Promise<Fact<KeyFact>> {
  const keysOf = createDidWebKeys(deps);
  return async (didUrl) => {
    const keys = await keysOf(didUrl);
    if (!keys.ok) return keys;
    const key = keys.value.find(({ id }) => id === didUrl);
    return key === undefined ? without(`${addressOf(didUrl)?.url ?? ''}: the document does not list this key`) : { ok: true, value: key };
  };
}

/**
 * Every verification method of a did:web, as its controller publishes them now (W3C CCG, did:web method). The document must be at the DID's own
 * address, without redirects, and be of this very DID.
 */
export function createDidWebKeys({ fetch, now, keep }: DidWebDeps): (did: string) => Promise<Fact<readonly KeyFact[]>> {
  return async (did) => {
    const address = addressOf(did);
    if (!address) return without('not a did:web that can be looked up');
    const answer = await fetch(address.url, { accept: 'application/did+json, application/did+ld+json, application/json', maxBytes: MAX_DOCUMENT_BYTES, maxRedirects: 0 });
    const document = documentIn(answer, 'not a DID document');
    if (typeof document === 'string') return without(`${address.url}: ${document}`);
    if (document.id !== address.did) return without(`${address.url}: the document is of another DID`);
    // A document that cannot be kept now is judged all the same.
    if (answer.ok) await keep(address.did, answer.bytes).catch(() => undefined);
    const obtainedAt = timestamp(now());
    return { ok: true, value: keysOfDidDocument(document, address.did).map((key) => ({ ...key, controller: address.did, source: 'did:web', obtainedAt })) };
  };
}

function addressOf(didUrl: string): { did: string; url: string } | undefined {
  try {
    const { did } = splitDidUrl(didUrl);
    return { did, url: didWebDocumentUrl(did) };
  } catch {
    return undefined;
  }
}
