import type { Fact, KeyFact } from '../core/evidence.js';
import { isObject, type Json, type JsonObject } from '../core/json.js';
import { publicJwkOf } from '../core/keys.js';
import { timestamp } from '../core/time.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { documentIn } from './json-document.js';

/** Far more than any issuer's keys take. */
const MAX_DOCUMENT_BYTES = 256 * 1024;

export interface IssuerMetadataDeps {
  readonly fetch: GuardedFetch;
  readonly now: () => Date;
  /** Keeps what was seen, as it was. */
  readonly keep: (address: string, document: Uint8Array) => Promise<void>;
}

const without = (detail: string): Fact<never> => ({ ok: false, reason: 'key-unavailable', detail });

/**
 * The key `kid` of an issuer that is an https address, as it publishes its JWT VC Issuer Metadata now (draft-ietf-oauth-sd-jwt-vc-18, 5); `name`:
 * `{issuer}#{kid}`, without a `kid` the only key there is. Redirects are not followed: the address itself is who the issuer is.
 */
export function createIssuerMetadataKey({ fetch, now, keep }: IssuerMetadataDeps): (name: string) => Promise<Fact<KeyFact>> {
  const documentAt = async (url: string, accept: string): Promise<JsonObject | string> => {
    const answer = await fetch(url, { accept, maxBytes: MAX_DOCUMENT_BYTES, maxRedirects: 0 });
    const document = documentIn(answer);
    // One that cannot be kept now is judged all the same.
    if (answer.ok && typeof document !== 'string') await keep(url, answer.bytes).catch(() => undefined);
    return document;
  };
  return async (name) => {
    const [issuer = '', kid = ''] = name.split(/#(.*)/s, 2);
    const address = metadataUrl(issuer);
    if (address === undefined) return without('not an issuer that can be looked up');
    const metadata = await documentAt(address, 'application/json');
    if (typeof metadata === 'string') return without(`${address}: ${metadata}`);
    if (metadata.issuer !== issuer) return without(`${address}: the metadata is of another issuer`);
    if ((metadata.jwks === undefined) === (metadata.jwks_uri === undefined)) return without(`${address}: neither a key set nor its address, or both`);
    const set = typeof metadata.jwks_uri === 'string' ? await documentAt(metadata.jwks_uri, 'application/jwk-set+json, application/json') : metadata.jwks;
    const key = keyIn(set, kid);
    return key === undefined ? without(`${address}: the issuer does not list this key`) : { ok: true, value: { id: `jwt-vc-issuer:${name}`, controller: issuer, publicJwk: key, assertion: true, source: 'jwt-vc-issuer', obtainedAt: timestamp(now()) } };
  };
}

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
