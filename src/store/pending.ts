import { AppError, type ErrorCode } from '../core/errors.js';
import type { Id, Result } from '../core/model.js';
import { LEASE as LEASED, type PendingResult } from '../issue/ports.js';
import { loadVersions, versionKey } from './achievements.js';
import { fromSealable, type StoreDeps } from './context.js';
import { erased, learnerKeys } from './learners.js';
import { resultPurpose } from './results.js';
import { asArray, present } from './rows.js';

interface PendingRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly learner_id: Id;
  readonly achievement_id: Id;
  readonly achievement_version: number;
  readonly language: string;
  readonly supersedes: Id | null;
  readonly payload: Uint8Array;
  readonly attempts: number;
}

/**
 * Takes waiting results that nobody holds, or whose holder's lease ran out. Two workers pass over each other's rows (`skip locked`); the choice
 * is materialized, because PostgreSQL may run a subquery with a limit more than once.
 */
const LEASE = `
  with free as materialized (
    select id from result where state = 'accepted' and (lease_until is null or lease_until < :now) order by id limit :limit for update skip locked
  )
  update result set lease_by = :worker, lease_until = :until, attempts = attempts + 1 from free where result.id = free.id returning result.*`;

/** Results on their way to a credential: `IssuePorts.leaseResults` and `failResult`. */
export function pendingStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    leaseResults: async (limit: number): Promise<readonly PendingResult[]> => {
      const now = deps.now();
      const until = new Date(now.getTime() + LEASED.lasts);
      const { rows } = await db.knex.raw<{ rows: PendingRow[] }>(LEASE, { now, until, limit, worker: deps.worker });
      return toPending(deps, rows.sort((a, b) => (a.id < b.id ? -1 : 1)));
    },
    renewLeases: async (ids: readonly Id[]): Promise<ReadonlySet<Id>> => {
      const until = new Date(deps.now().getTime() + LEASED.lasts);
      const mine = db.knex('result').whereRaw('id = any(?)', asArray(ids)).where({ lease_by: deps.worker, state: 'accepted' });
      return new Set((await mine.update({ lease_until: until }).returning<{ id: Id }[]>('id')).map(({ id }) => id));
    },
    /** For a process that has the database to itself: whoever held a lease is dead. */
    freeLeases: async (): Promise<void> => {
      await db.knex('result').where({ state: 'accepted' }).whereNotNull('lease_by').update({ lease_by: null, lease_until: null });
    },
    failResult: (id: Id, failure: { readonly code: ErrorCode; readonly message: string }): Promise<void> => fail(deps, id, failure),
  };
}

/** One that cannot be opened (its learner was erased, its text damaged) fails alone: the others it was leased with go on. */
async function toPending(deps: StoreDeps, rows: readonly PendingRow[]): Promise<readonly PendingResult[]> {
  const keys = await learnerKeys(deps.db.knex, deps.vault, rows.map(({ learner_id }) => learner_id));
  const achievements = await loadVersions(deps.db.knex, rows.map(versionOf));
  const opened: PendingResult[] = [];
  for (const row of rows) {
    const result = opening(() => deps.vault.openWith(keys.get(row.learner_id) ?? erased(), row.payload, resultPurpose(row.id)));
    const achievement = achievements.get(versionKey(versionOf(row)));
    if (result instanceof AppError || achievement === undefined) await fail(deps, row.id, result instanceof AppError ? result : new AppError('bug', 'its achievement is not there'));
    else opened.push({ id: row.id, organisationId: row.organisation_id, result: fromSealable<Result>(result), achievement, language: row.language, attempts: row.attempts, ...present('supersedes', row.supersedes) });
  }
  return opened;
}

function opening(open: () => Uint8Array): Uint8Array | AppError {
  try {
    return open();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function fail({ db, now }: StoreDeps, id: Id, { code, message }: { readonly code: ErrorCode; readonly message: string }): Promise<void> {
  const failed = { state: 'failed', failure_code: code, failure_message: message, finished_at: now(), lease_by: null, lease_until: null };
  await db.knex('result').where({ id, state: 'accepted' }).update(failed);
}

const versionOf = ({ achievement_id, achievement_version }: PendingRow) => ({ id: achievement_id, version: achievement_version });
