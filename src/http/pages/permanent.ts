import { type Request } from 'express';
import { type HeldAward } from '../../claim/ports.js';
import { type Report } from '../../verify/report.js';
import { type HttpDeps } from '../deps.js';
import { guesses, looks } from '../limits.js';
import { nowhere, queryOf, tokenOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { credentialLink, sendPage, wantsData } from './page.js';
import { personRoutes } from './person.js';
import { qrRoutes } from './qr.js';
import { withScript } from './script.js';
import { again, numberFault } from './verify.js';
import { permanentPage } from './views/index.js';

/** The permanent link that a certificate's QR code carries: verified at that moment, details only if the learner allows. */
export const permanentRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/v', [credentialLink, withScript, guesses(d)], byNumber(d)],
  ['get', '/v/:token', [credentialLink, guesses(d), looks(d)], show(d)],
  ...qrRoutes({ path: '/v/:token', guards: [credentialLink, guesses(d)], url: async (req) => d.permanentUrl((await heldIn(d, req)).award) }),
  ...personRoutes(d, { path: '/v/:token', link: credentialLink, report: (req) => openReport(d, req) }),
];

const byNumber =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const number = queryOf(req, 'number')?.trim() ?? '';
    const path = await d.permanentPath(number);
    if (path !== undefined) return res.redirect(303, path);
    if (number === '' || wantsData(req)) nowhere();
    again(d, [req, res], { error: numberFault(number) ?? 'number-mistyped', given: { link: number } });
  };

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const held = await heldIn(d, req);
    const { report } = await d.verifyHeld(held);
    const { award, detailsPublic } = held;
    const shown = detailsPublic ? { held, personAction: `/v/${tokenOf(req)}/person` } : {};
    const model = { report, ...shown, organisation: award.organisation, number: award.number, permanentUrl: d.permanentUrl(award), qrUrl: `/v/${tokenOf(req)}/qr.svg` };
    sendPage(req, res, (t) => permanentPage(model, t));
  };

/** Only what is public can be compared with. */
async function openReport(d: HttpDeps, req: Request): Promise<Report | undefined> {
  const held = await heldIn(d, req);
  return held.detailsPublic ? (await d.verifyHeld(held)).report : undefined;
}

const heldIn = async (d: HttpDeps, req: Request): Promise<HeldAward> => (await d.heldByPermanentLink(tokenOf(req))) ?? nowhere();
