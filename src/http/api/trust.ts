import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { admin, bearer, callerOf } from '../guard.js';
import { idOf } from '../params.js';
import { type Handler, type Route } from '../route.js';

/** The local register of issuers. Nothing is ever deleted from it: a statement is withdrawn. */
export const trustRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/api/v1/trust', [bearer(d), admin], list(d)],
  ['post', '/api/v1/trust', [bearer(d), admin, json], add(d)],
  ['post', '/api/v1/trust/:id/withdrawals', [bearer(d), admin], withdraw(d)],
];

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
