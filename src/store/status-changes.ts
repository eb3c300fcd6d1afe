import type { AwardStatus, Id } from '../core/model.js';
import type { StatusChange } from '../status/ports.js';
import { writeAudit } from './audit.js';
import type { AwardRow } from './awards.js';
import { newId, toSealable, type Query, type StoreDeps } from './context.js';
import { learnerKey } from './learners.js';

const notePurpose = (eventId: Id): string => `status_event.note:${eventId}`;

/** What changes with a status, whoever changes it; `award` is its row as it is now. */
export interface Recorded {
  readonly award: Pick<AwardRow, 'id' | 'organisation_id' | 'learner_id' | 'list_id'>;
  readonly from: AwardStatus;
  readonly to: AwardStatus;
  readonly action: StatusChange['action'] | 'supersede';
  readonly code?: string;
  readonly note?: string;
  readonly actor: string;
}

/** The event, the new version of the list and the line in the audit trail; in the transaction that changed the award. */
export async function recordChange(trx: Query, deps: StoreDeps, change: Recorded): Promise<void> {
  const { award, from, to, action, code = null, note, actor } = change;
  const id = newId(deps);
  const sealed = note === undefined ? null : deps.vault.sealWith(await learnerKey(trx, deps.vault, award.learner_id), toSealable(note), notePurpose(id));
  await trx('status_event').insert({ id, award_id: award.id, at: deps.now(), actor, action, from_status: from, to_status: to, code, note: sealed });
  await trx('status_list').where({ id: award.list_id }).increment('version', 1);
  await writeAudit(trx, deps, { organisationId: award.organisation_id, actor, action: `award.${action}`, subject: award.id, details: { from, to, code } });
}

/** Changes of status: `StatusPorts`. */
export function statusChangeStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    award: async (id: Id, organisationId: Id): Promise<{ readonly status: AwardStatus; readonly issued: boolean } | undefined> =>
      await db.knex('award').where({ id, organisation_id: organisationId }).first<{ status: AwardStatus; issued: boolean } | undefined>('status', 'issued'),

    /** Throws `learner-erased` on a note that can be sealed under no key any more; without a note the change is made. */
    applyChange: ({ awardId, organisationId, from, to, ...change }: StatusChange): Promise<boolean> =>
      db.transaction(async (trx) => {
        const changed = { status: to, status_since: deps.now(), status_code: change.code ?? null };
        const [award] = await trx('award').where({ id: awardId, organisation_id: organisationId, status: from }).update(changed).returning<AwardRow[]>('*');
        if (award !== undefined) await recordChange(trx, deps, { ...change, award, from, to });
        return award !== undefined;
      }),
  };
}
