import { reject } from '../core/errors.js';
import { isObject, type Json, type JsonObject } from '../core/json.js';
import { timestamp } from '../core/time.js';
import type { TestIssuer } from './issuers.js';
import { meaningOf } from './meaning.js';
import { checkCredential, listOf, V2, versionOf } from './shape.js';
import { statusEntry } from './status-list.js';
import type { Tools } from './tools.js';

/** VCDM 1.1 has no terms for a proof of this kind (VC Data Integrity 1.0, 2.4.1). */
const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2';

/** The credential of a request, secured by an issuer. Throws `input-invalid` when it is not one that may be issued. */
export async function issue(tools: Tools, issuer: TestIssuer, request: Json): Promise<JsonObject> {
  const { credential, mandatoryPointers } = requestIn(request);
  checkCredential(credential, tools.ld.contexts);
  if (credential.proof !== undefined) reject('input-invalid', 'The credential is secured already.', '/credential/proof');
  if (issuer.securing === 'jwt' && versionOf(credential) !== '2.0') reject('input-invalid', 'Only a credential of version 2.0 goes in an envelope.', '/credential/@context');
  const document = prepared(credential, issuer, tools);
  await meaningOf(tools.ld, document);
  return secured(document, issuer, { tools, mandatoryPointers });
}

function requestIn(request: Json): { credential: JsonObject; mandatoryPointers: readonly string[] } {
  if (!isObject(request) || !isObject(request.credential)) return reject('input-invalid', 'There is no credential to be issued.', '/credential');
  const options = isObject(request.options) ? request.options : {};
  const mandatoryPointers = listOf(options.mandatoryPointers);
  if (!mandatoryPointers.every((one) => typeof one === 'string')) return reject('input-invalid', 'A mandatory pointer is a JSON Pointer.', '/options/mandatoryPointers');
  return { credential: request.credential, mandatoryPointers };
}

/** In the name of the issuer that signs, whoever was written there: no test key speaks for anybody else. */
function prepared(credential: JsonObject, issuer: TestIssuer, tools: Tools): JsonObject {
  const named = isObject(credential.issuer) ? { ...credential.issuer, id: issuer.did } : issuer.did;
  const context = listOf(credential['@context']);
  const withProofs = versionOf(credential) === '2.0' || context.includes(DATA_INTEGRITY) ? context : [...context, DATA_INTEGRITY];
  const status = issuer.status === true ? { credentialStatus: [...listOf(credential.credentialStatus), statusEntry(tools)] } : {};
  return { ...credential, '@context': withProofs, issuer: named, ...status };
}

async function secured(document: JsonObject, issuer: TestIssuer, { tools, mandatoryPointers }: { tools: Tools; mandatoryPointers: readonly string[] }): Promise<JsonObject> {
  const { securing: suite, curve, verificationMethod, sign } = issuer;
  const { securing, now, random } = tools;
  if (suite === 'jwt') return enveloped(await securing.signJwt(document, { alg: 'ES256', kid: verificationMethod, typ: 'vc+jwt', sign }));
  const options = { verificationMethod, created: timestamp(now()), sign };
  const signed = await (suite === 'ecdsa-sd-2023' ? securing.addBaseProof(document, { ...options, mandatoryPointers, random }) : securing.addProof(document, { ...options, suite, curve }));
  return { ...signed, proof: listOf(signed.proof)[0] ?? null };
}

/** VCDM 2.0, 4.13.2. */
const enveloped = (jwt: string): JsonObject => ({ '@context': V2, type: 'EnvelopedVerifiableCredential', id: `data:application/vc+jwt,${jwt}` });
