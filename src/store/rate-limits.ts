import { toHex } from '../core/bytes.js';
import type { StoreDeps } from './context.js';

/** So many in so long. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}
/** What was taken of a limit, and when it starts anew. */
interface Taken {
  readonly taken: number;
  readonly until: number;
}
interface TakenRow {
  readonly taken: number;
  readonly expires_at: Date;
}
export interface RateLimitOptions<Name extends string> {
  readonly limits: Readonly<Record<Name, Limit>>;
  /** Told, not more than once a minute, that the database could not be asked and this process counts alone. */
  alone(error: unknown): void;
}

/** One statement, so that nodes that ask at once count each other. */
const TAKE = `
  insert into rate_limit as l (key, taken, expires_at) values (:key, :points, :until)
  on conflict (key) do update set
    taken = case when l.expires_at <= :now then excluded.taken else l.taken + excluded.taken end,
    expires_at = case when l.expires_at <= :now then excluded.expires_at else l.expires_at end
  returning taken, expires_at`;
/** Longer than this no request waits for a count. */
const PATIENCE_MS = 250;
const COMPLAIN_MS = 60_000;
/** Askers remembered by this process; of more, the first are forgotten. */
const REMEMBERED = 50_000;

/**
 * Limits counted in the database for all nodes together; `Limits` of `http/limits`. An asker who has nothing left is remembered here, and costs
 * no further statement. When the database is slow or fails, this process counts alone: asking never throws and never blocks for long.
 */
export function rateLimits<Name extends string>(deps: StoreDeps, { limits, alone }: RateLimitOptions<Name>) {
  const remembered = memory();
  const complain = seldom(deps, alone);
  const keyOf = (limit: Name, asker: string): Uint8Array => deps.vault.blindIndex('rate_limit.key', `${limit}\0${asker}`).subarray(0, 16);
  const now = (): number => deps.now().getTime();
  const waitOf = (found: Taken | undefined, allowed: number): number => (found !== undefined && found.taken > allowed ? Math.max(found.until - now(), 0) : 0);
  return {
    /** Milliseconds until this asker has any left; 0: has some, or nothing is known of it here. */
    blockedFor: (limit: Name, asker: string): number => waitOf(remembered.get(toHex(keyOf(limit, asker))), limits[limit].points - 1),
    /** Takes one, or so many; milliseconds to wait when fewer were left, else 0. */
    take: async (limit: Name, asker: string, wanted = 1): Promise<number> => {
      const { points, seconds } = limits[limit];
      const key = keyOf(limit, asker);
      const refused = waitOf(remembered.get(toHex(key)), points - 1);
      if (refused > 0) return refused;
      const span = { wanted, now: deps.now(), until: new Date(now() + seconds * 1000) };
      const found = await within(take(deps, key, span)).catch((error: unknown) => (complain(error), countAlone(remembered.get(toHex(key)), span)));
      remembered.set(toHex(key), found);
      return waitOf(found, points);
    },
    /** Gives how many. */
    deleteExpired: (): Promise<number> => deps.db.knex('rate_limit').where('expires_at', '<=', deps.now()).delete().then(Number),
  };
}

interface Span {
  readonly wanted: number;
  readonly now: Date;
  readonly until: Date;
}

async function take({ db }: StoreDeps, key: Uint8Array, { wanted, now, until }: Span): Promise<Taken> {
  const { rows } = await db.knex.raw<{ rows: [TakenRow] }>(TAKE, { key, points: wanted, now, until });
  return { taken: rows[0].taken, until: rows[0].expires_at.getTime() };
}

const countAlone = (before: Taken | undefined, { wanted, now, until }: Span): Taken =>
  before === undefined || before.until <= now.getTime() ? { taken: wanted, until: until.getTime() } : { ...before, taken: before.taken + wanted };

function within<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, rejected) => {
    const timer = setTimeout(() => rejected(new Error('slow')), PATIENCE_MS);
    work.then(resolve, rejected).finally(() => clearTimeout(timer));
  });
}

function memory() {
  const map = new Map<string, Taken>();
  return {
    get: (key: string): Taken | undefined => map.get(key),
    set: (key: string, taken: Taken): void => {
      map.delete(key);
      map.set(key, taken);
      const [oldest] = map.keys();
      if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
    },
  };
}

function seldom({ now }: StoreDeps, tell: (error: unknown) => void): (error: unknown) => void {
  let last = -Infinity;
  return (error) => {
    const at = now().getTime();
    if (at - last < COMPLAIN_MS) return;
    last = at;
    tell(error);
  };
}
