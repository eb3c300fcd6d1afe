import { describe, expect, it } from '@jest/globals';
import { createECDH, generateKeyPairSync } from 'node:crypto';
import { concat, fromBase64url, fromHex, toBase58 } from '../../../src/core/bytes.js';
import type { PublicJwk } from '../../../src/core/evidence.js';
import { fromMultikey, publicJwkOf, publicKeyObject, thumbprint, toMultikey } from '../../../src/core/keys.js';
import { DID_KEYS, ED25519_RFC8037, RSA_RFC7638 } from './vectors.js';
import { refused } from './throws.js';

const P256 = DID_KEYS[1]?.jwk as PublicJwk;
const p256Point = fromHex(`02${Buffer.from(P256.x ?? '', 'base64url').toString('hex')}`);

describe('thumbprint', () => {
  it('is that of RFC 7638, 3.1, and of RFC 8037, A.3', () => {
    expect(thumbprint(RSA_RFC7638)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
    expect(thumbprint(ED25519_RFC8037)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('is of the key alone, not of what is said about it', () => {
    expect(thumbprint({ ...ED25519_RFC8037, kid: 'x', alg: 'EdDSA' })).toBe(thumbprint(ED25519_RFC8037));
    expect(thumbprint(P256)).not.toBe(thumbprint({ ...P256, x: P256.y ?? '' }));
  });
});

describe('Multikey', () => {
  it.each(DID_KEYS)('reads and writes $name of the did:key specification', ({ multikey, jwk }) => {
    expect(fromMultikey(multikey)).toEqual(jwk);
    expect(toMultikey(jwk)).toBe(multikey);
  });

  it('goes there and back for fresh keys of every curve, both signs of y', () => {
    for (const namedCurve of ['P-256', 'P-384'] as const) {
      const signs = new Set<number>();
      for (let i = 0; i < 24; i += 1) {
        const jwk = publicJwkOf(generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' }));
        signs.add((fromBase64url(jwk.y ?? '').at(-1) ?? 0) & 1);
        expect(fromMultikey(toMultikey(jwk))).toEqual(jwk);
      }
      expect(signs.size).toBe(2);
    }
  });

  it.each([
    ['another multibase', 'u7QEBAQ'],
    ['no multibase', '6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp'],
    ['nothing', ''],
    ['no key', 'z'],
    ['a symbol outside base 58', 'z6Mk0'],
    ['X25519', `z${toBase58(concat(fromHex('ec01'), new Uint8Array(32)))}`],
    ['secp256k1', `z${toBase58(concat(fromHex('e701'), p256Point))}`],
    ['a private Ed25519 key', `z${toBase58(concat(fromHex('8026'), new Uint8Array(32)))}`],
    ['an Ed25519 key a byte short', `z${toBase58(concat(fromHex('ed01'), new Uint8Array(31)))}`],
    ['an uncompressed point', `z${toBase58(concat(fromHex('8024'), uncompressed()))}`],
    ['a point off the curve', `z${toBase58(concat(fromHex('802402'), new Uint8Array(32).fill(0xff)))}`],
    ['a P-256 point said to be of P-384', `z${toBase58(concat(fromHex('8124'), p256Point))}`],
  ])('is refused as %s', (_what, multikey) => {
    refused('input-invalid', () => fromMultikey(multikey));
  });

  it('has no form for an RSA key', () => {
    refused('input-invalid', () => toMultikey(RSA_RFC7638));
  });
});

describe('publicJwkOf', () => {
  it('keeps a public key, kid and alg, and nothing else', () => {
    const jwk = { ...P256, kid: 'k1', alg: 'ES256' };
    expect(publicJwkOf({ ...jwk, use: 'sig', key_ops: ['verify'], iss: 'https://a.example', kty: 'EC' })).toEqual(jwk);
    expect(publicJwkOf({ ...RSA_RFC7638, x: 'AAAA' })).toEqual(RSA_RFC7638);
    expect(publicJwkOf({ ...ED25519_RFC8037, kid: 7 })).toEqual(ED25519_RFC8037);
  });

  it('refuses a private key, whatever else it is', () => {
    for (const type of ['ed25519', 'rsa'] as const) {
      const jwk = type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
      refused('input-invalid', () => publicJwkOf(jwk.privateKey.export({ format: 'jwk' })));
    }
    refused('input-invalid', () => publicJwkOf({ ...P256, d: '' }));
    refused('input-invalid', () => publicJwkOf({ kty: 'oct', k: 'AAAA' }));
  });

  it.each([
    ['no object', 'x'],
    ['an array', [P256]],
    ['null', null],
    ['no kty', { ...P256, kty: undefined }],
    ['another curve', { ...P256, crv: 'secp256k1' }],
    ['a curve of another kind', { ...P256, kty: 'OKP' }],
    ['X25519', { ...ED25519_RFC8037, crv: 'X25519' }],
    ['no y', { kty: 'EC', crv: 'P-256', x: P256.x }],
    ['a short x', { ...ED25519_RFC8037, x: 'AAAA' }],
    ['padding', { ...ED25519_RFC8037, x: `${ED25519_RFC8037.x}=` }],
    ['a point off the curve', { ...P256, y: P256.x }],
    ['an RSA key without e', { kty: 'RSA', n: RSA_RFC7638.n }],
  ])('refuses %s', (_what, value) => {
    refused('input-invalid', () => publicJwkOf(value));
  });
});

describe('publicKeyObject', () => {
  it('is the key', () => {
    expect(publicKeyObject(P256).export({ format: 'jwk' })).toEqual(P256);
  });
  it('is not made of a point off the curve', () => {
    refused('input-invalid', () => publicKeyObject({ ...P256, x: P256.y ?? '' }));
  });
});

function uncompressed(): Uint8Array {
  return new Uint8Array(createECDH('prime256v1').generateKeys());
}
