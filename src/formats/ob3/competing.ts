/**
 * What to read where several values stand in one place. A Data Integrity signature covers a set of statements, which has no order: whoever
 * holds the credential may put any value first. So no reading takes the first.
 */

/** The value, when all that are stated are the same; a number of several is none. */
export function only<T extends string | number>(values: readonly T[]): T | undefined {
  const [value, ...others] = new Set(values);
  return others.length === 0 ? value : undefined;
}

/** Every text once, in sorted order; undefined when there is none. */
export const together = (texts: readonly string[]): string | undefined => (texts.length === 0 ? undefined : [...new Set(texts)].sort().join('; '));

/** Those that are known. */
export const knownOf = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value): value is T => value !== undefined);
