import { toBase58 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import type { Evidence, PublicJwk } from '../../core/evidence.js';
import { fail, pass, type Finding } from '../../core/finding.js';
import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { fromMultikey } from '../../core/keys.js';
import type { Sign } from '../format.js';
import { createContent, signedBytes, type Content } from './content.js';
import { foreignContext } from './contexts.js';
import { checkDerived } from './disclosure/index.js';
import { jsonLdFault, type Expanded, type JsonLd } from './json-ld.js';
import { excessIn, malformed, previousOf, proofsOf, readProof, verificationMethodsOf, withoutProof, type ProofPlace, type ProofPurpose, type ReadProof } from './proof.js';
import { gathered, keyUnavailable, signatureFault, worst, type SignatureCheck, type SignatureEvidence } from './signature.js';
import { CURVES, curveIn, SUITES, type CurveName, type PlainSuiteName } from './suites.js';

/** A fragment of this form says it is a Multikey: an Ed25519 one has 48 symbols. */
const MULTIKEY_FRAGMENT = /^z[1-9A-HJ-NP-Za-km-z]{40,}$/;

export interface ProofOptions {
  /** DID URL of the key that signs. */
  readonly verificationMethod: string;
  /** Time the proof names. */
  readonly created: string;
  /** A name of its own, by which a later proof can be over it: a URL. */
  readonly id?: string;
  /** Names of the proofs that this one is over as well as the document (VC Data Integrity 1.0, 2.1.2): a chain. */
  readonly previousProof?: string | readonly string[];
}
/** Which suite, and of which kind the key is. */
export interface SuiteChoice {
  readonly suite: PlainSuiteName;
  readonly curve: CurveName;
}

export interface ProofEvidence extends SignatureEvidence {
  /** The expanded document without its proofs, where the caller has it. */
  readonly expanded?: Expanded;
  /** `assertionMethod` unless said otherwise: only presentations are made for another. */
  readonly purpose?: ProofPurpose;
  /** Contexts written in the document are let pass: whoever asks judges nothing but proofs by it. */
  readonly ownContexts?: boolean;
}

/** What every Open Badges verifier has to know (1EdTech, certification of issuers). */
const DEFAULT: SuiteChoice = { suite: 'eddsa-rdfc-2022', curve: 'Ed25519' };

/**
 * The document with one more proof over its content, written as an array: the strict Open Badges schema takes no single one.
 * Throws as {@link JsonLd} does when the document has a term without meaning, and `input-invalid` when it has no proof of a name in `previousProof`.
 */
export async function addProof(ld: JsonLd, document: JsonObject, options: ProofOptions & Partial<SuiteChoice> & { readonly sign: Sign }): Promise<JsonObject> {
  const { sign, suite = DEFAULT.suite, curve = DEFAULT.curve } = options;
  const { form } = SUITES[suite];
  const stated = statedOf(suite, options);
  const content = createContent(ld, { ...withoutProof(document), ...before(stated, document) });
  const context = document['@context'];
  // As text the context is signed with the proof (EdDSA 1.0 and ECDSA 1.0, 3.3.1).
  const config = form === 'text' && context !== undefined ? { '@context': context, ...stated } : stated;
  const signature = await sign(await signedBytes(ld, content, { config, form, hashing: CURVES[curve].hashing }));
  return { ...document, proof: [...proofsOf(document), { ...config, proofValue: `z${toBase58(signature)}` }] };
}

function statedOf(suite: PlainSuiteName, { id, created, verificationMethod, previousProof }: ProofOptions): JsonObject {
  const named = { ...(id === undefined ? {} : { id }), ...(previousProof === undefined ? {} : { previousProof }) };
  return { type: 'DataIntegrityProof', cryptosuite: suite, created, verificationMethod, proofPurpose: 'assertionMethod', ...named };
}

/** The proofs that a new one is over, as it signs them. */
function before(stated: JsonObject, document: JsonObject): { readonly proof?: readonly JsonObject[] } {
  const previous = previousOf(stated, proofsOf(document));
  if ('check' in previous) return reject('input-invalid', 'The document has no proof of that name.', '/previousProof');
  return previous.length === 0 ? {} : { proof: previous };
}

/**
 * Checks every proof of a secured document (VC Data Integrity 1.0, 4.5; a set or a chain of proofs holds when each one holds). Never throws.
 * `verificationMethods` are as the proofs name them, whatever the finding.
 */
export async function checkProofs(ld: JsonLd, document: JsonObject, given: ProofEvidence): Promise<SignatureCheck> {
  return { finding: await judge(ld, document, given), verificationMethods: verificationMethodsOf(document) };
}

async function judge(ld: JsonLd, document: JsonObject, given: ProofEvidence): Promise<Finding> {
  const proofs = proofsOf(document);
  if (proofs.length === 0) return fail('signature', 'no-proof');
  const excess = excessIn(proofs);
  if (excess !== undefined) return excess;
  // A proof's own context is not expanded with it: it must be the document's.
  const foreign = given.ownContexts === true ? undefined : foreignContext('signature', withoutProof(document), ld.contexts);
  if (foreign !== undefined) return { ...foreign, outcome: 'unknown' };
  try {
    const place = { purpose: 'assertionMethod' as const, ...given, document, content: createContent(ld, withoutProof(document), given.expanded) };
    const findings = await Promise.all(proofs.map((proof) => checkProof(ld, proof, place)));
    return worst(findings as [Finding, ...Finding[]]);
  } catch (error) {
    return jsonLdFault('signature', error);
  }
}

interface Case extends SignatureEvidence, ProofPlace {
  /** The document without any proof, which all signs but those of a chain. */
  readonly content: Content;
}

async function checkProof(ld: JsonLd, proof: Json, given: Case): Promise<Finding> {
  if (!isObject(proof)) return malformed('proof');
  const read = readProof(proof, given);
  if ('check' in read) return read;
  const previous = previousOf(proof, proofsOf(given.document));
  if ('check' in previous) return previous;
  const key = keyOf(read.verificationMethod, given.keys);
  if ('check' in key) return key;
  const content = previous.length === 0 ? given.content : createContent(ld, { ...given.content.document, proof: previous });
  return checkValue(ld, read, { content, key });
}

/** Whether the proof's value is this key's over this content. */
async function checkValue(ld: JsonLd, read: ReadProof, { content, key }: { content: Content; key: PublicJwk }): Promise<Finding> {
  const { suite, config, value } = read;
  const { form } = SUITES[suite];
  const curve = curveIn(suite, key);
  if (curve === undefined) return fail('signature', 'signature-mismatch');
  if (form === 'disclosure') return checkDerived(ld, read, { content, key });
  const { alg, hashing } = CURVES[curve];
  return signatureFault(key, { alg, data: await signedBytes(ld, content, { config, form, hashing }), signature: value }) ?? pass('signature', { detail: suite });
}

/**
 * The gathered key; else the key that the fragment of the verification method says it is, which shows whether the content is intact and
 * nothing about who signed it: the `issuer-key` check looks at gathered facts alone.
 */
function keyOf(url: string, keys: Evidence['keys']): PublicJwk | Finding {
  const fact = gathered(keys, url);
  if (fact?.ok === true) return fact.value.publicJwk;
  const fragment = url.slice(url.indexOf('#') + 1);
  if (!MULTIKEY_FRAGMENT.test(fragment)) return keyUnavailable(url, fact);
  try {
    return fromMultikey(fragment);
  } catch {
    return malformed('verificationMethod');
  }
}
