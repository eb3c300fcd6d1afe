import type { Server } from 'node:http';
import pino from 'pino';
import type { Config } from './config.js';
import { AppError } from './core/errors.js';
import { createApp } from './http/app.js';
import type { HttpDeps } from './http/deps.js';
import { startJobs } from './jobs/index.js';
import { wire } from './wire.js';

export interface Running {
  readonly baseUrl: string;
  readonly useCases: HttpDeps;
  /** Stops taking requests, lets what runs finish, closes the database. */
  stop(): Promise<void>;
}

/** Opens the database, starts the jobs, listens. `notice` gets what an operator should read at start, the admin token of a first start included. */
export async function startServer(config: Config, { notice }: { notice(line: string): void }): Promise<Running> {
  const log = pino({ base: null, level: 'info' }, pino.destination(2));
  const app = await wire(config, { notice, shared: false, unforeseen: (error) => log.error(describe(error), 'issuing failed'), countingAlone: (error) => log.warn(describe(error), 'limits are counted by this process alone') });
  const failed = (error: unknown, where: object = {}) => log.error({ ...where, ...describe(error) }, 'request failed');
  const server = await listen(createApp(app.useCases, { failed, trustedProxies: config.trustedProxies }), config.port).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const jobs = startJobs(app.jobs, (name, error) => log.error({ job: name, ...describe(error) }, 'job failed'));
  app.onWaiting(() => jobs.kick('issue'));
  const stop = once(async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
    });
    await jobs.stop();
    await app.close();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(0)));
  return { baseUrl: config.baseUrl, useCases: app.useCases, stop };
}

function listen(handler: ReturnType<typeof createApp>, port: number): Promise<Server> {
  return new Promise((resolve, rejected) => {
    const server = handler.listen(port, (error?: Error) => {
      if (error === undefined) resolve(server);
      else rejected(new AppError('config-invalid', `PORT ${port} cannot be listened on: ${error.message}`, { cause: error }));
    });
  });
}

/** Where it happened, and an AppError's message; what any other error says may hold personal data (a database names values), and is left out. */
function describe(error: unknown): { readonly code: string; readonly message?: string; readonly stack: readonly string[] } {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')) : [];
  return error instanceof AppError ? { code: error.code, message: error.message, stack } : { code: 'bug', stack };
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= run());
}
