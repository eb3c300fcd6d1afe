import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { faultsOf, flatten } from '../../../src/http/pages/language-file.js';
import { labelOf, SCHEMES, type Scheme, type TermLabels } from '../../../src/http/pages/terms.js';
import { languageFiles, LANGUAGES, openTexts, TEXTS_FOLDER, textsFor } from '../../../src/http/pages/texts.js';
import { english, folderOf, madeUp, type Tree } from '../../support/languages.js';
import { everyPage } from '../../support/pages.js';

/** The languages that the service speaks, once each has its file. */
const PLANNED = ['de', 'en', 'es', 'fr', 'hr', 'it'];
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, TEXTS_FOLDER), 'utf8'));
const englishTexts = flatten(english);
const OTHERS = languageFiles(TEXTS_FOLDER).filter((language) => language !== 'en');

/** Quotation marks of each language, as it writes them; a single ’ is an apostrophe in all. */
const QUOTES: Readonly<Record<string, string>> = { en: '“”', fr: '«»', de: '„“', es: '«»', it: '«»', hr: '„”' };
/** Texts that may read the same as in English: names, and words that the two languages share. */
const SAME = new Set(['page.brand', 'page.direction', 'page.moment']);
const SAME_IN: Readonly<Record<string, readonly string[]>> = {
  fr: ['page.catalogue', 'catalogue.title', 'checks.columns.question', 'checks.sources.testamur', 'specialists.labels.format', 'organisation.schemes.ror', 'organisation.schemes.eter', 'organisation.schemes.schac', 'organisation.schemes.deqar', 'achievement.history.heading', 'achievement.history.version'],
  de: ['checks.sources.testamur', 'elements.columns.element', 'specialists.labels.format', 'specialists.columns.register', 'organisation.labels.homepage', 'paper.labels.name'],
  es: ['page.titleWithError', 'checks.no', 'checks.sources.testamur'],
  it: ['facts.field', 'checks.no', 'checks.sources.testamur', 'pictures.eqf'],
  hr: ['facts.field', 'checks.sources.testamur', 'elements.columns.element', 'specialists.labels.format', 'pictures.eqf'],
};

const isShared = (language: string, key: string): boolean => SAME.has(key) || (SAME_IN[language] ?? []).includes(key);
const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text.replace(/\{\{\w+\}\}/g, ''));

function quotesFault(language: string, text: string): string | undefined {
  const [open = '', close = ''] = QUOTES[language] ?? '';
  const marks = [...text].filter((c) => '“”„«»‹›‚‘"'.includes(c));
  if (text.includes("'")) return 'a straight apostrophe';
  return marks.every((mark, i) => mark === (i % 2 === 0 ? open : close)) && marks.length % 2 === 0 ? undefined : `quotation marks ${marks.join(' ')} and not ${open} ${close}`;
}

describe('a language', () => {
  it('is one of those planned', () => {
    expect(PLANNED).toEqual(expect.arrayContaining([...languageFiles(TEXTS_FOLDER)]));
  });

  it.each(['en', ...OTHERS])('%s lacks no text, and has no text of its own', (language) => {
    expect(faultsOf(language, flatten(json(`${language}.json`)), englishTexts)).toEqual([]);
    expect(LANGUAGES).toContain(language);
  });

  it.each(['en', ...OTHERS])('%s has its own quotation marks', (language) => {
    const faults = [...flatten(json(`${language}.json`))].map(([key, text]) => [key, quotesFault(language, text)]).filter(([, fault]) => fault !== undefined);
    expect(faults).toEqual([]);
  });

  it('leaves nothing in English', () => {
    const left = OTHERS.flatMap((language) => [...flatten(json(`${language}.json`))].filter(([key, text]) => englishTexts.get(key) === text && hasWords(text) && !isShared(language, key)).map(([key]) => `${language} ${key}`));
    expect(left).toEqual([]);
  });

  it.each(LANGUAGES)('%s fills every placeholder on every page', (language) => {
    const t = textsFor([language]);
    for (const [name, html] of Object.entries(everyPage(t))) {
      expect({ name, found: /\{\{|\}\}|undefined|NaN|\[object/.exec(html)?.[0] }).toEqual({ name, found: undefined });
      expect([name, html.includes(`<html lang="${language}" dir="ltr">`)]).toEqual([name, true]);
    }
  });
});

describe('a file of texts', () => {
  const without = (tree: Tree, path: readonly string[]): Tree => {
    const [key = '', ...rest] = path;
    const { [key]: inner, ...others } = tree;
    return rest.length === 0 ? others : { ...others, [key]: without(inner as Tree, rest) };
  };
  const hr = madeUp('hr');
  const faults = (texts: Tree): readonly string[] => faultsOf('hr', flatten(texts), englishTexts);

  it('that says everything is used', () => {
    expect(faults(hr)).toEqual([]);
    expect(openTexts(folderOf({ hr })).languages).toEqual(['en', 'hr']);
  });

  it.each([
    ['a text is missing', without(hr, ['verdict', 'words', 'valid']), 'verdict.words.valid: missing'],
    ['a plural form of that language is missing', without(hr, ['workload', 'hours_few']), 'workload.hours_few: missing'],
    ['it has a plural form of another language', { ...hr, workload: { ...(hr.workload as Tree), hours_many: '{{n}}' } }, 'workload.hours_many: not in English'],
    ['it has a text that English has not', { ...hr, more: 'x' }, 'more: not in English'],
    ['a text is empty', { ...hr, keep: { ...(hr.keep as Tree), title: ' ' } }, 'keep.title: empty'],
    ['a placeholder is lost', { ...hr, facts: { ...(hr.facts as Tree), born: 'Rođena' } }, 'facts.born: has the placeholders none and not {{date}}'],
    ['a placeholder is renamed', { ...hr, facts: { ...(hr.facts as Tree), born: '{{datum}}' } }, 'facts.born: has the placeholders {{datum}} and not {{date}}'],
    ['it names another language', { ...hr, page: { ...(hr.page as Tree), locale: 'sr' } }, 'page.locale: must be hr, or start with hr-'],
  ])('is left out whole when %s', (_, texts, fault) => {
    expect(faults(texts)).toEqual([fault]);
    const book = openTexts(folderOf({ hr: texts }));
    expect(book.languages).toEqual(['en']);
    expect(book.textsFor(['hr']).language).toBe('en');
  });
});

describe('a made-up language', () => {
  const t = openTexts(folderOf({ hr: madeUp('hr') })).textsFor(['hr-HR', 'en']);

  it('makes whole pages, that say which language they are in', () => {
    for (const [name, html] of Object.entries(everyPage(t))) {
      expect({ name, found: /\{\{|\}\}|undefined|NaN|\[object/.exec(html)?.[0] }).toEqual({ name, found: undefined });
      expect([name, html.includes('<html lang="hr" dir="ltr">')]).toEqual([name, true]);
    }
  });

  it('can be chosen on every page, each language under its own name', () => {
    const links = /<a href="\?[^"]*lang=en" lang="en" hreflang="en">English<\/a><a href="\?[^"]*lang=hr" lang="hr" hreflang="hr" aria-current="true">Hrvatski<\/a>/;
    expect(Object.entries(everyPage(t)).filter(([, html]) => !links.test(html)).map(([name]) => name)).toEqual([]);
  });

  it('has its own plural forms, dates, numbers and names', () => {
    expect([1, 2, 5, 21].map((n) => t.template('workload.hours', n))).toEqual(['one', 'few', 'other', 'one'].map((form) => `⟦${form}: About {{n}} hours of study⟧`));
    expect([t.number(1234.5), t.date('2026-06-30'), t.country('DE'), t.languageName('da')]).toEqual(['1.234,5', '30. lipnja 2026.', 'Njemačka', 'danski']);
  });
});

describe('textsFor', () => {
  it('takes the reader’s first language that there is, not ours', () => {
    const book = openTexts(folderOf({ hr: madeUp('hr'), fr: madeUp('fr') }));
    expect([['fr', 'hr'], ['hr', 'fr'], ['sr', 'hr-BA', 'en'], ['xx'], ['*']].map((tags) => book.textsFor(tags).language)).toEqual(['fr', 'hr', 'hr', 'en', 'en']);
  });
});

describe('the terms of closed lists', () => {
  const listed = Object.keys(SCHEMES) as Scheme[];
  /** Named everywhere alike. */
  const translated = listed.filter((scheme) => !['credit', 'field'].includes(scheme));

  it.each(PLANNED.filter((language) => language !== 'en'))('have words in %s for every code', (language) => {
    const labels = json(`terms/${language}.json`) as TermLabels;
    for (const scheme of translated) expect([scheme, Object.keys(labels[scheme] ?? {})]).toEqual([scheme, SCHEMES[scheme].map(({ code }) => code)]);
    const all = Object.values(labels).flatMap((words) => Object.values(words));
    expect(all.filter((words) => words.trim() === '' || words.includes("'"))).toEqual([]);
    expect(Object.keys(labels).sort()).toEqual([...translated, 'field'].sort());
  });

  it.each(PLANNED.filter((language) => language !== 'en'))('name every field of ISCED-F in %s, by a broader one where it must be', (language) => {
    const fields = (json(`terms/${language}.json`) as TermLabels).field ?? {};
    expect(Object.keys(fields).filter((code) => !SCHEMES.field.some((field) => field.code === code))).toEqual([]);
    expect(SCHEMES.field.filter(({ code }) => ![code, code.slice(0, 3), code.slice(0, 2)].some((one) => one in fields))).toEqual([]);
  });

  it('are in English those that our credentials state', () => {
    const t = textsFor(['en']);
    for (const scheme of listed) for (const { code } of SCHEMES[scheme]) expect(t.term(scheme, code)).toBe(labelOf(scheme, code));
    expect(t.term('assessment', 'no-such')).toBe('no-such');
    expect(t.term('assessment', 'constructor')).toBe('constructor');
  });
});
