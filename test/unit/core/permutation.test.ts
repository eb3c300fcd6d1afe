import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { permutation, permute } from '../../../src/core/permutation.js';
import { sha256 } from '../../../src/core/bytes.js';
import { refused } from './throws.js';

const key = sha256('list 1');
const all = (size: number, by = key): number[] => Array.from({ length: size }, (_, counter) => counter).map(permutation(by, size));
const isPermutation = (values: readonly number[]): boolean => new Set(values).size === values.length && values.every((value) => Number.isInteger(value) && value >= 0 && value < values.length);

describe('permute', () => {
  it('gives every index of a list of 131,072 exactly once, and close to none in its own place', () => {
    const values = all(131_072);
    expect(isPermutation(values)).toBe(true);
    expect(values.filter((value, counter) => value === counter).length).toBeLessThan(20);
    expect(values.filter((value, counter) => value === (values[counter - 1] ?? 0) + 1).length).toBeLessThan(20);
  });

  it('is a bijection for any size and key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, by) => expect(isPermutation(all(size, by))).toBe(true)),
      { numRuns: 60 },
    );
    for (const size of [1, 2, 3, 4, 5, 15, 16, 17, 1023, 1025]) expect(isPermutation(all(size))).toBe(true);
  });

  it('stays inside a very large list', () => {
    const value = permute(2 ** 32 - 1, key, 2 ** 32);
    expect(Number.isInteger(value) && value >= 0 && value < 2 ** 32).toBe(true);
  });

  it('depends on the key, and never changes for one', () => {
    expect(all(1000, sha256('list 2'))).not.toEqual(all(1000));
    // Frozen: another order would give a taken index again.
    expect([0, 1, 2, 131_071].map((counter) => permute(counter, key, 131_072))).toEqual([115_596, 101_909, 11_253, 18_231]);
  });

  it.each([-1, 10, 11, 0.5, NaN])('refuses the counter %d of a list of 10', (counter) => {
    refused('input-invalid', () => permute(counter, key, 10));
  });
});
