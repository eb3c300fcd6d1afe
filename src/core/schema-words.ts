import type { ErrorObject } from 'ajv';

type Params = Readonly<Record<string, unknown>>;
const KINDS: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object', null: 'null' };
const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date, as 2026-06-30',
  'date-time': 'a time with its zone, as 2026-06-30T10:00:00Z',
  uri: 'a whole address, as https://example.org/page',
  email: 'an e-mail address, as office@example.org',
  uuid: 'a UUID in lower case',
};
/** More of a list than this helps nobody. */
const LISTED = 40;

const one = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const many = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [value]);
const times = (limit: unknown, thing: string): string => `${one(limit)} ${thing}${limit === 1 ? '' : 's'}`;

/** What was wrong and what to do, by keyword; each follows “The value”. Only what a schema says is repeated, never what was given. */
const WORDS: Readonly<Record<string, (params: Params, description: string) => string>> = {
  required: () => 'is missing: state it',
  additionalProperties: () => 'is not known here: leave it out, or look at how it is spelt',
  unevaluatedProperties: () => 'is not known here: leave it out, or look at how it is spelt',
  type: ({ type }) => `must be ${many(type).map((kind) => KINDS[one(kind)] ?? one(kind)).join(' or ')}`,
  enum: ({ allowedValues }) => `must be one of: ${many(allowedValues).slice(0, LISTED).map(one).join(', ')}`,
  const: ({ allowedValue }) => `must be ${one(allowedValue)}`,
  format: ({ format }) => `must be ${FORMATS[one(format)] ?? `of the form ${one(format)}`}`,
  pattern: ({ pattern }, description) => `must have another form (${description === '' ? `it must match ${one(pattern)}` : description.replace(/\.$/, '')})`,
  minLength: ({ limit }) => (limit === 1 ? 'must not be empty' : `must have at least ${times(limit, 'character')}`),
  maxLength: ({ limit }) => `must have at most ${times(limit, 'character')}`,
  minimum: ({ limit }) => `must be ${one(limit)} or more`,
  maximum: ({ limit }) => `must be ${one(limit)} or less`,
  exclusiveMinimum: ({ limit }) => `must be more than ${one(limit)}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${one(limit)}`,
  minItems: ({ limit }) => `must have at least ${times(limit, 'entry').replace('entrys', 'entries')}`,
  maxItems: ({ limit }) => `must have at most ${times(limit, 'entry').replace('entrys', 'entries')}`,
  uniqueItems: () => 'must not have the same entry twice',
  minProperties: ({ limit }) => `must have at least ${times(limit, 'member')}`,
  maxProperties: ({ limit }) => `must have at most ${times(limit, 'member')}`,
};

/** The fault in words; for a keyword without words of ours, the validator's. */
export function wordsOf({ keyword, params, message, parentSchema }: ErrorObject): string {
  const description: unknown = parentSchema?.description;
  return WORDS[keyword]?.(params as Params, typeof description === 'string' ? description : '') ?? message ?? keyword;
}
