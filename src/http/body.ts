import { type Request, type Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
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
/** Of many things to be verified at once. */
export const MANY_LIMIT = 20 * MIB;
/** So many of them. */
export const MANY_ITEMS = 100;

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

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** What a form held: its text fields, and the files it may carry. An empty file field is no file. */
export interface Form {
  field(name: string): string | undefined;
  /** The first of them. */
  readonly file?: UploadedFile;
  readonly files: readonly UploadedFile[];
}

/** Reads a multipart form with one file at most, in memory. Throws `body-too-large`, `input-invalid`, `media-type-unsupported`. */
export const readForm = (req: Request, res: Response): Promise<Form> => readUpload(req, res, uploadOf(1));
/** The same with many files, each as large as one alone may be, and all together no larger than {@link MANY_LIMIT}. */
export const readFiles = (req: Request, res: Response): Promise<Form> => readUpload(req, res, uploadOf(MANY_ITEMS));

async function readUpload(req: Request, res: Response, upload: ReturnType<typeof uploadOf>): Promise<Form> {
  plain(req);
  if (mediaTypeOf(req) !== 'multipart/form-data') unsupported('Send multipart/form-data.');
  await new Promise<void>((resolve, rejected) => {
    void upload(req, res, (error: unknown) => (error === undefined ? resolve() : rejected(uploadError(error))));
  });
  const fields = req.body as Readonly<Record<string, unknown>>;
  const field = (name: string): string | undefined => (typeof fields[name] === 'string' ? fields[name] : undefined);
  const files = (req.files as Express.Multer.File[]).map(({ originalname: name, buffer: bytes }) => ({ name, bytes }));
  return { field, files, ...(files[0] === undefined ? {} : { file: files[0] }) };
}

const uploadOf = (files: number) => multer({ storage: boundedMemory(MANY_LIMIT), defParamCharset: 'utf8', limits: { fileSize: UPLOAD_LIMIT, fieldSize: UPLOAD_LIMIT, files, fields: 8, parts: files + 8 } }).array('file', files);

/** Keeps files in memory, as many bytes of one form as are allowed: multer's own storage bounds each file, not their sum. */
function boundedMemory(limit: number): StorageEngine {
  let size = 0;
  return {
    _handleFile: (_req, file, done) => {
      const chunks: Buffer[] = [];
      file.stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= limit) chunks.push(chunk);
      });
      file.stream.on('end', () => (size <= limit ? done(null, { buffer: Buffer.concat(chunks) }) : done(new AppError('body-too-large', sizeText(limit)))));
    },
    _removeFile: (_req, _file, done) => done(null),
  };
}

function uploadError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof MulterError && ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE'].includes(error.code)) return new AppError('body-too-large', sizeText(UPLOAD_LIMIT), { cause: error });
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_COUNT') return new AppError('input-invalid', 'The form has more files than are taken at once.', { cause: error, path: 'file', reason: 'too-many-files' });
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
