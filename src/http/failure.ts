import { type ErrorRequestHandler, type Request, type Response } from 'express';
import { AppError, type ErrorCode } from '../core/errors.js';
import { requestIdOf, routeOf } from './observe.js';
import { STATUS } from './status-codes.js';

/** What a caller may be told of an error. */
export interface Failure {
  readonly status: number;
  readonly code: ErrorCode;
  /** Absent when the fault is ours: what we did not foresee says nothing. */
  readonly detail?: string;
  readonly path?: string;
  /** Which of the cases of its code. */
  readonly reason?: string;
  /** Names the entry in our log; only when there is one. */
  readonly reference?: string;
}

/** Where the edge tells of faults that are ours. */
export interface FaultLog {
  /**
   * `route` is the route's pattern, never the address asked for: addresses carry claim tokens. The error is given as it was thrown; whoever
   * writes it down keeps no message but an AppError's, for others may hold personal data (a database names values).
   */
  failed(error: unknown, where: { readonly reference: string; readonly method: string; readonly route: string }): void;
}

/** Hands every error on as a failure. An answer that had begun cannot be taken back: its connection is cut. */
export const onFailure = (log: FaultLog, answer: (failure: Failure, req: Request, res: Response) => void): ErrorRequestHandler =>
  // eslint-disable-next-line max-params -- Express tells an error handler by its four parameters
  (error, req, res, _next) => {
    const failure = failureOf(error, [req, res], log);
    if (res.headersSent) res.destroy();
    else answer(failure, req, uncached(paced(res, failure)));
  };

/** Seconds after which a burst is usually over (RFC 9110, 10.2.3). */
const BREATH = 5;
const paced = (res: Response, { code }: Failure): Response => (code === 'busy' ? res.set('Retry-After', String(BREATH)) : res);

/** A failure is of this moment: nobody keeps it, whatever the route meant for its answer. */
function uncached(res: Response): Response {
  res.removeHeader('ETag');
  return res.set('Cache-Control', 'no-store');
}

/** An error as a failure; a fault of ours is told to the log under the id of its request. */
function failureOf(error: unknown, exchange: readonly [Request, Response], log: FaultLog): Failure {
  const known = asAppError(error);
  const code = known?.code ?? 'bug';
  const status = STATUS[code];
  return known === undefined || status >= 500 ? { status, code, reference: told(error, exchange, log) } : refusalOf(known);
}

/** An error of ours as a failure: of one that is our fault, only that. */
export function refusalOf({ code, message: detail, path, reason }: AppError): Failure {
  const status = STATUS[code];
  if (status >= 500) return { status, code };
  return { status, code, detail, ...(path === undefined ? {} : { path }), ...(reason === undefined ? {} : { reason }) };
}

/** Errors of ours, and the router's for an address whose percent-encoding is broken: such an address leads nowhere. */
function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  return error instanceof URIError ? new AppError('not-found', 'There is nothing at this address.', { cause: error }) : undefined;
}

function told(error: unknown, [req, res]: readonly [Request, Response], log: FaultLog): string {
  const reference = requestIdOf(res);
  const hungUp = req.destroyed && !req.complete; // the caller went away while still sending: nobody's fault
  if (!hungUp) log.failed(error, { reference, method: req.method, route: routeOf(req) });
  return reference;
}
