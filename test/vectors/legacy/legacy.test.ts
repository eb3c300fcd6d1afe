import { describe, expect, it } from '@jest/globals';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { issue, verifyCredential } from '@digitalbazaar/vc';
import { readFileSync } from 'node:fs';
import type { Evidence } from '../../../src/core/evidence.js';
import { selfContainedKey } from '../../../src/core/did.js';
import type { JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { createOb3Tools } from '../../../src/formats/ob3/tools.js';
import { createOb3Di } from '../../../src/formats/ob3-di/index.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { documents, peerLoader } from '../../support/documents.js';
import { ed25519Key, keyFact } from '../../support/keys.js';
import { mutations } from '../../support/leaves.js';

const AT = '2026-11-21T10:00:00Z';
const read = (name: string): JsonObject => JSON.parse(readFileSync(`test/vectors/legacy/${name}.json`, 'utf8')) as JsonObject;
const di = createOb3Di(createOb3Tools(documents));
const securing = createSecuring(documents);

const evidenceFor = (keys: readonly string[]): Evidence => ({
  at: AT,
  keys: Object.fromEntries(keys.flatMap((url) => {
    const key = url.startsWith('did:') ? selfContainedKey(url) : undefined;
    return key ? [[url, { ok: true as const, value: { ...key, obtainedAt: AT } }] as const] : [];
  })),
  statusLists: {},
  statements: { ok: true, value: [] },
});

async function findings(document: JsonObject, given?: Evidence): Promise<Record<string, string>> {
  const parsed = di.parse(JSON.stringify(document));
  const found = await di.checkProof(parsed, given ?? evidenceFor(parsed.keys));
  return Object.fromEntries(found.map(({ check, outcome, reason }) => [check, `${outcome} ${reason}`]));
}

const GOOD = { format: 'pass ok', context: 'pass ok', schema: 'pass ok', signature: 'pass ok', 'unsigned-content': 'pass ok' };

describe('badges of VCDM 1.1, with the proofs of their time', () => {
  it.each([
    ['ed25519-signature-2020', GOOD],
    ['eddsa-2022', GOOD],
    ['both-suites', GOOD],
    ['tampered', { ...GOOD, schema: 'warn schema-relaxed', signature: 'fail signature-mismatch', 'unsigned-content': 'skip signature-unproven' }],
  ])('%s', async (name, expected) => {
    expect(await findings(read(name))).toEqual(expected);
  });

  it.each(['ed25519-signature-2020', 'eddsa-2022', 'both-suites'])('%s holds no more with any one value of it changed or left out', async (name) => {
    const document = read(name);
    const passing: string[] = [];
    for (const [path, changed] of mutations(document)) {
      // Contexts that lead to the same statements may be exchanged; what they are the finding `context` judges.
      if (path.startsWith('/@context')) continue;
      // Of two proofs one is enough to have signed everything.
      if (path === '/proof left out' || /^\/proof\/\d+$/.test(path)) continue;
      const said = await findings(changed).catch(() => ({ signature: 'unreadable', 'unsigned-content': '' }));
      if (said.signature === 'pass ok' && said['unsigned-content'] === 'pass ok') passing.push(path);
    }
    expect(passing).toEqual([]);
  });

  it('says when it began and when it ends by the names of its time, and by the earlier of two ends', () => {
    const { view } = di.parse(JSON.stringify({ ...read('ed25519-signature-2020'), expirationDate: '2020-01-01T00:00:00Z', validUntil: '2030-01-01T00:00:00Z' }));
    expect([view.validFrom, view.validUntil]).toEqual(['2010-01-01T00:00:00Z', '2020-01-01T00:00:00Z']);
  });

  it('asks for an Open Badges context after the base, as today', async () => {
    const { '@context': [base, , ...others], ...rest } = read('ed25519-signature-2020') as JsonObject & { '@context': string[] };
    expect((await findings({ '@context': [base!, ...others], ...rest })).context).toBe('fail context-order');
  });
});

describe('Ed25519Signature2020', () => {
  const key = ed25519Key();
  const issuer = 'did:web:a.example';
  const METHOD = `${issuer}#key-1`;
  const method = { '@context': 'https://w3id.org/security/suites/ed25519-2020/v1', id: METHOD, type: 'Ed25519VerificationKey2020', controller: issuer, publicKeyMultibase: toMultikey(key.publicJwk) };
  const documentLoader = peerLoader({ [METHOD]: method, [issuer]: { '@context': 'https://www.w3.org/ns/did/v1', id: issuer, assertionMethod: [method] } });
  const given = { at: AT, keys: { [METHOD]: keyFact(METHOD, key) } };
  const badge = { ...read('ed25519-signature-2020'), issuer: { id: issuer, type: ['Profile'], name: 'A' } } as JsonObject;
  const { proof: _proof, ...unsigned } = badge;
  const signer = { id: METHOD, sign: ({ data }: { data: Uint8Array }) => key.sign(data) };
  const now = new Date(AT);
  const theirs = async (): Promise<JsonObject> => (await issue({ credential: structuredClone(unsigned), suite: new Ed25519Signature2020({ signer }), documentLoader, now })) as JsonObject;

  it('signed by somebody else’s library, holds here, and altered it does not', async () => {
    const credential = await theirs();
    expect(await findings(credential, { ...evidenceFor([]), ...given })).toEqual({ ...GOOD, schema: 'warn schema-relaxed' });
    expect((await securing.checkProofs({ ...credential, name: 'Another' }, given)).finding).toMatchObject({ outcome: 'fail', reason: 'signature-mismatch' });
  });

  it('what holds here holds for that library, and what does not, not', async () => {
    const verify = async (credential: JsonObject): Promise<boolean> =>
      ((await verifyCredential({ credential, suite: new Ed25519Signature2020({}), documentLoader, checkStatus: () => Promise.resolve({ verified: true }), now })) as { verified: boolean }).verified;
    const credential = await theirs();
    expect(await verify(credential)).toBe(true);
    expect(await verify({ ...credential, name: 'Another' })).toBe(false);
  });

  it.each<[string, JsonObject, string]>([
    ['a cryptosuite beside the type', { cryptosuite: 'eddsa-rdfc-2022' }, 'fail proof-malformed'],
    ['the type as a cryptosuite', { type: 'DataIntegrityProof', cryptosuite: 'Ed25519Signature2020' }, 'unknown proof-unsupported'],
    ['another purpose', { proofPurpose: 'authentication' }, 'fail proof-purpose'],
    ['an older type', { type: 'Ed25519Signature2018' }, 'unknown proof-unsupported'],
    ['a type of JSON Web Signatures', { type: 'JsonWebSignature2020' }, 'unknown proof-unsupported'],
    ['a type that nobody knows', { type: 'SomeSignature' }, 'fail undefined-term'],
  ])('%s is refused', async (_what, change, said) => {
    const credential = await theirs();
    const { finding } = await securing.checkProofs({ ...credential, proof: { ...(credential.proof as JsonObject), ...change } }, given);
    expect(`${finding.outcome} ${finding.reason}`).toBe(said);
  });

  it('is a term without meaning where its context is not named', async () => {
    const credential = await theirs();
    const contexts = (credential['@context'] as string[]).filter((url) => !url.includes('ed25519'));
    expect((await securing.checkProofs({ ...credential, '@context': contexts }, given)).finding).toMatchObject({ outcome: 'fail', reason: 'undefined-term' });
  });
});
