import type { Documents } from '../../core/documents.js';
import type { JsonObject } from '../../core/json.js';
import type { Sign } from '../format.js';
import { addProof, checkProofs, type ProofEvidence, type ProofOptions, type SuiteChoice } from './data-integrity.js';
import { addBaseProof, deriveProof, type DisclosureOptions } from './disclosure/index.js';
import { createJsonLd } from './json-ld.js';
import type { SignatureCheck, SignatureEvidence } from './signature.js';
import { checkJwt, readJwt, signJwt, type JwtOptions, type VcJwt } from './vc-jwt.js';

/** Both proof mechanisms, for any VCDM 2.0 document: a status list is a credential too. */
export interface Securing {
  /** Adds a proof (to an array), `eddsa-rdfc-2022` unless another suite is chosen. */
  readonly addProof: (document: JsonObject, options: ProofOptions & Partial<SuiteChoice> & { readonly sign: Sign }) => Promise<JsonObject>;
  /** Adds an `ecdsa-sd-2023` base proof: its holder may show parts of the document. Throws `input-invalid` for a pointer that leads nowhere. */
  readonly addBaseProof: (document: JsonObject, options: DisclosureOptions) => Promise<JsonObject>;
  /** What these JSON Pointers lead to of a document with a base proof. Throws `input-invalid`. */
  readonly deriveProof: (document: JsonObject, selectivePointers: readonly string[]) => Promise<JsonObject>;
  readonly checkProofs: (document: JsonObject, evidence: ProofEvidence) => Promise<SignatureCheck>;
  readonly signJwt: (credential: JsonObject, options: JwtOptions) => Promise<string>;
  /** Throws `unreadable` or `json-invalid`. */
  readonly readJwt: (token: string) => VcJwt;
  readonly checkJwt: (jwt: VcJwt, evidence: SignatureEvidence) => SignatureCheck;
}

/** `documents`: the only contexts there are. */
export function createSecuring(documents: Documents): Securing {
  const ld = createJsonLd(documents.contexts);
  return {
    addProof: (document, options) => addProof(ld, document, options),
    addBaseProof: (document, options) => addBaseProof(ld, document, options),
    deriveProof: (document, pointers) => deriveProof(ld, document, pointers),
    checkProofs: (document, evidence) => checkProofs(ld, document, evidence),
    signJwt,
    readJwt,
    checkJwt,
  };
}

export type { ProofEvidence } from './data-integrity.js';
export { verificationMethodsOf } from './proof.js';
export type { SignatureCheck, SignatureEvidence } from './signature.js';
export { kidOf, type VcJwt } from './vc-jwt.js';
