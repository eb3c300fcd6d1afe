import { type Request, type Response } from 'express';
import { type Guard } from '../route.js';
import { textsFor, type Texts } from './texts.js';

/** The texts in the language the asker prefers among those we have. */
export const textsOf = (req: Request): Texts => textsFor(req.acceptsLanguages());

/** Sends a page in the asker's language. */
export function sendPage(req: Request, res: Response, render: (t: Texts) => string): void {
  const t = textsOf(req);
  res.set('Content-Language', t.language).vary('Accept-Language').type('html').send(render(t));
}

/** Pages behind a link of somebody's own: found by nobody else, and their error page speaks of a credential. */
export const credentialLink: Guard = (_req, res, next) => {
  res.set('X-Robots-Tag', 'noindex');
  res.locals.about = 'credential-link';
  next();
};

/** Whether the asker wants data and no page. Who accepts anything gets the page. */
export const wantsData = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';
