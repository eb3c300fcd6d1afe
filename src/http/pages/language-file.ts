/** The texts of one language as its file has them: text by the path of its key, `verdict.words.valid`. */
export type FlatTexts = ReadonlyMap<string, string>;

export function flatten(value: unknown, path = ''): FlatTexts {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...flatten(inner, path === '' ? key : `${path}.${key}`)]));
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

/**
 * What keeps a language's file from being used, one line for each fault; empty when it says everything that English says. Every plural
 * text has the forms of that language (CLDR, as Intl has them) and every text the placeholders of the English one.
 */
export function faultsOf(language: string, texts: FlatTexts, english: FlatTexts): readonly string[] {
  const expected = expectedKeys(language, english);
  const missing = [...expected.keys()].filter((key) => !texts.has(key)).map((key) => `${key}: missing`);
  const unknown = [...texts.keys()].filter((key) => !expected.has(key)).map((key) => `${key}: not in English`);
  const wrong = [...texts].flatMap(([key, text]) => faultIn(key, text, expected.get(key)));
  const locale = texts.get('page.locale');
  const misnamed = locale?.split('-')[0] === language ? [] : [`page.locale: must be ${language}, or start with ${language}-`];
  return [...missing, ...unknown, ...wrong, ...misnamed];
}

/** The keys this language must have, each with the English text it stands for. */
function expectedKeys(language: string, english: FlatTexts): FlatTexts {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return new Map(
    [...english].flatMap(([key, text]): [string, string][] => {
      if (!PLURAL.test(key)) return [[key, text]];
      const base = key.replace(PLURAL, '');
      return forms.map((form) => [`${base}_${form}`, english.get(`${base}_${form}`) ?? english.get(`${base}_other`) ?? text]);
    }),
  );
}

function faultIn(key: string, text: string, english: string | undefined): readonly string[] {
  if (text.trim() === '') return [`${key}: empty`];
  if (english === undefined || placeholders(text) === placeholders(english)) return [];
  return [`${key}: has the placeholders ${placeholders(text) || 'none'} and not ${placeholders(english) || 'none'}`];
}

/** Each once, in the order of the alphabet: a language may say them in another order, or twice. */
export const placeholders = (text: string): string => [...new Set([...text.matchAll(/\{\{\w+\}\}/g)].map(([found]) => found))].sort().join(' ');
