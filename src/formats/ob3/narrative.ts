import { pick } from '../../core/language.js';
import type { Award } from '../../core/model.js';
import { ASSESSMENT_TYPES, findTerm } from '../../core/vocabulary.js';
import { NARRATIVE_TEXTS, narrativeTexts } from './narrative-texts.js';

const PREREQUISITES: readonly string[] = Object.values(NARRATIVE_TEXTS).map(({ prerequisites }) => heading(prerequisites));

/**
 * `criteria.narrative` (Markdown): what a displayer that knows no alignments shows. Prerequisites (O1) stand last and are written as they
 * are; every line of another text is indented, so that none can pass for a heading and {@link prerequisitesIn} reads back what was written.
 */
export function narrative({ achievement, language }: Award): string {
  const { kind, learningOutcomes, assessments, prerequisites } = achievement;
  const words = narrativeTexts(language);
  const outcomes = (learningOutcomes ?? []).map(({ statement }) => item(pick(statement, language)));
  const methods = (assessments ?? []).map(({ type, description }) => {
    const label = findTerm(ASSESSMENT_TYPES, type)?.label ?? type;
    return item(description === undefined ? label : `${label}: ${pick(description, language)}`);
  });
  return [
    kind === 'attendance' ? words.attendance : words.microCredential,
    section(words.outcomes, outcomes.join('\n')),
    section(words.assessment, methods.join('\n')),
    section(words.prerequisites, prerequisites === undefined ? '' : pick(prerequisites, language)),
  ].join('');
}

/** The prerequisites that a narrative of ours tells, exactly. */
export function prerequisitesIn(narrative: string): string | undefined {
  const found = PREREQUISITES.map((title) => ({ title, at: narrative.indexOf(title) })).filter(({ at }) => at >= 0);
  const first = found.sort((a, b) => a.at - b.at)[0];
  return first === undefined ? undefined : narrative.slice(first.at + first.title.length);
}

function heading(title: string): string {
  return `\n\n## ${title}\n\n`;
}
const section = (title: string, body: string): string => (body === '' ? '' : `${heading(title)}${body}`);
const item = (text: string): string => `- ${text.replaceAll('\n', '\n  ')}`;
