import { reject } from '../core/errors.js';

/** Lets so many pieces of work go on at once, and the others wait in their order. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** A gate for `places` at once. So many may wait; throws `busy` when more come. */
export function createGate(places: number, waiting = Infinity): Gate {
  const queue: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free -= 1;
    else if (queue.length < waiting) await new Promise<void>((enter) => queue.push(enter));
    else reject('busy', 'More is being checked at this moment than can be: try again in some seconds.');
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
