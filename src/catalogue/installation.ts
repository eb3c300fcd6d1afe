import { toHex } from '../core/bytes.js';
import { didWeb } from '../core/did.js';
import { reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import type { JsonObject } from '../core/json.js';
import { parseTimestamp, timestamp } from '../core/time.js';
import { didDocument } from './identity.js';
import type { InstallationKey, InstallationPorts } from './ports.js';

/** Who this installation is: the did:web of its own host. */
export const installationDid = (baseUrl: string): string => didWeb(baseUrl, []);

export const isOfInstallation = (baseUrl: string, verificationMethod: string): boolean => verificationMethod.startsWith(`${installationDid(baseUrl)}#`);

/** At each start: the first one makes the key, and so does the first under another address, whose DID is another. */
export async function ensureInstallationKey(ports: InstallationPorts): Promise<void> {
  const active = activeOf(await ports.installationKeys());
  if (active === undefined || !isOfInstallation(ports.baseUrl, active.verificationMethod)) await replace(active, 'start', ports);
}

/** Another key signs from now on; the one before stays published. */
export async function rotateInstallationKey(actor: string, ports: InstallationPorts): Promise<void> {
  await replace(activeOf(await ports.installationKeys()), actor, ports);
}

/** The key was stolen: another one signs, and what this one signed from `from` on is not ours. Throws `input-invalid`, `not-found`. */
export async function revokeInstallationKey({ key, from }: { readonly key: string; readonly from?: string }, actor: string, ports: InstallationPorts): Promise<void> {
  const at = from === undefined ? ports.now() : (parseTimestamp(from) ?? reject('input-invalid', 'the time is not RFC 3339 with a zone, as 2026-11-21T10:00:00Z', '/from'));
  const named = (await ports.installationKeys()).find(({ verificationMethod }) => verificationMethod === key || verificationMethod.endsWith(`#${key}`)) ?? reject('not-found', 'the installation has no such key');
  if (named.retiredAt === undefined) await replace(named, actor, ports);
  await ports.markInstallationKey(named.id, { from: timestamp(at), actor });
}

/** Its did:web document: retired keys stay, stolen ones are marked, as those of organisations are. */
export const installationDocument = (baseUrl: string, keys: readonly InstallationKey[]): JsonObject =>
  didDocument(
    { did: installationDid(baseUrl) },
    keys.filter(({ verificationMethod }) => isOfInstallation(baseUrl, verificationMethod)).map((key) => ({ ...key, algorithm: 'Ed25519', state: stateOf(key), chain: [] })),
  );

export const stateOf = ({ retiredAt, compromisedFrom }: InstallationKey): 'active' | 'retired' | 'compromised' =>
  compromisedFrom !== undefined ? 'compromised' : retiredAt === undefined ? 'active' : 'retired';

const activeOf = (keys: readonly InstallationKey[]): InstallationKey | undefined => keys.find(({ retiredAt }) => retiredAt === undefined);

async function replace(active: InstallationKey | undefined, actor: string, ports: InstallationPorts): Promise<void> {
  const id = uuidv7(ports.now(), ports.random(10));
  // As those of organisations: never a fragment that could be read as a key itself.
  const verificationMethod = `${installationDid(ports.baseUrl)}#key-${toHex(ports.random(6))}`;
  await ports.activateInstallationKey({ id, verificationMethod, ...ports.newInstallationKey(id) }, { instead: active?.id, actor });
}
