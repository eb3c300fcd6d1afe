import type { ErrorObject, Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { pointer, type JsonObject } from './json.js';
import { wordsOf } from './schema-words.js';
import { isIsoDate, parseTimestamp } from './time.js';

export interface SchemaProblem {
  /** JSON Pointer of what is wrong; of the missing or unknown member itself, where that is the problem and its name may be repeated. */
  readonly path: string;
  /** For people; never quotes the value. */
  readonly message: string;
  readonly keyword: string;
}
export type SchemaCheck = (value: unknown) => SchemaProblem[];

/** Dates by our own reader, so that a schema never lets through what the code then refuses. */
const formats: NonNullable<Options['formats']> = {
  date: isIsoDate,
  'date-time': (value: string) => parseTimestamp(value) !== undefined,
  uri: fullFormats.uri,
  email: fullFormats.email,
  uuid: fullFormats.uuid,
};

/** Compiles a schema of ours (JSON Schema 2020-12, ajv strict: an unknown keyword is a mistake). `others`: schemas it refers to by `$id`. */
export function compileSchema(schema: JsonObject, others: readonly JsonObject[] = []): SchemaCheck {
  return compile(new Ajv2020({ strict: true, allErrors: true, verbose: true, formats }), [schema, ...others], wordsOf);
}

/**
 * Compiles a schema of others (1EdTech writes 2019-09, W3C 2020-12), as lenient about unknown keywords as they are. `coerceTypes: 'array'`
 * takes a single value where the schema has an array; the value given is never changed.
 */
export function compileForeignSchema(schema: JsonObject, options: { readonly others?: readonly JsonObject[]; readonly coerceTypes?: 'array' } = {}): SchemaCheck {
  const settings: Options = { strict: false, allErrors: false, formats: fullFormats, coerceTypes: options.coerceTypes ?? false };
  const draft2019 = typeof schema.$schema === 'string' && schema.$schema.includes('2019-09');
  const check = compile(draft2019 ? new Ajv2019(settings) : new Ajv2020(settings), [schema, ...(options.others ?? [])], ({ message, keyword }) => message ?? keyword);
  return options.coerceTypes === undefined ? check : (value) => check(structuredClone(value));
}

type Words = (error: ErrorObject) => string;

function compile(ajv: Ajv2019 | Ajv2020, [schema = {}, ...others]: readonly JsonObject[], words: Words): SchemaCheck {
  others.forEach((other) => ajv.addSchema(other));
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map((error) => problem(error, words)));
}

/** Whether a name that came from outside reads as a member's name: any other text may be somebody's data and is never repeated. */
export const isMemberName = (name: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,40}$/.test(name);

function problem(error: ErrorObject, words: Words): SchemaProblem {
  const { instancePath, params, keyword } = error;
  const { missingProperty, additionalProperty, unevaluatedProperty }: Record<string, string | undefined> = params;
  const unknown = additionalProperty ?? unevaluatedProperty;
  if (unknown !== undefined && !isMemberName(unknown)) return { path: instancePath, message: 'has a member that is not known', keyword };
  const member = missingProperty ?? unknown;
  const path = member === undefined ? instancePath : instancePath + pointer(member);
  return { path, message: words(error), keyword };
}
