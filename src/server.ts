import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from './config.js';
import { equalBytes, sha256 } from './core/bytes.js';
import { AppError } from './core/errors.js';
import { createApp } from './http/app.js';
import type { HttpDeps } from './http/deps.js';
import { answerMalformed } from './http/malformed.js';
import type { Edge, Readiness } from './http/operation.js';
import { startJobs, type Jobs } from './jobs/index.js';
import { createLog, standardError, type Log } from './logging.js';
import { createMetrics, type Metrics } from './metrics.js';
import { wire, type App, type Told } from './wire.js';

/** Everything of a process but its port. */
export interface House {
  readonly app: App;
  readonly edge: Edge;
  /** From now on the process is not ready, and keeps no connection. */
  beginStop(): void;
  /** Ends the job in hand, closes the database. */
  close(): Promise<void>;
}
export interface Running {
  readonly baseUrl: string;
  readonly useCases: HttpDeps;
  /** Stops taking requests, lets what runs finish, closes the database. */
  stop(): Promise<void>;
}
export interface HouseOptions {
  readonly log: Log;
  /** Verify what strangers send in threads of their own. */
  readonly threads?: boolean;
  /** Gets what an operator should read at start, the admin token of a first start included. */
  notice(line: string): void;
}

/** After this long a stop is cut short: below the 30 seconds after which others would kill the process. */
const STOP_MS = 25_000;
/** For so long a process that was told to stop is only not ready, so that nobody is sent to it any more when it stops listening. */
const DRAIN_MS = 1000;

/** Opens the database and starts the jobs. */
export async function openHouse(config: Config, { log, notice, threads = false }: HouseOptions): Promise<House> {
  const metrics: Metrics = createMetrics({ queue: () => app.health.queue().catch(() => undefined), pool: () => app.health.pool() });
  const app = await wire(config, { notice, shared: false, threads, told: toldTo(log, metrics) });
  const jobs = startJobs(app.jobs, (job, error) => {
    metrics.jobFailed(job);
    log.fault('job failed', error, { job });
  });
  app.onWaiting(() => jobs.kick('issue'));
  let stopping = false;
  return {
    app,
    edge: edgeOf({ config, log, metrics, app, jobs, stopping: () => stopping }),
    beginStop: () => (stopping = true),
    close: async () => {
      await jobs.stop();
      await app.close();
    },
  };
}

const toldTo = (log: Log, metrics: Metrics): Told => ({
  event: (what, facts) => log.event(what, facts),
  unforeseen: (error) => log.fault('issuing failed', error),
  notChecked: (error) => log.fault('checking failed', error),
  threadLost: (error) => log.trouble('a verifying thread ended', error),
  countingAlone: (error) => log.trouble('limits are counted by this process alone', error),
  issued: metrics.issued,
  notIssued: metrics.notIssued,
  verified: metrics.verified,
  fetched: metrics.fetched,
});

interface EdgeParts {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly app: App;
  readonly jobs: Jobs;
  readonly stopping: () => boolean;
}

function edgeOf({ config, log, metrics, app, jobs, stopping }: EdgeParts): Edge {
  const metricsHash = config.metricsToken === undefined ? undefined : sha256(config.metricsToken);
  const mayRead = async (bearer: string): Promise<boolean> =>
    (metricsHash !== undefined && equalBytes(sha256(bearer), metricsHash)) || (await app.useCases.caller(bearer))?.kind === 'admin';
  return {
    trustedProxies: config.trustedProxies,
    stopping,
    failed: (error, where) => log.fault('request failed', error, where),
    answered: (request) => {
      log.answered(request);
      metrics.answered(request);
    },
    readiness: async (): Promise<Readiness> => {
      const parts = { ...(await app.health.parts()), jobs: jobs.stalled().length === 0 ? 'ok' : 'stalled', process: stopping() ? 'stopping' : 'ok' };
      return { ready: Object.values(parts).every((part) => part === 'ok'), parts };
    },
    metrics: async (bearer) => (bearer !== '' && (await mayRead(bearer)) ? metrics.text() : undefined),
  };
}

/** Opens the house and listens; stops when the process is told to. */
export async function startServer(config: Config, { notice, threads = true }: Omit<HouseOptions, 'log'>): Promise<Running> {
  const log = createLog(config.logLevel, standardError());
  const house = await openHouse(config, { log, notice, threads });
  const server = await listen(createApp(house.app.useCases, house.edge), config.port).catch(async (error: unknown) => {
    await house.close();
    throw error;
  });
  log.event('listening', { baseUrl: config.baseUrl, port: config.port, database: config.databaseUrl === undefined ? 'embedded' : 'PostgreSQL', node: process.version });
  const stop = once(async () => {
    house.beginStop();
    await closed(server);
    await house.close();
  });
  stopOnSignals(house, { stop, log });
  return { baseUrl: config.baseUrl, useCases: house.app.useCases, stop };
}

function listen(handler: ReturnType<typeof createApp>, port: number): Promise<Server> {
  return new Promise((resolve, rejected) => {
    const server = handler.listen(port, (error?: Error) => {
      if (error === undefined) resolve(patient(server));
      else rejected(new AppError('config-invalid', `PORT ${port} cannot be listened on (${(error as NodeJS.ErrnoException).code ?? 'no code'}): another process may have it. For example: PORT=${port === 3000 ? 3001 : 3000}`, { cause: error }));
    });
  });
}

/**
 * How long the server waits: for the head of a request 15 seconds; for a whole one, a table of results of any size among them, a quarter of an
 * hour; for a sign of life 2 minutes, longer than `?wait=60`; for the next request on a kept connection longer than a proxy's usual 60 seconds,
 * so that it is the proxy that lets go of it.
 */
function patient(server: Server): Server {
  answerMalformed(server);
  server.headersTimeout = 15_000;
  server.requestTimeout = 900_000;
  server.keepAliveTimeout = 65_000;
  return server.setTimeout(120_000);
}

/** Resolves when everything that was begun is answered. */
async function closed(server: Server): Promise<void> {
  const letGo = setInterval(() => server.closeIdleConnections(), 100);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(letGo);
}

/** The first signal stops in order, within its time; the second ends at once. */
function stopOnSignals(house: House, { stop, log }: { readonly log: Log; stop(): Promise<void> }): void {
  let told = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (told) process.exit(1);
    told = true;
    log.event('stopping', { signal });
    house.beginStop();
    setTimeout(() => cutShort(log), STOP_MS).unref();
    // Who stops it by hand waits for no balancer.
    void pause(signal === 'SIGTERM' ? DRAIN_MS : 0)
      .then(stop)
      .then(
        () => {
          log.event('stopped');
          process.exit(0);
        },
        (error: unknown) => {
          log.fault('stopping failed', error);
          process.exit(1);
        },
      );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}

function cutShort(log: Log): never {
  log.event('stopped before everything was finished', { afterSeconds: STOP_MS / 1000 });
  process.exit(1);
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= run());
}
