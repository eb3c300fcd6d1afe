/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- documents are broken here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact, KeyFact } from '../../../src/core/evidence.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { createSecuring, verificationMethodsOf, type SignatureEvidence } from '../../../src/formats/securing/index.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, keyFact, p256Key } from '../../support/keys.js';
import { altered, AT, type Mutable } from './fixtures.js';

const securing = createSecuring(documents);
const METHOD = 'did:web:issuer.example#key-1';
const key = ed25519Key();
const good: SignatureEvidence = { at: AT, keys: { [METHOD]: keyFact(METHOD, key) } };
/** A status list: no Open Badge, only a VCDM 2.0 document. */
const list: JsonObject = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'https://issuer.example/status/1',
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: 'did:web:issuer.example',
  validFrom: '2026-11-21T10:00:00Z',
  credentialSubject: { id: 'https://issuer.example/status/1#list', type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: 'uH4sI' },
};
const sign = (document: JsonObject = list, by = key, verificationMethod = METHOD): Promise<JsonObject> =>
  securing.addProof(document, { verificationMethod, created: AT, sign: by.sign });
const verdict = async (document: JsonObject, evidence = good): Promise<string> => {
  const { finding } = await securing.checkProofs(document, evidence);
  return `${finding.check} ${finding.outcome} ${finding.reason}`;
};

describe('a Data Integrity proof', () => {
  it('is one array entry with exactly the members of the cryptosuite, and verifies', async () => {
    const document = await sign();
    expect(document.proof).toEqual([
      {
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-rdfc-2022',
        created: AT,
        verificationMethod: METHOD,
        proofPurpose: 'assertionMethod',
        proofValue: expect.stringMatching(/^z[1-9A-HJ-NP-Za-km-z]{86,88}$/),
      },
    ]);
    expect(await securing.checkProofs(document, good)).toEqual({
      finding: { check: 'signature', outcome: 'pass', reason: 'ok', detail: 'eddsa-rdfc-2022' },
      verificationMethods: [METHOD],
    });
    expect(await verdict({ ...document, proof: (document.proof as Json[])[0] as Json })).toBe('signature pass ok');
  });

  const faults: readonly [string, string, (proof: Mutable, document: Mutable) => unknown][] = [
    ['no proof', 'fail no-proof', (_, d) => delete d.proof],
    ['no proof in the array', 'fail no-proof', (_, d) => (d.proof = [])],
    ['a proof that is a text', 'fail proof-malformed', (_, d) => (d.proof = ['x'])],
    ['a type that no context defines', 'fail undefined-term', (p) => (p.type = 'SomeProofType')],
    ['a cryptosuite that we do not have', 'unknown proof-unsupported', (p) => (p.cryptosuite = 'bbs-2023')],
    ['a suite of another kind of key', 'fail signature-mismatch', (p) => (p.cryptosuite = 'ecdsa-rdfc-2019')],
    ['an inherited name as cryptosuite', 'unknown proof-unsupported', (p) => (p.cryptosuite = 'constructor')],
    ['no cryptosuite', 'fail proof-malformed', (p) => delete p.cryptosuite],
    ['a link to a proof that is not there', 'fail proof-malformed', (p) => (p.previousProof = 'urn:uuid:1')],
    ['another purpose', 'fail proof-purpose', (p) => (p.proofPurpose = 'authentication')],
    ['a time that is none', 'fail proof-malformed', (p) => (p.created = 'yesterday')],
    ['another time', 'fail signature-mismatch', (p) => (p.created = '2026-11-21T10:00:01Z')],
    ['an end in the past', 'fail expired', (p) => (p.expires = '2026-11-21T09:59:59Z')],
    ['an end put in later', 'fail signature-mismatch', (p) => (p.expires = '2027-01-01T00:00:00Z')],
    ['no key named', 'fail key-missing', (p) => delete p.verificationMethod],
    ['no value', 'fail proof-malformed', (p) => delete p.proofValue],
    ['a value in base64url', 'fail proof-malformed', (p) => (p.proofValue = 'uAAAA')],
    ['a value cut short', 'fail signature-mismatch', (p) => (p.proofValue = p.proofValue.slice(0, -2))],
    ['a member without meaning', 'fail undefined-term', (p) => (p.colour = 'red')],
    ['a member that is no text', 'fail proof-malformed', (p) => (p.nonce = ['a'])],
    ['a keyword', 'fail proof-malformed', (p) => (p['@index'] = 'Degree with honours')],
    ['a context of its own', 'fail proof-malformed', (p) => (p['@context'] = 'https://www.w3.org/ns/credentials/v2')],
    ['a context unknown to us', 'unknown unknown-context', (_, d) => d['@context'].push('https://other.example/v1')],
    ['a context of its own making', 'unknown unknown-context', (_, d) => d['@context'].push({ '@vocab': 'https://evil.example/' })],
    ['an inner context', 'unknown malformed', (_, d) => (d.credentialSubject['@context'] = { name: 'https://evil.example/' })],
    ['a term without meaning', 'fail undefined-term', (_, d) => (d.credentialSubject.colour = 'red')],
    ['an inner context that is pinned', 'unknown malformed', (_, d) => (d.credentialSubject['@context'] = d['@context'])],
    ['a context twice', 'unknown malformed', (_, d) => d['@context'].push(d['@context'][0])],
    ['two proofs of one name', 'fail proof-malformed', (p, d) => (d.proof = [{ ...p, id: 'urn:uuid:1' }, { ...p, id: 'urn:uuid:1', created: '2026-11-21T10:00:01Z' }])],
    ['six proofs', 'fail proof-malformed', (p, d) => (d.proof = [...Array(6).keys()].map((n) => ({ ...p, created: `2026-11-21T10:00:0${n}Z` })))],
    ['a value of 134 symbols', 'fail proof-malformed', (p) => (p.proofValue = p.proofValue.padEnd(134, '1'))],
    ['no context', 'fail undefined-term', (_, d) => delete d['@context']],
  ];
  it.each(faults)('with %s is: %s', async (_, expected, change) => {
    const document = altered(await sign(), (d: Mutable) => change(d.proof[0], d));
    expect(await verdict(document)).toBe(`signature ${expected}`);
  });

  it('stays good when it is written twice: a set of proofs holds when each one does', async () => {
    expect(await verdict(altered(await sign(), (d: Mutable) => d.proof.push({ ...d.proof[0] })))).toBe('signature pass ok');
  });

  it('stays good with the context of its document repeated in it', async () => {
    expect(await verdict(altered(await sign(), (d: Mutable) => (d.proof[0]['@context'] = d['@context'])))).toBe('signature pass ok');
  });

  it('is unknown without its key, and says which', async () => {
    const gone: Fact<KeyFact> = { ok: false, reason: 'key-unavailable', detail: 'no answer' };
    for (const keys of [{}, { [METHOD]: gone }]) {
      const { finding } = await securing.checkProofs(await sign(), { at: AT, keys });
      expect(finding).toMatchObject({ outcome: 'unknown', reason: 'key-unavailable', detail: METHOD });
    }
  });

  it('fails under another key, and under a key of another kind', async () => {
    const document = await sign();
    expect(await verdict(document, { at: AT, keys: { [METHOD]: keyFact(METHOD, ed25519Key('other')) } })).toBe('signature fail signature-mismatch');
    expect(await verdict(document, { at: AT, keys: { [METHOD]: keyFact(METHOD, p256Key()) } })).toBe('signature fail signature-mismatch');
  });

  it('is judged under the key in its fragment when none was gathered, but never against a gathered one', async () => {
    const url = `https://issuer.example/1#${toMultikey(key.publicJwk)}`;
    const document = await sign(list, key, url);
    expect(await verdict(document, { at: AT, keys: {} })).toBe('signature pass ok');
    expect(await verdict(document, { at: AT, keys: { [url]: keyFact(url, ed25519Key('other')) } })).toBe('signature fail signature-mismatch');
  });

  it.each([[0], [1]])('beside a stranger’s good one fails when broken, as proof %i', async (place) => {
    const mine = await sign();
    const stranger = ed25519Key('stranger');
    const url = 'did:web:stranger.example#key-1';
    const theirs = await sign(list, stranger, url);
    const broken = { ...((mine.proof as Json[])[0] as JsonObject), created: '2020-01-01T00:00:00Z' };
    const proof = [...(theirs.proof as Json[])];
    proof.splice(place, 0, broken);
    const evidence = { at: AT, keys: { ...good.keys, [url]: keyFact(url, stranger) } };
    expect(await verdict({ ...mine, proof }, evidence)).toBe('signature fail signature-mismatch');
    expect(await verdict({ ...mine, proof: [...(mine.proof as Json[]), ...(theirs.proof as Json[])] }, evidence)).toBe('signature pass ok');
    expect(verificationMethodsOf({ ...mine, proof })).toHaveLength(2);
  });

  it('of a graph made to take for ever is refused at once', async () => {
    // A clique of blank nodes: each looks like every other, so naming them tries all their orders.
    const ids = [...Array(11).keys()].map((n) => `_:n${n}`);
    const clique = ids.map((id) => ({ id, type: 'VerifiableCredential', relatedResource: ids.filter((other) => other !== id) }));
    const document = { ...(await sign()), relatedResource: clique };
    const started = performance.now();
    const { finding } = await securing.checkProofs(document, good);
    expect(finding).toEqual({ check: 'signature', outcome: 'fail', reason: 'malformed', detail: 'the document cannot be canonicalised' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('of a document with too many parts is refused before any work', async () => {
    const document = await sign();
    const related = [...Array(10_001).keys()].map((n) => ({ id: `urn:x:${n}` }));
    const types = [...Array(100_000).keys()].map(() => 'VerifiableCredential');
    const started = performance.now();
    expect(await verdict({ ...document, relatedResource: related })).toBe('signature fail malformed');
    expect(await verdict({ ...document, type: types })).toBe('signature fail malformed');
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it.each<[string, string, (d: Mutable) => unknown]>([
    ['500 contexts', 'unknown malformed', (d) => (d['@context'] = Array(500).fill(d['@context'][0]))],
    ['500 inner contexts', 'unknown malformed', (d) => (d.relatedResource = [...Array(500).keys()].map((n) => ({ '@context': d['@context'], id: `urn:x:${n}` })))],
    ['500 endorsements with theirs', 'unknown malformed', (d) => (d.endorsement = [...Array(500).keys()].map((n) => ({ '@context': d['@context'], id: `urn:x:${n}` })))],
    ['21 types of an object', 'fail malformed', (d) => (d.credentialSubject.type = Array(21).fill('BitstringStatusList'))],
    ['5000 proofs', 'fail proof-malformed', (d) => (d.proof = [...Array(5000).keys()].map((n) => ({ ...d.proof[0], verificationMethod: `did:web:x.example#${n}` })))],
    ['a proof value without end', 'fail proof-malformed', (d) => (d.proof[0].proofValue = `z${'z'.repeat(100_000)}`)],
  ])('of a document with %s is refused at once', async (_, expected, change) => {
    const document = altered(await sign(), change);
    const started = performance.now();
    expect(await verdict(document)).toBe(`signature ${expected}`);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(verificationMethodsOf(document).length).toBeLessThanOrEqual(5);
  });

  it('never throws, whatever stands in the document', async () => {
    const anything = fc.dictionary(fc.constantFrom('@context', 'id', 'type', 'proof', 'issuer', 'credentialSubject', '@graph', 'x'), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(anything, async (document) => {
        const { finding } = await securing.checkProofs(document as JsonObject, good);
        expect(finding.check).toBe('signature');
        expect(finding.outcome).not.toBe('pass');
      }),
      { numRuns: 60 },
    );
  });
});
