import { type Request, type Response } from 'express';
import { passphraseFault } from '../../claim/passphrase.js';
import { type HeldAward, type ShareShows } from '../../claim/ports.js';
import { type LearnersShare } from '../../claim/share.js';
import { readChoice, type ShareChoice, type ShareFields } from '../../claim/share-choice.js';
import { AppError } from '../../core/errors.js';
import { pick } from '../../core/language.js';
import { readFields } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { sameSite } from '../guard.js';
import { forms, guesses } from '../limits.js';
import { idOf, nowhere, tokenOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { credentialLink, sendPage } from './page.js';
import { sharedModel } from './share-model.js';
import { oneSharePage, SHARE_FIELDS, shareFormPage, sharePreviewPage, sharesPage, type ShareFault } from './views/index.js';

/** The learner makes links, looks at them as others will, and ends them. */
export const learnerShareRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/keep/:token/shares', [credentialLink, guesses(d)], list(d)],
  ['get', '/keep/:token/shares/new', [credentialLink, guesses(d)], blank(d)],
  ['get', '/keep/:token/shares/preview', [credentialLink], afresh],
  ['post', '/keep/:token/shares/preview', [credentialLink, sameSite(d), guesses(d), forms(d)], preview(d)],
  ['post', '/keep/:token/shares', [credentialLink, sameSite(d), guesses(d), forms(d)], create(d)],
  ['get', '/keep/:token/shares/:id', [credentialLink, guesses(d)], one(d)],
  ['get', '/keep/:token/shares/:id/preview', [credentialLink, guesses(d)], previewOf(d)],
  ['post', '/keep/:token/shares/:id/end', [credentialLink, sameSite(d), guesses(d), forms(d)], end(d)],
];

type Exchange = readonly [Request, Response];
const sharesUrl = (req: Request): string => `/keep/${tokenOf(req)}/shares`;

async function heldBy(d: HttpDeps, req: Request): Promise<HeldAward> {
  const { offer, held } = (await d.offer(tokenOf(req))) ?? nowhere();
  return offer.claimedAt === undefined ? nowhere() : held;
}

/** A preview is the answer to a form: whoever comes back to its address, in another language say, starts at the form. */
const afresh: Handler = (req, res) => {
  res.redirect(303, `${sharesUrl(req)}/new`);
};

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { award } = await heldBy(d, req);
    const shares = await d.shares(tokenOf(req));
    sendPage(req, res, (t) => sharesPage({ organisation: award.organisation, shares, sharesUrl: sharesUrl(req), keepUrl: `/keep/${tokenOf(req)}` }, t));
  };

/** The least that an employer can use: a name, no result, and an end. */
const BLANK: ShareFields = { label: '', view: 'summary', name: true, grade: false, until: '30-days', date: '', counting: false };

const blank =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    showForm([req, res], await heldBy(d, req), { fields: BLANK, faults: [] });
  };

function showForm([req, res]: Exchange, { award }: HeldAward, filled: { readonly fields: ShareFields; readonly faults: readonly ShareFault[] }): void {
  if (filled.faults.length > 0) res.status(422);
  const model = { ...filled, organisation: award.organisation, graded: award.grade !== undefined, action: `${sharesUrl(req)}/preview`, sharesUrl: sharesUrl(req) };
  sendPage(req, res, (t) => shareFormPage(model, t));
}

const fieldsIn = (form: URLSearchParams): ShareFields => {
  const typed = (name: keyof typeof SHARE_FIELDS): string => form.get(SHARE_FIELDS[name]) ?? '';
  const ticked = (name: keyof typeof SHARE_FIELDS): boolean => form.get(SHARE_FIELDS[name]) === 'yes';
  return { label: typed('label'), view: typed('view'), name: ticked('name'), grade: ticked('grade'), until: typed('until'), date: typed('date'), counting: ticked('counting') };
};

/** A form that was sent: what it held, and the choice, or what is wrong with it. */
interface Sent {
  readonly form: URLSearchParams;
  readonly fields: ShareFields;
  readonly choice: ReturnType<typeof readChoice>;
}
async function sentIn(d: HttpDeps, req: Request): Promise<Sent> {
  const form = await readFields(req);
  const fields = fieldsIn(form);
  return { form, fields, choice: readChoice(fields, d.now()) };
}
const isChoice = (choice: Sent['choice']): choice is ShareChoice => 'shows' in choice;

const preview =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const held = await heldBy(d, req);
    const { form, fields, choice } = await sentIn(d, req);
    if (form.get(SHARE_FIELDS.change) !== null) return showForm([req, res], held, { fields, faults: [] });
    if (isChoice(choice)) await showPreview(d, [req, res], { held, fields, choice, faults: [] });
    else showForm([req, res], held, { fields, faults: choice });
  };

interface Previewed {
  readonly held: HeldAward;
  readonly fields: ShareFields;
  readonly choice: ShareChoice;
  readonly faults: readonly ShareFault[];
}
async function showPreview(d: HttpDeps, [req, res]: Exchange, { held, fields, choice, faults }: Previewed): Promise<void> {
  if (faults.length > 0) res.status(422);
  const create = { action: sharesUrl(req), change: `${sharesUrl(req)}/preview`, fields, faults };
  const model = { ...(await shown(d, held, choice.shows)), label: choice.label, share: { ...choice, passphrase: false }, create };
  sendPage(req, res, (t) => sharePreviewPage(model, t));
}

const shown = async (d: HttpDeps, held: HeldAward, shows: ShareShows) => sharedModel(d, { report: await d.showShare({ held, share: { shows } }), shows, held });

const create =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const held = await heldBy(d, req);
    const { form, fields, choice } = await sentIn(d, req);
    if (!isChoice(choice)) return showForm([req, res], held, { fields, faults: choice });
    const made = await tryToMake(d, req, { choice, passphrase: form.get(SHARE_FIELDS.passphrase) || undefined });
    if (typeof made === 'string') await showPreview(d, [req, res], { held, fields, choice, faults: [made] });
    else res.redirect(303, `${sharesUrl(req)}/${made.id}`);
  };

/** The share, or why there is none. */
async function tryToMake(d: HttpDeps, req: Request, { choice, passphrase }: { readonly choice: ShareChoice; readonly passphrase: string | undefined }): Promise<LearnersShare | ShareFault> {
  const fault = passphrase === undefined ? undefined : passphraseFault(passphrase);
  if (fault !== undefined) return fault;
  try {
    return await d.createShare(tokenOf(req), choice, passphrase);
  } catch (error) {
    if (error instanceof AppError && error.code === 'share-limit') return 'share-limit';
    throw error;
  }
}

const found = async (d: HttpDeps, req: Request): Promise<LearnersShare> => {
  const id = idOf(req);
  return (await d.shares(tokenOf(req))).find((share) => share.id === id) ?? nowhere();
};

const one =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { award } = await heldBy(d, req);
    const share = await found(d, req);
    const title = pick(award.achievement.title, award.language);
    sendPage(req, res, (t) => oneSharePage({ organisation: award.organisation, title, share, sharesUrl: sharesUrl(req), path: new URL(share.url).pathname }, t));
  };

const previewOf =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const held = await heldBy(d, req);
    const share = await found(d, req);
    const model = { ...(await shown(d, held, share.shows)), label: share.label, share: { ...share, passphrase: share.passphrase !== undefined }, backUrl: `${sharesUrl(req)}/${share.id}` };
    sendPage(req, res, (t) => sharePreviewPage(model, t));
  };

const end =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    await heldBy(d, req);
    await d.endShare(tokenOf(req), idOf(req));
    res.redirect(303, sharesUrl(req));
  };
