import type { Award, Learner } from '../core/model.js';
import { best, given, joined, type Line, type Lines, type Tongues } from './lines.js';
import type { PaperWords } from './ports.js';

/** What the first page says, in the language of the award. */
export interface Front {
  readonly issuer: Line;
  /** Bodies that award jointly. */
  readonly together?: Line;
  readonly opening: Line;
  readonly name: Line;
  readonly awarded: Line;
  readonly title: Line;
  /** The title once more in English. */
  readonly subtitle?: Line;
  readonly facts: Lines;
  readonly outcomes: Lines;
  readonly closing?: Line;
  readonly signatories: readonly { readonly name: Line; readonly office: Line }[];
  readonly kind: Line;
}

export const FRONT_OUTCOMES = 6;

export function frontOf(award: Award, tongues: Tongues): Front {
  const { organisation, achievement, language } = award;
  const { opening, closing, signatories } = organisation.certificate ?? {};
  const own = (key: string): Line => ({ text: tongues.words.text(key), lang: tongues.words.language });
  const template = '/organisation/certificate';
  return {
    issuer: best(organisation.legalName, language, '/organisation/legalName'),
    ...togetherOf(award, tongues.words),
    opening: opening === undefined ? own('paper.certifies') : best(opening, language, `${template}/opening`),
    name: nameOf(award.learner, language),
    awarded: own('paper.awarded'),
    title: best(achievement.title, language, '/achievement/title'),
    ...subtitleOf(award, tongues),
    facts: factsOf(award, tongues.words),
    outcomes: (achievement.learningOutcomes ?? []).map(({ statement }, at) => best(statement, language, `/achievement/learningOutcomes/${at}/statement`)),
    ...(closing && { closing: best(closing, language, `${template}/closing`) }),
    signatories: (signatories ?? []).map(({ name, office }, at) => ({ name: given(name, `${template}/signatories/${at}/name`, language), office: best(office, language, `${template}/signatories/${at}/office`) })),
    kind: own(achievement.kind === 'attendance' ? 'page.attendance' : 'page.credential'),
  };
}

/** As its holder is called: no language of ours. */
export function nameOf({ fullName, givenName, familyName }: Learner, language: string): Line {
  const names = { fullName, ...(fullName === undefined ? { givenName, familyName } : {}) };
  return joined(Object.entries(names).flatMap(([member, name]) => (name === undefined ? [] : [given(name, `/learner/${member}`, language)])), ' ');
}

function togetherOf({ awardingBodies, organisation, language }: Award, words: PaperWords): { readonly together?: Line } {
  const others = awardingBodies.flatMap((body, at) => (body.id === organisation.id ? [] : [best(body.legalName, language, `/awardingBodies/${at}/legalName`)]));
  if (others.length === 0) return {};
  const { text, parts } = joined(others, ', ');
  return { together: { text: words.text('paper.together', { bodies: text }), lang: words.language, ...(parts && { parts }) } };
}

function subtitleOf({ achievement }: Award, { english, local }: Tongues): { readonly subtitle?: Line } {
  if (english === undefined) return {};
  const [own, other] = [best(achievement.title, local.language, '/achievement/title'), best(achievement.title, 'en', '/achievement/title')];
  return other.text === own.text || !other.lang.toLowerCase().startsWith('en') ? {} : { subtitle: other };
}

/** The line under the title. */
function factsOf({ achievement, grade, awardedOn }: Award, words: PaperWords): Lines {
  const { level } = achievement;
  const eqf = level?.applicable === true ? level.eqf : undefined;
  const own = (text: string | undefined): Lines => (text === undefined ? [] : [{ text, lang: words.language }]);
  return [
    ...own(words.workload(achievement.workload ?? {})[0]),
    ...own(eqf === undefined ? undefined : words.text('paper.eqf', { n: eqf })),
    ...(grade === undefined ? [] : [{ text: words.text('award.result', { grade }), lang: words.language, parts: [given(grade, '/grade', words.language)] }]),
    ...own(words.date(awardedOn)),
  ];
}
