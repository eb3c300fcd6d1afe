import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { AppError } from '../core/errors.js';
import { tooComplex } from '../verify/enduring.js';
import { createGate } from '../verify/gate.js';
import type { Workshop } from '../verify/workshop.js';
import type { Answer, Begun, Task } from './thread.js';

/** Workshops in threads of their own, so that nothing a stranger sends holds up anybody else, nor takes what the process needs (docs/adr/0023-threads.md). */
export interface Threads {
  /** For one upload, of this asker's. */
  open(asker: string): Workshop;
  /** Ends what is being worked on. */
  close(): Promise<void>;
}

/** What the heavy work of one upload may take, of the time of a thread. */
const WORK_MS = 4000;
/** After which there should be an answer: whoever lets others wait for his servers has less time for the work. */
const ANSWER_MS = 5000;
const LEAST_MS = 1000;
/** Of what is left, what one piece may take: something must remain to say what became of it. */
const SHARE = 0.75;
/** Pieces at work at once, on any machine: each thread takes some 60 MB of memory. */
const MAX_PLACES = 4;
/** What a thread may take to start, on a machine that is busy. */
const START_MS = 20_000;
/** Pieces that wait while every thread is at work: some seconds' worth of ordinary ones. However many one asker sends, others find room. */
const WAITING = { all: 192, each: 128 };
const LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

const PIECES: readonly (keyof Workshop)[] = ['read', 'linkIn', 'readOn', 'judgeSeal', 'checkProofs', 'judge', 'record'];

/** Nothing is started until something is asked. `lost`: told of a thread that ended by itself, with nothing to do. */
export function createThreads(lost: (error: unknown) => void): Threads {
  const places = Math.min(Math.max(2, availableParallelism()), MAX_PLACES);
  const gate = createGate(places, WAITING);
  let pool: ReturnType<typeof createPool> | undefined;
  // One more than work at once: while the successor of one that was ended makes itself ready, that one works.
  const runFor =
    (asker: string): Run =>
    (task, within) =>
      gate(() => (pool ??= createPool(places + 1, lost)).run(task, within), asker);
  return { open: (asker) => openWorkshop(runFor(asker)), close: async () => pool?.close() };
}

/** Gives what came of it, and how long that took. */
type Run = (task: Omit<Task, 'id'>, within: number) => Promise<{ readonly answer: Answer; readonly ms: number }>;

/** One piece at a time, so that one upload never has more than one thread; all of them within the time that the upload has. */
function openWorkshop(run: Run): Workshop {
  let left = WORK_MS;
  const until = performance.now() + ANSWER_MS;
  let last: Promise<unknown> = Promise.resolve();
  const work = async (task: Omit<Task, 'id'>): Promise<unknown> => {
    const within = Math.min(left, Math.max(until - performance.now(), LEAST_MS)) * SHARE;
    const { answer, ms } = await run(task, within).catch((error: unknown) => {
      left -= within;
      throw error;
    });
    left -= ms;
    if ('value' in answer) return answer.value;
    const { code, message, ...more } = answer.refused;
    throw new AppError(code, message, more);
  };
  const next = (task: Omit<Task, 'id'>): Promise<unknown> => {
    const done = last.then(() => work(task));
    last = done.catch(() => undefined);
    return done;
  };
  return Object.fromEntries(PIECES.map((piece) => [piece, (...given: readonly unknown[]) => next({ piece, given })])) as unknown as Workshop;
}

function createPool(threads: number, lost: (error: unknown) => void) {
  const pool = new Piscina<Task, Answer>({
    filename: fileURLToPath(new URL('./thread.js', import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: LIMITS,
    // Nothing there needs the settings of the process, which may be secrets.
    env: {},
  });
  pool.on('error', lost);
  const onBegun = new Map<Task['id'], () => void>();
  pool.on('message', ({ begun }: Begun) => onBegun.get(begun)?.());
  let count = 0;
  const run: Run = async (given, within) => {
    const task = { ...given, id: count++ };
    const stop = new AbortController();
    let began: number | undefined;
    let timer = setTimeout(() => stop.abort(), START_MS);
    onBegun.set(task.id, () => {
      clearTimeout(timer);
      began = performance.now();
      timer = setTimeout(() => stop.abort(), within);
    });
    try {
      const answer = await pool.run(task, { signal: stop.signal });
      return { answer, ms: performance.now() - (began ?? performance.now()) };
    } catch (error) {
      throw faultOf(error, began !== undefined);
    } finally {
      clearTimeout(timer);
      onBegun.delete(task.id);
    }
  };
  return { run, close: () => pool.destroy() };
}

/** A thread that was ended had met a limit; one that did not even begin had none to work in. */
function faultOf(error: unknown, began: boolean): unknown {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === 'AbortError') return began ? tooComplex() : new AppError('busy', 'No thread became free in time: try again in some seconds.', { cause: error });
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooComplex() : error;
}
