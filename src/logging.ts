import pino, { type DestinationStream, type LevelWithSilent } from 'pino';
import { AppError } from './core/errors.js';
import type { Answered } from './http/observe.js';

/** What is written down: one JSON object a line, on standard error. */
export interface Log {
  /** One line for every request that was answered, or given up by its caller. */
  answered(request: Answered): void;
  /** A fault of ours, where it happened. `where` holds ids, patterns and names of ours, nothing a caller wrote. */
  fault(what: string, error: unknown, where?: Readonly<Record<string, string>>): void;
  /** The same, of what goes on in another way meanwhile. */
  trouble(what: string, error: unknown): void;
  /** What the process does: starts, stops. */
  event(what: string, facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>): void;
}

/**
 * A log that cannot hold personal data, because nothing that could is handed to it: no address of a client, no path or query (they carry
 * tokens), no header, no body, no message of an error but our own. Nothing is filtered out, so nothing can be forgotten.
 */
export function createLog(level: LevelWithSilent, destination: DestinationStream): Log {
  const log = pino({ base: null, level, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } }, destination);
  return {
    answered: (request) => log.info(request, 'request'),
    fault: (what, error, where = {}) => log.error({ ...where, ...describe(error) }, what),
    trouble: (what, error) => log.warn(describe(error), what),
    event: (what, facts = {}) => log.info(facts, what),
  };
}

export const standardError = (): DestinationStream => pino.destination(2);

/** Where it happened, and an AppError's message; what any other error says may hold personal data (a database names values), and is left out. */
export function describe(error: unknown): { readonly code: string; readonly message?: string; readonly stack: readonly string[] } {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')) : [];
  return error instanceof AppError ? { code: error.code, message: error.message, stack } : { code: 'bug', stack };
}
