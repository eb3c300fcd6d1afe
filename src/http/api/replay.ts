import { mediaTypeOf, readBody, unsupported, UPLOAD_LIMIT } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { guesses, heavy } from '../limits.js';
import { textsOf } from '../pages/page.js';
import { withReplaySummary } from '../pages/summary.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** Records of verifications, anybody's, judged again for anybody. */
export const replayRoutes = (d: HttpDeps): readonly ApiRoute[] => [['post', '/api/v1/verify/replay', [guesses(d), heavy(d)], replay(d), REPLAY]];

const REPLAY: Operation = {
  id: 'replay',
  summary: 'Checks the record of a verification, and judges again from the evidence in it',
  more: 'A record, or the PDF of a report, which has one inside. Nothing is looked up again but the key of another installation that signed it: what it says is of the moment of the record, not of now.',
  body: { 'application/json': 'verification-record', 'application/pdf': 'bytes' },
  answers: { 200: 'replay' },
  problems: ['unreadable', 'body-too-large', 'media-type-unsupported'],
};

const replay =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    if (!Object.hasOwn(REPLAY.body as object, mediaTypeOf(req))) unsupported('Send a record as JSON, or the PDF of a report.');
    res.json(withReplaySummary(await d.replay(await readBody(req, UPLOAD_LIMIT)), textsOf(req)));
  };
