import type { Fact } from '../core/evidence.js';

/** How many things one verification may ask the world for: a credential names its own addresses, and must not make us knock on many doors. */
export const MAX_REQUESTS = 10;

/** Asks each address once, however often it is named, and none past the budget. */
export function createBudget(requests = MAX_REQUESTS): <T>(kind: string, url: string, ask: () => Promise<Fact<T>>) => Promise<Fact<T>> {
  const asked = new Map<string, Promise<Fact<unknown>>>();
  return <T>(kind: string, url: string, ask: () => Promise<Fact<T>>) => {
    const name = `${kind} ${url}`;
    const before = asked.get(name);
    if (before) return before as Promise<Fact<T>>;
    const answer = asked.size < requests ? ask() : Promise.resolve(PAST_BUDGET);
    asked.set(name, answer);
    return answer;
  };
}

const PAST_BUDGET: Fact<never> = { ok: false, reason: 'budget-spent', detail: 'the credential names more addresses than one check will ask' };
