import { MIN_ENTRIES } from '../core/bitstring.js';
import type { Id } from '../core/model.js';
import { writeAudit } from './audit.js';
import type { StoreDeps } from './context.js';
import { erasureStore } from './erasure.js';

export interface Restored {
  /** Status lists that take no new award any more. */
  readonly listsClosed: number;
  /** Learners whose key was not put back: they were erased after the backup, and are erased again. */
  readonly learnersErased: number;
}

/** What a backup cannot know of the time after it. */
export function restoreStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    /**
     * To be done once a backup was put back, before anything is issued. Awards made after the backup are gone from the register, but their
     * credentials are in the world and name an index: so no list that was open then gives out another. Again, it changes nothing more.
     */
    afterRestore: async (actor: string): Promise<Restored> => {
      const listsClosed = await closeLists(deps, actor);
      const keyless = db.knex('learner').whereNull('erased_at').whereNotExists(db.knex('learner_key').whereRaw('learner_key.learner_id = learner.id'));
      const learners = await keyless.orderBy('id').pluck<Id[]>('id');
      for (const id of learners) await erasureStore(deps).eraseLearner(id, actor);
      return { listsClosed, learnersErased: learners.length };
    },
  };
}

const closeLists = (deps: StoreDeps, actor: string): Promise<number> =>
  deps.db.transaction(async (trx) => {
    const closed = await trx('status_list').where('next', '<', MIN_ENTRIES).update({ next: MIN_ENTRIES }).returning<{ id: Id; organisation_id: Id }[]>(['id', 'organisation_id']);
    for (const { id, organisation_id } of closed) await writeAudit(trx, deps, { organisationId: organisation_id, actor, action: 'status-list.closed', subject: id });
    return closed.length;
  });
