import { guardedFetch, type GuardedFetch } from './guarded-fetch.js';
import { createProxy } from './proxy.js';
import { createSharedFetch, type SharedDeps } from './shared-fetch.js';
import type { AllowList } from './target.js';

/** What an operator may say of how the world is asked. */
export interface FetchSettings {
  /** HTTP proxy that connects us outward; undefined: nobody does. */
  readonly proxyUrl: string | undefined;
  readonly fetchAllow: AllowList;
}

/** How this process asks the world: one guard, one memory. */
export const createNet = ({ proxyUrl, fetchAllow }: FetchSettings, deps: SharedDeps): GuardedFetch =>
  createSharedFetch(guardedFetch({ allowed: fetchAllow, ...(proxyUrl !== undefined && { through: createProxy(proxyUrl) }) }), deps);
