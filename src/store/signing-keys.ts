import type { SigningAlgorithm } from '../core/algorithms.js';
import type { KeyFact, PublicJwk } from '../core/evidence.js';
import type { Id, Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { SigningKey } from '../core/signing-key.js';
import type { SealedKey } from '../signers/ports.js';
import { writeAudit } from './audit.js';
import type { StoreDeps } from './context.js';
import { presentTime } from './rows.js';

type KeyState = 'active' | 'retired' | 'compromised';
interface KeyRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly algorithm: SigningAlgorithm;
  readonly verification_method: string;
  readonly public_jwk: PublicJwk;
  readonly sealed: Uint8Array;
  readonly state: KeyState;
  readonly activated_at: Date;
  readonly retired_at: Date | null;
  readonly compromised_from: Date | null;
}
/** A key on its way in: public half, and the private half sealed. */
export interface NewKeyRow extends SealedKey, Pick<SigningKey, 'verificationMethod'> {
  readonly publicJwk: PublicJwk;
}
/** A key of an organisation as the public sees it. */
export interface PublicKey {
  readonly verificationMethod: string;
  readonly publicJwk: PublicJwk;
  readonly state: KeyState;
  readonly compromisedFrom?: Timestamp;
}

const toPublicKey = (row: KeyRow): PublicKey => ({
  verificationMethod: row.verification_method,
  publicJwk: row.public_jwk,
  state: row.state,
  ...presentTime('compromisedFrom', row.compromised_from),
});
const toSealedKey = ({ id, algorithm, sealed }: KeyRow): SealedKey => ({ id, algorithm, sealed });
const toSigningKey = ({ id, algorithm, verification_method }: KeyRow): SigningKey => ({ id, use: 'assertion', algorithm, verificationMethod: verification_method, chain: [] });

/** Keys of organisations: `SignerPorts`, `IssuePorts.activeKeys`, `VerifyPorts.key` for our own. A key is never deleted: what it signed stays. */
export function signingKeyStore(deps: StoreDeps) {
  const { db } = deps;
  const one = async (where: Readonly<Record<string, string>>): Promise<KeyRow | undefined> => (await db.knex('signing_key').where(where).first()) as KeyRow | undefined;
  return {
    sealedKey: async (id: Id): Promise<SealedKey | undefined> => {
      const row = await one({ id });
      return row && toSealedKey(row);
    },
    signingKey: async (organisationId: Id, algorithm: SigningAlgorithm): Promise<SigningKey | undefined> => {
      const row = await one({ organisation_id: organisationId, algorithm, state: 'active' });
      return row && toSigningKey(row);
    },
    activeKeys: async (organisationId: Id): Promise<readonly SigningKey[]> =>
      ((await db.knex('signing_key').where({ organisation_id: organisationId, state: 'active' }).orderBy('id')) as KeyRow[]).map(toSigningKey),
    /** Oldest first, whatever became of them. */
    publicKeys: async (organisationId: Id): Promise<readonly PublicKey[]> =>
      ((await db.knex('signing_key').where({ organisation_id: organisationId }).orderBy('id')) as KeyRow[]).map(toPublicKey),
    /** A compromised key was for assertion until then: `compromisedFrom` says until when, which a bare "no longer" would not. */
    ownKey: async (verificationMethod: string): Promise<KeyFact | undefined> => {
      const row = await one({ verification_method: verificationMethod });
      return row && {
        id: verificationMethod,
        controller: verificationMethod.split('#')[0] ?? '',
        publicJwk: row.public_jwk,
        assertion: true,
        source: 'own',
        obtainedAt: timestamp(deps.now()),
        ...presentTime('compromisedFrom', row.compromised_from),
        activeFrom: timestamp(row.activated_at),
        ...presentTime('retiredAt', row.retired_at),
      };
    },
    ...keyChanges(deps),
  };
}

function keyChanges(deps: StoreDeps) {
  const { db } = deps;
  return {
    /** These become the active keys of the organisation; those that were are retired, and stay published. */
    activateKeys: (organisationId: Id, keys: readonly NewKeyRow[], actor: string): Promise<void> =>
      db.transaction(async (trx) => {
        await trx('organisation').where({ id: organisationId }).forNoKeyUpdate().first('id');
        await trx('signing_key').where({ organisation_id: organisationId, state: 'active' }).update({ state: 'retired', retired_at: deps.now() });
        await trx('signing_key').insert(keys.map((key) => toRow(key, organisationId, deps.now())));
        const details = { activated: keys.map(({ verificationMethod }) => verificationMethod) };
        await writeAudit(trx, deps, { organisationId, actor, action: 'keys.activated', subject: organisationId, details });
      }),
    /** False when the organisation has no such key. Said again, it may only become earlier. */
    markCompromised: (organisationId: Id, verificationMethod: string, { from, actor }: { readonly from: Timestamp; readonly actor: string }): Promise<boolean> =>
      db.transaction(async (trx) => {
        const earliest = trx.raw('least(coalesce(compromised_from, ?), ?)', [from, from]);
        const rows = await trx('signing_key')
          .where({ organisation_id: organisationId, verification_method: verificationMethod })
          .update({ state: 'compromised', compromised_from: earliest })
          .returning<{ id: Id }[]>('id');
        for (const { id } of rows) await writeAudit(trx, deps, { organisationId, actor, action: 'key.compromised', subject: id, details: { verificationMethod, from } });
        // Lists that it signed are signed again, by the key that comes after it.
        if (rows.length > 0) await trx('status_list').where({ organisation_id: organisationId }).increment('version', 1);
        return rows.length > 0;
      }),
  };
}

const toRow = ({ id, algorithm, verificationMethod, publicJwk, sealed }: NewKeyRow, organisationId: Id, now: Date) => ({
  id,
  organisation_id: organisationId,
  algorithm,
  verification_method: verificationMethod,
  public_jwk: JSON.stringify(publicJwk),
  sealed,
  state: 'active',
  activated_at: now,
});
