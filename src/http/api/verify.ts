import { type Request, type Response } from 'express';
import { type SharedReport } from '../../claim/shared-report.js';
import { AppError, reject } from '../../core/errors.js';
import { isObject, parseJson } from '../../core/json.js';
import { text } from '../../core/bytes.js';
import { type Report, type Verification } from '../../verify/report.js';
import { mediaTypeOf, readBody, readForm, unsupported, UPLOAD_LIMIT } from '../body.js';
import { type HttpDeps, type TrustAsked } from '../deps.js';
import { guesses, heavy } from '../limits.js';
import { textsOf } from '../pages/page.js';
import { withSummary } from '../pages/summary.js';
import { queryOf } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** Anybody's credential, for anybody: 200 with a report whatever the verdict, a problem when it could not be read. */
export const verifyRoutes = (d: HttpDeps): readonly ApiRoute[] => [['post', '/api/v1/verify', [guesses(d), heavy(d)], verify(d), VERIFY]];

/** What a credential may come as, or the file that carries it. Which it is, its content says. */
const READ_WHOLE = new Set(['application/json', 'application/ld+json', 'application/vc', 'application/vc+ld+json', 'application/vc+jwt', 'application/jose+json', 'application/dc+sd-jwt', 'application/jwt', 'text/plain', 'application/pdf', 'image/png', 'image/jpeg', 'image/svg+xml']);
const BODIES = Object.fromEntries([...READ_WHOLE].map((mediaType) => [mediaType, bodyOf(mediaType)]));
const VERIFY: Operation = {
  id: 'verify',
  summary: 'Verifies anybody’s credential',
  more: 'Answers 200 with a report whatever the verdict, a problem when no credential could be read. Instead of the credential, {"url": "…"} or a form with a file. Of a picture that shows a QR code, what the code says is verified, or what it leads to. A learner’s share link is answered with what it shows.',
  query: ['trust'],
  body: { ...BODIES, 'multipart/form-data': 'upload' },
  answers: { 200: 'verified' },
  problems: ['unreadable', 'json-invalid', 'fetch-refused', 'fetch-failed', 'not-found', 'link-gone', 'passphrase-needed', 'input-invalid', 'body-too-large', 'media-type-unsupported'],
};

function bodyOf(mediaType: string): string {
  if (mediaType.endsWith('json')) return 'verifiable';
  return /^image|pdf$/.test(mediaType) ? 'bytes' : 'text';
}

const verify =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const trust = trustOf(req);
    const given = await givenIn(req, res);
    const report = await (typeof given === 'string' ? behind(d, given, { trust }) : inside(d, given, { trust }));
    res.json(withSummary(report, textsOf(req)));
  };

const reportOf = async (verified: Promise<Verification>): Promise<Report> => (await verified).report;

/** What is in a file; or behind the address that a picture shows in place of a credential. */
async function inside(d: HttpDeps, given: Uint8Array, options: TrustAsked): Promise<Report | SharedReport> {
  try {
    return await reportOf(d.verify(given, options));
  } catch (error) {
    const link = error instanceof AppError && error.code === 'unreadable' ? await d.linkIn(given).catch(() => undefined) : undefined;
    if (link === undefined || !URL.canParse(link)) throw error;
    return behind(d, link, options);
  }
}

/** A learner's share says what it shows; any other link is followed. */
const behind = async (d: HttpDeps, link: string, options: TrustAsked): Promise<Report | SharedReport> =>
  (await d.reportByShare(link, options)) ?? reportOf(d.verifyLink(link, options));

export function trustOf(req: Request): 'on' | 'off' {
  const asked = queryOf(req, 'trust') ?? 'on';
  return asked === 'on' || asked === 'off' ? asked : reject('input-invalid', 'trust is on or off.', 'trust');
}

/** The credential itself, or a link to it. */
async function givenIn(req: Request, res: Response): Promise<Uint8Array | string> {
  const mediaType = mediaTypeOf(req);
  if (mediaType === 'multipart/form-data') return (await readForm(req, res)).file?.bytes ?? reject('input-invalid', 'The form has no file.', 'file');
  if (!READ_WHOLE.has(mediaType)) unsupported('Send a credential as JSON, JWT, text, PDF, PNG, JPEG, SVG or a multipart file.');
  const body = await readBody(req, UPLOAD_LIMIT);
  return (mediaType === 'application/json' ? linkIn(body) : undefined) ?? body;
}

/** The link of `{"url": "…"}`; undefined for anything else, the credential itself for one. */
function linkIn(body: Uint8Array): string | undefined {
  const value = jsonIn(body);
  if (!isObject(value) || Object.keys(value).length !== 1 || !('url' in value)) return undefined;
  return typeof value.url === 'string' ? value.url : reject('input-invalid', 'The url is not a text.', '/url');
}

/** Undefined when it is no JSON, or none that we read: the formats say what is wrong with it. */
function jsonIn(body: Uint8Array): unknown {
  try {
    return parseJson(text(body));
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
