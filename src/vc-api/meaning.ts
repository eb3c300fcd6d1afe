import { AppError } from '../core/errors.js';
import type { JsonObject } from '../core/json.js';
import { jsonLdFault, type Expanded, type JsonLd } from '../formats/securing/json-ld.js';

/** What a document means. Throws `input-invalid` when a term or a type of it means nothing, or something only against the address that it was had from. */
export const meaningOf = (ld: JsonLd, document: JsonObject): Promise<Expanded> =>
  ld.expand(document).catch((error: unknown) => {
    const { reason, detail = '' } = jsonLdFault('context', error);
    throw new AppError('input-invalid', `Not every term has a meaning (${reason}: ${detail}).`, { cause: error, path: '/@context' });
  });
