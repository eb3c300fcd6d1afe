import type { ErrorCode } from '../core/errors.js';
import type { Id } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { BatchSummary, Rejection } from '../issue/ports.js';
import { newId, type Query, type StoreDeps } from './context.js';
import { inChunks, presentTime } from './rows.js';

interface BatchRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly actor: string;
  readonly started_at: Date;
}
interface Counts {
  readonly total: number;
  readonly issued: number;
  readonly failed: number;
  readonly last: Date | null;
}
interface FailureRow {
  readonly line: number;
  readonly failure_code: ErrorCode;
  readonly failure_message: string;
}
interface RejectionRow extends Rejection {
  readonly batch_id: Id;
}

/** Batches: `IssuePorts`. A batch has no state of its own: it is what its results are. */
export function batchStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    openBatch: async (organisationId: Id, actor: string): Promise<Id> => {
      const id = newId(deps);
      await db.knex('batch').insert({ id, organisation_id: organisationId, actor, started_at: deps.now() });
      return id;
    },
    saveRejections: (batchId: Id, rejections: readonly Rejection[]): Promise<void> =>
      db.transaction(async (trx) => {
        const rows = rejections.map(({ line, code, path, message }) => ({ batch_id: batchId, line, code, path, message }));
        for (const chunk of inChunks(rows)) await trx('batch_rejection').insert(chunk);
      }),
    batch: async (id: Id, organisationId: Id): Promise<BatchSummary | undefined> => {
      const batch = (await db.knex('batch').where({ id, organisation_id: organisationId }).first()) as BatchRow | undefined;
      return batch && summary(db.knex, batch);
    },
  };
}

async function summary(query: Query, { id, started_at }: BatchRow): Promise<BatchSummary> {
  const lines = query('batch_result as b').join('result as r', 'r.id', 'b.result_id').where('b.batch_id', id);
  const [{ last, ...counts }] = (await lines
    .clone()
    .select(query.raw(`count(*)::int as total, count(*) filter (where r.state = 'issued')::int as issued, count(*) filter (where r.state = 'failed')::int as failed, max(r.finished_at) as last`))) as [Counts];
  const failures = await lines.clone().where('r.state', 'failed').orderBy('b.line').select<FailureRow[]>('b.line', 'r.failure_code', 'r.failure_message');
  const rejected = (await query('batch_rejection').where({ batch_id: id }).orderBy(['line', 'position'])) as RejectionRow[];
  const done = counts.issued + counts.failed === counts.total;
  return {
    id,
    state: done ? 'done' : 'running',
    ...counts,
    startedAt: timestamp(started_at),
    ...presentTime('finishedAt', done ? latest(started_at, last) : null),
    rejected: rejected.map(({ line, code, path, message }) => ({ line, code, path, message })),
    failures: failures.map((row) => ({ line: row.line, code: row.failure_code, message: row.failure_message })),
  };
}

/** A batch of results known before was finished when it began. */
const latest = (startedAt: Date, last: Date | null): Date => (last !== null && last > startedAt ? last : startedAt);
