import { AppError } from '../../src/core/errors.js';
import { randomOf, several } from './mutate.js';
import type { Target } from './targets.js';

export interface Outcome {
  readonly target: string;
  readonly inputs: number;
  /** Read to the end; refused by an AppError. */
  readonly read: number;
  readonly refused: number;
  /** Milliseconds of processor time. */
  readonly slowest: number;
  /** By how much the process grew at most, MB. */
  readonly grown: number;
  readonly failures: readonly Failure[];
}
export interface Failure {
  readonly what: string;
  readonly seed: number;
  readonly input: Uint8Array;
}

const MOST_MS = 1000;
const MOST_MB = 256;
const rss = (): number => process.memoryUsage().rss / 1_000_000;
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What is wrong with how a target took an input: undefined, or in words. `refused` is not wrong. */
export async function fault(target: Target, input: Uint8Array): Promise<{ readonly wrong?: string; readonly refused: boolean }> {
  try {
    const wrong = await target.read(input);
    return { refused: false, ...(typeof wrong === 'string' && { wrong }) };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'bug') return { refused: true };
    return { refused: false, wrong: `threw ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error)}` };
  }
}

/** So many changed inputs, each made from its own number, so that one can be made again. */
export async function fuzz(target: Target, inputs: number, first = 1): Promise<Outcome> {
  for (const seed of target.seeds) for (let warm = 0; warm < 20; warm++) await fault(target, seed);
  const base = rss();
  let [refused, slowest, grown] = [0, 0, 0];
  const failures: Failure[] = [];
  for (let seed = first; seed < first + inputs; seed++) {
    const input = inputOf(target, seed);
    const began = cpu();
    const told = await fault(target, input);
    const took = cpu() - began;
    refused += told.refused ? 1 : 0;
    slowest = Math.max(slowest, took);
    grown = Math.max(grown, rss() - base);
    if (told.wrong !== undefined) failures.push({ what: told.wrong, seed, input });
    if (took > MOST_MS) failures.push({ what: `took ${Math.round(took)} ms`, seed, input });
    if (grown > MOST_MB) failures.push({ what: `grew by ${Math.round(grown)} MB`, seed, input });
    if (failures.length > 20) break;
  }
  return { target: target.name, inputs, read: inputs - refused, refused, slowest: Math.round(slowest), grown: Math.round(grown), failures };
}

export function inputOf({ seeds, mutators }: Target, seed: number): Uint8Array {
  const random = randomOf(seed);
  const from = seeds[random(seeds.length)] as Uint8Array;
  const mutator = mutators[random(mutators.length)] as Target['mutators'][number];
  return several(mutator)(from, random);
}
