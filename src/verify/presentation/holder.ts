import type { Evidence, Fact, KeyFact } from '../../core/evidence.js';
import { fail, unknown, type Finding } from '../../core/finding.js';
import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { JWS_ALGORITHMS, verifySignature } from '../../core/jws.js';
import type { Parsed } from '../../formats/format.js';
import type { Securing } from '../../formats/securing/index.js';
import { factOf, SKEW_MS } from '../facts.js';
import { readPresentation, type Presentation } from './read.js';

/** What a presentation is judged with, for one of its credentials. */
export interface Shown {
  readonly presentation: string;
  readonly parsed: Parsed;
  readonly evidence: Evidence;
  readonly securing: Pick<Securing, 'checkProofs'>;
}

/**
 * The finding `holder` of a credential that came in a presentation. It is never good: we asked for no presentation, so it was made for somebody else's
 * question, and may be a copy. One that does not hold, or is somebody else's than the credential's, fails.
 */
export async function checkPresented({ presentation: text, parsed, evidence, securing }: Shown): Promise<Finding> {
  const presentation = readPresentation(text);
  if (presentation === undefined) return fail('holder', 'proof-malformed');
  const { document, token } = presentation;
  if (token === undefined && document.proof === undefined) return unknown('holder', 'presentation-unsigned');
  const holder = holderOf(presentation);
  return (
    strangerFault(presentation, holder) ??
    (await signatureFault(presentation, { evidence, securing })) ??
    keyFault(presentation, evidence) ??
    subjectFault(holder, parsed) ??
    unknown('holder', 'presentation-unasked', { facts: audienceOf(presentation) })
  );
}

const didOf = (method: string): string => method.split(/[?#]/, 1)[0] ?? '';
const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const idOf = (value: Json | undefined): string | undefined => textOf(isObject(value) ? value.id : value);

/** Whoever it names; else whoever signed it. */
function holderOf({ document, token, keys }: Presentation): string | undefined {
  return idOf(document.holder) ?? textOf(token?.claims.iss) ?? (keys[0] === undefined ? undefined : didOf(keys[0]));
}

/** Every proof must be the holder's, and every name of the holder the same. */
function strangerFault({ document, token, keys }: Presentation, holder: string | undefined): Finding | undefined {
  if (keys.length === 0) return fail('holder', 'key-missing');
  const names = [...keys.map(didOf), ...(token === undefined ? [] : [textOf(token.claims.iss), idOf(document.holder)].filter((name) => name !== undefined))];
  const stranger = names.find((name) => name !== holder);
  return stranger === undefined ? undefined : fail('holder', 'key-not-of-holder', { detail: stranger });
}

type Means = Pick<Shown, 'evidence' | 'securing'>;

async function signatureFault(presentation: Presentation, { evidence, securing }: Means): Promise<Finding | undefined> {
  const { document, token } = presentation;
  if (token !== undefined) return tokenFault(token, presentation.keys[0] ?? '', evidence);
  // Each credential in it has its contexts, and is read by itself; no remote one is loaded for either.
  const { finding } = await securing.checkProofs(document, { at: evidence.at, keys: evidence.keys, purpose: 'authentication', ownContexts: true });
  return finding.outcome === 'pass' ? undefined : { ...finding, check: 'holder' };
}

/** Others would say where to find a key, or change what is signed. */
const HEADER = ['alg', 'kid', 'typ', 'cty', 'iss'];
const TYPES = ['jwt', 'vp+jwt', 'vp+ld+jwt', 'vp+ld+json+jwt'];

function tokenFault({ jws, claims }: NonNullable<Presentation['token']>, key: string, evidence: Evidence): Finding | undefined {
  const { alg } = jws.header;
  const odd = oddIn(jws.header);
  if (odd !== undefined) return fail('holder', 'header-unsupported', { detail: odd });
  if (typeof alg !== 'string' || !Object.hasOwn(JWS_ALGORITHMS, alg)) return fail('holder', 'algorithm-unsupported');
  const fact = factOf(evidence.keys, key);
  if (fact?.ok !== true) return unavailable(key, fact);
  return verifySignature(alg, fact.value.publicJwk, jws.signingInput, jws.signature) ? timeFault(claims, Date.parse(evidence.at)) : fail('holder', 'signature-mismatch');
}

function oddIn(header: JsonObject): string | undefined {
  const { typ = 'JWT' } = header;
  return Object.keys(header).find((name) => !HEADER.includes(name)) ?? (typeof typ === 'string' && TYPES.includes(typ.toLowerCase()) ? undefined : 'typ');
}

const unavailable = (key: string, fact: Fact<KeyFact> | undefined): Finding => unknown('holder', fact?.ok === false ? fact.reason : 'key-unavailable', { detail: key });

function timeFault({ exp, nbf, iat }: JsonObject, now: number): Finding | undefined {
  const [end, ...starts] = [exp, nbf, iat].map((time) => (time === undefined ? undefined : typeof time === 'number' ? time * 1000 : Number.NaN));
  if (end !== undefined && !(end + SKEW_MS > now)) return fail('holder', 'expired', { detail: 'exp' });
  return starts.some((start) => start !== undefined && !(start - SKEW_MS <= now)) ? fail('holder', 'dates-invalid') : undefined;
}

/** The key must be one by which its owner shows who it is. */
function keyFault({ keys }: Presentation, { keys: facts }: Evidence): Finding | undefined {
  for (const name of keys) {
    const fact = factOf(facts, name);
    if (fact?.ok !== true) return unavailable(name, fact);
    if (fact.value.controller !== didOf(name)) return fail('holder', 'key-not-of-holder', { detail: name });
    if (fact.value.authentication !== true || fact.value.compromisedFrom !== undefined) return fail('holder', 'proof-purpose', { detail: name });
  }
  return undefined;
}

/** Whom the credential is about must be who shows it. One that names nobody by a DID can be shown by anybody. */
function subjectFault(holder: string | undefined, { view: { learner } }: Parsed): Finding | undefined {
  if (learner.id === undefined || !learner.id.startsWith('did:')) return unknown('holder', 'holder-unnamed');
  return learner.id === holder ? undefined : fail('holder', 'holder-not-subject');
}

/** For whom it was made: public names of those who asked, no secret. */
function audienceOf({ document, token }: Presentation): Readonly<Record<string, string>> {
  const [proof] = Array.isArray(document.proof) ? (document.proof as readonly Json[]) : [document.proof];
  const stated = token === undefined ? (isObject(proof) ? proof.domain : undefined) : token.claims.aud;
  const [audience] = Array.isArray(stated) ? (stated as readonly Json[]) : [stated];
  return typeof audience === 'string' ? { audience } : {};
}
