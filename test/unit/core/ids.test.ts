import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromHex } from '../../../src/core/bytes.js';
import { certificateNumber, isUuid, readCertificateNumber, SLUG, uuidUrn, uuidv7 } from '../../../src/core/ids.js';
import { refused } from './throws.js';

describe('ids', () => {
  it('are UUIDv7 as in RFC 9562, A.6', () => {
    // 2022-02-22T19:22:22Z, rand_a CC3, rand_b 18C4DC0C0C07398F.
    expect(uuidv7(new Date(0x017f22e279b0), fromHex('0cc318c4dc0c0c07398f'))).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('sort by the time they were made', () => {
    const time = fc.integer({ min: 0, max: 2 ** 47 });
    const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(time, time, random, random, (a, b, ra, rb) => {
        fc.pre(a < b);
        expect(uuidv7(new Date(a), ra) < uuidv7(new Date(b), rb)).toBe(true);
      }),
    );
  });

  it('of a credential are UUIDv4, and leave the random bytes given as they were', () => {
    const random = new Uint8Array(16).fill(0xff);
    expect(uuidUrn(random)).toBe('urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff');
    expect(random.every((byte) => byte === 0xff)).toBe(true);
  });

  it('are known by their form', () => {
    expect(isUuid('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(true);
    for (const other of ['', '017F22E2-79B0-7CC3-98C4-DC0C0C07398F', '017f22e279b07cc398c4dc0c0c07398f', '017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n', '../etc']) expect(isUuid(other)).toBe(false);
  });

  it('need the right number of random bytes', () => {
    refused('bug', () => uuidv7(new Date(0), new Uint8Array(9)));
    refused('bug', () => uuidUrn(new Uint8Array(10)));
    refused('bug', () => certificateNumber(new Uint8Array(7)));
  });
});

describe('certificate numbers', () => {
  it('spell the first 60 bits in Crockford base 32', () => {
    expect(certificateNumber(fromHex('0000000000000000'))).toBe('0000-0000-0000');
    expect(certificateNumber(fromHex('fffffffffffffff0'))).toBe('ZZZZ-ZZZZ-ZZZZ');
    expect(certificateNumber(fromHex('00443214c74254b0'))).toBe('0123-4567-89AB');
  });

  it('are read back however a person types them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (random) => {
        const number = certificateNumber(random);
        expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
        const typed = ` ${number.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
        expect(readCertificateNumber(typed)).toBe(number);
      }),
    );
    for (const none of ['', 'NH7K-2QXV', 'NH7K-2QXV-9M4U', 'NH7K-2QXV-9M4T-0', '😀']) expect(readCertificateNumber(none)).toBeUndefined();
  });
});

describe('slugs', () => {
  it.each(['ab', 'tu-graz', 'x1', 'a'.repeat(63)])('take %s', (slug) => expect(SLUG.test(slug)).toBe(true));
  it.each(['', 'a', '-a', 'a-', 'A1', 'a_b', 'a.b', 'é1', 'a/b', 'a'.repeat(64), 'ab\n'])('refuse %j', (slug) => expect(SLUG.test(slug)).toBe(false));
});
