import { type HttpDeps } from '../deps.js';
import { bearer, organisationOf, scope } from '../guard.js';
import { pagingOf } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** The append-only trail of an organisation. */
export const auditRoutes = (d: HttpDeps): readonly ApiRoute[] => [['get', '/api/v1/audit', [bearer(d), scope('audit:read')], list(d), LIST]];

const LIST: Operation = { id: 'listAudit', summary: 'Lists the organisation’s audit trail', query: ['cursor', 'limit'], answers: { 200: 'audit-page' } };

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.audit(organisationOf(res), ...pagingOf(req)));
  };
