import { AppError } from '../core/errors.js';
import type { Fact, KeyFact, StatusListFact } from '../core/evidence.js';
import { isObject, type JsonObject } from '../core/json.js';
import { JWS_ALGORITHMS, verifySignature } from '../core/jws.js';
import { readJwt, type Jwt } from '../core/sd-jwt/read.js';
import { timeOfSeconds } from '../core/time.js';
import { STATUS_BITS } from '../core/token-status-list.js';
import { certificatesIn, namedIn } from '../formats/sd-jwt-vc/issuer.js';
import { speaksFor, type ListReader } from './list-credential.js';

const TYPE = 'statuslist+jwt';

/** The token, if it says it is one. */
export function tokenIn(text: string): Jwt | undefined {
  try {
    const jwt = readJwt(text.trim());
    return jwt.header.typ === TYPE ? jwt : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

const invalid = (detail: string): Fact<never> => ({ ok: false, reason: 'list-invalid', detail });

/**
 * Somebody else's Status List Token (draft-ietf-oauth-status-list-20, 8.3): of this very address, and signed by a key of whoever it then speaks for.
 * Whether that is the credential's issuer, and whether it is of now, the status check says. `issuer`: whose keys are meant where the token names none.
 */
export async function readTokenStatusList(url: string, token: Jwt, reader: Pick<ListReader, 'key' | 'at'> & { readonly issuer: string }): Promise<Fact<StatusListFact>> {
  const list = listIn(token.claims);
  if (list === undefined) return invalid('not a Status List Token');
  if (token.claims.sub !== url) return invalid('the token is of another address');
  const { issuer, key } = namedIn(token.header, { iss: token.claims.iss ?? reader.issuer });
  if (key === undefined) return invalid('the token names no key');
  const fact = await reader.key(key, certificatesIn(token.header.x5c));
  if (!fact.ok || !signed(token, fact.value)) return invalid('signature');
  // A key of which only a certificate is known speaks for what the same certificate signed.
  const certified = fact.value.controller === 'certificate';
  if (!certified && !speaksFor(fact, issuer, reader.at)) return invalid('not signed by a key of its issuer');
  return { ok: true, value: { url, issuer: certified ? key : issuer, ...list, source: 'fetched' } };
}

function signed({ header, signingInput, signature }: Jwt, { publicJwk }: KeyFact): boolean {
  const { alg, crit } = header;
  if (crit !== undefined || typeof alg !== 'string' || !Object.hasOwn(JWS_ALGORITHMS, alg)) return false;
  return verifySignature(alg, publicJwk, signingInput, signature);
}

/** What the token says; undefined when it lacks what every one has (5.1). */
function listIn({ iat, exp, status_list: list }: JsonObject): Pick<StatusListFact, 'purposes' | 'bits' | 'encodedList' | 'validFrom' | 'validUntil' | 'madeAt'> | undefined {
  const [from, until] = [iat, exp].map(timeOfSeconds);
  if (!isObject(list) || typeof list.lst !== 'string' || from === undefined || (exp !== undefined && until === undefined)) return undefined;
  const bits = STATUS_BITS.find((one) => one === list.bits);
  return bits && { purposes: [], bits, encodedList: list.lst, validFrom: from, madeAt: from, ...(until === undefined ? {} : { validUntil: until }) };
}
