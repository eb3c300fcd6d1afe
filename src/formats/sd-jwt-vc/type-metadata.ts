import type { JsonObject } from '../../core/json.js';
import { CLAIMS, type Claim } from './claims.js';
import { LABELS, LOCALES, TYPE_DESCRIPTION, TYPE_NAME, type Words } from './labels.js';
import { NEVER_DISCLOSED, ownType } from './terms.js';

/** Claims of the token that every credential of the type has. */
const REGISTERED: readonly string[] = ['iss', 'jti', 'iat', 'nbf', 'vct', 'status'];

const inAll = (make: (at: number) => JsonObject): JsonObject[] => LOCALES.map((locale, at) => ({ locale, ...make(at) }));
const labelled = (words: Words | undefined): JsonObject => (words === undefined ? {} : { display: inAll((at) => ({ label: words[at] ?? words[0] })) });

/**
 * SD-JWT VC Type Metadata of our own type (draft-ietf-oauth-sd-jwt-vc-18, 6.2). It extends no type: the European one asks for a holder's key, which
 * most credentials of this one have not. A credential of both says so itself (`aka_vcts`).
 */
export function typeMetadata(baseUrl: string): JsonObject {
  return {
    vct: ownType(baseUrl),
    name: TYPE_NAME[0],
    description: TYPE_DESCRIPTION[0],
    display: inAll((at) => ({ name: TYPE_NAME[at] ?? TYPE_NAME[0], description: TYPE_DESCRIPTION[at] ?? TYPE_DESCRIPTION[0] })),
    claims: [...REGISTERED.map((name) => ({ path: [name], mandatory: true, sd: NEVER_DISCLOSED.includes(name) ? 'never' : 'allowed' })), ...CLAIMS.flatMap(claimMetadata)],
  };
}

/** An element of a list is disclosed with the list, never by itself. */
function claimMetadata({ name, sd, is, mandatory: { own } }: Claim): JsonObject[] {
  const whole = { path: [name], ...labelled(LABELS[name]), mandatory: own, sd };
  return is === 'texts' ? [whole, { path: [name, null], ...labelled(LABELS[name]), sd: 'never' }] : [whole];
}
