import { type HttpDeps } from '../deps.js';
import { bearer, callerOf, organisationOf, scope } from '../guard.js';
import { idOf, nowhere, pagingOf } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** What learners told the registry is wrong, by the form on their claim page. */
export const problemRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/api/v1/problems', [bearer(d), scope('awards:read')], list(d), LIST],
  ['post', '/api/v1/problems/:id/handled', [bearer(d), scope('status:write')], handle(d), HANDLE],
];

const LIST: Operation = { id: 'listProblems', summary: 'Lists what learners say is wrong with their awards, oldest first', query: ['cursor', 'limit'], answers: { 200: 'problem-page' } };
const HANDLE: Operation = { id: 'handleProblem', summary: 'Marks a problem as dealt with', more: 'A second time changes nothing. What is corrected is corrected by itself: this only ends the problem.', answers: { 204: null } };

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.problems(organisationOf(res), ...pagingOf(req)));
  };

const handle =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    if (!(await d.markHandled(organisationOf(res), idOf(req), callerOf(res).name))) nowhere();
    res.status(204).end();
  };
