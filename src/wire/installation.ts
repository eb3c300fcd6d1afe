import { ensureInstallationKey, installationDid, installationDocument, isOfInstallation, revokeInstallationKey, rotateInstallationKey } from '../catalogue/installation.js';
import type { InstallationKey, InstallationPorts } from '../catalogue/ports.js';
import { utf8 } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import type { KeyFact } from '../core/evidence.js';
import type { JsonObject } from '../core/json.js';
import type { Id } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { newPrivateKey, privateSigner } from '../signers/file.js';
import { installationKeyPurpose } from '../store/installation-keys.js';
import type { OwnSigner } from '../verify/record.js';
import type { Kit } from './kit.js';

/** The installation's own keys, as its operator commands them. */
export interface InstallationCases {
  /** Oldest first. */
  installationKeys(): Promise<readonly InstallationKey[]>;
  rotateInstallationKey(actor: string): Promise<void>;
  revokeInstallationKey(named: { readonly key: string; readonly from?: string }, actor: string): Promise<void>;
}

type Made = Pick<Kit, 'deps' | 'store'>;

/** Makes the installation's key where there is none, and publishes it. */
export async function openInstallation(kit: Made): Promise<void> {
  const before = await kit.store.installationKeys.installationKeys();
  await ensureInstallationKey(portsOf(kit));
  if ((await kit.store.installationKeys.installationKeys()).length > before.length) await keepPublished(kit);
}

export function installationCases(kit: Made): InstallationCases {
  const ports = portsOf(kit);
  return {
    installationKeys: ports.installationKeys,
    rotateInstallationKey: async (actor) => {
      await rotateInstallationKey(actor, ports);
      await keepPublished(kit);
    },
    revokeInstallationKey: async (named, actor) => {
      await revokeInstallationKey(named, actor, ports);
      await keepPublished(kit);
    },
  };
}

export const installationDidDocument = async ({ deps, store }: Made): Promise<JsonObject> => installationDocument(deps.baseUrl, await store.installationKeys.installationKeys());

/** The key that signs now, asked for each time: another node may have changed it. */
export function ownSigner({ deps, store }: Made): () => Promise<OwnSigner> {
  return async () => {
    const { key, pkcs8 } = (await store.installationKeys.openInstallationKey()) ?? reject('key-missing', 'the installation has no key of its own: start the server, or testamur installation rotate');
    if (!isOfInstallation(deps.baseUrl, key.verificationMethod)) return reject('key-missing', 'the key of the installation is of another address: start the server under this one');
    return { did: installationDid(deps.baseUrl), verificationMethod: key.verificationMethod, sign: privateSigner(pkcs8, 'Ed25519').sign };
  };
}

/** A key of the installation, whatever became of it, as a signature of its is checked by. */
export const installationKeyFact =
  ({ deps, store }: Made) =>
  async (verificationMethod: string): Promise<KeyFact | undefined> => {
    const key = (await store.installationKeys.installationKeys()).find((one) => one.verificationMethod === verificationMethod);
    if (key === undefined) return undefined;
    const { publicJwk, madeAt, retiredAt, compromisedFrom } = key;
    const ended = { ...(retiredAt === undefined ? {} : { retiredAt }), ...(compromisedFrom === undefined ? {} : { compromisedFrom }) };
    return { id: verificationMethod, controller: installationDid(deps.baseUrl), publicJwk, assertion: true, source: 'own', obtainedAt: timestamp(deps.now()), activeFrom: madeAt, ...ended };
  };

function portsOf({ deps, store }: Made): InstallationPorts {
  const newInstallationKey = (id: Id) => {
    const pkcs8 = newPrivateKey('Ed25519');
    return { publicJwk: privateSigner(pkcs8, 'Ed25519').publicJwk, sealed: deps.vault.seal(pkcs8, installationKeyPurpose(id)) };
  };
  return { ...deps, ...store.installationKeys, newInstallationKey };
}

/** Into the archive, as it is published from now on. */
async function keepPublished(kit: Made): Promise<void> {
  await kit.store.keyDocuments.keepDocument(installationDid(kit.deps.baseUrl), utf8(JSON.stringify(await installationDidDocument(kit))));
}
