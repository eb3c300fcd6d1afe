import { text } from '../core/bytes.js';
import { AppError, reject } from '../core/errors.js';
import { readJwt, readSdJwt } from '../core/sd-jwt/read.js';
import type { Reader } from '../formats/format.js';

/** A credential is text; one larger than this is refused before it is read. */
export const MAX_UPLOAD_BYTES = 2 * 1024 * 1024;

export interface Detected {
  readonly format: Reader;
  readonly text: string;
}

/** The one format whose content this is, whatever a file name or media type says. Throws `unreadable`, and why in plain words. */
export function detect(upload: Uint8Array, formats: readonly Reader[]): Detected {
  const content = contentOf(upload);
  const [format, ...others] = formats.filter((candidate) => candidate.recognises(content));
  if (format === undefined) return tokenFault(content) ?? reject('unreadable', whatElse(content));
  if (others.length > 0) return reject('unreadable', 'It can be read as more than one kind of credential, so it says two things at once.');
  return { format, text: content };
}

/** A first part that says it is the header of a token, however it is encoded. */
const isToken = (content: string): boolean => {
  const [head = '', ...more] = content.split('.', 3);
  return more.length === 2 && /^\s*\{.*"alg"/s.test(Buffer.from(head.slice(0, 8192), 'base64').toString('latin1'));
};

/**
 * Throws for a token that is none strictly: padding, white space, bits or a name too many. Programs mend such a thing, each in its own way, so that
 * what one of them shows is not what another verified. Undefined for what is no token, or is one of another kind.
 */
function tokenFault(content: string): undefined {
  if (!isToken(content)) return undefined;
  try {
    if (content.includes('~')) readSdJwt(content);
    else readJwt(content);
    return undefined;
  } catch (cause) {
    throw new AppError('unreadable', 'It is a signed token, but encoded in a way that programs would read differently.', { cause, reason: 'ambiguous' });
  }
}

/** White space around it comes from copying and pasting; inside, every byte counts. */
export function contentOf(upload: Uint8Array): string {
  if (upload.length > MAX_UPLOAD_BYTES) reject('unreadable', 'It is larger than 2 MiB, which no credential is.');
  const foreign = SIGNATURES.find(({ bytes }) => bytes.every((byte, at) => upload[at] === byte));
  if (foreign) reject('unreadable', foreign.reason);
  const content = decoded(upload).trim();
  return content === '' ? reject('unreadable', 'It is empty.') : content;
}

const decoded = (upload: Uint8Array): string => textOf(upload) ?? reject('unreadable', 'It is not text (UTF-8), nor any file that can carry a credential.');

/** The text that these bytes are; undefined when they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return text(bytes);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** First bytes of the files people most often send instead. */
const SIGNATURES = [
  { bytes: [0x25, 0x50, 0x44, 0x46], reason: 'It is a PDF in which we found no credential, perhaps a printout or a scan.' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], reason: 'It is a PNG image in which we found no credential, perhaps a screenshot.' },
  { bytes: [0xff, 0xd8, 0xff], reason: 'It is a photo (JPEG), which cannot carry a credential.' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], reason: 'It is a ZIP archive or an office document, not a credential.' },
] as const;

function whatElse(content: string): string {
  if (content.startsWith('<')) return 'It is a web page or an image in which we found no credential.';
  if (content.startsWith('{') || content.startsWith('[')) return 'It is JSON, but not a credential of a kind that we can read.';
  return 'It is text, but not a credential.';
}
