import { reject } from '../core/errors.js';
import { pointer } from '../core/json.js';
import { isUuid } from '../core/ids.js';
import { isLanguageTag } from '../core/language.js';
import type { AchievementContent } from '../core/model.js';
import { ASSESSMENT_TYPES, CREDIT_SYSTEMS, findTerm, ISCED_F, PARTICIPATION_TYPES, QUALITY_TYPES, SUPERVISION_TYPES, type VocabularyTerm } from '../core/vocabulary.js';

type Coded = readonly [code: string, path: string];

function inList(list: readonly VocabularyTerm[], name: string, coded: readonly Coded[]): void {
  for (const [code, path] of coded) {
    if (findTerm(list, code) === undefined) reject('input-invalid', `${name} is one of: ${list.map((term) => term.code).join(', ')}.`, path);
  }
}

const each = (codes: readonly string[] | undefined, member: string): readonly Coded[] => (codes ?? []).map((code, index) => [code, pointer(member, index)]);
const types = (list: readonly { readonly type: string }[] | undefined, member: string): readonly Coded[] =>
  (list ?? []).map(({ type }, index) => [type, pointer(member, index, 'type')]);
const one = (code: string | undefined, path: string): readonly Coded[] => (code === undefined ? [] : [[code, path]]);

function checkFieldsAndLanguages(content: AchievementContent): void {
  for (const [code, path] of each(content.fields, 'fields')) {
    if (!isField(code)) reject('input-invalid', 'A field is an ISCED-F 2013 code of two to four digits.', path);
  }
  for (const [tag, path] of each(content.languages, 'languages')) {
    if (!isLanguageTag(tag)) reject('input-invalid', 'A language is a BCP 47 tag, such as en or hr.', path);
  }
}

const isField = (code: string): boolean => findTerm(ISCED_F, code) !== undefined;

/**
 * Every code of an achievement is of its closed list.
 * @throws AppError `input-invalid` with the JSON Pointer of the code.
 */
export function checkClosedLists(content: AchievementContent): void {
  // It is looked up by id or by code: one must never be taken for the other.
  if (isUuid(content.code)) reject('input-invalid', 'The code looks like an id of this service.', '/code');
  checkFieldsAndLanguages(content);
  inList(CREDIT_SYSTEMS, 'A credit system', one(content.workload?.credits?.system, '/workload/credits/system'));
  inList(ASSESSMENT_TYPES, 'A type of assessment', types(content.assessments, 'assessments'));
  inList(PARTICIPATION_TYPES, 'A form of participation', each(content.participation, 'participation'));
  inList(QUALITY_TYPES, 'A type of quality assurance', types(content.qualityAssurance, 'qualityAssurance'));
  inList(SUPERVISION_TYPES, 'Supervision', one(content.supervision, '/supervision'));
}
