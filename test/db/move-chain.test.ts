import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openStoreWorld, openCampus, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
beforeAll(async () => void (world = await openStoreWorld()));
afterAll(() => world.database.close());

it('certificates of a key are the same after they went over as JSON, as a move takes them', async () => {
  const { organisation } = await openCampus(world);
  const chain = [Uint8Array.of(0, 1, 2, 255, 92, 34), new Uint8Array(300).map((_, i) => i % 256)];
  const key = { id: world.id(), use: 'seal', custody: 'csc', reference: 'c', algorithm: 'RS256', verificationMethod: `${organisation.did}#key-1`, publicJwk: { kty: 'RSA', n: 'x', e: 'AQAB' }, chain } as const;
  await world.store.signingKeys.addKey(organisation.id, key, 'admin');
  const { rows } = await world.database.db.knex.raw<{ rows: [{ same: boolean; chain: Buffer[] }] }>(
    'select p.chain = k.chain as same, p.chain from signing_key k, lateral json_populate_recordset(null::signing_key, json_build_array(row_to_json(k))) p where k.id = ?',
    [key.id],
  );
  expect([rows[0].same, rows[0].chain.map((one) => new Uint8Array(one))]).toEqual([true, chain]);
});
