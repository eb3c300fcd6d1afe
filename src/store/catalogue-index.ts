import { missingOfAchievement } from '../core/elements.js';
import type { AchievementContent, LanguageMap } from '../core/model.js';
import { fold } from '../core/strings.js';

/** Columns of `achievement` that the catalogue is searched by. */
export interface CatalogueIndex {
  readonly offered: boolean;
  readonly search: string;
  readonly fields: readonly string[];
  readonly languages: readonly string[];
  readonly eqf: number | null;
}

/** The organisation's own elements are asked of it when it is written, so only the achievement's count here. */
const ITS_OWN = '/achievement/';

export const catalogueIndex = (content: AchievementContent): CatalogueIndex => ({
  offered: content.offered !== false && !missingOfAchievement(content, { country: '', legalName: {} }).some(({ path }) => path.startsWith(ITS_OWN)),
  search: fold([...Object.values(content.title), content.code].join(' ')),
  // Of `0613` also `061` and `06`: whoever looks for a broad field finds it.
  fields: [...new Set((content.fields ?? []).flatMap((code) => [2, 3, 4].map((digits) => code.slice(0, digits))))],
  languages: [...new Set((content.languages ?? []).map((tag) => tag.toLowerCase().split('-', 1)[0] ?? tag))],
  eqf: content.level?.applicable === true ? (content.level.eqf ?? null) : null,
});

export const foldedNames = (names: LanguageMap): string => fold(Object.values(names).join(' '));
