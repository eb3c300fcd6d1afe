import { createHash, verify, X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startCscServer, type CscOptions, type CscServer } from '../../support/csc-server.js';

/** The trust service provider of the tests, asked without any client of ours: by what its specification says, and as it refuses. */
let server: CscServer;
beforeEach(async () => void (server = await startCscServer()));
afterEach(() => server.close());
const restarted = async (options: CscOptions): Promise<void> => {
  await server.close();
  server = await startCscServer(options);
};

const SHA256 = '2.16.840.1.101.3.4.2.1';
const [ECDSA, RSA, RSA_SHA256] = ['1.2.840.10045.4.3.2', '1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11'];
const DATA = ['Kovačević', 'something else'].map((text) => Buffer.from(text));
const hashes = DATA.map((data) => createHash('sha256').update(data).digest('base64'));
const [first, second] = hashes as [string, string];
const PIN = [{ id: 'PIN', value: '123456' }];

interface Told {
  readonly status: number;
  readonly [member: string]: unknown;
}
const refused = (error_description: string, error = 'invalid_request', status = 400): Told => ({ status, error, error_description });
async function ask(url: string, body: unknown, headers: Record<string, string>): Promise<Told> {
  const answer = await fetch(url, { method: 'POST', headers, body: body instanceof URLSearchParams ? body : JSON.stringify(body) });
  return { status: answer.status, ...((await answer.json()) as object) };
}
const JSON_TYPE = { 'content-type': 'application/json' };
const token = (form: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Told> => ask(`${server.oauth2}/oauth2/token`, new URLSearchParams({ grant_type: 'client_credentials', client_id: server.clientId, ...form }), headers);
const access = async (): Promise<string> => (await token({ client_secret: server.clientSecret })).access_token as string;
const call = async (method: string, body: unknown, bearer?: string): Promise<Told> => ask(`${server.url}/${method}`, body, { ...JSON_TYPE, authorization: `Bearer ${bearer ?? (await access())}` });

const authorize = (more: object = {}): Promise<Told> => call('credentials/authorize', { credentialID: 'seal-ec', numSignatures: 1, hashes: [first], hashAlgorithmOID: SHA256, authData: PIN, ...more });
const sadFor = async (more: object = {}): Promise<string> => (await authorize(more)).SAD as string;
const signHash = (sad: string | undefined, more: object = {}): Promise<Told> => call('signatures/signHash', { credentialID: 'seal-ec', SAD: sad, hashes: [first], signAlgo: ECDSA, ...more });
const verifies = (id: string, told: Told, i = 0): boolean => verify('sha256', DATA[i]!, server.credentials.find((one) => one.id === id)!.publicKey, Buffer.from((told.signatures as string[])[i]!, 'base64'));

describe('the way of a seal', () => {
  it('leads from info to a token, a credential, an authorization and signatures', async () => {
    const info = await ask(`${server.url}/info`, {}, JSON_TYPE);
    expect(info).toMatchObject({ status: 200, authType: ['oauth2client'], oauth2: server.oauth2, methods: expect.arrayContaining(['signatures/signHash']) });
    expect(await token({ client_secret: server.clientSecret })).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 3600 });
    expect(await call('credentials/list', {})).toEqual({ status: 200, credentialIDs: ['seal-ec', 'seal-rsa'] });
    const sad = await sadFor({ numSignatures: 2, hashes });
    const told = await signHash(sad, { hashes });
    expect([verifies('seal-ec', told, 0), verifies('seal-ec', told, 1)]).toEqual([true, true]);
    expect(server.calls.map(({ method }) => method)).toEqual(expect.arrayContaining(['info', 'oauth2/token', 'credentials/list', 'credentials/authorize', 'signatures/signHash']));
  });

  it('takes the secret in the header too', async () => {
    const basic = (id: string, secret: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });
    expect(await token({}, basic(server.clientId, server.clientSecret))).toMatchObject({ status: 200 });
    expect(await token({}, basic(server.clientId, 'wrong'))).toEqual(refused('Invalid parameter client_secret'));
    expect(await token({ client_secret: server.clientSecret }, basic(server.clientId, server.clientSecret))).toEqual(refused('Client authorization required', 'invalid_request', 401));
  });

  it.each([
    ['named by the hash beside it', { signAlgo: RSA, hashAlgorithmOID: SHA256 }],
    ['named with its hash', { signAlgo: RSA_SHA256 }],
  ])('signs with RSA, %s', async (_name, how) => {
    const sad = await sadFor({ credentialID: 'seal-rsa' });
    expect(verifies('seal-rsa', await signHash(sad, { credentialID: 'seal-rsa', ...how }))).toBe(true);
  });

  it('makes ECDSA signatures in DER that verify, whatever the digest', async () => {
    const { sign, publicKey } = server.credentials[0]!;
    for (let i = 0; i < 200; i++) {
      const data = Buffer.from(`${i}`);
      expect(verify('sha256', data, publicKey, sign(createHash('sha256').update(data).digest()))).toBe(true);
    }
  });

  it('describes a credential: key, chain, certificate and authentication as far as asked', async () => {
    const asked = { credentialID: 'seal-ec', certificates: 'chain', certInfo: true, authInfo: true };
    const told = await call('credentials/info', asked);
    expect(told).toMatchObject({
      key: { status: 'enabled', algo: [ECDSA], len: 256, curve: '1.2.840.10045.3.1.7' },
      cert: { status: 'valid', subjectDN: 'CN=TEST seal,O=TEST University,C=HR', validFrom: '20250101000000Z', validTo: '20350101000000Z' },
      auth: { mode: 'explicit', expression: 'PIN', objects: [{ type: 'Password', id: 'PIN' }] },
      SCAL: '2',
      multisign: 10,
    });
    const [leaf, sub, root, ...more] = (told.cert as { certificates: string[] }).certificates.map((one) => new X509Certificate(Buffer.from(one, 'base64')));
    expect([leaf!.verify(sub!.publicKey), sub!.verify(root!.publicKey), root!.verify(root!.publicKey), more]).toEqual([true, true, true, []]);
    expect(leaf!.publicKey.equals(server.credentials[0]!.publicKey)).toBe(true);
    expect(await call('credentials/info', { credentialID: 'seal-rsa' })).toMatchObject({ key: { algo: [RSA_SHA256, RSA], len: 2048 }, cert: { certificates: [expect.any(String)] } });
    expect(await call('credentials/info', { credentialID: 'seal-rsa', certificates: 'none' })).toMatchObject({ cert: {} });
    expect((await call('credentials/list', { credentialInfo: true, certificates: 'single' })).credentialInfos).toMatchObject([{ credentialID: 'seal-ec' }, { credentialID: 'seal-rsa' }]);
  });
});

describe('it refuses', () => {
  it('a client it does not know, another grant, another scope, and a form that is none', async () => {
    const client_secret = server.clientSecret;
    expect(await token()).toEqual(refused('Client authorization required', 'invalid_request', 401));
    expect(await token({ client_secret: 'guess' })).toEqual(refused('Invalid parameter client_secret'));
    expect(await token({ client_secret, client_id: 'other' })).toEqual(refused('Invalid parameter client_id'));
    expect(await token({ client_secret, grant_type: 'password' })).toEqual(refused('Invalid parameter grant_type'));
    expect(await token({ client_secret, scope: 'credential' })).toMatchObject({ status: 400, error: 'invalid_scope' });
    expect(await ask(`${server.oauth2}/oauth2/token`, {}, JSON_TYPE)).toMatchObject({ status: 400, error: 'invalid_request' });
    expect(await ask(`${server.url}/oauth2/token`, {}, JSON_TYPE)).toMatchObject({ status: 501 });
  });

  it('a call without a token, with one it did not give, and with one that is expired', async () => {
    expect(await ask(`${server.url}/credentials/list`, {}, JSON_TYPE)).toEqual(refused('Malformed authorization header'));
    expect(await call('credentials/list', {}, 'x')).toEqual(refused('The access token is not valid', 'invalid_token', 401));
    const bearer = await access();
    server.later(3601);
    expect(await call('credentials/list', {}, bearer)).toEqual(refused('The access token is expired', 'expired_token', 401));
  });

  it.each<[string, object, Told]>([
    ['no credential', { credentialID: undefined }, refused('Missing (or invalid type) string parameter credentialID')],
    ['one it does not know', { credentialID: 'x' }, refused('Invalid parameter credentialID')],
    ['no number of signatures', { numSignatures: '1' }, refused('Missing (or invalid type) integer parameter numSignatures')],
    ['none', { numSignatures: 0 }, refused('Invalid value for parameter numSignatures')],
    ['more than it allows', { numSignatures: 11 }, refused('Numbers of signatures is too high')],
    ['fewer than hashes', { hashes }, refused('Invalid value for parameter numSignatures')],
    ['no hash, under SCAL 2', { hashes: undefined }, refused('Missing (or invalid type) array parameter hashes')],
    ['a hash in hexadecimal', { hashes: [Buffer.from(first, 'base64').toString('hex')] }, refused('Invalid digest value length')],
    ['a hash in base64url', { hashes: ['-_-_'] }, refused('Invalid Base64 hash string parameter')],
    ['SHA-1', { hashAlgorithmOID: '1.3.14.3.2.26' }, refused('Invalid parameter hashAlgorithmOID')],
    ['hashes of no algorithm', { hashAlgorithmOID: undefined }, refused('Missing (or invalid type) string parameter hashAlgorithmOID')],
    ['no PIN', { authData: undefined }, refused('The authentication data is invalid', 'invalid_authentication_data')],
    ['another PIN', { authData: [{ id: 'PIN', value: '000000' }] }, refused('The authentication data is invalid', 'invalid_authentication_data')],
  ])('to authorize %s', async (_name, more, expected) => {
    expect(await authorize(more)).toEqual(expected);
  });

  it('every PIN after three that were wrong, and a key that is disabled', async () => {
    for (let i = 0; i < 3; i++) await authorize({ authData: [] });
    expect(await authorize()).toEqual(refused('Credential locked'));
    await restarted({ credentials: [{ id: 'seal-ec', enabled: false }] });
    expect(await authorize()).toEqual(refused('The credential identified by credentialID is disabled'));
    expect(await call('credentials/list', { onlyValid: true })).toEqual({ status: 200, credentialIDs: [], onlyValid: true });
  });

  it.each<[string, object, Told]>([
    ['without a SAD', { SAD: undefined }, refused('Missing (or invalid type) string parameter SAD')],
    ['with a SAD it did not give', { SAD: 'x' }, refused('Invalid parameter SAD')],
    ['with another credential than authorized', { credentialID: 'seal-rsa', signAlgo: RSA_SHA256 }, refused('Invalid parameter SAD')],
    ['another hash than authorized', { hashes: [second] }, refused('Hash is not authorized by the SAD')],
    ['more than authorized', { hashes: [first, first] }, refused('Hash is not authorized by the SAD')],
    ['no hash', { hashes: [] }, refused('Empty hash array')],
    ['without an algorithm', { signAlgo: undefined }, refused('Missing (or invalid type) string parameter signAlgo')],
    ['by an algorithm of another key', { signAlgo: RSA_SHA256 }, refused('Invalid parameter signAlgo')],
    ['for later', { operationMode: 'A' }, refused('Invalid parameter operationMode')],
  ])('to sign %s', async (_name, more, expected) => {
    expect(await signHash(await sadFor(), more)).toEqual(expected);
  });

  it('a SAD that was used, and one that is expired', async () => {
    const used = await sadFor();
    expect(await signHash(used)).toMatchObject({ status: 200 });
    expect(await signHash(used)).toEqual(refused('Invalid parameter SAD'));
    const late = await sadFor();
    server.later(301);
    expect(await signHash(late)).toEqual(refused('SAD expired'));
  });

  it('RSA without the name of the hash', async () => {
    expect(await signHash(await sadFor({ credentialID: 'seal-rsa' }), { credentialID: 'seal-rsa', signAlgo: RSA })).toEqual(refused('Missing (or invalid type) string parameter hashAlgorithmOID'));
  });

  it('what is no JSON, and what it does not know', async () => {
    expect(await ask(`${server.url}/credentials/list`, {}, { 'content-type': 'text/plain' })).toEqual(refused('The request is not application/json'));
    expect(await call('signatures/signDoc', {})).toMatchObject({ status: 501 });
    expect(await call('credentials/info', { credentialID: 'seal-ec', certificates: 'all' })).toEqual(refused('Invalid parameter certificates'));
  });
});

describe('as a test needs it', () => {
  it('signs for any hash under SCAL 1, and asks for no PIN where there is none', async () => {
    await restarted({ credentials: [{ id: 'seal-ec', scal: '1' }] });
    const sad = await sadFor({ hashes: undefined, authData: undefined });
    expect(verifies('seal-ec', await signHash(sad))).toBe(true);
    expect(await call('credentials/info', { credentialID: 'seal-ec', authInfo: true })).toMatchObject({ SCAL: '1', auth: { mode: 'explicit', objects: [] } });
  });

  it('answers once as it is told to', async () => {
    server.answerNext('credentials/list', { status: 503, body: 'busy' });
    const answer = await fetch(`${server.url}/credentials/list`, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([503, 'busy']);
    expect(await call('credentials/list', {})).toMatchObject({ status: 200 });
  });
});
