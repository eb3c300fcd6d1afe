import { describe, expect, it } from '@jest/globals';
import { fromBase58, sha256, sha384, toHex } from '../../../src/core/bytes.js';
import { canonicalJson, type JsonObject } from '../../../src/core/json.js';
import { withoutProof } from '../../../src/formats/securing/proof.js';
import { mutations } from '../../support/leaves.js';
import { ld, read, verdict } from './vectors.js';

interface Vector {
  readonly from: string;
  readonly canonicalDocument: string;
  readonly documentHash: string;
  readonly canonicalOptions: string;
  readonly optionsHash: string;
  readonly signature: string;
  readonly signed: JsonObject & { readonly proof: Readonly<Record<string, string>> };
}

describe.each(read<Vector[]>('suites').map((vector) => [vector.from, vector] as const))('%s', (from, vector) => {
  const { signed } = vector;
  const { proofValue = '', ...options } = signed.proof;
  const [digest, hash] = from.includes('p384') ? (['sha384', sha384] as const) : (['sha256', sha256] as const);
  const canonical = async (value: JsonObject): Promise<string> => (from.includes('jcs') ? canonicalJson(value) : ld.canonical(await ld.expand(value), digest));

  it('is canonicalised and hashed to the published bytes, document and proof options', async () => {
    const document = await canonical(withoutProof(signed));
    expect(document).toBe(vector.canonicalDocument);
    expect(toHex(hash(document))).toBe(vector.documentHash);
    const config = await canonical({ ...options, '@context': signed['@context'] as JsonObject });
    expect(config).toBe(vector.canonicalOptions);
    expect(toHex(hash(config))).toBe(vector.optionsHash);
    expect(toHex(fromBase58(proofValue.slice(1)))).toBe(vector.signature);
  });

  it('verifies', async () => {
    expect(await verdict(signed)).toBe(`pass ok ${signed.proof.cryptosuite}`);
  });

  it('verifies no more with any one value changed or left out', async () => {
    const passing: string[] = [];
    for (const [path, changed] of mutations(signed)) if ((await verdict(changed)).startsWith('pass')) passing.push(path);
    expect(passing).toEqual([]);
  });
});
