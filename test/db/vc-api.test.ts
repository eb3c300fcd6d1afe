import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { vcApi } from '../../src/wire/vc-api.js';
import { openStoreWorld, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
beforeAll(async () => void (world = await openStoreWorld()));
afterAll(() => world.database.close());

describe('the VC-API', () => {
  it('is off without a key', async () => {
    expect(await vcApi({ vcApiKey: undefined }, world.deps)).toBeUndefined();
  });

  it('has the same test keys after a new start, kept sealed', async () => {
    const [first, again] = [await vcApi({ vcApiKey: 'k'.repeat(24) }, world.deps), await vcApi({ vcApiKey: 'other'.repeat(5) }, world.deps)];
    expect(again?.issuers()).toEqual(first?.issuers());
    const { verificationMethod } = first?.issuers()[0] ?? {};
    const secured = await first?.issue('eddsa-rdfc-2022', { credential: { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiableCredential'], issuer: 'urn:x:1', credentialSubject: { id: 'urn:x:2' } } });
    expect(secured?.proof).toMatchObject({ verificationMethod });
    expect(await again?.verify({ verifiableCredential: secured ?? null })).toEqual({ verified: true, problemDetails: [] });
  });
});
