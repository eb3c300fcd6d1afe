import type { Texts } from '../texts.js';

/**
 * A sentence as data: the key of a text and what goes into its placeholders. Shown as elements by `<Say>`, as plain text by `plain`, so
 * that a page and a summary can never say different things.
 */
export interface Message {
  readonly key: string;
  readonly values?: Readonly<Record<string, Value>>;
  /** Picks the plural form. */
  readonly count?: number;
}
/** Text that somebody else wrote: isolated, escaped, never trusted. */
export interface Outside {
  readonly outside: string;
  readonly as?: 'strong' | 'code';
  /** Not cut, however long. */
  readonly whole?: true;
  /** The language it is in, where that is known and is not the page's. */
  readonly lang?: string | undefined;
}
/** A date or a timestamp, shown as a day. */
export interface Day {
  readonly day: string;
  readonly as?: 'strong';
}
/** A timestamp, shown to the minute with its zone. */
export interface Moment {
  readonly moment: string;
}
/** A bare string or number is our own. */
export type Value = string | number | Outside | Day | Moment | Message;

export const outside = (text: string, as?: Outside['as']): Outside => (as === undefined ? { outside: text } : { outside: text, as });
export const whole = (text: string): Outside => ({ outside: text, whole: true });
export const day = (value: string): Day => ({ day: value });
export const say = (key: string, values?: Readonly<Record<string, Value>>): Message => (values === undefined ? { key } : { key, values });
export const counted = (key: string, count: number, values: Readonly<Record<string, Value>>): Message => ({ key, values, count });

const LONGEST_IN_A_SENTENCE = 160;

/** Cut by code points, so that no character is halved. */
export function shorten(text: string, max = LONGEST_IN_A_SENTENCE): string {
  const points = Array.from(text);
  return points.length <= max ? text : `${points.slice(0, max).join('').trimEnd()}…`;
}

/** The text cut at its placeholders: our words as strings, the rest as values. Throws for a placeholder without a value. */
export function parts(message: Message, t: Texts): readonly (string | { readonly value: Value })[] {
  const pieces = t.template(message.key, message.count).split(/\{\{(\w+)\}\}/);
  return pieces.map((piece, i) => (i % 2 === 0 ? piece : { value: filling(message, piece) })).filter((piece) => piece !== '');
}

function filling(message: Message, name: string): Value {
  const value = message.values?.[name];
  if (value === undefined) throw new TypeError(`Text ${message.key} asks for ${name}`);
  return value;
}

/** Characters that turn the direction of what follows (UAX #9): in plain text there is no element to hold them. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Controls that HTML cannot show; line ends and tabs stay. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Somebody else's text for an element of its own, which isolates it. */
export const visible = (text: string): string => text.replace(CONTROLS, '\ufffd');

/** Somebody else's text for a place without elements: a title, a sentence for a program. */
export const flat = (text: string): string => shorten(oneLine(text));
/** The same, however long. */
export const oneLine = (text: string): string => visible(text).replace(BIDI_CONTROLS, '').replace(/\s+/g, ' ').trim();

/** A message as plain text. */
export function plain(message: Message, t: Texts): string {
  return parts(message, t)
    .map((part) => (typeof part === 'string' ? part : plainValue(part.value, t)))
    .join('');
}

function plainValue(value: Value, t: Texts): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return t.number(value);
  if ('outside' in value) return flat(value.outside);
  if ('day' in value) return t.date(value.day) ?? flat(value.day);
  if ('moment' in value) return t.moment(value.moment) ?? flat(value.moment);
  return plain(value, t);
}
