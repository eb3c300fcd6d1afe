import { toBase64url } from '../core/bytes.js';
import { AppError } from '../core/errors.js';
import type { Reader } from '../formats/format.js';
import { MAX_UPLOAD_BYTES, textOf } from './detect.js';
import type { Carrier, CarrierId } from './ports.js';
import { readPresentation } from './presentation/read.js';
import { isRecord } from './record.js';

export interface Unwrapped {
  /** What to judge: the upload itself, or the one credential inside it. */
  readonly content: Uint8Array;
  readonly carrier?: CarrierId;
}
interface Known {
  readonly carriers: readonly Carrier[];
  readonly formats: readonly Reader[];
}

/**
 * Takes the credential out of the file that carries it. All that is inside is looked at: a file with two that differ says two things at once,
 * and which of them somebody would be shown is chance. Throws `unreadable`, with a reason when there is more to say than that there is none.
 */
export async function unwrap(upload: Uint8Array, { carriers, formats }: Known): Promise<Unwrapped> {
  const { carrier, contents } = await carried(upload, carriers);
  // A record has a credential in it and says what it was found to be then: it is never taken for the credential.
  const records = (carrier === undefined ? [upload] : contents).filter(isRecord);
  const credentials = contents.filter((content) => !records.includes(content) && isCredential(content, formats));
  const [content, ...others] = new Map(credentials.map((one) => [toBase64url(one), one])).values();
  if (content === undefined && records.length > 0) throw new AppError('unreadable', 'It is a report on a credential, not the credential itself.', { reason: 'report' });
  // Without one, `detect` says what the file is instead.
  if (content === undefined || carrier === undefined) return { content: upload };
  if (others.length > 0) throw new AppError('unreadable', 'It carries several credentials that differ, so it says more than one thing at once.', { reason: 'several' });
  return { content, carrier: carrier.id };
}

/** The kind of file that this is, and all that it carries; nothing, when it carries nothing. A picture may carry something inside, or show it. */
export async function carried(upload: Uint8Array, carriers: readonly Carrier[]): Promise<{ readonly carrier?: Carrier; readonly contents: readonly Uint8Array[] }> {
  const able = upload.length > MAX_UPLOAD_BYTES ? [] : carriers.filter((one) => one.carries(upload));
  for (const carrier of able) {
    const contents = await carrier.contents(upload);
    if (contents.length > 0) return { carrier, contents };
  }
  return able[0] === undefined ? { contents: [] } : { carrier: able[0], contents: [] };
}

/** Longer is no address that anybody made. */
const MAX_LINK = 2048;

/** The address, or the number, that a picture shows or carries in place of a credential; of any scheme, and followed by nobody here. */
export async function linkIn(upload: Uint8Array, carriers: readonly Carrier[]): Promise<string | undefined> {
  const { contents } = await carried(upload, carriers.filter(({ id }) => id !== 'pdf'));
  const [only, ...others] = contents.map((content) => textOf(content)?.trim());
  return others.length === 0 && only !== undefined && only.length <= MAX_LINK && /^[^\s{}<>]+$/.test(only) ? only : undefined;
}

/** Attachments are of any kind; what is no text, or too large, is none. */
function isCredential(content: Uint8Array, formats: readonly Reader[]): boolean {
  const text = content.length > MAX_UPLOAD_BYTES ? undefined : textOf(content);
  return text !== undefined && (formats.some((format) => format.recognises(text.trim())) || isPresentation(text.trim()));
}

/** One that cannot be taken apart is one all the same. */
function isPresentation(text: string): boolean {
  try {
    return readPresentation(text) !== undefined;
  } catch {
    return true;
  }
}
