import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { createVerifyCryptosuite as createEddsaJcs2022 } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as eddsaRdfc2022 } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { compactVerify, decodeProtectedHeader, flattenedVerify, importJWK, type JWK } from 'jose';
import { createHash, createPublicKey, randomBytes, verify, X509Certificate, type JsonWebKey } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../../src/core/json.js';
import { fromMultikey } from '../../src/core/keys.js';
import { documents } from './documents.js';

/** What somebody else's library says: that it holds, that it does not, or nothing, for it does not read such things. */
export type Word = 'yes' | 'no' | '–';
/** A credential, and all that its peers may load: JSON by address. */
export interface Given {
  readonly text: string;
  readonly web: Readonly<Record<string, unknown>>;
  readonly at: string;
}
export const PEERS = ['@digitalbazaar/vc', '@digitalcredentials/verifier-core', 'jose', '@sd-jwt/sd-jwt-vc'] as const;
export type Peer = (typeof PEERS)[number];

const parsed = (text: string): JsonObject | undefined => {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
const word = async (judge: () => Promise<boolean>): Promise<Word> => ((await judge().catch(() => false)) ? 'yes' : 'no');
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value]);

const MULTIKEY = 'https://w3id.org/security/multikey/v1';
/** A key in the fragment of its own name: a Multikey of whoever stands before it, whether or not that is anybody. */
function fragmentKey(url: string): JsonObject | undefined {
  const [controller = '', key = controller.slice('did:key:'.length)] = url.split('#');
  return key.startsWith('z') ? { '@context': MULTIKEY, id: url, type: 'Multikey', controller, publicKeyMultibase: key } : undefined;
}
const didDocumentUrl = (did: string): string => {
  const [, , host = '', ...path] = did.split(':');
  return `https://${decodeURIComponent(host)}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`;
};

/** Contexts are the pinned ones; keys and documents what is given, or stands in a name itself. */
function documentAt(url: string, { text, web }: Given): unknown {
  const [name = '', fragment] = url.split('#');
  const found = documents.contexts.get(url) ?? web[url];
  if (found !== undefined) return found;
  const document = name.startsWith('did:web:') ? web[didDocumentUrl(name)] : undefined;
  if (isObject(document)) return fragment === undefined ? document : methodIn(document, url);
  const methods = [...text.matchAll(/"verificationMethod":\s*"([^"]+)"/g)].map(([, method = '']) => method);
  if (fragment === undefined && !name.startsWith('did:key:') && methods.some((method) => method.startsWith(`${name}#`))) return { '@context': 'https://www.w3.org/ns/did/v1', id: name, assertionMethod: methods.filter((method) => method.startsWith(`${name}#`)).flatMap((method) => fragmentKey(method) ?? []) };
  if (name.startsWith('did:key:') && fragment === undefined && !methods.includes(url)) return { '@context': 'https://www.w3.org/ns/did/v1', id: name, assertionMethod: [`${name}#${name.slice(8)}`] };
  return fragmentKey(url);
}
function methodIn(document: JsonObject, url: string): JsonObject | undefined {
  const method = list(document.verificationMethod).find((one) => isObject(one) && one.id === url);
  return isObject(method) ? { '@context': MULTIKEY, ...method } : undefined;
}

async function byDigitalBazaar(given: Given): Promise<Word> {
  const credential = parsed(given.text);
  if (credential === undefined || typeof credential.payload === 'string') return '–';
  const documentLoader = (url: string) => {
    const document = documentAt(url, given);
    return document === undefined ? Promise.reject(new Error(url)) : Promise.resolve({ contextUrl: null, documentUrl: url, document });
  };
  const suites = [eddsaRdfc2022, createEddsaJcs2022(), createVerifyCryptosuite()].map((cryptosuite) => new DataIntegrityProof({ cryptosuite }));
  const suite = [...suites, new Ed25519Signature2020({})];
  const status = (more: object) => checkStatus({ ...more, documentLoader, suite, verifyBitstringStatusListCredential: false });
  // Of other kinds of list it has nothing to say.
  const bitstring = list(credential.credentialStatus).some((one) => isObject(one) && one.type === 'BitstringStatusListEntry');
  const options = { credential, suite, documentLoader, now: new Date(given.at), checkStatus: bitstring ? notRevoked(status) : () => Promise.resolve({ verified: true }) };
  return word(async () => ((await vc.verifyCredential(options)) as { verified: boolean }).verified);
}
/** It verifies the list and leaves what the bit says to whoever asks. */
const notRevoked = (status: (more: object) => Promise<unknown>) => async (more: object) => {
  const result = (await status(more)) as { verified: boolean; results?: { status: boolean }[] };
  return { ...result, verified: result.verified && (result.results ?? []).every((one) => !one.status) };
};

/** It fetches: here the net is what is given, and everything else is refused. */
async function byVerifierCore(given: Given): Promise<Word> {
  const credential = parsed(given.text);
  if (credential === undefined || typeof credential.payload === 'string') return '–';
  const before = globalThis.fetch;
  globalThis.fetch = (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const document = documentAt(url, given);
    return document === undefined ? Promise.reject(new Error(`refused: ${url}`)) : Promise.resolve(new Response(JSON.stringify(document), { headers: { 'content-type': 'application/json' } }));
  };
  try {
    return await word(async () => {
      const { log, errors } = (await verifyCredential({ credential: structuredClone(credential) as never, knownDIDRegistries: [] })) as { log?: { id: string; valid?: boolean }[]; errors?: unknown };
      return errors === undefined && log !== undefined && log.filter(({ id }) => id !== 'registered_issuer').every(({ valid }) => valid !== false);
    });
  } finally {
    globalThis.fetch = before;
  }
}

async function byJose(given: Given): Promise<Word> {
  const { text } = given;
  if (/^[\w-]+\.[\w+/=\s-]+\.[\w+/=-]*$/.test(text.trim())) return word(() => joseToken(text.trim(), given));
  const seal = parsed(text);
  const [one] = list(seal?.signatures);
  if (typeof seal?.payload !== 'string' || !isObject(one)) return '–';
  return word(() => joseSeal(seal.payload as string, one));
}
async function joseToken(token: string, given: Given): Promise<boolean> {
  const { kid, jwk, alg } = decodeProtectedHeader(token);
  const method = kid === undefined ? undefined : documentAt(kid, given);
  const multikey = isObject(method) ? (method).publicKeyMultibase : undefined;
  const key = typeof multikey === 'string' ? { ...fromMultikey(multikey) } : jwk;
  if (key === undefined) return false;
  await compactVerify(token, await importJWK(key as JWK, alg));
  return true;
}
async function joseSeal(payload: string, { protected: head, signature }: JsonObject): Promise<boolean> {
  const { x5c = [] } = JSON.parse(Buffer.from(head as string, 'base64url').toString()) as { x5c?: string[] };
  const { publicKey } = new X509Certificate(Buffer.from(x5c[0] ?? '', 'base64'));
  await flattenedVerify({ payload, protected: head as string, signature: signature as string }, publicKey, { crit: { sigT: true, adoTst: true } });
  return true;
}

async function bySdJwtVc(given: Given): Promise<Word> {
  if (!given.text.includes('~')) return '–';
  const { kid = '' } = decodeProtectedHeader(given.text.split('~')[0] ?? '');
  const method = documentAt(kid, given) as { publicKeyMultibase?: string } | undefined;
  const jwk = method?.publicKeyMultibase === undefined ? undefined : fromMultikey(method.publicKeyMultibase);
  const verifier = (data: string, signature: string): Promise<boolean> =>
    Promise.resolve(jwk !== undefined && verify('sha256', Buffer.from(data), { key: createPublicKey({ key: { ...jwk } as JsonWebKey, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')));
  const instance = new SDJwtVcInstance({
    hasher: (data: string | ArrayBuffer) => createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest(),
    hashAlg: 'sha-256',
    saltGenerator: () => randomBytes(16).toString('base64url'),
    verifier,
    statusListFetcher: (uri) => (typeof given.web[uri] === 'string' ? Promise.resolve(given.web[uri]) : Promise.reject(new Error(uri))),
    statusVerifier: verifier,
  });
  return word(async () => (await instance.verify(given.text, { currentDate: Date.parse(given.at) / 1000 })).payload !== undefined);
}

const JUDGES: Readonly<Record<Peer, (given: Given) => Promise<Word>>> = { '@digitalbazaar/vc': byDigitalBazaar, '@digitalcredentials/verifier-core': byVerifierCore, jose: byJose, '@sd-jwt/sd-jwt-vc': bySdJwtVc };
/** One after the other: one of them is given another net for its time. */
export async function peersOn(given: Given): Promise<readonly Word[]> {
  const words: Word[] = [];
  for (const peer of PEERS) words.push(await JUDGES[peer](given));
  return words;
}
