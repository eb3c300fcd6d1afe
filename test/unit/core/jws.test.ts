import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { text, toBase64url, utf8 } from '../../../src/core/bytes.js';
import type { PublicJwk } from '../../../src/core/evidence.js';
import { compact, JWS_ALGORITHMS, parseCompact, signingInput, verifySignature } from '../../../src/core/jws.js';
import { publicJwkOf } from '../../../src/core/keys.js';
import { JWS_VECTORS } from './vectors.js';
import { refused } from './throws.js';

const data = utf8('assessed');
const jwkOf = (key: KeyObject): PublicJwk => publicJwkOf(key.export({ format: 'jwk' }));

describe('verifySignature', () => {
  it.each(JWS_VECTORS)('accepts the RFC example of $alg, and not one bit else', ({ alg, jwk, jws }) => {
    const { signingInput: input, signature } = parseCompact(jws);
    expect(verifySignature(alg, jwk, input, signature)).toBe(true);
    for (const at of [0, signature.length - 1]) expect(verifySignature(alg, jwk, input, flipped(signature, at))).toBe(false);
    expect(verifySignature(alg, jwk, flipped(input, input.length - 1), signature)).toBe(false);
  });

  it('accepts ES384, and Ed25519 by its name of RFC 9864', () => {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const signature = sign('sha384', data, { key: p384.privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verifySignature('ES384', jwkOf(p384.publicKey), data, signature)).toBe(true);
    const ed = generateKeyPairSync('ed25519');
    expect(verifySignature('Ed25519', jwkOf(ed.publicKey), data, sign(null, data, ed.privateKey))).toBe(true);
  });

  it('says no to every algorithm that does not fit the key', () => {
    for (const { alg, jwk, jws } of JWS_VECTORS) {
      const { signingInput: input, signature } = parseCompact(jws);
      const others = Object.keys(JWS_ALGORITHMS).filter((other) => other !== alg && !(alg === 'EdDSA' && other === 'Ed25519'));
      expect(others.map((other) => verifySignature(other, jwk, input, signature))).toEqual(others.map(() => false));
    }
  });

  it('says no to an ECDSA signature in DER, which JOSE does not use', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(verifySignature('ES256', jwkOf(publicKey), data, sign('sha256', data, privateKey))).toBe(false);
  });

  it('says no to an RSA key under 2048 bits', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(verifySignature('RS256', jwkOf(short.publicKey), data, sign('sha256', data, short.privateKey))).toBe(false);
    const long = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(verifySignature('RS256', jwkOf(long.publicKey), data, sign('sha256', data, long.privateKey))).toBe(true);
  });

  it('says no to an empty signature', () => {
    for (const { alg, jwk } of JWS_VECTORS) expect(verifySignature(alg, jwk, data, new Uint8Array())).toBe(false);
  });

  it.each(['none', 'HS256', 'PS256', 'ES256K', 'es256', '', '__proto__', 'constructor', 'toString'])('does not know the algorithm %j', (alg) => {
    refused('input-invalid', () => verifySignature(alg, JWS_VECTORS[0]?.jwk as PublicJwk, data, new Uint8Array(256)));
  });
});

describe('parseCompact', () => {
  it('gives the parts of RFC 7515, A.3', () => {
    const { header, payload, signature, signingInput: input } = parseCompact(JWS_VECTORS[1]?.jws ?? '');
    expect(header).toEqual({ alg: 'ES256' });
    expect(text(payload)).toBe('{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}');
    expect(signature).toHaveLength(64);
    expect(text(input)).toBe((JWS_VECTORS[1]?.jws ?? '').split('.').slice(0, 2).join('.'));
  });

  it('reads back what signingInput and compact write', () => {
    const input = signingInput({ alg: 'ES256', kid: 'did:web:a.example#1' }, '{"a":"é"}');
    const parsed = parseCompact(compact(input, Uint8Array.of(1, 2, 3)));
    expect(parsed).toEqual({ header: { alg: 'ES256', kid: 'did:web:a.example#1' }, payload: utf8('{"a":"é"}'), signature: Uint8Array.of(1, 2, 3), signingInput: utf8(input) });
    expect(signingInput({ alg: 'ES256', kid: 'did:web:a.example#1' }, utf8('{"a":"é"}'))).toBe(input);
  });

  const head = (json: string): string => toBase64url(utf8(json));
  it.each([
    ['two parts', 'e30.e30'],
    ['five parts', 'e30.e30.AA.AA.AA'],
    ['nothing', ''],
    ['padding', `${head('{"alg":"ES256"}')}.e30=.AA`],
    ['white space', `${head('{"alg":"ES256"}')}.e30.AA\n`],
    ['unused bits that are set', `${head('{"alg":"ES256"}')}.e30.AB`],
    ['a header that is no object', `${head('["ES256"]')}.e30.AA`],
    ['a header that is no JSON', `${head('{alg}')}.e30.AA`],
    ['a header that names alg twice', `${head('{"alg":"none","alg":"ES256"}')}.e30.AA`],
    ['a header that is not UTF-8', '_w.e30.AA'],
  ])('finds no JWS in %s', (_what, jws) => {
    refused('unreadable', () => parseCompact(jws));
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
}
