import { certificateNumber } from '../core/ids.js';
import type { Award, Id } from '../core/model.js';
import type { AwardDraft, PendingResult } from '../issue/ports.js';
import { closeVersion } from './achievements.js';
import { keepEditions, loadAward, toAwardRow, type AwardRow, type Places } from './awards.js';
import type { Query, StoreDeps } from './context.js';
import { learnerKey } from './learners.js';
import { takeEntry } from './status-lists.js';

/**
 * `IssuePorts.reserve`. What it locks, in this order: the result, the version of the achievement, the status list. Everything that locks more
 * than one of these keeps the order.
 */
export function reserveStore(deps: StoreDeps) {
  return {
    /** Throws `learner-erased`. */
    reserve: (pending: PendingResult, draft: AwardDraft): Promise<Award> =>
      deps.db.transaction(async (trx) => {
        const { learner_id: learnerId } = await trx('result').where({ id: pending.id }).forNoKeyUpdate().first<{ learner_id: Id }>('learner_id');
        const earlier = (await trx('award').where({ result_id: pending.id }).first()) as AwardRow | undefined;
        if (earlier !== undefined) return loadAward(trx, deps, earlier);
        return makeAward(trx, deps, { draft, resultId: pending.id, learnerId });
      }),
  };
}

interface Making {
  readonly draft: AwardDraft;
  readonly resultId: Id;
  readonly learnerId: Id;
}
async function makeAward(trx: Query, deps: StoreDeps, { draft, resultId, learnerId }: Making): Promise<Award> {
  const key = await learnerKey(trx, deps.vault, learnerId);
  const achievement = await closeVersion(trx, draft.achievement);
  const editions = await keepEditions(trx, draft);
  const { listId, statusEntry } = await takeEntry(trx, deps, draft.organisation.id);
  const places = { resultId, learnerId, listId, key };
  return insertAward(trx, deps, { award: { ...draft, achievement, statusEntry }, places, editions });
}

interface Inserting {
  readonly award: Omit<Award, 'number'>;
  readonly places: Places;
  readonly editions: Pick<AwardRow, 'organisation_edition' | 'body_editions'>;
}
/** Certificate numbers are random: on the rare number that is taken, another. */
async function insertAward(trx: Query, deps: StoreDeps, { award, places, editions }: Inserting): Promise<Award> {
  for (;;) {
    const numbered = { ...award, number: certificateNumber(deps.random(8)) };
    const rows = await trx('award').insert({ ...toAwardRow(deps, numbered, places), ...editions }).onConflict('number').ignore().returning<unknown[]>('id');
    if (rows.length === 1) return numbered;
  }
}
