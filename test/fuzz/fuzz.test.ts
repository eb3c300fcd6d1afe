import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fault, fuzz } from './run.js';
import { TARGETS } from './targets.js';

/** The short form of `npm run soak:fuzz`: a part of the same inputs; and every input that was ever found to break something. */
const SHORT = 1 / 200;
const ALL = 200_000;
const shares = TARGETS.reduce((sum, { share }) => sum + share, 0);
const SEEDS = new URL('./seeds/', import.meta.url);

it.each(TARGETS.map((target) => [target.name, target] as const))('%s: changed inputs are read or refused, in time, and nothing false is called true', async (_name, target) => {
  const { failures, read, refused } = await fuzz(target, Math.ceil(((ALL * target.share) / shares) * SHORT));
  expect(failures.map(({ what, seed }) => `${seed}: ${what}`)).toEqual([]);
  expect(read + refused).toBeGreaterThan(0);
});

describe('what broke something once', () => {
  const found = readdirSync(SEEDS).filter((name) => !name.endsWith('.md'));
  it.each(found.length === 0 ? [['nothing yet', '']] : found.map((name) => [name, name]))('%s', async (_name, file) => {
    // `<target>--<what it was>`: read by every target, for a reader may meet another's input.
    for (const target of file === '' ? [] : TARGETS) expect([target.name, (await fault(target, new Uint8Array(readFileSync(new URL(file, SEEDS))))).wrong]).toEqual([target.name, undefined]);
  });
});
