import type { Documents } from '../../core/documents.js';
import { reject } from '../../core/errors.js';
import type { Reader } from '../format.js';
import { isLearnerRecord } from '../ob3/parsed.js';
import { createSchemaCheck } from '../ob3/schema-check.js';
import { LEEWAY, OPEN_BADGES_CONTEXTS } from '../ob3/terms.js';
import type { Ob3Tools } from '../ob3/tools.js';
import { embedded } from '../reading/embedded.js';
import { enveloped } from '../reading/enveloped.js';
import type { Kind } from '../reading/kind.js';
import { checkContexts } from '../reading/context-check.js';
import { credentialsIn, readRecord } from './read.js';

/** Addresses at which 1EdTech publishes the schemas that ours is written for. */
const OFFICIAL = /^https:\/\/purl\.imsglobal\.org\/spec\/clr\/v2p0\/schema\/json(-ld)?\/clr_v2p0_(any)?clrcredential_schema\.json$/;
const CONTEXTS = ['https://purl.imsglobal.org/spec/clr/v2p0/context', OPEN_BADGES_CONTEXTS];

const CLR_LEEWAY = {
  ...LEEWAY,
  propertyAliases: { ...LEEWAY.propertyAliases, 'identifier-1': 'identifier' },
  vocabularies: [...LEEWAY.vocabularies, 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#'],
  apart: 'verifiableCredential',
};

/** Comprehensive Learner Record 2.0 (1EdTech): a credential that holds credentials. */
export function createClrReaders({ ld }: Ob3Tools, { schemas }: Documents): readonly Reader[] {
  const schema = schemas.get('clr/clr-credential') ?? reject('bug', 'the schema of learner records was not loaded');
  const kind: Kind = {
    is: isLearnerRecord,
    read: readRecord,
    checkContext: (document, signed) => checkContexts(ld, document, { signed, next: CONTEXTS }),
    checkSchema: createSchemaCheck(schema, { types: ['ClrCredential'], official: OFFICIAL }).check,
    leeway: CLR_LEEWAY,
    enclosed: credentialsIn,
    ld,
  };
  return [embedded('clr-di', kind), enveloped('clr-jwt', kind)];
}
