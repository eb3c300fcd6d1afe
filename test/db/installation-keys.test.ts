import { verify as verifySignature } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { utf8 } from '../../src/core/bytes.js';
import { keysOfDidDocument } from '../../src/core/did.js';
import { publicKeyObject } from '../../src/core/keys.js';
import { openUnderMaster, parseMasterKeys } from '../../src/store/master-key.js';
import { rewrap } from '../../src/store/rotate.js';
import { openInstallation, installationCases, installationDidDocument, ownSigner } from '../../src/wire/installation.js';
import { openStoreWorld, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
beforeAll(async () => void (world = await openStoreWorld()));
afterAll(() => world.database.close());

const keys = () => world.store.installationKeys.installationKeys();
const sealedRow = async () => (await world.database.db.knex('installation_key').first()) as { readonly id: string; readonly sealed: Uint8Array };
const documentKeys = async () => keysOfDidDocument(await installationDidDocument(world), 'did:web:testamur.example');

describe('the installation’s own key', () => {
  it('is made at the first start, once, however many nodes start at the same moment', async () => {
    await expect(ownSigner(world)()).rejects.toMatchObject({ code: 'key-missing' });
    await Promise.all([1, 2, 3, 4].map(() => openInstallation(world)));
    await openInstallation(world);
    expect(await keys()).toEqual([{ id: expect.any(String), verificationMethod: expect.stringMatching(/^did:web:testamur\.example#key-[0-9a-f]{12}$/), publicJwk: { kty: 'OKP', crv: 'Ed25519', x: expect.any(String) }, madeAt: '2026-11-21T10:00:00Z' }]);
  });

  it('signs, and its did:web document is what the signature is checked by', async () => {
    const { did, verificationMethod, sign } = await ownSigner(world)();
    const [published] = await documentKeys();
    expect([did, published?.id, published?.assertion]).toEqual(['did:web:testamur.example', verificationMethod, true]);
    const signature = await sign(utf8('a record'));
    expect(verifySignature(null, utf8('a record'), publicKeyObject(published!.publicJwk), signature)).toBe(true);
    expect(await world.store.keyDocuments.seenDocuments(did)).toHaveLength(1);
  });

  it('rests sealed under the master key, and is sealed again with it', async () => {
    const row = await sealedRow();
    expect(Buffer.from(row.sealed).includes(Buffer.from([0x30, 0x2e, 0x02, 0x01]))).toBe(false);
    const before = (await world.store.installationKeys.openInstallationKey())!.pkcs8;
    const both = parseMasterKeys(`new:${Buffer.alloc(32, 9).toString('base64')},test:${Buffer.alloc(32, 7).toString('base64')}`);
    expect(await rewrap(world.database.db, both)).toBeGreaterThan(0);
    expect(openUnderMaster(both, (await sealedRow()).sealed, `installation_key.sealed:${row.id}`)).toEqual(before);
    // Back again, for what follows.
    await world.database.db.knex('installation_key').where({ id: row.id }).update({ sealed: row.sealed });
  });

  it('is rotated: the one before signs nothing more, has no private half, and stays published', async () => {
    const before = await ownSigner(world)();
    world.clock.at = new Date('2026-11-22T10:00:00Z');
    await Promise.all([1, 2].map(() => installationCases(world).rotateInstallationKey('cli')));
    const after = await ownSigner(world)();
    expect(after.verificationMethod).not.toBe(before.verificationMethod);
    expect((await keys()).map(({ verificationMethod, retiredAt }) => [verificationMethod, retiredAt])).toEqual([[before.verificationMethod, '2026-11-22T10:00:00Z'], [after.verificationMethod, undefined]]);
    expect(await world.database.db.knex('installation_key').whereNotNull('retired_at').pluck('sealed')).toEqual([null]);
    expect((await documentKeys()).map(({ assertion, compromisedFrom }) => [assertion, compromisedFrom])).toEqual([[true, undefined], [true, undefined]]);
    const audit = await world.database.db.knex('audit').where('action', 'installation-key.activated').orderBy('id').pluck('actor');
    expect(audit).toEqual(['start', 'cli']);
  });

  it('is revoked once it was stolen: it is marked, asserts nothing more, and another one signs', async () => {
    const stolen = (await ownSigner(world)()).verificationMethod;
    const { revokeInstallationKey } = installationCases(world);
    await revokeInstallationKey({ key: stolen.split('#')[1]!, from: '2026-11-21T12:00:00Z' }, 'cli');
    await revokeInstallationKey({ key: stolen, from: '2026-11-23T12:00:00Z' }, 'cli');
    expect((await ownSigner(world)()).verificationMethod).not.toBe(stolen);
    expect((await documentKeys()).find(({ id }) => id === stolen)).toMatchObject({ compromisedFrom: '2026-11-21T12:00:00Z' });
    expect((await installationDidDocument(world)).assertionMethod).not.toContain(stolen);
    await expect(revokeInstallationKey({ key: 'key-000000000000' }, 'cli')).rejects.toMatchObject({ code: 'not-found' });
    await expect(revokeInstallationKey({ key: stolen, from: 'yesterday' }, 'cli')).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('is another under another address, and the document there lists that one alone', async () => {
    const moved = { ...world, deps: { ...world.deps, baseUrl: 'https://other.example:8443' } };
    await expect(ownSigner(moved)()).rejects.toMatchObject({ code: 'key-missing' });
    await openInstallation(moved);
    expect((await ownSigner(moved)()).did).toBe('did:web:other.example%3A8443');
    expect(keysOfDidDocument(await installationDidDocument(moved), 'did:web:other.example%3A8443')).toHaveLength(1);
  });
});
