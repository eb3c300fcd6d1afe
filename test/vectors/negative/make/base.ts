import { gzipSync } from 'node:zlib';
import { toBase64url, utf8 } from '../../../../src/core/bytes.js';
import type { TrustStatement } from '../../../../src/core/evidence.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { compact } from '../../../../src/core/jws.js';
import { toMultikey } from '../../../../src/core/keys.js';
import { createSecuring } from '../../../../src/formats/securing/index.js';
import { documents } from '../../../support/documents.js';
import { ed25519Key, p256Key, type TestKey } from '../../../support/keys.js';
import type { Answer, World } from '../../../support/world.js';
import type { Expected, Upload, Vector } from '../vector.js';

/** Moment of judging. */
export const AT = '2026-11-26T12:00:00Z';
export const SIGNED_AT = '2026-11-21T10:00:00Z';
export const ISSUER = 'did:web:university.example';
export const ED = `${ISSUER}#ed`;
export const EC = `${ISSUER}#ec`;
export const LIST = 'https://university.example/status/1';
export const edKey = ed25519Key('negative university');
export const ecKey = p256Key('negative university');

export const ATTACKER = 'did:web:attacker.example';
export const ATTACKER_ED = `${ATTACKER}#ed`;
export const ATTACKER_EC = `${ATTACKER}#ec`;
export const attackerEd = ed25519Key('negative attacker');
export const attackerEc = p256Key('negative attacker');

export const securing = createSecuring(documents);
export const V2 = 'https://www.w3.org/ns/credentials/v2';
export const CONTEXTS = [V2, 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];

/** A small Open Badge that breaks no rule. */
export const badge = (over: JsonObject = {}): JsonObject => ({
  '@context': CONTEXTS,
  id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: ISSUER, type: ['Profile'], name: 'Jadran University' },
  validFrom: SIGNED_AT,
  validUntil: '2031-06-30T23:59:59Z',
  name: 'Data protection in practice',
  credentialSubject: subject(),
  credentialStatus: entry(),
  ...over,
});
export const subject = (over: JsonObject = {}): JsonObject => ({ id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a02', type: ['AchievementSubject'], achievement: achievement(), ...over });
export const achievement = (over: JsonObject = {}): JsonObject => ({
  id: 'https://university.example/achievements/data-protection',
  type: ['Achievement'],
  name: 'Data protection in practice',
  description: 'A module of five credits.',
  criteria: { narrative: 'A written examination.' },
  ...over,
});
export const entry = (over: JsonObject = {}): JsonObject => ({ id: `${LIST}#7`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '7', statusListCredential: LIST, ...over });

/** With a proof of the university's, or of whoever is named. */
export const proven = (document: JsonObject, { key = edKey, method = ED, created = SIGNED_AT }: { key?: TestKey; method?: string; created?: string } = {}): Promise<JsonObject> =>
  securing.addProof(document, { verificationMethod: method, created, sign: key.sign });
export const json = (document: unknown): Upload => ({ text: JSON.stringify(document) });
export const part = (value: unknown): string => toBase64url(utf8(typeof value === 'string' ? value : JSON.stringify(value)));

/** A JWS of any header and payload, however wrong; texts stand as they are. */
export async function token(header: unknown, payload: unknown, key: TestKey = ecKey): Promise<string> {
  const input = `${part(header)}.${part(payload)}`;
  return compact(input, await key.sign(utf8(input)));
}
export const HEADER = { alg: 'ES256', typ: 'JWT', kid: EC } as const;
const seconds = (time: string): number => Date.parse(time) / 1000;
/** The claims of a badge as Open Badges 3.0, 8.2.4, has them. */
export const claims = (document: JsonObject = badge(), over: JsonObject = {}): JsonObject => ({
  ...document,
  iss: ISSUER,
  jti: document.id as string,
  sub: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a02',
  nbf: seconds(SIGNED_AT),
  exp: seconds('2031-06-30T23:59:59Z'),
  ...over,
});

/** A DID document. */
export function didDocument(did: string, keys: Readonly<Record<string, TestKey>>): DidDocument {
  const methods = Object.entries(keys).map(([name, { publicJwk }]) => ({ id: `${did}#${name}`, type: 'Multikey', controller: did, publicKeyMultibase: toMultikey(publicJwk) }));
  return { '@context': ['https://www.w3.org/ns/did/v1'], id: did, verificationMethod: methods, assertionMethod: methods.map(({ id }) => id) };
}
export interface DidDocument extends JsonObject {
  readonly verificationMethod: readonly JsonObject[];
  readonly assertionMethod: readonly string[];
}
/** One method more, for assertion. */
export const withMethod = (document: DidDocument, method: JsonObject & { readonly id: string }): JsonObject => ({
  ...document,
  verificationMethod: [...document.verificationMethod, method],
  assertionMethod: [...document.assertionMethod, method.id],
});
export const DID_JSON = 'https://university.example/.well-known/did.json';
export const ATTACKER_JSON = 'https://attacker.example/.well-known/did.json';

/** Bits of a list: these set. */
export function bits(set: readonly number[], size = 131_072): Uint8Array {
  const bytes = new Uint8Array(size / 8);
  for (const index of set) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return bytes;
}
export const encoded = (bytes: Uint8Array): string => `u${toBase64url(new Uint8Array(gzipSync(bytes)))}`;
/** A status list before it is signed. */
export const list = (over: JsonObject = {}, subjectOver: JsonObject = {}): JsonObject => ({
  '@context': [V2],
  id: LIST,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: ISSUER,
  validFrom: '2026-11-26T06:00:00Z',
  validUntil: '2026-11-27T06:00:00Z',
  credentialSubject: { id: `${LIST}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: encoded(bits([])), ...subjectOver },
  ...over,
});

export const statement = (over: Partial<TrustStatement> = {}): TrustStatement => ({
  id: '019a9f00-0000-7000-8000-0000000000aa',
  source: 'Register of issuers',
  authority: 'Agency for Science and Higher Education',
  entityName: 'Jadran University',
  did: ISSUER,
  keyThumbprints: [],
  scope: {},
  validFrom: '2024-01-01T00:00:00Z',
  recordedAt: '2024-01-01T00:00:00Z',
  enteredBy: 'admin',
  ...over,
});

const good = await proven(list());
/** The university and its keys and list, the attacker and its keys, and a register that lists the university alone. */
export const world = (web: Readonly<Record<string, Answer>> = {}, over: Partial<World> = {}): World => ({
  at: AT,
  web: {
    [DID_JSON]: { body: didDocument(ISSUER, { ed: edKey, ec: ecKey }) },
    [ATTACKER_JSON]: { body: didDocument(ATTACKER, { ed: attackerEd, ec: attackerEc }) },
    [LIST]: { body: good },
    ...web,
  },
  statements: [statement()],
  ...over,
});

/** What is said beside the upload. */
export type Told = readonly [case_: number, name: string, what: string, clause: string];
export const vector = ([number, name, what, clause]: Told, upload: Upload, expected: Expected, given: World = world()): Vector => ({ case: number, name, what, clause, upload, world: given, expected });
export const invalid = (...findings: string[]): Expected => ({ verdict: 'invalid', findings });
export const open = (...findings: string[]): Expected => ({ verdict: 'indeterminate', findings });
export const unreadable = (code = 'unreadable', reason?: string): Expected => ({ verdict: 'unreadable', code, ...(reason === undefined ? {} : { reason }) });
