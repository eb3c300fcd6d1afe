import type { AchievementContent, Learner, Organisation, Result } from './model.js';

/** Mandatory elements of the EU standard (SWD(2021) 367, section 7.2; Council Recommendation of 16 June 2022, Annex I). */
export const MANDATORY = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10', 'M11'] as const;
export const OPTIONAL = ['O1', 'O2', 'O3', 'O4', 'O5'] as const;
export type MandatoryElement = (typeof MANDATORY)[number];
export type OptionalElement = (typeof OPTIONAL)[number];
export type Element = MandatoryElement | OptionalElement;

/** What an element was found to say in one credential, and where (JSON Pointer into it). */
export interface ElementFound {
  readonly present: boolean;
  readonly path?: string;
  readonly value?: string;
}
export type ElementsFound = Readonly<Record<Element, ElementFound>>;

export interface MissingElement {
  readonly element: MandatoryElement;
  /** JSON Pointer: into the result for M1 and M5, else `/achievement/…` or `/organisation/…`. */
  readonly path: string;
}

const some = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;
/** Something to read: a letter, number or symbol that is not one of those nobody sees (default-ignorable, such as U+3164; the braille blank). */
const seen = (value: string | undefined): boolean => value !== undefined && /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{S}]/u.test(value);
const text = (map: Readonly<Record<string, string>> | undefined): boolean => map !== undefined && some(Object.keys(map)) && Object.values(map).every(seen);

/** M1: a name, and something that tells two people of that name apart. */
export function learnerIdentified(l: Learner): boolean {
  const named = [l.fullName, l.givenName, l.familyName].some(seen);
  return named && [l.studentNumber, l.europeanStudentIdentifier, l.birthDate, l.email].some(seen);
}

function levelStated(level: AchievementContent['level']): boolean {
  if (level === undefined) return false;
  return !level.applicable || level.eqf !== undefined || seen(level.nqf?.level) || level.cycle !== undefined;
}

/** Mandatory elements that this achievement, of this organisation, does not state yet. */
export function missingOfAchievement(a: AchievementContent, o: Pick<Organisation, 'country' | 'legalName'>): MissingElement[] {
  const workload = a.workload?.hours !== undefined || a.workload?.credits !== undefined;
  const rows: [MandatoryElement, boolean, string][] = [
    ['M2', text(a.title), '/achievement/title'],
    ['M3', o.country !== '', '/organisation/country'],
    ['M4', text(o.legalName), '/organisation/legalName'],
    ['M6', some(a.learningOutcomes) && (a.learningOutcomes ?? []).every(({ statement }) => text(statement)), '/achievement/learningOutcomes'],
    ['M7', workload, '/achievement/workload'],
    ['M8', levelStated(a.level), '/achievement/level'],
    ['M9', some(a.assessments), '/achievement/assessments'],
    ['M10', some(a.participation), '/achievement/participation'],
    ['M11', some(a.qualityAssurance), '/achievement/qualityAssurance'],
  ];
  return rows.filter(([, present]) => !present).map(([element, , path]) => ({ element, path }));
}

/** Mandatory elements missing from an award that this result would make. Nothing is invented to fill one. */
export function missingElements(r: Result, a: AchievementContent, o: Organisation): MissingElement[] {
  const own: MissingElement[] = [];
  if (!learnerIdentified(r.learner)) own.push({ element: 'M1', path: '/learner' });
  if (r.awardedOn === '') own.push({ element: 'M5', path: '/awardedOn' });
  return [...own, ...missingOfAchievement(a, o)];
}
