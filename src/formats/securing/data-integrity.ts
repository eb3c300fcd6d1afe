import { concat, fromBase58, sha256, toBase58 } from '../../core/bytes.js';
import type { Evidence, PublicJwk } from '../../core/evidence.js';
import { fail, pass, unknown, type Finding } from '../../core/finding.js';
import { canonicalJson, isObject, type Json, type JsonObject } from '../../core/json.js';
import { fromMultikey } from '../../core/keys.js';
import type { Timestamp } from '../../core/model.js';
import { parseTimestamp } from '../../core/time.js';
import type { Sign } from '../format.js';
import { foreignContext } from './contexts.js';
import { jsonLdFault, type Expanded, type JsonLd } from './json-ld.js';
import { gathered, keyUnavailable, signatureFault, worst, type SignatureCheck, type SignatureEvidence } from './signature.js';

/** W3C Data Integrity EdDSA Cryptosuites v1.0, section 3.2. */
const CRYPTOSUITE = 'eddsa-rdfc-2022';
/** A fragment of this form says it is a Multikey: an Ed25519 one has 48 symbols. */
const MULTIKEY_FRAGMENT = /^z[1-9A-HJ-NP-Za-km-z]{40,}$/;
/** Each proof is expanded, canonicalised and asked a key for, whoever sent it. */
const MAX_PROOFS = 5;
/** An Ed25519 signature has 88 or 89; decoding base 58 takes time that grows with the square of the length. */
const MAX_PROOF_VALUE = 128;

export interface ProofOptions {
  /** DID URL of the key that signs. */
  readonly verificationMethod: string;
  /** Time the proof names. */
  readonly created: string;
}

export interface ProofEvidence extends SignatureEvidence {
  /** The expanded document without its proofs, where the caller has it: expanding is most of the work. */
  readonly expanded?: Expanded;
}

/**
 * The document with a proof, written as an array: the strict Open Badges schema takes no single one.
 * Throws as {@link JsonLd} does when the document has a term without meaning.
 */
export async function addProof(ld: JsonLd, document: JsonObject, options: ProofOptions & { readonly sign: Sign }): Promise<JsonObject> {
  const { created, verificationMethod, sign } = options;
  const proof = { type: 'DataIntegrityProof', cryptosuite: CRYPTOSUITE, created, verificationMethod, proofPurpose: 'assertionMethod' };
  const signature = await sign(concat(await proofHash(ld, document, proof), await documentHash(ld, document)));
  return { ...document, proof: [{ ...proof, proofValue: `z${toBase58(signature)}` }] };
}

/**
 * Checks every proof of a secured document (VC Data Integrity 1.0, 4.5; a set of proofs holds when each one holds). Never throws.
 * `verificationMethods` are as the proofs name them, whatever the finding.
 */
export async function checkProofs(ld: JsonLd, document: JsonObject, given: ProofEvidence): Promise<SignatureCheck> {
  return { finding: await judge(ld, document, given), verificationMethods: verificationMethodsOf(document) };
}

/** Verification methods that the proofs name, each once; of proofs too many to be checked, those of the first ones. */
export const verificationMethodsOf = (document: JsonObject): string[] => [
  ...new Set(proofsOf(document).slice(0, MAX_PROOFS).flatMap((proof) => (isObject(proof) && typeof proof.verificationMethod === 'string' ? [proof.verificationMethod] : []))),
];

/** The document as it was before it was secured. */
export function withoutProof(document: JsonObject): JsonObject {
  const { proof: _proof, ...unsecured } = document;
  return unsecured;
}

export function proofsOf(document: JsonObject): readonly Json[] {
  const { proof } = document;
  return proof === undefined ? [] : Array.isArray(proof) ? (proof as readonly Json[]) : [proof];
}

async function judge(ld: JsonLd, document: JsonObject, given: ProofEvidence): Promise<Finding> {
  const proofs = proofsOf(document);
  if (proofs.length === 0) return fail('signature', 'no-proof');
  const excess = excessIn(proofs);
  if (excess !== undefined) return excess;
  // A proof's own context is not expanded with it: it must be the document's.
  const foreign = foreignContext('signature', withoutProof(document), ld.contexts);
  if (foreign !== undefined) return { ...foreign, outcome: 'unknown' };
  try {
    const hash = await documentHash(ld, document, given.expanded);
    const findings = await Promise.all(proofs.map((proof) => checkProof(ld, proof, { document, hash, ...given })));
    return worst(findings as [Finding, ...Finding[]]);
  } catch (error) {
    return jsonLdFault('signature', error);
  }
}

/** More than any honest issuer writes, which is refused before work is spent on it. */
function excessIn(proofs: readonly Json[]): Finding | undefined {
  const excess = proofs.length > MAX_PROOFS || new Set(proofs.map((proof) => canonicalJson(proof))).size < proofs.length;
  return excess ? malformed('proof') : undefined;
}

interface Case extends SignatureEvidence {
  readonly document: JsonObject;
  readonly hash: Uint8Array;
}

async function checkProof(ld: JsonLd, proof: Json, given: Case): Promise<Finding> {
  const read = readProof(proof, given);
  if ('check' in read) return read;
  const data = concat(await proofHash(ld, given.document, read.config), given.hash);
  const key = keyOf(read.verificationMethod, given.keys);
  if ('check' in key) return key;
  return signatureFault(key, { alg: 'EdDSA', data, signature: read.signature }) ?? pass('signature', { detail: CRYPTOSUITE });
}

interface ReadProof {
  readonly config: JsonObject;
  readonly verificationMethod: string;
  readonly signature: Uint8Array;
}

/** The proof's parts, or the finding that says what is wrong with it (VC Data Integrity 1.0, 4.4 and 4.5). */
function readProof(proof: Json, given: Case): ReadProof | Finding {
  const fault = proofFault(proof, given);
  if (fault !== undefined) return fault;
  const { proofValue = '', '@context': _context, ...config } = proof as Readonly<Record<string, string>>;
  const { verificationMethod } = config;
  if (verificationMethod === undefined) return fail('signature', 'key-missing');
  const signature = multibase(proofValue);
  return signature === undefined ? malformed('proofValue') : { config, verificationMethod, signature };
}

function proofFault(proof: Json, { document, at }: Case): Finding | undefined {
  if (!isObject(proof)) return malformed('proof');
  return kindFault(proof) ?? timeFault(proof, at) ?? shapeFault(proof, document);
}

function kindFault({ type, cryptosuite, proofPurpose, previousProof }: JsonObject): Finding | undefined {
  // No context that we hold defines another type of proof, so another type is a term without meaning.
  if (type !== 'DataIntegrityProof') return fail('signature', 'undefined-term', typeof type === 'string' ? { detail: type } : {});
  if (typeof cryptosuite !== 'string') return malformed('cryptosuite');
  if (cryptosuite !== CRYPTOSUITE) return unknown('signature', 'proof-unsupported', { detail: cryptosuite });
  if (previousProof !== undefined) return unknown('signature', 'proof-unsupported', { detail: 'previousProof' });
  return proofPurpose === 'assertionMethod' ? undefined : fail('signature', 'proof-purpose');
}

function timeFault({ created, expires }: JsonObject, at: Timestamp): Finding | undefined {
  if (created !== undefined && timeOf(created) === undefined) return malformed('created');
  if (expires === undefined) return undefined;
  const end = timeOf(expires);
  if (end === undefined) return malformed('expires');
  return end <= Date.parse(at) ? fail('signature', 'expired', { at: expires as string }) : undefined;
}

/** Members other than texts, keywords, and a context other than the document's would go unsigned or be read in two ways. */
function shapeFault(proof: JsonObject, document: JsonObject): Finding | undefined {
  const { '@context': own, ...members } = proof;
  if (own !== undefined && canonicalJson(own) !== canonicalJson(document['@context'] ?? null)) return malformed('@context');
  const odd = Object.keys(members).find((name) => name.startsWith('@') || typeof members[name] !== 'string');
  return odd === undefined ? undefined : malformed(odd);
}

const timeOf = (value: Json): number | undefined => (typeof value === 'string' ? parseTimestamp(value)?.getTime() : undefined);
const malformed = (member: string): Finding => fail('signature', 'proof-malformed', { detail: member });

function multibase(value: string): Uint8Array | undefined {
  try {
    return value.startsWith('z') && value.length <= MAX_PROOF_VALUE ? fromBase58(value.slice(1)) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The gathered key; else the key that the fragment of the verification method says it is, which shows whether the content is intact and
 * nothing about who signed it: the `issuer-key` check looks at gathered facts alone.
 */
function keyOf(url: string, keys: Evidence['keys']): PublicJwk | Finding {
  const fact = gathered(keys, url);
  if (fact?.ok === true) return fact.value.publicJwk;
  const fragment = url.slice(url.indexOf('#') + 1);
  if (!MULTIKEY_FRAGMENT.test(fragment)) return keyUnavailable(url);
  try {
    return fromMultikey(fragment);
  } catch {
    return malformed('verificationMethod');
  }
}

/** Section 3.2.4 of the cryptosuite: SHA-256 of the canonical proof options, then of the canonical document. */
const documentHash = async (ld: JsonLd, document: JsonObject, expanded?: Expanded): Promise<Uint8Array> =>
  sha256(await ld.canonical(expanded ?? (await ld.expand(withoutProof(document)))));

const proofHash = async (ld: JsonLd, document: JsonObject, proof: JsonObject): Promise<Uint8Array> =>
  sha256(await ld.canonical(await ld.expand({ '@context': document['@context'] ?? [], ...proof })));
