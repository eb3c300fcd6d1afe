import { reject } from '../core/errors.js';
import { parseInput } from '../core/input.js';
import type { AwardStatus, Id } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import { type StatusAction, type StatusCode, type StatusPorts } from './ports.js';

/** Another change of the same award may come between our reading and our writing; more than this many in a row is not chance. */
const TRIES = 3;

interface ChangeRequest {
  readonly action: StatusAction;
  readonly code?: StatusCode;
  readonly note?: string;
}
export interface ChangeDeps {
  readonly ports: StatusPorts;
  /** `schemas/api/status-change.json`. */
  readonly check: SchemaCheck;
}
export interface AwardRef {
  readonly awardId: Id;
  readonly organisationId: Id;
}

const TARGET: Readonly<Record<StatusAction, AwardStatus>> = { revoke: 'revoked', suspend: 'suspended', reinstate: 'active' };
const FROM: Readonly<Record<StatusAction, readonly AwardStatus[]>> = {
  revoke: ['active', 'suspended'],
  suspend: ['active'],
  reinstate: ['suspended'],
};
const FINAL: readonly AwardStatus[] = ['revoked', 'superseded'];

/**
 * Revokes, suspends or reinstates an award; gives its new status. Throws `input-invalid`, `not-found`, `issuing-pending` (no credential
 * exists yet), `status-final` (revoked or superseded) and `status-unchanged` (it is so already, or there is nothing to lift).
 */
export async function changeStatus({ ports, check }: ChangeDeps, ref: AwardRef, request: { input: unknown; actor: string }): Promise<AwardStatus> {
  const change = parseInput<ChangeRequest>(request.input, check);
  const to = TARGET[change.action];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const from = await currentStatus(ports, ref);
    checkAllowed(change.action, from);
    if (await ports.applyChange({ ...ref, ...change, from, to, actor: request.actor })) return to;
  }
  return reject('status-unchanged', 'the award is being changed by somebody else: look at its status and try again');
}

async function currentStatus(ports: StatusPorts, { awardId, organisationId }: AwardRef): Promise<AwardStatus> {
  const award = (await ports.award(awardId, organisationId)) ?? reject('not-found', 'no such award');
  if (!award.issued) reject('issuing-pending', 'the award is accepted but its credentials are not issued yet');
  return award.status;
}

function checkAllowed(action: StatusAction, from: AwardStatus): void {
  if (FINAL.includes(from)) reject('status-final', `the award is ${from}, which is final`);
  if (!FROM[action].includes(from)) reject('status-unchanged', `an award that is ${from} cannot be changed so: ${action}`);
}
