import type { Id } from '../core/model.js';
import type { Checked, Delivery, Watch } from '../verify/watch/ports.js';
import { toSealable, type StoreDeps } from './context.js';
import { KEPT_DELIVERIES, reportPurpose, toDelivery, watchRows, type DeliveryRow, type WatchRow } from './watch-rows.js';

/** Long enough for a run's checks one after the other; then another process takes what a dead one held. */
const CHECK_LEASE_MS = 5 * 60_000;
const DELIVERY_LEASE_MS = 60_000;

/** Two workers pass over each other's rows, as with results. */
const DUE = `
  with due as materialized (
    select id from watch where next_check_at <= :now and ends_at > :now and (lease_until is null or lease_until < :now) order by next_check_at limit :limit for update skip locked
  )
  update watch set lease_by = :worker, lease_until = :until from due where watch.id = due.id returning watch.id`;
const DUE_DELIVERIES = `
  with due as materialized (
    select id from watch_delivery where state = 'waiting' and next_at <= :now and (lease_until is null or lease_until < :now) order by next_at limit :limit for update skip locked
  )
  update watch_delivery d set lease_until = :until from due where d.id = due.id returning d.*`;

/** Watched credentials, as the jobs work on them: the other half of `WatchPorts`. */
export function watchWorkStore(deps: StoreDeps) {
  const { db, vault } = deps;
  const { all, keyOf, toWatch } = watchRows(deps);
  const lease = (limit: number, lasts: number) => ({ now: deps.now(), until: new Date(deps.now().getTime() + lasts), limit });
  const watchesOf = async (ids: readonly Id[]): Promise<readonly Watch[]> => (ids.length === 0 ? [] : ((await all().whereIn('watch.id', ids).orderBy('next_check_at')) as WatchRow[]).map(toWatch));
  return {
    dueWatches: async (limit: number): Promise<readonly Watch[]> => {
      const { rows } = await db.knex.raw<{ rows: { id: Id }[] }>(DUE, { ...lease(limit, CHECK_LEASE_MS), worker: deps.worker });
      return watchesOf(rows.map(({ id }) => id));
    },
    keepChecked: (id: Id, { seen, doubtSince, checkedAt, nextCheckAt, report, delivery }: Checked): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await trx('watch').join('watch_key', 'watch_key.watch_id', 'watch.id').where({ id, lease_by: deps.worker }).forUpdate().first<Pick<WatchRow, 'id' | 'wrapped'> | undefined>('watch.id', 'watch_key.wrapped');
        if (row === undefined) return;
        const sealed = report && { report: vault.sealWith(keyOf(row), toSealable(report), reportPurpose(id)) };
        await trx('watch').where({ id }).update({ seen: JSON.stringify(seen), doubt_since: doubtSince ?? null, checked_at: checkedAt, next_check_at: nextCheckAt, lease_by: null, lease_until: null, ...sealed });
        if (delivery === undefined) return;
        await trx('watch_delivery').insert({ id: delivery.id, watch_id: id, change: JSON.stringify(delivery.change), made_at: checkedAt, next_at: checkedAt });
        const newest = trx('watch_delivery').where({ watch_id: id }).orderBy('id', 'desc').limit(KEPT_DELIVERIES).select('id');
        await trx('watch_delivery').where({ watch_id: id }).whereNot({ state: 'waiting' }).whereNotIn('id', newest).delete();
      }),
    dueDeliveries: async (limit: number): Promise<readonly { readonly watch: Watch; readonly delivery: Delivery }[]> => {
      const { rows } = await db.knex.raw<{ rows: DeliveryRow[] }>(DUE_DELIVERIES, lease(limit, DELIVERY_LEASE_MS));
      const watches = await watchesOf([...new Set(rows.map(({ watch_id }) => watch_id))]);
      return rows.flatMap((row) => watches.filter(({ id }) => id === row.watch_id).map((watch) => ({ watch, delivery: toDelivery(row) })));
    },
    keepAttempt: async ({ id, state, attempts, nextAt }: Delivery): Promise<void> => {
      await db.knex('watch_delivery').where({ id, state: 'waiting' }).update({ state, attempts: JSON.stringify(attempts), lease_until: null, ...(nextAt && { next_at: nextAt }) });
    },
  };
}
