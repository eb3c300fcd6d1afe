import { text } from '../bytes.js';
import { AppError, reject } from '../errors.js';
import { isObject, parseJson, type JsonObject } from '../json.js';
import { parseCompact, type CompactJws } from '../jws.js';
import { readDisclosure, type Disclosure } from './disclosure.js';

/** A JWT taken apart and judged in nothing. */
export interface Jwt extends CompactJws {
  readonly claims: JsonObject;
}

/** An SD-JWT, or an SD-JWT+KB, taken apart and judged in nothing (RFC 9901, 4). */
export interface SdJwt extends Jwt {
  readonly disclosures: readonly Disclosure[];
  /** What a key binding is about: everything before it, with the last tilde (4.3.1). */
  readonly presented: string;
  readonly keyBinding?: Jwt;
}

/** The fullest credential we make has some twenty; each is decoded and hashed, whoever sent it. */
const MAX_DISCLOSURES = 1000;

/** Whether the text has the form of an SD-JWT: a compact JWS, signed or not, then tildes. */
export const looksLikeSdJwt = (value: string): boolean => /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*~/.test(value) && /^[A-Za-z0-9_.~-]+$/.test(value);

/** Takes an SD-JWT apart. Throws `unreadable`. The JWS JSON serialisation (8) is not read. */
export function readSdJwt(value: string): SdJwt {
  const [jwt = '', ...parts] = value.split('~');
  const last = parts.pop() ?? reject('unreadable', 'An SD-JWT has a tilde after its JWT and after every disclosure.');
  if (parts.length > MAX_DISCLOSURES) reject('unreadable', `The SD-JWT has more than ${MAX_DISCLOSURES} disclosures.`);
  const sdJwt = { ...readJwt(jwt), disclosures: parts.map(disclosureOf), presented: value.slice(0, value.length - last.length) };
  return last === '' ? sdJwt : { ...sdJwt, keyBinding: readJwt(last) };
}

/** Takes a JWT apart. Throws `unreadable`. */
export function readJwt(value: string): Jwt {
  const jws = parseCompact(value);
  const claims = unlessUnreadable(() => parseJson(text(jws.payload)), 'The payload of the JWT cannot be read.');
  return isObject(claims) ? { ...jws, claims } : reject('unreadable', 'The payload of the JWT is no JSON object.');
}

const disclosureOf = (encoded: string): Disclosure => unlessUnreadable(() => readDisclosure(encoded), 'A disclosure of the SD-JWT cannot be read.');

function unlessUnreadable<T>(read: () => T, message: string): T {
  try {
    return read();
  } catch (cause) {
    throw new AppError('unreadable', message, { cause });
  }
}
