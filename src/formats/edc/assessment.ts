import type { JsonObject } from '../../core/json.js';
import type { Assessment } from '../../core/model.js';
import { ASSESSMENT_TYPES, findTerm, SUPERVISION_TYPES } from '../../core/vocabulary.js';
import { stated } from '../ob3/stated.js';
import { note, ownNote } from './notes.js';
import { NOTE } from './terms.js';
import { termConcept, type Writer } from './writer.js';

/**
 * M9, O2, O3: each kind of assessment with its type, and all with the one grade, which the profile wants of each. An award without a grade has
 * "passed" for it, of a concept that says that this is no grade.
 */
export function assessments(w: Writer, awardedBy: JsonObject): JsonObject[] {
  const { achievement, supervision = achievement.supervision } = w.award;
  const grade = gradeNote(w);
  const gradingScheme = gradingSchemeOf(w);
  const idVerification = supervision === undefined ? undefined : termConcept(SUPERVISION_TYPES, supervision, { own: 'supervision', baseUrl: w.baseUrl });
  return (achievement.assessments ?? []).map((assessment) => {
    const title = { en: findTerm(ASSESSMENT_TYPES, assessment.type)?.label ?? assessment.type };
    return stated({ id: w.id('learningAssessment'), type: 'LearningAssessment', title, awardedBy, grade, idVerification, specifiedBy: specification(w, assessment, { title, gradingScheme }) });
  });
}

const specification = (w: Writer, { type, description }: Assessment, { title, gradingScheme }: { readonly title: JsonObject; readonly gradingScheme: JsonObject | undefined }): JsonObject =>
  stated({
    id: w.id('learningAssessmentSpec'),
    type: 'LearningAssessmentSpecification',
    title,
    description,
    dcType: termConcept(ASSESSMENT_TYPES, type, { own: 'assessment', baseUrl: w.baseUrl }),
    gradingScheme,
  });

const gradeNote = (w: Writer): JsonObject => (w.award.grade === undefined ? ownNote(w, NOTE.ungraded) : note(w, { [w.award.language]: w.award.grade }));

/** Its values, best first, as a text: the model has no place for each. */
function gradingSchemeOf(w: Writer): JsonObject | undefined {
  const { grade, achievement } = w.award;
  if (grade === undefined) return undefined;
  const { description, values, passMark } = achievement.gradingScheme ?? {};
  const details = [values?.join(' > '), passMark === undefined ? undefined : `≥ ${passMark}`].filter((part) => part !== undefined).join('; ');
  return stated({ id: w.id('gradingScheme'), type: 'GradingScheme', title: description ?? { en: 'Grade' }, description: details === '' ? undefined : { en: details } });
}
