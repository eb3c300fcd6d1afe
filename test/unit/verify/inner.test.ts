import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../src/core/json.js';
import { createFormats, createReaders } from '../../../src/formats/index.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { createVerify } from '../../../src/verify/index.js';
import type { VerifyPorts } from '../../../src/verify/ports.js';
import type { Report } from '../../../src/verify/report.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, keyFact, p256Key } from '../../support/keys.js';

const AT = '2026-11-21T10:00:00Z';
const securing = createSecuring(documents);
const readers = createReaders(createFormats(documents), documents);
const [own, board, jwtKey] = [ed25519Key('own'), ed25519Key('board'), p256Key()];
const UNI = 'did:web:uni.example';
const BOARD = 'did:web:board.example';
const KEYS: Record<string, Awaited<ReturnType<VerifyPorts['key']>>> = {
  [`${UNI}#1`]: keyFact(`${UNI}#1`, own),
  [`${BOARD}#1`]: keyFact(`${BOARD}#1`, board),
  [`${BOARD}#2`]: keyFact(`${BOARD}#2`, jwtKey),
};
const CONTEXTS = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];
const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';

const badge = (more: JsonObject = {}): JsonObject => ({
  '@context': CONTEXTS,
  id: 'urn:uuid:badge',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'Data',
  issuer: { id: UNI, type: ['Profile'], name: 'University' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: { id: 'urn:uuid:learner', type: ['AchievementSubject'], achievement: { id: 'urn:uuid:data', type: ['Achievement'], name: 'Data', description: 'D', criteria: { narrative: 'N' } } },
  ...more,
});
const endorsement = (more: JsonObject = {}): JsonObject => ({
  '@context': CONTEXTS,
  id: 'urn:uuid:endorsement',
  type: ['VerifiableCredential', 'EndorsementCredential'],
  name: 'Endorsed',
  issuer: { id: BOARD, type: ['Profile'], name: 'Board' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: { id: 'urn:uuid:badge', type: ['EndorsementSubject'], endorsementComment: 'Good' },
  ...more,
});
const byUni = (document: JsonObject): Promise<JsonObject> => securing.addProof(document, { verificationMethod: `${UNI}#1`, created: AT, sign: own.sign });
const byBoard = (document: JsonObject): Promise<JsonObject> => securing.addProof(document, { verificationMethod: `${BOARD}#1`, created: AT, sign: board.sign });

async function verified(document: JsonObject): Promise<{ readonly report: Report; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const ports: VerifyPorts = {
    now: () => new Date(AT),
    key: (url) => (asked.push(url), Promise.resolve(KEYS[url] ?? { ok: false, reason: 'key-unavailable', detail: url })),
    ownKeyOf: () => Promise.resolve(undefined),
    keysOf: () => Promise.resolve({ ok: true, value: [] }),
    anchors: () => Promise.resolve({ ok: true, value: [] }),
    statusList: (url) => (asked.push(url), Promise.resolve({ ok: false, reason: 'list-unreachable', detail: url })),
    statements: () => Promise.resolve({ ok: true, value: [] }),
    document: () => Promise.reject(new Error('not asked for')),
    ownAward: () => Promise.resolve(undefined),
    sawList: ({ madeAt }) => Promise.resolve(madeAt),
  };
  const verify = createVerify({ formats: readers, carriers: [], ports: () => ports, securing });
  const { report } = await verify(new TextEncoder().encode(JSON.stringify(document)), { trust: 'off' });
  return { report, asked };
}
const of = ({ checks }: Report) => checks.find(({ check }) => check === 'endorsements');

describe('endorsements', () => {
  it('with a proof and as a token hold under the keys of who endorses, who is named; the verdict is the credential’s own', async () => {
    const token = await securing.signJwt(endorsement({ credentialSubject: { id: UNI, type: ['EndorsementSubject'] } }), { alg: 'ES256', kid: `${BOARD}#2`, typ: 'JWT', sign: jwtKey.sign });
    const { report, asked } = await verified(await byUni(badge({ endorsement: [await byBoard(endorsement())], issuer: { id: UNI, type: ['Profile'], name: 'University', endorsementJwt: [token] } })));
    expect([report.verdict, of(report)]).toEqual(['valid', { check: 'endorsements', outcome: 'pass', reason: 'ok', facts: { count: '2', verified: '2', endorsers: 'Board' } }]);
    expect([asked[0], asked.slice(1).sort()]).toEqual([`${UNI}#1`, [`${BOARD}#1`, `${BOARD}#2`]]);
    expect(report.contained).toBeUndefined();
  });

  it.each<[string, () => Promise<JsonObject> | JsonObject, string]>([
    ['of another credential', () => byBoard(endorsement({ credentialSubject: { id: 'urn:uuid:other', type: ['EndorsementSubject'] } })), 'endorses another'],
    ['altered', async () => ({ ...(await byBoard(endorsement())), name: 'Another' }), 'signature signature-mismatch'],
    ['without a signature', () => endorsement(), 'signature no-proof'],
    ['that has run out', () => byBoard(endorsement({ validUntil: '2026-02-01T00:00:00Z' })), 'validity expired'],
    ['in another’s name', () => byBoard(endorsement({ issuer: { id: 'did:web:ministry.example', type: ['Profile'], name: 'Ministry' } })), 'issuer-key key-not-of-issuer'],
    ['whose list does not answer', () => byBoard(endorsement({ credentialStatus: { id: 'https://l.example/1#2', type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '2', statusListCredential: 'https://l.example/1' } })), 'status list-unreachable'],
  ])('%s: a warning that says so, and no more', async (_what, made, why) => {
    const { report } = await verified(await byUni(badge({ endorsement: [await made()] })));
    expect([report.verdict, of(report)]).toEqual(['valid', { check: 'endorsements', outcome: 'warn', reason: 'not-verified', detail: `/endorsement/0 (${why})`, facts: { count: '1', verified: '0' } }]);
  });

  it('save no credential that does not hold itself', async () => {
    const { report } = await verified({ ...(await byUni(badge({ endorsement: [await byBoard(endorsement())] }))), name: 'Another' });
    expect([report.verdict, of(report)?.outcome, of(report)?.reason]).toEqual(['invalid', 'unknown', 'signature-unproven']);
  });
});

describe('the credentials of a record', () => {
  const record = async (credentials: readonly JsonObject[]): Promise<JsonObject> =>
    byUni({
      '@context': [CONTEXTS[0]!, CLR, CONTEXTS[1]!],
      id: 'urn:uuid:record',
      type: ['VerifiableCredential', 'ClrCredential'],
      name: 'Transcript',
      issuer: { id: UNI, type: ['Profile'], name: 'University' },
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: { id: 'urn:uuid:learner', type: ['ClrSubject'], verifiableCredential: credentials },
    });

  it('are each judged by themselves and listed; the verdict is the record’s', async () => {
    const good = await byUni(badge());
    const expired = await byUni(badge({ id: 'urn:uuid:expired', validUntil: '2026-02-01T00:00:00Z' }));
    const altered = { ...(await byUni(badge({ id: 'urn:uuid:altered' }))), name: 'Another' };
    const { report } = await verified(await record([good, expired, altered]));
    expect(report.verdict).toBe('valid');
    const at = (index: number) => `/credentialSubject/verifiableCredential/${index}`;
    expect(report.contained).toEqual([
      { path: at(0), title: 'Data', issuer: { id: UNI, name: 'University' }, verdict: 'valid', state: 'valid' },
      { path: at(1), title: 'Data', issuer: { id: UNI, name: 'University' }, verdict: 'invalid', state: 'expired', why: 'validity expired' },
      { path: at(2), issuer: { id: UNI }, verdict: 'invalid', state: 'altered', why: 'signature signature-mismatch' },
    ]);
  });

  it('of which nobody can be asked are not passed unseen', async () => {
    const { report } = await verified(JSON.parse(readFileSync('test/vectors/clr/simple.json', 'utf8')) as JsonObject);
    expect(report.contained).toMatchObject([{ title: 'Teamwork', verdict: 'indeterminate', state: 'issuer-not-confirmed', why: 'issuer-key key-unavailable' }]);
  });
});
