import type { LearnerHolding } from '../claim/ports.js';
import { reject } from '../core/errors.js';
import type { AwardStatus, Id } from '../core/model.js';
import { writeAudit } from './audit.js';
import type { Query, StoreDeps } from './context.js';
import { learnerIdentity } from './learners.js';
import { asArray, presentTime } from './rows.js';

interface LearnerRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly erased_at: Date | null;
}

/**
 * Erasure of a learner. The key goes, and with it every copy of what was sealed under it, backups of the other tables included; what is the
 * learner's own (claim links, shares, the public details) goes too. What stays is the award register without a person: that an award with this number
 * was made, by whom, of what, when, and its status, so that a credential in someone's hands still verifies.
 */
export function erasureStore(deps: StoreDeps) {
  const { knex } = deps.db;
  return {
    learnerOfAward: async (organisationId: Id, awardId: Id): Promise<Id | undefined> =>
      (await knex('award').where({ id: awardId, organisation_id: organisationId, issued: true }).first<{ learner_id: Id } | undefined>('learner_id'))?.learner_id,
    learnerByIdentifier: async (organisationId: Id, identifier: string): Promise<Id | undefined> => {
      const learners = [{ studentNumber: identifier }, { europeanStudentIdentifier: identifier }, { email: identifier }];
      const identities = learners.map((learner) => learnerIdentity(deps.vault, organisationId, learner));
      const rows = await knex('learner').where({ organisation_id: organisationId }).whereRaw('identity = any(?)', asArray(identities)).select<LearnerRow[]>('id');
      if (rows.length > 1) reject('input-invalid', 'Two learners have this, one as a number and one as an address: name the certificate instead.');
      return rows[0]?.id;
    },
    /** Throws `not-found`. */
    holding: async (learnerId: Id): Promise<LearnerHolding> => holding(knex, (await knex('learner').where({ id: learnerId }).first<LearnerRow | undefined>()) ?? noLearner()),
    /** Throws `not-found`. A second time changes nothing. */
    eraseLearner: (learnerId: Id, actor: string): Promise<void> =>
      deps.db.transaction(async (trx) => {
        const learner = (await trx('learner').where({ id: learnerId }).forUpdate().first<LearnerRow | undefined>()) ?? noLearner();
        if (learner.erased_at !== null) return;
        await trx('learner_key').where({ learner_id: learnerId }).delete();
        await trx('learner').where({ id: learnerId }).update({ identity: null, erased_at: deps.now() });
        await eraseResults(trx, learnerId, deps.now());
        await eraseAwards(trx, learnerId);
        await writeAudit(trx, deps, { organisationId: learner.organisation_id, actor, action: 'learner.erased', subject: learnerId });
      }),
  };
}

const noLearner = (): never => reject('not-found', 'there is no such learner');

const COUNTS = `
  (select count(*)::int from credential c join award a on a.id = c.award_id where a.learner_id = l.id) as credentials,
  (select count(*)::int from result where learner_id = l.id) as results,
  (select count(*)::int from result where learner_id = l.id and state = 'accepted') as waiting,
  (select count(*)::int from offer o join award a on a.id = o.award_id where a.learner_id = l.id) as "claimLinks",
  (select count(*)::int from share s join award a on a.id = s.award_id where a.learner_id = l.id) as shares`;

async function holding(query: Query, { id, erased_at }: LearnerRow): Promise<LearnerHolding> {
  const awards = await query('award').where({ learner_id: id, issued: true }).orderBy('id').select<{ id: Id; number: string; status: AwardStatus }[]>('id', 'number', 'status');
  const counts = await query('learner as l').where('l.id', id).first<Pick<LearnerHolding, 'credentials' | 'results' | 'waiting' | 'claimLinks' | 'shares'>>(query.raw(COUNTS));
  return { learnerId: id, ...presentTime('erasedAt', erased_at), awards, ...counts };
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
  await trx('share').whereIn('award_id', awards.clone()).delete();
  await trx('problem').whereIn('award_id', awards.clone()).delete();
  await trx('status_event').whereIn('award_id', awards.clone()).update({ note: null });
  await trx('award').where({ learner_id: learnerId }).update({ details_public: false });
}
