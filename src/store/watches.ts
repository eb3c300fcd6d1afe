import type { Page } from '../catalogue/ports.js';
import type { Id } from '../core/model.js';
import type { Delivery, Report, Watch } from '../verify/watch/ports.js';
import { writeAudit } from './audit.js';
import { fromSealable, toSealable, type StoreDeps } from './context.js';
import { mapPage, page } from './rows.js';
import { KEPT_DELIVERIES, keyPurpose, reportPurpose, toDelivery, watchRows, type DeliveryRow, type WatchRow } from './watch-rows.js';

/** Watched credentials, as their organisation sees them: the half of `WatchPorts` that is asked for. */
export function watchStore(deps: StoreDeps) {
  const { db, vault } = deps;
  const { all, keyOf, sealedSubject, toWatch } = watchRows(deps);
  const live = (organisationId: Id) => all().where({ organisation_id: organisationId }).where('ends_at', '>', deps.now());
  const one = async (organisationId: Id, id: Id): Promise<WatchRow | undefined> => (await live(organisationId).where({ 'watch.id': id }).first()) as WatchRow | undefined;
  return {
    insertWatch: (watch: Watch, report: Report, { actor, most }: { readonly actor: string; readonly most: number }): Promise<boolean> =>
      db.transaction(async (trx) => {
        const { id, organisationId, seen } = watch;
        // Its organisation is locked, so that many who add at once are counted one after the other.
        await trx('organisation').where({ id: organisationId }).forUpdate().first('id');
        const [{ count }] = (await trx('watch').where({ organisation_id: organisationId }).count('id as count')) as [{ count: string | number }];
        if (Number(count) >= most) return false;
        const key = deps.random(32);
        const when = { made_at: watch.madeAt, ends_at: watch.endsAt, checked_at: watch.checkedAt, next_check_at: watch.nextCheckAt };
        await trx('watch').insert({ id, organisation_id: organisationId, subject: sealedSubject(watch, key), report: vault.sealWith(key, toSealable(report), reportPurpose(id)), seen: JSON.stringify(seen), ...when });
        await trx('watch_key').insert({ watch_id: id, wrapped: vault.seal(key, keyPurpose(id)) });
        await writeAudit(trx, deps, { organisationId, actor, action: 'watch.added', subject: id });
        return true;
      }),
    watch: async (organisationId: Id, id: Id): Promise<Watch | undefined> => {
      const row = await one(organisationId, id);
      return row && toWatch(row);
    },
    watches: async (organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<Watch>> => mapPage(await page<WatchRow>(live(organisationId), 'watch.id', { cursor, limit }), toWatch),
    watchReport: async (organisationId: Id, id: Id): Promise<Report | undefined> => {
      const row = await one(organisationId, id);
      return row?.report == null ? undefined : fromSealable<Report>(vault.openWith(keyOf(row), row.report, reportPurpose(id)));
    },
    /** The last of them, newest first. */
    deliveries: async (watchId: Id): Promise<readonly Delivery[]> => ((await db.knex('watch_delivery').where({ watch_id: watchId }).orderBy('id', 'desc').limit(KEPT_DELIVERIES)) as DeliveryRow[]).map(toDelivery),
    deleteWatch: (organisationId: Id, id: Id, actor: string): Promise<boolean> =>
      db.transaction(async (trx) => {
        const deleted = await trx('watch').where({ id, organisation_id: organisationId }).delete();
        if (deleted === 1) await writeAudit(trx, deps, { organisationId, actor, action: 'watch.deleted', subject: id });
        return deleted === 1;
      }),
    /** And those whose key was not put back with a backup: they were deleted after it, and would be due for ever before all others. */
    deleteEndedWatches: (): Promise<number> =>
      db.knex('watch').where('ends_at', '<=', deps.now()).orWhereNotExists(db.knex('watch_key').whereRaw('watch_key.watch_id = watch.id')).delete().then(Number),
  };
}
