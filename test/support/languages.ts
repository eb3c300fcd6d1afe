import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TEXTS_FOLDER } from '../../src/http/pages/texts.js';

export const english = JSON.parse(readFileSync(new URL('en.json', TEXTS_FOLDER), 'utf8')) as Record<string, unknown>;

export interface Tree {
  [key: string]: string | Tree;
}

/** A folder of texts that holds English and these languages. */
export function folderOf(languages: Readonly<Record<string, unknown>>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'));
  for (const [language, texts] of Object.entries({ en: english, ...languages })) writeFileSync(join(folder, `${language}.json`), JSON.stringify(texts));
  return pathToFileURL(`${folder}/`);
}

/** English as another language would have it: every text in brackets, every plural in that language's forms. */
export function madeUp(language: string): Tree {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const own = (tree: Tree): Tree =>
    Object.fromEntries(
      Object.entries(tree).flatMap(([key, value]): [string, string | Tree][] => {
        if (typeof value !== 'string') return [[key, own(value)]];
        if (!/_(one|other)$/.test(key)) return [[key, `⟦${value}⟧`]];
        return key.endsWith('_one') ? [] : forms.map((form) => [key.replace(/other$/, form), `⟦${form}: ${value}⟧`]);
      }),
    );
  const made = own(english as Tree);
  return { ...made, page: { ...(made.page as Tree), locale: language, direction: 'ltr', moment: '{{date}}, {{time}}' } };
}
