import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { createCscCustodian, type CscOptions } from '../../../src/signers/csc.js';
import { createSigners } from '../../../src/signers/index.js';
import type { KeptKey } from '../../../src/signers/ports.js';
import { startCscServer, type CscOptions as ServerOptions, type CscServer } from '../../support/csc-server.js';

const DATA = Buffer.from('what is to be sealed');
let server: CscServer;
const start = async (options?: ServerOptions) => void (server = await startCscServer(options));
beforeEach(() => start());
afterEach(() => server.close());

const custodian = (over: Partial<CscOptions> = {}) => createCscCustodian({ url: server.url, clientId: server.clientId, secret: () => server.clientSecret, pin: () => '123456', ...over });
async function take(algorithm: 'ES256' | 'RS256', over: Partial<CscOptions> = {}) {
  const reference = algorithm === 'ES256' ? 'seal-ec' : 'seal-rsa';
  const keeper = custodian(over);
  const material = await keeper.generate({ id: 'id', use: 'seal', algorithm, reference });
  const key: KeptKey = { id: 'id', algorithm, custody: 'csc', ...material };
  return { keeper, key, material, signer: await keeper.signer(key) };
}
const good = ({ publicJwk, algorithm }: KeptKey, signature: Uint8Array): boolean => {
  const key = createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' });
  return verify('sha256', DATA, algorithm === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' } : key, signature);
};
const asked = () => server.calls.map(({ method, status }) => `${method} ${status}`);

describe('a key that a trust service provider keeps', () => {
  it.each(['ES256', 'RS256'] as const)('comes with its certificates, and seals (%s)', async (algorithm) => {
    const { key, material, signer } = await take(algorithm);
    const [leaf, issuer] = (material.chain ?? []).map((der) => new X509Certificate(der));
    expect([leaf?.checkIssued(issuer!), material.sealed, material.reference]).toEqual([true, undefined, algorithm === 'ES256' ? 'seal-ec' : 'seal-rsa']);
    for (let i = 0; i < 5; i++) expect(good(key, await signer.sign(DATA))).toBe(true);
    expect((await signer.sign(DATA)).length).toBe(algorithm === 'ES256' ? 64 : 256);
  });

  it('is authorised for each hash by itself, under one access token', async () => {
    const { signer } = await take('ES256');
    await signer.sign(DATA);
    await Promise.all([signer.sign(DATA), signer.sign(Buffer.from('another'))]);
    expect(asked().slice(0, 4)).toEqual(['info 200', 'oauth2/token 200', 'credentials/info 200', 'credentials/info 200']);
    expect(asked().filter((call) => call.startsWith('oauth2')).length).toBe(1);
    const authorized = server.calls.filter(({ method }) => method === 'credentials/authorize');
    expect(authorized).toHaveLength(3);
    expect(authorized[0]?.body).toEqual({ credentialID: 'seal-ec', hashes: [expect.any(String)], hashAlgorithmOID: '2.16.840.1.101.3.4.2.1', numSignatures: 1, authData: [{ id: 'PIN', value: '123456' }] });
    expect(new Set(server.calls.filter(({ method }) => method === 'signatures/signHash').map(({ body }) => body.SAD)).size).toBe(3);
  });

  it('goes on when the access token has run out, or was ended', async () => {
    const { key, signer } = await take('ES256');
    server.later(4000);
    expect(good(key, await signer.sign(DATA))).toBe(true);
    expect(asked()).toContain('credentials/authorize 401');
    expect(asked().filter((call) => call === 'oauth2/token 200')).toHaveLength(2);
    server.answerNext('signatures/signHash', { status: 401, body: { error: 'invalid_token' } });
    expect(good(key, await signer.sign(DATA))).toBe(true);
  });

  it('is asked again while the provider is busy, but never to sign', async () => {
    const { key, signer } = await take('ES256');
    server.answerNext('credentials/authorize', { status: 503, body: '' });
    expect(good(key, await signer.sign(DATA))).toBe(true);
    const before = server.calls.length;
    server.answerNext('signatures/signHash', { status: 503, body: '' });
    await expect(signer.sign(DATA)).rejects.toMatchObject({ code: 'custody-failed', message: 'The trust service provider refused signatures/signHash with status 503.' });
    expect(asked().slice(before)).toEqual(['credentials/authorize 200', 'signatures/signHash 503']);
  });

  it('is not believed to have signed what it has not', async () => {
    const { signer } = await take('ES256');
    for (const body of [{ signatures: [Buffer.alloc(64).toString('base64')] }, { signatures: [] }, { responseID: 'later' }, { signatures: 'x' }]) {
      server.answerNext('signatures/signHash', { status: 200, body });
      await expect(signer.sign(DATA)).rejects.toMatchObject({ code: 'custody-failed', message: expect.stringContaining('no signature of this key') });
    }
    server.answerNext('credentials/authorize', { status: 200, body: {} });
    await expect(signer.sign(DATA)).rejects.toMatchObject({ code: 'custody-failed', message: expect.stringContaining('SAD') });
    server.answerNext('credentials/authorize', { status: 200, body: '<html>' });
    await expect(signer.sign(DATA)).rejects.toMatchObject({ code: 'custody-failed' });
  });

  it('is signed with in r‖s too, as some providers give it', async () => {
    const { key, signer } = await take('ES256');
    const raw = await signer.sign(DATA);
    server.answerNext('signatures/signHash', { status: 200, body: { signatures: [Buffer.from(raw).toString('base64')] } });
    expect(good(key, await signer.sign(DATA))).toBe(true);
  });

  it('is refused once the provider has another key under its name', async () => {
    const { keeper, key } = await take('ES256');
    await expect(keeper.signer({ ...key, publicJwk: { ...key.publicJwk, x: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } })).rejects.toMatchObject({ code: 'key-missing' });
  });

  it('signs through the signers, which open it once, and again after it could not be opened', async () => {
    const { key, keeper } = await take('ES256');
    const signers = createSigners({ csc: keeper }, { keptKey: async () => key });
    server.answerNext('credentials/info', { status: 400, body: { error: 'invalid_request' } });
    await expect(signers.sign('id', DATA)).rejects.toMatchObject({ code: 'custody-failed' });
    const before = server.calls.length;
    expect(good(key, await signers.sign('id', DATA))).toBe(true);
    expect(good(key, await signers.sign('id', DATA))).toBe(true);
    expect(asked().slice(before).filter((call) => call.startsWith('credentials/info'))).toHaveLength(1);
  });
});

describe('what cannot be taken up', () => {
  const taking = (over: object = {}, options: Partial<CscOptions> = {}) => custodian(options).generate({ id: 'id', use: 'seal', algorithm: 'ES256', ...over });

  it('when it is not said which of several is meant, and the only one is meant when there is one', async () => {
    await expect(taking()).rejects.toMatchObject({ code: 'input-invalid', path: '/reference', message: expect.stringContaining('seal-ec, seal-rsa') });
    await server.close();
    await start({ credentials: [{ id: 'only', algorithm: 'ES256' }] });
    expect((await taking({}, { pin: () => undefined })).reference).toBe('only');
  });

  it('a credential of another algorithm, one that is not there, one that wants a PIN that is not set', async () => {
    await expect(taking({ reference: 'seal-rsa' })).rejects.toMatchObject({ code: 'input-invalid', path: '/algorithm' });
    await expect(taking({ reference: 'seal-ec', algorithm: 'Ed25519' })).rejects.toMatchObject({ code: 'input-invalid', path: '/algorithm' });
    await expect(taking({ reference: 'nobody' })).rejects.toMatchObject({ code: 'custody-failed', message: expect.stringContaining('credentials/info with status 400 (invalid_request)') });
    await expect(taking({ reference: 'seal-ec' }, { pin: () => undefined })).rejects.toMatchObject({ code: 'input-invalid', message: expect.stringContaining('TESTAMUR_CSC_PIN_FILE') });
  });

  it.each([
    ['that a person must authorise in a browser', { auth: { mode: 'oauth2code' } }, 'oauth2code'],
    ['that wants a code from a telephone too', { auth: { mode: 'explicit', objects: [{ type: 'Password', id: 'PIN' }, { type: 'Password', id: 'OTP' }] } }, '2 factors'],
    ['that is disabled', { key: { status: 'disabled' } }, 'disabled'],
    ['whose certificate was revoked', { cert: { status: 'revoked' } }, 'is revoked, says'],
    ['whose certificate has a state that nobody knows', { cert: { status: { a: 1 } } }, 'is not valid, says'],
    ['that shows no certificate', { cert: { certificates: [] } }, 'no certificate'],
  ])('a credential %s', async (_name, change: Record<string, object>, said) => {
    await taking({ reference: 'seal-ec' });
    const described = server.credentials.find(({ id }) => id === 'seal-ec')!;
    const { describe: shown } = await import('../../support/csc-credential.js');
    const info = shown(described, { certificates: 'chain', certInfo: true, authInfo: true }) as Record<string, object>;
    server.answerNext('credentials/info', { status: 200, body: { ...info, ...Object.fromEntries(Object.entries(change).map(([part, more]) => [part, { ...info[part], ...more }])) } });
    await expect(taking({ reference: 'seal-ec' })).rejects.toMatchObject({ message: expect.stringContaining(said) });
  });

  it('with a wrong secret, a wrong PIN, or from nobody', async () => {
    await expect(taking({ reference: 'seal-ec' }, { secret: () => 'wrong' })).rejects.toMatchObject({ code: 'custody-failed', message: expect.stringContaining('oauth2/token') });
    const { signer } = await take('ES256', { pin: () => '000000' });
    const error = await signer.sign(DATA).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'custody-failed', message: 'The trust service provider refused credentials/authorize with status 400 (invalid_authentication_data).' });
    expect(asked().filter((call) => call.startsWith('credentials/authorize'))).toHaveLength(1);
    await expect(taking({ reference: 'seal-ec' }, { url: 'http://127.0.0.1:1/csc/v2' })).rejects.toMatchObject({ code: 'custody-failed', message: 'The trust service provider does not answer (info).' });
  });

  it.each([{}, { oauth2: 'http://tsp.example' }, { oauth2: 'nowhere' }])('when the authorization server is %j', async (info) => {
    server.answerNext('info', { status: 200, body: info });
    await expect(taking({ reference: 'seal-ec' })).rejects.toMatchObject({ code: 'custody-failed', message: expect.stringMatching(/authorization server/) });
  });
});
