import { type Request, type Response } from 'express';
import { type OpenedShare } from '../../claim/share.js';
import { isSharedReport } from '../../claim/shared-report.js';
import { AppError } from '../../core/errors.js';
import { type DownloadId } from '../../formats/format.js';
import { readFields } from '../body.js';
import { type Report } from '../../verify/report.js';
import { type HttpDeps } from '../deps.js';
import { sameSite } from '../guard.js';
import { attempts, draws, guesses, looks } from '../limits.js';
import { nowhere, tokenOf, wordOf } from '../params.js';
import { type Guard, type Handler, type Route } from '../route.js';
import { sendFile, sendPage, textsOf, wantsData } from './page.js';
import { personRoutes } from './person.js';
import { qrRoutes } from './qr.js';
import { sharedModel } from './share-model.js';
import { withSummary } from './summary.js';
import { type PassphraseModel, passphrasePage, SHARE_FIELDS, sharePage } from './views/index.js';

/** Found by nobody else; whether it ended or never was, its error page says the same. */
const shareLink: Guard = (_req, res, next) => {
  res.set('X-Robots-Tag', 'noindex');
  res.locals.about = 'share-link';
  next();
};

/** A learner's share: what they chose, verified at that moment. */
export const shareRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/s/:token', [shareLink, guesses(d), looks(d)], show(d)],
  ['post', '/s/:token', [shareLink, sameSite(d), guesses(d), attempts(d, tokenOf)], unlock(d)],
  ['get', '/s/:token/documents/:format', [shareLink, guesses(d), draws(d)], download(d)],
  ...qrRoutes({ path: '/s/:token', guards: [shareLink, guesses(d)], url: async (req) => d.shareUrl((await opened(d, req)).share.id) }),
  ...personRoutes(d, { path: '/s/:token', link: shareLink, report: (req) => openReport(d, req) }),
];

type Exchange = readonly [Request, Response];
const opened = async (d: HttpDeps, req: Request): Promise<OpenedShare> => (await d.openShare(tokenOf(req))) ?? nowhere();

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const found = await opened(d, req);
    res.vary('Accept');
    if (found.share.passphrase !== undefined && !wantsData(req)) return ask([req, res]);
    await d.unlockShare(found.share, undefined);
    await answer(d, [req, res], found);
  };

/** The passphrase comes in the body and is forgotten with the answer: no cookie, nothing in an address. */
const unlock =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const found = await opened(d, req);
    const fields = await readFields(req);
    res.vary('Accept');
    const fault = await faultOf(d, found, fields.get(SHARE_FIELDS.passphrase) || undefined);
    if (fault !== undefined && wantsData(req)) throw fault;
    if (fault !== undefined) return ask([req, res], fault);
    const format = d.formats().find(({ id }) => id === fields.get(SHARE_FIELDS.format))?.id;
    await (format === undefined ? answer(d, [req, res], found) : send(d, res, [found, format]));
  };

/** Of a share with a passphrase the files come by POST, with the passphrase. */
const download =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const format = wordOf(req, 'format', d.formats().map(({ id }) => id));
    const found = await opened(d, req);
    await d.unlockShare(found.share, undefined);
    await send(d, res, [found, format]);
  };

async function send(d: HttpDeps, res: Response, [found, format]: readonly [OpenedShare, DownloadId]): Promise<void> {
  sendFile(res, (await d.sharedDocument(found, format)) ?? nowhere());
}

type Refusal = AppError & { readonly code: NonNullable<PassphraseModel['fault']> };

async function faultOf(d: HttpDeps, { share }: OpenedShare, passphrase: string | undefined): Promise<Refusal | undefined> {
  try {
    await d.unlockShare(share, passphrase);
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}
const isRefusal = (error: unknown): error is Refusal => error instanceof AppError && (error.code === 'passphrase-needed' || error.code === 'passphrase-wrong');

function ask([req, res]: Exchange, refusal?: Refusal): void {
  if (refusal !== undefined) res.status(403);
  const model = { action: `/s/${tokenOf(req)}`, ...(refusal === undefined ? {} : { fault: refusal.code }) };
  sendPage(req, res, (t) => passphrasePage(model, t));
}

async function answer(d: HttpDeps, [req, res]: Exchange, found: OpenedShare): Promise<void> {
  const report = await d.showShare(found);
  if (isOpening(req)) await d.countOpening(found.share);
  if (wantsData(req)) return void res.json(withSummary(report, textsOf(req)));
  const { share, held } = found;
  sendPage(req, res, (t) => sharePage({ ...sharedModel(d, { report, shows: share.shows, held }), share: { ...share, passphrase: share.passphrase !== undefined }, action: `/s/${tokenOf(req)}` }, t));
}

/** Those who say that they are programs and fetch a link for its preview, or before anybody asked (Sec-Purpose, Fetch). Not kept. */
const MACHINE = /bot\b|crawl|spider|preview|facebookexternalhit|^whatsapp\//i;

/** A person's look, as far as that can be told from the one request. */
function isOpening(req: Request): boolean {
  const purpose = [req.get('sec-purpose'), req.get('purpose'), req.get('x-moz')].join(' ');
  return req.method !== 'HEAD' && !/prefetch|preview|prerender/i.test(purpose) && !MACHINE.test(req.get('user-agent') ?? '');
}

const isOpenToAll = ({ share }: OpenedShare): boolean => share.shows.view === 'all' && share.passphrase === undefined;

/** Only what is shown to whoever has the link can be compared with. */
async function openReport(d: HttpDeps, req: Request): Promise<Report | undefined> {
  const found = await opened(d, req);
  const report = isOpenToAll(found) ? await d.showShare(found) : undefined;
  return report === undefined || isSharedReport(report) ? undefined : report;
}
