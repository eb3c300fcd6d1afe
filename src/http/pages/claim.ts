import { type Request, type Response } from 'express';
import { type HeldAward } from '../../claim/ports.js';
import { reject } from '../../core/errors.js';
import { type HttpDeps } from '../deps.js';
import { readFields } from '../body.js';
import { sameSite } from '../guard.js';
import { draws, forms, guesses } from '../limits.js';
import { nowhere, tokenOf, wordOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { credentialLink, sendFile, sendPage } from './page.js';
import { qrSvg } from './qr.js';
import { claimExpiredPage, claimPage, DETAILS_FIELD, DETAILS_VALUES, type Download, keepPage } from './views/index.js';

/** The learner's two pages. Reading either changes nothing, since mail scanners open links: only the buttons post. */
export const claimRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/claim/:token', [credentialLink, guesses(d)], show(d)],
  ['post', '/claim/:token', [credentialLink, guesses(d), sameSite(d), forms(d)], claim(d)],
  ['get', '/keep/:token', [credentialLink, guesses(d)], keep(d)],
  ['get', '/keep/:token/documents/:format', [credentialLink, guesses(d), draws(d)], download(d)],
  ['post', '/keep/:token/details', [credentialLink, guesses(d), sameSite(d), forms(d)], setDetails(d)],
];

type Opened = NonNullable<Awaited<ReturnType<HttpDeps['offer']>>>;
const opened = async (d: HttpDeps, req: Request): Promise<Opened> => (await d.offer(tokenOf(req))) ?? nowhere();
const isClaimed = ({ offer }: Opened): boolean => offer.claimedAt !== undefined;

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const link = await opened(d, req);
    if (isClaimed(link)) return res.redirect(303, keepPath(req));
    if (link.expired) return showExpired(link, req, res);
    const model = { held: link.held, expiresAt: link.offer.expiresAt, action: `/claim/${tokenOf(req)}` };
    sendPage(req, res, (t) => claimPage(model, t));
  };

const claim =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const link = await opened(d, req);
    if (link.expired && !isClaimed(link)) return showExpired(link, req, res);
    await d.claim(tokenOf(req));
    res.redirect(303, keepPath(req));
  };

const keep =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { held, offer } = await opened(d, req);
    const { claimedAt } = offer;
    if (claimedAt === undefined) return res.redirect(303, `/claim/${tokenOf(req)}`);
    const permanentUrl = d.permanentUrl(held.award);
    const { detailsPublic } = held;
    const actions = { details: `${keepPath(req)}/details`, shares: `${keepPath(req)}/shares` };
    const made = { downloads: downloads(d, req, held), qrSvg: await qrSvg(permanentUrl) };
    sendPage(req, res, (t) => keepPage({ held, claimedAt, permanentUrl, detailsPublic, actions, ...made }, t));
  };

const download =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const formats = d.formats().map(({ id }) => id);
    const format = wordOf(req, 'format', formats);
    if (!isClaimed(await opened(d, req))) nowhere();
    sendFile(res, (await d.learnerDocument(tokenOf(req), format)) ?? nowhere());
  };

const setDetails =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const shown = (await readFields(req)).get(DETAILS_FIELD);
    if (shown !== DETAILS_VALUES.show && shown !== DETAILS_VALUES.hide) reject('input-invalid', 'The form does not say whether details are shown.', DETAILS_FIELD);
    if (!isClaimed(await opened(d, req))) nowhere();
    await d.setDetailsPublic(tokenOf(req), shown === DETAILS_VALUES.show);
    res.redirect(303, keepPath(req));
  };

const keepPath = (req: Request): string => `/keep/${tokenOf(req)}`;

function showExpired({ held }: Opened, req: Request, res: Response): void {
  res.status(410);
  sendPage(req, res, (t) => claimExpiredPage({ organisation: held.award.organisation }, t));
}

/** Labelled by the id, which the texts have a name for. */
const downloads = (d: HttpDeps, req: Request, held: HeldAward): readonly Download[] =>
  d.downloads(held).map(({ id, ...rest }) => {
    const { statesIdentifier } = d.formats().find((format) => format.id === id) ?? {};
    return { label: id, url: `${keepPath(req)}/documents/${id}`, ...rest, ...(statesIdentifier && { statesIdentifier }) };
  });
