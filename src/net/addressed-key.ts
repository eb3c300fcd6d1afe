import { keysOfDidDocument, loneMethod, type DocumentKey } from '../core/did.js';
import type { Fact, KeyFact } from '../core/evidence.js';
import type { JsonObject } from '../core/json.js';
import { createKeyDocument, type KeyDocumentDeps } from './key-document.js';
import { jwkIn, keyIn } from './key-set.js';
import { plainAddress } from './plain-address.js';

export type AddressedKey = KeyFact & { readonly source: 'https' };

const ACCEPT = 'application/cid+json, application/cid, application/jwk+json, application/ld+json;q=0.9, application/json;q=0.8';
const without = (detail: string): Fact<never> => ({ ok: false, reason: 'key-unavailable', detail });

/**
 * The key at an https address (W3C Controlled Identifiers 1.0, 3.2; Open Badges practice: a lone Multikey or JWK). Whoever may write a file on a host
 * may write there whose key it is. So it is its controller's when that controller's own document lists it, or when it lies below the controller's own
 * address; of any other the controller is the address itself, which is no issuer.
 */
export function createAddressedKey(deps: KeyDocumentDeps): (url: string) => Promise<Fact<AddressedKey>> {
  const documentAt = createKeyDocument(deps);
  const vouches = async (controller: string, url: string): Promise<boolean> => {
    const document = plainAddress(controller) === undefined ? undefined : await documentAt(controller, ACCEPT);
    return document?.ok === true && document.value.id === controller && Array.isArray(document.value.assertionMethod) && (document.value.assertionMethod as readonly unknown[]).includes(url);
  };
  return async (url) => {
    const [base = ''] = url.split('#', 1);
    if (plainAddress(base) === undefined) return without('not an address that can be looked up');
    const document = await documentAt(base, ACCEPT);
    if (!document.ok) return document;
    const found = methodIn(document.value, { url, base });
    if (found === undefined) return without(`${base}: there is no such key`);
    const { controller: stated, ...key } = found;
    const controller = stated !== undefined && (liesBelow(base, stated) || (await vouches(stated, url))) ? stated : base;
    return { ok: true, value: { ...key, controller, source: 'https', obtainedAt: document.obtainedAt } };
  };
}

/** Below a whole host everybody's files lie who has an account there; and by a query, or signs that a server may read as others, one gets anywhere. */
function liesBelow(base: string, controller: string): boolean {
  const owner = plainAddress(controller);
  if (owner === undefined || base === controller) return owner !== undefined;
  const folder = controller.replace(/\/?$/, '/');
  return owner.pathname !== '/' && owner.search === '' && base.startsWith(folder) && /^[\w.~/-]+$/.test(base.slice(folder.length));
}

type Method = DocumentKey & { readonly controller?: string };
interface Place {
  readonly url: string;
  readonly base: string;
}

/** In the controller's own document; as a method that stands alone; as a bare key, or in a set of keys, neither of which says whose it is. */
function methodIn(document: JsonObject, { url, base }: Place): Method | undefined {
  const listed = keysOfDidDocument(document, base).find(({ id }) => id === url);
  if (listed !== undefined) return { ...listed, controller: base };
  if (document.id === url || document.id === base) return loneMethod(document, url);
  const publicJwk = document.keys === undefined ? jwkIn(document) : (keyIn(document, url) ?? keyIn(document, url.slice(base.length + 1)));
  return publicJwk && { id: url, publicJwk, assertion: true };
}
