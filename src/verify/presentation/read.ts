import { AppError, reject } from '../../core/errors.js';
import { text as utf8Text } from '../../core/bytes.js';
import { isObject, parseJson, type Json, type JsonObject } from '../../core/json.js';
import { parseCompact, type CompactJws } from '../../core/jws.js';
import { verificationMethodsOf } from '../../formats/securing/index.js';

/** What somebody put together to show credentials (VC Data Model 1.1 and 2.0, "Verifiable Presentations"), taken apart and judged in nothing. */
export interface Presentation {
  /** As JSON; of a token, what it says. */
  readonly document: JsonObject;
  /** Where it is signed as a token: in a `vp` claim, or as the token's payload (VC-JOSE-COSE). */
  readonly token?: { readonly jws: CompactJws; readonly claims: JsonObject };
  /** Verification methods that its proofs name. */
  readonly keys: readonly string[];
  /** Texts of the credentials in it, in their order. */
  readonly credentials: readonly string[];
}

/** More than anybody shows at once; each is a verification of its own. */
export const MAX_CREDENTIALS = 20;
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Undefined for anything else. Throws `unreadable` or `json-invalid` for a presentation that cannot be taken apart. */
export function readPresentation(text: string): Presentation | undefined {
  if (COMPACT.test(text)) return inToken(text);
  const document = text.startsWith('{') ? looseJson(text) : undefined;
  if (!isObject(document)) return undefined;
  if (isOfType(document, 'EnvelopedVerifiablePresentation')) return inToken(envelopedIn(document, PRESENTATIONS) ?? unreadable());
  if (!isOfType(document, 'VerifiablePresentation')) return undefined;
  const strict = parseJson(text) as JsonObject;
  return { document: strict, keys: verificationMethodsOf(strict), credentials: credentialsIn(strict) };
}

const unreadable = (): never => reject('unreadable', 'It is a presentation whose parts cannot be told.');

function looseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inToken(token: string): Presentation | undefined {
  const read = tokenIn(token);
  if (read === undefined) return undefined;
  const { jws, payload } = read;
  const { vp } = payload;
  const document = isObject(vp) && payload['@context'] === undefined ? vp : payload;
  if (!isOfType(document, 'VerifiablePresentation')) return undefined;
  const { kid } = jws.header;
  const issuer = payload.iss;
  const key = typeof kid !== 'string' ? undefined : kid.startsWith('#') && typeof issuer === 'string' ? issuer + kid : kid;
  return { document, token: { jws, claims: payload }, keys: key === undefined ? [] : [key], credentials: credentialsIn(document) };
}

function tokenIn(token: string): { readonly jws: CompactJws; readonly payload: JsonObject } | undefined {
  try {
    const jws = parseCompact(token);
    const payload = parseJson(utf8Text(jws.payload));
    return isObject(payload) ? { jws, payload } : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function credentialsIn({ verifiableCredential }: JsonObject): readonly string[] {
  const all = listed(verifiableCredential);
  if (all.length === 0) return reject('unreadable', 'It is a presentation without a credential.');
  if (all.length > MAX_CREDENTIALS) return reject('unreadable', `It is a presentation of more than ${MAX_CREDENTIALS} credentials.`);
  return all.map(textOf);
}

function textOf(credential: Json): string {
  if (typeof credential === 'string') return envelopedIn({ id: credential }, CREDENTIALS) ?? credential.trim();
  if (!isObject(credential)) return unreadable();
  return isOfType(credential, 'EnvelopedVerifiableCredential') ? (envelopedIn(credential, CREDENTIALS) ?? unreadable()) : JSON.stringify(credential);
}

/** In envelopes (VC Data Model 2.0, 4.13). */
const CREDENTIALS = ['application/vc+jwt', 'application/jwt', 'application/vc+sd-jwt', 'application/dc+sd-jwt', 'application/vc+ld+json+jwt', 'application/vc-ld+jwt'];
const PRESENTATIONS = ['application/vp+jwt', 'application/vp+ld+json+jwt', 'application/vp-ld+jwt'];

/** The token in a `data:` URL. */
function envelopedIn({ id }: JsonObject, types: readonly string[]): string | undefined {
  const [, type = '', token] = typeof id === 'string' ? (/^data:([a-z+/-]+)(?:;[a-z=-]+)*,([A-Za-z0-9_.~-]+)$/i.exec(id) ?? []) : [];
  return types.includes(type.toLowerCase()) ? token : undefined;
}

const listed = (value: Json | undefined): readonly Json[] => (value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value]);
const isOfType = ({ type }: JsonObject, name: string): boolean => listed(type).includes(name);
