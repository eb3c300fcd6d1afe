import { sha256, toBase64url } from '../bytes.js';
import type { PublicJwk } from '../evidence.js';
import { fail, skip, warn, type Finding } from '../finding.js';
import { isObject, type JsonObject } from '../json.js';
import { JWS_ALGORITHMS, verifySignature } from '../jws.js';
import { publicJwkOf } from '../keys.js';
import type { Timestamp } from '../model.js';
import { timestamp } from '../time.js';
import type { Jwt, SdJwt } from './read.js';

/** Clocks differ. */
const SKEW_SECONDS = 5 * 60;

/**
 * The finding `holder`: whether whoever presented this had the holder's key (RFC 9901, 7.3, step 5). A good one says that the holder once showed
 * it to somebody, and to whom: the nonce was not ours, so it may be a copy, and *pass* it is not.
 */
export function checkKeyBinding({ keyBinding, claims, presented }: SdJwt, at: Timestamp): Finding {
  if (keyBinding === undefined) return skip('holder', 'not-declared', claims.cnf === undefined ? {} : { detail: 'cnf' });
  const jwk = keyIn(claims);
  if (jwk === undefined) return fail('holder', 'key-missing', { detail: 'cnf' });
  return headerFault(keyBinding, jwk) ?? claimsFault(keyBinding.claims, presented) ?? timeFault(keyBinding.claims, at) ?? signatureFault(keyBinding, jwk) ?? unasked(keyBinding.claims);
}

/** The confirmation key (RFC 7800, 3.2), if it is given as one we can verify with. Nothing is fetched for it. */
function keyIn({ cnf }: JsonObject): PublicJwk | undefined {
  try {
    return isObject(cnf) ? publicJwkOf(cnf.jwk) : undefined;
  } catch {
    return undefined;
  }
}

function headerFault({ header }: Jwt, jwk: PublicJwk): Finding | undefined {
  const { alg, typ, crit } = header;
  if (typ !== 'kb+jwt') return fail('holder', 'header-unsupported', { detail: 'typ' });
  if (crit !== undefined) return fail('holder', 'header-unsupported', { detail: 'crit' });
  const algorithm = typeof alg === 'string' && Object.hasOwn(JWS_ALGORITHMS, alg) ? JWS_ALGORITHMS[alg] : undefined;
  return algorithm?.kty === jwk.kty && algorithm.crv === jwk.crv ? undefined : fail('holder', 'algorithm-unsupported');
}

function claimsFault(claims: JsonObject, presented: string): Finding | undefined {
  const missing = ['aud', 'nonce', 'sd_hash'].find((name) => typeof claims[name] !== 'string') ?? (Number.isFinite(claims.iat) ? undefined : 'iat');
  if (missing !== undefined) return fail('holder', 'proof-malformed', { detail: missing });
  return claims.sd_hash === toBase64url(sha256(presented)) ? undefined : fail('holder', 'signature-mismatch', { detail: 'sd_hash' });
}

function timeFault({ iat, exp }: JsonObject, at: Timestamp): Finding | undefined {
  const now = Date.parse(at) / 1000;
  if ((iat as number) > now + SKEW_SECONDS || Number.isNaN(new Date((iat as number) * 1000).getTime())) return fail('holder', 'dates-invalid', { detail: 'iat' });
  if (exp === undefined) return undefined;
  return typeof exp === 'number' && exp + SKEW_SECONDS > now ? undefined : fail('holder', 'expired', { detail: 'exp' });
}

const signatureFault = ({ header, signingInput, signature }: Jwt, jwk: PublicJwk): Finding | undefined =>
  verifySignature(header.alg as string, jwk, signingInput, signature) ? undefined : fail('holder', 'signature-mismatch');

const unasked = ({ iat, aud }: JsonObject): Finding => warn('holder', 'presentation-unasked', { at: timestamp(new Date((iat as number) * 1000)), facts: { audience: aud as string } });
