import type { Fact, KeyFact } from '../core/evidence.js';
import { isObject, type Json } from '../core/json.js';
import { publicJwkOf } from '../core/keys.js';
import { KEYS, type KeyDocumentDeps } from './did-web.js';
import { documentIn, type Had } from './json-document.js';

const without = (detail: string): Fact<never> => ({ ok: false, reason: 'key-unavailable', detail });

/**
 * The key `kid` of an issuer that is an https address, as it publishes its JWT VC Issuer Metadata now (draft-ietf-oauth-sd-jwt-vc-18, 5); `name`:
 * `{issuer}#{kid}`, without a `kid` the only key there is. Redirects are not followed: the address itself is who the issuer is.
 */
export function createIssuerMetadataKey({ fetch, keep }: KeyDocumentDeps): (name: string) => Promise<Fact<KeyFact>> {
  const documentAt = async (url: string, accept: string): Promise<Had | Extract<Fact<never>, { readonly ok: false }>> => {
    const document = documentIn(await fetch(url, { accept, ...KEYS }), { url, reason: 'key-unavailable' });
    if (document.ok) await keep(url, document.bytes);
    return document;
  };
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

/** Media types of a set of keys (RFC 7517, 8.5). */
export const KEY_SET = 'application/jwk-set+json, application/json';

/**
 * Between host and path (draft 18, 5). Only of an address in the one spelling that it is asked by: a user before the host, or letters of another
 * script, would show a reader somebody else's name than that of the host which answers.
 */
export function metadataUrl(issuer: string): string | undefined {
  if (!issuer.startsWith('https://') || !URL.canParse(issuer) || /[?#]/.test(issuer)) return undefined;
  const { href, host, origin, pathname } = new URL(issuer);
  if (![issuer, `${issuer}/`].includes(href) || !href.startsWith(`https://${host}/`)) return undefined;
  return `${origin}/.well-known/jwt-vc-issuer${pathname.endsWith('/') ? pathname.slice(0, -1) : pathname}`;
}

function keyIn(set: Json | undefined, kid: string): KeyFact['publicJwk'] | undefined {
  const keys = isObject(set) && Array.isArray(set.keys) ? (set.keys as readonly Json[]).filter(isObject).filter(({ use }) => use !== 'enc') : [];
  const [key, ...others] = kid === '' ? keys : keys.filter((one) => one.kid === kid);
  try {
    return others.length === 0 ? publicJwkOf(key) : undefined;
  } catch {
    return undefined;
  }
}
