import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader } from '../../src/formats/format.js';

/** What a text holds, taken apart: JSON at any depth, the parts of a JWS or SD-JWT, JSON in base64url, addresses in certificates. */
type Visit = (value: string, path: string) => string;
type Tree = null | boolean | number | string | Tree[] | { [name: string]: Tree };

/** Gives the text again, with every string in it as `visit` has it. */
export function rewrite(text: string, visit: Visit, path = ''): string {
  const tree = treeIn(text);
  if (tree !== undefined) return JSON.stringify(each(tree, visit, path));
  if (/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){2}(~[A-Za-z0-9_.-]*)*$/.test(text)) return text.split(/([.~])/).map((part, index) => inner(part, visit, `${path}/[${index}]`)).join('');
  if (/^MI[A-Za-z0-9+/]{200,}={0,2}$/.test(text)) return inCertificate(text, visit, path);
  const decoded = inner(text, visit, path);
  return decoded === text ? visit(text, path) : decoded;
}

function treeIn(text: string): Tree | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Tree;
  } catch {
    return undefined;
  }
}

function each(tree: Tree, visit: Visit, path: string): Tree {
  if (typeof tree === 'string') return rewrite(tree, visit, path);
  if (Array.isArray(tree)) return tree.map((one, index) => each(one, visit, `${path}/${index}`));
  if (tree === null || typeof tree !== 'object') return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, one]) => [name, each(one, visit, `${path}/${name}`)]));
}

/** Of base64url that is JSON. */
function inner(part: string, visit: Visit, path: string): string {
  if (!/^[A-Za-z0-9_-]{8,}$/.test(part)) return part;
  const decoded = Buffer.from(part, 'base64url').toString('utf8');
  const tree = treeIn(decoded);
  if (tree === undefined) return part;
  const written = JSON.stringify(each(tree, visit, path));
  return written === JSON.stringify(tree) ? part : Buffer.from(written).toString('base64url');
}

/** Addresses of issuers, lists and answers are plain text in DER; another of the same length leaves it whole. */
function inCertificate(text: string, visit: Visit, path: string): string {
  let index = 0;
  const der = Buffer.from(text, 'base64').toString('latin1').replace(/https?:\/\/[\x21-\x7e]{8,}?(?=[^\x21-\x7e]|[0-9a-z]?[\x00-\x1f\x80-\xff])/g, (found) => {
    const other = visit(found, `${path}/der${index++}`);
    return other === found || other.length > found.length ? found : other.padEnd(found.length, 'x');
  });
  return index === 0 ? text : Buffer.from(der, 'latin1').toString('base64');
}

const ADDRESS = /^(https?:|did:|urn:|ftp:|data:|mailto:)|:\/\//;

/** Paths of what looks like an address. */
export function addressesIn(text: string): readonly string[] {
  const paths: string[] = [];
  rewrite(text, (value, path) => {
    if (ADDRESS.test(value)) paths.push(path);
    return value;
  });
  return paths;
}

/** The text with another address at one place; what was after `#` there stays. */
export const withAddress = (text: string, at: string, address: string): string => rewrite(text, (value, path) => (path === at ? address + (/#.*/s.exec(value)?.[0] ?? '') : value));

/** The members in which formats of the field name a thing elsewhere, as a reader may meet them in any object that a text is made of. */
export const POINTERS: Readonly<Record<string, (url: string) => Tree>> = {
  '@context': (url) => ['https://www.w3.org/ns/credentials/v2', url],
  credentialSchema: (url) => [{ id: url, type: 'JsonSchema' }],
  credentialStatus: (url) => ['BitstringStatusListEntry', 'StatusList2021Entry', 'RevocationList2020Status', '1EdTechRevocationList', 'TokenStatusListEntry'].map((type) => ({ id: url, type, statusPurpose: 'revocation', statusListIndex: '7', statusListCredential: url, revocationListIndex: '7', revocationListCredential: url, uri: url, idx: 7 })),
  status: (url) => ({ status_list: { idx: 7, uri: url } }),
  refreshService: (url) => ({ id: url, type: '1EdTechCredentialRefresh' }),
  termsOfUse: (url) => ({ id: url, type: 'IssuanceCertificate' }),
  evidence: (url) => [{ id: url, type: ['Evidence'] }],
  image: (url) => ({ id: url, type: 'Image' }),
  issuer: (url) => url,
  iss: (url) => url,
  vct: (url) => url,
  kid: (url) => url,
  jku: (url) => url,
  x5u: (url) => url,
  jwks_uri: (url) => url,
  sigD: (url) => ({ mId: 'http://uri.etsi.org/19182/ObjectIdByURI', pars: [url], hashM: 'S256', hashV: ['AA'] }),
  relatedResource: (url) => [{ id: url, digestMultibase: 'uAA' }],
  badge: (url) => url,
  verification: (url) => ({ type: 'hosted', creator: url, url }),
  revocationList: (url) => url,
  url: (url) => url,
};
/** The text with a member more, or another one: in its own object, in the header or the payload of its JWS, or in what its members carry in base64url. */
export function withMember(text: string, name: string, url: string): readonly string[] {
  const value = POINTERS[name]?.(url) ?? null;
  const whole = objectIn(text);
  if (whole === undefined) {
    const parts = text.split(/([.~])/);
    return [0, 2].flatMap((index) => changed(parts[index], { name, value }).map((part) => parts.with(index, part).join('')));
  }
  const inside = Object.entries(whole).flatMap(([member, part]) => (typeof part === 'string' ? changed(part, { name, value }).map((other) => JSON.stringify({ ...whole, [member]: other })) : []));
  return [JSON.stringify({ ...whole, [name]: value }), ...inside];
}

function objectIn(text: string): Record<string, Tree> | undefined {
  const tree = treeIn(text);
  return tree === null || typeof tree !== 'object' || Array.isArray(tree) ? undefined : tree;
}
function changed(part: string | undefined, { name, value }: { readonly name: string; readonly value: Tree }): string[] {
  const plain = objectIn(part ?? '');
  if (plain !== undefined) return [JSON.stringify({ ...plain, [name]: value })];
  const object = part !== undefined && /^[A-Za-z0-9_-]+$/.test(part) ? objectIn(Buffer.from(part, 'base64url').toString('utf8')) : undefined;
  return object === undefined ? [] : [Buffer.from(JSON.stringify({ ...object, [name]: value })).toString('base64url')];
}

/** Credentials that stand in the files of these folders, each as text, in whatever it is wrapped there. */
export function credentialsIn(folders: readonly string[], readers: readonly Reader[]): ReadonlyMap<Reader['id'], ReadonlySet<string>> {
  const found = new Map<Reader['id'], Set<string>>(readers.map(({ id }) => [id, new Set()]));
  for (const file of folders.filter(existsSync).flatMap(filesIn)) for (const text of textsIn(readFileSync(file, 'utf8'), 4).flatMap(alsoAsToken)) {
    const [reader, ...others] = text.length > 200_000 ? [] : readers.filter((one) => one.recognises(text));
    if (reader !== undefined && others.length === 0) found.get(reader.id)?.add(text);
  }
  return found;
}

/** A credential in JSON is one as a token too; that nobody signed it is asked later than where it leads. */
function alsoAsToken(text: string): string[] {
  const object = objectIn(text);
  if (object?.['@context'] === undefined) return [text];
  const { proof: _proof, ...payload } = object;
  return [text, [{ alg: 'ES256', typ: 'JWT', kid: 'did:web:issuer.example#key-1' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.AAAA'];
}

const filesIn = (folder: string): string[] => readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? filesIn(join(folder, name)) : /\.(json|jsonld|jwt)$/.test(name) ? [join(folder, name)] : []));

function textsIn(text: string, depth: number): string[] {
  const tree = treeIn(text);
  return [text.trim(), ...(depth === 0 || tree === undefined || tree === null ? [] : Object.values(tree as Record<string, Tree>).flatMap((one) => (typeof one === 'string' ? (one.length > 60 ? textsIn(one, depth - 1) : []) : one !== null && typeof one === 'object' ? textsIn(JSON.stringify(one), depth - 1) : [])))];
}

/** Of many credentials, as few as have every place that any of them has an address at. */
export function coveringPlaces(texts: Iterable<string>): readonly (readonly [text: string, paths: readonly string[]])[] {
  const seen = new Set<string>();
  const general = (path: string): string => path.replace(/\/\d+(?=\/|$)/g, '/*');
  return [...texts]
    .map((text) => [text, addressesIn(text)] as const)
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([text, paths]) => {
      const fresh = paths.filter((path) => !seen.has(general(path)) && seen.add(general(path)));
      return fresh.length === 0 ? [] : [[text, fresh] as const];
    });
}
