import { type Request, type Response } from 'express';
import { PROBLEM_KINDS, type ProblemKind, LONGEST_PROBLEM } from '../../claim/problem.js';
import { AppError, reject } from '../../core/errors.js';
import { readFields } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { sameSite } from '../guard.js';
import { forms, guesses } from '../limits.js';
import { nowhere, tokenOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { credentialLink, sendPage } from './page.js';
import { PROBLEM_FIELDS, problemPage, problemToldPage, type ProblemModel } from './views/index.js';

/** "Something is wrong", on the claim page: told to the registry, while nothing is claimed. */
export const problemFormRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/claim/:token/problem', [credentialLink, guesses(d)], show(d)],
  ['post', '/claim/:token/problem', [credentialLink, guesses(d), sameSite(d), forms(d)], tell(d)],
  ['get', '/claim/:token/problem/sent', [credentialLink, guesses(d)], sent(d)],
];

const claimPath = (req: Request): string => `/claim/${tokenOf(req)}`;

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { offer, expired } = (await d.offer(tokenOf(req))) ?? nowhere();
    if (expired || offer.claimedAt !== undefined) return res.redirect(303, claimPath(req));
    await form(d, [req, res], {});
  };

async function form(d: HttpDeps, [req, res]: readonly [Request, Response], filled: Pick<ProblemModel, 'fault' | 'typed'>): Promise<void> {
  const { held } = (await d.offer(tokenOf(req))) ?? nowhere();
  if (filled.fault !== undefined) res.status(422);
  sendPage(req, res, (t) => problemPage({ organisation: held.award.organisation, action: req.path, back: claimPath(req), ...filled }, t));
}

const tell =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const fields = await readFields(req);
    const kind = PROBLEM_KINDS.find((one) => one === fields.get(PROBLEM_FIELDS.kind)) ?? reject('input-invalid', 'The form does not say what is wrong.', PROBLEM_FIELDS.kind);
    const words = fields.get(PROBLEM_FIELDS.words) ?? '';
    const fault = faultIn(words) ?? (await told(d, req, { kind, words }));
    if (fault !== undefined) return form(d, [req, res], { fault, typed: { kind, words } });
    res.redirect(303, `${req.path}/sent`);
  };

const sent =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { held } = (await d.offer(tokenOf(req))) ?? nowhere();
    sendPage(req, res, (t) => problemToldPage({ organisation: held.award.organisation, back: claimPath(req) }, t));
  };

function faultIn(words: string): 'empty' | 'too-long' | undefined {
  const length = words.trim().length;
  return length === 0 ? 'empty' : length > LONGEST_PROBLEM ? 'too-long' : undefined;
}

async function told(d: HttpDeps, req: Request, given: { readonly kind: ProblemKind; readonly words: string }): Promise<'enough' | undefined> {
  try {
    await d.tellProblem(tokenOf(req), given);
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === 'input-invalid') return 'enough';
    throw error;
  }
}
