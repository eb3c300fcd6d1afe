import { text as utf8Text } from '../../core/bytes.js';
import { reject, AppError } from '../../core/errors.js';
import { isObject, parseJson, type Json, type JsonObject } from '../../core/json.js';
import { parseCompact, type CompactJws } from '../../core/jws.js';
import { listed } from '../ob3/nodes.js';

export const CONTEXT = 'https://w3id.org/openbadges/v2';
/** Where the contexts of every version, and of extensions, are. */
export const CONTEXTS = 'https://w3id.org/openbadges/';

/** An assertion as it was given: as JSON, or as the payload of a signature. */
export interface Given {
  readonly assertion: JsonObject;
  readonly jws?: CompactJws;
}

export const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Throws `unreadable` or `json-invalid`. */
export function readGiven(text: string): Given {
  if (!COMPACT.test(text.trim())) return { assertion: objectIn(parseJson(text)) };
  const jws = parseCompact(text.trim());
  return { assertion: objectIn(parseJson(payloadOf(jws))), jws };
}

function payloadOf({ payload }: CompactJws): string {
  try {
    return utf8Text(payload);
  } catch (cause) {
    throw new AppError('unreadable', 'The payload of the JWS is no text.', { cause });
  }
}

const objectIn = (value: Json): JsonObject => (isObject(value) ? value : reject('unreadable', 'It is JSON, but no object.'));

export const isOfType = (value: JsonObject | undefined, ...types: readonly string[]): boolean => listed(value?.type).some((type) => typeof type === 'string' && types.includes(type));

/** Whether it says it is an assertion of Open Badges 1 or 2, well or badly. Other vocabularies have assertions too: this one has a recipient. */
export function isAssertion(value: Json | undefined): value is JsonObject {
  if (!isObject(value)) return false;
  const contexts = listed(value['@context']).some((context) => typeof context === 'string' && context.startsWith(CONTEXTS));
  return isOfType(value, 'Assertion') && contexts ? true : value.recipient !== undefined && value.badge !== undefined && (value.verification ?? value.verify) !== undefined;
}

/** Before version 2 (of 2017) nothing said how an assertion is bound to its issuer. */
export const isOfVersion1 = (assertion: JsonObject): boolean =>
  !listed(assertion['@context']).includes(CONTEXT) && (assertion['@context'] === undefined || listed(assertion['@context']).includes(`${CONTEXTS}v1`));

export type Verification = 'hosted' | 'signed';
const KINDS: Readonly<Record<string, Verification>> = { HostedBadge: 'hosted', hosted: 'hosted', SignedBadge: 'signed', signed: 'signed' };

/** How it asks to be verified; `verify` is an alias. Undefined: in no way that there is. */
export function verificationOf({ verification, verify }: JsonObject): { readonly kind: Verification | undefined; readonly creator?: string } {
  const object = verification ?? verify;
  if (!isObject(object)) return { kind: undefined };
  const kinds = listed(object.type).flatMap((type) => (typeof type === 'string' && Object.hasOwn(KINDS, type) ? [KINDS[type]] : []));
  const creator = isObject(object.creator) ? object.creator.id : object.creator;
  return { kind: new Set(kinds).size === 1 ? kinds[0] : undefined, ...(typeof creator === 'string' ? { creator } : {}) };
}
