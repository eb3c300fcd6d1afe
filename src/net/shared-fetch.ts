import CachePolicy from 'http-cache-semantics';
import { timestamp } from '../core/time.js';
import type { Answer, Fetched, FetchFailure, FetchOptions, FetchResult, GuardedFetch, RawFetch, Unfetched } from './guarded-fetch.js';
import type { Refusal } from './target.js';

/** `kept`: as it was had before. `joined`: with somebody who was asking already. `confirmed`: asked again, and still the same. */
export type FetchOutcome = 'fetched' | 'confirmed' | 'kept' | 'joined' | 'cut' | Refusal | FetchFailure;
export interface SharedDeps {
  readonly now: () => Date;
  /** Of each asking, without what was asked. */
  readonly told: (outcome: FetchOutcome) => void;
  /** What is kept in memory at most. */
  readonly limits?: { readonly entries: number; readonly bytes: number };
}

const LIMITS = { entries: 2000, bytes: 32 * 1024 * 1024 };
/** So long a source that failed is left alone. */
const FAILURE_MS = 5000;
/** What an entry takes beside its bytes, roughly. */
const OVERHEAD = 2048;

/** An answer with what its sender says of keeping it; or that there was none. */
interface Entry {
  readonly result: FetchResult;
  /** Milliseconds: it is given to nobody past this. */
  readonly until: number;
  readonly policy?: CachePolicy;
}

/**
 * One request for one address however many ask for it at once, and an answer again for as long as its own freshness allows (RFC 9111, as a shared
 * cache; guessed from nothing) and the asker. Past that it is asked for anew, and if that fails there is no answer: an old one is never given for a
 * new one. Answers that were redirected to are not kept, nor what no asker lets be kept.
 */
export function createSharedFetch(raw: RawFetch, deps: SharedDeps): GuardedFetch {
  const store = createShelf(deps.limits ?? LIMITS);
  const flights = new Map<string, Promise<FetchResult>>();
  const fetch = async (url: string, options: FetchOptions): Promise<FetchResult> => {
    const name = nameOf(url, options);
    const kept = options.freshMs === undefined ? undefined : store.get(name);
    if (kept !== undefined && isFresh(kept, { url, options, now: deps.now() })) return tell('kept', kept.result);
    const flight = flights.get(name);
    if (flight === undefined) return depart({ url, options, name, kept });
    const result = await flight;
    // What another had to stop for is no answer for this one.
    return isCut(result) ? fetch(url, options) : tell('joined', result);
  };
  const depart = async ({ name, ...trip }: Trip & { readonly name: string }): Promise<FetchResult> => {
    // Whatever goes wrong is an answer too: a flight that never landed would be waited for by everybody after it, and end the process.
    const flight = travel(trip, raw, deps).catch((): Arrival => ({ result: { ok: false, code: 'fetch-failed', why: 'response-invalid' }, outcome: 'response-invalid' }));
    flights.set(name, flight.then(({ result }) => result));
    const { result, entry, outcome } = await flight;
    flights.delete(name);
    if (entry === undefined) store.delete(name);
    else store.set(name, entry);
    return tell(outcome, result);
  };
  const tell = (outcome: FetchOutcome, result: FetchResult): FetchResult => {
    deps.told(outcome);
    return result;
  };
  return fetch;
}

/** Who accepts the same answer within the same limits. */
const nameOf = (url: string, { accept, maxBytes, maxRedirects, freshMs }: FetchOptions): string => JSON.stringify([url, accept, maxBytes, maxRedirects, freshMs]);
const isCut = (result: FetchResult): boolean => !result.ok && result.code === 'fetch-cut';
const requestOf = (url: string, { accept }: FetchOptions) => ({ url, method: 'GET', headers: { accept } });

function isFresh({ until, policy, result }: Entry, { url, options, now }: { readonly url: string; readonly options: FetchOptions; readonly now: Date }): boolean {
  if (now.getTime() >= until) return false;
  return !result.ok || (policy !== undefined && !policy.stale() && policy.satisfiesWithoutRevalidation(requestOf(url, options)));
}

interface Trip {
  readonly url: string;
  readonly options: FetchOptions;
  readonly kept: Entry | undefined;
}
interface Arrival {
  readonly result: FetchResult;
  readonly outcome: FetchOutcome;
  /** What may be given again; none when nothing may. */
  readonly entry?: Entry;
}

async function travel(trip: Trip, raw: RawFetch, { now }: SharedDeps): Promise<Arrival> {
  const { url, options, kept } = trip;
  const request = requestOf(url, options);
  const answer = await raw(url, { ...options, ...(kept?.policy && { unlessSame: conditionsOf(kept.policy.revalidationHeaders(request)) }) });
  const at = now();
  if (!answer.ok) return { result: answer, outcome: outcomeOf(answer), ...failedEntry(answer, trip, at) };
  if (answer.status === 304) return confirmed(answer, trip, at);
  const result = fetchedOf(answer, at);
  return { result, outcome: 'fetched', ...entryOf(result, new CachePolicy(request, answer, { shared: true, cacheHeuristic: 0, immutableMinTimeToLive: 0 }), { ...trip, at }) };
}

function confirmed(answer: Answer, trip: Trip, at: Date): Arrival {
  const { kept, url, options } = trip;
  const revalidated = kept?.policy?.revalidatedPolicy(requestOf(url, options), answer);
  if (kept?.result.ok !== true || revalidated?.matches !== true) return { result: { ok: false, code: 'fetch-failed', why: 'response-invalid' }, outcome: 'response-invalid' };
  // Another view of the same bytes: whoever notes what was seen notes that it was seen again.
  const result = { ...kept.result, bytes: kept.result.bytes.subarray(), obtainedAt: timestamp(at) };
  return { result, outcome: 'confirmed', ...entryOf(result, revalidated.policy, { ...trip, at }) };
}

function entryOf(result: Fetched, policy: CachePolicy, { url, options: { freshMs }, at }: Trip & { readonly at: Date }): Pick<Arrival, 'entry'> {
  const keepable = freshMs !== undefined && result.url === new URL(url).href && policy.storable();
  return keepable ? { entry: { result, policy, until: at.getTime() + freshMs } } : {};
}

const failedEntry = (result: Unfetched, { options }: Trip, at: Date): Pick<Arrival, 'entry'> =>
  options.freshMs !== undefined && result.code === 'fetch-failed' ? { entry: { result, until: at.getTime() + FAILURE_MS } } : {};

const outcomeOf = (result: Unfetched): FetchOutcome => (result.code === 'fetch-cut' ? 'cut' : result.why);
const fetchedOf = ({ bytes, mediaType, url }: Answer, at: Date): Fetched => ({ ok: true, bytes, mediaType, url, obtainedAt: timestamp(at) });

function conditionsOf(headers: CachePolicy.Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter((field): field is [string, string] => ['if-none-match', 'if-modified-since'].includes(field[0]) && typeof field[1] === 'string'));
}

/** What was used longest ago goes first when there is no more room. */
function createShelf(limits: NonNullable<SharedDeps['limits']>) {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  const weight = (name: string, { result }: Entry): number => OVERHEAD + 2 * name.length + (result.ok ? result.bytes.byteLength : 0);
  const remove = (name: string): void => {
    const entry = entries.get(name);
    if (entry === undefined) return;
    entries.delete(name);
    bytes -= weight(name, entry);
  };
  const put = (name: string, entry: Entry): void => {
    entries.set(name, entry);
    bytes += weight(name, entry);
  };
  return {
    get: (name: string): Entry | undefined => {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      remove(name);
      put(name, entry);
      return entry;
    },
    set: (name: string, entry: Entry): void => {
      remove(name);
      put(name, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= limits.entries && bytes <= limits.bytes) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
