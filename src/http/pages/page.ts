import { type Request, type Response } from 'express';
import { type LearnerDocument } from '../deps.js';
import { type Guard } from '../route.js';
import { LANGUAGES, textsFor, type Texts } from './texts.js';
import { LANGUAGE_PARAMETER } from './views/index.js';

/** The texts in the language the asker's program prefers among those we have: for answers to programs. */
export const textsOf = (req: Request): Texts => textsFor(req.acceptsLanguages());

/** The texts in the language that the reader of pages chose, now or earlier, else in the one that the browser prefers. */
export const chosenTexts = (req: Request): Texts => textsFor([known(req.query[LANGUAGE_PARAMETER]) ?? known(languageCookie(req)), ...req.acceptsLanguages()].filter((tag) => tag !== undefined));

/** Sends a page: in the language that its reader chose, now or earlier, else in the one that the browser prefers. */
export function sendPage(req: Request, res: Response, render: (t: Texts) => string): void {
  const chosen = known(req.query[LANGUAGE_PARAMETER]);
  const t = pageTexts(req);
  if (chosen !== undefined) remember(res, chosen);
  res.set('Content-Language', t.language).vary('Accept-Language').vary('Cookie').type('html').send(render(t));
}

/** The texts that a page is sent in. */
export const pageTexts = (req: Request): Texts => textsFor([known(req.query[LANGUAGE_PARAMETER]) ?? known(languageCookie(req)), ...req.acceptsLanguages()].filter((tag) => tag !== undefined));

const known = (language: unknown): string | undefined => LANGUAGES.find((one) => one === language);
const languageCookie = (req: Request): string | undefined => new RegExp(`(?:^|;)\\s*${LANGUAGE_PARAMETER}=([a-z]{2})\\s*(?:;|$)`).exec(req.get('cookie') ?? '')?.[1];

/** The one cookie there is. It holds two letters that many people share, opens nothing, and is set only on asking. */
const remember = (res: Response, language: string): Response => res.append('Set-Cookie', `${LANGUAGE_PARAMETER}=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`).set('Cache-Control', 'no-store');

/** What the address bar of every page of ours must show. */
export const hostOf = ({ baseUrl }: { readonly baseUrl: string }): string => new URL(baseUrl).host;

/** Sends a file to be saved. */
export function sendFile(res: Response, { bytes, mediaType, fileName }: LearnerDocument): void {
  res.attachment(fileName).type(mediaType).send(Buffer.from(bytes));
}

/** Pages behind a link of somebody's own: found by nobody else, and their error page speaks of a credential. */
export const credentialLink: Guard = (_req, res, next) => {
  res.set('X-Robots-Tag', 'noindex');
  res.locals.about = 'credential-link';
  next();
};

/** Whether the asker wants data and no page. Who accepts anything gets the page. */
export const wantsData = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';
