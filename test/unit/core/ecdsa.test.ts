import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ecdsaFromDer, ecdsaToDer } from '../../../src/core/ecdsa.js';

const half = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ minLength: 1, maxLength: 4 }).map((tail) => new Uint8Array([...new Uint8Array(32 - tail.length), ...tail])));

describe('an ECDSA signature', () => {
  it('is the same in both forms, whatever zeros it starts with', () => {
    fc.assert(fc.property(half, half, (r, s) => expect(Buffer.from(ecdsaFromDer(ecdsaToDer(new Uint8Array([...r, ...s]))))).toEqual(Buffer.from([...r, ...s]))));
  });

  it('is what OpenSSL writes and verifies', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (let i = 0; i < 300; i++) {
      const data = Buffer.from(`${i}`);
      const raw = ecdsaFromDer(sign('sha256', data, privateKey));
      expect(verify('sha256', data, { key: createPublicKey(privateKey), dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
      expect(verify('sha256', data, createPublicKey(privateKey), ecdsaToDer(raw))).toBe(true);
    }
  });

  it.each(['', '30', '3000', '30060201010201', '3006020101020101ff', '300702020001020101', '3006020181020101', '3006030101020101', '3006020101030101', `3026022100${'ff'.repeat(33)}020101`, `30260222${'01'.repeat(34)}020101`, '308106020101020101'])(
    'is not read from %s',
    (hex) => {
      expect(() => ecdsaFromDer(Buffer.from(hex, 'hex'))).toThrow(expect.objectContaining({ code: 'input-invalid' }));
    },
  );

  it('is not read from any bytes but those it is written in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          expect(Buffer.from(ecdsaToDer(ecdsaFromDer(bytes)))).toEqual(Buffer.from(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: 'input-invalid' });
        }
      }),
    );
    expect(() => ecdsaToDer(new Uint8Array(63))).toThrow(expect.objectContaining({ code: 'input-invalid' }));
  });
});
