import { type ErrorRequestHandler, type Response } from 'express';
import { type Failure, type FaultLog, onFailure } from '../failure.js';
import { sendProblem } from '../problem.js';
import { sendPage, wantsData } from './page.js';
import { type ErrorModel, errorPage } from './views/index.js';

/** Errors of pages as a page; as a problem for who asked for data. */
export const pageProblemHandler = (log: FaultLog): ErrorRequestHandler =>
  onFailure(log, (failure, req, res) => {
    if (wantsData(req)) return sendProblem(res, failure);
    res.status(failure.status);
    sendPage(req, res, (t) => errorPage(modelOf(failure, res), t));
  });

function modelOf({ status, reference }: Failure, res: Response): ErrorModel {
  const about = status === 404 || status === 410 ? (res.locals.about as ErrorModel['about']) : undefined;
  const retryAt = res.locals.retryAt as ErrorModel['retryAt'];
  return { status, ...(reference === undefined ? {} : { reference }), ...(about === undefined ? {} : { about }), ...(retryAt === undefined ? {} : { retryAt }) };
}
