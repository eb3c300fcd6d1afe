import { request } from 'node:https';
import { guardedFetch, type GuardedFetch } from './guarded-fetch.js';
import { createGuardedPost, type GuardedPost } from './guarded-post.js';
import { createProxy } from './proxy.js';
import { createSharedFetch, type SharedDeps } from './shared-fetch.js';
import { askNameServers } from './resolve.js';
import { targetOf, type AllowList } from './target.js';

/** What an operator may say of how the world is asked. */
export interface FetchSettings {
  /** HTTP proxy that connects us outward; undefined: nobody does. */
  readonly proxyUrl: string | undefined;
  readonly fetchAllow: AllowList;
}

const guardOf = ({ proxyUrl, fetchAllow }: FetchSettings) => ({ allowed: fetchAllow, ...(proxyUrl !== undefined && { through: createProxy(proxyUrl) }) });

/** How this process asks the world: one guard, one memory. */
export const createNet = (settings: FetchSettings, deps: SharedDeps): GuardedFetch => createSharedFetch(guardedFetch(guardOf(settings)), deps);

/** How somebody is told of something, under the same guard. */
export interface PublicAddress {
  readonly post: GuardedPost;
  /** Why nothing would be sent there; undefined when it would. */
  refusal(address: string): string | undefined;
}
export const createPost = (settings: FetchSettings): PublicAddress => ({
  post: createGuardedPost({ ...guardOf(settings), resolve: askNameServers, request }),
  refusal: (address) => {
    const target = targetOf(address, { allowed: settings.fetchAllow });
    return typeof target === 'string' ? target : undefined;
  },
});
