import { type Request } from 'express';
import { CATALOGUE_PARAMETERS, type CatalogueInput } from '../catalogue/search.js';
import { queriesOf, queryOf } from './params.js';

/** What the query of this request asks of the catalogue. Throws `input-invalid`. */
export const catalogueInputOf = (req: Request): CatalogueInput => ({
  text: queryOf(req, CATALOGUE_PARAMETERS.text) ?? '',
  fields: queriesOf(req, CATALOGUE_PARAMETERS.fields),
  levels: queriesOf(req, CATALOGUE_PARAMETERS.levels),
  languages: queriesOf(req, CATALOGUE_PARAMETERS.languages),
  organisations: queriesOf(req, CATALOGUE_PARAMETERS.organisations),
});

/** The same as a query: what follows the `?`. */
export function queryString(input: CatalogueInput, cursor?: string): string {
  const parameters = new URLSearchParams();
  if (input.text !== '') parameters.set(CATALOGUE_PARAMETERS.text, input.text);
  for (const filter of ['fields', 'levels', 'languages', 'organisations'] as const) for (const value of input[filter]) parameters.append(CATALOGUE_PARAMETERS[filter], value);
  if (cursor !== undefined) parameters.set('cursor', cursor);
  return parameters.toString();
}
