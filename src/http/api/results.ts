import { Transform, type TransformCallback } from 'node:stream';
import { type Request } from 'express';
import { mediaTypeOf, plain, unsupported } from '../body.js';
import { type HttpDeps, type ResultsMedia } from '../deps.js';
import { bearer, callerOf, organisationOf, scope } from '../guard.js';
import { idOf, nowhere } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';
import { answerReceipt, CONFLICT, REFUSALS, waitOf } from './receipt.js';

/** Assessed results in, batches out. */
export const resultRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['post', '/api/v1/results', [bearer(d), scope('results:write')], post(d), POST],
  ['get', '/api/v1/batches/:id', [bearer(d), scope('results:write')], batch(d), BATCH],
];

const POST: Operation = {
  id: 'postResults',
  summary: 'Takes assessed results, one or many',
  more: 'Each result has the caller’s own resultId: the same id with the same content is a no-op. Lines that are refused are listed, the others go on; a single result that is refused is the whole request’s failure. Without wait it answers as soon as the results are kept; they are issued beside the request.',
  query: ['wait'],
  body: { 'application/json': 'result-posting', 'application/x-ndjson': 'text', 'text/csv': 'text' },
  answers: { 202: 'receipt' },
  problems: ['json-invalid', 'csv-invalid', 'input-invalid', 'body-too-large', 'media-type-unsupported', 'organisation-inactive', 'not-found', ...CONFLICT],
  refusals: REFUSALS,
};
const BATCH: Operation = { id: 'getBatch', summary: 'Shows how far a batch is', answers: { 200: 'batch' } };

const MEDIA: ReadonlyMap<string, ResultsMedia> = new Map([
  ['application/json', 'json'],
  ['application/x-ndjson', 'ndjson'],
  ['text/csv', 'csv'],
]);

const post =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    plain(req);
    const media = MEDIA.get(mediaTypeOf(req)) ?? unsupported('Send application/json, application/x-ndjson or text/csv.');
    waitOf(req);
    const { body, first } = watched(req);
    const receipt = await d.postResults(callerOf(res), body, media);
    await answerReceipt(d, [req, res], { receipt, single: media === 'json' && first() === '{' });
  };

const batch =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json((await d.batch(organisationOf(res), idOf(req))) ?? nowhere());
  };

/** The body, still streaming, and the first visible character that went by: `{` for one object, `[` for many. */
function watched(req: Request): { readonly body: Transform; readonly first: () => string } {
  let first = '';
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      if (first === '') first = chunk.toString('latin1').replace(/^(?:\xef\xbb\xbf)?\s*/, '').charAt(0);
      done(null, chunk);
    },
  });
  // Not `pipeline`: a reader that stops early must not close the connection before it was answered.
  req.pipe(body);
  req.on('error', (error) => body.destroy(error));
  return { body, first: () => first };
}
