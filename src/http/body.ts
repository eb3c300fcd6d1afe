import { type Request, type Response } from 'express';
import multer, { MulterError } from 'multer';
import { text } from '../core/bytes.js';
import { AppError, reject } from '../core/errors.js';
import { type Json, parseJson } from '../core/json.js';
import { guard, type Guard } from './route.js';

const MIB = 1024 * 1024;
/** Of a JSON body of the issuer API. */
export const JSON_LIMIT = MIB;
const FIELDS_LIMIT = 16 * 1024;
/** Of anything to be verified (design/verification). */
export const UPLOAD_LIMIT = 2 * MIB;

/** The whole body. Throws `body-too-large` as soon as it is longer than `limit` bytes. */
export async function readBody(req: Request, limit: number): Promise<Uint8Array> {
  plain(req);
  if (Number(req.get('content-length') ?? 0) > limit) tooLarge(limit);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads the body as JSON, by our own strict parser: no repeated names, no depth without end. */
export const json: Guard = guard({ problems: ['json-invalid', 'body-too-large', 'media-type-unsupported', 'input-invalid'] }, async (req, _res, next) => {
  if (mediaTypeOf(req) !== 'application/json') unsupported('Send application/json.');
  req.body = parseJson(text(await readBody(req, JSON_LIMIT)));
  next();
});

/** What {@link json} read. */
export const jsonOf = (req: Request): Json => req.body as Json;

/** The fields of a small form of ours without a file. Throws `media-type-unsupported`, `body-too-large`. */
export async function readFields(req: Request): Promise<URLSearchParams> {
  if (mediaTypeOf(req) !== 'application/x-www-form-urlencoded') unsupported('Send application/x-www-form-urlencoded.');
  return new URLSearchParams(text(await readBody(req, FIELDS_LIMIT)));
}

/** What a form held: its text fields, and the one file it may carry. An empty file field is no file. */
export interface Form {
  field(name: string): string | undefined;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array };
}

/** Reads a multipart form, in memory. Throws `body-too-large`, `input-invalid`, `media-type-unsupported`. */
export async function readForm(req: Request, res: Response): Promise<Form> {
  plain(req);
  if (mediaTypeOf(req) !== 'multipart/form-data') unsupported('Send multipart/form-data.');
  await new Promise<void>((resolve, rejected) => {
    void upload(req, res, (error: unknown) => (error === undefined ? resolve() : rejected(uploadError(error))));
  });
  const fields = req.body as Readonly<Record<string, unknown>>;
  const field = (name: string): string | undefined => (typeof fields[name] === 'string' ? fields[name] : undefined);
  return { field, ...(req.file === undefined ? {} : { file: { name: req.file.originalname, bytes: req.file.buffer } }) };
}
const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: UPLOAD_LIMIT, fieldSize: UPLOAD_LIMIT, files: 1, fields: 8, parts: 9 },
}).single('file');

function uploadError(error: unknown): AppError {
  if (error instanceof MulterError && ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE'].includes(error.code)) return new AppError('body-too-large', sizeText(UPLOAD_LIMIT), { cause: error });
  // Whatever else multer or its parser says, the form is at fault: cut short, too many parts, no boundary.
  return new AppError('input-invalid', 'The form cannot be read.', { cause: error });
}

/** The media type of the body, lower case, without parameters; empty when none is named. */
export const mediaTypeOf = (req: Request): string => (req.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Refuses a compressed body: its size could not be bounded before it is opened. */
export function plain(req: Request): void {
  if ((req.get('content-encoding') ?? 'identity') !== 'identity') unsupported('Send the body without Content-Encoding.');
}

export const unsupported = (message: string): never => reject('media-type-unsupported', message);
const tooLarge = (limit: number): never => reject('body-too-large', sizeText(limit));
const sizeText = (limit: number): string => `The body must be no larger than ${limit / 1024} KiB.`;
