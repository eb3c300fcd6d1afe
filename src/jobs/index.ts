/** Work that goes on beside the requests. The handler is a use case; the runner owns the clock. */
export interface Job {
  /** Milliseconds from the end of one run to the start of the next. */
  readonly every: number;
  /** Gives true when there may be more to do at once. */
  run(): Promise<boolean>;
}

export interface Jobs {
  /** Runs a job now instead of when its time comes. */
  kick(name: string): void;
  /** Names of jobs whose run has gone on for so long that it will not end. */
  stalled(): readonly string[];
  /** Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** Starts every job of the table. One that throws is reported and tried again in its turn; two runs of one job never overlap in a process. */
export function startJobs(table: Readonly<Record<string, Job>>, failed: (name: string, error: unknown) => void): Jobs {
  const loops = new Map(Object.entries(table).map(([name, job]) => [name, startLoop(job, (error) => failed(name, error))]));
  return {
    kick: (name) => loops.get(name)?.kick(),
    stalled: () => [...loops].flatMap(([name, loop]) => (loop.runsFor() > STALLED_MS ? [name] : [])),
    stop: async () => {
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
    },
  };
}

/** A run issues 25 results at most, or deletes what has run out. */
const STALLED_MS = 300_000;

interface Loop {
  /** Milliseconds. */
  runsFor(): number;
  kick(): void;
  stop(): Promise<void>;
}

function startLoop(job: Job, failed: (error: unknown) => void): Loop {
  let wake = (): void => undefined;
  let kicked = false;
  let stopped = false;
  let began: number | undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, job.every);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (kicked || stopped) wake();
    });
  const run = async (): Promise<void> => {
    while (!stopped) {
      kicked = false;
      began = performance.now();
      const more = await job.run().catch((error: unknown) => (failed(error), false));
      began = undefined;
      if (!more) await pause();
    }
  };
  const running = run();
  return {
    runsFor: () => (began === undefined ? 0 : performance.now() - began),
    kick: () => {
      kicked = true;
      wake();
    },
    stop: () => {
      stopped = true;
      wake();
      return running;
    },
  };
}
