import { describe, expect, it } from '@jest/globals';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { compactVerify, importJWK, type JWK } from 'jose';
import { generateKeyPairSync, sign as cryptoSign } from 'node:crypto';
import { text } from '../../../src/core/bytes.js';
import type { JsonObject } from '../../../src/core/json.js';
import { publicJwkOf, toMultikey } from '../../../src/core/keys.js';
import { ORGANISATION_DID, sampleAward } from '../../support/award.js';
import { peerLoader } from '../../support/documents.js';
import { AT, check, di, encoded, evidence, jwt, keyOf, METHOD, said, signed } from './fixtures.js';
import { encodeContext, keyFact } from '../../support/keys.js';

const method = { '@context': 'https://w3id.org/security/multikey/v1', id: METHOD, type: 'Multikey', controller: ORGANISATION_DID, publicKeyMultibase: toMultikey(keyOf(di).publicJwk) };
const controller = { '@context': 'https://www.w3.org/ns/did/v1', id: ORGANISATION_DID, assertionMethod: [method] };
const documentLoader = peerLoader({ [METHOD]: method, [ORGANISATION_DID]: controller });
/** The proof alone: what the status list says is another test's. */
const peerVerifies = async (credential: JsonObject): Promise<boolean> => {
  const { verified } = (await verifyCredential({ credential, suite: new DataIntegrityProof({ cryptosuite }), documentLoader, checkStatus: () => Promise.resolve({ verified: true }), now: new Date('2026-11-22T00:00:00Z') })) as { verified: boolean };
  return verified;
};

describe('verified by somebody else’s library', () => {
  it.each([['en'], ['hr']])('the Data Integrity credential in %s holds, and altered it does not', async (language) => {
    const credential = JSON.parse(await signed(di, sampleAward({ language }))) as JsonObject;
    expect(await peerVerifies(credential)).toBe(true);
    expect(await peerVerifies({ ...credential, name: 'Another' })).toBe(false);
  });

  it('the VC-JWT holds, its header and claims are those of the specification, and altered it does not', async () => {
    const token = await signed(jwt);
    const key = await importJWK(keyOf(jwt).publicJwk as JWK, 'ES256');
    const { payload, protectedHeader } = await compactVerify(token, key);
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: METHOD, typ: 'JWT' });
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
      ...encoded(),
      iss: ORGANISATION_DID,
      jti: sampleAward().credentialId,
      sub: sampleAward().subjectId,
      nbf: Date.parse('2026-11-21T10:00:00Z') / 1000,
      exp: Date.parse('2031-06-30T23:59:59Z') / 1000,
      iat: Date.parse('2026-11-21T10:00:00Z') / 1000,
    });
    const [head = '', body = '', signature = ''] = token.split('.');
    await expect(compactVerify(`${head}.${body.slice(0, -4)}AAAA.${signature}`, key)).rejects.toThrow();
  });
});

describe('with an RSA key, which certification by 1EdTech asks for', () => {
  it('the VC-JWT is RS256, holds for somebody else’s library and here, and altered it does not', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const sign = (data: Uint8Array): Promise<Uint8Array> => Promise.resolve(new Uint8Array(cryptoSign('sha256', data, privateKey)));
    const token = text(await jwt.sign(jwt.encode(sampleAward(), encodeContext(METHOD, { algorithm: 'RS256' }, AT)), { sign }));
    expect((await compactVerify(token, publicKey)).protectedHeader).toEqual({ alg: 'RS256', kid: METHOD, typ: 'JWT' });
    const given = evidence({ [METHOD]: keyFact(METHOD, { publicJwk: publicJwkOf(publicKey.export({ format: 'jwk' })) }) });
    expect(said(await check(jwt, token, given), 'signature')).toBe('pass ok');
    const [head = '', body = '', signature = ''] = token.split('.');
    await expect(compactVerify(`${head}.${body.slice(0, -4)}AAAA.${signature}`, publicKey)).rejects.toThrow();
    expect(said(await check(jwt, `${head}.${body}.${signature.slice(0, -4)}AAAA`, given), 'signature')).toBe('fail signature-mismatch');
  });

  it('is preferred to the other key', () => {
    expect(jwt.keys).toEqual([{ use: 'assertion', algorithm: 'RS256' }, { use: 'assertion', algorithm: 'ES256' }]);
  });
});

describe('signed by somebody else’s library', () => {
  it('the Data Integrity credential holds here, with its single proof', async () => {
    const { issue } = await import('@digitalbazaar/vc');
    const signer = { id: METHOD, algorithm: 'Ed25519', sign: ({ data }: { data: Uint8Array }) => keyOf(di).sign(data) };
    const credential = (await issue({ credential: structuredClone(encoded()), suite: new DataIntegrityProof({ signer, cryptosuite }), documentLoader, now: new Date('2026-11-22T00:00:00Z') })) as JsonObject;
    expect(Array.isArray(credential.proof)).toBe(false);
    const findings = await check(di, JSON.stringify(credential), evidence({ [METHOD]: keyFact(METHOD, keyOf(di)) }));
    expect(['signature', 'unsigned-content', 'schema'].map((name) => said(findings, name as 'schema'))).toEqual(['pass ok', 'pass ok', 'warn schema-relaxed']);
  });
});
