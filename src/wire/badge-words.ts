import { textsFor, type Texts } from '../http/pages/texts.js';
import { outside, plain, say } from '../http/pages/views/message.js';
import type { BadgeWords, WordsIn } from '../paper/badge/content.js';

/** The pages' words, for badges. */
export const badgeWordsIn: WordsIn = (language) => badgeWordsOf(textsFor([language]));

export const badgeWordsOf = (t: Texts): BadgeWords => ({
  kind: (kind) => plain(say(`pictures.kinds.${kind}`), t),
  credits: (value, system) => plain(say('pictures.credits', { n: t.number(value), system }), t),
  hours: (value) => plain(say('pictures.hours', { n: t.number(value) }), t),
  eqf: (level) => plain(say('pictures.eqf', { n: t.number(level) }), t),
  about: (title, organisation) => plain(say('pictures.about', { title: outside(title), organisation: outside(organisation) }), t),
});
