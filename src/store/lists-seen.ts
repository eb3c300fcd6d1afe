import type { Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { StoreDeps } from './context.js';

interface Edition {
  readonly url: string;
  readonly issuer: string;
  readonly madeAt: Timestamp;
}

/** One statement, so that two that see two editions at once leave the newer one. */
const SEE = `
  insert into status_list_seen as s (list, made_at, seen_at) values (:list, :madeAt, :now)
  on conflict (list) do update set made_at = greatest(s.made_at, excluded.made_at), seen_at = excluded.seen_at
  returning made_at`;

/** Lists that are remembered; of more, those not asked for the longest are forgotten. Anybody can have us see lists of his own. */
const MAX_LISTS = 100_000;
/** Not asked for in so long, a list is forgotten. */
const REMEMBERED_MS = 400 * 24 * 60 * 60 * 1000;

/** The newest edition of each of others' status lists that was ever seen. */
export function listsSeenStore({ db, vault, now }: StoreDeps) {
  return {
    /** This edition was seen now; gives when the newest one seen was made. */
    sawList: async ({ url, issuer, madeAt }: Edition): Promise<Timestamp> => {
      const list = vault.blindIndex('status_list_seen.list', `${url}\0${issuer}`);
      const { rows } = await db.knex.raw<{ rows: [{ made_at: Date }] }>(SEE, { list: Buffer.from(list), madeAt, now: now() });
      return timestamp(rows[0].made_at);
    },
    /** Gives how many. */
    forgetLists: async (most = MAX_LISTS): Promise<number> => {
      const old = await db.knex('status_list_seen').where('seen_at', '<', new Date(now().getTime() - REMEMBERED_MS)).delete();
      const kept = db.knex('status_list_seen').select('list').orderBy('seen_at', 'desc').offset(most);
      return Number(old) + Number(await db.knex('status_list_seen').whereIn('list', kept).delete());
    },
  };
}
