import { isAlike } from '../core/alike.js';
import type { Fact, TrustScope, TrustStatement } from '../core/evidence.js';
import type { JsonObject } from '../core/json.js';
import type { Id, Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { writeAudit } from './audit.js';
import type { StoreDeps } from './context.js';
import { asArray, present, presentTime } from './rows.js';

interface StatementRow {
  readonly id: Id;
  readonly source: string;
  readonly authority: string;
  readonly entity_name: string;
  readonly did: string | null;
  readonly key_thumbprints: readonly string[];
  readonly scope: TrustScope;
  readonly valid_from: Date;
  readonly valid_until: Date | null;
  readonly recorded_at: Date;
  readonly entered_by: string;
  readonly withdrawn_at: Date | null;
}

const toStatement = (row: StatementRow): TrustStatement => ({
  id: row.id,
  source: row.source,
  authority: row.authority,
  entityName: row.entity_name,
  ...present('did', row.did),
  keyThumbprints: row.key_thumbprints,
  scope: row.scope,
  validFrom: timestamp(row.valid_from),
  ...presentTime('validUntil', row.valid_until),
  recordedAt: timestamp(row.recorded_at),
  ...presentTime('withdrawnAt', row.withdrawn_at),
  enteredBy: row.entered_by,
});
const toRow = (statement: TrustStatement) => ({
  id: statement.id,
  source: statement.source,
  authority: statement.authority,
  entity_name: statement.entityName,
  did: statement.did ?? null,
  key_thumbprints: statement.keyThumbprints,
  scope: JSON.stringify(statement.scope),
  valid_from: statement.validFrom,
  valid_until: statement.validUntil ?? null,
  recorded_at: statement.recordedAt,
  entered_by: statement.enteredBy,
});

interface Query {
  readonly did: string;
  readonly keyThumbprints: readonly string[];
  readonly name?: string;
}

/** The operator entered each by hand: there are few enough to look at every name. */
async function alikeIn({ knex }: StoreDeps['db'], name: string | undefined): Promise<readonly Id[]> {
  if (name === undefined) return [];
  const rows = await knex<StatementRow>('trust_statement').select('id', 'entity_name');
  return rows.filter((row) => isAlike(name, row.entity_name)).map(({ id }) => id);
}

/** The local register of issuers: `TrustPorts`. Statements are added and withdrawn, never changed or deleted. */
export function trustRegisterStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    /** Withdrawn ones too: whether a statement holds for a given moment is judged by whoever asks. */
    statements: async ({ did, keyThumbprints, name }: Query): Promise<Fact<readonly TrustStatement[]>> => {
      try {
        const about = (await db.knex('trust_statement').where({ did }).orWhereRaw('key_thumbprints && ?', asArray(keyThumbprints)).orWhereIn('id', await alikeIn(db, name)).orderBy('id')) as StatementRow[];
        return { ok: true, value: about.map(toStatement) };
      } catch {
        return { ok: false, reason: 'source-unavailable', detail: 'local register' };
      }
    },
    listStatements: async (): Promise<readonly TrustStatement[]> => ((await db.knex('trust_statement').orderBy('id')) as StatementRow[]).map(toStatement),

    insertStatement: (statement: TrustStatement): Promise<void> =>
      db.transaction(async (trx) => {
        await trx('trust_statement').insert(toRow(statement));
        const details: JsonObject = { did: statement.did ?? null, keyThumbprints: statement.keyThumbprints };
        await writeAudit(trx, deps, { organisationId: null, actor: statement.enteredBy, action: 'trust.added', subject: statement.id, details });
      }),
    withdrawStatement: (id: Id, by: string, at: Timestamp): Promise<boolean> =>
      db.transaction(async (trx) => {
        const withdrawn = await trx('trust_statement').where({ id, withdrawn_at: null }).update({ withdrawn_at: at, withdrawn_by: by });
        if (withdrawn === 1) await writeAudit(trx, deps, { organisationId: null, actor: by, action: 'trust.withdrawn', subject: id });
        return withdrawn === 1;
      }),
  };
}
