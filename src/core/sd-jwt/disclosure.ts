import { fromBase64url, sha256, text, toBase64url, utf8 } from '../bytes.js';
import { reject } from '../errors.js';
import { parseJson, type Json } from '../json.js';

/** Names that hold digests (RFC 9901, 4.2.4), and can be no claim's. */
export const DIGESTS = '_sd';
export const PLACEHOLDER = '...';
/** Says, at the top of the payload, how digests are made (4.1.1). */
export const HASH_CLAIM = '_sd_alg';
/** What it says; also what its absence means. We make and read no other. */
export const HASH = 'sha-256';

/** One part that is shown or held back (RFC 9901, 4.2). */
export interface Disclosure {
  /** As it stands in the SD-JWT; the digest is of this text. */
  readonly encoded: string;
  readonly digest: string;
  /** Salt, name and value; of an array's element salt and value. */
  readonly content: readonly Json[];
}

/** 128 bits (RFC 9901, 9.3). */
const SALT_BYTES = 16;

/** A disclosure of a claim by its name, or of an element of an array, which has none. */
export function disclose(content: readonly Json[], random: (bytes: number) => Uint8Array): Pick<Disclosure, 'encoded' | 'digest'> {
  const encoded = toBase64url(utf8(JSON.stringify([toBase64url(random(SALT_BYTES)), ...content])));
  return { encoded, digest: digestOf(encoded) };
}

/** A digest of nothing (RFC 9901, 4.2.5). */
export const decoy = (random: (bytes: number) => Uint8Array): string => toBase64url(sha256(random(32)));

/** Reads a disclosure. Throws `unreadable`, `input-invalid` or `json-invalid` when it is none. */
export function readDisclosure(encoded: string): Disclosure {
  const content = parseJson(text(fromBase64url(encoded)));
  if (!Array.isArray(content)) return reject('unreadable', 'A disclosure of the SD-JWT is no JSON array.');
  return { encoded, digest: digestOf(encoded), content: content as readonly Json[] };
}

const digestOf = (encoded: string): string => toBase64url(sha256(encoded));
