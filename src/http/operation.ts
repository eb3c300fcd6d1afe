import { type RequestHandler } from 'express';
import { type HttpDeps } from './deps.js';
import { type FaultLog } from './failure.js';
import { bearerKeyOf, guesses } from './limits.js';
import { type Observer } from './observe.js';
import { nowhere } from './params.js';
import { type Handler, type Route } from './route.js';

/** Which part is how, in words of ours. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, string>>;
}
/** What the edge has of the process that it runs in: for operators, not for whoever calls. */
export interface Edge extends FaultLog, Observer {
  /** Addresses and networks of our own proxies: who they say the client is, is believed. */
  readonly trustedProxies: readonly string[];
  /** No new work is taken: answers say that their connection closes. */
  stopping(): boolean;
  readiness(): Promise<Readiness>;
  /** Figures in Prometheus' text format; undefined when this bearer token does not open them. */
  metrics(bearer: string): Promise<string | undefined>;
}

/** Alive, ready, and in figures. Asked often, by machines of the operator's own; no part of the API, and not in its description. */
export const operationRoutes = (deps: HttpDeps, edge: Edge): readonly Route[] => [
  ['get', '/healthz', [ofThisMoment], alive],
  ['get', '/readyz', [ofThisMoment], ready(edge)],
  ['get', '/metrics', [ofThisMoment, guesses(deps)], figures(edge)],
];

const alive: Handler = (_req, res) => {
  res.json({ status: 'ok' });
};

const ready =
  (edge: Edge): Handler =>
  async (_req, res) => {
    const { ready: isReady, parts } = await edge.readiness();
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready', parts });
  };

const figures =
  (edge: Edge): Handler =>
  async (req, res) => {
    // Like an address that does not exist: who may not read them need not know that they are here.
    const text = (await edge.metrics(bearerKeyOf(req) ?? '')) ?? nowhere();
    res.set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8').send(Buffer.from(text));
  };

const ofThisMoment: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** While the process stops, kept-alive connections are let go of, one answer at a time (RFC 9112, 9.6). */
export const lettingGo =
  (edge: Pick<Edge, 'stopping'>): RequestHandler =>
  (_req, res, next) => {
    if (edge.stopping()) res.set('Connection', 'close');
    next();
  };
