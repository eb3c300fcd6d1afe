import type { Page } from '../catalogue/ports.js';
import { OPEN_PROBLEMS, type Problem, type ProblemKind, type ToldProblem } from '../claim/ports.js';
import type { Id } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { writeAudit } from './audit.js';
import { fromSealable, toSealable, type StoreDeps } from './context.js';
import { learnerKey, learnerKeys, lockLearnerOf } from './learners.js';
import { page, presentTime } from './rows.js';

interface ProblemRow {
  readonly id: Id;
  readonly award_id: Id;
  readonly kind: ProblemKind;
  readonly words: Uint8Array;
  readonly at: Date;
  readonly handled_at: Date | null;
  /** Joined from the award. */
  readonly learner_id: Id;
  readonly number: string;
}
const purpose = (id: Id): string => `problem.words:${id}`;

/** What learners say is wrong. That of an erased learner is gone. */
export function problemStore(deps: StoreDeps) {
  const { db, vault } = deps;
  return {
    /** Throws `learner-erased`. */
    insertProblem: ({ id, awardId, kind, words, at }: Problem, organisationId: Id): Promise<boolean> =>
      db.transaction(async (trx) => {
        const key = await learnerKey(trx, vault, await lockLearnerOf(trx, awardId));
        const [{ count }] = (await trx('problem').where({ award_id: awardId, handled_at: null }).count('id as count')) as [{ count: string | number }];
        if (Number(count) >= OPEN_PROBLEMS) return false;
        await trx('problem').insert({ id, organisation_id: organisationId, award_id: awardId, kind, words: vault.sealWith(key, toSealable(words), purpose(id)), at });
        await writeAudit(trx, deps, { organisationId, actor: 'learner', action: 'problem.told', subject: awardId, details: { kind } });
        return true;
      }),

    /** Oldest first, handled ones included. */
    problems: async (organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<ToldProblem>> => {
      const rows = db.knex('problem').join('award', 'award.id', 'problem.award_id').where({ 'problem.organisation_id': organisationId }).select('problem.*', 'award.learner_id', 'award.number');
      const { items, ...rest } = await page<ProblemRow>(rows, 'problem.id', { cursor, limit });
      const keys = await learnerKeys(db.knex, vault, items.map(({ learner_id }) => learner_id));
      const opened = items.flatMap((row): readonly ToldProblem[] => {
        const key = keys.get(row.learner_id);
        if (key === undefined) return [];
        const { id, award_id, kind, at, number, handled_at } = row;
        return [{ id, awardId: award_id, number, kind, words: fromSealable<string>(vault.openWith(key, row.words, purpose(id))), at: timestamp(at), ...presentTime('handledAt', handled_at) }];
      });
      return { ...rest, items: opened };
    },

    /** False when the organisation has no such problem. A second time changes nothing. */
    markHandled: (organisationId: Id, id: Id, actor: string): Promise<boolean> =>
      db.transaction(async (trx) => {
        const row = await trx('problem').where({ id, organisation_id: organisationId }).forUpdate().first<Pick<ProblemRow, 'award_id' | 'handled_at'> | undefined>('award_id', 'handled_at');
        if (row === undefined) return false;
        if (row.handled_at !== null) return true;
        await trx('problem').where({ id }).update({ handled_at: deps.now() });
        await writeAudit(trx, deps, { organisationId, actor, action: 'problem.handled', subject: row.award_id });
        return true;
      }),
  };
}
