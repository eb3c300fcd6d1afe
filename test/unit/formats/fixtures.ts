import { text } from '../../../src/core/bytes.js';
import type { Evidence } from '../../../src/core/evidence.js';
import type { Finding } from '../../../src/core/finding.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { Award } from '../../../src/core/model.js';
import type { EncodeContext, Format } from '../../../src/formats/format.js';
import { createOb3Tools } from '../../../src/formats/ob3/tools.js';
import { createOb3Di } from '../../../src/formats/ob3-di/index.js';
import { createOb3Jwt } from '../../../src/formats/ob3-jwt/index.js';
import { ORGANISATION_DID, sampleAward } from '../../support/award.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, encodeContext, keyFact, p256Key, type TestKey } from '../../support/keys.js';

const tools = createOb3Tools(documents);
export const di = createOb3Di(tools);
export const jwt = createOb3Jwt(tools);
export const METHOD = `${ORGANISATION_DID}#key-1`;
export const AT = '2026-11-21T10:00:00Z';
const KEYS: Readonly<Record<string, TestKey>> = { 'ob3-di': ed25519Key(), 'ob3-jwt': p256Key() };
export const keyOf = (format: Format): TestKey => KEYS[format.id] as TestKey;
export const contextOf = (format: Format): EncodeContext => encodeContext(METHOD, keyOf(format), AT);

export const evidence = (keys: Evidence['keys'] = {}): Evidence => ({ at: AT, keys, statusLists: {}, statements: { ok: true, value: [] } });
export const goodEvidence = (format: Format): Evidence => evidence({ [METHOD]: keyFact(METHOD, keyOf(format)) });

export const encoded = (award: Award = sampleAward(), format: Format = di): JsonObject =>
  format.encode(award, contextOf(format)).document;

/** The text of the signed credential. */
export async function signed(format: Format, award: Award = sampleAward()): Promise<string> {
  return text(await format.sign(format.encode(award, contextOf(format)), keyOf(format)));
}

/** A document of anybody, signed by us. */
export async function signedDocument(document: JsonObject): Promise<JsonObject> {
  const unsigned = { format: di.id, document, key: contextOf(di).key, created: AT };
  return JSON.parse(text(await di.sign(unsigned, keyOf(di)))) as JsonObject;
}

export const check = (format: Format, credential: string, given: Evidence = goodEvidence(format)): Promise<readonly Finding[]> =>
  format.checkProof(format.parse(credential), given);

/** `outcome reason` of one check; throws unless it was made exactly once. */
export function said(findings: readonly Finding[], name: Finding['check']): string {
  const found = findings.filter((finding) => finding.check === name);
  if (found.length !== 1) throw new Error(`${name} was found ${found.length} times`);
  return `${found[0]?.outcome} ${found[0]?.reason}`;
}

export const detailOf = (findings: readonly Finding[], name: Finding['check']): string | undefined => findings.find((finding) => finding.check === name)?.detail;

/** The value with one thing changed. */
export function altered<T>(value: T, change: (copy: Mutable) => unknown): T {
  const copy = structuredClone(value);
  change(copy as Mutable);
  return copy;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document to be broken at will
export type Mutable = any;
