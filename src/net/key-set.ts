import type { Fact, KeyFact, PublicJwk } from '../core/evidence.js';
import { isObject, type Json, type JsonObject } from '../core/json.js';
import { publicJwkOf, thumbprintUri } from '../core/keys.js';
import type { AddressedKey } from './addressed-key.js';
import { createKeyDocument, type KeyDocument, type KeyDocumentDeps } from './key-document.js';
import { plainAddress } from './plain-address.js';

/** Media types of a set of keys (RFC 7517, 8.5). */
export const KEY_SET = 'application/jwk-set+json, application/json';
const WELL_KNOWN = '/.well-known/jwks.json';

const without = (detail: string): Fact<never> => ({ ok: false, reason: 'key-unavailable', detail });

/**
 * The key `kid` of an issuer that is an https address, by the set that its host publishes (1EdTech, Open Badges 3.0 Implementation Guide, key
 * provenance); `name`: `{issuer}#{kid}`. A key there may be for one issuer of several (`iss`). `kid` may also be the address of the key: then its host's
 * set lists the same key, or the document at that address says whose it is, and may say so.
 */
export function createKeySetKey(deps: KeyDocumentDeps, addressed: (url: string) => Promise<Fact<AddressedKey>>): (name: string) => Promise<Fact<KeyFact>> {
  const documentAt = createKeyDocument(deps);
  return async (name) => {
    const [issuer = '', kid = ''] = name.split(/#(.*)/s, 2);
    const origin = plainAddress(issuer)?.origin;
    if (origin === undefined) return without('not an issuer that can be looked up');
    const set = await documentAt(origin + WELL_KNOWN, KEY_SET);
    return listedIn(set, { name, issuer, kid }) ?? (kid.startsWith('https:') ? pointedAt(await addressed(kid), set, { name, issuer }) : set.ok ? without(`${origin}${WELL_KNOWN}: the issuer does not list this key`) : set);
  };
}

interface Sought {
  readonly name: string;
  readonly issuer: string;
}
function listedIn(set: KeyDocument, { name, issuer, kid }: Sought & { readonly kid: string }): Fact<KeyFact> | undefined {
  const publicJwk = set.ok ? keyIn(set.value, kid, issuer) : undefined;
  return set.ok && publicJwk ? { ok: true, value: { id: `jwks:${name}`, controller: issuer, publicJwk, assertion: true, source: 'jwks', obtainedAt: set.obtainedAt } } : undefined;
}

/** Of the key at an address: the set lists it too; or its own document tells whose it is, and where that is not the issuer's, the set must have been had. */
function pointedAt(at: Fact<AddressedKey>, set: KeyDocument, sought: Sought): Fact<KeyFact> {
  if (!at.ok) return at;
  const { publicJwk, controller } = at.value;
  return listedIn(set, { ...sought, kid: thumbprintUri(publicJwk) }) ?? (set.ok || controller === sought.issuer ? at : set);
}

/** The one key of a set that goes by this name, or is of this thumbprint (RFC 9278); without a name the only one there is. */
export function keyIn(set: Json | undefined, kid: string, issuer?: string): PublicJwk | undefined {
  const keys = isObject(set) && Array.isArray(set.keys) ? (set.keys as readonly Json[]).filter(isObject).filter(({ use, iss }) => use !== 'enc' && (iss === undefined || issuer === undefined || iss === issuer)) : [];
  const [key, ...others] = kid === '' ? keys : keys.filter((one) => one.kid === kid || (kid.startsWith('urn:') && printOf(one) === kid));
  return others.length === 0 && key !== undefined ? jwkIn(key) : undefined;
}

function printOf(key: JsonObject): string | undefined {
  const jwk = jwkIn(key);
  return jwk && thumbprintUri(jwk);
}

/** Undefined for one that is no public key that we can use. */
export function jwkIn(key: Json): PublicJwk | undefined {
  try {
    return publicJwkOf(key);
  } catch {
    return undefined;
  }
}
