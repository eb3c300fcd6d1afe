import { type Request } from 'express';
import { text } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import { isObject, parseJson } from '../../core/json.js';
import { type Watched } from '../../verify/watch/ports.js';
import { mediaTypeOf, readBody, unsupported, UPLOAD_LIMIT } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { bearer, callerOf, organisationOf, scope } from '../guard.js';
import { textsOf } from '../pages/page.js';
import { withSummary } from '../pages/summary.js';
import { idOf, nowhere, pagingOf } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';
import { givenBy } from './batch-items.js';

/** Credentials, anybody's, that an organisation is told of when what is found of them changes. */
export const watchRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['post', '/api/v1/watches', [bearer(d), scope('watch')], add(d), ADD],
  ['get', '/api/v1/watches', [bearer(d), scope('watch')], list(d), LIST],
  ['get', '/api/v1/watches/:id', [bearer(d), scope('watch')], find(d), FIND],
  ['get', '/api/v1/watches/:id/report', [bearer(d), scope('watch')], report(d), REPORT],
  ['delete', '/api/v1/watches/:id', [bearer(d), scope('watch')], remove(d), REMOVE],
];

const ADD: Operation = {
  id: 'addWatch',
  summary: 'Watches a credential and tells a webhook when its verdict, state or trust changes',
  more: 'The credential is checked now, and again every few hours for twelve months. A change is posted to the webhook as Standard Webhooks describes, signed with the secret of this answer, which is shown only here; it says what changed and no word of the credential. That a source did not answer is told when it does not answer twice.',
  body: 'watch',
  answers: { 201: 'watch-made' },
  problems: ['json-invalid', 'input-invalid', 'body-too-large', 'media-type-unsupported', 'unreadable', 'fetch-refused', 'fetch-failed', 'not-found', 'watch-limit'],
};
const LIST: Operation = { id: 'listWatches', summary: 'Lists the watches of the organisation, oldest first', query: ['cursor', 'limit'], answers: { 200: 'watch-page' } };
const FIND: Operation = { id: 'getWatch', summary: 'Shows a watch and what was told of it', more: 'Each attempt to tell the webhook is listed with its outcome. What cannot be delivered for more than a day is given up.', answers: { 200: 'watch-record' } };
const REPORT: Operation = { id: 'getWatchReport', summary: 'Shows the whole report of the last check of a watched credential', answers: { 200: 'report' } };
const REMOVE: Operation = { id: 'deleteWatch', summary: 'Ends a watch and erases what was watched', answers: { 204: null } };

/** A body in base64 takes a third more. */
const LIMIT = UPLOAD_LIMIT * 1.5;
const GIVEN = ['url', 'credential', 'base64'];

async function asked(req: Request): Promise<{ readonly given: Watched; readonly input: unknown }> {
  if (mediaTypeOf(req) !== 'application/json') unsupported('Send application/json.');
  const written = text(await readBody(req, LIMIT));
  const value = parseJson(written);
  if (!isObject(value)) return reject('input-invalid', 'Send an object.', '');
  return { given: givenBy(value, written), input: Object.fromEntries(Object.entries(value).filter(([name]) => !GIVEN.includes(name))) };
}

const add =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const organisation = organisationOf(res);
    res.status(201).json(await d.watches.add(organisation, await asked(req), callerOf(res).name));
  };

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.watches.list(organisationOf(res), ...pagingOf(req)));
  };

const find =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json((await d.watches.find(organisationOf(res), idOf(req))) ?? nowhere());
  };

const report =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(withSummary((await d.watches.report(organisationOf(res), idOf(req))) ?? nowhere(), textsOf(req)));
  };

const remove =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    if (!(await d.watches.remove(organisationOf(res), idOf(req), callerOf(res).name))) nowhere();
    res.status(204).end();
  };
