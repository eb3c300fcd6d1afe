import { languageOf } from '../../core/language.js';
import type { Achievement, Award, Organisation } from '../../core/model.js';

/** Pages of this installation that a credential points to. `baseUrl`: without a slash at the end. */
export const achievementUrl = (baseUrl: string, { id, version }: Achievement): string => `${baseUrl}/achievements/${id}/${version}`;
/** PNG, because more programs show it; in the language of the award. */
export const achievementImageUrl = (baseUrl: string, { achievement, language }: Award): string => `${achievementUrl(baseUrl, achievement)}/${languageOf(achievement.title, language)}/image.png`;
export const organisationUrl = (baseUrl: string, { slug }: Organisation): string => `${baseUrl}/o/${slug}`;
export const logoUrl = (baseUrl: string, organisation: Organisation): string => `${organisationUrl(baseUrl, organisation)}/logo`;
export const vocabularyUrl = (baseUrl: string, code: string): string => `${baseUrl}/vocabulary#${code}`;
/** The list that tells an award's revocation. */
export const statusListUrl = (baseUrl: string, { list }: Award['statusEntry']): string => `${baseUrl}/status/${list}`;
/** The list of IETF Token Status List, with the same entries. */
export const tokenStatusUrl = (baseUrl: string, { list }: Pick<Award['statusEntry'], 'list'>): string => `${baseUrl}/token-status/${list}`;
