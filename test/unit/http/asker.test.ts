import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { subscriberOf } from '../../../src/http/asker.js';

describe('whom a limit counts', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['', ''],
  ])('%s is %s', (address, who) => expect(subscriberOf(address)).toBe(who));

  it('is the same for every address of a /64, however it is written, and another for the next', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), fc.array(group, { minLength: 4, maxLength: 4 }), (groups, host) => {
        if (groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff) return;
        const write = (all: number[]): string => all.map((g) => g.toString(16).padStart(4, '0')).join(':');
        const short = (all: number[]): string => new URL(`http://[${write(all)}]`).hostname.slice(1, -1);
        const who = subscriberOf(write(groups));
        expect(subscriberOf(short([...groups.slice(0, 4), ...host]))).toBe(who);
        expect(subscriberOf(write([...groups.slice(0, 3), groups[3]! ^ 1, ...host]))).not.toBe(who);
      }),
    );
  });
});
