import type { JsonObject } from '../../core/json.js';
import type { LanguageMap } from '../../core/model.js';
import { nameOf } from '../ob3/identity.js';
import { stated } from '../ob3/stated.js';
import { identifier } from './organisation.js';
import { mailbox, type Writer } from './writer.js';

/**
 * M1. The model has no hashed identifiers: all that stands here can be read by whoever is shown the file. So besides the name there is the
 * first alone that the learner has of these, each telling two people of one name apart: European Student Identifier, student number, date of
 * birth, e-mail address.
 */
export function learner(w: Writer, hasClaim: JsonObject): JsonObject {
  const { givenName, familyName } = w.award.learner;
  const named = (name: string | undefined): LanguageMap | undefined => (name === undefined ? undefined : { [w.award.language]: name });
  return stated({
    id: w.award.subjectId,
    type: 'Person',
    givenName: named(givenName),
    familyName: named(familyName),
    fullName: named(nameOf(w.award.learner)),
    ...identification(w),
    hasClaim,
  });
}

function identification(w: Writer): Record<string, JsonObject | string> {
  const { europeanStudentIdentifier, studentNumber, birthDate, email } = w.award.learner;
  if (europeanStudentIdentifier !== undefined) return { identifier: identifier(w, 'europeanStudentIdentifier', europeanStudentIdentifier) };
  if (studentNumber !== undefined) return { identifier: identifier(w, 'studentNumber', studentNumber) };
  if (birthDate !== undefined) return { dateOfBirth: `${birthDate}T00:00:00Z` };
  return email === undefined ? {} : { contactPoint: { id: w.id('contactPoint'), type: 'ContactPoint', emailAddress: mailbox(email.trim()) } };
}
