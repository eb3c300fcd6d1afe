import { missingElements, type MandatoryElement } from '../core/elements.js';
import { reject } from '../core/errors.js';
import { parseInput } from '../core/input.js';
import { pointer } from '../core/json.js';
import type { Achievement, Learner, Organisation, Result, Route } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import { timestamp } from '../core/time.js';
import { findTerm, SUPERVISION_TYPES } from '../core/vocabulary.js';
import { validUntil } from './compose.js';
import { checkCorrection, type Corrected } from './correction.js';
import type { AcceptableResult } from './ports.js';

/** All that a line is judged by. */
export interface Judging {
  readonly organisation: Organisation;
  readonly resultSchema: SchemaCheck;
  now(): Date;
  /** Current version, by id or by the organisation's own code. */
  achievement(ref: string): Promise<Achievement | undefined>;
  organisationBySlug(slug: string): Promise<Organisation | undefined>;
  readonly corrects?: Corrected;
}
export interface Judged {
  readonly acceptable: AcceptableResult;
  readonly achievement: Achievement;
}

/** `schemas/api/result.json`: learner and date may be missing, which is for the element rules to say. */
type ResultInput = Omit<Result, 'learner' | 'awardedOn' | 'route'> & { readonly learner?: Learner; readonly awardedOn?: string; readonly route?: Route };

/** SWD(2021) 367, section 7.2. */
const ELEMENTS: Readonly<Record<MandatoryElement, string>> = {
  M1: 'identification of the learner: a name, and a student number, European Student Identifier, birth date or e-mail address',
  M2: 'title',
  M3: 'country of the issuer',
  M4: 'awarding body',
  M5: 'date of issuing',
  M6: 'learning outcomes',
  M7: 'notional workload',
  M8: 'level, or that none applies',
  M9: 'type of assessment',
  M10: 'form of participation',
  M11: 'type of quality assurance',
};

function parse(value: unknown, check: SchemaCheck): Result {
  const given = parseInput<ResultInput>(value, check);
  return { ...given, learner: given.learner ?? {}, awardedOn: given.awardedOn ?? '', route: given.route ?? 'course' };
}

function checkElements(result: Result, achievement: Achievement, organisation: Organisation): void {
  const missing = missingElements(result, achievement, organisation);
  const named = missing.map(({ element }) => `${element}, ${ELEMENTS[element]}`).join('; ');
  if (missing[0] !== undefined) reject('element-missing', `Missing: ${named}.`, missing[0].path);
}

const DAY = 24 * 60 * 60 * 1000;
const dayOf = (time: number): string => timestamp(new Date(time)).slice(0, 10);

function checkDates({ awardedOn, learner }: Result, { validityMonths }: Achievement, now: Date): void {
  // One day ahead: somewhere on earth it is tomorrow already.
  if (awardedOn > dayOf(now.getTime() + DAY)) reject('input-invalid', 'The date of the award is in the future.', '/awardedOn');
  if (awardedOn < '1900-01-01') reject('input-invalid', 'The date of the award is before 1900.', '/awardedOn');
  if ((learner.birthDate ?? '') > awardedOn) reject('input-invalid', 'The birth date is after the date of the award.', '/learner/birthDate');
  // VCDM 2.0, 4.9: validUntil is never before validFrom, which is the moment of issuing.
  if (validityMonths !== undefined && validUntil(awardedOn, validityMonths) < timestamp(now)) {
    reject('input-invalid', `An award of this achievement is valid for ${validityMonths} months: this one would have run out before it is issued.`, '/awardedOn');
  }
}

/** The tag, as the achievement writes it, of the title in the language asked for; the first title's without one. */
function languageIn({ title }: Achievement, wanted: string | undefined): string {
  const tags = Object.keys(title);
  const found = wanted === undefined ? tags[0] : tags.find((tag) => tag.toLowerCase() === wanted.toLowerCase());
  return found ?? reject('input-invalid', `The achievement has a title in: ${tags.join(', ')}.`, '/language');
}

function checkSupervision(code: string | undefined): void {
  if (code !== undefined && findTerm(SUPERVISION_TYPES, code) === undefined) {
    reject('input-invalid', `Supervision is one of: ${SUPERVISION_TYPES.map((term) => term.code).join(', ')}.`, '/supervision');
  }
}

async function checkPartners({ jointlyWith }: Result, judging: Judging): Promise<void> {
  for (const [index, slug] of (jointlyWith ?? []).entries()) {
    const path = pointer('jointlyWith', index);
    if (slug === judging.organisation.slug) reject('input-invalid', 'The organisation itself need not be named.', path);
    const partner = (await judging.organisationBySlug(slug)) ?? reject('input-invalid', 'There is no organisation with this slug.', path);
    if (partner.status !== 'active') reject('organisation-inactive', 'The organisation is not active.', path);
    if (!partner.awardsWith?.includes(judging.organisation.slug)) reject('input-invalid', 'The organisation has not agreed to award with this one: it names its partners in awardsWith.', path);
  }
}

/**
 * One line, ready to be kept.
 * @throws AppError `input-invalid`, `result-not-passed`, `element-missing` or `organisation-inactive`, with a JSON Pointer; no message
 * repeats personal data.
 */
export async function judge({ line, value }: { readonly line: number; readonly value: unknown }, judging: Judging): Promise<Judged> {
  const result = parse(value, judging.resultSchema);
  const achievement = (await judging.achievement(result.achievement)) ?? reject('input-invalid', 'The organisation has no achievement with this id or code.', '/achievement');
  if (result.outcome !== 'passed') reject('result-not-passed', 'A result that was not passed earns no award.', '/outcome');
  checkElements(result, achievement, judging.organisation);
  checkDates(result, achievement, judging.now());
  if (judging.corrects !== undefined) checkCorrection(result, achievement, judging.corrects);
  checkSupervision(result.supervision);
  await checkPartners(result, judging);
  const language = languageIn(achievement, result.language);
  const acceptable = { line, result, achievementId: achievement.id, achievementVersion: achievement.version, language };
  return { acceptable: judging.corrects === undefined ? acceptable : { ...acceptable, supersedes: judging.corrects.id }, achievement };
}
