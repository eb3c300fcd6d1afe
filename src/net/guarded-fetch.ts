import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './addresses.js';
import { targetOf, type Refusal } from './target.js';

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
}
/** `refused`: the guard would not go there. `failed`: it went, and got nothing usable. */
export type FetchFailure = 'unreachable' | 'timeout' | 'too-large' | 'encoding-unsupported' | 'http-status' | 'redirect-invalid';
export type FetchResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly mediaType: string; readonly url: string }
  | { readonly ok: false; readonly code: 'fetch-refused'; readonly why: Refusal }
  | { readonly ok: false; readonly code: 'fetch-failed'; readonly why: FetchFailure };
/** Never throws. */
export type GuardedFetch = (url: string, options: FetchOptions) => Promise<FetchResult>;

type Resolve = (host: string, options: LookupOptions & { all: true }, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;
/** What the guard stands on; tests give their own names and their own servers. */
export interface FetchDeps {
  readonly resolve: Resolve;
  readonly request: typeof httpsRequest;
}

const refused = (why: Refusal): FetchResult => ({ ok: false, code: 'fetch-refused', why });
const failed = (why: FetchFailure): FetchResult => ({ ok: false, code: 'fetch-failed', why });

/** Marks the error with which our own look-up stops a connection. */
const PRIVATE = 'TESTAMUR_PRIVATE_ADDRESS';

/**
 * The look-up of the connection itself: what is judged is what is connected to, so that a name cannot answer once for the guard and
 * once for the socket. One private address among several refuses them all.
 */
function guardedLookup(resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(Object.assign(new Error('not a public address'), { code: PRIVATE }), []);
      }
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

/** A fetch that a stranger may point anywhere, and that still reaches nothing but public servers over https; see {@link guardedFetch}. */
export function createGuardedFetch({ resolve, request }: FetchDeps): GuardedFetch {
  const lookup = guardedLookup(resolve);
  return async (address, options) => {
    const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const redirects = options.maxRedirects ?? MAX_REDIRECTS;
    let target = targetOf(address);
    for (let hops = 0; typeof target !== 'string'; hops++) {
      const url: URL = target;
      const answer = await once(url, { ...options, signal, lookup, request });
      if (!('location' in answer)) return answer;
      if (hops === redirects) return refused('too-many-redirects');
      target = targetOf(answer.location, url);
    }
    return refused(target);
  };
}

interface Hop extends FetchOptions {
  readonly signal: AbortSignal;
  readonly lookup: LookupFunction;
  readonly request: typeof httpsRequest;
}

/** One request: an answer, or where it says to go instead. No cookie, no credential, no connection kept from an earlier name. */
function once(url: URL, { accept, maxBytes = MAX_BYTES, signal, lookup, request }: Hop): Promise<FetchResult | { readonly location: string }> {
  const headers = { accept, 'accept-encoding': 'identity', 'user-agent': 'testamur' };
  return new Promise((settle) => {
    const outgoing = request(url, { method: 'GET', headers, signal, lookup, agent: false }, (response) => {
      const location = redirectOf(response);
      if (location !== undefined) {
        response.destroy();
        return settle(location === '' ? failed('redirect-invalid') : { location });
      }
      void bodyOf(response, maxBytes).then((body) => settle(typeof body === 'string' ? failed(body) : answered(url, response, body)), (error: unknown) => settle(trouble(error, signal)));
    });
    outgoing.on('error', (error) => settle(trouble(error, signal)));
    outgoing.end();
  });
}

const REDIRECTS = [301, 302, 303, 307, 308];
const redirectOf = ({ statusCode, headers }: IncomingMessage): string | undefined => (REDIRECTS.includes(statusCode ?? 0) ? (headers.location ?? '') : undefined);

const answered = (url: URL, { headers }: IncomingMessage, bytes: Uint8Array): FetchResult => ({
  ok: true,
  bytes,
  mediaType: (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
  url: url.href,
});

/** Reads no further than the limit, and decompresses nothing: a small answer stays small. */
async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<Uint8Array | FetchFailure> {
  const stop = (why: FetchFailure): FetchFailure => {
    response.destroy();
    return why;
  };
  if (response.statusCode !== 200) return stop('http-status');
  if ((response.headers['content-encoding'] ?? 'identity') !== 'identity') return stop('encoding-unsupported');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) return stop('too-large');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function trouble(error: unknown, signal: AbortSignal): FetchResult {
  if (signal.aborted) return failed('timeout');
  return isPrivate(error) ? refused('private-address') : failed('unreachable');
}
const isPrivate = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === PRIVATE;

/**
 * GET over https from the public internet: no address literal, no name that resolves to a private, loopback, link-local, shared, metadata,
 * multicast or mapped address, no credentials, at most 5 redirects, each judged anew, 2 MiB and 5 seconds in all. There is no switch to
 * loosen it: our own addresses are answered from the store and never fetched.
 */
export const guardedFetch: GuardedFetch = createGuardedFetch({
  resolve: (host, options, done) => systemLookup(host, options, done),
  request: httpsRequest,
});
