import { type Request } from 'express';
import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { bearer, callerOf, organisationOf, scope } from '../guard.js';
import { idOf, nowhere, pagingOf, wordOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { answerReceipt, waitOf } from './receipt.js';

/** Awards, their signed documents, and what may still happen to them. */
export const awardRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/api/v1/awards', [bearer(d), scope('awards:read')], list(d)],
  ['get', '/api/v1/awards/:id', [bearer(d), scope('awards:read')], show(d)],
  ['get', '/api/v1/awards/:id/credentials/:format', [bearer(d), scope('awards:read')], credential(d)],
  ['post', '/api/v1/awards/:id/status', [bearer(d), scope('status:write'), json], changeStatus(d)],
  ['post', '/api/v1/awards/:id/corrections', [bearer(d), scope('results:write'), json], correct(d)],
  ['post', '/api/v1/awards/:id/offers', [bearer(d), scope('results:write')], offer(d)],
];

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.awards(organisationOf(res), ...pagingOf(req)));
  };

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json((await d.award(organisationOf(res), idOf(req))) ?? nowhere());
  };

const credential =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { id: format, extension } = formatOf(d, req);
    const id = idOf(req);
    const { bytes, mediaType } = (await d.credential(organisationOf(res), id, format)) ?? nowhere();
    res.attachment(`${id}${extension}`).type(mediaType).send(Buffer.from(bytes));
  };

const changeStatus =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.changeStatus(callerOf(res), idOf(req), jsonOf(req)));
  };

const correct =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    waitOf(req);
    const receipt = await d.correct(callerOf(res), idOf(req), jsonOf(req));
    await answerReceipt(d, [req, res], { receipt, single: true });
  };

const offer =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.status(201).json(await d.newOffer(callerOf(res), idOf(req)));
  };

function formatOf(d: HttpDeps, req: Request): ReturnType<HttpDeps['formats']>[number] {
  const formats = d.formats();
  const wanted = wordOf(req, 'format', formats.map(({ id }) => id));
  return formats.find(({ id }) => id === wanted) ?? nowhere();
}
