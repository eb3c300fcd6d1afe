/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument -- documents are broken here at will, which no type describes */
import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fromBase58 } from '../../../src/core/bytes.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { ProofOptions } from '../../../src/formats/securing/data-integrity.js';
import { mutations } from '../../support/leaves.js';
import { altered, type Mutable } from '../../unit/formats/fixtures.js';
import { read, securing, verdict } from './vectors.js';

const vectors = read<Record<string, JsonObject>>('proof-set-chain');
const chain = vectors.signedProofChain2 as JsonObject;
const secrets = Object.fromEntries(Object.values(read<Record<string, { publicKeyMultibase: string; privateKeyMultibase: string }>>('proof-set-chain-keys')).map((pair) => [pair.publicKeyMultibase, pair.privateKeyMultibase]));

/** The published key that a proof names. */
function signWith(verificationMethod: string): (data: Uint8Array) => Promise<Uint8Array> {
  const seed = fromBase58((secrets[verificationMethod.split('#')[1] ?? ''] ?? '').slice(1)).subarray(2);
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  return (data) => Promise.resolve(new Uint8Array(sign(null, data, key)));
}

describe('proof sets and chains of the EdDSA cryptosuites', () => {
  it.each(Object.entries(vectors))('%s verifies, and no more with any one value changed or left out', async (_, document) => {
    expect(await verdict(document)).toBe('pass ok eddsa-rdfc-2022');
    const passing: string[] = [];
    for (const [path, changed] of mutations(document)) if ((await verdict(changed)).startsWith('pass')) passing.push(path);
    // The last proof of a chain or a set may be taken off: what is left is what was before it.
    expect(passing.filter((path) => !/^\/proof\/\d+ left out$/.test(path))).toEqual([]);
  });

  it.each(Object.entries(vectors))('%s is made again by us, byte for byte', async (_, { proof, ...unsigned }) => {
    let document: JsonObject = unsigned;
    for (const { verificationMethod, created, id, previousProof } of [proof].flat() as unknown as ProofOptions[]) {
      const options = { verificationMethod, created, ...(id && { id }), ...(previousProof && { previousProof }) };
      document = await securing.addProof(document, { ...options, sign: signWith(verificationMethod) });
    }
    expect(document).toEqual({ ...unsigned, proof: [proof].flat() });
  });

  it('a chain to a proof that is not there is not made', async () => {
    const options = { verificationMethod: 'did:key:z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7#z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7', created: '2023-02-26T22:16:38Z', previousProof: 'urn:uuid:1' };
    await expect(securing.addProof(chain, { ...options, sign: signWith(options.verificationMethod) })).rejects.toMatchObject({ code: 'input-invalid', path: '/previousProof' });
  });

  it.each<[string, string, (proofs: Mutable[]) => unknown]>([
    ['without the first of two that a later one is over', 'fail proof-malformed previousProof', (p) => p.shift()],
    ['without the one that the last is over', 'fail proof-malformed previousProof', (p) => p.splice(2, 1)],
    ['without the last', 'pass ok eddsa-rdfc-2022', (p) => p.pop()],
    ['in another order', 'pass ok eddsa-rdfc-2022', (p) => p.reverse()],
    ['with a link taken away', 'fail signature-mismatch', (p) => delete p[3].previousProof],
    ['with one of two links taken away', 'fail signature-mismatch', (p) => p[2].previousProof.pop()],
    ['with a link written as a list of one', 'pass ok eddsa-rdfc-2022', (p) => (p[3].previousProof = [p[3].previousProof])],
    ['with a link twice', 'fail proof-malformed previousProof', (p) => p[2].previousProof.push(p[2].previousProof[0])],
    ['with a link to itself', 'fail proof-malformed previousProof', (p) => (p[2].previousProof = p[2].id)],
    ['with no links in a list', 'fail proof-malformed previousProof', (p) => (p[2].previousProof = [])],
    ['with a link that is no text', 'fail proof-malformed previousProof', (p) => (p[2].previousProof = [1])],
    ['with two proofs of one name', 'fail proof-malformed proof', (p) => (p[1].id = p[0].id)],
    ['with an earlier proof altered', 'fail signature-mismatch', (p) => (p[0].created = '2023-02-24T23:36:39Z')],
  ])('a chain %s: %s', async (_, expected, change) => {
    expect(await verdict(altered(chain, (d: Mutable) => change(d.proof)))).toBe(expected);
  });
});
