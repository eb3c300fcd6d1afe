/* eslint-disable @typescript-eslint/no-unsafe-member-access -- documents are broken here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compactVerify, SignJWT } from 'jose';
import { generateKeyPairSync, sign as cryptoSign } from 'node:crypto';
import { toBase64url, utf8 } from '../../../src/core/bytes.js';
import type { JsonObject } from '../../../src/core/json.js';
import { publicJwkOf } from '../../../src/core/keys.js';
import type { SignatureEvidence } from '../../../src/formats/securing/signature.js';
import { checkJwt, readJwt, signJwt } from '../../../src/formats/securing/vc-jwt.js';
import { ed25519Key, keyFact, p256Key } from '../../support/keys.js';
import { altered, AT, type Mutable } from './fixtures.js';

const KID = 'did:web:issuer.example#key-2';
const key = p256Key();
const good: SignatureEvidence = { at: AT, keys: { [KID]: keyFact(KID, key) } };
const credential: JsonObject = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01',
  type: ['VerifiableCredential'],
  issuer: { id: 'did:web:issuer.example' },
  validFrom: '2026-11-21T10:00:00Z',
  validUntil: '2031-06-30T23:59:59Z',
  credentialSubject: { id: 'urn:uuid:2' },
};
const make = (document: JsonObject = credential): Promise<string> => signJwt(document, { alg: 'ES256', kid: KID, typ: 'JWT', sign: key.sign });
const json = (part: string | undefined): JsonObject => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as JsonObject;
/** A token of any header and payload, signed all the same. */
async function forge(header: JsonObject, payload: JsonObject, by = key): Promise<string> {
  const input = [header, payload].map((part) => toBase64url(utf8(JSON.stringify(part)))).join('.');
  return `${input}.${toBase64url(await by.sign(utf8(input)))}`;
}
const verdict = (token: string, evidence = good): string => {
  const { outcome, reason, detail } = checkJwt(readJwt(token), evidence).finding;
  return [outcome, reason, detail].filter((part) => part !== undefined).join(' ');
};
const HEADER = { alg: 'ES256', kid: KID, typ: 'JWT' };
const CLAIMS = { iss: 'did:web:issuer.example', jti: credential.id as string, sub: 'urn:uuid:2', nbf: 1795255200, exp: 1940630399 };

describe('a VC-JWT', () => {
  it('has three header members, and the credential with the five claims as payload', async () => {
    const [header, payload] = (await make()).split('.');
    expect(json(header)).toEqual(HEADER);
    expect(json(payload)).toEqual({ ...credential, ...CLAIMS });
    expect(checkJwt(readJwt(await make()), good)).toEqual({
      finding: { check: 'signature', outcome: 'pass', reason: 'ok', detail: 'ES256' },
      verificationMethods: [KID],
    });
  });

  it('gives the credential back without the claims, in the form of VCDM 1.1 too', async () => {
    expect(readJwt(`\n${await make()} `)).toMatchObject({ credential, claims: CLAIMS });
    expect(readJwt(await make()).credential).toEqual(credential);
    expect(readJwt(await forge(HEADER, { vc: credential, iss: 'x' })).credential).toEqual(credential);
  });

  it('leaves out the claims that its credential has nothing for', async () => {
    const { validUntil: _until, ...lasting } = credential;
    expect(readJwt(await make(lasting)).claims).toEqual({ iss: CLAIMS.iss, jti: CLAIMS.jti, sub: CLAIMS.sub, nbf: CLAIMS.nbf });
  });

  it.each([
    ['alg none', { ...HEADER, alg: 'none' }, 'fail algorithm-unsupported'],
    ['HMAC', { ...HEADER, alg: 'HS256' }, 'fail algorithm-unsupported'],
    ['no alg', { kid: KID, typ: 'JWT' }, 'fail algorithm-unsupported'],
    ['an inherited name as alg', { ...HEADER, alg: 'constructor' }, 'fail algorithm-unsupported'],
    ['an alg of another kind of key', { ...HEADER, alg: 'EdDSA' }, 'fail algorithm-unsupported EdDSA'],
    ['crit', { ...HEADER, crit: ['exp'] }, 'fail header-unsupported crit'],
    ['b64', { ...HEADER, b64: false }, 'fail header-unsupported b64'],
    ['jku', { ...HEADER, jku: 'https://evil.example/keys' }, 'fail header-unsupported jku'],
    ['x5c', { ...HEADER, x5c: [] }, 'fail header-unsupported x5c'],
    ['the type of another token', { ...HEADER, typ: 'statuslist+jwt' }, 'fail header-unsupported typ'],
    ['the content type of another token', { ...HEADER, cty: 'vp' }, 'fail header-unsupported cty'],
    ['no key', { alg: 'ES256' }, 'fail key-missing'],
    ['a key we could not have', { ...HEADER, kid: 'did:web:other.example#1' }, 'unknown key-unavailable did:web:other.example#1'],
    ['the type of VC-JOSE-COSE', { ...HEADER, typ: 'vc+jwt', cty: 'vc' }, 'pass ok ES256'],
    ['no type', { alg: 'ES256', kid: KID }, 'pass ok ES256'],
  ])('is judged by its header: %s', async (_, header, expected) => {
    expect(verdict(await forge(header as unknown as JsonObject, { ...credential, ...CLAIMS }))).toBe(expected);
  });

  it('under a key in its own header shows that it is intact, and names no verification method', async () => {
    const token = await forge({ alg: 'ES256', jwk: { ...key.publicJwk } }, { ...credential });
    expect(checkJwt(readJwt(token), { at: AT, keys: {} })).toMatchObject({ finding: { outcome: 'pass' }, verificationMethods: [] });
    const swapped = await forge({ alg: 'ES256', jwk: { ...p256Key('other').publicJwk } }, { ...credential });
    expect(verdict(swapped)).toBe('fail signature-mismatch');
    expect(verdict(await forge({ alg: 'ES256', jwk: { kty: 'EC' } }, { ...credential }))).toBe('fail proof-malformed jwk');
    const both = await forge({ alg: 'ES256', kid: KID, jwk: { ...p256Key('other').publicJwk } }, { ...credential }, p256Key('other'));
    expect(verdict(both)).toBe('fail signature-mismatch');
  });

  it('is verified in the other algorithms by their own keys alone', async () => {
    const edKey = ed25519Key();
    const token = await forge({ ...HEADER, alg: 'EdDSA' }, { ...credential }, edKey);
    expect(verdict(token, { at: AT, keys: { [KID]: keyFact(KID, edKey) } })).toBe('pass ok EdDSA');
  });

  it.each([
    ['iss', { iss: 'did:web:other.example' }],
    ['jti', { jti: 'urn:uuid:0' }],
    ['sub', { sub: 'did:example:somebody' }],
    ['nbf', { nbf: 1795255201 }],
    ['nbf', { nbf: '1795255200' }],
    ['exp', { exp: 1940630400 }],
    ['exp', { exp: null }],
  ])('whose %s says something else than its credential fails', async (claim, change) => {
    expect(verdict(await forge(HEADER, { ...credential, ...CLAIMS, ...change }))).toBe(`fail claims-disagree ${claim}`);
  });

  it('with an end that its credential does not have fails, and with two subjects for one sub', async () => {
    const { validUntil: _until, ...lasting } = credential;
    expect(verdict(await forge(HEADER, { ...lasting, exp: 1940630399 }))).toBe('fail claims-disagree exp');
    const two = { ...credential, credentialSubject: [{ id: 'urn:uuid:2' }, { id: 'urn:uuid:3' }], sub: 'urn:uuid:2' };
    expect(verdict(await forge(HEADER, two))).toBe('fail claims-disagree sub');
  });

  it('that has a credential beside its vc claim fails', async () => {
    expect(verdict(await forge(HEADER, { vc: credential, ...CLAIMS, iat: 1795255200, nonce: 'n' }))).toBe('pass ok ES256');
    for (const beside of ([{ credentialSubject: { id: 'urn:uuid:9' } }, { '@context': credential['@context'] }, { type: [] }, { other: 1 }] as JsonObject[]))
      expect(verdict(await forge(HEADER, { ...CLAIMS, vc: credential, ...beside }))).toBe(`fail claims-disagree ${Object.keys(beside)[0]}`);
    expect(verdict(await forge(HEADER, { ...credential, ...CLAIMS, vc: null }))).toBe('fail claims-disagree @context');
  });

  it('states when it was signed, when that is given', async () => {
    const token = await signJwt(credential, { alg: 'ES256', kid: KID, typ: 'JWT', iat: 1795255300, sign: key.sign });
    expect(readJwt(token).claims).toEqual({ ...CLAIMS, iat: 1795255300 });
    expect(verdict(token)).toBe('pass ok ES256');
  });

  it('is signed with RSA too, for those who know nothing else, and holds for somebody else’s library', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const sign = (data: Uint8Array): Promise<Uint8Array> => Promise.resolve(new Uint8Array(cryptoSign('sha256', data, privateKey)));
    const token = await signJwt(credential, { alg: 'RS256', kid: KID, typ: 'JWT', sign });
    const { protectedHeader } = await compactVerify(token, publicKey);
    expect(protectedHeader).toEqual({ alg: 'RS256', kid: KID, typ: 'JWT' });
    const publicJwk = publicJwkOf(publicKey.export({ format: 'jwk' }));
    expect(verdict(token, { at: AT, keys: { [KID]: keyFact(KID, { publicJwk }) } })).toBe('pass ok RS256');
    const [head = '', body = '', signature = ''] = token.split('.');
    await expect(compactVerify(`${head}.${body.slice(0, -4)}AAAA.${signature}`, publicKey)).rejects.toThrow();
    expect(verdict(token, good)).toBe('fail algorithm-unsupported RS256');
    const theirs = await new SignJWT({ ...credential }).setProtectedHeader({ alg: 'RS256', kid: KID, typ: 'JWT' }).sign(privateKey);
    expect(verdict(theirs, { at: AT, keys: { [KID]: keyFact(KID, { publicJwk }) } })).toBe('pass ok RS256');
  });

  it('may leave claims out, and state a time with a fraction', async () => {
    expect(verdict(await forge(HEADER, credential))).toBe('pass ok ES256');
    const fine = altered(credential, (c: Mutable) => (c.validFrom = '2026-11-21T10:00:00.250Z'));
    expect(verdict(await forge(HEADER, { ...fine, nbf: 1795255200.25 }))).toBe('pass ok ES256');
  });

  it('never passes with one character changed', async () => {
    const token = await make();
    const verdicts = [...token].map((character, at) => {
      const other = token.slice(0, at) + (character === 'A' ? 'B' : 'A') + token.slice(at + 1);
      try {
        return verdict(other).split(' ')[0];
      } catch (error) {
        return (error as { code?: string }).code;
      }
    });
    expect(verdicts).toHaveLength(token.length);
    expect([...new Set(verdicts)].sort()).toEqual(['fail', 'json-invalid', 'unknown', 'unreadable']);
  });

  it.each([['', 'a', 'a.b', 'a.b.c.d', 'e30.e30.', 'e30=.e30.AA', 'W10.e30.AA', 'e30.W10.AA', 'e30._w.AA']])('that is none is unreadable', (...texts) => {
    for (const text of texts.filter((one) => one !== 'e30.e30.')) expect(() => readJwt(text)).toThrow(expect.objectContaining({ code: 'unreadable' }));
    expect(verdict('e30.e30.')).toBe('fail algorithm-unsupported');
  });

  it('with a name twice in its payload is refused as JSON', () => {
    const token = ['{"alg":"ES256"}', '{"id":"urn:x:1","id":"urn:x:2"}', 'AA'].map((part) => toBase64url(utf8(part))).join('.');
    expect(() => readJwt(token)).toThrow(expect.objectContaining({ code: 'json-invalid' }));
  });

  it('never throws once it was read', () => {
    const part = fc.dictionary(fc.constantFrom('alg', 'kid', 'typ', 'jwk', 'cty', 'x'), fc.jsonValue());
    fc.assert(
      fc.property(part, fc.dictionary(fc.string(), fc.jsonValue()), (header, payload) => {
        const token = [header, payload].map((value) => toBase64url(utf8(JSON.stringify(value)))).join('.');
        expect(['fail', 'unknown']).toContain(verdict(`${token}.AAAA`).split(' ')[0]);
      }),
    );
  });
});
