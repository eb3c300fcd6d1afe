import { describe, expect, it } from '@jest/globals';
import { makeTestSeal } from '../../../src/catalogue/test-seal.js';
import { generateKey, activateKey } from '../../../src/catalogue/key-life.js';
import { signingOf } from '../../../src/cli/doctor-keys.js';
import type { Config } from '../../../src/config.js';
import type { KeyRecord } from '../../../src/core/signing-key.js';
import type { Store } from '../../../src/store/index.js';
import { sampleOrganisation } from '../../support/award.js';
import { keyDesk } from '../../support/key-desk.js';

const organisation = sampleOrganisation();
const desk = keyDesk();
const alone = { custody: { pkcs11: undefined, csc: undefined } } as Config;
const look = (keys: readonly KeyRecord[], at: string, config = alone) => signingOf({ organisations: { allOrganisations: async () => [organisation] }, signingKeys: { keyRecords: async () => keys } } as unknown as Store, config, new Date(at));

describe('what doctor says of the keys that sign', () => {
  it('warns before a certificate runs out, and once it has', async () => {
    const seal = await makeTestSeal(organisation.id, 'admin', desk);
    expect(await look([seal], '2026-11-22T00:00:00Z')).toMatchObject({ check: 'signing', outcome: 'ok' });
    for (const at of ['2028-10-01T00:00:00Z', '2029-01-01T00:00:00Z']) expect(await look([seal], at)).toMatchObject({ outcome: 'warning', says: expect.stringContaining('jadran until 2028-11-20T22:00:00Z') });
    expect(await look([{ ...seal, state: 'retired' }], '2029-01-01T00:00:00Z')).toMatchObject({ outcome: 'ok' });
  });

  it('finds a fault in a key that nobody here can use', async () => {
    const key = await generateKey({ organisationId: organisation.id, use: 'assertion', algorithm: 'ES256', custody: 'file' }, 'admin', desk);
    const active = await activateKey({ organisationId: organisation.id, key: key.verificationMethod }, 'admin', desk);
    expect(await look([{ ...active, custody: 'pkcs11' }], '2026-11-22T00:00:00Z')).toMatchObject({ outcome: 'fault', says: expect.stringContaining('jadran ES256 (pkcs11)') });
    const configured = { custody: { pkcs11: { module: 'x', token: 'y', pinFile: 'z' }, csc: undefined } } as Config;
    expect(await look([{ ...active, custody: 'pkcs11' }], '2026-11-22T00:00:00Z', configured)).toMatchObject({ outcome: 'ok' });
  });
});
