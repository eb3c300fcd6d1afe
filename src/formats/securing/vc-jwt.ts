import { text, utf8 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import type { PublicJwk } from '../../core/evidence.js';
import { fail, pass, type Finding } from '../../core/finding.js';
import { isObject, parseJson, type Json, type JsonObject } from '../../core/json.js';
import { compact, JWS_ALGORITHMS, parseCompact, signingInput, type CompactJws } from '../../core/jws.js';
import { publicJwkOf, thumbprintUri } from '../../core/keys.js';
import type { Timestamp } from '../../core/model.js';
import { parseTimestamp, timeOfSeconds } from '../../core/time.js';
import type { Sign } from '../format.js';
import { gathered, keyUnavailable, signatureFault, type SignatureCheck, type SignatureEvidence } from './signature.js';

/** A VC-JWT taken apart and judged in nothing. */
export interface VcJwt {
  readonly jws: CompactJws;
  /** The payload without the claims that RFC 7519 registers; of the VCDM 1.1 form, its `vc` claim. */
  readonly credential: JsonObject;
  /** The registered claims that the payload states. */
  readonly claims: JsonObject;
  /** What stands beside a `vc` claim and is no claim: another credential for a reader that looks there. */
  readonly beside: readonly string[];
}

/** RFC 7519, 4.1. */
const REGISTERED = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'];
/** Besides the registered claims, a `vc` claim may have this beside it: it says nothing of the credential (VCDM 1.1, 6.3.1). */
const NONCE = 'nonce';
/** Open Badges 3.0, 8.2.3, allows `alg`, `kid`, `jwk` and `typ`, and no other; `cty` is of VC-JOSE-COSE, 3.1.1. */
const HEADER = ['alg', 'kid', 'jwk', 'typ', 'cty'];
/** A `typ` of anything else is a token made for another purpose (RFC 8725, 3.11). */
const TYPES = ['jwt', 'vc+jwt', 'vc+ld+jwt'];

export interface JwtOptions {
  readonly alg: 'ES256' | 'EdDSA' | 'RS256';
  /** DID URL of the key that signs. */
  readonly kid: string;
  /** `JWT` as Open Badges 3.0 has it, `vc+jwt` as VC-JOSE-COSE does. */
  readonly typ: 'JWT' | 'vc+jwt';
  /** When it is signed, in seconds (RFC 7519, 4.1.6). */
  readonly iat?: number;
  readonly sign: Sign;
}

/** Compact JWS of the credential and the claims that repeat it (Open Badges 3.0, 8.2.4). */
export async function signJwt(credential: JsonObject, { alg, kid, typ, iat, sign }: JwtOptions): Promise<string> {
  const input = signingInput({ alg, kid, typ }, JSON.stringify({ ...credential, ...claimsOf(credential), ...(iat === undefined ? {} : { iat }) }));
  return compact(input, await sign(utf8(input)));
}

/** Takes a compact JWS apart. Throws `unreadable`, or `json-invalid` when header or payload is JSON we refuse. */
export function readJwt(token: string): VcJwt {
  const jws = parseCompact(token.trim());
  const payload = parsePayload(jws.payload);
  const stated = Object.entries(payload);
  const claims = Object.fromEntries(stated.filter(([name]) => REGISTERED.includes(name)));
  const { vc } = payload;
  const credential = isObject(vc) && payload['@context'] === undefined ? completed(vc, claims) : Object.fromEntries(stated.filter(([name]) => !REGISTERED.includes(name)));
  const beside = vc === undefined ? [] : Object.keys(payload).filter((name) => ![...REGISTERED, NONCE, 'vc'].includes(name));
  return { jws, credential, claims, beside };
}

/** A `vc` claim may leave to the registered claims what they say (VCDM 1.1, 6.3.1, "JWT Decoding"). What both say must agree. */
function completed(vc: JsonObject, { iss, sub, jti, nbf, exp }: JsonObject): JsonObject {
  const { credentialSubject: subject } = vc;
  const times = { issuanceDate: timeOfSeconds(nbf), expirationDate: timeOfSeconds(exp) };
  const stated = { id: jti, issuer: iss, issuanceDate: vc.validFrom === undefined ? times.issuanceDate : undefined, expirationDate: vc.validUntil === undefined ? times.expirationDate : undefined };
  const missing = Object.entries(stated).filter((entry): entry is [string, Json] => entry[1] !== undefined && vc[entry[0]] === undefined);
  const named = isObject(subject) && subject.id === undefined && typeof sub === 'string' ? { credentialSubject: { id: sub, ...subject } } : {};
  return { ...vc, ...Object.fromEntries(missing), ...named };
}

function parsePayload(bytes: Uint8Array): JsonObject {
  const payload = parseJson(textOf(bytes));
  return isObject(payload) ? payload : reject('unreadable', 'The payload of the JWS is no JSON object.');
}

function textOf(bytes: Uint8Array): string {
  try {
    return text(bytes);
  } catch {
    return reject('unreadable', 'The payload of the JWS is no text.');
  }
}

/** Whether it is built as a compact JWS is. */
export const looksLikeCompact = (text: string): boolean => COMPACT.test(text.trim());
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** When it says it was signed: `iat`, or else `nbf`, which repeats `validFrom`. */
export const signedAtOf = ({ claims: { iat, nbf } }: VcJwt): Timestamp | undefined => timeOfSeconds(iat ?? nbf);

/**
 * The key that the header names, by the name under which it is looked up. A `kid` that is no address names a key of the issuer's own, and so does the
 * header's own key: it counts when the issuer publishes it too.
 */
export function kidOf({ jws: { header }, credential }: VcJwt): string | undefined {
  const kid = typeof header.kid === 'string' ? header.kid : printOf(header.jwk);
  const issuer = idOf(credential.issuer);
  if (kid === undefined || issuer === undefined || kid.startsWith('did:')) return typeof header.kid === 'string' ? kid : undefined;
  if (kid.startsWith('#')) return issuer + kid;
  if (issuer.startsWith('https://')) return `jwks:${issuer}#${kid}`;
  return typeof header.kid === 'string' ? kid : undefined;
}

function printOf(jwk: Json | undefined): string | undefined {
  try {
    return thumbprintUri(publicJwkOf(jwk));
  } catch {
    return undefined;
  }
}

/** Checks header, claims and signature. Never throws. */
export function checkJwt(jwt: VcJwt, evidence: SignatureEvidence): SignatureCheck {
  const kid = kidOf(jwt);
  return { finding: headerFault(jwt.jws.header) ?? claimsFault(jwt) ?? judge(jwt, evidence), verificationMethods: kid === undefined ? [] : [kid] };
}

function headerFault(header: JsonObject): Finding | undefined {
  const odd = Object.keys(header).find((name) => !HEADER.includes(name));
  if (odd !== undefined) return fail('signature', 'header-unsupported', { detail: odd });
  const { alg, typ = 'JWT', cty = 'vc' } = header;
  if (typeof typ !== 'string' || !TYPES.includes(typ.toLowerCase())) return fail('signature', 'header-unsupported', { detail: 'typ' });
  if (cty !== 'vc') return fail('signature', 'header-unsupported', { detail: 'cty' });
  return typeof alg === 'string' && Object.hasOwn(JWS_ALGORITHMS, alg) ? undefined : fail('signature', 'algorithm-unsupported');
}

/** The claims must say what the credential says (Open Badges 3.0, 8.2.6): else two readers of one token read two credentials. */
function claimsFault({ credential, claims, beside: [second] }: VcJwt): Finding | undefined {
  if (second !== undefined) return fail('signature', 'claims-disagree', { detail: second });
  const own = claimsOf(credential);
  const wrong = ['iss', 'sub', 'jti', 'nbf', 'exp'].find((name) => claims[name] !== undefined && !sameClaim(claims[name], own[name]));
  return wrong === undefined ? undefined : fail('signature', 'claims-disagree', { detail: wrong });
}

/** NumericDate may have a fraction (RFC 7519, 2), and so may a date-time: within the same second they agree. */
const sameClaim = (claim: Json, own: Json | undefined): boolean =>
  typeof claim === 'number' && typeof own === 'number' ? Math.floor(claim) === own : claim === own;

/** The claims that this credential asks for, by Open Badges 3.0, 8.2.4; those of VCDM 1.1 where it has that form. */
function claimsOf(credential: JsonObject): JsonObject {
  const { id, issuer, credentialSubject, validFrom, issuanceDate, validUntil, expirationDate } = credential;
  const claims = {
    iss: idOf(issuer),
    jti: typeof id === 'string' ? id : undefined,
    sub: idOf(Array.isArray(credentialSubject) && credentialSubject.length === 1 ? (credentialSubject[0] as Json) : credentialSubject),
    nbf: numericDate(validFrom ?? issuanceDate),
    exp: numericDate(validUntil ?? expirationDate),
  };
  return Object.fromEntries(Object.entries(claims).filter((entry): entry is [string, string | number] => entry[1] !== undefined));
}

function idOf(value: Json | undefined): string | undefined {
  const id = isObject(value) ? value.id : value;
  return typeof id === 'string' ? id : undefined;
}

function numericDate(value: Json | undefined): number | undefined {
  const time = typeof value === 'string' ? parseTimestamp(value)?.getTime() : undefined;
  return time === undefined ? undefined : Math.floor(time / 1000);
}

function judge(jwt: VcJwt, evidence: SignatureEvidence): Finding {
  const key = keyOf(jwt, evidence);
  if ('check' in key) return key;
  const { header, signingInput: data, signature } = jwt.jws;
  const alg = header.alg as string;
  const { kty, crv } = JWS_ALGORITHMS[alg] ?? {};
  if (kty !== key.kty || crv !== key.crv) return fail('signature', 'algorithm-unsupported', { detail: alg });
  return signatureFault(key, { alg, data, signature }) ?? pass('signature', { detail: alg });
}

/**
 * The gathered key of `kid`; else the header's own `jwk`, which shows whether the token is intact and nothing about who signed it:
 * the `issuer-key` check looks at gathered facts alone.
 */
function keyOf(jwt: VcJwt, { keys }: SignatureEvidence): PublicJwk | Finding {
  const kid = kidOf(jwt);
  const fact = kid === undefined ? undefined : gathered(keys, kid);
  if (fact?.ok === true) return fact.value.publicJwk;
  const { jwk } = jwt.jws.header;
  if (jwk === undefined) return kid === undefined ? fail('signature', 'key-missing') : keyUnavailable(kid, fact);
  try {
    return publicJwkOf(jwk);
  } catch {
    return fail('signature', 'proof-malformed', { detail: 'jwk' });
  }
}
