import { createHash, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { getListFromStatusListJWT, StatusList } from '@sd-jwt/jwt-status-list';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { compactVerify, importJWK } from 'jose';
import type { PublicJwk } from '../../../src/core/evidence.js';
import { createSignList } from '../../../src/status/sign.js';
import { tokenListClaims } from '../../../src/status/token-list.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { createOb3Tools } from '../../../src/formats/ob3/tools.js';
import { createSdJwtVc } from '../../../src/formats/sd-jwt-vc/index.js';
import { readTokenStatusList, tokenIn } from '../../../src/verify/token-list.js';
import { BASE_URL, ORGANISATION_DID, sampleAward } from '../../support/award.js';
import { documents } from '../../support/documents.js';
import { encodeContext, keyFact, p256Key, type TestKey } from '../../support/keys.js';
import { jwtOf } from '../../support/sd-jwt.js';
import { AT, check, evidence, METHOD, said } from './fixtures.js';

const format = createSdJwtVc(createOb3Tools(documents));
const KEY = p256Key();
const HOLDER = p256Key('holder');
const LIST = `${BASE_URL}/token-status/019a9f00-0000-7000-8000-000000000004`;
const NOW = Date.parse('2026-12-01T00:00:00Z') / 1000;

/** A status list of ours as it is served, in which these are withdrawn and suspended. */
function listToken(revocation: readonly number[], suspension: readonly number[] = []): Promise<string> {
  const state = { id: '019a9f00-0000-7000-8000-000000000004', organisationId: 'o', issuerDid: 'did:web:testamur.example:o:jadran', version: 1, set: { revocation, suspension } };
  const claims = tokenListClaims(state, { baseUrl: BASE_URL, from: NOW - 60, until: NOW + 86_400 });
  const key = { id: 'k', use: 'assertion' as const, algorithm: 'ES256' as const, verificationMethod: METHOD, chain: [] };
  return createSignList({ check: () => [], securing: createSecuring(documents), now: () => AT, activeKeys: async () => [key], sign: (_key, data) => KEY.sign(data) })('o', claims, 'application/statuslist+jwt');
}

const hasher = (data: string | ArrayBuffer): Uint8Array => createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest();
const signer = ({ privateKey }: TestKey) => async (data: string) => sign('sha256', Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
const verifier = (jwk: PublicJwk) => async (data: string, signature: string) =>
  verify('sha256', Buffer.from(data), { key: createPublicKey({ key: { ...jwk }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
/** Asks nobody for a list: it is given. */
const peer = (list: string) =>
  new SDJwtVcInstance({
    hasher,
    hashAlg: 'sha-256',
    saltGenerator: () => randomBytes(16).toString('base64url'),
    signAlg: 'ES256',
    signer: signer(KEY),
    verifier: verifier(KEY.publicJwk),
    kbSigner: signer(HOLDER),
    kbSignAlg: 'ES256',
    kbVerifier: async (data, signature, { cnf }) => verifier((cnf as { jwk: PublicJwk }).jwk)(data, signature),
    statusListFetcher: async (uri) => (uri === LIST ? list : Promise.reject(new Error(uri))),
    statusVerifier: verifier(KEY.publicJwk),
  });
const ours = async (): Promise<string> => Buffer.from(await format.sign(format.encode(sampleAward(), encodeContext(METHOD, KEY, AT)), KEY)).toString();

describe('sd-jwt-vc', () => {
  it('takes ours for what it says, and refuses it once our list does', async () => {
    const text = await ours();
    const { payload } = await peer(await listToken([5])).verify(text, { currentDate: NOW });
    expect(payload).toEqual(format.parse(text).document);
    await expect(peer(await listToken([94567])).verify(text, { currentDate: NOW })).rejects.toThrow(/status/i);
    await expect(peer(await listToken([], [94567])).verify(text, { currentDate: NOW })).rejects.toThrow(/status/i);
    await expect(peer(await listToken([])).verify(text.replace(/~[^~]+~$/, '~'), { currentDate: NOW })).resolves.toBeDefined();
    await expect(peer(await listToken([])).verify(text.replace('.ey', '.eY'), { currentDate: NOW })).rejects.toThrow();
  });

  it('presents ours in part, and ours is read so', async () => {
    const part = await peer(await listToken([])).present(await ours(), { family_name: true });
    expect(format.parse(part).document).toMatchObject({ family_name: 'Kovačević' });
    expect(format.parse(part).document).not.toHaveProperty('given_name');
    expect(said(await check(format, part, evidence({ [METHOD]: keyFact(METHOD, KEY) })), 'signature')).toBe('pass ok');
  });

  it('makes one that we take, with and without the holder’s key', async () => {
    const payload = { iss: 'https://testamur.example/o/jadran', vct: 'https://types.example/1', iat: NOW, cnf: { jwk: { ...HOLDER.publicJwk } }, family_name: 'Doe', list: ['a', 'b'], deep: { er: 1 } };
    const library = peer('');
    const issued = await library.issue(payload, { _sd: ['family_name', 'list', 'deep'], list: { _sd: [0, 1] }, deep: { _sd: ['er'], _sd_decoy: 2 } }, { header: { kid: METHOD } });
    const good = { ...evidence({ [METHOD]: keyFact(METHOD, KEY) }), at: '2026-12-01T00:00:00Z' };
    expect(format.parse(issued).document).toEqual(payload);
    expect(said(await check(format, issued, good), 'signature')).toBe('pass ok');
    const shown = await library.present(issued, { list: { 1: true } }, { kb: { payload: { iat: NOW, aud: 'https://verifier.example', nonce: 'n' } } });
    expect(format.parse(shown).document).toMatchObject({ list: ['b'] });
    const findings = await check(format, shown, good);
    expect([said(findings, 'signature'), said(findings, 'holder')]).toEqual(['pass ok', 'warn presentation-unasked']);
  });
});

describe('jwt-status-list', () => {
  it('reads our list as we do, and we read theirs', async () => {
    const list = getListFromStatusListJWT(await listToken([5, 7], [7]));
    expect([4, 5, 6, 7, 94567].map((index) => list.getStatus(index))).toEqual([0, 1, 0, 2, 0]);
    const claims = { sub: LIST, iat: NOW, exp: NOW + 60, status_list: { bits: 2, lst: new StatusList([0, 1, 2, 3], 2).compressStatusList() } };
    const token = tokenIn(await jwtOf({ alg: 'ES256', typ: 'statuslist+jwt', kid: METHOD }, claims, KEY));
    expect(token).toBeDefined();
    expect(await readTokenStatusList(LIST, token!, { at: '2026-12-01T00:00:00Z', issuer: ORGANISATION_DID, key: async () => keyFact(METHOD, KEY) })).toMatchObject({ ok: true, value: { bits: 2 } });
  });
});

describe('jose', () => {
  it('takes the signatures of both', async () => {
    const key = await importJWK({ ...KEY.publicJwk }, 'ES256');
    const credential = await compactVerify((await ours()).split('~')[0] ?? '', key);
    expect(credential.protectedHeader).toEqual({ alg: 'ES256', typ: 'dc+sd-jwt', kid: METHOD });
    const list = await compactVerify(await listToken([]), key);
    expect(list.protectedHeader).toEqual({ alg: 'ES256', typ: 'statuslist+jwt', kid: METHOD });
  });
});
