import { describe, expect, it } from '@jest/globals';
import { createECDH, createPrivateKey, sign as cryptoSign } from 'node:crypto';
import { fromBase58, fromBase64url, fromHex, toHex } from '../../../src/core/bytes.js';
import type { JsonObject } from '../../../src/core/json.js';
import { grouped } from '../../../src/formats/securing/disclosure/group.js';
import { readBase, readDerived } from '../../../src/formats/securing/disclosure/value.js';
import { mutations } from '../../support/leaves.js';
import { ld, read, securing, verdict } from './vectors.js';

type Secured = JsonObject & { readonly proof: Readonly<Record<string, string>> };
interface Vector {
  readonly document: JsonObject;
  readonly mandatoryPointers: string[];
  readonly selectivePointers: string[];
  readonly canonical: string[];
  readonly relabelled: string[];
  readonly mandatoryHash: string;
  readonly groups: Readonly<Record<'combinedIndexes' | 'mandatoryIndexes' | 'selectiveIndexes', number[]>>;
  readonly base: Secured;
  readonly reveal: JsonObject;
  readonly disclosure: { readonly baseSignature: string; readonly signatures: string[]; readonly mandatoryIndexes: number[]; readonly labelMap: { readonly value: [string, string][] } };
  readonly derived: Secured;
}
interface Keys {
  readonly hmacKey: string;
  readonly proofKey: { readonly publicKeyMultibase: string; readonly secretKeyMultibase: string };
  readonly baseKey: { readonly publicKeyMultibase: string; readonly secretKeyMultibase: string };
}
const all = read<Keys & Record<'prc' | 'employ', Vector>>('ecdsa-sd');
const hmacKey = fromHex(all.hmacKey);
const bytesOf = (secured: Secured): Uint8Array => fromBase64url((secured.proof.proofValue ?? '').slice(1));
const scalarOf = ({ secretKeyMultibase }: Keys['baseKey']): Buffer => Buffer.from(fromBase58(secretKeyMultibase.slice(1)).subarray(2));

/** Of `prc` the published statements have the description of an earlier edition of the document; the published proofs are of the document (SOURCE.md). */
const ofDocument = (statement: string): string => statement.replace('"Permanent Resident Card from Government of Utopia."', '"Government of Utopia Permanent Resident Card."');

describe.each(['prc', 'employ'] as const)('ecdsa-sd-2023, %s', (name) => {
  const vector = all[name];

  it('has the published statements, labels and groups', async () => {
    expect((await ld.labelled(await ld.statements(await ld.expand(vector.document)))).statements).toEqual(vector.canonical.map(ofDocument));
    const { statements, group } = await grouped(ld, vector.document, hmacKey);
    expect(statements).toEqual(vector.relabelled.map(ofDocument));
    const indexes = async (pointers: string[]): Promise<number[]> => [...(await group(pointers)).indexes];
    expect(await indexes(vector.mandatoryPointers)).toEqual(vector.groups.mandatoryIndexes);
    expect(await indexes(vector.selectivePointers)).toEqual(vector.groups.selectiveIndexes);
    expect(await indexes([...vector.mandatoryPointers, ...vector.selectivePointers])).toEqual(vector.groups.combinedIndexes);
  });

  it('gives the published disclosure of the published base proof, byte for byte', async () => {
    expect(readBase(bytesOf(vector.base))?.mandatoryPointers).toEqual(vector.mandatoryPointers);
    const derived = (await securing.deriveProof(vector.base, vector.selectivePointers)) as Secured;
    const { proof, ...shown } = derived;
    expect(shown).toEqual(vector.reveal);
    expect(proof).toEqual(vector.derived.proof);
    const value = readDerived(bytesOf(derived));
    expect(value?.signatures.map(toHex)).toEqual(vector.disclosure.signatures);
    expect([...(value?.labels ?? [])]).toEqual(vector.disclosure.labelMap.value);
    expect(value?.mandatoryIndexes).toEqual(vector.disclosure.mandatoryIndexes);
  });

  it('verifies as derived, and no more with any one value changed or left out', async () => {
    expect(await verdict(vector.derived)).toBe('pass ok ecdsa-sd-2023');
    const passing: string[] = [];
    for (const [path, changed] of mutations(vector.derived)) if ((await verdict(changed)).startsWith('pass')) passing.push(path);
    expect(passing).toEqual([]);
  });

  it('is no proof for others before it is derived', async () => {
    expect(await verdict(vector.base)).toBe('unknown proof-unsupported ecdsa-sd-2023, base proof');
  });

  it('is made again from the published keys, all but what ECDSA leaves to chance', async () => {
    const pair = createECDH('prime256v1');
    const d = scalarOf(all.baseKey);
    pair.setPrivateKey(d);
    const point = pair.getPublicKey();
    const privateKey = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url'), d: d.toString('base64url') }, format: 'jwk' });
    const drawn = [hmacKey, new Uint8Array(scalarOf(all.proofKey))];
    const secured = (await securing.addBaseProof(vector.document, {
      verificationMethod: vector.base.proof.verificationMethod ?? '',
      created: vector.base.proof.created ?? '',
      mandatoryPointers: vector.mandatoryPointers,
      sign: (data) => Promise.resolve(new Uint8Array(cryptoSign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }))),
      random: () => drawn.shift() ?? new Uint8Array(),
    })) as JsonObject & { readonly proof: readonly [Readonly<Record<string, string>>] };
    const [ours, theirs] = [readBase(bytesOf({ ...secured, proof: secured.proof[0] })), readBase(bytesOf(vector.base))];
    expect({ ...ours, baseSignature: 0, signatures: ours?.signatures.length }).toEqual({ ...theirs, baseSignature: 0, signatures: theirs?.signatures.length });
    expect(await verdict(await securing.deriveProof(secured, vector.selectivePointers))).toBe('pass ok ecdsa-sd-2023');
  });
});
