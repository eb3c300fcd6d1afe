import { reject } from '../core/errors.js';
import type { Id } from '../core/model.js';
import { writeAudit } from './audit.js';
import type { Query, StoreDeps } from './context.js';

/**
 * Erasure of a learner. The key goes, and with it every copy of what was sealed under it, backups of the other tables included; what is the
 * learner's own (claim links, the public details) goes too. What stays is the award register without a person: that an award with this number
 * was made, by whom, of what, when, and its status, so that a credential in someone's hands still verifies.
 */
export function erasureStore(deps: StoreDeps) {
  return {
    /** Throws `not-found`. A second time changes nothing. */
    eraseLearner: (learnerId: Id, actor: string): Promise<void> =>
      deps.db.transaction(async (trx) => {
        const learner = (await trx('learner').where({ id: learnerId }).forUpdate().first()) as { organisation_id: Id; erased_at: Date | null } | undefined;
        if (learner === undefined) return reject('not-found', 'there is no such learner');
        if (learner.erased_at !== null) return;
        await trx('learner_key').where({ learner_id: learnerId }).delete();
        await trx('learner').where({ id: learnerId }).update({ identity: null, erased_at: deps.now() });
        await eraseResults(trx, learnerId, deps.now());
        await eraseAwards(trx, learnerId);
        await writeAudit(trx, deps, { organisationId: learner.organisation_id, actor, action: 'learner.erased', subject: learnerId });
      }),
  };
}

/** The result id stays, so that the same result posted again makes no second award. What was not issued yet never will be. */
async function eraseResults(trx: Query, learnerId: Id, now: Date): Promise<void> {
  await trx('result').where({ learner_id: learnerId }).update({ content: null, similarity: null, payload: null });
  await trx('result')
    .where({ learner_id: learnerId, state: 'accepted' })
    .update({ state: 'failed', failure_code: 'learner-erased', failure_message: "the learner's data were erased", finished_at: now });
}

async function eraseAwards(trx: Query, learnerId: Id): Promise<void> {
  const awards = trx('award').where({ learner_id: learnerId }).select('id');
  await trx('offer').whereIn('award_id', awards.clone()).delete();
  await trx('status_event').whereIn('award_id', awards.clone()).update({ note: null });
  await trx('award').where({ learner_id: learnerId }).update({ details_public: false });
}
