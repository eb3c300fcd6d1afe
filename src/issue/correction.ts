import { reject } from '../core/errors.js';
import type { Achievement, Id, Learner } from '../core/model.js';

/** The award that a result corrects, as far as the result is judged by it. */
export interface Corrected {
  readonly id: Id;
  readonly learner: Learner;
  readonly achievementId: Id;
}

/**
 * A correction says again what was awarded, to the same learner: else one wrong id in a call would take a stranger's award away. A name or an
 * identifier may be what is corrected; whoever gets a new name and new identifiers at once is revoked and posted as a new result.
 * Throws `input-invalid`.
 */
export function checkCorrection({ learner }: { readonly learner: Learner }, achievement: Achievement, corrected: Corrected): void {
  if (achievement.id !== corrected.achievementId) reject('input-invalid', 'The award to be corrected is of another achievement: revoke it, and post a new result.', '/achievement');
  if (!sameLearner(learner, corrected.learner)) {
    reject('input-invalid', 'The award to be corrected is another learner’s: neither the name nor any student number, European Student Identifier or e-mail address is the same. Revoke it, and post a new result.', '/learner');
  }
}

/** One of what tells people apart agrees. A birth date alone does not: every 366th person has it. */
function sameLearner(one: Learner, other: Learner): boolean {
  return TELLING.some((of) => of(one) !== '' && of(one) === of(other));
}

const folded = (value = ''): string => value.normalize('NFC').trim().toLowerCase();
const TELLING: readonly ((learner: Learner) => string)[] = [
  ({ studentNumber }) => folded(studentNumber),
  ({ europeanStudentIdentifier }) => folded(europeanStudentIdentifier),
  ({ email }) => folded(email),
  ({ fullName, givenName, familyName }) => folded(fullName ?? [givenName, familyName].filter((name) => name !== undefined).join(' ')),
];
