import type { PublicJwk } from '../../core/evidence.js';
import { fail, pass, warn, type Finding } from '../../core/finding.js';
import { pointer, type Json, type JsonObject } from '../../core/json.js';
import { JWS_ALGORITHMS, verifySignature } from '../../core/jws.js';
import { isForSealing, readCertificates } from '../../core/x509/index.js';
import type { SdJwt } from '../../core/sd-jwt/read.js';
import type { Place, SdJwtFault } from '../../core/sd-jwt/reveal.js';
import { gathered, keyUnavailable, type SignatureEvidence } from '../securing/signature.js';
import { disagreement } from './agree.js';
import { CLAIMS, isOfKind, type Claim } from './claims.js';
import { certificatesIn } from './issuer.js';
import { EUDI_LEARNING, isOwnType, NEVER_DISCLOSED, TYPES_READ, typesOf } from './terms.js';

/** An SD-JWT VC taken apart: what was signed, what is shown of it, or the rule of SD-JWT that it breaks. */
export interface Opened {
  readonly sdJwt: SdJwt;
  /** Of a broken one, what is signed in clear. */
  readonly claims: JsonObject;
  readonly disclosed: readonly Place[];
  readonly fault?: SdJwtFault;
  /** Where something is held back, or may be. */
  readonly heldBack: readonly Place[];
  readonly issuer: string;
  readonly key: string | undefined;
}

/** The finding `format` (draft-ietf-oauth-sd-jwt-vc-18, 3.2). */
export function checkForm({ sdJwt, claims, disclosed }: Opened): Finding {
  const { typ } = sdJwt.header;
  if (typeof typ !== 'string' || !TYPES_READ.includes(typ)) return fail('format', 'malformed', { detail: 'typ' });
  if (typeof claims.vct !== 'string' || claims.vct === '') return fail('format', 'type-missing', { detail: '/vct' });
  const wrong = wrongClaim(claims) ?? disclosed.map(([name]) => String(name)).find((name) => NEVER_DISCLOSED.includes(name));
  return wrong === undefined ? pass('format') : fail('format', 'malformed', { detail: pointer(wrong) });
}

/** Of the claims that a reader depends on, one that is not what it must be. */
function wrongClaim(claims: JsonObject): string | undefined {
  const { aka_vcts: more, vct } = claims;
  const types = typesOf(claims);
  if (more !== undefined && (!Array.isArray(more) || more.length === 0 || types.length !== more.length + 1 || types.filter((type) => type === vct).length > 1)) return 'aka_vcts';
  return ['exp', 'nbf', 'iat'].find((name) => claims[name] !== undefined && !Number.isFinite(claims[name]));
}

/**
 * The finding `schema`: of the types that we know, whether claims are of their kind, disclosable as they must be, and there. A selectively
 * disclosable claim that is not shown is not missing: it may be held back (draft 18, 4.6).
 */
export function checkType({ claims, disclosed }: Pick<Opened, 'claims' | 'disclosed'>): Finding {
  const rules = rulesFor(typesOf(claims));
  if (rules.length === 0) return warn('schema', 'schema-unavailable', { detail: `/vct ${typesOf(claims).join(' ')}` });
  const names = disclosed.flatMap((place) => (place.length === 1 ? [String(place[0])] : []));
  const [problem] = rules.flatMap((rule) => problemWith(rule, claims, names) ?? []);
  return problem === undefined ? pass('schema') : fail('schema', 'schema-mismatch', { detail: problem });
}

interface Rule {
  readonly claim: Claim;
  readonly mandatory: boolean;
}

/** Every type that it says it is of must hold. */
function rulesFor(types: readonly string[]): readonly Rule[] {
  const own = types.some(isOwnType);
  const eudi = types.includes(EUDI_LEARNING);
  return own || eudi ? CLAIMS.map((claim) => ({ claim, mandatory: (own && claim.mandatory.own) || (eudi && claim.mandatory.eudi) })) : [];
}

function problemWith({ claim: { name, sd, is }, mandatory }: Rule, claims: JsonObject, disclosed: readonly string[]): string | undefined {
  const value = claims[name];
  if (value === undefined) return mandatory && sd === 'never' ? `${pointer(name)} is missing` : undefined;
  if (!isOfKind(value, is)) return `${pointer(name)} is of another kind`;
  if (disclosed.includes(name) === (sd === 'always')) return undefined;
  return `${pointer(name)} is ${sd === 'always' ? 'not ' : ''}selectively disclosable`;
}

/** What a credential that is about to be signed lacks, held back or not. */
export const missingIn = (claims: JsonObject): string[] => rulesFor(typesOf(claims)).flatMap(({ claim, mandatory }) => (mandatory && claims[claim.name] === undefined ? [claim.name] : []));

/** The finding `signature`. */
export function checkSignature(opened: Opened, evidence: SignatureEvidence): Finding {
  return headerFault(opened.sdJwt.header) ?? structureFault(opened) ?? judge(opened, evidence);
}

function headerFault({ alg, crit, x5c }: JsonObject): Finding | undefined {
  if (crit !== undefined) return fail('signature', 'header-unsupported', { detail: 'crit' });
  if (typeof alg !== 'string' || !Object.hasOwn(JWS_ALGORITHMS, alg)) return fail('signature', 'algorithm-unsupported');
  return x5c === undefined ? undefined : certificateFault(x5c);
}

/** The certificate that names the key must be one, and one of a key that may sign. */
function certificateFault(x5c: Json): Finding | undefined {
  const [leaf] = readCertificates(certificatesIn(x5c).slice(0, 1));
  if (leaf === undefined) return fail('signature', 'proof-malformed', { detail: 'x5c' });
  return isForSealing(leaf) ? undefined : fail('signature', 'key-not-for-assertion', { detail: 'x5c' });
}

function structureFault({ fault, claims, issuer }: Opened): Finding | undefined {
  if (fault === 'hash-unsupported') return fail('signature', 'algorithm-unsupported', { detail: '_sd_alg' });
  if (fault !== undefined) return fail('signature', 'proof-malformed', { detail: fault });
  const wrong = disagreement(claims, issuer);
  return wrong === undefined ? undefined : fail('signature', 'claims-disagree', { detail: wrong });
}

function judge({ sdJwt, key }: Opened, { keys }: SignatureEvidence): Finding {
  if (key === undefined) return fail('signature', 'key-missing');
  const fact = gathered(keys, key);
  return fact?.ok === true ? signed(sdJwt, fact.value.publicJwk) : keyUnavailable(key, fact);
}

function signed({ header, signingInput, signature }: SdJwt, jwk: PublicJwk): Finding {
  const alg = header.alg as string;
  const { kty, crv } = JWS_ALGORITHMS[alg] ?? {};
  if (kty !== jwk.kty || crv !== jwk.crv) return fail('signature', 'algorithm-unsupported', { detail: alg });
  return verifySignature(alg, jwk, signingInput, signature) ? pass('signature', { detail: alg }) : fail('signature', 'signature-mismatch');
}
