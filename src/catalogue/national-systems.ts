import type { AchievementContent, Workload } from '../core/model.js';
import { CREDIT_SYSTEMS, findTerm } from '../core/vocabulary.js';

interface Range {
  readonly least: number;
  readonly most: number;
}
/** What is usual in one country: a file of `schemas/vocab/national-systems`, in the form of `schemas/vocab/national-system.json`. */
export interface NationalSystem {
  readonly country?: string;
  readonly name: string;
  readonly localName?: string;
  readonly credit?: { readonly system: string; readonly hoursPerCredit: Range };
  /** `unit`: code of a credit system, `hours` or `days`. */
  readonly usualRange?: Partial<Range> & { readonly unit: string };
  /** EQF. */
  readonly levels?: readonly number[];
  readonly whoMayAward?: string;
  readonly source: { readonly title: string; readonly url?: string };
}
/** By key: `hr`, `ee`, … */
export type NationalSystems = ReadonlyMap<string, NationalSystem>;

export interface CatalogueWarning {
  readonly code: 'outside-usual-range' | 'not-a-micro-credential' | 'hours-and-credits-differ';
  /** JSON Pointer into the achievement. */
  readonly path: string;
  readonly message: string;
}

const ectsOf = (system: string): number | undefined => findTerm(CREDIT_SYSTEMS, system)?.ectsEquivalent;

/** How many units of this kind the credits are; undefined when the two systems do not convert by definition. */
function creditsIn(unit: string, credits: NonNullable<Workload['credits']>): number | undefined {
  if (credits.system === unit) return credits.value;
  const [from, to] = [ectsOf(credits.system), ectsOf(unit)];
  return from === undefined || to === undefined ? undefined : (credits.value * from) / to;
}

/** The workload's size and the usual one, in the same unit: credits where both have them, else hours. */
function compared(workload: Workload, system: NationalSystem): { readonly size: number; readonly usual: Range } | undefined {
  const { least, most, unit } = system.usualRange ?? {};
  if (least === undefined || most === undefined || unit === undefined) return undefined;
  if (workload.credits !== undefined) {
    const size = creditsIn(unit, workload.credits);
    return size === undefined ? undefined : { size, usual: { least, most } };
  }
  const hours = system.credit?.hoursPerCredit;
  return workload.hours === undefined || hours === undefined ? undefined : { size: workload.hours, usual: { least: least * hours.least, most: most * hours.most } };
}

const outside = (size: number, { least, most }: Range): boolean => size < least || size > most;

function usualSize(content: AchievementContent, system: NationalSystem): CatalogueWarning[] {
  const measure = content.workload && compared(content.workload, system);
  if (measure === undefined) return [];
  const warn = (path: string, what: string): CatalogueWarning => ({ code: 'outside-usual-range', path, message: `${what} is outside what is usual in ${system.name}. Source: ${system.source.title}.` });
  const eqf = content.level?.applicable === true ? content.level.eqf : undefined;
  return [
    ...(outside(measure.size, measure.usual) ? [warn('/workload', 'The workload')] : []),
    ...(eqf !== undefined && system.levels?.includes(eqf) === false ? [warn('/level/eqf', 'The level')] : []),
  ];
}

/** Hours of one credit: the national system's own figure, or the credit system's. */
const hoursPerCredit = (code: string, system: NationalSystem | undefined): Range | undefined =>
  system?.credit?.system === code ? system.credit.hoursPerCredit : findTerm(CREDIT_SYSTEMS, code)?.hoursPerCredit;

/** Hours and credits that cannot both be right. */
function consistentHours({ workload }: AchievementContent, system: NationalSystem | undefined): CatalogueWarning[] {
  if (workload?.hours === undefined || workload.credits === undefined) return [];
  const { value, system: code } = workload.credits;
  const per = hoursPerCredit(code, system);
  if (per === undefined || !outside(workload.hours, { least: per.least * value, most: per.most * value })) return [];
  const expected = per.least === per.most ? `${per.least}` : `${per.least} to ${per.most}`;
  return [{ code: 'hours-and-credits-differ', path: '/workload', message: `The hours and the credits do not fit: one credit of this system is ${expected} hours.` }];
}

/** What an author should know about an achievement that is nevertheless taken. */
export function warningsOf(content: AchievementContent, systems: NationalSystems): readonly CatalogueWarning[] {
  const system = systems.get(content.nationalSystem ?? '');
  const attendance: CatalogueWarning[] =
    content.kind === 'attendance' ? [{ code: 'not-a-micro-credential', path: '/kind', message: 'A badge of attendance is not a micro-credential, and its credentials say so.' }] : [];
  return [...attendance, ...(system === undefined ? [] : usualSize(content, system)), ...consistentHours(content, system)];
}
