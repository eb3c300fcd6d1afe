import type { PublicJwk } from '../../core/evidence.js';
import type { Award } from '../../core/model.js';
import { addMonths, timestamp } from '../../core/time.js';
import type { EncodeContext, Format, Unsigned } from '../format.js';
import { encodeAward } from '../ob3/encode.js';
import { readCredential } from '../ob3/read.js';
import { CLAIMS, claimsOf } from './claims.js';
import { encodeClaims } from './encode.js';
import { EUDI_LEARNING, ownType } from './terms.js';

/** What of an award the European type asks for and the award does not say. */
export const LACKING = {
  family_name: 'family-name-missing',
  learner_identification: 'learner-identification-missing',
  language_of_classes: 'language-missing',
  level_of_learning_experience: 'level-missing',
  expected_study_time: 'workload-missing',
  types_of_quality_assurance: 'quality-assurance-missing',
} as const;
export type Lacking = (typeof LACKING)[keyof typeof LACKING];

/** Why the award cannot be a European learning credential, in the order of its claims; empty when it can. Nothing is invented to fill one. */
export function lackingForEudi(award: Award, baseUrl: string): readonly Lacking[] {
  const claims = claimsOf({ view: readCredential(encodeAward(award, baseUrl)), learner: award.learner });
  const asked: Readonly<Record<string, Lacking | undefined>> = LACKING;
  return CLAIMS.filter(({ name, mandatory }) => mandatory.eudi && claims[name] === undefined).flatMap(({ name }) => asked[name] ?? []);
}

/**
 * How long a wallet's copy lasts, where the award lasts longer: the type asks for an end (`exp`) of the token, which is not the achievement's
 * (`date_of_expiry`). Withdrawal is the status list's to say; a copy that has run out is fetched again.
 */
const COPY_MONTHS = 24;

/** The same format, writing the European learning credential for this holder's key; it is of our own type too (`aka_vcts`), with all its claims. */
export const eudiLearning = (format: Format, holder: PublicJwk): Format => ({ ...format, encode: (award, context) => encode(award, context, holder) });

function encode(award: Award, context: EncodeContext, holder: PublicJwk): Unsigned {
  const { baseUrl, key, sealedAt } = context;
  const more = { vct: EUDI_LEARNING, aka_vcts: [ownType(baseUrl)], exp: endOf(award, sealedAt), cnf: { jwk: { ...holder } } };
  return { format: 'sd-jwt-vc', key, document: encodeClaims(award, context, more), created: sealedAt };
}

function endOf({ validUntil }: Award, sealedAt: string): number {
  const ends = [`${addMonths(sealedAt.slice(0, 10), COPY_MONTHS)}T23:59:59Z`, ...(validUntil === undefined ? [] : [timestamp(new Date(validUntil))])];
  return Math.floor(Date.parse(ends.sort()[0] ?? '') / 1000);
}
