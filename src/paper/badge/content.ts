import { sha256, utf8 } from '../../core/bytes.js';
import { languageOf } from '../../core/language.js';
import type { AchievementContent, LanguageMap } from '../../core/model.js';
import { findTerm, CREDIT_SYSTEMS } from '../../core/vocabulary.js';
import type { BadgeContent, Faces } from './draw.js';
import type { Pictured } from './index.js';
import type { Face } from './outlines.js';

/** The words of a badge in one language. */
export interface BadgeWords {
  kind(kind: AchievementContent['kind']): string;
  credits(value: number, system: string): string;
  hours(value: number): string;
  eqf(level: number): string;
  about(title: string, organisation: string): string;
}
/** Those of a language, or of the nearest that we have. */
export type WordsIn = (language: string) => BadgeWords;

/** Ours, for organisations that named no colour (`testamur.css`). */
const ACCENT = '#1d4d4f';

export const createContentOf =
  (faces: Faces, wordsIn: WordsIn) =>
  ({ achievement, organisation, language: preferred }: Pictured): BadgeContent => {
    const { title, code, kind } = achievement;
    const language = languageOf(title, preferred);
    const words = wordsIn(language);
    const [name, issuer] = [title[language] ?? code, organisation.legalName[languageOf(organisation.legalName, language)] ?? organisation.slug];
    return {
      name,
      about: words.about(name, issuer),
      // In a script that no face has: the text in another language, else the code, which is plain letters and digits. The name above stays.
      title: drawable(title, language, faces.serif) ?? code,
      organisation: drawable(organisation.legalName, language, faces.sans) ?? organisation.slug,
      kind: words.kind(kind),
      facts: factsOf(achievement, words),
      accent: organisation.branding?.accent ?? ACCENT,
      language,
      solid: kind === 'micro-credential',
      seed: sha256(utf8(achievement.id)),
    };
  };

/** The text in this language, else in the first whose letters the face has. */
function drawable(texts: LanguageMap, language: string, face: Face): string | undefined {
  return [texts[languageOf(texts, language)], ...Object.values(texts)].find((text) => text !== undefined && face.covers(text));
}

function factsOf({ workload, level, kind }: AchievementContent, words: BadgeWords): readonly string[] {
  const hours = workload?.hours === undefined ? [] : [words.hours(workload.hours)];
  // Credits and levels are what a badge of attendance does not give.
  if (kind === 'attendance') return hours;
  const eqf = level?.applicable === true && level.eqf !== undefined ? [words.eqf(level.eqf)] : [];
  return [...(creditsOf(workload, words) ?? hours), ...eqf];
}

const creditsOf = (workload: AchievementContent['workload'], words: BadgeWords): readonly string[] | undefined =>
  workload?.credits && [words.credits(workload.credits.value, findTerm(CREDIT_SYSTEMS, workload.credits.system)?.label ?? workload.credits.system)];
