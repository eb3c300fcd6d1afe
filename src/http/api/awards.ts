import { type Request } from 'express';
import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { bearer, callerOf, organisationOf, scope } from '../guard.js';
import { idOf, nowhere, pagingOf, wordOf } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';
import { answerReceipt, CONFLICT, REFUSALS, waitOf } from './receipt.js';

/** Awards, their signed documents, and what may still happen to them. */
export const awardRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/api/v1/awards', [bearer(d), scope('awards:read')], list(d), LIST],
  ['get', '/api/v1/awards/:id', [bearer(d), scope('awards:read')], show(d), SHOW],
  ['get', '/api/v1/awards/:id/credentials/:format', [bearer(d), scope('awards:read')], credential(d), CREDENTIAL],
  ['post', '/api/v1/awards/:id/credentials/eudi-learning', [bearer(d), scope('results:write'), json], forHolder(d), FOR_HOLDER],
  ['post', '/api/v1/awards/:id/status', [bearer(d), scope('status:write'), json], changeStatus(d), CHANGE_STATUS],
  ['post', '/api/v1/awards/:id/corrections', [bearer(d), scope('results:write'), json], correct(d), CORRECT],
  ['post', '/api/v1/awards/:id/offers', [bearer(d), scope('results:write')], offer(d), OFFER],
  ['get', '/api/v1/awards/:id/erasure', [bearer(d), scope('learners:erase')], showHolding(d), SHOW_HOLDING],
  ['post', '/api/v1/awards/:id/erasure', [bearer(d), scope('learners:erase'), json], erase(d), ERASE],
];

const LIST: Operation = { id: 'listAwards', summary: 'Lists the organisation’s awards, oldest first', query: ['cursor', 'limit'], answers: { 200: 'award-page' } };
const SHOW: Operation = { id: 'getAward', summary: 'Shows an award', answers: { 200: 'award' } };
const CREDENTIAL: Operation = {
  id: 'getCredential',
  summary: 'Gives a signed document of an award, exactly as it was signed, or the award as a PDF or a picture that carries it',
  more: 'A PDF or a picture is made when it is asked for, and never kept.',
  answers: { 200: { 'application/vc': 'bytes', 'application/vc+jwt': 'bytes', 'application/jose+json': 'bytes', 'application/dc+sd-jwt': 'bytes', 'application/pdf': 'bytes', 'image/png': 'bytes', 'image/svg+xml': 'bytes' } },
  problems: ['learner-erased', 'script-unsupported'],
};
const FOR_HOLDER: Operation = {
  id: 'createCredentialForHolder',
  summary: 'Makes the European learning credential of an award, bound to a holder’s key',
  more: 'It is of the type urn:eu.europa.ec.eudi:learning:credential:1, and kept nowhere. An award that does not say what that type asks for is refused with a reason; the award lists all of them as withheld.',
  body: 'holder-key',
  answers: { 200: { 'application/dc+sd-jwt': 'text' } },
  problems: ['credential-withheld', 'learner-erased', 'key-missing'],
};
const CHANGE_STATUS: Operation = {
  id: 'changeStatus',
  summary: 'Revokes, suspends or reinstates an award',
  more: 'Revocation is final. The code is public; the note stays inside the organisation.',
  body: 'status-change',
  answers: { 200: 'award' },
  problems: ['status-final', 'status-unchanged', 'issuing-pending', 'learner-erased'],
};
const CORRECT: Operation = {
  id: 'correctAward',
  summary: 'Takes a corrected result: its award supersedes this one',
  query: ['wait'],
  body: 'result',
  answers: { 202: 'receipt' },
  problems: ['status-final', 'organisation-inactive', 'learner-erased', ...CONFLICT],
  refusals: REFUSALS,
};
const OFFER: Operation = { id: 'createOffer', summary: 'Makes a new claim link', answers: { 201: 'offer' }, problems: ['issuing-pending', 'learner-erased'] };

const SHOW_HOLDING: Operation = { id: 'getLearnerHolding', summary: 'Says what is kept of the learner of an award, and would go in an erasure', answers: { 200: 'learner-holding' } };
const ERASE: Operation = {
  id: 'eraseLearner',
  summary: 'Erases the learner of an award, for good',
  more: 'Everything of the person in all the learner’s awards becomes unreadable; number, achievement, date and status stay, so that a credential in someone’s hands still verifies. A second time changes nothing.',
  body: 'erasure',
  answers: { 200: 'learner-holding' },
};

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

const forHolder =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { bytes, mediaType } = await d.credentialForHolder(callerOf(res), idOf(req), jsonOf(req));
    res.type(mediaType).send(Buffer.from(bytes));
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

const showHolding =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.learnerHolding(callerOf(res), idOf(req)));
  };

const erase =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.eraseLearner(callerOf(res), idOf(req), jsonOf(req)));
  };

function formatOf(d: HttpDeps, req: Request): ReturnType<HttpDeps['formats']>[number] {
  const formats = d.formats();
  const wanted = wordOf(req, 'format', formats.map(({ id }) => id));
  return formats.find(({ id }) => id === wanted) ?? nowhere();
}
