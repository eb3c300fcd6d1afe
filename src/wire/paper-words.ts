import { textsFor, type Texts } from '../http/pages/texts.js';
import { plain } from '../http/pages/views/message.js';
import { workloadFact, workloadMeaning } from '../http/pages/views/workload.js';
import type { PaperWords } from '../paper/ports.js';

/** The texts of the pages, for paper: whole, without markup. Undefined in a language that we have none in. */
export function paperWords(language: string): PaperWords | undefined {
  const t = textsFor([language]);
  return language.toLowerCase().split('-', 1)[0] === t.language ? paperWordsOf(t) : undefined;
}

/** Of one language. */
export const paperWordsOf = (t: Texts): PaperWords => ({
  language: t.language,
  text: (key, values = {}, count) => t.template(key, count).replace(/\{\{(\w+)\}\}/g, (_placeholder, name: string) => filling(values[name], t)),
  number: t.number,
  date: (value) => t.date(value) ?? value,
  country: t.country,
  languageName: t.languageName,
  term: t.term,
  workload: (workload) => [workloadFact({ workload }), workloadMeaning({ workload })].flatMap((message) => (message === undefined ? [] : [plain(message, t)])),
});

function filling(value: string | number | undefined, t: Texts): string {
  if (value === undefined) throw new TypeError('a text of the paper asks for what it is not given');
  return typeof value === 'number' ? t.number(value) : value;
}
