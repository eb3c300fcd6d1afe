import { CREDIT_SYSTEMS, type CreditSystem } from '../../../core/vocabulary.js';
import type { Content } from './facts.js';
import { counted, outside, say, type Message } from './message.js';

/** What credits, hours and levels mean, in sentences for people who have never met them. */

const systemOf = (name: string): CreditSystem | undefined => CREDIT_SYSTEMS.find((s) => [s.code, s.label.toLowerCase()].includes(name.toLowerCase()));

/** `5 ECTS credits`, or else the hours. */
export function workloadFact({ workload: { credits, hours } }: Pick<Content, 'workload'>): Message | undefined {
  if (credits !== undefined) {
    const system = systemOf(credits.system)?.label ?? outside(credits.system);
    return counted(credits.system === '' ? 'workload.unnamedCredits' : 'workload.credits', credits.value, { n: credits.value, system });
  }
  return hours === undefined ? undefined : counted('workload.hours', hours, { n: hours });
}

/** Hours behind the credits: the issuer's own number if it states one, else the system's. Hours alone are never turned into credits. */
export function workloadMeaning({ workload: { credits, hours } }: Pick<Content, 'workload'>): Message | undefined {
  if (credits === undefined) return hours === undefined ? undefined : say('workload.hoursOnly');
  const system = systemOf(credits.system);
  if (system?.code === 'ects') return ectsMeaning(credits.value, hours);
  return hours === undefined ? systemMeaning(credits.value, system) : counted('workload.statedHours', hours, { n: hours });
}

/** ECTS Users' Guide 2015: 60 credits are a year's full-time work of 1,500 to 1,800 hours; each institution has its own number within that. */
function ectsMeaning(value: number, hours: number | undefined): Message {
  if (hours !== undefined) return counted('workload.ectsStated', hours, { n: hours, each: tenths(hours / value) });
  return say('workload.ects', { least: Math.round(value * 25), most: Math.round(value * 30) });
}

/** Other systems by their own rules (core/vocabulary): their hours, and what they are in ECTS where they say so themselves. */
function systemMeaning(value: number, system: CreditSystem | undefined): Message {
  const each = system?.hoursPerCredit?.least;
  if (system === undefined || each === undefined) return say('workload.noHours');
  const values = { n: Math.round(value * each), system: system.label, each };
  if (system.ectsEquivalent === undefined) return say('workload.systemHours', values);
  const ects = tenths(value * system.ectsEquivalent);
  return counted('workload.systemIsEcts', ects, { ...values, ects });
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

const isEqf = (eqf: number | undefined): eqf is number => eqf !== undefined && Number.isInteger(eqf) && eqf >= 1 && eqf <= 8;

export function levelFact({ level }: Content): Message | undefined {
  if (!level.applicable) return say('level.notApplicable');
  if (isEqf(level.eqf)) return say('level.eqf', { n: level.eqf });
  return level.nqf && say('level.national', { framework: outside(level.nqf.label) });
}

/** What the level compares with, and that it is not that. */
export function levelMeaning({ level }: Content): Message | undefined {
  if (!level.applicable || (level.nqf === undefined && !isEqf(level.eqf))) return undefined;
  if (!isEqf(level.eqf)) return say('level.noEqf');
  return say(`level.meaning.${level.eqf < 5 ? 'school' : level.eqf}`);
}

/** Who says so: a national framework by its name, else the issuer itself. */
export function levelSource({ level }: Content): Message | undefined {
  if (!level.applicable || !isEqf(level.eqf)) return undefined;
  return level.nqf === undefined ? say('level.selfDeclared') : say('level.framework', { framework: outside(level.nqf.label) });
}
