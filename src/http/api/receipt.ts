import { type Request, type Response } from 'express';
import { type ErrorCode } from '../../core/errors.js';
import { type HttpDeps, type ResultsReceipt } from '../deps.js';
import { organisationOf } from '../guard.js';
import { numberOf } from '../params.js';
import { sendProblem } from '../problem.js';

/** What one result can be refused with: 409 for the first, 422 for the others. */
export const CONFLICT: readonly ErrorCode[] = ['result-conflict'];
export const REFUSALS: readonly ErrorCode[] = ['input-invalid', 'json-invalid', 'element-missing', 'result-not-passed', 'organisation-inactive', 'not-found'];

/**
 * Answers a post of results. Many: 202, refused lines listed. A single one that was refused is the whole request's failure: 409 when its
 * id was used before with other content, else 422. With `?wait=30` the batch and its awards come too, done or as far as they are.
 */
export async function answerReceipt(d: HttpDeps, [req, res]: readonly [Request, Response], posted: { readonly receipt: ResultsReceipt; readonly single: boolean }): Promise<void> {
  const { receipt, single } = posted;
  const [refused] = receipt.rejected;
  if (single && refused !== undefined) {
    const { code, message, path } = refused;
    sendProblem(res, { status: code === 'result-conflict' ? 409 : 422, code, detail: message, path });
    return;
  }
  res.status(202).json({ ...receipt, ...(await awaited(d, [req, res], receipt)) });
}

/** How long the caller wants to wait, in seconds. Throws `input-invalid`; so ask before anything is kept. */
export const waitOf = (req: Request): number | undefined => numberOf(req, 'wait', [1, 60]);

async function awaited(d: HttpDeps, [req, res]: readonly [Request, Response], { batchId }: ResultsReceipt): Promise<object> {
  const seconds = waitOf(req);
  if (seconds === undefined) return {};
  const organisation = organisationOf(res);
  const batch = await d.waitForBatch(organisation, batchId, seconds);
  return { batch, awards: await d.batchAwards(organisation, batchId) };
}
