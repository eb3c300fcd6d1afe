import { describe, expect, it } from '@jest/globals';
import { createGate } from '../../../src/verify/gate.js';

/** Work that ends when it is told to. */
function held() {
  let end: (error?: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => (end = (error) => (error ? reject(error) : resolve())));
  return { work: () => done, end };
}

describe('the gate', () => {
  it('lets in so many at once, the others in their order, and sends away who comes past those who may wait', async () => {
    const gate = createGate(2, { all: 2, each: 2 });
    const begun: string[] = [];
    const enter = (name: string) => {
      const one = held();
      return { ...one, left: gate(() => (begun.push(name), one.work())) };
    };
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(enter);
    expect(begun).toEqual(['a', 'b']);
    await expect(enter('e').left).rejects.toMatchObject({ code: 'busy' });
    a!.end();
    await a!.left;
    expect(begun).toEqual(['a', 'b', 'c']);
    b!.end(new Error('b failed'));
    await expect(b!.left).rejects.toThrow('b failed');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    for (const one of [c!, d!]) one.end();
    await Promise.all([c!.left, d!.left]);
    expect(await gate(async () => 'free again')).toBe('free again');
  });

  it('lets askers take turns, and keeps room for those who come after one who sends many', async () => {
    const gate = createGate(1, { all: 6, each: 4 });
    const begun: string[] = [];
    const enter = (name: string) => {
      const one = held();
      const left = gate(() => (begun.push(name), one.work()), name[0]);
      return { ...one, left };
    };
    const greedy = ['a1', 'a2', 'a3', 'a4', 'a5'].map(enter);
    await expect(enter('a6').left).rejects.toMatchObject({ code: 'busy' });
    const others = ['b1', 'c1'].map(enter);
    await expect(enter('d1').left).rejects.toMatchObject({ code: 'busy' });
    for (const one of [...greedy, ...others]) one.end();
    await Promise.all([...greedy, ...others].map(({ left }) => left));
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4', 'a5']);
  });
});
