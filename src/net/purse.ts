import { MAX_BYTES, type FetchOptions, type FetchResult, type GuardedFetch, type Unfetched } from './guarded-fetch.js';

/** What one verification may take of the world. */
export interface Allowance {
  /** Requests that go out for it, redirects among them; and an answer had with others or before counts as one. */
  readonly requests: number;
  readonly bytes: number;
  /** From the first moment on, for all of it together. */
  readonly ms: number;
}
/** So that there is a report within five seconds, however slowly somebody's servers answer. */
export const ALLOWANCE: Allowance = { requests: 20, bytes: 8 * 1024 * 1024, ms: 3500 };

const cut = (why: 'requests' | 'bytes' | 'seconds'): Unfetched => ({ ok: false, code: 'fetch-cut', why });

/** A fetch for one verification: whatever is asked on its behalf, is asked through this, and out of one allowance. */
export function createPurse(fetch: GuardedFetch, { requests, bytes, ms }: Allowance = ALLOWANCE): GuardedFetch {
  const signal = AbortSignal.timeout(ms);
  const over = new Promise<Unfetched>((settle) => signal.addEventListener('abort', () => settle(cut('seconds'))));
  const room = createRoom(bytes);
  let sent = 0;
  const take = (): boolean => sent++ < requests;
  const ask = async (url: string, options: FetchOptions): Promise<FetchResult> => {
    const most = options.maxBytes ?? MAX_BYTES;
    if (!(await room.reserve(most))) return cut('bytes');
    if (signal.aborted || !take()) return room.release(most, signal.aborted ? cut('seconds') : cut('requests'));
    // The first of its requests is paid for.
    let first = true;
    return room.release(most, await fetch(url, { ...options, mayAsk: () => first ? !(first = false) : take() }));
  };
  return (url, options) => Promise.race([over, ask(url, options)]);
}

/** Room for bytes: taken for the most that may come, and given back but for what came. */
function createRoom(bytes: number) {
  let [spent, held] = [0, 0];
  let wake: (() => void)[] = [];
  return {
    /** Waits while others hold what may become free; false when there is not enough left. */
    reserve: async (most: number): Promise<boolean> => {
      while (held > 0 && spent + held + most > bytes) await new Promise<void>((done) => wake.push(done));
      if (spent + most > bytes) return false;
      held += most;
      return true;
    },
    release: (most: number, result: FetchResult): FetchResult => {
      held -= most;
      spent += result.ok ? result.bytes.byteLength : 0;
      const waiting = wake;
      wake = [];
      waiting.forEach((done) => done());
      return result;
    },
  };
}
