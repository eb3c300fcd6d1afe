import { Router, type Request, type RequestHandler, type Response } from 'express';

export type Handler = (req: Request, res: Response) => void | Promise<void>;
export type Guard = RequestHandler;
/** The surface is a table one can read aloud: what is asked, what must hold first, what answers. */
export type Route = readonly [method: 'get' | 'post' | 'put', path: string, guards: readonly Guard[], handler: Handler];

/** A router of these routes, in their order. `get` answers HEAD too; a handler that throws ends in the family's problem handler. */
export function routerOf(routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [method, path, guards, handler] of routes) router[method](path, ...guards, handler);
  return router;
}
