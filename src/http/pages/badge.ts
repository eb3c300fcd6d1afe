import { type Request, type Response } from 'express';
import { AppError, type ErrorCode } from '../../core/errors.js';
import { type HeldAward } from '../../claim/ports.js';
import { type HttpDeps } from '../deps.js';
import { guesses, looks } from '../limits.js';
import { nowhere, queryOf, tokenOf } from '../params.js';
import { cacheable, openToAll } from '../public.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';
import { STATUS } from '../status-codes.js';
import { textsOf } from './page.js';
import { LANGUAGES, textsFor, type Texts } from './texts.js';
import { badgePicture, LANGUAGE_PARAMETER, noBadge } from './views/index.js';

/** The permanent link as a picture for pages of others, and as a signed statement for their programs. No cookie is read, and none set. */
export const badgeRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/v/:token/badge.svg', [openToAll, guesses(d), looks(d)], picture(d), PICTURE],
  ['get', '/v/:token/badge.json', [openToAll, guesses(d), looks(d)], statement(d), STATEMENT],
];

/** Seconds that any cache may keep it: a revocation shows within a minute. */
const FRESH = 60;
/** Opened on its own, an SVG is a document: one that runs nothing, loads nothing, and is of no origin. */
const ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const PICTURE: Operation = {
  id: 'getBadge',
  summary: 'A picture that says whether a credential is valid at this moment, for pages of others',
  more: 'By itself it proves nothing: only the page behind the link does. Where the link leads nowhere, or not any more, the answer is a picture that says so.',
  answers: { 200: { 'image/svg+xml': 'bytes' }, 404: { 'image/svg+xml': 'bytes' } },
};
const STATEMENT: Operation = {
  id: 'getBadgeStatement',
  summary: 'What the picture says, signed by this installation, for five minutes',
  answers: { 200: 'badge-statement' },
  problems: ['not-found'],
};

const heldIn = async (d: HttpDeps, req: Request): Promise<HeldAward> => (await d.heldByPermanentLink(tokenOf(req))) ?? nowhere();

const picture =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const t = languageIn(req);
    try {
      const held = await heldIn(d, req);
      const { report } = await d.verifyHeld(held);
      send(res, badgePicture({ report, organisation: held.award.organisation }, t));
    } catch (error) {
      if (!(error instanceof AppError) || !GONE.includes(error.code)) throw error;
      send(res.status(STATUS[error.code]), noBadge(t));
    }
  };
const GONE: readonly ErrorCode[] = ['not-found', 'link-gone', 'learner-erased'];

/** The one that the page asks for, else the reader's. */
function languageIn(req: Request): Texts {
  const asked = LANGUAGES.find((language) => language === queryOf(req, LANGUAGE_PARAMETER));
  return asked === undefined ? textsOf(req) : textsFor([asked]);
}

const send = (res: Response, svg: string): Response =>
  cacheable(res, FRESH).set({ 'Content-Security-Policy': ALONE, 'X-Robots-Tag': 'noindex' }).vary('Accept-Language').type('image/svg+xml').send(Buffer.from(svg));

const statement =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const held = await heldIn(d, req);
    const { report } = await d.verifyHeld(held);
    cacheable(res, FRESH).json(await d.badgeStatement(d.permanentUrl(held.award), report));
  };
