import type { InstallationKey, InstallationPorts } from '../catalogue/ports.js';
import type { PublicJwk } from '../core/evidence.js';
import type { Id } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { writeAudit } from './audit.js';
import type { StoreDeps } from './context.js';
import { presentTime } from './rows.js';

interface InstallationKeyRow {
  readonly id: Id;
  readonly verification_method: string;
  readonly public_jwk: PublicJwk;
  readonly sealed: Uint8Array | null;
  readonly made_at: Date;
  readonly retired_at: Date | null;
  readonly compromised_from: Date | null;
}

const toKey = (row: InstallationKeyRow): InstallationKey => ({
  id: row.id,
  verificationMethod: row.verification_method,
  publicJwk: row.public_jwk,
  madeAt: timestamp(row.made_at),
  ...presentTime('retiredAt', row.retired_at),
  ...presentTime('compromisedFrom', row.compromised_from),
});

/** What the private half is sealed for. */
export const installationKeyPurpose = (id: Id): string => `installation_key.sealed:${id}`;

/** The installation's own keys: `InstallationPorts`. None is deleted: what it signed stays. */
export function installationKeyStore(deps: StoreDeps): Pick<InstallationPorts, 'installationKeys' | 'activateInstallationKey' | 'markInstallationKey'> & {
  /** The one that signs now, and its private half: PKCS#8 DER. */
  openInstallationKey(): Promise<{ readonly key: InstallationKey; readonly pkcs8: Uint8Array } | undefined>;
} {
  const { db, vault } = deps;
  return {
    installationKeys: async () => ((await db.knex('installation_key').orderBy('id')) as InstallationKeyRow[]).map(toKey),
    openInstallationKey: async () => {
      const row = (await db.knex('installation_key').where({ retired_at: null }).first()) as InstallationKeyRow | undefined;
      return row?.sealed ? { key: toKey(row), pkcs8: vault.unseal(row.sealed, installationKeyPurpose(row.id)) } : undefined;
    },
    activateInstallationKey: ({ id, verificationMethod, publicJwk, sealed }, { instead, actor }) =>
      db.transaction(async (trx) => {
        const retired = instead === undefined ? 1 : await trx('installation_key').where({ id: instead, retired_at: null }).update({ retired_at: deps.now(), sealed: null });
        if (retired === 0) return;
        const row = { id, verification_method: verificationMethod, public_jwk: JSON.stringify(publicJwk), sealed, made_at: deps.now() };
        const added = await trx('installation_key').insert(row).onConflict().ignore().returning('id');
        if (added.length > 0) await writeAudit(trx, deps, { organisationId: null, actor, action: 'installation-key.activated', subject: id, details: { verificationMethod } });
      }),
    markInstallationKey: (id, { from, actor }) =>
      db.transaction(async (trx) => {
        await trx('installation_key').where({ id }).update({ compromised_from: trx.raw('least(coalesce(compromised_from, ?), ?)', [from, from]) });
        await writeAudit(trx, deps, { organisationId: null, actor, action: 'installation-key.compromised', subject: id, details: { from } });
      }),
  };
}
