import { setImmediate as breath } from 'node:timers/promises';
import { type Request, type Response } from 'express';
import { text, utf8 } from '../../core/bytes.js';
import { AppError, reject } from '../../core/errors.js';
import { isObject, type JsonObject, parseJson } from '../../core/json.js';
import { elementTexts, memberText } from '../../core/json-cut.js';
import { type Item } from '../../verify/many.js';
import { MANY_ITEMS, MANY_LIMIT, mediaTypeOf, readBody, readFiles, unsupported, UPLOAD_LIMIT } from '../body.js';

/** A credential, or the file that carries it; or where it is. */
export type Given = Uint8Array | { readonly url: string };
type BatchItem = Item<Given>;

/** What is to be checked, in the order it was sent. Throws for a body that cannot be taken as a whole; an item that cannot be read says so itself. */
export async function itemsIn(req: Request, res: Response): Promise<readonly BatchItem[]> {
  switch (mediaTypeOf(req)) {
    case 'multipart/form-data':
      return enough((await readFiles(req, res)).files.map(({ name, bytes }) => ({ name, given: bytes })), 'file');
    case 'application/x-ndjson':
      return itemsOf(lines(await readBody(req, MANY_LIMIT)));
    case 'application/json':
      return itemsOf(elementTexts(text(await readBody(req, MANY_LIMIT)), MANY_ITEMS) ?? reject('json-invalid', 'The body is not one JSON array.'));
    default:
      return unsupported('Send multipart/form-data, application/x-ndjson or a JSON array.');
  }
}

function enough<T>(items: readonly T[], path: string): readonly T[] {
  if (items.length === 0) reject('input-invalid', 'There is nothing to verify.', path);
  return items.length <= MANY_ITEMS ? items : reject('input-invalid', `There are more than ${MANY_ITEMS} to verify. Send the others in a call of their own.`, path);
}

/** Lines that are not empty; of those that are too many, that there are more. */
function lines(body: Uint8Array): readonly string[] {
  return text(body)
    .replace(/^\uFEFF/, '')
    .split('\n', MANY_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MANY_ITEMS + 1);
}
/** Empty ones among them. */
const MANY_LINES = 10 * MANY_ITEMS;

async function itemsOf(texts: readonly string[]): Promise<readonly BatchItem[]> {
  const items: BatchItem[] = [];
  for (const written of enough(texts, '')) {
    items.push(itemOf(written));
    // Reading all of them at a stretch would keep others waiting.
    await breath();
  }
  return items;
}

function itemOf(written: string): BatchItem {
  try {
    return readItem(written);
  } catch (error) {
    if (error instanceof AppError) return { given: error };
    throw error;
  }
}

/** Base64 takes four signs for three bytes. */
const LONGEST_TEXT = UPLOAD_LIMIT * 1.5;
const tooLarge = (): never => reject('body-too-large', `One credential must be no larger than ${UPLOAD_LIMIT / 1024} KiB.`);

function readItem(written: string): BatchItem {
  if (written.length > LONGEST_TEXT) tooLarge();
  const value = parseJson(written);
  if (typeof value === 'string') return { given: bounded(utf8(value)) };
  if (!isObject(value)) return reject('input-invalid', 'An item is a credential, as an object or as a text, or an object that says where it is.');
  return isEnvelope(value) ? opened(value, written) : { given: bounded(utf8(written)) };
}

const bounded = (bytes: Uint8Array): Uint8Array => (bytes.length <= UPLOAD_LIMIT ? bytes : tooLarge());

const WAYS = ['url', 'credential', 'base64'] as const;
const LABELS = ['id', 'name'] as const;
/** Nothing but what we name: a credential has members of its own. */
const isEnvelope = (value: JsonObject): boolean => WAYS.some((way) => way in value) && Object.keys(value).every((name) => [...WAYS, ...LABELS].some((known) => known === name));

function opened(value: JsonObject, written: string): BatchItem {
  const labels = Object.fromEntries(LABELS.flatMap((name) => (name in value ? [[name, labelOf(value, name)]] : [])));
  try {
    return { ...labels, given: givenBy(value, written) };
  } catch (error) {
    if (error instanceof AppError) return { ...labels, given: error };
    throw error;
  }
}

function labelOf(value: JsonObject, name: string): string {
  const label = value[name];
  return typeof label === 'string' && label.length <= 200 ? label : reject('input-invalid', `${name} is a text of at most 200 characters.`, `/${name}`);
}

/** What an object says is to be checked; `written`: its text. Throws `input-invalid`, `body-too-large`. */
export function givenBy(value: JsonObject, written: string): Given {
  const [way, ...others] = WAYS.filter((one) => one in value);
  if (way === undefined || others.length > 0) return reject('input-invalid', 'Give one of url, credential and base64.');
  const given = value[way];
  // Exactly as it was signed.
  if (way === 'credential' && isObject(given)) return bounded(utf8(memberText(written, way) ?? ''));
  return typeof given === 'string' ? READERS[way](given) : reject('input-invalid', `${way} is ${way === 'credential' ? 'an object or ' : ''}a text.`, `/${way}`);
}

const READERS: Readonly<Record<(typeof WAYS)[number], (given: string) => Given>> = {
  url: (url) => ({ url }),
  credential: (credential) => bounded(utf8(credential)),
  base64: (base64) => bounded(bytesIn(base64)),
};

/** RFC 4648, section 4 or 5, with or without padding. */
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const bytesIn = (base64: string): Uint8Array => (BASE64.test(base64) ? new Uint8Array(Buffer.from(base64, 'base64')) : reject('input-invalid', 'base64 is not base64.', '/base64'));
