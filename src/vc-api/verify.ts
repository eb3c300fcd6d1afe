import { text } from '../core/bytes.js';
import { selfContainedKey } from '../core/did.js';
import { AppError, reject } from '../core/errors.js';
import type { Evidence, Fact, KeyFact } from '../core/evidence.js';
import type { Finding } from '../core/finding.js';
import { isObject, parseJson, type Json, type JsonObject } from '../core/json.js';
import { timestamp } from '../core/time.js';
import type { Expanded } from '../formats/securing/json-ld.js';
import { proofsOf, signedAsWritten, withoutProof, type ProofPurpose } from '../formats/securing/proof.js';
import { checkUnsignedContent } from '../formats/securing/unsigned-content.js';
import { kidOf, verificationMethodsOf } from '../formats/securing/index.js';
import { meaningOf } from './meaning.js';
import { checkCredential, checkPresentation, listOf, periodOf, V2, versionOf } from './shape.js';
import { checkStatus } from './status-list.js';
import type { Tools } from './tools.js';

/** What is asked of a credential beyond its form and proofs; left out, all. */
export type Asked = readonly string[] | undefined;

/** Throws `input-invalid`, with what is wrong, unless the credential holds. Who vouches for its issuer is not asked. */
export async function verifyCredential(tools: Tools, credential: Json, asked?: Asked): Promise<void> {
  if (!isObject(credential)) return reject('input-invalid', 'There is no credential to be verified.', '/verifiableCredential');
  const document = listOf(credential.type).includes('EnvelopedVerifiableCredential') ? opened(tools, credential) : await proven(tools, credential);
  if (asked === undefined || asked.includes('validFrom') || asked.includes('validity')) checkPeriod(document, tools.now());
  if (asked === undefined || asked.includes('credentialStatus') || asked.includes('status')) for (const entry of listOf(document.credentialStatus)) checkStatus(entry, tools);
}

/** Throws `input-invalid` unless the presentation and every credential in it holds. */
export async function verifyPresentation(tools: Tools, presentation: Json, { challenge, domain }: JsonObject): Promise<void> {
  if (!isObject(presentation)) return reject('input-invalid', 'There is no presentation to be verified.', '/verifiablePresentation');
  checkPresentation(presentation, tools.ld.contexts);
  await checkProofs(tools, presentation, 'authentication');
  const signers = verificationMethodsOf(presentation).map(didOf);
  const holder = isObject(presentation.holder) ? presentation.holder.id : presentation.holder;
  if (holder !== undefined && !signers.includes(holder as string)) reject('input-invalid', 'The holder has signed no proof of the presentation.', '/holder');
  for (const proof of proofsOf(presentation)) checkFresh(proof as JsonObject, { challenge, domain });
  for (const credential of listOf(presentation.verifiableCredential)) await verifyCredential(tools, credential, ['proof']);
}

/** What was asked for must be what was signed, or an old presentation would do (VC Data Integrity 1.0, 2.1). */
function checkFresh(proof: JsonObject, { challenge, domain }: { challenge: Json | undefined; domain: Json | undefined }): void {
  if (challenge !== undefined && proof.challenge !== challenge) reject('input-invalid', 'The challenge is another than was asked for.', '/proof/challenge');
  if (domain !== undefined && !listOf(proof.domain).some((one) => listOf(domain).includes(one))) reject('input-invalid', 'The domain is another than was asked for.', '/proof/domain');
}

async function proven(tools: Tools, credential: JsonObject): Promise<JsonObject> {
  checkCredential(credential, tools.ld.contexts);
  await checkProofs(tools, credential, 'assertionMethod');
  checkIssuer(credential, verificationMethodsOf(credential));
  return credential;
}

/** What is written of a credential and in no statement was signed by nobody. A presentation's own words are few, and what it presents is judged by itself. */
async function checkAllSigned({ ld }: Tools, document: JsonObject, expanded: Expanded): Promise<void> {
  if (signedAsWritten(document)) return;
  const { outcome, detail = '' } = await checkUnsignedContent(ld, withoutProof(document), { expanded, leeway: { typeAliases: {}, propertyAliases: {}, lists: [] } });
  if (outcome !== 'pass') throw new AppError('input-invalid', 'Something is written here that no proof is over.', { path: detail, reason: 'unsigned-content' });
}

async function checkProofs(tools: Tools, document: JsonObject, purpose: ProofPurpose): Promise<void> {
  const expanded = await meaningOf(tools.ld, withoutProof(document));
  const at = timestamp(tools.now());
  const { finding } = await tools.securing.checkProofs(document, { at, keys: keysIn(verificationMethodsOf(document), at), expanded, purpose, ownContexts: true });
  demand(finding);
  if (purpose === 'assertionMethod') await checkAllSigned(tools, document, expanded);
}

/** A key of this service's is in its name, and so is every other that is taken here. */
const keysIn = (urls: readonly string[], at: string): Evidence['keys'] =>
  Object.fromEntries(
    urls.map((url): [string, Fact<KeyFact>] => {
      const key = selfContainedKey(url);
      return [url, key === undefined ? { ok: false, reason: 'key-unavailable', detail: url } : { ok: true, value: { ...key, obtainedAt: at } }];
    }),
  );

function demand({ outcome, reason, detail = '' }: Finding): void {
  if (outcome !== 'pass') throw new AppError('input-invalid', `The proof does not hold (${reason}${detail === '' ? '' : `: ${detail}`}).`, { path: '/proof', reason });
}

const didOf = (url: string): string => url.split('#', 1)[0] ?? '';

/** One proof at least is by the named issuer. */
function checkIssuer({ issuer }: JsonObject, methods: readonly string[]): void {
  if (!methods.map(didOf).includes((isObject(issuer) ? issuer.id : issuer) as string)) reject('input-invalid', 'No proof is by the named issuer.', '/issuer');
}

function checkPeriod(document: JsonObject, now: Date): void {
  const [from, until] = periodOf(document);
  if (from !== undefined && from > now) reject('input-invalid', 'The credential is not valid yet.', '/validFrom');
  if (until !== undefined && until < now) reject('input-invalid', 'The credential has expired.', '/validUntil');
}

const ENVELOPE = 'data:application/vc+jwt,';

/** The credential in an envelope (VCDM 2.0, 4.13.2; VC-JOSE-COSE 1.0, 3.1.1). */
function opened(tools: Tools, envelope: JsonObject): JsonObject {
  const { id, type } = envelope;
  if (!listOf(envelope['@context']).includes(V2)) reject('input-invalid', 'The envelope has no context that says what it is.', '/@context');
  if (listOf(type).length !== 1 || typeof id !== 'string' || !id.startsWith(ENVELOPE)) return reject('input-invalid', `The envelope's id does not begin with ${ENVELOPE}.`, '/id');
  const jwt = tools.securing.readJwt(id.slice(ENVELOPE.length));
  // The older `vc` claim is no credential of version 2.0 (VC-JOSE-COSE 1.0, 1.1.2.1).
  if (jwt.jws.header.typ !== 'vc+jwt' || 'vc' in (parseJson(text(jwt.jws.payload)) as JsonObject)) reject('input-invalid', 'The JWT is not of the type vc+jwt with the credential as its payload.', '/id');
  const at = timestamp(tools.now());
  const kid = kidOf(jwt) ?? '';
  demand(tools.securing.checkJwt(jwt, { at, keys: keysIn([kid], at) }).finding);
  checkCredential(jwt.credential, tools.ld.contexts);
  if (versionOf(jwt.credential) !== '2.0') reject('input-invalid', 'Only a credential of version 2.0 goes in an envelope.', '/id');
  checkIssuer(jwt.credential, [kid]);
  return jwt.credential;
}
