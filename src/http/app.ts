import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import { achievementRoutes } from './api/achievements.js';
import { auditRoutes } from './api/audit.js';
import { awardRoutes } from './api/awards.js';
import { catalogueRoutes } from './api/catalogue.js';
import { documentRoutes } from './api/document.js';
import { identityRoutes } from './api/identity.js';
import { keyRoutes } from './api/keys.js';
import { organisationRoutes } from './api/organisations.js';
import { pictureRoutes } from './api/pictures.js';
import { problemRoutes } from './api/problems.js';
import { replayRoutes } from './api/replay.js';
import { resultRoutes } from './api/results.js';
import { statusRoutes } from './api/status.js';
import { trustRoutes } from './api/trust.js';
import { vcApiRoutes } from './api/vc-api.js';
import { watchRoutes } from './api/watches.js';
import { verifyBatchRoutes } from './api/verify-batch.js';
import { verifyRoutes } from './api/verify.js';
import { type HttpDeps } from './deps.js';
import { observed } from './observe.js';
import { type Edge, lettingGo, operationRoutes } from './operation.js';
import { otherMethods } from './other-methods.js';
import { badgeRoutes } from './pages/badge.js';
import { cataloguePageRoutes } from './pages/catalogue.js';
import { docsRoutes } from './pages/docs.js';
import { claimRoutes } from './pages/claim.js';
import { manyRoutes } from './pages/many.js';
import { organisationPageRoutes } from './pages/organisation.js';
import { permanentRoutes } from './pages/permanent.js';
import { problemFormRoutes } from './pages/problem-form.js';
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
export const apiRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ...[organisationRoutes, keyRoutes, achievementRoutes, resultRoutes, awardRoutes, problemRoutes, auditRoutes, trustRoutes, verifyRoutes, verifyBatchRoutes, watchRoutes, replayRoutes, badgeRoutes, statusRoutes, identityRoutes, pictureRoutes, catalogueRoutes, vcApiRoutes].flatMap((table) => table(d)),
  ...documentRoutes(d, () => everyRoute(d)),
];

/** Answered to people; their errors are pages. */
export const pageRoutes = (d: HttpDeps): readonly Route[] => [
  ...[staticRoutes, verifyPageRoutes, manyRoutes, reportRoutes, claimRoutes, problemFormRoutes, learnerShareRoutes, permanentRoutes, shareRoutes, organisationPageRoutes, cataloguePageRoutes].flatMap((table) => table(d)),
  ...docsRoutes(d, () => everyRoute(d)),
];

export const everyRoute = (d: HttpDeps): readonly Route[] => [...apiRoutes(d), ...pageRoutes(d)];

/** The whole surface, ready to listen. Faults of ours are told to `edge`; everything else is the caller's to read. */
export function createApp(deps: HttpDeps, edge: Edge): Express {
  const app = express();
  app.set('trust proxy', [...edge.trustedProxies]);
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('env', 'production'); // never a stack in an answer
  app.use(securityHeaders(deps), noDevices, lettingGo(edge));
  app.use(family(operationRoutes(deps, edge), problemHandler(edge)));
  app.use(observed(edge));
  app.use('/static', styles);
  app.use(qrReader);
  app.use(forOneAsker);
  app.use(family(apiRoutes(deps), problemHandler(edge)));
  app.use(family(pageRoutes(deps), pageProblemHandler(edge)));
  app.use(otherMethods([...operationRoutes(deps, edge), ...apiRoutes(deps)]), problemHandler(edge));
  app.use(otherMethods(pageRoutes(deps)), pageProblemHandler(edge));
  app.use(['/api', '/vc-api'], nowhere, problemHandler(edge));
  app.use(nowhere, pageProblemHandler(edge), problemHandler(edge));
  return app;
}

const family = (routes: readonly Route[], onError: ErrorRequestHandler): Router => routerOf(routes).use(onError);

/** Only who is served over https is told to come so ever after: `localhost` is everybody's. */
const securityHeaders = ({ baseUrl }: Pick<HttpDeps, 'baseUrl'>): RequestHandler =>
  helmet({ ...POLICIES, strictTransportSecurity: baseUrl.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false });

const POLICIES = {
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
} satisfies HelmetOptions;

/** No page uses a device of its reader's; the check page alone asks for the camera (`pages/script.ts`). */
const noDevices: RequestHandler = (_req, res, next) => {
  res.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()');
  next();
};

const styles = express.static(fileURLToPath(new URL('./pages/static', import.meta.url)), { index: false, redirect: false, maxAge: '1h' });

/** Kept by no cache, unless a route of public things says otherwise. */
const forOneAsker: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
