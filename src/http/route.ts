import { Router, type Request, type RequestHandler, type Response } from 'express';
import { type ErrorCode } from '../core/errors.js';
import { type PathParameter, type QueryParameter } from './api/openapi-parameters.js';
import { type Scope } from './deps.js';

export type Handler = (req: Request, res: Response) => void | Promise<void>;
/** What must hold before a route answers. A guard says itself what it adds to the description of every route that it stands before. */
export type Guard = RequestHandler & { readonly says?: GuardSays };
export interface GuardSays {
  /** Who it lets in: anybody's key, one with this scope, the administrator; the VC-API's own key; or the administrator and an organisation's own key with this scope. */
  readonly needs?: 'key' | 'admin' | 'vc-api' | Scope | `admin or ${Scope}`;
  /** What it refuses with. */
  readonly problems: readonly ErrorCode[];
}
/** A guard, and what it says of itself. */
export const guard = (says: GuardSays, check: RequestHandler): Guard => Object.assign(check, { says });

/** Media type → name of a schema of `schemas/api`; `text` and `bytes` are what no schema of ours describes. */
export type Content = Readonly<Record<string, string>>;
/**
 * What a route's description says beyond its path and guards. A name alone stands for that schema as `application/json`, `null` for no body.
 * Left out, because they follow: parameters of the path (404), 401 and 403 of the guards, 422 of a query, 500.
 */
export interface Operation {
  readonly id: string;
  /** One line: what it does. */
  readonly summary: string;
  /** More, for whoever is about to call it. */
  readonly more?: string;
  /** Parameters of the query, by name (`openapi-parameters.ts`). */
  readonly query?: readonly QueryParameter[];
  /** Parameters of the path that are not what their name says everywhere else. */
  readonly path?: Readonly<Record<string, PathParameter>>;
  readonly body?: string | Content;
  /** Status → body. */
  readonly answers: Readonly<Record<number, string | Content | null>>;
  /** Codes that it may refuse with, beyond those of its guards; their status is that of `status-codes.ts`. */
  readonly problems?: readonly ErrorCode[];
  /** Codes of one refused line that is the whole request's failure: 422, whatever their status elsewhere. */
  readonly refusals?: readonly ErrorCode[];
}

/** The surface is a table one can read aloud: what is asked, what must hold first, what answers; and, for programs, its description. */
export type Route = readonly [method: 'get' | 'post' | 'put' | 'delete', path: string, guards: readonly Guard[], handler: Handler, operation?: Operation];
/** A route of the API: none without a description. */
export type ApiRoute = readonly [...Required<Route>];

/** A router of these routes, in their order. `get` answers HEAD too; a handler that throws ends in the family's problem handler. */
export function routerOf(routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [method, path, guards, handler] of routes) router[method](path, ...guards, handler);
  return router;
}
