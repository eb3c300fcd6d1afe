import { fromBase58, fromBase64url } from '../../core/bytes.js';
import { fail, type Finding } from '../../core/finding.js';
import { canonicalJson, isObject, type Json, type JsonObject } from '../../core/json.js';
import type { Timestamp } from '../../core/model.js';
import { parseTimestamp } from '../../core/time.js';
import { suiteFault, suiteOf, SUITES, type SuiteName, type Form } from './suites.js';

/** Each proof is expanded, canonicalised and asked a key for, whoever sent it. */
export const MAX_PROOFS = 5;
/** A P-384 signature has 133 symbols at most; decoding base 58 takes time that grows with the square of the length. */
const MAX_PROOF_VALUE = 133;

/** What a proof is made for (VC Data Integrity 1.0, 2.3). */
export type ProofPurpose = 'assertionMethod' | 'authentication';

/** A proof taken apart. */
export interface ReadProof {
  readonly suite: SuiteName;
  /** Its options: all but its value. */
  readonly config: JsonObject;
  readonly verificationMethod: string;
  /** Decoded: a signature, or the CBOR of a selective disclosure. */
  readonly value: Uint8Array;
}
/** What a proof is read against. */
export interface ProofPlace {
  readonly document: JsonObject;
  readonly at: Timestamp;
  readonly purpose: ProofPurpose;
}

export function proofsOf(document: JsonObject): readonly Json[] {
  const { proof } = document;
  return proof === undefined ? [] : Array.isArray(proof) ? (proof as readonly Json[]) : [proof];
}

/** The document as it was before it was secured. */
export function withoutProof(document: JsonObject): JsonObject {
  const { proof: _proof, ...unsecured } = document;
  return unsecured;
}

/** Verification methods that the proofs name, each once; of proofs too many to be checked, those of the first ones. */
export const verificationMethodsOf = (document: JsonObject): string[] => [
  ...new Set(proofsOf(document).slice(0, MAX_PROOFS).flatMap((proof) => (isObject(proof) && typeof proof.verificationMethod === 'string' ? [proof.verificationMethod] : []))),
];

/** The latest time that a proof names: what any of them says, was there by then. */
export function createdOf(document: JsonObject): string | undefined {
  const times = proofsOf(document).flatMap((proof) => (isObject(proof) && typeof proof.created === 'string' ? [proof.created] : []));
  // By when it is, not as it is written: of two in other zones the earlier may be spelled later.
  return times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

/** Whether every proof signs the document's text as it stands, so that nothing in it can be unsigned. */
export const signedAsWritten = (document: JsonObject): boolean => proofsOf(document).every((proof) => formOf(proof) === 'text');

/** Whether every proof lets its holder leave statements out: of what is absent nobody can say whether the issuer stated it. */
export const shownInPart = (document: JsonObject): boolean => proofsOf(document).length > 0 && proofsOf(document).every((proof) => formOf(proof) === 'disclosure');

function formOf(proof: Json): Form | undefined {
  const suite = isObject(proof) ? suiteOf(proof) : undefined;
  return suite && SUITES[suite].form;
}

/** More than any honest issuer writes, which is refused before work is spent on it; or two proofs that go by one name. */
export function excessIn(proofs: readonly Json[]): Finding | undefined {
  const ids = proofs.flatMap((proof) => (isObject(proof) && proof.id !== undefined ? [proof.id] : []));
  return proofs.length > MAX_PROOFS || new Set(ids).size < ids.length ? malformed('proof') : undefined;
}

/** The proofs that this one was made after and signs along with the document (VC Data Integrity 1.0, 4.6, "matching proofs"). */
export function previousOf(proof: JsonObject, proofs: readonly Json[]): readonly JsonObject[] | Finding {
  const names = proof.previousProof === undefined ? [] : listOf(proof.previousProof);
  const matching = names.map((name) => proofs.find((other) => isObject(other) && typeof name === 'string' && other.id === name && other !== proof));
  return matching.every(isObject) && new Set(names).size === names.length ? matching : malformed('previousProof');
}

/** The proof's parts, or the finding that says what is wrong with it (VC Data Integrity 1.0, 4.4 and 4.5). */
export function readProof(proof: JsonObject, place: ProofPlace): ReadProof | Finding {
  const suite = suiteOf(proof);
  if (suite === undefined) return suiteFault(proof);
  const fault = purposeFault(proof, place) ?? timeFault(proof, place.at) ?? shapeFault(proof, place.document);
  if (fault !== undefined) return fault;
  const { proofValue, ...options } = proof;
  const { verificationMethod } = options;
  if (typeof verificationMethod !== 'string') return fail('signature', 'key-missing');
  const value = typeof proofValue === 'string' ? decoded(proofValue, suite) : undefined;
  return value === undefined ? malformed('proofValue') : { suite, config: configOf(options, suite), verificationMethod, value };
}

/** As text a proof's context is signed where it stands; as statements it is the document's. */
function configOf({ '@context': own, ...members }: JsonObject, suite: SuiteName): JsonObject {
  return own === undefined || SUITES[suite].form !== 'text' ? members : { '@context': own, ...members };
}

const purposeFault = ({ proofPurpose }: JsonObject, { purpose }: ProofPlace): Finding | undefined => (proofPurpose === purpose ? undefined : fail('signature', 'proof-purpose'));

function timeFault({ created, expires }: JsonObject, at: Timestamp): Finding | undefined {
  if (created !== undefined && timeOf(created) === undefined) return malformed('created');
  if (expires === undefined) return undefined;
  const end = timeOf(expires);
  if (end === undefined) return malformed('expires');
  return end <= Date.parse(at) ? fail('signature', 'expired', { at: expires as string }) : undefined;
}

/** May be several texts. */
const LISTS = ['previousProof', 'domain'];

/** Members other than texts, keywords, and a context other than the document's would go unsigned or be read in two ways. */
function shapeFault(proof: JsonObject, document: JsonObject): Finding | undefined {
  const { '@context': own, ...members } = proof;
  if (own !== undefined && canonicalJson(own) !== canonicalJson(document['@context'] ?? null)) return malformed('@context');
  const odd = Object.entries(members).find(([name, member]) => name.startsWith('@') || !isText(member, LISTS.includes(name)));
  return odd === undefined ? undefined : malformed(odd[0]);
}

const isText = (value: Json, orList: boolean): boolean => typeof value === 'string' || (orList && Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'));
const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);
const timeOf = (value: Json): number | undefined => (typeof value === 'string' ? parseTimestamp(value)?.getTime() : undefined);
export const malformed = (member: string): Finding => fail('signature', 'proof-malformed', { detail: member });

/** Multibase: `u` for CBOR (ECDSA 1.0, 3.5.2), `z` for a signature. */
function decoded(value: string, suite: SuiteName): Uint8Array | undefined {
  try {
    if (SUITES[suite].form === 'disclosure') return value.startsWith('u') ? fromBase64url(value.slice(1)) : undefined;
    return value.startsWith('z') && value.length <= MAX_PROOF_VALUE ? fromBase58(value.slice(1)) : undefined;
  } catch {
    return undefined;
  }
}
