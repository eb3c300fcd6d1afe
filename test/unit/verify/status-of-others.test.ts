import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { toBase64url, utf8 } from '../../../src/core/bytes.js';
import type { Fact, KeyFact } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { encodeTokenList } from '../../../src/core/token-status-list.js';
import { createFormats, createReaders } from '../../../src/formats/index.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import type { FetchResult } from '../../../src/net/guarded-fetch.js';
import { createRemoteStatusList } from '../../../src/net/remote.js';
import { createVerify } from '../../../src/verify/index.js';
import type { ListEdition } from '../../../src/verify/ports.js';
import { ORGANISATION_DID, sampleAward } from '../../support/award.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, encodeContext, keyFact, p256Key, type TestKey } from '../../support/keys.js';
import { jwtOf } from '../../support/sd-jwt.js';
import { testSeal } from '../../support/seal.js';

/**
 * Every kind of status list that others keep, and everything that can be wrong with one: down, slow, failing, behind a login, stale, unsigned, another's,
 * for another purpose, of another type, out of range, too short, replayed; and revoked, by the first entry or by the second. Only two rows may ever pass.
 */

const NOW = '2027-01-15T12:00:00Z';
const ISSUER = ORGANISATION_DID;
const STRANGER = 'did:web:stranger.example';
const HOST = 'https://testamur.example';
const LIST = `${HOST}/lists/1`;
const OTHER = `${HOST}/lists/2`;
const ID = 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01';
const INDEX = 7;
const ed = ed25519Key();
const ec = p256Key();
const keys: Readonly<Record<string, Fact<KeyFact>>> = Object.fromEntries([ISSUER, STRANGER].flatMap((did) => [[`${did}#ed`, keyFact(`${did}#ed`, ed, { source: 'did:web' })], [`${did}#ec`, keyFact(`${did}#ec`, ec, { source: 'did:web' })]]));
const formats = createFormats(documents);
const securing = createSecuring(documents);

/** What is different about a list. */
interface Wrong {
  readonly set?: readonly number[];
  readonly entries?: number;
  readonly purpose?: string;
  readonly type?: string;
  readonly from?: string;
  readonly until?: string;
  readonly url?: string;
  /** Whose it says that it is, and whose key signs it. */
  readonly issuer?: string;
  readonly signer?: string;
  readonly unsigned?: true;
}
interface Kind {
  readonly name: string;
  /** A credential with an entry in each of these lists. */
  credential(lists: readonly string[]): Promise<string>;
  list(wrong?: Wrong): Promise<string>;
  /** Rows that are not of this kind, or come out otherwise. */
  readonly rows?: Readonly<Record<string, Expected | 'none'>>;
}
type Expected = readonly [verdict: string, outcome: string, reason: string];

const V1 = 'https://www.w3.org/2018/credentials/v1';
const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

const proven = (document: JsonObject, did = ISSUER): Promise<JsonObject> => securing.addProof(document, { verificationMethod: `${did}#ed`, created: '2026-11-21T10:00:00Z', sign: ed.sign });

/** An Open Badge with these entries. */
async function badge(entries: readonly JsonObject[], contexts: readonly string[] = []): Promise<string> {
  const [only, ...others] = entries;
  const document = {
    '@context': [V2, OB, ...contexts],
    id: ID,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: ISSUER, type: ['Profile'], name: 'Jadran University' },
    validFrom: '2026-11-21T10:00:00Z',
    name: 'Data protection',
    credentialSubject: { id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a02', type: ['AchievementSubject'], achievement: { id: 'https://testamur.example/a/1', type: ['Achievement'], name: 'Data protection', description: 'A module.', criteria: { narrative: 'An examination.' } } },
    credentialStatus: others.length === 0 ? only : entries,
  } as unknown as JsonObject;
  return JSON.stringify(await proven(document));
}

const bits = (set: readonly number[], entries: number): Buffer => {
  const bytes = Buffer.alloc(Math.ceil(entries / 8));
  for (const index of set) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return gzipSync(bytes);
};
const statusEntry = (type: string) => (list: string): JsonObject => ({ id: `${list}#${INDEX}`, type, statusPurpose: 'revocation', statusListIndex: String(INDEX), statusListCredential: list });

interface ListShape {
  readonly context: readonly string[];
  readonly credential: string;
  readonly subject: string;
  readonly dates: readonly [from: string, until: string];
  readonly multibase: boolean;
  readonly purposeless?: true;
}
/** A list of bits before it is signed. */
function listOf({ context, credential, subject, dates: [from, until], multibase, purposeless }: ListShape, wrong: Wrong): JsonObject {
  const { set = [], entries = 131_072, purpose = 'revocation', type = credential, url = LIST, issuer = ISSUER } = wrong;
  return {
    '@context': context,
    id: url,
    type: ['VerifiableCredential', ...(type === '' ? [] : [type])],
    issuer,
    [from]: wrong.from ?? '2027-01-15T06:00:00Z',
    [until]: wrong.until ?? '2027-01-16T06:00:00Z',
    credentialSubject: { id: `${url}#list`, type: subject, ...(purposeless ? {} : { statusPurpose: purpose }), encodedList: multibase ? `u${toBase64url(bits(set, entries))}` : bits(set, entries).toString('base64') },
  };
}
const asJson = (shape: ListShape) => async (wrong: Wrong = {}): Promise<string> => {
  const document = listOf(shape, wrong);
  return JSON.stringify(wrong.unsigned ? document : await proven(document, wrong.signer ?? wrong.issuer));
};
const asJwt = (shape: ListShape, wrap: boolean) => async (wrong: Wrong = {}): Promise<string> => {
  const document = listOf(shape, wrong);
  const header = { alg: wrong.unsigned ? 'none' : 'ES256', typ: wrap ? 'JWT' : 'vc+jwt', kid: `${wrong.signer ?? wrong.issuer ?? ISSUER}#ec` };
  const token = await jwtOf(header, wrap ? { vc: document, iss: document.issuer ?? '', iat: Date.parse(document.issuanceDate as string) / 1000 } : document, ec);
  return wrong.unsigned ? `${token.split('.').slice(0, 2).join('.')}.` : token;
};

const BITSTRING: ListShape = { context: [V2], credential: 'BitstringStatusListCredential', subject: 'BitstringStatusList', dates: ['validFrom', 'validUntil'], multibase: true };
const OF_2021: ListShape = { context: [V1, 'https://w3id.org/vc/status-list/2021/v1', 'https://w3id.org/security/data-integrity/v2'], credential: 'StatusList2021Credential', subject: 'StatusList2021', dates: ['issuanceDate', 'expirationDate'], multibase: false };
const OF_2020: ListShape = { context: [V1, 'https://w3id.org/vc-revocation-list-2020/v1', 'https://w3id.org/security/data-integrity/v2'], credential: 'RevocationList2020Credential', subject: 'RevocationList2020', dates: ['issuanceDate', 'expirationDate'], multibase: false, purposeless: true };
const entry2020 = (list: string): JsonObject => ({ id: `${list}#${INDEX}`, type: 'RevocationList2020Status', revocationListIndex: String(INDEX), revocationListCredential: list });

/** Neither draft lets a verifier refuse a list for its length. */
const ANY_LENGTH = { 'too short': ['valid', 'pass', 'ok'] } as const;
const tokenList = async ({ set = [], entries = 16, url = LIST, issuer = ISSUER, signer = issuer, type = 'statuslist+jwt', from = '2027-01-15T06:00:00Z', until = '2027-01-16T06:00:00Z', unsigned }: Wrong = {}): Promise<string> => {
  const { bits: size, lst } = encodeTokenList(set.map((index) => [index, 1] as const), { bits: 1, entries });
  const claims = { iss: issuer, sub: url, iat: Date.parse(from) / 1000, exp: Date.parse(until) / 1000, ttl: 60, status_list: { bits: size, lst } };
  const token = await jwtOf({ alg: unsigned ? 'none' : 'ES256', typ: type === '' ? 'vc+jwt' : type, kid: `${signer}#ec` }, claims, ec);
  return unsigned ? `${token.split('.').slice(0, 2).join('.')}.` : token;
};

/** As 1EdTech has it: who it names is revoked, and nobody signed it. */
const namingList = async ({ set = [], url = LIST, issuer = ISSUER, type }: Wrong = {}): Promise<string> =>
  type === '' ? asJson(BITSTRING)() : JSON.stringify({ id: url, issuer, revokedCredential: [{ id: 'urn:uuid:another' }, ...(set.length === 0 ? [] : [{ id: ID, revocationReason: 'Issued in error' }])] });

const edc = formats.find(({ id }) => id === 'edc-jades');
const SEAL = testSeal();
const SEAL_KEY: TestKey = p256Key('certificate seal');
/** As Europass issuers keep it: entries in `status`, of the older draft. */
async function europass(lists: readonly string[]): Promise<string> {
  if (edc === undefined) throw new Error('no edc-jades');
  const unsigned = edc.encode(sampleAward(), { ...encodeContext('', { algorithm: 'ES256' }, '2026-11-21T10:00:00Z'), key: SEAL.key, page: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) });
  return new TextDecoder().decode(await edc.sign({ ...unsigned, document: { ...unsigned.document, status: lists.map(statusEntry('StatusList2021Entry')) } }, SEAL_KEY));
}

const KINDS: readonly Kind[] = [
  { name: 'Bitstring Status List, Data Integrity', credential: (lists) => badge(lists.map(statusEntry('BitstringStatusListEntry'))), list: asJson(BITSTRING) },
  { name: 'Bitstring Status List, JWT', credential: (lists) => badge(lists.map(statusEntry('BitstringStatusListEntry'))), list: asJwt(BITSTRING, false) },
  { name: 'StatusList2021, Data Integrity', credential: (lists) => badge(lists.map(statusEntry('StatusList2021Entry')), ['https://w3id.org/vc/status-list/2021/v1']), list: asJson(OF_2021), rows: ANY_LENGTH },
  { name: 'StatusList2021, JWT with a vc claim', credential: (lists) => badge(lists.map(statusEntry('StatusList2021Entry')), ['https://w3id.org/vc/status-list/2021/v1']), list: asJwt(OF_2021, true), rows: ANY_LENGTH },
  { name: 'RevocationList2020', credential: (lists) => badge(lists.map(entry2020), ['https://w3id.org/vc-revocation-list-2020/v1']), list: asJson(OF_2020), rows: { ...ANY_LENGTH, 'of another purpose': 'none' } },
  {
    name: '1EdTechRevocationList',
    credential: (lists) => badge(lists.map((id) => ({ id, type: '1EdTechRevocationList' })), [EXTENSIONS]),
    list: namingList,
    // Nothing in it is of a time, of a purpose, at a place, or signed: of the issuer's own host it is believed as it stands, of another only when it revokes.
    rows: { 'the issuer’s, of another address, and revokes': ['indeterminate', 'unknown', 'list-invalid'], unsigned: 'none', 'signed by another in the issuer’s name': 'none', 'of another purpose': 'none', stale: 'none', 'too short': 'none', 'out of range': 'none', replayed: 'none', 'from another host': ['indeterminate', 'unknown', 'list-unsigned'] },
  },
  {
    name: 'Token Status List',
    credential: async ([uri = '']) => `${await jwtOf({ alg: 'ES256', typ: 'dc+sd-jwt', kid: `${ISSUER}#ec` }, { iss: `${HOST}/o/jadran`, vct: 'https://testamur.example/vct', iat: 1_795_255_200, jti: ID, status: { status_list: { idx: INDEX, uri } } }, ec)}~`,
    list: tokenList,
    rows: { ...ANY_LENGTH, 'the issuer’s, of another address, and revokes': ['indeterminate', 'unknown', 'list-invalid'], 'of another purpose': 'none', 'clear, the second entry revoked': 'none' },
  },
  { name: 'status of a European Digital Credential', credential: europass, list: asJson(OF_2021), rows: ANY_LENGTH },
];

/** What is served at the list's address, and at that of a second one. */
interface World {
  readonly at: (kind: Kind) => Promise<FetchResult>;
  readonly second?: (kind: Kind) => Promise<FetchResult>;
  /** When the newest edition that was seen before was made. */
  readonly seen?: string;
}
const failed = (why: 'unreachable' | 'timeout' | 'http-status') => (): Promise<FetchResult> => Promise.resolve({ ok: false, code: 'fetch-failed', why });
const answered = (body: string, url = LIST, mediaType = 'application/json'): FetchResult => ({ ok: true, bytes: utf8(body), mediaType, url, obtainedAt: NOW });
const served = (wrong: Wrong = {}, url?: string) => async (kind: Kind): Promise<FetchResult> => answered(await kind.list(wrong), url);
const unknown = (reason: string): Expected => ['indeterminate', 'unknown', reason];
const REVOKED: Expected = ['invalid', 'fail', 'revoked'];
const CLEAR: Expected = ['valid', 'pass', 'ok'];

const ROWS: Readonly<Record<string, readonly [World, Expected]>> = {
  clear: [{ at: served() }, CLEAR],
  'from another host': [{ at: served({}, 'https://cdn.example/1') }, CLEAR],
  down: [{ at: failed('unreachable') }, unknown('list-unreachable')],
  'past the time that it is given': [{ at: failed('timeout') }, unknown('list-unreachable')],
  'behind a server that fails': [{ at: failed('http-status') }, unknown('list-unreachable')],
  'behind a login': [{ at: () => Promise.resolve(answered('<!doctype html><title>Log in</title><form>', 'https://login.example/', 'text/html')) }, unknown('list-invalid')],
  'cut off': [{ at: async (kind) => answered((await kind.list()).slice(0, -9)) }, unknown('list-invalid')],
  'in CBOR': [{ at: () => Promise.resolve(answered('\u00d2', LIST, 'application/statuslist+cwt')) }, unknown('status-unsupported')],
  stale: [{ at: served({ from: '2027-01-13T06:00:00Z', until: '2027-01-14T06:00:00Z' }) }, unknown('list-stale')],
  unsigned: [{ at: served({ unsigned: true }) }, unknown('list-invalid')],
  'signed by another in the issuer’s name': [{ at: served({ signer: STRANGER }) }, unknown('list-invalid')],
  'another issuer’s': [{ at: served({ issuer: STRANGER }) }, unknown('list-wrong-issuer')],
  'the issuer’s, of another address': [{ at: served({ url: OTHER }) }, unknown('list-invalid')],
  'the issuer’s, of another address, and revokes': [{ at: served({ url: OTHER, set: [INDEX] }) }, REVOKED],
  'of another purpose': [{ at: served({ purpose: 'suspension' }) }, unknown('list-wrong-purpose')],
  'of another type': [{ at: served({ type: '' }) }, unknown('list-invalid')],
  'of another kind': [{ at: async ({ name }) => answered(await asJson(name.startsWith('Bitstring') ? OF_2021 : BITSTRING)()) }, unknown('list-invalid')],
  'out of range': [{ at: served({ entries: 0 }) }, unknown('index-out-of-range')],
  'too short': [{ at: served({ entries: 100_000 }) }, unknown('list-too-short')],
  replayed: [{ at: served(), seen: '2027-01-15T06:00:01Z' }, unknown('list-replayed')],
  'replayed, though it revokes': [{ at: served({ set: [INDEX] }), seen: '2027-01-15T06:00:01Z' }, unknown('list-replayed')],
  'the newest that was seen': [{ at: served(), seen: '2027-01-15T06:00:00Z' }, CLEAR],
  revoked: [{ at: served({ set: [INDEX] }) }, REVOKED],
  'revoked beside it': [{ at: served({ set: [INDEX - 1, INDEX + 1] }) }, CLEAR],
  'clear, the second entry revoked': [{ at: served(), second: served({ set: [INDEX], url: OTHER }) }, REVOKED],
  'down, the second entry revoked': [{ at: failed('unreachable'), second: served({ set: [INDEX], url: OTHER }) }, REVOKED],
};
/** Rows that are only of kinds whose lists are dated; a list without a place has nothing out of range before it is too short. */
const NOT_OF: Readonly<Record<string, readonly string[]>> = {
  '1EdTechRevocationList': ['replayed, though it revokes', 'revoked beside it'],
  'Token Status List': ['down, the second entry revoked'],
  'Bitstring Status List, Data Integrity': ['out of range'],
  'Bitstring Status List, JWT': ['out of range'],
};

const rowsOf = (kind: Kind): readonly (readonly [string, World, Expected])[] =>
  Object.entries(ROWS).flatMap(([name, [world, usual]]) => {
    const expected = kind.rows?.[name] ?? usual;
    return expected === 'none' || NOT_OF[kind.name]?.includes(name) ? [] : [[name, world, expected] as const];
  });

async function verdictOf(text: string, kind: Kind, { at, second, seen }: World): Promise<{ readonly said: readonly (string | undefined)[]; readonly others: readonly string[] }> {
  const remote = createRemoteStatusList((url) => (url === OTHER && second !== undefined ? second(kind) : at(kind)));
  const newest = new Map<string, string>();
  const ports = {
    now: () => new Date(NOW),
    key: async (url: string): Promise<Fact<KeyFact>> => keys[url] ?? { ok: false, reason: 'key-unavailable', detail: url },
    ownKeyOf: async () => undefined,
    keysOf: async () => ({ ok: true as const, value: [{ id: `${ISSUER}#seal`, controller: ISSUER, publicJwk: SEAL_KEY.publicJwk, assertion: true, source: 'did:web' as const, obtainedAt: NOW }] }),
    anchors: async () => ({ ok: true as const, value: SEAL.key.chain.slice(-1).map((certificate) => ({ id: 'a', name: 'TEST', use: 'seal' as const, kind: 'test' as const, certificate })) }),
    statusList: remote,
    document: async (url: string) => ({ ok: false as const, reason: 'source-unavailable' as const, detail: url }),
    statements: async () => ({ ok: true as const, value: [] }),
    sawList: async ({ url, madeAt }: ListEdition) => {
      newest.set(url, [newest.get(url) ?? seen ?? '', madeAt].sort().at(-1) ?? madeAt);
      return newest.get(url) ?? madeAt;
    },
    ownAward: async () => undefined,
  };
  const verify = createVerify({ formats: createReaders(formats, documents), carriers: [], securing, ports: () => ports });
  const { report } = await verify(utf8(text), { trust: 'off' });
  const status = report.checks.find(({ check }) => check === 'status');
  return { said: [report.verdict, status?.outcome, status?.reason], others: report.checks.filter(({ check, outcome }) => check !== 'status' && (outcome === 'fail' || outcome === 'unknown')).map(({ check, reason }) => `${check} ${reason}`) };
}

describe.each(KINDS)('$name', (kind) => {
  let [one, two] = ['', ''];
  beforeAll(async () => {
    [one, two] = [await kind.credential([LIST]), await kind.credential([LIST, OTHER])];
  });

  it.each(rowsOf(kind))('%s', async (name, world, expected) => {
    const { said, others } = await verdictOf(world.second === undefined ? one : two, kind, world);
    expect([name, ...said]).toEqual([name, ...expected]);
    // The list alone is at fault; a badge with two entries breaks the schema of Open Badges besides.
    expect(others.filter((other) => world.second === undefined || other !== 'schema schema-mismatch')).toEqual([]);
  });
});
