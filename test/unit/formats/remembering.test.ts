import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/core/json.js';
import { createJsonLd, type JsonLd } from '../../../src/formats/securing/json-ld.js';
import { remembering } from '../../../src/formats/securing/remembering.js';
import { documents } from '../../support/documents.js';

const credential = (name: string): JsonObject => ({ '@context': ['https://www.w3.org/ns/credentials/v2'], id: 'urn:x:1', type: ['VerifiableCredential'], issuer: 'urn:x:i', name, credentialSubject: { id: 'urn:x:s' } });

function counted(): { ld: JsonLd; expansions: () => number } {
  const plain = createJsonLd(documents.contexts);
  let count = 0;
  return { ld: remembering({ ...plain, expand: (document) => (count++, plain.expand(document)) }), expansions: () => count };
}

describe('remembering', () => {
  it('gives what working it out gives, for each document its own', async () => {
    const plain = createJsonLd(documents.contexts);
    const { ld } = counted();
    for (const name of ['a', 'b', 'a']) {
      const [ours, theirs] = [await ld.expand(credential(name)), await plain.expand(credential(name))];
      expect(await ld.canonical(ours)).toBe(await plain.canonical(theirs));
      expect(await ld.compact(ours, credential(name)['@context']!)).toEqual(await plain.compact(theirs, credential(name)['@context']!));
    }
  });

  it('works out the same text once, and anything else again', async () => {
    const { ld, expansions } = counted();
    await ld.expand(credential('a'));
    await ld.expand({ ...credential('a') });
    expect(expansions()).toBe(1);
    await ld.expand(credential('a '));
    expect(expansions()).toBe(2);
  });

  it('forgets what was asked for longest ago, and compacts for the context that is asked', async () => {
    const { ld, expansions } = counted();
    for (let i = 0; i < 17; i++) await ld.expand(credential(String(i)));
    await ld.expand(credential('0'));
    expect(expansions()).toBe(18);
    const nodes = await ld.expand(credential('x'));
    expect(await ld.compact(nodes, [])).not.toEqual(await ld.compact(nodes, ['https://www.w3.org/ns/credentials/v2']));
  });

  it('fails again on what failed', async () => {
    const { ld } = counted();
    const bad = { ...credential('a'), undefinedTerm: 1 };
    await expect(ld.expand(bad)).rejects.toThrow();
    await expect(ld.expand(bad)).rejects.toThrow();
  });
});
