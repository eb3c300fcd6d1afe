import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { admin, bearer, callerOf } from '../guard.js';
import { idOf } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** The local register of issuers, and the certificates that chains may end at. Nothing is ever deleted from either: it is withdrawn. */
export const trustRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/api/v1/trust', [bearer(d), admin], list(d), LIST],
  ['post', '/api/v1/trust', [bearer(d), admin, json], add(d), ADD],
  ['post', '/api/v1/trust/:id/withdrawals', [bearer(d), admin], withdraw(d), WITHDRAW],
  ['get', '/api/v1/trust/anchors', [bearer(d), admin], listAnchors(d), LIST_ANCHORS],
  ['post', '/api/v1/trust/anchors', [bearer(d), admin, json], addAnchor(d), ADD_ANCHOR],
  ['post', '/api/v1/trust/anchors/:id/withdrawals', [bearer(d), admin], withdrawAnchor(d), WITHDRAW_ANCHOR],
];

const LIST: Operation = { id: 'listTrustStatements', summary: 'Lists the local register of issuers, withdrawn statements included', answers: { 200: 'trust-statement-list' } };
const ADD: Operation = { id: 'addTrustStatement', summary: 'Enters a statement: who may issue, by which keys, for what, when', body: 'trust-statement', answers: { 201: 'trust-statement-record' } };
const WITHDRAW: Operation = { id: 'withdrawTrustStatement', summary: 'Withdraws a statement from now on', answers: { 204: null } };
const LIST_ANCHORS: Operation = { id: 'listAnchors', summary: 'Lists the certificates that chains of seals and of time stamps may end at, withdrawn ones included', answers: { 200: 'anchor-list' } };
const ADD_ANCHOR: Operation = { id: 'addAnchor', summary: 'Accepts a certificate as the end of such chains', body: 'anchor', answers: { 201: 'anchor-record' } };
const WITHDRAW_ANCHOR: Operation = { id: 'withdrawAnchor', summary: 'Accepts it no longer', answers: { 204: null } };

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

const listAnchors =
  (d: HttpDeps): Handler =>
  async (_req, res) => {
    res.json({ items: await d.anchors() });
  };

const addAnchor =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.status(201).json(await d.addAnchor(jsonOf(req), callerOf(res).name));
  };

const withdrawAnchor =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    await d.withdrawAnchor(idOf(req), callerOf(res).name);
    res.status(204).end();
  };
