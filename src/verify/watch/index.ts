import type { Page } from '../../catalogue/ports.js';
import { AppError, reject } from '../../core/errors.js';
import { uuidv7 } from '../../core/ids.js';
import { parseInput } from '../../core/input.js';
import type { Id, Timestamp } from '../../core/model.js';
import type { SchemaCheck } from '../../core/schema.js';
import { addMonths, timestamp } from '../../core/time.js';
import type { Report } from '../report.js';
import { nextCheck } from './check.js';
import { base64 } from './deliver.js';
import type { Delivery, Watch, Watched, WatchWorld } from './ports.js';
import { seenOf, type Seen } from './seen.js';

/** A watch as its owner sees it. */
export interface WatchView extends Pick<Watch, 'id' | 'madeAt' | 'endsAt' | 'checkedAt' | 'nextCheckAt'> {
  readonly reference?: string;
  readonly webhook: string;
  readonly seen: Seen;
  /** Since when sources have not answered, while that is not told of yet. */
  readonly doubtSince?: Timestamp;
  /** Where the last report is. */
  readonly report: string;
}
export interface Watches {
  /** Throws `input-invalid`, `watch-limit`; `unreadable`, `fetch-failed` and what else a check throws. The secret is shown only here. */
  add(organisationId: Id, asked: { readonly given: Watched; readonly input: unknown }, actor: string): Promise<WatchView & { readonly secret: string }>;
  list(organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<WatchView>>;
  find(organisationId: Id, id: Id): Promise<(WatchView & { readonly deliveries: readonly Delivery[] }) | undefined>;
  report(organisationId: Id, id: Id): Promise<Report | undefined>;
  /** False when there is none. */
  remove(organisationId: Id, id: Id, actor: string): Promise<boolean>;
}

/** Of one organisation: together they ask somebody's server some ten thousand times a day. */
const MOST = 1000;
const MONTHS = 12;
const SECRET_BYTES = 32;

interface Asked {
  readonly webhook: string;
  readonly reference?: string;
}

export function createWatches(world: WatchWorld, check: SchemaCheck): Watches {
  const { ports, baseUrl } = world;
  const view = viewAt(baseUrl);
  return {
    add: async (organisationId, { given, input }, actor) => {
      const { webhook, reference } = parseInput<Asked>(input, check);
      const refusal = world.refusal(webhook);
      if (refusal !== undefined) reject('input-invalid', `Nothing is sent to this address: ${refusal}. It must be https, on a public host.`, '/webhook');
      const verification = await world.verify(given);
      const now = ports.now();
      const madeAt = timestamp(now);
      const secret = `whsec_${base64(ports.random(SECRET_BYTES))}`;
      const watch: Watch = {
        id: uuidv7(now, ports.random(10)),
        organisationId,
        subject: { given, webhook, secret, ...(reference === undefined ? {} : { reference }) },
        seen: seenOf(verification.report),
        madeAt,
        endsAt: addMonths(madeAt.slice(0, 10), MONTHS) + madeAt.slice(10),
        checkedAt: madeAt,
        nextCheckAt: nextCheck(verification, world),
      };
      if (!(await ports.insertWatch(watch, verification.report, { actor, most: MOST }))) throw new AppError('watch-limit', `An organisation has at most ${MOST} watches. Delete one that is not needed any more.`);
      return { ...view(watch), secret };
    },
    list: async (organisationId, cursor, limit) => {
      const { items, ...more } = await ports.watches(organisationId, cursor, limit);
      return { items: items.map(view), ...more };
    },
    find: async (organisationId, id) => {
      const watch = await ports.watch(organisationId, id);
      return watch && { ...view(watch), deliveries: await ports.deliveries(id) };
    },
    report: ports.watchReport,
    remove: ports.deleteWatch,
  };
}

const viewAt =
  (baseUrl: string) =>
  ({ id, subject: { webhook, reference }, seen, doubtSince, madeAt, endsAt, checkedAt, nextCheckAt }: Watch): WatchView => ({
    id,
    ...(reference === undefined ? {} : { reference }),
    webhook,
    seen,
    ...(doubtSince === undefined ? {} : { doubtSince }),
    madeAt,
    endsAt,
    checkedAt,
    nextCheckAt,
    report: `${baseUrl}/api/v1/watches/${id}/report`,
  });
