import type { Fact } from '../core/evidence.js';
import type { Id, Timestamp } from '../core/model.js';
import type { TrustAnchor } from '../core/seal.js';
import { timestamp } from '../core/time.js';
import type { EnteredAnchor } from '../trust/ports.js';
import { writeAudit } from './audit.js';
import type { StoreDeps } from './context.js';
import { presentTime, unlessTaken } from './rows.js';

interface AnchorRow extends Pick<TrustAnchor, 'id' | 'name' | 'use' | 'kind'> {
  readonly certificate: Buffer;
  readonly recorded_at: Date;
  readonly entered_by: string;
  readonly withdrawn_at: Date | null;
}

const toAnchor = ({ id, name, use, kind, certificate }: AnchorRow): TrustAnchor => ({ id, name, use, kind, certificate: new Uint8Array(certificate) });
const toEntered = (row: AnchorRow): EnteredAnchor => ({ ...toAnchor(row), recordedAt: timestamp(row.recorded_at), enteredBy: row.entered_by, ...presentTime('withdrawnAt', row.withdrawn_at) });

const TAKEN = { anchor_certificate: 'this certificate is an anchor of that use already' };

/** Ends of certificate chains: `AnchorPorts`, `VerifyPorts.anchors`. They are entered and withdrawn, never changed or deleted. */
export function anchorStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    anchors: async (): Promise<Fact<readonly TrustAnchor[]>> => {
      try {
        return { ok: true, value: ((await db.knex('anchor').where({ withdrawn_at: null }).orderBy('id')) as AnchorRow[]).map(toAnchor) };
      } catch {
        return { ok: false, reason: 'source-unavailable', detail: 'anchors' };
      }
    },
    listAnchors: async (): Promise<readonly EnteredAnchor[]> => ((await db.knex('anchor').orderBy('id')) as AnchorRow[]).map(toEntered),

    insertAnchor: ({ recordedAt, enteredBy, certificate, ...anchor }: EnteredAnchor): Promise<void> =>
      unlessTaken(TAKEN, () =>
        db.transaction(async (trx) => {
          await trx('anchor').insert({ ...anchor, certificate: Buffer.from(certificate), recorded_at: recordedAt, entered_by: enteredBy });
          const details = { name: anchor.name, use: anchor.use, kind: anchor.kind };
          await writeAudit(trx, deps, { organisationId: null, actor: enteredBy, action: 'anchor.added', subject: anchor.id, details });
        }),
      ),
    withdrawAnchor: (id: Id, by: string, at: Timestamp): Promise<boolean> =>
      db.transaction(async (trx) => {
        const withdrawn = await trx('anchor').where({ id, withdrawn_at: null }).update({ withdrawn_at: at, withdrawn_by: by });
        if (withdrawn === 1) await writeAudit(trx, deps, { organisationId: null, actor: by, action: 'anchor.withdrawn', subject: id });
        return withdrawn === 1;
      }),
  };
}
