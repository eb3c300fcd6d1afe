import { randomBytes } from 'node:crypto';
import type { TestSealPorts } from '../../src/catalogue/test-seal.js';
import { testAuthoritySubject, writeTestAuthority } from '../../src/catalogue/test-seal.js';
import type { Organisation } from '../../src/core/model.js';
import type { KeyRecord, KeyState, NewKey } from '../../src/core/signing-key.js';
import { timestamp } from '../../src/core/time.js';
import { createFileCustodian, newPrivateKey, privateSigner } from '../../src/signers/file.js';
import { createSigners } from '../../src/signers/index.js';
import { BASE_URL, sampleOrganisation } from './award.js';

/** Keys without a database: what the use cases of a key's life are tried on. */
export interface KeyDesk extends TestSealPorts {
  readonly clock: { at: Date };
  readonly anchors: { certificate: Uint8Array; kind: string; name: string }[];
}

export function keyDesk(organisation: Organisation = sampleOrganisation()): KeyDesk {
  const clock = { at: new Date('2026-11-21T10:00:00Z') };
  const kept = new Map<string, { record: KeyRecord; sealed: Uint8Array | undefined }>();
  const now = () => clock.at;
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const plain = { seal: (bytes: Uint8Array) => bytes, unseal: (bytes: Uint8Array) => bytes };
  const signers = createSigners({ file: createFileCustodian(plain) }, { keptKey: async (id) => (({ record, sealed }) => ({ ...record, ...(sealed && { sealed }) }))(kept.get(id)!) });
  const set = (id: string, change: Partial<KeyRecord>) => void kept.set(id, { ...kept.get(id)!, record: { ...kept.get(id)!.record, ...change } });
  const add = ({ sealed, chain = [], ...key }: NewKey, state: KeyState, more: Partial<KeyRecord> = {}) => void kept.set(key.id, { record: { ...key, chain, state, madeAt: timestamp(now()), ...more }, sealed });
  const retire = (key: Pick<KeyRecord, 'use' | 'algorithm'>) => {
    for (const { record } of kept.values()) if (record.state === 'active' && record.use === key.use && (key.use === 'seal' || record.algorithm === key.algorithm)) set(record.id, { state: 'retired', retiredAt: timestamp(now()) });
  };
  const pkcs8 = newPrivateKey('ES256');
  const anchors: KeyDesk['anchors'] = [];
  return {
    clock,
    anchors,
    now,
    random,
    organisation: async (id) => (id === organisation.id ? organisation : undefined),
    keyRecords: async () => [...kept.values()].map(({ record }) => record),
    ...signers,
    addKey: async (_id, key) => add(key, (key.chain ?? []).length === 0 ? 'pending' : 'certified'),
    activateKeys: async (_id, keys) => {
      for (const key of keys) retire(key);
      for (const key of keys) add(key, 'active', { activatedAt: timestamp(now()) });
    },
    activateKey: async (_id, key) => {
      retire(key);
      set(key.id, { state: 'active', activatedAt: timestamp(now()) });
    },
    certifyKey: async (_id, key, { chain }) => set(key.id, { chain, state: key.state === 'pending' ? 'certified' : key.state }),
    retireKey: async (_id, key) => set(key.id, { state: 'retired', retiredAt: timestamp(now()) }),
    markCompromised: async (_id, method, { from }) => {
      const found = [...kept.values()].find(({ record }) => record.verificationMethod === method && record.activatedAt !== undefined);
      if (found) set(found.record.id, { state: 'compromised', compromisedFrom: from });
      return found !== undefined;
    },
    testAuthority: async () => {
      const signer = { ...privateSigner(pkcs8, 'ES256'), subject: testAuthoritySubject(BASE_URL) };
      return { ...signer, certificate: await writeTestAuthority(signer, { now, random }) };
    },
    addAnchor: async (anchor) => void anchors.push(anchor),
  };
}
