import { issuerAddress } from '../../core/did.js';
import type { JsonObject } from '../../core/json.js';
import type { Award } from '../../core/model.js';
import { conceal } from '../../core/sd-jwt/conceal.js';
import type { EncodeContext, Unsigned } from '../format.js';
import { tokenStatusUrl } from '../ob3/addresses.js';
import { encodeAward } from '../ob3/encode.js';
import { readCredential } from '../ob3/read.js';
import { stated } from '../ob3/stated.js';
import { claimsOf, CONCEALED } from './claims.js';
import { LINKED_DATA, ownType } from './terms.js';

/** What an unsigned SD-JWT VC is: the payload, and the disclosures that go with it. */
export interface Concealment extends JsonObject {
  readonly payload: JsonObject;
  readonly disclosures: readonly string[];
}

const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);

/** Claims of JOSE that both types have; `more` are those of one, and stand over them. */
export function encodeClaims(award: Award, { baseUrl, sealedAt, random }: EncodeContext, more: JsonObject): Concealment {
  const badge = encodeAward(award, baseUrl);
  const claims = stated({
    iss: issuerAddress(award.organisation.did, baseUrl),
    jti: award.credentialId,
    iat: seconds(sealedAt),
    nbf: seconds(award.issuedAt),
    exp: award.validUntil === undefined ? undefined : seconds(award.validUntil),
    status: { status_list: { idx: award.statusEntry.index, uri: tokenStatusUrl(baseUrl, award.statusEntry) } },
    ...claimsOf({ view: readCredential(badge), learner: award.learner }),
    [LINKED_DATA]: badge,
    ...more,
  });
  return { ...conceal(claims, CONCEALED, random) };
}

/** An award of our own type: for anybody's reader, and bound to nobody's key. */
export const encodeOwn = (award: Award, context: EncodeContext): Unsigned => ({
  format: 'sd-jwt-vc',
  key: context.key,
  document: encodeClaims(award, context, { vct: ownType(context.baseUrl) }),
  created: context.sealedAt,
});
