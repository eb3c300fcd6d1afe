import { reject } from '../core/errors.js';
import { parseInput } from '../core/input.js';
import type { JsonObject } from '../core/json.js';
import type { AwardStatus, Id } from '../core/model.js';
import { compileSchema } from '../core/schema.js';
import { STATUS_CODES, type StatusAction, type StatusCode, type StatusPorts } from './ports.js';

const NOTE_MAX = 2000;
/** Another change of the same award may come between our reading and our writing; more than this many in a row is not chance. */
const TRIES = 3;

/** Body of a status change (JSON Schema 2020-12). Revoking asks for a public code. */
export const STATUS_CHANGE_SCHEMA: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['action'],
  properties: {
    action: { enum: ['revoke', 'suspend', 'reinstate'] },
    code: { enum: [...STATUS_CODES] },
    note: { type: 'string', maxLength: NOTE_MAX },
  },
  if: { type: 'object', properties: { action: { const: 'revoke' } } },
  then: { required: ['action', 'code'], properties: { code: true } },
};

interface ChangeRequest {
  readonly action: StatusAction;
  readonly code?: StatusCode;
  readonly note?: string;
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

const check = compileSchema(STATUS_CHANGE_SCHEMA);

/**
 * Revokes, suspends or reinstates an award; gives its new status. Throws `input-invalid`, `not-found`, `issuing-pending` (no credential
 * exists yet), `status-final` (revoked or superseded) and `status-unchanged` (it is so already, or there is nothing to lift).
 */
export async function changeStatus(ports: StatusPorts, ref: AwardRef, request: { input: unknown; actor: string }): Promise<AwardStatus> {
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
