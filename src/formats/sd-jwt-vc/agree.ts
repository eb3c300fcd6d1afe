import type { CredentialView } from '../../core/credential-view.js';
import { canonicalJson, type JsonObject } from '../../core/json.js';
import { identityHash } from '../ob3/identity.js';
import { readCredential } from '../ob3/read.js';
import { stated } from '../ob3/stated.js';
import { CLAIMS, type Claim } from './claims.js';
import { badgeIn, timeOf } from './read.js';
import { isOwnType, typesOf } from './terms.js';

/**
 * The claim that says something else than the badge beside it: two readers of one credential must not read two. A claim that is held back says
 * nothing, and the end of a wallet's copy may be earlier than the award's.
 */
export function disagreement(claims: JsonObject, issuer: string): string | undefined {
  const badge = badgeIn(claims);
  if (badge === undefined) return undefined;
  const view = readCredential(badge);
  const compared = typesOf(claims).some(isOwnType) ? CLAIMS : CLAIMS.filter(({ name }) => FACTS.includes(name));
  return tokenDisagrees(claims, issuer, view) ?? learnerDisagrees(claims, view.learner) ?? compared.find((claim) => differs(claim, claims, view))?.name;
}

function tokenDisagrees({ iss, jti, nbf, exp }: JsonObject, issuer: string, view: CredentialView): string | undefined {
  const rows: readonly [string, boolean][] = [
    ['iss', view.issuer.id === issuer || view.issuer.id === iss],
    ['jti', jti === undefined || jti === view.id],
    ['nbf', nbf === undefined || timeOf(nbf) === view.validFrom],
    ['exp', view.validUntil === undefined || (exp !== undefined && (timeOf(exp) ?? '') <= view.validUntil)],
  ];
  return rows.find(([, agrees]) => !agrees)?.[0];
}

/** Where it is not of our own type: what is no wording, and everybody would write alike. */
const FACTS: readonly string[] = ['issuing_country', 'date_of_issuance', 'date_of_expiry', 'achievement_title', 'assessment_grade', 'level_of_learning_experience'];

/** What either leaves unsaid is no contradiction. Of a view alone, the learner's parts are not known. */
function differs({ name, from }: Claim, claims: JsonObject, view: CredentialView): boolean {
  const given = claims[name];
  const { said } = stated({ said: from?.({ view, learner: {} }) });
  return given !== undefined && said !== undefined && canonicalJson(given) !== canonicalJson(said);
}

function learnerDisagrees(claims: JsonObject, { name, identifiers }: CredentialView['learner']): string | undefined {
  const part = ['name', 'given_name', 'family_name'].find((one) => typeof claims[one] === 'string' && name?.includes(claims[one]) === false);
  if (part !== undefined) return part;
  const stated = claims.learner_identification;
  const known = identifiers.some(({ hashed, value, salt = '' }) => value === (hashed && typeof stated === 'string' ? identityHash(stated, salt) : stated));
  return stated === undefined || identifiers.length === 0 || known ? undefined : 'learner_identification';
}
