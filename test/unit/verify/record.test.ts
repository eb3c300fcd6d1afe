import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { describe, expect, it } from '@jest/globals';
import jsigs from 'jsonld-signatures';
import { fromBase58, utf8 } from '../../../src/core/bytes.js';
import type { Evidence, Fact, KeyFact } from '../../../src/core/evidence.js';
import { canonicalJson, type JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { compileSchema } from '../../../src/core/schema.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { createVerify } from '../../../src/verify/index.js';
import { DEFAULT_POLICY, withoutTrust } from '../../../src/verify/policy.js';
import { makeRecord, type SignedRecord, type Software } from '../../../src/verify/record.js';
import { replay, type Replayed, type ReplayDeps } from '../../../src/verify/replay.js';
import type { Report, Verification } from '../../../src/verify/report.js';
import { createWorkshop, sourceOf } from '../../../src/verify/workshop.js';
import { exitCodeOf, linesOf } from '../../../src/cli/replay.js';
import { withReplaySummary } from '../../../src/http/pages/summary.js';
import { textsFor } from '../../../src/http/pages/texts.js';
import { softwareOf } from '../../../src/wire/records.js';
import { FORMATS, type GoldenCase } from '../../golden/cases.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, keyFact } from '../../support/keys.js';
import { apiSchemas } from '../../support/schemas.js';

const DID = 'did:web:check.example';
const OTHER = 'did:web:elsewhere.example';
const KEY = ed25519Key('installation');
const NOW = '2027-02-01T08:00:00Z';
const securing = createSecuring(documents);
const workshop = createWorkshop({ formats: FORMATS, carriers: [], securing });
const software: Software = softwareOf('1.2.3', documents);
const schema = (name: string): JsonObject => apiSchemas.get(name)!;
const check = compileSchema(schema('verification-record'), [schema('report'), schema('credential-view')]);
const golden = readdirSync(new URL('../../golden/', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8')) as GoldenCase & { readonly report: Report });

async function verificationOf({ credential, evidence }: GoldenCase): Promise<Verification> {
  const [read] = await workshop.read(utf8(credential));
  return { report: await workshop.judge(read, evidence, DEFAULT_POLICY), evidence, source: sourceOf(read) };
}
async function recordOf(verification: Verification, did = DID): Promise<SignedRecord> {
  const signer = () => Promise.resolve({ did, verificationMethod: `${did}#key-1`, sign: KEY.sign });
  const record = await makeRecord(verification, 'AAAA-BBBB-CCCC', { securing, software, policies: [DEFAULT_POLICY, withoutTrust(DEFAULT_POLICY)], signer, now: () => NOW });
  // As it is in a file.
  return JSON.parse(JSON.stringify(record)) as SignedRecord;
}
const valid = async (): Promise<SignedRecord> => recordOf(await verificationOf(golden.find(({ name }) => name === 'valid')!));

/** `asked`: what a replay asked of the world. */
function replaying(over: Partial<ReplayDeps> & { readonly key?: Partial<KeyFact> } = {}): { readonly deps: ReplayDeps; readonly asked: string[] } {
  const asked: string[] = [];
  const fact = (url: string): KeyFact => {
    const known = keyFact(url, KEY, over.key ?? {});
    if (!known.ok) throw new Error('no key');
    return known.value;
  };
  const deps = {
    workshop,
    check,
    software,
    policies: [DEFAULT_POLICY, withoutTrust(DEFAULT_POLICY)],
    did: DID,
    now: () => NOW,
    ownKey: (url: string) => Promise.resolve(url === `${DID}#key-1` ? fact(url) : undefined),
    remoteKey: (url: string): Promise<Fact<KeyFact>> => {
      asked.push(url);
      return Promise.resolve(url === `${OTHER}#key-1` ? { ok: true, value: fact(url) } : { ok: false, reason: 'key-unavailable', detail: url });
    },
    ...over,
  };
  return { deps, asked };
}
const judged = (record: unknown, over?: Parameters<typeof replaying>[0]): Promise<Replayed> => replay(utf8(JSON.stringify(record, null, 2)), replaying(over).deps);

describe('the record of a verification', () => {
  it('says what was checked, what it was found to be, and all that this rests on', async () => {
    const record = await valid();
    expect(check(record)).toEqual([]);
    expect(record).toMatchObject({ type: 'VerificationRecord', number: 'AAAA-BBBB-CCCC', madeBy: DID, software: { name: 'testamur', version: '1.2.3' }, policy: DEFAULT_POLICY, proof: { cryptosuite: 'eddsa-jcs-2022', created: NOW, verificationMethod: `${DID}#key-1` } });
    expect(createHash('sha256').update(record.source.text).digest('hex')).toBe(record.report.sha256);
    const pinned = new Map([...record.software.contexts, ...record.software.schemas].map(({ name, sha256 }) => [name, sha256]));
    expect([...pinned.keys()]).toEqual(expect.arrayContaining(['https://www.w3.org/ns/credentials/v2', 'ob3/achievement-credential']));
    const index = JSON.parse(readFileSync(new URL('../../../contexts/index.json', import.meta.url), 'utf8')) as { url: string; sha256: string }[];
    // Of a context with editions the last is the one that judges.
    for (const [url, sha256] of new Map(index.map((one) => [one.url, one.sha256]))) expect([url, pinned.get(url)]).toEqual([url, sha256]);
  });

  it('names nobody who entered a statement', async () => {
    expect(JSON.stringify(golden.find(({ name }) => name === 'valid')!.evidence)).toContain('"enteredBy":"admin"');
    expect(JSON.stringify(await valid())).not.toContain('"enteredBy":"admin"');
  });

  it('is not made where the credential was not kept, nor of a policy that nobody knows', async () => {
    const { source, ...rest } = await verificationOf(golden[0]!);
    const made = (verification: Verification) => makeRecord(verification, undefined, { securing, software, policies: [], signer: () => Promise.reject(new Error('signs nothing')), now: () => NOW });
    expect(source).toBeDefined();
    expect(await made(rest)).toBeUndefined();
    expect(await made({ ...rest, ...(source && { source }) })).toBeUndefined();
  });

  it('holds by somebody else’s library', async () => {
    const method = { id: `${DID}#key-1`, type: 'Multikey', controller: DID, publicKeyMultibase: toMultikey(KEY.publicJwk) };
    const published: Readonly<Record<string, unknown>> = {
      [DID]: { '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: DID, verificationMethod: [method], assertionMethod: [method.id] },
      [method.id]: { '@context': 'https://w3id.org/security/multikey/v1', ...method },
    };
    const documentLoader = (url: string) => (published[url] === undefined ? Promise.reject(new Error(url)) : Promise.resolve({ contextUrl: null, documentUrl: url, document: published[url] }));
    const holds = async (record: unknown) => {
      const options = { suite: new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }), purpose: new jsigs.purposes.AssertionProofPurpose(), documentLoader };
      return ((await jsigs.verify(record, options)) as { verified: boolean }).verified;
    };
    const record = await valid();
    expect(await holds(record)).toBe(true);
    expect(await holds({ ...record, report: { ...record.report, verdict: 'invalid' } })).toBe(false);
  });

  it('holds by hand: SHA-256 of the proof’s options, then of the document, each in its canonical form', async () => {
    const { proof, ...document } = (await valid()) as unknown as JsonObject & { readonly proof: JsonObject };
    const { proofValue, ...options } = proof;
    const hash = (value: JsonObject) => createHash('sha256').update(canonicalJson(value)).digest();
    const key = createPublicKey({ key: { ...KEY.publicJwk }, format: 'jwk' });
    expect(verifySignature(null, Buffer.concat([hash(options), hash(document)]), key, fromBase58((proofValue as string).slice(1)))).toBe(true);
  });
});

describe('a record judged again', () => {
  it.each(golden.map((one) => [one.name, one] as const))('comes to the same report: %s', async (_name, one) => {
    const { deps, asked } = replaying();
    const replayed = await replay(utf8(JSON.stringify(await recordOf(await verificationOf(one)))), deps);
    expect(replayed).toMatchObject({ outcome: 'same', own: true, madeBy: DID, differences: [], changedDocuments: [], signature: { outcome: 'pass' }, record: { number: 'AAAA-BBBB-CCCC', verdict: one.report.verdict, state: one.report.state, version: '1.2.3' } });
    expect('report' in replayed && JSON.parse(JSON.stringify(replayed.report))).toEqual(one.report);
    expect(asked).toEqual([]);
  });

  it('asks nothing of the world: every port of a verification is shut', async () => {
    const verification = await createVerify({
      formats: FORMATS,
      carriers: [],
      securing,
      ports: () => ({
        now: () => new Date('2027-01-15T12:00:00Z'),
        key: () => Promise.resolve({ ok: false, reason: 'key-unavailable', detail: 'k' }),
        keysOf: () => Promise.resolve({ ok: true, value: [] }),
        ownKeyOf: () => Promise.resolve(undefined),
        anchors: () => Promise.resolve({ ok: true, value: [] }),
        statusList: () => Promise.resolve({ ok: false, reason: 'list-unreachable', detail: 'l' }),
        document: () => Promise.resolve({ ok: false, reason: 'source-unavailable', detail: 'd' }),
        statements: () => Promise.resolve({ ok: true, value: [] }),
        ownAward: () => Promise.resolve(undefined),
        sawList: ({ madeAt }) => Promise.resolve(madeAt),
      }),
    })(utf8(golden.find(({ name }) => name === 'valid')!.credential));
    const record = await recordOf(verification);
    const fetched = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new Error('a replay asks nothing'));
    try {
      expect(await judged(record)).toMatchObject({ outcome: 'same', report: { verdict: 'indeterminate' } });
    } finally {
      globalThis.fetch = fetched;
    }
  });

  it.each<[string, (record: Record<string, unknown> & SignedRecord) => unknown]>([
    ['the verdict', ({ report, ...record }) => ({ ...record, report: { ...report, verdict: 'invalid' } })],
    ['the evidence', ({ evidence, ...record }) => ({ ...record, evidence: { ...evidence, at: '2027-01-16T12:00:00Z' } })],
    ['one character of the credential', ({ source, ...record }) => ({ ...record, source: { ...source, text: source.text.replace('FinTech', 'FinTesh') } })],
    ['the policy', ({ policy, ...record }) => ({ ...record, policy: { ...policy, levels: { ...policy.levels, status: 'off' } } })],
    ['the hash of a context', ({ software: { contexts, ...rest }, ...record }) => ({ ...record, software: { ...rest, contexts: contexts.slice(1) } })],
    ['the number', (record) => ({ ...record, number: 'DDDD-DDDD-DDDD' })],
    ['the time of the signature', ({ proof, ...record }) => ({ ...record, proof: { ...proof, created: '2027-01-01T00:00:00Z' } })],
    ['a member more', (record) => ({ ...record, more: true })],
  ])('fails when %s was changed, and then nothing in it is told', async (_what, change) => {
    const replayed = await judged(change((await valid()) as Record<string, unknown> & SignedRecord));
    expect(replayed).toEqual({ outcome: 'altered', own: true, madeBy: DID, signature: expect.objectContaining({ outcome: 'fail', reason: 'signature-mismatch' }) as unknown });
  });

  it('fails when somebody else signed it', async () => {
    const verification = await verificationOf(golden[0]!);
    const signer = () => Promise.resolve({ did: DID, verificationMethod: `${DID}#key-1`, sign: ed25519Key('thief').sign });
    const forged = await makeRecord(verification, undefined, { securing, software, policies: [DEFAULT_POLICY], signer, now: () => NOW });
    expect(await judged(forged)).toMatchObject({ outcome: 'altered' });
  });

  it('is unproven when its key is not one of the installation that it names, and nothing in it is told', async () => {
    const verification = await verificationOf(golden[0]!);
    const signedAs = (did: string, verificationMethod: string) => makeRecord(verification, undefined, { securing, software, policies: [DEFAULT_POLICY], signer: () => Promise.resolve({ did, verificationMethod, sign: KEY.sign }), now: () => NOW });
    const unproven = async (did: string, method: string) => {
      const replayed = await judged(await signedAs(did, method));
      return [replayed.outcome, replayed.signature.reason, 'report' in replayed];
    };
    expect(await unproven(DID, `${DID}#key-2`)).toEqual(['unproven', 'key-unavailable', false]);
    expect(await unproven(DID, `${OTHER}#key-1`)).toEqual(['unproven', 'key-not-of-issuer', false]);
    expect(await unproven('did:web:gone.example', 'did:web:gone.example#key-1')).toEqual(['unproven', 'key-unavailable', false]);
    expect(await unproven('did:key:z6MkX', 'did:key:z6MkX#z6MkX')).toEqual(['unproven', 'key-unbound', false]);
  });

  it('of another installation is checked by the key that it publishes, and that alone is asked', async () => {
    const { deps, asked } = replaying();
    const record = await recordOf(await verificationOf(golden[0]!), OTHER);
    expect(await replay(utf8(JSON.stringify(record)), deps)).toMatchObject({ outcome: 'same', own: false, madeBy: OTHER });
    expect(asked).toEqual([`${OTHER}#key-1`]);
  });

  it('of another installation is judged by no softer policy than ours, and is said to be its word', async () => {
    const verification = await verificationOf(golden.find(({ name }) => name === 'revoked')!);
    const asked = (name: string) => ({ name, levels: Object.fromEntries(Object.keys(DEFAULT_POLICY.levels).map((one) => [one, 'off'])) }) as unknown as typeof DEFAULT_POLICY;
    const made = (policy: typeof DEFAULT_POLICY, did: string) => {
      const report = { ...verification.report, verdict: 'valid' as const, state: 'valid' as const, policy: policy.name };
      return makeRecord({ ...verification, report }, undefined, { securing, software, policies: [policy], signer: () => Promise.resolve({ did, verificationMethod: `${did}#key-1`, sign: KEY.sign }), now: () => NOW });
    };
    const replayed = await judged(await made(asked('default'), OTHER));
    expect(replayed).toMatchObject({ outcome: 'different', own: false, report: { verdict: 'invalid' } });
    await expect(judged(await made(asked('anything'), OTHER))).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('of another installation never reads as if we had verified it', async () => {
    const record = await recordOf(await verificationOf(golden.find(({ name }) => name === 'valid')!), OTHER);
    const replayed = await judged(record);
    const summary = (withReplaySummary(replayed, textsFor(['en'])) as { report: { summary: string } }).report.summary;
    expect(summary).toMatch(/^It was made by another service, did:web:elsewhere\.example\. What was looked up is the word of that service\. /);
    expect(linesOf(replayed).at(-1)).toBe(summary);
    expect([exitCodeOf(replayed), exitCodeOf({ ...replayed, own: true })]).toEqual([2, 0]);
    const odd = await judged({ ...record, madeBy: 'did:web:\u001b[2Jours' });
    expect([odd.outcome, linesOf(odd).join().includes('\u001b')]).toEqual(['unproven', false]);
    await expect(judged({ ...record, proof: { ...record.proof, verificationMethod: 'none' } })).resolves.toMatchObject({ outcome: 'unproven' });
  });

  it('proves nothing once the key was stolen, and holds by a key that is retired', async () => {
    const record = await valid();
    expect(await judged(record, { key: { compromisedFrom: '2027-03-01T00:00:00Z' } })).toMatchObject({ outcome: 'unproven', signature: { reason: 'key-compromised' } });
    expect(await judged(record, { key: { retiredAt: '2027-03-01T00:00:00Z' } })).toMatchObject({ outcome: 'same' });
    expect(await judged(record, { key: { assertion: false } })).toMatchObject({ outcome: 'altered', signature: { reason: 'key-not-for-assertion' } });
  });

  it('says where the code of now comes to another report, and which documents are others', async () => {
    const verification = await verificationOf(golden.find(({ name }) => name === 'valid')!);
    const older = { ...verification, report: { ...verification.report, verdict: 'indeterminate' as const, checks: verification.report.checks.map((one) => (one.check === 'status' ? { ...one, outcome: 'unknown' as const } : one)) } };
    const [context, ...contexts] = software.contexts;
    const now = { ...software, contexts: [{ ...context!, sha256: '0'.repeat(64) }, ...contexts] };
    expect(await judged(await recordOf(older), { software: now })).toMatchObject({ outcome: 'different', differences: ['/verdict', '/checks/status'], changedDocuments: [context!.name], report: { verdict: 'valid' }, record: { verdict: 'indeterminate' } });
  });

  it('is no record when it is something else, or cannot be judged by this version', async () => {
    const record = await valid();
    for (const other of [{}, { type: 'VerificationRecord' }, { ...record, proof: { ...record.proof, cryptosuite: 'eddsa-rdfc-2022' } }, { ...record, source: { text: 1 } }, 'VerificationRecord']) {
      await expect(judged(other)).rejects.toMatchObject({ code: 'unreadable' });
    }
    const lacking = { ...(await verificationOf(golden[0]!)), evidence: { at: NOW, keys: {}, statusLists: {}, statements: { ok: true, value: [{}] } } as unknown as Evidence };
    await expect(judged(await recordOf(lacking))).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('is never taken for the credential in it', async () => {
    await expect(workshop.read(utf8(JSON.stringify(await valid())))).rejects.toMatchObject({ code: 'unreadable', reason: 'report' });
  });
});
