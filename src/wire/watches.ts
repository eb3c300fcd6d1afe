import type { Job } from '../jobs/index.js';
import type { PublicAddress } from '../net/index.js';
import type { Verification } from '../verify/report.js';
import { checkDueWatches } from '../verify/watch/check.js';
import { deliverDue } from '../verify/watch/deliver.js';
import { createWatches, type Watches } from '../verify/watch/index.js';
import type { Watched, WatchWorld } from '../verify/watch/ports.js';
import type { Kit } from './kit.js';

interface Around extends PublicAddress {
  verify(given: Watched): Promise<Verification>;
  unforeseen(error: unknown): void;
}
export type WatchJobs = Readonly<Record<'check-watches' | 'tell-watchers' | 'delete-ended-watches', Job>>;

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Watched credentials: what their organisations do with them, and the work beside the requests. */
export function watchCases({ deps, store, schemas }: Kit, around: Around): { readonly watches: Watches; readonly jobs: WatchJobs } {
  const world: WatchWorld = { ...around, ports: { ...deps, ...store.watches }, baseUrl: deps.baseUrl };
  return {
    watches: createWatches(world, schemas.watch),
    jobs: {
      'check-watches': { every: 30 * SECOND, run: () => checkDueWatches(world) },
      'tell-watchers': { every: 5 * SECOND, run: () => deliverDue(world) },
      'delete-ended-watches': { every: HOUR, run: () => store.watches.deleteEndedWatches().then(() => false) },
    },
  };
}
