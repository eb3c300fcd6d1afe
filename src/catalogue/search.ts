import { reject } from '../core/errors.js';
import { SLUG } from '../core/ids.js';
import { isLanguageTag } from '../core/language.js';
import { fold } from '../core/strings.js';
import { findTerm, ISCED_F } from '../core/vocabulary.js';
import type { CatalogueQuery } from './ports.js';

/** Names of the parameters that a catalogue is asked with; each but `q` may be given more than once. */
export const CATALOGUE_PARAMETERS = { text: 'q', fields: 'field', levels: 'level', languages: 'language', organisations: 'organisation' } as const;

/** What was asked, as it was written. */
export interface CatalogueInput {
  readonly text: string;
  readonly fields: readonly string[];
  readonly levels: readonly string[];
  readonly languages: readonly string[];
  readonly organisations: readonly string[];
}

/** @throws AppError `input-invalid` with the name of the parameter. */
export const catalogueQuery = (input: CatalogueInput): CatalogueQuery => ({
  words: fold(input.text).split(' ').filter((word) => word !== ''),
  fields: each(input, 'fields', (code) => (findTerm(ISCED_F, code) === undefined ? 'A field is an ISCED-F 2013 code of two to four digits, such as 06.' : undefined)),
  levels: each(input, 'levels', (level) => (/^[1-8]$/.test(level) ? undefined : 'A level is one of the European Qualifications Framework, 1 to 8.')).map(Number),
  languages: each(input, 'languages', (tag) => (isLanguageTag(tag) ? undefined : 'A language is a BCP 47 tag, such as hr.')).map((tag) => tag.toLowerCase().split('-', 1)[0] ?? tag),
  organisations: each(input, 'organisations', (slug) => (SLUG.test(slug) ? undefined : 'An organisation is named by the end of its address here, as in /o/adria.')),
});

const MOST = 50;

/** The values of a filter; `fault` says what is wrong with one. */
function each(input: CatalogueInput, filter: Exclude<keyof CatalogueInput, 'text'>, fault: (value: string) => string | undefined): readonly string[] {
  const name = CATALOGUE_PARAMETERS[filter];
  const values = input[filter];
  if (values.length > MOST) reject('input-invalid', `The parameter ${name} can be given ${MOST} times.`, name);
  for (const value of values) {
    const message = fault(value);
    if (message !== undefined) reject('input-invalid', message, name);
  }
  return values;
}
