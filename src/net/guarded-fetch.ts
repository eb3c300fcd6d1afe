import type { IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Timestamp } from '../core/model.js';
import { exchange, type Exchanged, type Way } from './exchange.js';
import { askNameServers, guardedLookup, type Resolve } from './resolve.js';
import { targetOf, type AllowList, type Refusal } from './target.js';

export const MAX_BYTES = 2 * 1024 * 1024;
export const TIMEOUT_MS = 5000;
export const MAX_REDIRECTS = 5;

export interface FetchOptions {
  /** Media types asked for, as in the `Accept` header. */
  readonly accept: string;
  readonly maxBytes?: number;
  /** For all of it: names, connections, redirects, body. */
  readonly timeoutMs?: number;
  readonly maxRedirects?: number;
  /** For how long at most an answer may be given to others too, within its own freshness; absent: to nobody who asks later. */
  readonly freshMs?: number;
  /** Asked before each request that goes out, redirects too: false stops it. */
  readonly mayAsk?: () => boolean;
}
/** `failed`: it went, and got nothing usable; `gone`: it was told that there is nothing any more (410). */
export type FetchFailure = 'unreachable' | 'timeout' | 'too-large' | 'encoding-unsupported' | 'http-status' | 'gone' | 'redirect-invalid' | 'response-invalid';
/** `refused`: the guard would not go there. `cut`: the verification had used up what one may ask for. */
export type Unfetched =
  | { readonly ok: false; readonly code: 'fetch-refused'; readonly why: Refusal }
  | { readonly ok: false; readonly code: 'fetch-failed'; readonly why: FetchFailure }
  | { readonly ok: false; readonly code: 'fetch-cut'; readonly why: 'requests' | 'bytes' | 'seconds' };
export interface Fetched {
  readonly ok: true;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** After redirects. */
  readonly url: string;
  /** When it was had from there, or last confirmed by it. */
  readonly obtainedAt: Timestamp;
}
export type FetchResult = Fetched | Unfetched;
/** Never throws. */
export type GuardedFetch = (url: string, options: FetchOptions) => Promise<FetchResult>;

/** An answer of the world as it came, with what its sender says of keeping it. */
export interface Answer {
  readonly ok: true;
  readonly status: 200 | 304;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly url: string;
}
export interface RawOptions extends FetchOptions {
  /** Header fields that ask whether an earlier answer still stands; a redirect is followed without them. */
  readonly unlessSame?: Readonly<Record<string, string>>;
}
export type RawFetch = (url: string, options: RawOptions) => Promise<Answer | Unfetched>;

/** What the guard stands on; tests give their own names and their own servers. */
export interface FetchDeps {
  readonly resolve: Resolve;
  readonly request: typeof httpsRequest;
  readonly allowed?: AllowList;
  /** Instead of a connection of our own. Says `private-address` of a name that is not public. */
  readonly through?: (url: URL, signal: AbortSignal) => Promise<Way | 'private-address' | 'unreachable'>;
}

const refused = (why: Refusal): Unfetched => ({ ok: false, code: 'fetch-refused', why });

/**
 * GET over https from the public internet: no address literal, no name that resolves to a private, loopback, link-local, shared, metadata,
 * multicast or mapped address, no credentials, at most 5 redirects, each judged anew, 2 MiB and 5 seconds in all. There is no switch to
 * loosen it: our own addresses are answered from the store and never fetched.
 */
export function createGuardedFetch(deps: FetchDeps): RawFetch {
  const { allowed } = deps;
  return async (address, options) => {
    const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const redirects = options.maxRedirects ?? MAX_REDIRECTS;
    let target = targetOf(address, { allowed });
    for (let hops = 0; typeof target !== 'string'; hops++) {
      const url: URL = target;
      if (options.mayAsk?.() === false) return { ok: false, code: 'fetch-cut', why: 'requests' };
      const answer = await hop(url, { deps, options, signal, first: hops === 0 });
      if (typeof answer === 'string') return answer === 'private-address' ? refused(answer) : { ok: false, code: 'fetch-failed', why: answer };
      if (!('location' in answer)) return { ...answer, mediaType: mediaTypeOf(answer.headers), url: url.href };
      if (hops === redirects) return refused('too-many-redirects');
      target = targetOf(answer.location, { base: url, allowed });
    }
    return refused(target);
  };
}

interface Hop {
  readonly deps: FetchDeps;
  readonly options: RawOptions;
  readonly signal: AbortSignal;
  readonly first: boolean;
}
async function hop(url: URL, { deps, options, signal, first }: Hop): Promise<Exchanged> {
  const { accept, maxBytes = MAX_BYTES, unlessSame } = options;
  const way = deps.through === undefined ? { lookup: guardedLookup(deps.resolve) } : await deps.through(url, signal);
  if (typeof way === 'string') return signal.aborted ? 'timeout' : way;
  const conditions = first ? unlessSame : undefined;
  const reply = await exchange(url, { headers: { ...conditions, accept, 'accept-encoding': 'identity', 'user-agent': 'testamur' }, maxBytes, signal, way, request: deps.request });
  const unasked = typeof reply === 'object' && 'status' in reply && reply.status === 304 && conditions === undefined;
  return unasked ? 'http-status' : reply;
}

const mediaTypeOf = (headers: IncomingHttpHeaders): string => (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** The guard over this machine's own connections and name servers. */
export const guardedFetch = (more: Pick<FetchDeps, 'allowed' | 'through'> = {}): RawFetch => createGuardedFetch({ resolve: askNameServers, request: httpsRequest, ...more });
