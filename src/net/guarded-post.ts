import { exchange } from './exchange.js';
import { TIMEOUT_MS, type FetchDeps } from './guarded-fetch.js';
import { guardedLookup } from './resolve.js';
import { targetOf } from './target.js';

export interface PostMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
/** Gives `delivered`, or why not. Never throws. */
export type GuardedPost = (url: string, message: PostMessage) => Promise<string>;

/** Twice as long as for what is asked: whoever is told may have something to do first. */
const PATIENCE_MS = 2 * TIMEOUT_MS;

/** Posts where a stranger said, under the guard of everything that is fetched. No redirect is followed: who is told is who was named. */
export const createGuardedPost = ({ allowed, resolve, request, through }: FetchDeps): GuardedPost =>
  async (address, { headers, body }) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const target = targetOf(address, { allowed });
    if (typeof target === 'string') return target;
    const way = through === undefined ? { lookup: guardedLookup(resolve) } : await through(target, signal);
    if (typeof way === 'string') return signal.aborted ? 'timeout' : way;
    const length = String(Buffer.byteLength(body));
    const reply = await exchange(target, { headers: { ...headers, 'content-length': length, accept: '*/*', 'user-agent': 'testamur' }, maxBytes: 0, signal, way, body, request });
    if (typeof reply === 'string') return reply;
    return 'location' in reply ? 'redirected' : 'delivered';
  };
