import { createECDH, createPrivateKey, sign as signWith, type KeyObject } from 'node:crypto';
import { concat, fromBase64url, sha256, toBase58, toBase64url } from '../../../core/bytes.js';
import { reject } from '../../../core/errors.js';
import { pass, unknown, type Finding } from '../../../core/finding.js';
import { isObject, type JsonObject } from '../../../core/json.js';
import { fromMultikey } from '../../../core/keys.js';
import type { PublicJwk } from '../../../core/evidence.js';
import type { Sign } from '../../format.js';
import { optionsHash, type Content } from '../content.js';
import type { ProofOptions } from '../data-integrity.js';
import type { JsonLd } from '../json-ld.js';
import { malformed, proofsOf, withoutProof, type ReadProof } from '../proof.js';
import { signatureFault } from '../signature.js';
import { CURVES } from '../suites.js';
import { grouped } from './group.js';
import { select } from './select.js';
import { relabelled, sorted } from './statements.js';
import { readBase, readDerived, writeBase, writeDerived, type DerivedValue } from './value.js';

const SUITE = 'ecdsa-sd-2023';
const { hashing } = CURVES['P-256'];

export interface DisclosureOptions extends ProofOptions {
  /** JSON Pointers to what a holder cannot keep to himself. */
  readonly mandatoryPointers: readonly string[];
  /** P-256 (ES256). */
  readonly sign: Sign;
  random(bytes: number): Uint8Array;
}

/** The document with a base proof, for its holder alone (ECDSA 1.0, 3.6.1 to 3.6.5). Throws `input-invalid` for a pointer that leads nowhere. */
export async function addBaseProof(ld: JsonLd, document: JsonObject, options: DisclosureOptions): Promise<JsonObject> {
  const { mandatoryPointers, created, verificationMethod, sign, random } = options;
  const config = { type: 'DataIntegrityProof', cryptosuite: SUITE, created, verificationMethod, proofPurpose: 'assertionMethod' };
  const hmacKey = random(32);
  const { statements, group } = await grouped(ld, withoutProof(document), hmacKey);
  const { indexes } = await group(mandatoryPointers);
  const { privateKey, publicKey } = statementKey(random(32));
  const signatures = statements.filter((_, at) => !indexes.has(at)).map((statement) => signStatement(statement, privateKey));
  const mandatoryHash = sha256(statements.filter((_, at) => indexes.has(at)).join(''));
  const baseSignature = await sign(concat(await optionsHash(ld, document, { config, hashing }), publicKey, mandatoryHash));
  const proofValue = writeBase({ baseSignature, publicKey, hmacKey, signatures, mandatoryPointers });
  return { ...document, proof: [...proofsOf(document), { ...config, proofValue }] };
}

const signStatement = (statement: string, key: KeyObject): Uint8Array => new Uint8Array(signWith('sha256', Buffer.from(statement), { key, dsaEncoding: 'ieee-p1363' }));

/** A key that signs the statements of one credential and is then forgotten. */
function statementKey(scalar: Uint8Array): { privateKey: KeyObject; publicKey: Uint8Array } {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(toBase64url);
  const privateKey = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d: toBase64url(scalar) } as JsonObject, format: 'jwk' });
  return { privateKey, publicKey: concat(Uint8Array.of(0x80, 0x24), pair.getPublicKey(null, 'compressed')) };
}

/**
 * What a holder shows of a document with a base proof: what is mandatory, what these JSON Pointers lead to, and a derived proof over it (ECDSA 1.0,
 * 3.5.4 and 3.6.6). Throws `input-invalid` when there is no base proof, a pointer leads nowhere, or nothing is to be shown.
 */
export async function deriveProof(ld: JsonLd, document: JsonObject, selectivePointers: readonly string[]): Promise<JsonObject> {
  const [proof, ...others] = proofsOf(document);
  if (!isObject(proof) || others.length > 0 || proof.cryptosuite !== SUITE) return reject('input-invalid', `The credential has no ${SUITE} proof of its own.`, '/proof');
  const base = baseOf(proof.proofValue) ?? reject('input-invalid', 'The proof is no base proof.', '/proof/proofValue');
  const content = withoutProof(document);
  const { statements, labels, group } = await grouped(ld, content, base.hmacKey);
  const pointers = [...base.mandatoryPointers, ...selectivePointers];
  const shown = select(content, pointers, { compacted: false }) ?? reject('input-invalid', 'Nothing is to be shown.', '/selectivePointers');
  const [mandatory, combined] = [await group(base.mandatoryPointers), await group(pointers)];
  const signed = statements.map((_, at) => at).filter((at) => !mandatory.indexes.has(at));
  if (signed.length !== base.signatures.length) reject('input-invalid', 'The base proof is not of this document.', '/proof/proofValue');
  const proofValue = writeDerived({
    ...base,
    signatures: base.signatures.filter((_, at) => combined.indexes.has(signed[at] ?? -1)),
    labels: await labelsShown(ld, combined.plain, labels),
    mandatoryIndexes: [...combined.indexes].flatMap((at, place) => (mandatory.indexes.has(at) ? [place] : [])),
  });
  const derived = { ...proof, proofValue };
  return { ...shown, proof: Array.isArray(document.proof) ? [derived] : derived };
}

const baseOf = (value: unknown): ReturnType<typeof readBase> => (typeof value === 'string' && value.startsWith('u') ? readBase(fromBase64url(value.slice(1))) : undefined);

/** From the names that a verifier will give the blank nodes, to the names that were signed. */
async function labelsShown(ld: JsonLd, plain: readonly string[], labels: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const { labels: canonical } = await ld.labelled(plain);
  return new Map([...canonical].map(([name, label]) => [label, labels.get(name) ?? reject('bug', 'a blank node has no label')]));
}

/** Checks a derived proof (ECDSA 1.0, 3.5.8 and 3.6.7): each statement by the key that the base signature names. */
export async function checkDerived(ld: JsonLd, { config, value }: ReadProof, { content, key }: { content: Content; key: PublicJwk }): Promise<Finding> {
  const derived = readDerived(value);
  // What its issuer gave the holder is not altered; it is only not for anybody else.
  if (derived === undefined) return readBase(value) === undefined ? malformed('proofValue') : unknown('signature', 'proof-unsupported', { detail: `${SUITE}, base proof` });
  const statements = await statementsAsSigned(ld, content, derived);
  if (statements === undefined) return malformed('proofValue');
  const { baseSignature, publicKey, signatures, mandatoryIndexes } = derived;
  const isMandatory = new Set(mandatoryIndexes);
  const alone = statements.filter((_, at) => !isMandatory.has(at));
  if (alone.length !== signatures.length || !mandatoryIndexes.every((at) => at < statements.length)) return malformed('proofValue');
  const mandatoryHash = sha256(mandatoryIndexes.map((at) => statements[at]).join(''));
  const data = concat(await optionsHash(ld, content.document, { config, hashing }), publicKey, mandatoryHash);
  const own = statementFault(alone, signatures, publicKey);
  return signatureFault(key, { alg: 'ES256', data, signature: baseSignature }) ?? own ?? pass('signature', { detail: SUITE });
}

function statementFault(statements: readonly string[], signatures: readonly Uint8Array[], publicKey: Uint8Array): Finding | undefined {
  const key = multikey(publicKey);
  if (key === undefined) return malformed('proofValue');
  return statements.map((statement, at) => signatureFault(key, { alg: 'ES256', data: Buffer.from(statement), signature: signatures[at] ?? new Uint8Array() })).find((fault) => fault !== undefined);
}

function multikey(bytes: Uint8Array): PublicJwk | undefined {
  try {
    return fromMultikey(`z${toBase58(bytes)}`);
  } catch {
    return undefined;
  }
}

/** Undefined when the labels are not exactly those of the document's blank nodes. */
async function statementsAsSigned(ld: JsonLd, content: Content, { labels }: DerivedValue): Promise<string[] | undefined> {
  const canonical = await ld.labelled(await ld.statements(await content.expanded()));
  const names = new Set(canonical.labels.values());
  const exact = names.size === labels.size && [...names].every((name) => labels.has(name));
  return exact ? sorted(relabelled(canonical.statements, labels)) : undefined;
}
