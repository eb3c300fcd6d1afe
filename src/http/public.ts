import { type Request, type Response } from 'express';
import { sha256, toBase64url } from '../core/bytes.js';
import { type Guard } from './route.js';

/** What anybody's program may read from anywhere (Fetch, "CORS protocol"); it carries no personal data. */
export const openToAll: Guard = (_req, res, next) => {
  res.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  next();
};

/** May be kept this long, in seconds, by anybody's cache. */
export const cacheable = (res: Response, seconds: number): Response => res.set('Cache-Control', `public, max-age=${seconds}`);

/** A strong entity tag of exactly these bytes (RFC 9110, 8.8.3). */
export const entityTag = (body: string | Uint8Array): string => `"${toBase64url(sha256(body))}"`;

/**
 * Whether the asker has this already (RFC 9110, 13.1.2). Express's own test is not used: it gives up at `Cache-Control: no-cache`, which
 * browsers' and Node's `fetch` send along with every `If-None-Match`.
 */
export function hasAlready(req: Request, tag: string): boolean {
  const known = (req.get('if-none-match') ?? '').split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  return known.includes(tag) || known.includes('*');
}
