import { STATUS_CODES } from 'node:http';
import { type ErrorRequestHandler, type Response } from 'express';
import { type Failure, type FaultLog, onFailure } from './failure.js';

/** Writes a failure as `application/problem+json` (RFC 9457) with our stable `code`. */
export function sendProblem(res: Response, { status, ...members }: Failure): void {
  if (status === 401) res.set('WWW-Authenticate', 'Bearer'); // RFC 9110, 11.6.1
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, ...members };
  res.status(status).type('application/problem+json').send(Buffer.from(JSON.stringify(problem)));
}

/** The one place where errors of the API meet HTTP. */
export const problemHandler = (log: FaultLog): ErrorRequestHandler => onFailure(log, (failure, _req, res) => sendProblem(res, failure));
