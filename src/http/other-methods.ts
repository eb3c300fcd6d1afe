import { Router, type RequestHandler } from 'express';
import { reject } from '../core/errors.js';
import { type Route } from './route.js';

/** Behind all routes: an address that exists and was asked by a method that it does not take (RFC 9110, 15.5.6). */
export function otherMethods(routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const path of new Set(routes.map(([, one]) => one))) router.all(path, refuse(routes.filter(([, one]) => one === path)));
  return router;
}

function refuse(routes: readonly Route[]): RequestHandler {
  const allowed = routes.flatMap(([method]) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])).join(', ');
  return (_req, res) => {
    res.set('Allow', allowed);
    reject('method-not-allowed', `This address takes ${allowed}.`);
  };
}
