import type { CredentialView } from '../../core/credential-view.js';
import type { Json, JsonObject } from '../../core/json.js';
import type { Learner } from '../../core/model.js';
import type { Path } from '../../core/sd-jwt/conceal.js';
import { isIsoDate } from '../../core/time.js';
import { nameOf } from '../ob3/identity.js';
import { stated } from '../ob3/stated.js';
import { studyTime } from './study-time.js';
import { LINKED_DATA } from './terms.js';

/** What a claim is made from: what the badge beside it says, and what it hides of its learner. */
export interface Subject {
  readonly view: CredentialView;
  readonly learner: Learner;
}

export interface Claim {
  readonly name: string;
  /** Whether it is selectively disclosable, as the European type has it. */
  readonly sd: 'always' | 'never';
  /** Whether the credential is whole without it: of our own type, and of the European one. */
  readonly mandatory: { readonly own: boolean; readonly eudi: boolean };
  readonly is: Kind;
  readonly from?: (subject: Subject) => Json | undefined;
}

/** As the reference issuer writes them (eudi-srv-pid-issuer at 7c8ac094, EncodeLearningCredential). */
export type Kind = 'text' | 'texts' | 'day' | 'flag' | 'eqf' | 'object';
const KINDS: Readonly<Record<Kind, (value: Json) => boolean>> = {
  text: (value) => typeof value === 'string',
  texts: (value) => Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'),
  day: (value) => typeof value === 'string' && isIsoDate(value),
  flag: (value) => typeof value === 'boolean',
  eqf: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 8,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
export const isOfKind = (value: Json, kind: Kind): boolean => KINDS[kind](value);

const BOTH = { own: true, eudi: true };
const EUDI = { own: false, eudi: true };
const NEITHER = { own: false, eudi: false };
const day = (time: string | undefined): string | undefined => time?.slice(0, 10);
const lines = (...texts: readonly (string | undefined)[]): string | undefined => texts.filter((text) => text !== undefined).join('\n\n') || undefined;

/** In the order of the European type (eudi-srv-pid-issuer, vct/learning_credential.json); the last two are ours alone. */
export const CLAIMS: readonly Claim[] = [
  { name: 'issuing_authority', sd: 'never', mandatory: BOTH, is: 'text', from: ({ view }) => view.awardingBodies.map(({ label }) => label).join('; ') || undefined },
  { name: 'issuing_country', sd: 'never', mandatory: BOTH, is: 'text', from: ({ view }) => view.issuer.country },
  { name: 'date_of_issuance', sd: 'never', mandatory: BOTH, is: 'day', from: ({ view }) => view.awardedOn },
  { name: 'date_of_expiry', sd: 'never', mandatory: NEITHER, is: 'day', from: ({ view }) => day(view.validUntil) },
  { name: 'family_name', sd: 'always', mandatory: EUDI, is: 'text', from: ({ learner }) => partOfName(learner, learner.familyName) },
  { name: 'given_name', sd: 'always', mandatory: NEITHER, is: 'text', from: ({ learner }) => partOfName(learner, learner.givenName) },
  { name: 'achievement_title', sd: 'never', mandatory: BOTH, is: 'text', from: ({ view }) => view.title },
  { name: 'achievement_description', sd: 'never', mandatory: NEITHER, is: 'text', from: ({ view }) => lines(view.description, view.furtherInformation) },
  { name: 'learning_outcomes', sd: 'always', mandatory: { own: true, eudi: false }, is: 'texts', from: ({ view }) => view.outcomes.map(({ statement }) => statement) },
  { name: 'assessment_grade', sd: 'always', mandatory: NEITHER, is: 'text', from: ({ view }) => view.grade?.value },
  { name: 'language_of_classes', sd: 'never', mandatory: EUDI, is: 'texts', from: ({ view }) => view.instructionLanguages },
  { name: 'learner_identification', sd: 'always', mandatory: EUDI, is: 'text', from: ({ learner }) => (learner.studentNumber ?? learner.europeanStudentIdentifier)?.trim() },
  { name: 'expected_study_time', sd: 'always', mandatory: BOTH, is: 'text', from: ({ view }) => studyTime(view.workload) },
  { name: 'level_of_learning_experience', sd: 'always', mandatory: EUDI, is: 'eqf', from: ({ view }) => (view.level.applicable ? view.level.eqf : undefined) },
  { name: 'types_of_quality_assurance', sd: 'always', mandatory: BOTH, is: 'texts', from: ({ view }) => view.qualityAssurance.map(({ label }) => label) },
  { name: 'prerequisites_to_enroll', sd: 'always', mandatory: NEITHER, is: 'texts', from: ({ view }) => (view.prerequisites === undefined ? undefined : [view.prerequisites]) },
  { name: 'integration_stackability_options', sd: 'always', mandatory: NEITHER, is: 'flag', from: ({ view }) => stackable(view) },
  { name: 'name', sd: 'always', mandatory: NEITHER, is: 'text', from: ({ learner }) => learner.fullName },
  { name: LINKED_DATA, sd: 'always', mandatory: { own: true, eudi: false }, is: 'object' },
];

export const CONCEALED: readonly Path[] = CLAIMS.filter(({ sd }) => sd === 'always').map(({ name }) => [name]);

/** What the type says of an award; what the award does not say is not written. */
export const claimsOf = (subject: Subject): JsonObject => stated(Object.fromEntries(CLAIMS.map(({ name, from }) => [name, from?.(subject)])));

/** A part that is not in the name as the badge has it would make two credentials of one. */
const partOfName = (learner: Learner, part: string | undefined): string | undefined => (part !== undefined && nameOf(learner).includes(part) ? part : undefined);

/** Whether it counts towards something else; undefined when nothing is said. */
function stackable({ stackability }: CredentialView): boolean | undefined {
  return stackability.length === 0 ? undefined : stackability.some(({ iri }) => iri?.endsWith('#standalone') !== true);
}
