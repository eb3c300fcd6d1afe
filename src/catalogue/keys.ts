import type { SigningAlgorithm } from '../core/algorithms.js';
import { toHex } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import type { Id, Organisation, Timestamp } from '../core/model.js';
import type { Custody, KeyRecord, NewKey, NewKeyMaterial, SigningKey } from '../core/signing-key.js';
import { parseTimestamp, timestamp } from '../core/time.js';

export type KeyWanted = Pick<NewKey, 'id' | 'use' | 'algorithm'> & { readonly reference?: string };
export interface KeyPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  organisation(id: Id): Promise<Organisation | undefined>;
  /** Every key of the organisation, oldest first. */
  keyRecords(organisationId: Id): Promise<readonly KeyRecord[]>;
  generate(custody: Custody, wanted: KeyWanted): Promise<NewKeyMaterial>;
  sign(keyId: Id, data: Uint8Array): Promise<Uint8Array>;
  addKey(organisationId: Id, key: NewKey, actor: string): Promise<void>;
  /** One transaction: these become active keys of the organisation; those of the same use and algorithm that were are retired and stay published. */
  activateKeys(organisationId: Id, keys: readonly NewKey[], actor: string): Promise<void>;
  /** The same of a key that waited. Throws `key-state` when it does not wait any more. */
  activateKey(organisationId: Id, key: KeyRecord, actor: string): Promise<void>;
  certifyKey(organisationId: Id, key: KeyRecord, change: { readonly chain: readonly Uint8Array[]; readonly actor: string }): Promise<void>;
  retireKey(organisationId: Id, key: KeyRecord, actor: string): Promise<void>;
  /** False when the organisation has no such key. */
  markCompromised(organisationId: Id, verificationMethod: string, change: { readonly from: Timestamp; readonly actor: string }): Promise<boolean>;
}

/** Which key of which organisation: its DID URL, or the part of it after `#`. */
export interface KeyNamed {
  readonly organisationId: Id;
  readonly key: string;
}

/** What every organisation asserts with: our formats ask for these two. */
const USUAL: readonly SigningAlgorithm[] = ['Ed25519', 'ES256'];

/** New active keys for the credentials: one of each usual algorithm and of each in use, kept where the one before is kept. Gives their DID URLs. Throws `not-found`. */
export async function rotateKeys(organisationId: Id, actor: string, ports: KeyPorts): Promise<readonly string[]> {
  const organisation = await organisationOf(organisationId, ports);
  const active = (await ports.keyRecords(organisationId)).filter(({ use, state }) => use === 'assertion' && state === 'active');
  const algorithms = new Set([...USUAL, ...active.map(({ algorithm }) => algorithm)]);
  const custodyOf = (algorithm: SigningAlgorithm): Custody => active.find((key) => key.algorithm === algorithm)?.custody ?? 'file';
  const keys: NewKey[] = [];
  for (const algorithm of algorithms) keys.push(await newKey(organisation, { use: 'assertion', algorithm, custody: custodyOf(algorithm) }, ports));
  await ports.activateKeys(organisationId, keys, actor);
  return keys.map(({ verificationMethod }) => verificationMethod);
}

export const organisationOf = async (id: Id, ports: Pick<KeyPorts, 'organisation'>): Promise<Organisation> => (await ports.organisation(id)) ?? reject('not-found', 'there is no such organisation');

export async function newKey(organisation: Organisation, wanted: Pick<NewKey, 'use' | 'algorithm' | 'custody'> & { readonly reference?: string }, ports: KeyPorts): Promise<NewKey> {
  const { custody, reference, ...of } = wanted;
  const id = uuidv7(ports.now(), ports.random(10));
  // Never a fragment that could be read as a key itself: some verifiers then skip the DID document (reference: 1EdTech's validator).
  const verificationMethod = `${organisation.did}#key-${toHex(ports.random(6))}`;
  const material = await ports.generate(custody, { id, ...of, ...(reference === undefined ? {} : { reference }) });
  return { id, ...of, custody, verificationMethod, ...material };
}

/** Throws `not-found`. */
export async function keyNamed({ organisationId, key }: KeyNamed, ports: Pick<KeyPorts, 'keyRecords'>): Promise<KeyRecord> {
  const all = await ports.keyRecords(organisationId);
  return all.find(({ verificationMethod }) => verificationMethod === key || fragmentOf({ verificationMethod }) === key) ?? reject('not-found', 'the organisation has no such key');
}

/** What a key is called among those of its organisation. */
export const fragmentOf = ({ verificationMethod }: Pick<SigningKey, 'verificationMethod'>): string => verificationMethod.split('#')[1] ?? '';

/** Declares a key compromised: what it signs from `from` on is not the organisation's. Throws `input-invalid`, `not-found`, `key-state`. */
export async function revokeKey({ from, ...named }: KeyNamed & { readonly from?: string }, actor: string, ports: KeyPorts): Promise<void> {
  const at = from === undefined ? ports.now() : (parseTimestamp(from) ?? reject('input-invalid', 'the time is not RFC 3339 with a zone, as 2026-11-21T10:00:00Z', '/from'));
  const { verificationMethod } = await keyNamed(named, ports);
  const signed = await ports.markCompromised(named.organisationId, verificationMethod, { from: timestamp(at), actor });
  if (!signed) reject('key-state', 'the key never signed anything: retire it instead');
}
