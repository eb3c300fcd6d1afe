import { type JsonObject } from '../../core/json.js';
import { SLUG } from '../../core/ids.js';
import { KEY } from '../params.js';
import { ISSUER_NAMES } from '../../vc-api/index.js';

export interface Parameter {
  readonly description: string;
  readonly schema: JsonObject;
}

const UUID: JsonObject = { type: 'string', format: 'uuid' };

/** Parameters of paths, by the name that the routes give them. */
export const PATH_PARAMETERS = {
  id: { description: 'UUIDv7, lower case.', schema: UUID },
  achievement: { description: 'Id of the achievement, or the organisation’s own code.', schema: { type: 'string', minLength: 1, maxLength: 200 } },
  format: { description: 'Id of a format, as the award lists them.', schema: { type: 'string', pattern: '^[a-z0-9-]{1,40}$' } },
  key: { description: 'The key’s DID URL after #.', schema: { type: 'string', pattern: KEY.source } },
  issuer: { description: 'Name of an issuer of the VC-API, which says how it signs.', schema: { enum: [...ISSUER_NAMES] } },
  language: { description: 'Language tag of one of its titles (BCP 47), as the title has it.', schema: { type: 'string', maxLength: 35 } },
  slug: { description: 'Slug of the organisation.', schema: { type: 'string', pattern: SLUG.source } },
  token: { description: 'Token of the link.', schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,128}$' } },
  version: { description: 'Version, from 1.', schema: { type: 'integer', minimum: 1 } },
} as const satisfies Readonly<Record<string, Parameter>>;

const repeated = (items: JsonObject): JsonObject => ({ type: 'array', items, maxItems: 50 });

/** Parameters of queries. */
export const QUERY_PARAMETERS = {
  cursor: { description: 'Where the list goes on: next of the part before.', schema: { type: 'string', maxLength: 500 } },
  limit: { description: 'How many are wanted.', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
  wait: { description: 'Seconds to wait until everything is issued.', schema: { type: 'integer', minimum: 1, maximum: 60 } },
  trust: { description: 'off judges integrity alone.', schema: { enum: ['on', 'off'], default: 'on' } },
  q: { description: 'Words that must all be found.', schema: { type: 'string', maxLength: 500 } },
  field: { description: 'ISCED-F 2013 code; a shorter one covers those below it. May be repeated.', schema: repeated({ type: 'string', pattern: '^[0-9]{2,4}$' }) },
  level: { description: 'EQF level. May be repeated.', schema: repeated({ type: 'integer', minimum: 1, maximum: 8 }) },
  language: { description: 'Language of instruction, BCP 47. May be repeated.', schema: repeated({ type: 'string', maxLength: 35 }) },
  organisation: { description: 'Slug of an organisation. May be repeated.', schema: repeated({ type: 'string', pattern: SLUG.source }) },
} as const satisfies Readonly<Record<string, Parameter>>;
export type PathParameter = keyof typeof PATH_PARAMETERS;
export type QueryParameter = keyof typeof QUERY_PARAMETERS;
