import { fromBase64url, text } from './bytes.js';
import { reject } from './errors.js';
import type { KeyFact, PublicJwk } from './evidence.js';
import { isObject, parseJson, type Json, type JsonObject } from './json.js';
import { fromMultikey, publicJwkOf } from './keys.js';

const DID = /^did:[a-z0-9]+:(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})$/;
/** ASCII names only: a name in another script has its own ASCII form. No dot at the end, no user, no IPv6. */
const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/;

/** did:web (W3C CCG, did:web method, 3.1) of something we serve: `https://a.example:8443` and `['o', 'demo']` give `did:web:a.example%3A8443:o:demo`. */
export function didWeb(origin: string, path: readonly string[]): string {
  return ['did', 'web', ...[new URL(origin).host, ...path].map(idPart)].join(':');
}

const idPart = (part: string): string => encodeURIComponent(part).replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The https address that a did:web is another writing of: `did:web:a.example:o:demo` and `https://a.example/o/demo`. Whoever answers there answers
 * for both. Of our own origin as we are called, which on a developer's machine is http. Throws `input-invalid`.
 */
export function issuerAddress(did: string, baseUrl: string): string {
  const { host, origin, pathname } = new URL(didWebDocumentUrl(did));
  const path = pathname.replace(/^\/\.well-known\/did\.json$|\/did\.json$/, '');
  return (host === new URL(baseUrl).host ? new URL(baseUrl).origin : origin) + path;
}

/** The did:web that an address is another writing of; undefined for one that needs more than a host and plain names. */
export function didOfAddress(address: string): string | undefined {
  if (!/^https?:\/\/[^/?#@%]+(?:\/[^/?#%]+)*$/.test(address) || !URL.canParse(address)) return undefined;
  return didWeb(address, new URL(address).pathname.split('/').filter((part) => part !== ''));
}

/** Where a did:web document is (did:web, 3.2): always https. Throws `input-invalid`, also on percent-encoded dots and slashes, which would lead to another path. */
export function didWebDocumentUrl(did: string): string {
  const [, method, host, ...path] = did.split(':');
  if (method !== 'web' || host === undefined || splitDidUrl(did).did !== did) return reject('input-invalid', 'This is no did:web.');
  const name = decoded(host);
  if (!HOST.test(name)) reject('input-invalid', 'The did:web names no host.');
  if (path.map(decoded).some((part) => part === '' || part === '.' || part === '..' || /[/\\?#\p{Cc}]/u.test(part))) {
    reject('input-invalid', 'The did:web has a path that is not one.');
  }
  const folder = path.length === 0 ? '.well-known' : path.join('/');
  const url = `https://${name}/${folder}/did.json`;
  return URL.canParse(url) ? new URL(url).href : reject('input-invalid', 'The did:web names no address.');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return reject('input-invalid', 'The DID has a percent sign that encodes nothing.');
  }
}

/** A DID URL's DID and fragment, without `#` (W3C DID 1.0, 3.2); path and query are left out. Throws `input-invalid`. */
export function splitDidUrl(url: string): { readonly did: string; readonly fragment?: string } {
  const did = url.split(/[/?#]/, 1)[0] ?? '';
  if (!DID.test(did)) reject('input-invalid', 'This is no DID.');
  const hash = url.indexOf('#');
  return hash < 0 ? { did } : { did, fragment: url.slice(hash + 1) };
}

/**
 * The key that a did:key or did:jwk URL itself contains. Undefined when it is of another method, or contains none that we can use.
 * A did:key without fragment is taken for its one key, as 1EdTech's published samples write it.
 */
export function selfContainedKey(didUrl: string): Omit<KeyFact, 'obtainedAt'> | undefined {
  try {
    const { did, fragment } = splitDidUrl(didUrl);
    const value = did.slice('did:key:'.length);
    if (did.startsWith('did:key:') && (fragment === undefined || fragment === value)) {
      return { id: didUrl, controller: did, publicJwk: fromMultikey(value), assertion: true, source: 'did:key' };
    }
    if (did.startsWith('did:jwk:') && (fragment === undefined || fragment === '0')) return keyOfDidJwk(didUrl, did, value);
    return undefined;
  } catch {
    return undefined;
  }
}

/** did:jwk method, "Read": a key whose `use` is `enc` stands under no signing relationship. */
function keyOfDidJwk(id: string, did: string, value: string): Omit<KeyFact, 'obtainedAt'> {
  const jwk = parseJson(text(fromBase64url(value)));
  const assertion = isObject(jwk) && jwk.use !== 'enc';
  return { id, controller: did, publicJwk: publicJwkOf(jwk), assertion, source: 'did:jwk' };
}

/**
 * The verification methods of a DID document, with absolute ids, whether written apart or inside `assertionMethod`. Left out: methods
 * of another controller, and those with no key that we can use. Empty when the document is not of this DID.
 */
export function keysOfDidDocument(document: JsonObject, did: string): { readonly id: string; readonly publicJwk: PublicJwk; readonly assertion: boolean }[] {
  if (document.id !== did) return [];
  const absolute = (id: Json | undefined): string | undefined => (typeof id !== 'string' ? undefined : id.startsWith('#') ? did + id : id);
  const stated = listOf(document.assertionMethod);
  const asserting = new Set(stated.map((entry) => absolute(isObject(entry) ? entry.id : entry)));
  const methods = [...listOf(document.verificationMethod), ...stated].filter(isObject);
  const keys = new Map<string, { id: string; publicJwk: PublicJwk; assertion: boolean }>();
  for (const method of methods) {
    const id = absolute(method.id);
    const publicJwk = method.controller === did || method.controller === undefined ? keyOfMethod(method) : undefined;
    if (id?.startsWith(`${did}#`) && publicJwk !== undefined && !keys.has(id)) keys.set(id, { id, publicJwk, assertion: asserting.has(id) });
  }
  return [...keys.values()];
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

function keyOfMethod(method: JsonObject): PublicJwk | undefined {
  try {
    const { publicKeyJwk, publicKeyMultibase } = method;
    if (typeof publicKeyMultibase === 'string') return fromMultikey(publicKeyMultibase);
    return publicJwkOf(publicKeyJwk);
  } catch {
    return undefined;
  }
}
