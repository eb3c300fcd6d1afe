import { createRequire } from 'node:module';
import { Router } from 'express';
import { type Guard } from '../route.js';

/**
 * For a page with a script of ours (the check page alone): the policy of every page, with scripts from this host and the camera allowed beside it.
 * Nothing inline, nothing from elsewhere, and no page that shows a credential.
 */
export const withScript: Guard = (_req, res, next) => {
  res.set('Content-Security-Policy', `${String(res.getHeader('Content-Security-Policy'))};script-src 'self'`);
  res.set('Permissions-Policy', 'camera=(self)');
  next();
};

const READER = createRequire(import.meta.url).resolve('jsqr');

/** The QR reader that the script loads, as its package has it. */
export const qrReader = Router().get('/static/jsqr.js', (_req, res) => res.sendFile(READER, { maxAge: '1h', dotfiles: 'allow' }));
