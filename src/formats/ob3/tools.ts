import type { Documents } from '../../core/documents.js';
import { createJsonLd, type JsonLd } from '../securing/json-ld.js';
import { remembering } from '../securing/remembering.js';
import { createOb3Schema, type Ob3Schema } from './schema-check.js';

/** What both Open Badges formats work with: made once, because compiling is slow and a document of one is a document of the other. */
export interface Ob3Tools {
  readonly ld: JsonLd;
  readonly schema: Ob3Schema;
}

export const createOb3Tools = (documents: Documents): Ob3Tools => ({ ld: remembering(createJsonLd(documents.contexts)), schema: createOb3Schema(documents) });
