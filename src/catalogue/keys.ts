import type { SigningAlgorithm } from '../core/algorithms.js';
import { toHex } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import type { PublicJwk } from '../core/evidence.js';
import { uuidv7 } from '../core/ids.js';
import type { Id, Organisation, Timestamp } from '../core/model.js';
import { parseTimestamp, timestamp } from '../core/time.js';

/** A new key on its way into the store: public half, and the private half sealed. */
export interface NewKey {
  readonly id: Id;
  readonly algorithm: SigningAlgorithm;
  /** DID URL. */
  readonly verificationMethod: string;
  readonly publicJwk: PublicJwk;
  readonly sealed: Uint8Array;
}
export interface KeyPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  organisation(id: Id): Promise<Organisation | undefined>;
  generate(keyId: Id, algorithm: SigningAlgorithm): { readonly publicJwk: PublicJwk; readonly sealed: Uint8Array };
  /** One transaction: these become the active keys of the organisation, the earlier active ones are retired and stay published. */
  activateKeys(organisationId: Id, keys: readonly NewKey[], actor: string): Promise<void>;
  /** False when the organisation has no such key. */
  markCompromised(organisationId: Id, verificationMethod: string, change: { readonly from: Timestamp; readonly actor: string }): Promise<boolean>;
}

/** What every organisation asserts with. */
const ALGORITHMS = ['Ed25519', 'ES256'] as const satisfies readonly SigningAlgorithm[];

/** New active keys, one of each algorithm. Gives their DID URLs. Throws `not-found`. */
export async function rotateKeys(organisationId: Id, actor: string, ports: KeyPorts): Promise<readonly string[]> {
  const organisation = (await ports.organisation(organisationId)) ?? reject('not-found', 'there is no such organisation');
  const keys = ALGORITHMS.map((algorithm) => newKey(organisation, algorithm, ports));
  await ports.activateKeys(organisationId, keys, actor);
  return keys.map(({ verificationMethod }) => verificationMethod);
}

function newKey(organisation: Organisation, algorithm: SigningAlgorithm, ports: KeyPorts): NewKey {
  const id = uuidv7(ports.now(), ports.random(10));
  // Never a fragment that could be read as a key itself: some verifiers then skip the DID document (reference: 1EdTech's validator).
  const verificationMethod = `${organisation.did}#key-${toHex(ports.random(6))}`;
  return { id, algorithm, verificationMethod, ...ports.generate(id, algorithm) };
}

/** Declares a key compromised: what it signs from `from` on is not the organisation's. Throws `input-invalid`, `not-found`. */
export async function revokeKey(key: { readonly organisationId: Id; readonly verificationMethod: string; readonly from?: string }, actor: string, ports: KeyPorts): Promise<void> {
  const at = key.from === undefined ? ports.now() : (parseTimestamp(key.from) ?? reject('input-invalid', 'the time is not RFC 3339 with a zone, as 2026-11-21T10:00:00Z', '/from'));
  const found = await ports.markCompromised(key.organisationId, key.verificationMethod, { from: timestamp(at), actor });
  if (!found) reject('not-found', 'the organisation has no such key');
}
