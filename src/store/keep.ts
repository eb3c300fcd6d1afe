import { reject } from '../core/errors.js';
import type { Award, Id } from '../core/model.js';
import { addMonths, timestamp } from '../core/time.js';
import { OFFER_MONTHS } from '../claim/ports.js';
import type { PendingResult, SignedCredential } from '../issue/ports.js';
import { writeAudit } from './audit.js';
import type { AwardRow } from './awards.js';
import { newId, type Query, type StoreDeps } from './context.js';
import { credentialRow } from './credentials.js';
import { learnerKey } from './learners.js';
import { recordChange } from './status-changes.js';

interface Keeping {
  readonly award: AwardRow;
  readonly credentials: readonly SignedCredential[];
  /** Who posted the result. */
  readonly actor: string;
}

/** `IssuePorts.keep`. Locks the result, then awards, then a status list: the order of `reserve`. */
export function keepStore(deps: StoreDeps) {
  return {
    /** Throws `learner-erased`, and `status-final` when another award superseded the one that this one corrects. */
    keep: (pending: PendingResult, { id }: Award, credentials: readonly SignedCredential[]): Promise<void> =>
      deps.db.transaction(async (trx) => {
        const actor = await lockResult(trx, pending.id);
        const [award] = await trx('award').where({ id, result_id: pending.id, issued: false }).update({ issued: true, permanent_hash: permanentHash(deps, id) }).returning<AwardRow[]>('*');
        if (award === undefined) return;
        await finish(trx, deps, { award, credentials, actor });
      }),
  };
}

const permanentHash = ({ vault }: StoreDeps, awardId: Id): Uint8Array => vault.tokenHash(vault.linkToken('permanent', awardId));

async function lockResult(trx: Query, id: Id): Promise<string> {
  const { batch_id } = await trx('result').where({ id }).forNoKeyUpdate().first<{ batch_id: Id }>('batch_id');
  return (await trx('batch').where({ id: batch_id }).first<{ actor: string }>('actor')).actor;
}

async function finish(trx: Query, deps: StoreDeps, { award, credentials, actor }: Keeping): Promise<void> {
  const key = await learnerKey(trx, deps.vault, award.learner_id);
  await trx('credential').insert(credentials.map((credential) => credentialRow(deps.vault, award.id, { ...credential, key })));
  await trx('result').where({ id: award.result_id }).update({ state: 'issued', finished_at: deps.now(), lease_by: null, lease_until: null });
  await makeOffer(trx, deps, award.id);
  const details = { number: award.number, formats: credentials.map(({ format }) => format), supersedes: award.supersedes };
  await writeAudit(trx, deps, { organisationId: award.organisation_id, actor, action: 'award.issued', subject: award.id, details });
  if (award.supersedes !== null) await supersede(trx, deps, { by: award, actor });
}

async function makeOffer(trx: Query, deps: StoreDeps, awardId: Id): Promise<void> {
  const id = newId(deps);
  const lastDay = addMonths(timestamp(deps.now()).slice(0, 10), OFFER_MONTHS);
  await trx('offer').insert({ id, award_id: awardId, token_hash: deps.vault.tokenHash(deps.vault.linkToken('claim', id)), expires_at: `${lastDay}T23:59:59Z` });
}

/** The corrected award says by which it was superseded. A revoked one stays revoked: that is final. */
async function supersede(trx: Query, deps: StoreDeps, { by, actor }: { readonly by: AwardRow; readonly actor: string }): Promise<void> {
  const [old] = await trx('award').where({ id: by.supersedes, organisation_id: by.organisation_id }).whereNull('superseded_by').update({ superseded_by: by.id }).returning<AwardRow[]>('*');
  if (old === undefined) return reject('status-final', 'The award was corrected before: correct its successor.');
  if (old.status === 'revoked') return;
  await trx('award').where({ id: old.id }).update({ status: 'superseded', status_since: deps.now(), status_code: 'replaced' });
  await recordChange(trx, deps, { award: old, from: old.status, to: 'superseded', action: 'supersede', code: 'replaced', actor });
}
