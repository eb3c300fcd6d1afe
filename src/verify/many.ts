import { AppError } from '../core/errors.js';
import type { Gate } from './gate.js';

/** One of many things to be checked, and what its asker calls it. */
export interface Item<G> extends Called {
  /** What is to be checked; or why it could not even be told from what was sent. */
  readonly given: G | AppError;
}
export interface Called {
  /** The asker's own. */
  readonly id?: string;
  /** Of its file. */
  readonly name?: string;
}
/** One credential: what its check found, or why nothing could be judged. */
export type Row<T> = Called & {
  /** Place of its item, from 0. */
  readonly index: number;
  /** Which of the credentials of its item, from 1, where it holds several. */
  readonly part?: number;
} & ({ readonly found: T } | { readonly problem: AppError });

export interface ManyDeps {
  /** One for all askers of a process, so that together they never take what single checks need. */
  readonly gate: Gate;
  /** Told of an error that nobody foresaw; the others go on. */
  unforeseen(error: unknown): void;
}
/** What finds the credentials of one item. */
export type CheckItem<G, T> = (given: G) => Promise<readonly T[]>;

/** Of one asker's items so many are under way or wait at the gate: with more, who came first would keep out who came next. */
const UNDER_WAY = 4;

/** Checks each, several at a time, and gives what was found in the items' order. What cannot be judged is a row too: nothing is thrown. */
export async function* checkMany<G, T>(items: readonly Item<G>[], check: CheckItem<G, T>, deps: ManyDeps): AsyncGenerator<Row<T>> {
  const waiting = items.entries();
  const begin = (): Promise<readonly Row<T>[]>[] => {
    const { value, done } = waiting.next();
    return done === true ? [] : [rowsOf(...value, { ...deps, check })];
  };
  const underWay = Array.from({ length: UNDER_WAY }, begin).flat();
  for (let first = underWay.shift(); first !== undefined; first = underWay.shift()) {
    const rows = await first;
    underWay.push(...begin());
    yield* rows;
  }
}

async function rowsOf<G, T>(index: number, { given, ...called }: Item<G>, { gate, unforeseen, check }: ManyDeps & { readonly check: CheckItem<G, T> }): Promise<readonly Row<T>[]> {
  if (given instanceof AppError) return [{ ...called, index, problem: given }];
  try {
    const all = await gate(() => check(given));
    return all.map((found, at) => ({ ...called, index, ...(all.length === 1 ? {} : { part: at + 1 }), found }));
  } catch (error) {
    if (!(error instanceof AppError)) unforeseen(error);
    return [{ ...called, index, problem: error instanceof AppError ? error : new AppError('bug', 'It could not be checked.', { cause: error }) }];
  }
}
