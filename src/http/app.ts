import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { achievementRoutes } from './api/achievements.js';
import { auditRoutes } from './api/audit.js';
import { awardRoutes } from './api/awards.js';
import { identityRoutes } from './api/identity.js';
import { organisationRoutes } from './api/organisations.js';
import { resultRoutes } from './api/results.js';
import { statusRoutes } from './api/status.js';
import { trustRoutes } from './api/trust.js';
import { verifyRoutes } from './api/verify.js';
import { type HttpDeps } from './deps.js';
import { type FaultLog } from './failure.js';
import { claimRoutes } from './pages/claim.js';
import { organisationPageRoutes } from './pages/organisation.js';
import { permanentRoutes } from './pages/permanent.js';
import { pageProblemHandler } from './pages/problem.js';
import { reportRoutes } from './pages/report.js';
import { qrReader } from './pages/script.js';
import { shareRoutes } from './pages/share.js';
import { learnerShareRoutes } from './pages/shares.js';
import { staticRoutes } from './pages/static.js';
import { verifyPageRoutes } from './pages/verify.js';
import { nowhere } from './params.js';
import { problemHandler } from './problem.js';
import { type ApiRoute, type Route, routerOf } from './route.js';

/** Answered to programs; their errors are problems. */
export const apiRoutes = (d: HttpDeps): readonly ApiRoute[] =>
  [organisationRoutes, achievementRoutes, resultRoutes, awardRoutes, auditRoutes, trustRoutes, verifyRoutes, statusRoutes, identityRoutes].flatMap((table) => table(d));

/** Answered to people; their errors are pages. */
export const pageRoutes = (d: HttpDeps): readonly Route[] =>
  [staticRoutes, verifyPageRoutes, reportRoutes, claimRoutes, learnerShareRoutes, permanentRoutes, shareRoutes, organisationPageRoutes].flatMap((table) => table(d));

/** What the edge is told of the world around it. */
export interface Edge extends FaultLog {
  /** Addresses and networks of our own proxies: who they say the client is, is believed. */
  readonly trustedProxies: readonly string[];
}

/** The whole surface, ready to listen. Faults of ours are told to `log`; everything else is the caller's to read. */
export function createApp(deps: HttpDeps, log: Edge): Express {
  const app = express();
  app.set('trust proxy', [...log.trustedProxies]);
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('env', 'production'); // never a stack in an answer
  app.use(securityHeaders);
  app.use('/static', styles);
  app.use(qrReader);
  app.use(forOneAsker);
  app.use(family(apiRoutes(deps), problemHandler(log)));
  app.use(family(pageRoutes(deps), pageProblemHandler(log)));
  app.use('/api', nowhere, problemHandler(log));
  app.use(nowhere, pageProblemHandler(log), problemHandler(log));
  return app;
}

const family = (routes: readonly Route[], onError: ErrorRequestHandler): Router => routerOf(routes).use(onError);

const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
});

const styles = express.static(fileURLToPath(new URL('./pages/static', import.meta.url)), { index: false, redirect: false, maxAge: '1h' });

/** Kept by no cache, unless a route of public things says otherwise. */
const forOneAsker: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
