import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/core/errors.js';
import { createGate } from '../../../src/verify/gate.js';
import { checkMany, type Item, type ManyDeps, type Row } from '../../../src/verify/many.js';

const deps = (more: Partial<ManyDeps> = {}): ManyDeps => ({ gate: (work) => work(), unforeseen: () => undefined, ...more });
const all = async <T>(rows: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
};
const items = (...given: number[]): Item<number>[] => given.map((one) => ({ given: one }));
const breath = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('many checks', () => {
  it('give their findings in the order asked, whichever ends first', async () => {
    const rows = await all(checkMany(items(5, 0, 3, 1, 4, 2), async (ms) => (await breath(ms * 5), [ms]), deps()));
    expect(rows).toEqual([5, 0, 3, 1, 4, 2].map((found, index) => ({ index, found })));
  });

  it('keep what the asker calls an item, and number the credentials of one that holds several', async () => {
    const rows = await all(checkMany([{ id: 'a', name: 'x.json', given: 1 }, { given: 2 }, { name: 'none', given: 0 }], async (count) => Array.from({ length: count }, (_, i) => i), deps()));
    expect(rows).toEqual([
      { id: 'a', name: 'x.json', index: 0, found: 0 },
      { index: 1, part: 1, found: 0 },
      { index: 1, part: 2, found: 1 },
    ]);
  });

  it('tell of each that could not be judged, and of errors that nobody foresaw only that', async () => {
    const told: unknown[] = [];
    const broken = new TypeError('Ana Kovačević is not a function');
    const refused = new AppError('unreadable', 'no');
    const check = async (n: number): Promise<readonly number[]> => {
      if (n === 1) throw refused;
      if (n === 2) throw broken;
      return [n];
    };
    const rows = await all(checkMany([...items(0, 1, 2, 3), { given: new AppError('json-invalid', 'line') }], check, deps({ unforeseen: (error) => told.push(error) })));
    expect(rows.map((row: Row<number>) => ('problem' in row ? [row.index, row.problem.code] : row.found))).toEqual([0, [1, 'unreadable'], [2, 'bug'], 3, [4, 'json-invalid']]);
    expect(JSON.stringify(rows)).not.toContain('Ana');
    expect(told).toEqual([broken]);
  });

  it('are begun a few at a time, and no more of them once nobody reads on', async () => {
    let begun = 0;
    const rows = checkMany(items(...Array<number>(50).fill(0)), async () => (await breath(), [++begun]), deps());
    await rows.next();
    await rows.return(undefined);
    await breath(20);
    expect(begun).toBeLessThanOrEqual(5);
  });
});

describe('the gate', () => {
  it('lets so many in at once, all askers together, and each in its turn', async () => {
    const gate = createGate(2);
    let [inside, most] = [0, 0];
    const order: string[] = [];
    const check = (name: string) => async (n: number) => {
      most = Math.max(most, ++inside);
      await breath(1);
      inside -= 1;
      order.push(`${name}${n}`);
      return [n];
    };
    const numbers = Array.from({ length: 20 }, (_, i) => i);
    await Promise.all(['a', 'b'].map((name) => all(checkMany(items(...numbers), check(name), deps({ gate })))));
    expect([most, order.length]).toEqual([2, 40]);
    // Who came second is not kept out until the first is done.
    expect(order.findIndex((one) => one.startsWith('b'))).toBeLessThan(8);
  });

  it('goes on after a failure', async () => {
    const gate = createGate(1);
    await expect(gate(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate(async () => 1)).toBe(1);
  });
});
