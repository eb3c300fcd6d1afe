import type { AwardStatus } from '../core/model.js';
import { changeStatus, type AwardRef, type ChangeDeps } from './change.js';
import { listDocument, type ListRequest, type StatusDeps } from './list.js';
import type { ListDocument } from './ports.js';

export interface Status {
  /** Throws `input-invalid`, `not-found`, `issuing-pending`, `status-final`, `status-unchanged`; gives the new status. */
  changeStatus(ref: AwardRef, input: unknown, actor: string): Promise<AwardStatus>;
  /** Undefined: no such list. */
  listDocument(request: ListRequest): Promise<ListDocument | undefined>;
}

/** Changes of an award's status, and the lists that tell the world of them. */
export const createStatus = (deps: StatusDeps & ChangeDeps): Status => ({
  changeStatus: (ref, input, actor) => changeStatus(deps, ref, { input, actor }),
  listDocument: (request) => listDocument(deps, request),
});
