import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Answered } from './http/observe.js';

/** What is read when somebody asks. Undefined: could not be read now, and is left out. */
export interface MetricSources {
  queue(): Promise<Queue | undefined>;
  pool(): Pool;
}
export interface Queue {
  /** Results accepted and not issued yet. */
  readonly waiting: number;
  /** Seconds for which the first of them has waited. */
  readonly oldest: number;
}
export interface Pool {
  readonly used: number;
  readonly free: number;
  /** Queries that wait for a connection. */
  readonly pending: number;
}
export interface Metrics {
  answered(request: Answered): void;
  issued(format: string): void;
  notIssued(code: string): void;
  verified(verdict: string): void;
  fetched(outcome: string): void;
  jobFailed(job: string): void;
  /** Prometheus' text format. */
  text(): Promise<string>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Figures of this process. Every label is from a list of ours (route patterns, formats, verdicts, codes, outcomes, jobs): no value a caller chose, so none without bound. */
export function createMetrics(sources: MetricSources): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) => new Counter({ name: `testamur_${name}`, help, labelNames, registers });
  const requests = new Histogram({ name: 'testamur_http_request_seconds', help: 'Time to answer a request', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers });
  const issued = counter('credentials_issued_total', 'Credentials issued by this process', ['format']);
  const notIssued = counter('results_failed_total', 'Results that could not be issued, by this process', ['code']);
  const verified = counter('verifications_total', 'Verifications for others, by this process', ['verdict']);
  const fetches = counter('fetches_total', "Askings of other people's servers on behalf of verifications, by this process", ['outcome']);
  const jobFailures = counter('job_failures_total', 'Runs of jobs that ended in an error', ['job']);
  gauges(registers, sources);
  return {
    answered: ({ method, route, status, ms }) => requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, ms / 1000),
    issued: (format) => issued.inc({ format }),
    notIssued: (code) => notIssued.inc({ code }),
    verified: (verdict) => verified.inc({ verdict }),
    fetched: (outcome) => fetches.inc({ outcome }),
    jobFailed: (job) => jobFailures.inc({ job }),
    text: () => register.metrics(),
  };
}

function gauges(registers: Registry[], { queue, pool }: MetricSources): void {
  const oldest = new Gauge({ name: 'testamur_queue_oldest_seconds', help: 'For how long the first waiting result has waited', registers });
  new Gauge({
    name: 'testamur_queue_waiting',
    help: 'Results accepted and not issued yet, in the whole installation',
    registers,
    async collect() {
      const found = await queue();
      if (found === undefined) return;
      this.set(found.waiting);
      oldest.set(found.oldest);
    },
  });
  new Gauge({
    name: 'testamur_database_connections',
    help: 'Connections of this process to the database, and queries that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, number] of Object.entries({ ...pool() })) this.set({ state }, number);
    },
  });
}
