import { fromBase64url, text, utf8 } from '../../core/bytes.js';
import { AppError, reject } from '../../core/errors.js';
import { isObject, parseJson, type Json, type JsonObject } from '../../core/json.js';
import type { SealParts } from '../../core/seal.js';
import { stampToken } from './base64.js';
import { readEtsiU } from './etsi-u.js';
import { chainOf, deviationOf, headerFault, signingTime, type HeaderFault } from './header.js';

/** A sealed document taken apart. */
export interface Jades {
  /** Exactly the text that was sealed. */
  readonly payload: string;
  /** The protected header. */
  readonly header: JsonObject;
  readonly signature: Uint8Array;
  readonly signingInput: Uint8Array;
  readonly seal: SealParts;
  /** A rule that it breaks: then it is not judged further. */
  readonly fault: HeaderFault | undefined;
}

interface Serialised {
  readonly payload: string;
  readonly protectedPart: string;
  readonly unprotected: Json | undefined;
  readonly signature: string;
}

/** Whether this is a JWS in one of its JSON serialisations (RFC 7515, 7.2), by its members. */
export const looksLikeJws = (value: Json): value is JsonObject => isObject(value) && typeof value.payload === 'string' && (Array.isArray(value.signatures) || typeof value.protected === 'string');

/** Reads a JAdES seal around its content (TS 119 182-1), general or flattened. Throws `unreadable`, or `json-invalid`, when it is none with exactly one signature. */
export function readJades(content: string): Jades {
  const { payload, protectedPart, unprotected, signature } = serialised(parseJson(content));
  const header = headerOf(protectedPart);
  const parts = partsOf({ payload, protectedPart, unprotected, signature }, header);
  return {
    payload: header.b64 === false ? payload : decoded(payload, text),
    header,
    signature: decoded(signature, (bytes) => bytes),
    signingInput: utf8(`${protectedPart}.${payload}`),
    ...parts,
  };
}

function serialised(value: Json): Serialised {
  if (!looksLikeJws(value)) return reject('unreadable', 'It is no JWS in JSON.');
  const [payload, members] = value.signatures === undefined ? flattened(value) : general(value);
  const { protected: protectedPart, header, signature } = members;
  const known = Object.keys(members).every((name) => ['protected', 'header', 'signature'].includes(name));
  if (typeof protectedPart !== 'string' || typeof signature !== 'string' || !known) return reject('unreadable', 'The JWS has not the members of one.');
  return { payload, protectedPart, unprotected: header, signature };
}

function general({ payload, signatures, ...more }: JsonObject): readonly [string, JsonObject] {
  const [only, ...others] = signatures as readonly Json[];
  if (!isObject(only) || others.length > 0 || Object.keys(more).length > 0) return reject('unreadable', 'The JWS has not exactly one signature, or has members that none has.');
  return [payload as string, only];
}
const flattened = ({ payload, ...members }: JsonObject): readonly [string, JsonObject] => [payload as string, members];

function headerOf(protectedPart: string): JsonObject {
  const header = parseJson(decoded(protectedPart, text));
  return isObject(header) ? header : reject('unreadable', 'The header of the JWS is no JSON object.');
}

function decoded<T>(base64url: string, make: (bytes: Uint8Array) => T): T {
  try {
    return make(fromBase64url(base64url));
  } catch (cause) {
    throw new AppError('unreadable', 'A part of the JWS cannot be read.', { cause });
  }
}

const NOTHING = { stamps: [], certificates: [], crls: [], ocsps: [], level: 'B-B' } as const;

function partsOf({ payload, protectedPart, unprotected, signature }: Serialised, header: JsonObject): Pick<Jades, 'seal' | 'fault'> {
  const none: SealParts = { ...NOTHING, chain: [], claimedAt: signingTime(header) };
  const fault = headerFault(header);
  if (fault !== undefined) return { seal: none, fault };
  try {
    const unsigned = readEtsiU(etsiUOf(unprotected), { signature, signed: `${payload}.${protectedPart}.${signature}` });
    const content = header.adoTst === undefined ? [] : [{ kind: 'content' as const, token: stampToken(header.adoTst), covered: utf8(payload) }];
    const deviation = deviationOf(header);
    return { seal: { ...none, chain: chainOf(header), ...unsigned, stamps: [...content, ...unsigned.stamps], ...(deviation && { deviation }) }, fault: undefined };
  } catch (error) {
    if (error instanceof AppError) return { seal: none, fault: { reason: 'proof-malformed', detail: 'etsiU' } };
    throw error;
  }
}

/** Nothing but the unsigned properties may stand outside the signature (TS 119 182-1, 5.3.1). */
function etsiUOf(unprotected: Json | undefined): Json | undefined {
  if (unprotected === undefined) return undefined;
  const [name, ...more] = isObject(unprotected) ? Object.keys(unprotected) : [];
  if (!isObject(unprotected) || name !== 'etsiU' || more.length > 0) return reject('input-invalid', 'The unprotected header holds something else than etsiU.');
  return unprotected.etsiU;
}
