import type { StoreDeps } from './context.js';
import { pendingMigrations } from './migrate.js';
import { settings } from './settings.js';

/** Parts of an installation that must work before it can serve. */
export type Part = 'database' | 'migrations' | 'master-key' | 'trust-register';
/** Words of ours: neither secrets nor what a database says. */
export type PartState = 'ok' | 'fails' | 'no answer' | 'behind';

const ACTIVE_KEYS = `(select count(*) from signing_key where organisation_id = o.id and state = 'active' and algorithm = any(?))`;
const PATIENCE_MS = 2000;

/** How the database, and what rests in it, is: `Edge.readiness`, `/metrics`, `testamur doctor`. */
export function healthStore(deps: StoreDeps) {
  const { knex } = deps.db;
  const parts: Readonly<Record<Part, () => Promise<PartState>>> = {
    database: async () => (await knex.raw('select 1'), 'ok'),
    migrations: async () => ((await pendingMigrations(deps.db)).length === 0 ? 'ok' : 'behind'),
    'master-key': async () => ((await settings(deps.db, deps.vault).get('blind-index-key')) === undefined ? 'fails' : 'ok'),
    'trust-register': async () => (await knex('trust_statement').select('id').limit(1), 'ok'),
  };
  return {
    /** Every part, asked at once and each with its own patience. Never throws. */
    parts: async (): Promise<Readonly<Record<Part, PartState>>> => {
      const asked = Object.entries(parts).map(async ([name, ask]) => [name, await within(ask)] as const);
      return Object.fromEntries(await Promise.all(asked)) as Record<Part, PartState>;
    },
    /** Results that wait, and for how many seconds the first of them has. */
    queue: async (): Promise<{ readonly waiting: number; readonly oldest: number }> => {
      const waiting = knex('result as r').join('batch as b', 'b.id', 'r.batch_id').where('r.state', 'accepted');
      const [row] = await waiting.select<{ waiting: number; first: Date | null }[]>(knex.raw('count(*)::int as waiting, min(b.started_at) as first'));
      const first = row?.first ?? null;
      return { waiting: row?.waiting ?? 0, oldest: first === null ? 0 : Math.max(0, (deps.now().getTime() - first.getTime()) / 1000) };
    },
    pool: (): { readonly used: number; readonly free: number; readonly pending: number } => {
      const pool = (knex.client as { pool: { numUsed(): number; numFree(): number; numPendingAcquires(): number } }).pool;
      return { used: pool.numUsed(), free: pool.numFree(), pending: pool.numPendingAcquires() };
    },
    /** Slugs of active organisations that cannot seal, since they lack an active key of one of the algorithms. */
    organisationsWithoutKeys: (algorithms: readonly string[]): Promise<readonly string[]> =>
      knex('organisation as o').where('o.status', 'active').whereRaw(`${ACTIVE_KEYS} < ?`, [[...algorithms], algorithms.length]).orderBy('o.slug').pluck<string[]>('o.slug'),
    /** Milliseconds by which the database's clock is ahead of ours. */
    clockSkew: async (): Promise<number> => {
      const before = deps.now().getTime();
      const { rows } = await knex.raw<{ rows: [{ now: Date }] }>('select clock_timestamp() as now');
      return rows[0].now.getTime() - (before + deps.now().getTime()) / 2;
    },
  };
}

async function within(ask: () => Promise<PartState>): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<PartState>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(), patience]);
  } catch {
    return 'fails';
  } finally {
    clearTimeout(timer);
  }
}
