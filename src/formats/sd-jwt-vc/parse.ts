import { AppError, reject } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import { looksLikeSdJwt, readSdJwt, type SdJwt } from '../../core/sd-jwt/read.js';
import { HASH_CLAIM, DIGESTS } from '../../core/sd-jwt/disclosure.js';
import { reveal, type Place, type SdJwtFault } from '../../core/sd-jwt/reveal.js';
import type { Parsed } from '../format.js';
import { statusEntries, statusListsOf, tokenEntries } from '../ob3/status-entries.js';
import type { Opened } from './check.js';
import { certificatesIn, namedIn } from './issuer.js';
import { badgeIn, readClaims, timeOf } from './read.js';
import { LINKED_DATA, TYPE } from './terms.js';

/** Whether it is an SD-JWT that says it is a credential: by its type, or by a `vct`. */
export function recognises(text: string): boolean {
  if (!looksLikeSdJwt(text.trim())) return false;
  try {
    return isCredential(readSdJwt(text.trim()));
  } catch {
    return false;
  }
}

const isCredential = ({ header, claims }: SdJwt): boolean => header.typ === TYPE || typeof claims.vct === 'string';

/** Throws `unreadable`. */
export function parse(text: string): Parsed {
  const sdJwt = readSdJwt(text.trim());
  if (!isCredential(sdJwt)) return reject('unreadable', 'It is an SD-JWT, but no credential.');
  const opened: Opened = { sdJwt, ...opening(sdJwt), ...namedIn(sdJwt.header, sdJwt.claims) };
  const { claims, issuer, key } = opened;
  const view = readClaims(claims, issuer);
  const entries = [...tokenEntries(claims), ...statusEntries(badgeIn(claims) ?? {})];
  const keys = key === undefined ? [] : [key];
  return {
    format: 'sd-jwt-vc',
    document: claims,
    secured: opened,
    view,
    statusEntries: entries,
    keys,
    signedAt: timeOf(claims.iat ?? claims.nbf),
    ...sealOf(sdJwt.header, timeOf(claims.iat)),
    heldBack: opened.heldBack.length > 0,
    statusHeldBack: statusHeldBack(opened),
    needs: { keys, statusLists: statusListsOf(entries), issuer: view.issuer.id, credentialId: view.id },
  };
}

/** A signature by certificate is a seal of the lowest level: nothing in it proves when it was made. */
function sealOf({ x5c }: JsonObject, claimedAt: string | undefined): Pick<Parsed, 'seal'> {
  const chain = certificatesIn(x5c);
  return chain.length === 0 ? {} : { seal: { chain, claimedAt, stamps: [], certificates: [], crls: [], ocsps: [], level: 'B-B' } };
}

/** One that breaks a rule shows only what is signed in clear. */
function opening({ claims, disclosures }: SdJwt): Pick<Opened, 'claims' | 'disclosed' | 'fault' | 'heldBack'> {
  try {
    const { claims: shown, disclosed, heldBack } = reveal({ claims, disclosures });
    return { claims: shown, disclosed, heldBack };
  } catch (error) {
    if (!(error instanceof AppError) || error.reason === undefined) throw error;
    const { [DIGESTS]: _digests, [HASH_CLAIM]: _hash, ...clear } = claims;
    return { claims: clear, disclosed: [], fault: error.reason as SdJwtFault, heldBack: [[]] };
  }
}

/**
 * Whether a status may be kept to himself by whoever shows it. No issuer may make one disclosable (draft-ietf-oauth-sd-jwt-vc-18, 3.2.2.4), but who did
 * has given a holder whose credential was revoked the means to hide it: where something is held back, and no status is shown beside it, there may be one.
 */
function statusHeldBack({ claims, heldBack }: Pick<Opened, 'claims' | 'heldBack'>): boolean {
  const badge = badgeIn(claims);
  const somewhere = (at: Place, inside: boolean): boolean => heldBack.some((place) => (inside || place.length === at.length) && at.every((step, index) => place[index] === step));
  const beside = (claims.status === undefined && somewhere([], false)) || (badge?.credentialStatus === undefined && badge !== undefined && somewhere([LINKED_DATA], false));
  return beside || somewhere(['status'], true) || somewhere([LINKED_DATA, 'credentialStatus'], true);
}
