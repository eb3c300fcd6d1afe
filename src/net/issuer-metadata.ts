import type { Fact, KeyFact } from '../core/evidence.js';
import { createKeyDocument, type KeyDocumentDeps } from './key-document.js';
import { keyIn, KEY_SET } from './key-set.js';
import { plainAddress } from './plain-address.js';

const without = (detail: string): Fact<never> => ({ ok: false, reason: 'key-unavailable', detail });

/**
 * The key `kid` of an issuer that is an https address, as it publishes its JWT VC Issuer Metadata now (draft-ietf-oauth-sd-jwt-vc-18, 5); `name`:
 * `{issuer}#{kid}`, without a `kid` the only key there is. Redirects are not followed: the address itself is who the issuer is.
 */
export function createIssuerMetadataKey(deps: KeyDocumentDeps): (name: string) => Promise<Fact<KeyFact>> {
  const documentAt = createKeyDocument(deps);
  return async (name) => {
    const [issuer = '', kid = ''] = name.split(/#(.*)/s, 2);
    const address = metadataUrl(issuer);
    if (address === undefined) return without('not an issuer that can be looked up');
    const metadata = await documentAt(address, 'application/json');
    if (!metadata.ok) return metadata;
    const { issuer: named, jwks, jwks_uri: elsewhere } = metadata.value;
    if (named !== issuer) return without(`${address}: the metadata is of another issuer`);
    if ((jwks === undefined) === (elsewhere === undefined)) return without(`${address}: neither a key set nor its address, or both`);
    const set = typeof elsewhere === 'string' ? await documentAt(elsewhere, KEY_SET) : { ok: true as const, value: jwks, obtainedAt: metadata.obtainedAt };
    if (!set.ok) return set;
    const key = keyIn(set.value, kid);
    return key === undefined ? without(`${address}: the issuer does not list this key`) : { ok: true, value: { id: `jwt-vc-issuer:${name}`, controller: issuer, publicJwk: key, assertion: true, source: 'jwt-vc-issuer', obtainedAt: set.obtainedAt } };
  };
}

/** Between host and path (draft 18, 5). */
export function metadataUrl(issuer: string): string | undefined {
  const url = issuer.includes('?') ? undefined : plainAddress(issuer);
  return url && `${url.origin}/.well-known/jwt-vc-issuer${url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname}`;
}
