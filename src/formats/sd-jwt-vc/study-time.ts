import type { CredentialView } from '../../core/credential-view.js';
import { CREDIT_SYSTEMS, findTerm } from '../../core/vocabulary.js';

type Workload = CredentialView['workload'];

/** M7 as one text, `125 h (5 ECTS)`: without a word, so that it reads in every language. */
export function studyTime({ hours, credits }: Workload): string | undefined {
  const counted = credits && `${credits.value} ${findTerm(CREDIT_SYSTEMS, credits.system)?.label ?? credits.system}`;
  if (hours === undefined) return counted;
  return counted === undefined ? `${hours} h` : `${hours} h (${counted})`;
}

/** What a text of ours says; of anybody else's, in words, nothing. */
export function readStudyTime(text: string): Workload {
  const [, hours, bracketed, alone] = /^(?:([\d.]+) h(?: \((.+)\))?|([\d.]+ .+))$/.exec(text) ?? [];
  return { ...(hours === undefined ? {} : { hours: Number(hours) }), ...credits(bracketed ?? alone) };
}

function credits(text: string | undefined): Pick<Workload, 'credits'> {
  const [, value, label] = /^([\d.]+) (.+)$/.exec(text ?? '') ?? [];
  const system = CREDIT_SYSTEMS.find((one) => one.label === label);
  return value === undefined || system === undefined ? {} : { credits: { system: system.code, value: Number(value) } };
}
