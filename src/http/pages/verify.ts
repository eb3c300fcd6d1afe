import { type Request, type Response } from 'express';
import { utf8 } from '../../core/bytes.js';
import { AppError, type ErrorCode } from '../../core/errors.js';
import { readCertificateNumber } from '../../core/ids.js';
import { timestamp } from '../../core/time.js';
import { type Form, readForm } from '../body.js';
import { type Verification } from '../../verify/report.js';
import { type HttpDeps } from '../deps.js';
import { sameSite } from '../guard.js';
import { guesses, heavy, missed } from '../limits.js';
import { type Handler, type Route } from '../route.js';
import { hostOf, sendPage } from './page.js';
import { withScript } from './script.js';
import { CARRIER_FAULTS, type CarrierFault, fileKind, PATHS, unreadablePage, VERIFY_FIELDS, type VerifyError, verifyPage } from './views/index.js';

/** The page that checks a credential: a link or code, a file, or pasted text. */
export const verifyPageRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', PATHS.verify, [withScript], show(d)],
  ['post', PATHS.verify, [withScript, sameSite(d), guesses(d), heavy(d)], submit(d)],
];

/** One thing to be checked, as it was given. */
interface Given {
  readonly link?: string;
  readonly text?: string;
  readonly file?: NonNullable<Form['file']>;
  /** It was too much to be read. */
  readonly error?: 'file-too-large';
}

const show =
  (d: HttpDeps): Handler =>
  (req, res) => {
    sendPage(req, res, (t) => verifyPage({ registers: d.registers, host: hostOf(d) }, t));
  };

const submit =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const given = await givenIn(req, res);
    const error = given.error ?? faultIn(given);
    if (error === undefined) await check(d, [req, res], given);
    else again(d, [req, res], { error, given });
  };

type Exchange = readonly [Request, Response];

async function givenIn(req: Request, res: Response): Promise<Given> {
  try {
    const form = await readForm(req, res);
    const [link, text] = [VERIFY_FIELDS.link, VERIFY_FIELDS.text].map((name) => form.field(name)?.trim() ?? '');
    return { ...(link ? { link } : {}), ...(text ? { text } : {}), ...(form.file ? { file: form.file } : {}) };
  } catch (error) {
    if (codeOf(error) === 'body-too-large') return { error: 'file-too-large' };
    throw error;
  }
}

function faultIn({ link, text, file }: Given): VerifyError | undefined {
  const filled = [link, text, file].filter((one) => one !== undefined).length;
  if (filled !== 1) return filled === 0 ? 'nothing-given' : 'more-than-one';
  return file?.bytes.length === 0 ? 'file-empty' : undefined;
}

async function check(d: HttpDeps, [req, res]: Exchange, given: Given): Promise<void> {
  const own = d.sharePath(given.link ?? '') ?? (await d.permanentPath(given.link ?? ''));
  if (own !== undefined) return res.redirect(303, own);
  const found = await verified(d, given);
  if (found === 'link-not-found' || found === 'number-unknown') missed(res);
  if (typeof found === 'string') again(d, [req, res], { error: found, given });
  else if ('unreadable' in found) showUnreadable(d, [req, res], { ...given, fault: found.unreadable });
  else res.redirect(303, `/reports/${await d.saveReport(found, given.file?.name)}`);
}

const LINK_FAULTS: Partial<Record<ErrorCode, VerifyError>> = {
  unreadable: 'link-not-found',
  'not-found': 'link-not-found',
  'input-invalid': 'link-not-found',
  'fetch-refused': 'link-not-found',
  'fetch-failed': 'link-no-answer',
};
const linkFault = (link: string, code: ErrorCode): VerifyError | undefined => LINK_FAULTS[code] && (numberFault(link) ?? LINK_FAULTS[code]);

/** What is wrong with a certificate number that leads nowhere; undefined for what nobody would take for one. */
export function numberFault(typed: string): 'number-unknown' | 'number-mistyped' | undefined {
  if (readCertificateNumber(typed) !== undefined) return 'number-unknown';
  return /^(?=.*\d)[\w\s-]{6,24}$/.test(typed) ? 'number-mistyped' : undefined;
}
const UPLOAD_FAULTS: readonly ErrorCode[] = ['unreadable', 'json-invalid', 'input-invalid'];

/** Nothing to judge; the fault, when there is more to say than what kind of file it is. */
interface Unreadable {
  readonly unreadable: CarrierFault | undefined;
}

/** The report, or why there is none. */
async function verified(d: HttpDeps, { link, text, file }: Given): Promise<Verification | VerifyError | Unreadable> {
  try {
    return await (link === undefined ? d.verify(file?.bytes ?? utf8(text ?? ''), { trust: 'on' }) : d.verifyLink(link, { trust: 'on' }));
  } catch (error) {
    if (link === undefined && UPLOAD_FAULTS.includes(codeOf(error))) return { unreadable: carrierFault(error) };
    const fault = link === undefined ? undefined : linkFault(link, codeOf(error));
    if (fault === undefined) throw error;
    return fault;
  }
}

const carrierFault = (error: unknown): CarrierFault | undefined =>
  codeOf(error) === 'json-invalid' ? 'ambiguous' : CARRIER_FAULTS.find((fault) => error instanceof AppError && error.reason === fault);
const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'bug');

const STATUS_OF: Partial<Record<VerifyError, number>> = { 'file-too-large': 413, 'number-unknown': 404 };

/** The form once more, with what was typed and what is wrong with it. A file cannot be given back: browsers do not allow it. */
export function again(d: HttpDeps, [req, res]: Exchange, { error, given: { link, text } }: { readonly error: VerifyError; readonly given: Given }): void {
  const values = { ...(link === undefined ? {} : { link }), ...(text === undefined ? {} : { text }) };
  res.status(STATUS_OF[error] ?? 422);
  sendPage(req, res, (t) => verifyPage({ error, values, registers: d.registers, host: hostOf(d) }, t));
}

/** Nothing was checked, so there is no report to keep and no address to go to. */
function showUnreadable(d: HttpDeps, [req, res]: Exchange, { file, text, fault }: Given & { readonly fault: CarrierFault | undefined }): void {
  const model = { kind: fault ?? fileKind(file?.bytes ?? utf8(text ?? '')), triedAt: timestamp(d.now()), ...(file === undefined ? {} : { fileName: file.name }) };
  res.status(400);
  sendPage(req, res, (t) => unreadablePage(model, t));
}
