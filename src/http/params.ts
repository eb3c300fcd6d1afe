import { type Request } from 'express';
import { reject } from '../core/errors.js';
import { isUuid, SLUG } from '../core/ids.js';
import { isLanguageTag } from '../core/language.js';
import { type Id } from '../core/model.js';

export const nowhere = (): never => reject('not-found', 'There is nothing at this address.');

/** A part of the path; the routes name every one that handlers ask for. */
function part(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : nowhere();
}

/** A UUID of ours; anything else leads nowhere, and never reaches the store. */
export function idOf(req: Request, name = 'id'): Id {
  const value = part(req, name);
  return isUuid(value) ? value : nowhere();
}

/** A key of an organisation: its DID URL after `#`, as we make them. */
export function fragmentOf(req: Request): string {
  const value = part(req, 'key');
  return KEY.test(value) ? value : nowhere();
}
export const KEY = /^key-[0-9a-f]{12}$/;

export function slugOf(req: Request): string {
  const value = part(req, 'slug');
  return SLUG.test(value) ? value : nowhere();
}

/** Our link tokens and report names: base64url of at least 96 bits. */
export function tokenOf(req: Request): string {
  const value = part(req, 'token');
  return /^[A-Za-z0-9_-]{16,128}$/.test(value) ? value : nowhere();
}

/** An id, or the caller's own code. */
export function refOf(req: Request): string {
  const value = part(req, 'id');
  return value.length <= 200 && !hasControls(value) ? value : nowhere();
}

/** One of these words. */
export function wordOf<T extends string>(req: Request, name: string, words: readonly T[]): T {
  const value = part(req, name);
  return words.find((word) => word === value) ?? nowhere();
}

export function versionOf(req: Request): number {
  const value = part(req, 'version');
  return /^[1-9][0-9]{0,5}$/.test(value) ? Number(value) : nowhere();
}

/** A language tag; undefined on a route without one. */
export function languageOf(req: Request): string | undefined {
  if (req.params.language === undefined) return undefined;
  const value = part(req, 'language');
  return isLanguageTag(value) ? value : nowhere();
}

/** A parameter of the query, given at most once. Throws `input-invalid`. */
export function queryOf(req: Request, name: string): string | undefined {
  const value = req.query[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > 500 || hasControls(value)) return reject('input-invalid', `The parameter ${name} cannot be read.`, name);
  return value;
}

/** A parameter of the query, given any number of times. Throws `input-invalid`. */
export function queriesOf(req: Request, name: string): readonly string[] {
  const value = req.query[name];
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
  if (values.every((one) => typeof one === 'string' && one.length <= 500 && !hasControls(one))) return values as readonly string[];
  return reject('input-invalid', `The parameter ${name} cannot be read.`, name);
}

/** A whole number of the query between two limits. Throws `input-invalid`. */
export function numberOf(req: Request, name: string, [least, most]: readonly [number, number]): number | undefined {
  const value = queryOf(req, name);
  if (value === undefined) return undefined;
  const number = /^[0-9]{1,6}$/.test(value) ? Number(value) : NaN;
  return number >= least && number <= most ? number : reject('input-invalid', `The parameter ${name} must be a whole number from ${least} to ${most}.`, name);
}

/** Where a list goes on, and how much of it is wanted. */
export const pagingOf = (req: Request): readonly [cursor: string | undefined, limit: number] => [queryOf(req, 'cursor'), numberOf(req, 'limit', [1, 200]) ?? 50];

const hasControls = (value: string): boolean => /[\u0000-\u001f\u007f]/.test(value);
