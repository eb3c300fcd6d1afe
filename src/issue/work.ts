import { AppError, type ErrorCode } from '../core/errors.js';
import type { Id } from '../core/model.js';
import { issueResult, type IssueDeps } from './index.js';
import { LEASE, type IssuePorts, type PendingResult } from './ports.js';

/** What is wrong with the result or the organisation itself, so that trying again as it is would change nothing. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['lint-failed', 'recheck-failed', 'key-missing', 'organisation-inactive', 'input-invalid', 'element-missing', 'status-final', 'learner-erased']);

/** After so many times without an end, by whatever cause (a fault of ours, a process that died of it), a result is put aside: posted again it starts anew. */
const ATTEMPTS = 10;
const PUT_ASIDE = { code: 'bug', message: `It was tried ${ATTEMPTS} times and came to no end: the log says why. Posted again it is tried again.` } as const;

export interface WorkDeps extends IssueDeps {
  /** What was not foreseen: the result stays leased and is tried again when the lease runs out. */
  unforeseen(error: unknown): void;
}

/** Issues up to `limit` waiting results; gives how many were taken. */
export async function issueWaiting(deps: WorkDeps, limit = 25): Promise<number> {
  const waiting = await deps.ports.leaseResults(limit);
  const isMine = holding(waiting.map(({ id }) => id), deps.ports);
  for (const pending of waiting) if (await isMine(pending.id)) await issueOne(pending, deps);
  return waiting.length;
}

/** Asks the database only when some time has passed: a worker that stood still may have lost what it leased, and then leaves it alone. */
function holding(leased: readonly Id[], { now, renewLeases }: Pick<IssuePorts, 'now' | 'renewLeases'>): (id: Id) => Promise<boolean> {
  let mine: ReadonlySet<Id> = new Set(leased);
  let last = now().getTime();
  return async (id) => {
    if (now().getTime() - last >= LEASE.renewedAfter) {
      last = now().getTime();
      mine = await renewLeases([...mine]);
    }
    return mine.has(id);
  };
}

async function issueOne(pending: PendingResult, deps: WorkDeps): Promise<void> {
  if (pending.attempts > ATTEMPTS) return deps.ports.failResult(pending.id, PUT_ASIDE);
  try {
    await issueResult(pending, deps);
  } catch (error) {
    if (error instanceof AppError && FINAL.has(error.code)) await deps.ports.failResult(pending.id, { code: error.code, message: error.message });
    else deps.unforeseen(error);
  }
}
