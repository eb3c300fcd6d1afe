import { type Request } from 'express';
import { comparePerson, PERSON_QUESTIONS } from '../../verify/person.js';
import { type Report } from '../../verify/report.js';
import { reject } from '../../core/errors.js';
import { readFields } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { sameSite } from '../guard.js';
import { attempts, guesses } from '../limits.js';
import { nowhere, tokenOf } from '../params.js';
import { type Guard, type Handler, type Route } from '../route.js';
import { sendPage } from './page.js';
import { PERSON_FIELDS, personPage, presentable } from './views/index.js';

/** A page that shows all a credential says: its route, and the report it shows at that moment; undefined when it does not show all. */
export interface Shown {
  readonly path: string;
  /** What every answer under such a link carries. */
  readonly link: Guard;
  report(req: Request): Promise<Report | undefined>;
}

/** "Is it this person?", asked on such a page: compared, answered and forgotten; and each try counted, or a date of birth would be found by trying them all. What was typed is in no address, no log and no store. */
export const personRoutes = (d: HttpDeps, shown: Shown): readonly Route[] => [
  ['get', `${shown.path}/person`, [shown.link], back],
  ['post', `${shown.path}/person`, [shown.link, guesses(d), sameSite(d), attempts(d, tokenOf)], answer(shown)],
];

const LAST = '/person';
const pageOf = (req: Request): string => req.path.slice(0, -LAST.length);

/** An answer has no address to come back to. */
const back: Handler = (req, res) => res.redirect(303, pageOf(req));

const answer =
  (shown: Shown): Handler =>
  async (req, res) => {
    const report = (await shown.report(req)) ?? nowhere();
    const { learner } = presentable(report).credential ?? nowhere();
    const { question, typed } = await askedIn(req);
    const found = comparePerson(learner, question, typed);
    if (found === 'malformed') res.status(422);
    sendPage(req, res, (t) => personPage({ report, question, answer: found, typed, action: req.path, back: pageOf(req) }, t));
  };

async function askedIn(req: Request) {
  const fields = await readFields(req);
  const question = PERSON_QUESTIONS.find((one) => one === fields.get(PERSON_FIELDS.question));
  return { question: question ?? reject('input-invalid', 'The form does not say what is compared.', PERSON_FIELDS.question), typed: fields.get(PERSON_FIELDS.value) ?? '' };
}
