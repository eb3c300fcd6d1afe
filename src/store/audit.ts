import type { Page } from '../catalogue/ports.js';
import type { JsonObject } from '../core/json.js';
import type { Id, Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { newId, type Query, type StoreDeps } from './context.js';
import { mapPage, page } from './rows.js';

/** What is written down of an act. `details` never hold personal data: these rows outlive the learner's key. */
export interface AuditEntry {
  readonly organisationId: Id | null;
  readonly actor: string;
  /** `achievement.saved`, `award.issued`, … */
  readonly action: string;
  /** Id of what was acted on. */
  readonly subject: string;
  readonly details?: JsonObject;
}
export interface AuditRecord extends Required<Omit<AuditEntry, 'organisationId'>> {
  readonly id: Id;
  readonly at: Timestamp;
}
interface AuditTableRow {
  readonly id: Id;
  readonly at: Date;
  readonly organisation_id: Id | null;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: JsonObject;
}

const toRecord = ({ id, at, actor, action, subject, details }: AuditTableRow): AuditRecord => ({ id, at: timestamp(at), actor, action, subject, details });

/** Adds to the trail, in the transaction of the act itself: no act without its line. */
export async function writeAudit(query: Query, deps: Pick<StoreDeps, 'now' | 'random'>, entry: AuditEntry): Promise<void> {
  const { organisationId, details = {}, ...rest } = entry;
  await query('audit').insert({ id: newId(deps), at: deps.now(), organisation_id: organisationId, ...rest, details: JSON.stringify(details) });
}

/** The audit trail, oldest first. */
export function auditStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    /** An act that changes nothing else here. */
    recordAct: (entry: AuditEntry): Promise<void> => writeAudit(db.knex, deps, entry),
    audit: async (organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<AuditRecord>> =>
      mapPage(await page<AuditTableRow>(db.knex('audit').where({ organisation_id: organisationId }), 'id', { cursor, limit }), toRecord),
  };
}
