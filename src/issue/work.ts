import { AppError, type ErrorCode } from '../core/errors.js';
import { issueResult, type IssueDeps } from './index.js';
import type { PendingResult } from './ports.js';

/** What is wrong with the result or the organisation itself, so that trying again as it is would change nothing. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['lint-failed', 'recheck-failed', 'key-missing', 'organisation-inactive', 'input-invalid', 'element-missing', 'status-final', 'learner-erased']);

export interface WorkDeps extends IssueDeps {
  /** What was not foreseen: the result stays leased and is tried again when the lease runs out. */
  unforeseen(error: unknown): void;
}

/** Issues up to `limit` waiting results; gives how many were taken. */
export async function issueWaiting(deps: WorkDeps, limit = 25): Promise<number> {
  const waiting = await deps.ports.leaseResults(limit);
  for (const pending of waiting) await issueOne(pending, deps);
  return waiting.length;
}

async function issueOne(pending: PendingResult, deps: WorkDeps): Promise<void> {
  try {
    await issueResult(pending, deps);
  } catch (error) {
    if (error instanceof AppError && FINAL.has(error.code)) await deps.ports.failResult(pending.id, { code: error.code, message: error.message });
    else deps.unforeseen(error);
  }
}
