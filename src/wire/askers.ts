import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf something is done, known to whatever it leads to: the edge knows who asks, and the threads, far below, let askers take turns. */
export interface Askers {
  /** Empty where it is for nobody in particular. */
  current(): string;
  onBehalfOf<T>(asker: string, work: () => T): T;
}

export function createAskers(): Askers {
  const askers = new AsyncLocalStorage<string>();
  return { current: () => askers.getStore() ?? '', onBehalfOf: (asker, work) => askers.run(asker, work) };
}
