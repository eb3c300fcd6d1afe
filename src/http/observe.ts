import { randomUUID } from 'node:crypto';
import { type Request, type RequestHandler, type Response } from 'express';
import { type Id } from '../core/model.js';
import { type Caller } from './deps.js';

/** What is kept of a request. Nothing in it comes from the caller but the method, if it is a usual one, and a request id of safe form. */
export interface Answered {
  readonly request: string;
  readonly method: string;
  /** The route's pattern, never the path: paths carry tokens. */
  readonly route: string;
  /** 499: the caller went away before it was answered. */
  readonly status: number;
  readonly ms: number;
  readonly caller: 'anybody' | Caller['kind'];
  /** Ids of the api key and of its organisation. */
  readonly key?: Id;
  readonly organisation?: Id;
}
export interface Observer {
  answered(request: Answered): void;
}

/** Hexadecimal digits and hyphens: a UUID or a trace id, too poor to hold a name, an address or one of our tokens. */
const SAFE_ID = /^[0-9a-f-]{16,64}$/i;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);
const GAVE_UP = 499;

/** Gives every request an id (the caller's own, if it sent a safe one), answers it, and tells the observer how it ended. */
export const observed =
  (observer: Observer): RequestHandler =>
  (req, res, next) => {
    const started = performance.now();
    const sent = req.get('x-request-id') ?? '';
    const request = SAFE_ID.test(sent) ? sent.toLowerCase() : randomUUID();
    res.locals.request = request;
    res.set('X-Request-Id', request);
    res.once('close', () => {
      const status = res.writableFinished ? res.statusCode : GAVE_UP;
      observer.answered({ request, method: METHODS.has(req.method) ? req.method : 'OTHER', route: routeOf(req), status, ms: Math.round((performance.now() - started) * 10) / 10, ...callerIn(res) });
    });
    next();
  };

/** Id of the request being answered; a reference to its line in the log. */
export const requestIdOf = (res: Response): string => (res.locals.request as string | undefined) ?? randomUUID();

/** The pattern of the route that answered; two words for what has none. */
export function routeOf(req: Request): string {
  const pattern = (req.route as { readonly path?: unknown } | undefined)?.path;
  if (typeof pattern === 'string') return pattern;
  return req.originalUrl.startsWith('/static/') ? '/static' : 'none';
}

function callerIn(res: Response): Pick<Answered, 'caller' | 'key' | 'organisation'> {
  const caller = res.locals.caller as Caller | undefined;
  if (caller === undefined) return { caller: 'anybody' };
  const { kind, id, organisationId } = caller;
  return { caller: kind, ...(id === undefined ? {} : { key: id }), ...(organisationId === undefined ? {} : { organisation: organisationId }) };
}
