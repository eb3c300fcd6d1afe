import type { CredentialView, Term } from '../../core/credential-view.js';
import { known } from './known.js';
import { eachText, number, text, texts, type Node } from './nodes.js';

/**
 * Properties that Dutch education has of its own beside Open Badges 3.0 (educredentials/obv3-examples, commit a5a6b6d, `contexts/educredential.json` and
 * `examples.md`): they have a meaning in an achievement of this class alone.
 */
const CLASS = 'EducredentialAchievement';
const dutch = (achievement: Node | undefined): Node | undefined => (texts(achievement, 'type').includes(CLASS) ? achievement : undefined);

const wordsOf = (achievement: Node | undefined, name: string): Term[] => eachText(dutch(achievement), name).map((label) => ({ label }));
export const dutchAssessments = (achievement: Node | undefined): Term[] => wordsOf(achievement, 'assessmentType');
export const dutchParticipation = (achievement: Node | undefined): Term[] => wordsOf(achievement, 'participationType');

/** How it was supervised; else whether it was known who sat there. */
export function dutchSupervision(achievement: Node | undefined): Term | undefined {
  const stated = text(dutch(achievement), 'supervisionType');
  if (stated !== undefined) return { label: stated };
  const { identityChecked } = dutch(achievement)?.value ?? {};
  return typeof identityChecked === 'boolean' ? { label: identityChecked ? 'identity checked' : 'identity not checked' } : undefined;
}

/** Credits (`ECTS`); hours of study load (`SBU`), or the time that it takes. */
export function dutchWorkload(achievement: Node | undefined): CredentialView['workload'] {
  const value = number(dutch(achievement), 'ECTS');
  const hours = number(dutch(achievement), 'SBU') ?? number(dutch(achievement), 'timeInvestment');
  return known({ hours, credits: value === undefined ? undefined : { system: 'ects', value } });
}

/** The members that say an element, in the order they are looked for. */
export const DUTCH = { workload: ['ECTS', 'SBU', 'timeInvestment'], assessment: ['assessmentType'], participation: ['participationType'], supervision: ['supervisionType', 'identityChecked'] } as const;

/** Where one of these stands, and what it says. */
export function dutchFound(achievement: Node | undefined, names: readonly string[], value: string | undefined): { readonly path: string; readonly value: string } | undefined {
  const node = dutch(achievement);
  const name = names.find((one) => node?.value[one] !== undefined);
  return node === undefined || name === undefined || value === undefined || value === '' ? undefined : { path: `${node.path}/${name}`, value };
}
