import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as bytes from '../../../src/core/bytes.js';
import { refused } from './throws.js';

const { fromBase58, fromBase64url, fromHex, toBase58, toBase64url, toHex, utf8, text } = bytes;
const some = (max = 200) => fc.uint8Array({ maxLength: max });

describe('encodings of bytes', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(some(), (data) => {
        expect(fromBase64url(toBase64url(data))).toEqual(data);
        expect(fromBase58(toBase58(data))).toEqual(data);
        expect(fromHex(toHex(data))).toEqual(data);
      }),
    );
  });

  it('read a view of a larger buffer, not the buffer', () => {
    const view = Uint8Array.of(9, 9, 1, 2, 3, 9).subarray(2, 5);
    expect([toHex(view), toBase64url(view), toBase58(view)]).toEqual(['010203', 'AQID', 'Ldp']);
  });

  // Test vectors of draft-msporny-base58-03, 5.
  it.each([
    ['Hello World!', '2NEpo7TZRRrLZSi2U'],
    ['The quick brown fox jumps over the lazy dog.', 'USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z'],
  ])('write %s in base 58 as published', (plain, encoded) => {
    expect(toBase58(utf8(plain))).toBe(encoded);
    expect(text(fromBase58(encoded))).toBe(plain);
  });

  it('keep leading zero bytes in base 58', () => {
    expect(toBase58(fromHex('0000287fb4cd'))).toBe('11233QC4');
    expect(toBase58(Uint8Array.of(0, 0))).toBe('11');
    expect(toBase58(new Uint8Array())).toBe('');
  });

  it.each(['AQ==', 'AQI=', 'A', 'AQ ', ' AQ', 'A+Q/', 'AR', 'AQJ', 'AQ\n', 'ä'])('refuse %j as base64url', (value) => {
    refused('input-invalid', () => fromBase64url(value));
  });

  it.each(['0', 'O', 'I', 'l', 'a b', 'é', '😀', '1'.repeat(1025)])('refuse %j as base 58', (value) => {
    refused('input-invalid', () => fromBase58(value));
  });

  it.each(['0', 'zz', '0x00', '00 00'])('refuse %j as hexadecimal', (value) => {
    refused('input-invalid', () => fromHex(value));
  });
});

describe('text', () => {
  it('goes to UTF-8 and back, exactly', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => expect(text(utf8(value))).toBe(value)));
    expect(text(utf8('\ufeffx'))).toBe('\ufeffx');
  });

  it('with half a surrogate pair has no bytes', () => {
    refused('input-invalid', () => utf8('a\ud83d'));
    refused('input-invalid', () => utf8('\ude00\ud83d'));
    expect(toHex(utf8('\ud83d\ude00'))).toBe('f09f9880');
  });

  it.each(['ff', 'c080', 'eda080', 'f09f98', '80'])('is not in the bytes %s', (hex) => {
    refused('input-invalid', () => text(fromHex(hex)));
  });
});

describe('digests', () => {
  it('are those of FIPS 180-2 and RFC 4231', () => {
    expect(toHex(bytes.sha256('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(toHex(bytes.hmacSha256(utf8('Jefe'), 'what do ya want for nothing?'))).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('compare equal only when they are', () => {
    expect(bytes.equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(bytes.equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(bytes.equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
  });
});
