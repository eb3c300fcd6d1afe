import type { Documents } from '../core/documents.js';
import { createClrReaders } from './clr/index.js';
import { createEdcTools } from './edc/tools.js';
import { createEdcJades } from './edc-jades/index.js';
import type { Format, Reader } from './format.js';
import { createOb2 } from './ob2/index.js';
import { createOb3Tools } from './ob3/tools.js';
import { createOb3Di } from './ob3-di/index.js';
import { createOb3Jwt } from './ob3-jwt/index.js';
import { createSdJwtVc } from './sd-jwt-vc/index.js';
import { createVcReaders } from './vc/index.js';

/** Every format that we issue; nothing else enumerates them. */
export function createFormats(documents: Documents): readonly Format[] {
  const ob3 = createOb3Tools(documents);
  return [createOb3Di(ob3), createOb3Jwt(ob3), createEdcJades(createEdcTools(documents)), createSdJwtVc(ob3)];
}

/** Every format that we read: those that we issue among them. */
export function createReaders(issued: readonly Format[], documents: Documents): readonly Reader[] {
  const ob3 = createOb3Tools(documents);
  return [...issued, createOb2(), ...createClrReaders(ob3, documents), ...createVcReaders(ob3, documents)];
}
