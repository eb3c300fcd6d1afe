import type { Knex } from 'knex';
import type { SigningAlgorithm } from '../core/algorithms.js';
import { reject } from '../core/errors.js';
import type { KeyFact, PublicJwk } from '../core/evidence.js';
import type { Id, Timestamp } from '../core/model.js';
import type { Custody, KeyRecord, KeyState, KeyUse, NewKey, SigningKey } from '../core/signing-key.js';
import { timestamp } from '../core/time.js';
import type { KeptKey } from '../signers/ports.js';
import { writeAudit } from './audit.js';
import type { Query, StoreDeps } from './context.js';
import { present, presentTime } from './rows.js';

interface KeyRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly use: KeyUse;
  readonly algorithm: SigningAlgorithm;
  readonly custody: Custody;
  readonly reference: string | null;
  readonly verification_method: string;
  readonly public_jwk: PublicJwk;
  readonly sealed: Uint8Array | null;
  readonly chain: readonly Buffer[];
  readonly state: KeyState;
  readonly made_at: Date;
  readonly activated_at: Date | null;
  readonly retired_at: Date | null;
  readonly compromised_from: Date | null;
}
/** A key of an organisation as the public sees it. */
export type PublicKey = Omit<KeyRecord, 'state'> & { readonly state: 'active' | 'retired' | 'compromised' };

const toSigningKey = ({ id, use, algorithm, verification_method, chain }: KeyRow): SigningKey => ({ id, use, algorithm, verificationMethod: verification_method, chain: chain.map((certificate) => new Uint8Array(certificate)) });
const toKeptKey = ({ id, algorithm, custody, public_jwk, sealed, reference }: KeyRow): KeptKey => ({ id, algorithm, custody, publicJwk: public_jwk, ...present('sealed', sealed), ...present('reference', reference) });
const toRecord = (row: KeyRow): KeyRecord => ({
  ...toSigningKey(row),
  custody: row.custody,
  ...present('reference', row.reference),
  publicJwk: row.public_jwk,
  state: row.state,
  madeAt: timestamp(row.made_at),
  ...presentTime('activatedAt', row.activated_at),
  ...presentTime('retiredAt', row.retired_at),
  ...presentTime('compromisedFrom', row.compromised_from),
});
const isPublic = (key: KeyRecord): key is PublicKey => key.activatedAt !== undefined;

/** Keys of organisations: `SignerPorts`, `KeyPorts`, `IssuePorts.signingKey`, `VerifyPorts.key` for our own. A key is never deleted: what it signed stays. */
export function signingKeyStore(deps: StoreDeps) {
  const { db } = deps;
  const some = async (where: Readonly<Record<string, string>>): Promise<readonly KeyRow[]> => (await db.knex('signing_key').where(where).orderBy('id')) as KeyRow[];
  const records = async (organisationId: Id): Promise<readonly KeyRecord[]> => (await some({ organisation_id: organisationId })).map(toRecord);
  return {
    keptKey: async (id: Id): Promise<KeptKey | undefined> => (await some({ id })).map(toKeptKey)[0],
    /** The active key of this algorithm that asserts in the organisation's name. */
    signingKey: async (organisationId: Id, algorithm: SigningAlgorithm): Promise<SigningKey | undefined> =>
      (await some({ organisation_id: organisationId, algorithm, use: 'assertion', state: 'active' })).map(toSigningKey)[0],
    activeKeys: async (organisationId: Id): Promise<readonly SigningKey[]> => (await some({ organisation_id: organisationId, state: 'active' })).map(toSigningKey),
    /** Oldest first, whatever became of them. */
    keyRecords: records,
    /** Those that ever signed. */
    publicKeys: async (organisationId: Id): Promise<readonly PublicKey[]> => (await records(organisationId)).filter(isPublic),
    ownKey: async (verificationMethod: string): Promise<KeyFact | undefined> => ownFact(deps, (await some({ verification_method: verificationMethod }))[0]),
    /** The same of the key that a certificate certifies. */
    ownKeyOf: async ({ kid: _kid, alg: _alg, ...jwk }: PublicJwk): Promise<KeyFact | undefined> =>
      ownFact(deps, ((await db.knex('signing_key').whereRaw('public_jwk @> ?::jsonb', [JSON.stringify(jwk)]).orderBy('id')) as KeyRow[])[0]),
    ...arrivals(deps),
    ...keyChanges(deps),
  };
}

/** A compromised key was for assertion until then: `compromisedFrom` says until when, which a bare "no longer" would not. */
function ownFact({ now }: StoreDeps, row: KeyRow | undefined): KeyFact | undefined {
  if (row === undefined || row.activated_at === null) return undefined;
  return {
    id: row.verification_method,
    controller: row.verification_method.split('#')[0] ?? '',
    publicJwk: row.public_jwk,
    assertion: true,
    source: 'own',
    obtainedAt: timestamp(now()),
    ...presentTime('compromisedFrom', row.compromised_from),
    activeFrom: timestamp(row.activated_at),
    ...presentTime('retiredAt', row.retired_at),
  };
}

function arrivals(deps: StoreDeps) {
  const { db } = deps;
  return {
    /** Keys that do not sign yet. */
    addKey: (organisationId: Id, key: NewKey, actor: string): Promise<void> =>
      db.transaction(async (trx) => {
        const state = (key.chain ?? []).length === 0 ? 'pending' : 'certified';
        await trx('signing_key').insert(toRow(key, { organisation_id: organisationId, state, made_at: deps.now() }));
        await writeAudit(trx, deps, { organisationId, actor, action: 'key.made', subject: key.id, details: { verificationMethod: key.verificationMethod, custody: key.custody } });
      }),
    /** These become active at once; those of the same use and algorithm that were are retired, and stay published. */
    activateKeys: (organisationId: Id, keys: readonly NewKey[], actor: string): Promise<void> =>
      db.transaction(async (trx) => {
        await lockOrganisation(trx, organisationId);
        for (const key of keys) await retireActive(trx, deps, { organisationId, key });
        const times = { made_at: deps.now(), activated_at: deps.now() };
        await trx('signing_key').insert(keys.map((key) => toRow(key, { organisation_id: organisationId, state: 'active', ...times })));
        const details = { activated: keys.map(({ verificationMethod }) => verificationMethod) };
        await writeAudit(trx, deps, { organisationId, actor, action: 'keys.activated', subject: organisationId, details });
      }),
  };
}

function keyChanges(deps: StoreDeps) {
  const { db } = deps;
  /** One of the organisation's keys in the states from which this can be done. Throws `key-state`: somebody else was faster. */
  const change = (key: Pick<KeyRecord, 'id'>, from: readonly KeyState[], { organisationId, actor, action, set }: KeyChange): Promise<void> =>
    db.transaction(async (trx) => {
      await lockOrganisation(trx, organisationId);
      const [row] = (await trx('signing_key').where({ id: key.id, organisation_id: organisationId }).whereIn('state', [...from]).update(set).returning('*')) as KeyRow[];
      if (row === undefined) return reject('key-state', `the key is not ${from.join(' or ')} any more`);
      await writeAudit(trx, deps, { organisationId, actor, action, subject: row.id, details: { verificationMethod: row.verification_method } });
    });
  return {
    certifyKey: (organisationId: Id, key: KeyRecord, { chain, actor }: { readonly chain: readonly Uint8Array[]; readonly actor: string }): Promise<void> =>
      change(key, ['pending', 'certified', 'active'], { organisationId, actor, action: 'key.certified', set: { chain: chain.map((one) => Buffer.from(one)), state: db.knex.raw(`case state when 'pending' then 'certified' else state end`) } }),
    activateKey: (organisationId: Id, key: KeyRecord, actor: string): Promise<void> =>
      db.transaction(async (trx) => {
        await lockOrganisation(trx, organisationId);
        await retireActive(trx, deps, { organisationId, key });
        const done = await trx('signing_key').where({ id: key.id, organisation_id: organisationId, state: key.state }).update({ state: 'active', activated_at: deps.now() });
        if (done === 0) reject('key-state', `the key is not ${key.state} any more`);
        await writeAudit(trx, deps, { organisationId, actor, action: 'keys.activated', subject: organisationId, details: { activated: [key.verificationMethod] } });
      }),
    retireKey: (organisationId: Id, key: KeyRecord, actor: string): Promise<void> =>
      change(key, ['pending', 'certified', 'active'], { organisationId, actor, action: 'key.retired', set: { state: 'retired', retired_at: deps.now() } }),
    /** False when the organisation has no such key, or it never signed. Said again, it may only become earlier. */
    markCompromised: (organisationId: Id, verificationMethod: string, { from, actor }: { readonly from: Timestamp; readonly actor: string }): Promise<boolean> =>
      db.transaction(async (trx) => {
        const earliest = trx.raw('least(coalesce(compromised_from, ?), ?)', [from, from]);
        const rows = await trx('signing_key')
          .where({ organisation_id: organisationId, verification_method: verificationMethod })
          .whereNotNull('activated_at')
          .update({ state: 'compromised', compromised_from: earliest })
          .returning<{ id: Id }[]>('id');
        for (const { id } of rows) await writeAudit(trx, deps, { organisationId, actor, action: 'key.compromised', subject: id, details: { verificationMethod, from } });
        // Lists that it signed are signed again, by the key that comes after it.
        if (rows.length > 0) await trx('status_list').where({ organisation_id: organisationId }).increment('version', 1);
        return rows.length > 0;
      }),
  };
}

interface KeyChange {
  readonly organisationId: Id;
  readonly actor: string;
  readonly action: string;
  readonly set: Readonly<Record<string, unknown>>;
}

const lockOrganisation = (trx: Query, id: Id) => trx('organisation').where({ id }).forNoKeyUpdate().first('id');

/** There is one active key of each algorithm, and one seal. */
async function retireActive(trx: Knex.Transaction, { now }: StoreDeps, { organisationId, key }: { readonly organisationId: Id; readonly key: Pick<SigningKey, 'use' | 'algorithm'> }): Promise<void> {
  const replaced = key.use === 'seal' ? { use: key.use } : { use: key.use, algorithm: key.algorithm };
  await trx('signing_key').where({ organisation_id: organisationId, state: 'active', ...replaced }).update({ state: 'retired', retired_at: now() });
}

const toRow = ({ publicJwk, verificationMethod, chain = [], ...key }: NewKey, more: Readonly<Record<string, unknown>>) => ({
  ...key,
  verification_method: verificationMethod,
  public_jwk: JSON.stringify(publicJwk),
  chain: chain.map((one) => Buffer.from(one)),
  ...more,
});
