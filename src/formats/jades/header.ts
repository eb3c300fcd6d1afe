import { createHash } from 'node:crypto';
import { toBase64url } from '../../core/bytes.js';
import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { JWS_ALGORITHMS } from '../../core/jws.js';
import type { SubIndication } from '../../core/seal.js';
import { parseTimestamp, timestamp } from '../../core/time.js';
import type { Reason } from '../../core/finding.js';
import { isForSealing, readCertificate, type Certificate } from '../../core/x509/index.js';
import { fromBase64 } from './base64.js';

/** A rule of the header that is broken: the signature is then not judged. */
export interface HeaderFault {
  readonly reason: Reason;
  readonly detail: string;
}
const fault = (detail: string, reason: Reason = 'header-unsupported'): HeaderFault => ({ reason, detail });

/** Another source for the key, or for what is signed (TS 119 182-1, 5.1 and 5.2.8): never looked at, so their presence is refused. */
const REFUSED = ['jwk', 'jku', 'x5u', 'x5t', 'sigD', 'sigX5ts', 'zip', 'enc', 'exp', 'nbf'];
/** May be named critical: what we act on, and what tells more about the sealer without limiting the seal. */
const CRITICAL = ['b64', 'sigT', 'iat', 'x5t#o', 'adoTst', 'srCms', 'sigPl', 'srAts', 'sigPId'];
const TYPES = ['jose', 'jose+json', 'application/jose+json'];

/** The first rule of JAdES baseline and of RFC 7515 that the protected header breaks. */
export const headerFault = (header: JsonObject): HeaderFault | undefined => refusedIn(header) ?? critFault(header) ?? timeFault(header) ?? certificateFault(header);

function refusedIn(header: JsonObject): HeaderFault | undefined {
  const { alg, typ, cty } = header;
  if (typeof alg !== 'string' || !Object.hasOwn(JWS_ALGORITHMS, alg)) return fault('alg', 'algorithm-unsupported');
  const odd = REFUSED.find((name) => Object.hasOwn(header, name));
  if (odd !== undefined) return fault(odd);
  if (typ !== undefined && (typeof typ !== 'string' || !TYPES.includes(typ.toLowerCase()))) return fault('typ');
  return cty === undefined || typeof cty === 'string' ? undefined : fault('cty');
}

/** RFC 7515, 4.1.11; RFC 7797, 6: whoever does not know that the payload stands as it is must not read on. */
function critFault({ crit, ...header }: JsonObject): HeaderFault | undefined {
  const names = crit === undefined ? [] : Array.isArray(crit) && crit.length > 0 ? (crit as readonly Json[]) : undefined;
  if (names === undefined || new Set(names).size < names.length) return fault('crit');
  if (!names.every((name) => typeof name === 'string' && CRITICAL.includes(name) && Object.hasOwn(header, name))) return fault('crit');
  if (header.b64 === undefined) return undefined;
  return typeof header.b64 === 'boolean' && names.includes('b64') ? undefined : fault('b64');
}

/** Exactly one of the two ways of saying when. */
function timeFault(header: JsonObject): HeaderFault | undefined {
  const both = header.iat !== undefined && header.sigT !== undefined;
  return both || signingTime(header) === undefined ? fault(both ? 'iat, sigT' : 'iat') : undefined;
}

/** When the header says that it was sealed: `iat`, or `sigT` in older seals. */
export function signingTime({ iat, sigT }: JsonObject): string | undefined {
  if (typeof sigT === 'string') return timestampOf(parseTimestamp(sigT));
  return typeof iat === 'number' && Number.isInteger(iat) ? timestampOf(new Date(iat * 1000)) : undefined;
}
const timestampOf = (date: Date | undefined): string | undefined => (date === undefined || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? undefined : timestamp(date));

/** From then on the baseline asks for `iat` (TS 119 182-1 v1.2.1, 5.1.11). */
const NO_SIGT_FROM = '2025-07-15T00:00:00Z';

/** Breaks a rule without making the seal another's: said, and not drawn as a yes. */
export function deviationOf(header: JsonObject): SubIndication | undefined {
  if (header.sigPId !== undefined) return 'SIGNATURE_POLICY_NOT_AVAILABLE';
  return header.sigT !== undefined && (signingTime(header) ?? '') >= NO_SIGT_FROM ? 'SIG_CONSTRAINTS_FAILURE' : undefined;
}

const MAX_CHAIN = 10;
const DIGESTS: Readonly<Record<string, string>> = { S256: 'sha256', S384: 'sha384', S512: 'sha512' };

/** The certificates of `x5c` (RFC 7515, 4.1.6). Throws `input-invalid`. */
export const chainOf = ({ x5c }: JsonObject): readonly Uint8Array[] => (Array.isArray(x5c) ? (x5c as readonly Json[]).map(fromBase64) : []);

function certificateFault(header: JsonObject): HeaderFault | undefined {
  const chain = attempt(() => chainOf(header).slice(0, MAX_CHAIN + 1).map(readCertificate));
  const [leaf] = chain ?? [];
  if (chain === undefined || leaf === undefined || chain.length > MAX_CHAIN) return fault('x5c', Object.hasOwn(header, 'x5c') ? 'proof-malformed' : 'key-missing');
  const apart = chain.some(({ issuerName }, index) => index + 1 < chain.length && chain[index + 1]?.subjectName !== issuerName);
  if (apart) return fault('x5c', 'proof-malformed');
  if (!isNamed(header, leaf)) return fault('x5t#S256', 'proof-malformed');
  return isForSealing(leaf) ? undefined : fault('x5c', 'key-not-for-assertion');
}

/** The header names the certificate by exactly one digest, and it is the one that comes with it. */
function isNamed(header: JsonObject, { fingerprint, der }: Certificate): boolean {
  const other = header['x5t#o'];
  if (other === undefined) return header['x5t#S256'] === fingerprint;
  const hash = isObject(other) && typeof other.digAlg === 'string' && Object.hasOwn(DIGESTS, other.digAlg) ? DIGESTS[other.digAlg] : undefined;
  if (header['x5t#S256'] !== undefined || hash === undefined || !isObject(other)) return false;
  return other.digVal === toBase64url(new Uint8Array(createHash(hash).update(der).digest()));
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
