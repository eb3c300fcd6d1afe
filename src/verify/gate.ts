import { reject } from '../core/errors.js';

/** Lets so many pieces of work go on at once, and the others wait: each asker's in their order, and the askers take turns. */
export type Gate = <T>(work: () => Promise<T>, asker?: string) => Promise<T>;
/** How many may wait: of all, and of one asker. */
export interface Waiting {
  readonly all: number;
  readonly each: number;
}

/** A gate for `places` at once. Throws `busy` when more come than may wait. */
export function createGate(places: number, { all, each }: Waiting = { all: Infinity, each: Infinity }): Gate {
  const queue = createTurns();
  let free = places;
  return async (work, asker = '') => {
    if (free > 0) free -= 1;
    else if (queue.waiting() < all && queue.waiting(asker) < each) await queue.wait(asker);
    else reject('busy', 'More is being checked at this moment than can be: try again in some seconds.');
    try {
      return await work();
    } finally {
      const next = queue.next();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** Who sends one thing waits for one of whoever sent a hundred, not for all of them. */
function createTurns() {
  const turns = new Map<string, (() => void)[]>();
  let count = 0;
  return {
    waiting: (asker?: string): number => (asker === undefined ? count : (turns.get(asker)?.length ?? 0)),
    wait: (asker: string): Promise<void> =>
      new Promise((enter) => {
        turns.set(asker, [...(turns.get(asker) ?? []), enter]);
        count += 1;
      }),
    next: (): (() => void) | undefined => {
      const [turn] = turns;
      if (turn === undefined) return undefined;
      const [asker, [enter, ...others]] = turn;
      turns.delete(asker);
      if (others.length > 0) turns.set(asker, others);
      count -= 1;
      return enter;
    },
  };
}
