import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { admin, bearer, callerOf } from '../guard.js';
import { idOf } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** The local register of issuers. Nothing is ever deleted from it: a statement is withdrawn. */
export const trustRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/api/v1/trust', [bearer(d), admin], list(d), LIST],
  ['post', '/api/v1/trust', [bearer(d), admin, json], add(d), ADD],
  ['post', '/api/v1/trust/:id/withdrawals', [bearer(d), admin], withdraw(d), WITHDRAW],
];

const LIST: Operation = { id: 'listTrustStatements', summary: 'Lists the local register of issuers, withdrawn statements included', answers: { 200: 'trust-statement-list' } };
const ADD: Operation = { id: 'addTrustStatement', summary: 'Enters a statement: who may issue, by which keys, for what, when', body: 'trust-statement', answers: { 201: 'trust-statement-record' } };
const WITHDRAW: Operation = { id: 'withdrawTrustStatement', summary: 'Withdraws a statement from now on', answers: { 204: null } };

const list =
  (d: HttpDeps): Handler =>
  async (_req, res) => {
    res.json({ items: await d.trustStatements() });
  };

const add =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.status(201).json(await d.addTrustStatement(jsonOf(req), callerOf(res).name));
  };

const withdraw =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    await d.withdrawTrustStatement(idOf(req), callerOf(res).name);
    res.status(204).end();
  };
