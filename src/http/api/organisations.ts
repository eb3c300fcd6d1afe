import { type Request } from 'express';
import { reject } from '../../core/errors.js';
import { isObject, type Json } from '../../core/json.js';
import { type Organisation } from '../../core/model.js';
import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { admin, bearer, callerOf, ownOrganisation } from '../guard.js';
import { idOf, nowhere } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** Organisations, their signing keys and their api keys. */
export const organisationRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['post', '/api/v1/organisations', [bearer(d), admin, json], create(d), CREATE],
  ['put', '/api/v1/organisations/:id', [bearer(d), ownOrganisation('organisation:write'), json], update(d), UPDATE],
  ['post', '/api/v1/organisations/:id/keys', [bearer(d), admin], rotate(d), ROTATE],
  ['post', '/api/v1/organisations/:id/api-keys', [bearer(d), admin, json], createApiKey(d), CREATE_KEY],
];

const CREATE: Operation = { id: 'createOrganisation', summary: 'Makes an organisation', body: 'organisation', answers: { 201: 'organisation-record' }, problems: ['code-in-use'] };
const UPDATE: Operation = {
  id: 'updateOrganisation',
  summary: 'Replaces what is stated of an organisation',
  more: 'Slug and domain cannot change: its DID is made of them. Only the administrator changes its status.',
  body: 'organisation',
  answers: { 200: 'organisation-record' },
};
const ROTATE: Operation = {
  id: 'rotateKeys',
  summary: 'Makes new signing keys, one of each algorithm',
  more: 'The earlier active keys are retired; what they signed keeps verifying.',
  answers: { 201: 'key-list' },
};
const CREATE_KEY: Operation = { id: 'createApiKey', summary: 'Makes a key to the issuer API, shown only in this answer', body: 'api-key', answers: { 201: 'api-key-record' } };

const create =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.status(201).json(await d.createOrganisation(jsonOf(req), callerOf(res).name));
  };

const update =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const organisation = await organisationIn(d, req);
    const { kind, name } = callerOf(res);
    const input = kind === 'admin' ? jsonOf(req) : ofSameStanding(jsonOf(req), organisation);
    res.json(await d.updateOrganisation(organisation.id, input, name));
  };

const rotate =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { id } = await organisationIn(d, req);
    res.status(201).json({ keys: await d.rotateKeys(id, callerOf(res).name) });
  };

const createApiKey =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { id } = await organisationIn(d, req);
    res.status(201).json(await d.createApiKey(id, jsonOf(req), callerOf(res).name));
  };

const organisationIn = async (d: HttpDeps, req: Request): Promise<Organisation> => (await d.organisation(idOf(req))) ?? nowhere();

/** An organisation's own key does not change its standing: it could lift its suspension. Left out, `status` stays as it is. */
function ofSameStanding(input: Json, { status }: Organisation): Json {
  if (!isObject(input)) return input;
  if ('status' in input && input.status !== status) reject('forbidden', 'Only the administrator can change the status.', '/status');
  return { ...input, status };
}
