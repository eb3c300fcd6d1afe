import { reject } from '../core/errors.js';
import type { TrustScope } from '../core/evidence.js';
import { parseInput } from '../core/input.js';
import type { SchemaCheck } from '../core/schema.js';
import { parseTimestamp, timestamp } from '../core/time.js';
import type { NewStatement } from './ports.js';

/** As it is once the schema holds. */
interface Body {
  readonly entityName: string;
  readonly did?: string;
  readonly keyThumbprints?: readonly string[];
  readonly scope?: TrustScope;
  readonly validFrom: string;
  readonly validUntil?: string;
}

/** `check`: `schemas/api/trust-statement.json`; a statement names a DID or a key, for one about a name alone would vouch for anybody who uses it. Throws `input-invalid` with the path of what is wrong. */
export function parseStatement(input: unknown, check: SchemaCheck): Omit<NewStatement, 'enteredBy'> {
  const body = parseInput<Body>(input, check);
  const { did, keyThumbprints = [] } = body;
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
