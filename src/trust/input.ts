import { reject } from '../core/errors.js';
import type { TrustScope } from '../core/evidence.js';
import { parseInput } from '../core/input.js';
import type { JsonObject } from '../core/json.js';
import { compileSchema } from '../core/schema.js';
import { parseTimestamp, timestamp } from '../core/time.js';
import type { NewStatement } from './ports.js';

/** Body of a new statement (JSON Schema 2020-12). It must name a DID or a key: a statement about a name alone would vouch for anybody who uses it. */
export const NEW_STATEMENT_SCHEMA: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['entityName', 'validFrom'],
  properties: {
    entityName: { type: 'string', minLength: 1, maxLength: 300 },
    did: { type: 'string', maxLength: 500, pattern: '^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$' },
    keyThumbprints: { type: 'array', maxItems: 50, uniqueItems: true, items: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' } },
    scope: {
      type: 'object',
      additionalProperties: false,
      properties: {
        eqfLevels: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'integer', minimum: 1, maximum: 8 } },
        fields: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', pattern: '^[0-9]{2,4}$' } },
        countries: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', pattern: '^[A-Z]{2}$' } },
      },
    },
    validFrom: { type: 'string', format: 'date-time' },
    validUntil: { type: 'string', format: 'date-time' },
  },
};

/** As it is once the schema holds. */
interface Body {
  readonly entityName: string;
  readonly did?: string;
  readonly keyThumbprints?: readonly string[];
  readonly scope?: TrustScope;
  readonly validFrom: string;
  readonly validUntil?: string;
}

const check = compileSchema(NEW_STATEMENT_SCHEMA);

/** Throws `input-invalid` with the path of what is wrong. */
export function parseStatement(input: unknown): Omit<NewStatement, 'enteredBy'> {
  const body = parseInput<Body>(input, check);
  const { did, keyThumbprints = [] } = body;
  if (did === undefined && keyThumbprints.length === 0) reject('input-invalid', 'name a DID or at least one key', '/did');
  return {
    entityName: body.entityName,
    ...(did === undefined ? {} : { did }),
    keyThumbprints,
    scope: body.scope ?? {},
    ...period(body),
  };
}

function period({ validFrom, validUntil }: Body): Pick<NewStatement, 'validFrom' | 'validUntil'> {
  const from = dateAt(validFrom, '/validFrom');
  if (validUntil === undefined) return { validFrom: timestamp(from) };
  const until = dateAt(validUntil, '/validUntil');
  if (until <= from) reject('input-invalid', 'it ends before it begins', '/validUntil');
  return { validFrom: timestamp(from), validUntil: timestamp(until) };
}

const dateAt = (value: string, path: string): Date => parseTimestamp(value) ?? reject('input-invalid', 'not a date and time with a zone', path);
