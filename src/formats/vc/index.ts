import type { Documents } from '../../core/documents.js';
import { isObject, type JsonObject } from '../../core/json.js';
import { isEdc } from '../edc/parsed.js';
import { readEdc } from '../edc/read.js';
import type { Reader } from '../format.js';
import { listed } from '../ob3/nodes.js';
import { isLearnerRecord, isOpenBadge } from '../ob3/parsed.js';
import type { Ob3Tools } from '../ob3/tools.js';
import { embedded } from '../reading/embedded.js';
import { enveloped } from '../reading/enveloped.js';
import type { Kind } from '../reading/kind.js';
import { checkContexts } from '../reading/context-check.js';
import { readAny } from '../reading/read.js';
import { createVcSchema } from '../reading/schema-check.js';

/** What is a verifiable credential too, and is nobody's: a presentation holds some, a status list answers for some. */
const OTHERS = /Presentation$|^(?:BitstringStatusList|StatusList2021|RevocationList2020)Credential$/;

function isCredential(value: unknown): value is JsonObject {
  const known = [isOpenBadge, isLearnerRecord].some((is) => is(value));
  if (!isObject(value) || known) return false;
  const types = listed(value.type);
  return types.includes('VerifiableCredential') && !types.some((type) => typeof type === 'string' && OTHERS.test(type));
}

/** Verifiable credentials of any other type (VCDM 1.1 and 2.0), with a proof or as a JWT. A European Digital Credential in a JWT is none of Europass, and is read as what it says. */
export function createVcReaders({ ld }: Ob3Tools, documents: Documents): readonly Reader[] {
  const checkSchema = createVcSchema(documents);
  const kind: Kind = {
    is: isCredential,
    read: (document) => (isEdc(document) ? readEdc(document) : readAny(document)),
    checkContext: (document, signed) => checkContexts(ld, document, { signed }),
    checkSchema,
    leeway: { typeAliases: {}, lists: [] },
    ld,
  };
  const bare: Kind = { ...kind, is: (value): value is JsonObject => isCredential(value) && !isEdc(value) };
  return [embedded('vc-di', bare), enveloped('vc-jwt', kind)];
}
