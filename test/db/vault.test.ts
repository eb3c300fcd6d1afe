import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import { sha256, toBase64url, toHex, utf8 } from '../../src/core/bytes.js';
import { parseMasterKeys } from '../../src/store/master-key.js';
import { rewrap } from '../../src/store/rotate.js';
import { settings } from '../../src/store/settings.js';
import { openVault, type Vault } from '../../src/store/vault.js';
import { openTestDatabase, TEST_MASTER_KEYS, type TestDatabase } from '../support/database.js';

const LEARNER = '01900000-0000-7000-8000-000000000001';
const OTHER = '01900000-0000-7000-8000-000000000002';
const NEW_KEY = `new:${Buffer.alloc(32, 9).toString('base64')}`;
const OLD_KEY = `test:${Buffer.from(TEST_MASTER_KEYS.keys.get('test') ?? []).toString('base64')}`;
const code = (wanted: string) => expect.objectContaining({ code: wanted });

let database: TestDatabase;
let vault: Vault;
beforeAll(async () => {
  database = await openTestDatabase();
  vault = database.vault;
});
afterAll(() => database.close());

describe('the vault', () => {
  it('opens what it sealed, for the same purpose only', () => {
    const sealed = vault.seal(utf8('secret'), 'signing_key.sealed:1');
    expect(toHex(sealed)).not.toContain(toHex(utf8('secret')));
    expect(vault.unseal(sealed, 'signing_key.sealed:1')).toEqual(utf8('secret'));
    expect(() => vault.unseal(sealed, 'signing_key.sealed:2')).toThrow(code('bug'));
  });

  it('makes a key for each learner, which opens as that learner’s only', () => {
    const { key, wrapped } = vault.newLearnerKey(LEARNER);
    expect(vault.unwrapLearnerKey(wrapped, LEARNER)).toEqual(key);
    expect(() => vault.unwrapLearnerKey(wrapped, OTHER)).toThrow(code('bug'));
    expect(vault.newLearnerKey(LEARNER).key).not.toEqual(key);
  });

  it('seals under a learner’s key for one purpose, never twice to the same bytes', () => {
    const [mine, other] = [vault.newLearnerKey(LEARNER).key, vault.newLearnerKey(OTHER).key];
    const sealed = vault.sealWith(mine, utf8('Ana'), 'award.personal:1');
    expect(vault.openWith(mine, sealed, 'award.personal:1')).toEqual(utf8('Ana'));
    expect(vault.sealWith(mine, utf8('Ana'), 'award.personal:1')).not.toEqual(sealed);
    expect(() => vault.openWith(mine, sealed, 'award.personal:2')).toThrow(code('bug'));
    expect(() => vault.openWith(other, sealed, 'award.personal:1')).toThrow(code('bug'));
  });

  it('gives equal indexes to equal values of one purpose, and no other', () => {
    const index = vault.blindIndex('learner.identity', 'ana@example.org');
    expect(vault.blindIndex('learner.identity', 'ana@example.org')).toEqual(index);
    expect(vault.blindIndex('learner.identity', 'ANA@example.org')).not.toEqual(index);
    expect(vault.blindIndex('result.similarity', 'ana@example.org')).not.toEqual(index);
    expect(vault.blindIndex('a', 'b\0c')).toHaveLength(32);
  });

  it('derives links of 128 bits, of which the hash is stored', () => {
    const token = vault.linkToken('claim', LEARNER);
    expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(vault.linkToken('claim', LEARNER)).toBe(token);
    expect(vault.linkToken('share', LEARNER)).not.toBe(token);
    expect(vault.linkToken('claim', OTHER)).not.toBe(token);
    expect(vault.tokenHash(token)).toEqual(sha256(token));
  });
});

describe('settings', () => {
  it('keep what the first writer said, sealed', async () => {
    const kept = settings(database.db, vault);
    expect(await kept.get('colour')).toBeUndefined();
    const said = await Promise.all(['red', 'green', 'blue'].map((colour) => kept.putOnce('colour', utf8(colour))));
    const stands = await kept.get('colour');
    expect(said).toEqual([stands, stands, stands]);
    const row = await database.db.knex<{ key: string; value: Uint8Array }>('setting').where({ key: 'colour' }).first();
    expect(Buffer.from(row?.value ?? []).includes(Buffer.from(stands ?? []))).toBe(false);
  });

  it('give every node that starts at once the same vault', async () => {
    await database.db.knex('setting').delete();
    const vaults = await Promise.all(Array.from({ length: 4 }, () => openVault(database.db, TEST_MASTER_KEYS)));
    const indexes = vaults.map((one) => toBase64url(one.blindIndex('p', 'v')) + one.linkToken('k', LEARNER));
    expect(new Set(indexes).size).toBe(1);
    vault = await openVault(database.db, TEST_MASTER_KEYS);
    expect(toBase64url(vault.blindIndex('p', 'v')) + vault.linkToken('k', LEARNER)).toBe(indexes[0]);
  });
});

describe('rotation of the master key', () => {
  const both = parseMasterKeys(`${NEW_KEY},${OLD_KEY}`);
  const newOnly = parseMasterKeys(NEW_KEY);
  const ORGANISATION = '01900000-0000-7000-8000-00000000000a';

  /** A row in each table that holds something sealed under the master key. */
  async function fill(): Promise<void> {
    const { knex } = database.db;
    await knex('organisation').insert({ id: ORGANISATION, slug: 'demo', did: 'did:web:example.org', status: 'active', profile: '{}' });
    await knex('learner').insert({ id: LEARNER, organisation_id: ORGANISATION, created_at: new Date(0) });
    await knex('learner_key').insert({ learner_id: LEARNER, wrapped: vault.newLearnerKey(LEARNER).wrapped });
    const sealed = vault.seal(utf8('private'), `signing_key.sealed:${OTHER}`);
    const key = { id: OTHER, organisation_id: ORGANISATION, algorithm: 'ES256', verification_method: 'did:web:example.org#1', public_jwk: '{}', state: 'active', made_at: new Date(0), activated_at: new Date(0) };
    await knex('signing_key').insert({ ...key, sealed });
    // Kept elsewhere: there is nothing of it to seal again.
    await knex('signing_key').insert({ ...key, id: LEARNER, algorithm: 'Ed25519', verification_method: 'did:web:example.org#2', custody: 'pkcs11', reference: 'label' });
    const permutation = vault.seal(utf8('order'), `status_list.permutation_key:${LEARNER}`);
    await knex('status_list').insert({ id: LEARNER, organisation_id: ORGANISATION, ordinal: 1, permutation_key: permutation });
  }

  it('seals everything again under the newest key, and links and look-ups stay as they were', async () => {
    await fill();
    const before = [vault.linkToken('claim', LEARNER), vault.blindIndex('p', 'v')];
    const learnerKey = await wrappedKey();
    expect(await rewrap(database.db, both)).toBeGreaterThanOrEqual(5);

    const rotated = await openVault(database.db, newOnly);
    expect([rotated.linkToken('claim', LEARNER), rotated.blindIndex('p', 'v')]).toEqual(before);
    expect(rotated.unwrapLearnerKey(await wrappedKey(), LEARNER)).toEqual(vault.unwrapLearnerKey(learnerKey, LEARNER));
    expect(rotated.unseal(await column('signing_key', 'sealed'), `signing_key.sealed:${OTHER}`)).toEqual(utf8('private'));
    expect(rotated.unseal(await column('status_list', 'permutation_key'), `status_list.permutation_key:${LEARNER}`)).toEqual(utf8('order'));
  });

  it('changes nothing the second time', async () => {
    expect(await rewrap(database.db, both)).toBe(0);
  });

  it('is refused to a node that has only the old key', async () => {
    await expect(openVault(database.db, parseMasterKeys(OLD_KEY))).rejects.toMatchObject({ code: 'config-invalid' });
  });

  const wrappedKey = () => column('learner_key', 'wrapped');
  async function column(table: string, name: string): Promise<Uint8Array> {
    const [bytes] = await database.db.knex(table).whereNotNull(name).pluck<Uint8Array[]>(name);
    return bytes ?? new Uint8Array();
  }
});
