import { fromBase64url, text } from './bytes.js';
import { reject } from './errors.js';
import type { KeyFact, PublicJwk } from './evidence.js';
import { isObject, parseJson, type Json, type JsonObject } from './json.js';
import { fromMultikey, publicJwkOf } from './keys.js';
import { parseTimestamp, timestamp } from './time.js';

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
      return { id: didUrl, controller: did, publicJwk: fromMultikey(value), assertion: true, authentication: true, source: 'did:key' };
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
  return { id, controller: did, publicJwk: publicJwkOf(jwk), assertion, ...(assertion && { authentication: true }), source: 'did:jwk' };
}

/** A verification method of a DID document. `compromisedFrom`: it is marked revoked. `retiredAt`: it is marked expired. */
export type DocumentKey = Pick<KeyFact, 'id' | 'publicJwk' | 'assertion' | 'authentication' | 'compromisedFrom' | 'retiredAt'>;

/**
 * The verification methods of a DID document, with absolute ids, whether written apart or inside `assertionMethod` or `authentication`. Left out: methods
 * of another controller, those with no key that we can use, and those with a time of revocation or expiry that is none: what it takes away could
 * not be told. Empty when the document is not of this DID.
 */
export function keysOfDidDocument(document: JsonObject, did: string): DocumentKey[] {
  if (document.id !== did) return [];
  const relations = relationsOf(document, did);
  const methods = [document.verificationMethod, document.assertionMethod, document.authentication].flatMap(listOf).filter(isObject);
  const keys = new Map<string, DocumentKey>();
  for (const method of methods) {
    const id = absolute(method.id, did);
    const publicJwk = method.controller === did || method.controller === undefined ? keyOfMethod(method) : undefined;
    const ended = endOf(method);
    if (!id?.startsWith(`${did}#`) || publicJwk === undefined || ended === undefined || keys.has(id)) continue;
    keys.set(id, { id, publicJwk, ...usesOf(id, relations, ended), ...ended });
  }
  return [...keys.values()];
}

/**
 * A verification method that is a document of its own (Controlled Identifiers 1.0, 2.2), and whose it says that it is. Undefined as {@link keysOfDidDocument}
 * leaves methods out.
 */
export function loneMethod(method: JsonObject, id: string): (DocumentKey & { readonly controller?: string }) | undefined {
  const [publicJwk, ended, { controller }] = [keyOfMethod(method), endOf(method), method];
  if (publicJwk === undefined || ended === undefined) return undefined;
  return { id, publicJwk, assertion: true, ...ended, ...(typeof controller === 'string' && { controller }) };
}

const usesOf = (id: string, relations: Relations, ended: Pick<DocumentKey, 'compromisedFrom'>): Pick<DocumentKey, 'assertion' | 'authentication'> => ({
  assertion: asserted(id, relations, ended),
  ...(relations.authentication.has(id) && { authentication: true as const }),
});

const absolute = (id: Json | undefined, did: string): string | undefined => (typeof id !== 'string' ? undefined : id.startsWith('#') ? did + id : id);

/** W3C DID Core, 5.3. */
const RELATIONS = ['assertionMethod', 'authentication', 'keyAgreement', 'capabilityInvocation', 'capabilityDelegation'] as const;
type Relations = Readonly<Record<(typeof RELATIONS)[number], ReadonlySet<string | undefined>>>;
const relationsOf = (document: JsonObject, did: string): Relations =>
  Object.fromEntries(RELATIONS.map((name) => [name, new Set(listOf(document[name]).map((entry) => absolute(isObject(entry) ? entry.id : entry, did)))])) as unknown as Relations;

/**
 * A revoked method that stands under no relation at all was taken off them when it was revoked, so that who does not read `revoked` refuses it: what
 * it asserted before still counts, where it is proven to be of before. One that stands under another relation only was never for assertion.
 */
const asserted = (id: string, relations: Relations, { compromisedFrom }: Pick<DocumentKey, 'compromisedFrom'>): boolean =>
  relations.assertionMethod.has(id) || (compromisedFrom !== undefined && RELATIONS.every((name) => !relations[name].has(id)));

/** Controlled Identifiers 1.0, 2.2: `revoked`, `expires`. Undefined when one of them is no time. */
function endOf({ revoked, expires }: JsonObject): Pick<DocumentKey, 'compromisedFrom' | 'retiredAt'> | undefined {
  const [compromisedFrom, retiredAt] = [revoked, expires].map((time) => (typeof time === 'string' ? parseTimestamp(time) : undefined));
  if ((revoked !== undefined && compromisedFrom === undefined) || (expires !== undefined && retiredAt === undefined)) return undefined;
  return { ...(compromisedFrom && { compromisedFrom: timestamp(compromisedFrom) }), ...(retiredAt && { retiredAt: timestamp(retiredAt) }) };
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
