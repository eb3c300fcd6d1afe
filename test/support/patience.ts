import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something, and no longer than a test's patience lasts: then it throws what was waited for and how things stood. */
export type Patience = <T>(what: string, work: (over: AbortSignal) => Promise<T>) => Promise<T>;

/** How things stand may be what cannot be seen: the database hangs too. */
const LOOK_MS = 5_000;

/** Once it has run out nobody waits again: a test that is red is red soon, with all that come after it. */
export function patienceOf(ms: number, look: () => Promise<string>): Patience {
  let lost: Promise<string> | undefined;
  const state = (): Promise<string> => Promise.race([look().catch(String), sleep(LOOK_MS, 'the database does not answer', { ref: false })]);
  return async (what, work) => {
    if (lost !== undefined) throw new Error(`Not waited for ${what}: an earlier wait ran out.`);
    const over = AbortSignal.timeout(ms);
    const ranOut = once(over, 'abort').then(() => over.throwIfAborted() as never);
    try {
      return await Promise.race([work(over), ranOut]);
    } catch (error) {
      if (!over.aborted) throw error;
      lost ??= state().then((stood) => `Waited ${ms / 1000} s for ${what}. ${stood}`);
      throw new Error(await lost);
    }
  };
}

/** Asks again and again, until it is so. */
export async function until(isSo: () => Promise<boolean>, over: AbortSignal): Promise<void> {
  while (!(await isSo())) {
    over.throwIfAborted();
    await sleep(100);
  }
}
