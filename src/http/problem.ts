import { type ErrorRequestHandler, type Response } from 'express';
import { type Failure, type FaultLog, onFailure } from './failure.js';
import { PROBLEM_WORDS } from './problem-words.js';

/** A failure as RFC 9457 has it, with our stable `code`. Its type is a path, so that it is the same on every installation, and leads to its description. */
export const problemOf = ({ status, code, ...more }: Failure): object => ({ type: `/docs/problems#${code}`, title: PROBLEM_WORDS[code].title, status, code, ...more });

/** Writes a failure as `application/problem+json`. */
export function sendProblem(res: Response, failure: Failure): void {
  if (failure.status === 401) res.set('WWW-Authenticate', 'Bearer'); // RFC 9110, 11.6.1
  res.status(failure.status).type('application/problem+json').send(Buffer.from(JSON.stringify(problemOf(failure))));
}

/** The one place where errors of the API meet HTTP. */
export const problemHandler = (log: FaultLog): ErrorRequestHandler => onFailure(log, (failure, _req, res) => sendProblem(res, failure));
