import type { VNode } from 'preact';
import { languageOf } from '../../../core/language.js';
import type { Achievement } from '../../../core/model.js';

/** The badge of an achievement, for the eye: all that stands on it, the page says in words. */
export const BadgeImage = ({ achievement: { id, version, title }, language }: { achievement: Achievement; language: string }): VNode => (
  <img class="badge" src={`/achievements/${id}/${version}/${languageOf(title, language)}/image.png`} width="128" height="128" alt="" />
);
