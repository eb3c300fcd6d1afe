import { LIVE_SHARES, type Share } from '../claim/ports.js';
import type { Id, IsoDate, Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { fromSealable, toSealable, type Query, type StoreDeps } from './context.js';
import { learnerKey, learnerKeys, lockLearnerOf } from './learners.js';
import { present, presentTime } from './rows.js';

interface ShareRow {
  readonly id: Id;
  readonly award_id: Id;
  readonly settings: Uint8Array;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly withdrawn_at: Date | null;
  readonly counting: boolean;
  readonly opened: number;
  readonly last_opened_on: IsoDate | null;
  /** Joined from the award. */
  readonly learner_id: Id;
}
/** What of a share is about the person, or guards it: sealed under the learner's key. */
type Settings = Pick<Share, 'label' | 'shows' | 'passphrase'>;

/** Ended shares that a learner is still shown. */
const ENDED_SHOWN = 20;

const settingsPurpose = (id: Id): string => `share.settings:${id}`;

/** A learner's links: `SharePorts`. Those of an erased learner are gone. */
export function shareStore(deps: StoreDeps) {
  const { db, vault } = deps;
  const rows = (query: Query) => query('share').join('award', 'award.id', 'share.award_id').select<ShareRow[]>('share.*', 'award.learner_id');
  const opened = async (found: readonly ShareRow[]): Promise<readonly Share[]> => {
    const keys = await learnerKeys(db.knex, vault, found.map(({ learner_id }) => learner_id));
    return found.flatMap((row) => toShare(deps, row, keys.get(row.learner_id)));
  };
  return {
    share: async (tokenHash: Uint8Array): Promise<Share | undefined> => (await opened(await rows(db.knex).where({ 'share.token_hash': tokenHash })))[0],

    sharesOf: async (awardId: Id): Promise<readonly Share[]> => {
      const of = () => rows(db.knex).where({ 'share.award_id': awardId }).orderBy('share.id', 'desc');
      const [live, ended] = [await of().whereRaw(LIVE, [timestamp(deps.now())]), await of().whereRaw(`not (${LIVE})`, [timestamp(deps.now())]).limit(ENDED_SHOWN)];
      return opened([...live, ...ended]);
    },

    insertShare: (share: Share, tokenHash: Uint8Array): Promise<boolean> =>
      db.transaction(async (trx) => {
        const learnerId = await lockLearnerOf(trx, share.awardId);
        const key = await learnerKey(trx, vault, learnerId);
        const [{ count }] = (await trx('share').where({ award_id: share.awardId }).whereRaw(LIVE, [timestamp(deps.now())]).count('id as count')) as [{ count: string | number }];
        if (Number(count) >= LIVE_SHARES) return false;
        await trx('share').insert(toRow(deps, share, { tokenHash, key }));
        return true;
      }),

    withdrawShare: async ({ id, awardId }: Pick<Share, 'id' | 'awardId'>, at: Timestamp): Promise<boolean> => {
      if ((await db.knex('share').where({ id, award_id: awardId, withdrawn_at: null }).update({ withdrawn_at: at })) === 1) return true;
      return (await db.knex('share').where({ id, award_id: awardId }).first('id')) !== undefined;
    },

    countOpening: async (id: Id, on: IsoDate): Promise<void> => {
      await db.knex('share').where({ id, counting: true }).update({ opened: db.knex.raw('opened + 1'), last_opened_on: on });
    },
  };
}

const LIVE = 'share.withdrawn_at is null and (share.expires_at is null or share.expires_at >= ?)';

function toRow({ vault }: StoreDeps, share: Share, { tokenHash, key }: { readonly tokenHash: Uint8Array; readonly key: Uint8Array }) {
  const { label, shows, passphrase } = share;
  const settings = { label, shows, ...(passphrase === undefined ? {} : { passphrase }) } satisfies Settings;
  return {
    id: share.id,
    award_id: share.awardId,
    token_hash: tokenHash,
    settings: vault.sealWith(key, toSealable(settings), settingsPurpose(share.id)),
    created_at: share.createdAt,
    expires_at: share.expiresAt ?? null,
    counting: share.counting,
  };
}

/** None without a key: its learner was erased while it was read. */
function toShare({ vault }: StoreDeps, row: ShareRow, key: Uint8Array | undefined): readonly Share[] {
  if (key === undefined) return [];
  const share = {
    id: row.id,
    awardId: row.award_id,
    ...fromSealable<Settings>(vault.openWith(key, row.settings, settingsPurpose(row.id))),
    createdAt: timestamp(row.created_at),
    ...presentTime('expiresAt', row.expires_at),
    ...presentTime('withdrawnAt', row.withdrawn_at),
    counting: row.counting,
    opened: row.opened,
    ...present('lastOpenedOn', row.last_opened_on),
  };
  return [share];
}
