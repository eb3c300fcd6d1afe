import { type HttpDeps } from '../deps.js';
import { bearer, organisationOf, scope } from '../guard.js';
import { pagingOf } from '../params.js';
import { type Handler, type Route } from '../route.js';

/** The append-only trail of an organisation. */
export const auditRoutes = (d: HttpDeps): readonly Route[] => [['get', '/api/v1/audit', [bearer(d), scope('audit:read')], list(d)]];

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.audit(organisationOf(res), ...pagingOf(req)));
  };
