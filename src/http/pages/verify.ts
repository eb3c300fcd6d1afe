import { type Request, type Response } from 'express';
import { utf8 } from '../../core/bytes.js';
import { AppError, type ErrorCode } from '../../core/errors.js';
import { readCertificateNumber } from '../../core/ids.js';
import { timestamp } from '../../core/time.js';
import { readFiles, type UploadedFile } from '../body.js';
import { type Verification } from '../../verify/report.js';
import { type HttpDeps } from '../deps.js';
import { sameSite } from '../guard.js';
import { countEach, guesses, heavy, missed } from '../limits.js';
import { roomyIfLarge } from '../room.js';
import { type Handler, type Route } from '../route.js';
import { carrierFault, checkedTogether, keptPath, UPLOAD_FAULTS } from './check-together.js';
import { hostOf, sendPage } from './page.js';
import { withScript } from './script.js';
import { type CarrierFault, fileKind, PATHS, unreadablePage, VERIFY_FIELDS, type VerifyError, verifyPage } from './views/index.js';

/** The page that checks a credential: a link or code, a file, or pasted text. */
export const verifyPageRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', PATHS.verify, [withScript], show(d)],
  ['post', PATHS.verify, [withScript, sameSite(d), guesses(d), heavy(d), roomyIfLarge(d)], submit(d)],
];

/** What is to be checked, as it was given: one thing, or many files. */
interface Given {
  readonly link?: string;
  readonly text?: string;
  readonly files?: readonly UploadedFile[];
  /** It was too much to be read. */
  readonly error?: 'file-too-large' | 'too-many-files';
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
    const { field, files } = await readFiles(req, res);
    const [link, text] = [VERIFY_FIELDS.link, VERIFY_FIELDS.text].map((name) => field(name)?.trim() ?? '');
    return { ...(link ? { link } : {}), ...(text ? { text } : {}), ...(files.length > 0 ? { files } : {}) };
  } catch (error) {
    if (codeOf(error) === 'body-too-large') return { error: 'file-too-large' };
    if (error instanceof AppError && error.reason === 'too-many-files') return { error: 'too-many-files' };
    throw error;
  }
}

function faultIn({ link, text, files }: Given): VerifyError | undefined {
  const filled = [link, text, files].filter((one) => one !== undefined).length;
  if (filled !== 1) return filled === 0 ? 'nothing-given' : 'more-than-one';
  return files?.length === 1 && files[0]?.bytes.length === 0 ? 'file-empty' : undefined;
}

async function check(d: HttpDeps, [req, res]: Exchange, given: Given): Promise<void> {
  const { link = '', files = [] } = given;
  const own = d.sharePath(link) ?? (await d.permanentPath(link));
  if (own !== undefined) res.redirect(303, own);
  else if (files.length > 1) await checkTogether(d, [req, res], files);
  else await checkOne(d, [req, res], given);
}

async function checkOne(d: HttpDeps, [req, res]: Exchange, given: Given): Promise<void> {
  const found = await verified(d, given);
  if (found === 'link-not-found' || found === 'number-unknown') missed(res);
  if (typeof found === 'string') return again(d, [req, res], { error: found, given });
  if (!('unreadable' in found)) return res.redirect(303, await keptPath(d, found, given.files?.[0]?.name));
  const code = given.files?.[0] && (await d.linkIn(given.files[0].bytes).catch(() => undefined));
  if (code === undefined) await showUnreadable(d, [req, res], { ...given, fault: found.unreadable });
  else await follow(d, [req, res], { code, given });
}

const placeOf = (code: string): string => (URL.canParse(code) ? new URL(code).host || code : code);

/** A picture of a code: of ours it is the way to its page, of any other host no more than a link that somebody typed. */
async function follow(d: HttpDeps, [req, res]: Exchange, { code, given }: { readonly code: string; readonly given: Given }): Promise<void> {
  const own = d.sharePath(code) ?? (await d.permanentPath(code));
  if (own !== undefined) return res.redirect(303, own);
  const found = await verified(d, { link: code });
  if (typeof found !== 'string' && !('unreadable' in found)) return res.redirect(303, await keptPath(d, found, given.files?.[0]?.name));
  missed(res);
  const error = typeof found === 'string' && found.startsWith('link-is-') ? found : 'code-elsewhere';
  again(d, [req, res], { error, given: {}, leadsTo: placeOf(code) });
}

async function checkTogether(d: HttpDeps, [req, res]: Exchange, files: readonly UploadedFile[]): Promise<void> {
  await countEach(d, [req, res], files.length);
  res.redirect(303, await checkedTogether(d, files));
}

const LINK_FAULTS: Partial<Record<ErrorCode, VerifyError>> = {
  unreadable: 'link-not-found',
  'not-found': 'link-not-found',
  'input-invalid': 'link-not-found',
  'fetch-refused': 'link-not-found',
  'fetch-failed': 'link-no-answer',
};
/** Links that lead to no credential by their kind. */
const OTHER_LINKS: readonly VerifyError[] = ['link-is-request', 'link-is-offer', 'link-is-did'];

function linkFault(link: string, error: unknown): VerifyError | undefined {
  const code = codeOf(error);
  const other = OTHER_LINKS.find((one) => error instanceof AppError && error.reason === one);
  return LINK_FAULTS[code] && (other ?? numberFault(link) ?? LINK_FAULTS[code]);
}

/** What is wrong with a certificate number that leads nowhere; undefined for what nobody would take for one. */
export function numberFault(typed: string): 'number-unknown' | 'number-mistyped' | undefined {
  if (readCertificateNumber(typed) !== undefined) return 'number-unknown';
  return /^(?=.*\d)[\w\s-]{6,24}$/.test(typed) ? 'number-mistyped' : undefined;
}

/** Nothing to judge; the fault, when there is more to say than what kind of file it is. */
interface Unreadable {
  readonly unreadable: CarrierFault | undefined;
}

/** The reports, or why there is none. */
async function verified(d: HttpDeps, given: Given): Promise<readonly Verification[] | VerifyError | Unreadable> {
  const { link } = given;
  try {
    return await (link === undefined ? d.verifyEach(bytesOf(given), { trust: 'on' }) : d.verifyLinkEach(link, { trust: 'on' }));
  } catch (error) {
    if (link === undefined && UPLOAD_FAULTS.includes(codeOf(error))) return { unreadable: carrierFault(error) };
    const fault = link === undefined ? undefined : linkFault(link, error);
    if (fault === undefined) throw error;
    return fault;
  }
}

const bytesOf = ({ files, text = '' }: Given): Uint8Array => files?.[0]?.bytes ?? utf8(text);
const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'bug');

const STATUS_OF: Partial<Record<VerifyError, number>> = { 'file-too-large': 413, 'number-unknown': 404 };

interface Again {
  readonly error: VerifyError;
  readonly given: Given;
  /** Where the code leads that a picture shows. */
  readonly leadsTo?: string;
}
/** The form once more, with what was typed and what is wrong with it. A file cannot be given back: browsers do not allow it. */
export function again(d: HttpDeps, [req, res]: Exchange, { error, given: { link, text }, leadsTo }: Again): void {
  const values = { ...(link === undefined ? {} : { link }), ...(text === undefined ? {} : { text }) };
  res.status(STATUS_OF[error] ?? 422);
  sendPage(req, res, (t) => verifyPage({ error, values, registers: d.registers, host: hostOf(d), ...(leadsTo !== undefined && { leadsTo }) }, t));
}

/** Nothing was checked, so there is no report to keep and no address to go to. */
async function showUnreadable(d: HttpDeps, [req, res]: Exchange, { fault, ...given }: Given & { readonly fault: CarrierFault | undefined }): Promise<void> {
  const replayed = fault === 'report' ? await d.replay(bytesOf(given)) : undefined;
  const fileName = given.files?.[0]?.name;
  const model = { kind: fault ?? fileKind(bytesOf(given)), triedAt: timestamp(d.now()), ...(fileName === undefined ? {} : { fileName }), ...(replayed && { replayed }) };
  res.status(400);
  sendPage(req, res, (t) => unreadablePage(model, t));
}
