import { didWebDocumentUrl, keysOfDidDocument, splitDidUrl } from '../core/did.js';
import type { Fact, KeyFact } from '../core/evidence.js';
import { KEYS, type KeyDocumentDeps } from './key-document.js';
import { documentIn } from './json-document.js';

const without = (detail: string): { readonly ok: false; readonly reason: 'key-unavailable'; readonly detail: string } => ({ ok: false, reason: 'key-unavailable', detail });

/** The verification method that a did:web URL names, as its controller publishes it now. */
export function createDidWebKey(deps: KeyDocumentDeps): (didUrl: string) => Promise<Fact<KeyFact>> {
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
export function createDidWebKeys({ fetch, keep }: KeyDocumentDeps): (did: string) => Promise<Fact<readonly KeyFact[]>> {
  return async (did) => {
    const address = addressOf(did);
    if (!address) return without('not a did:web that can be looked up');
    const document = documentIn(await fetch(address.url, { accept: 'application/did+json, application/did+ld+json, application/json', ...KEYS }), { url: address.url, reason: 'key-unavailable', otherwise: 'not a DID document' });
    if (!document.ok) return document;
    if (document.value.id !== address.did) return without(`${address.url}: the document is of another DID`);
    await keep(address.did, document.bytes);
    return { ok: true, value: keysOfDidDocument(document.value, address.did).map((key) => ({ ...key, controller: address.did, source: 'did:web', obtainedAt: document.obtainedAt })) };
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
