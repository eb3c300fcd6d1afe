import type { Documents } from '../core/documents.js';
import type { Format } from './format.js';
import { createOb3Di } from './ob3-di/index.js';
import { createOb3Jwt } from './ob3-jwt/index.js';

/** Every credential format there is; nothing else enumerates them. */
export const createFormats = (documents: Documents): readonly Format[] => [createOb3Di(documents), createOb3Jwt(documents)];
