import type { Documents } from '../../core/documents.js';
import { createJsonLd, type JsonLd } from '../securing/json-ld.js';
import { remembering } from '../securing/remembering.js';
import { createEdcSchema, type EdcSchema } from './schema-check.js';

/** What formats with this content work with. */
export interface EdcTools {
  readonly ld: JsonLd;
  readonly schema: EdcSchema;
}

export const createEdcTools = (documents: Documents): EdcTools => ({ ld: remembering(createJsonLd(documents.contexts)), schema: createEdcSchema(documents) });
