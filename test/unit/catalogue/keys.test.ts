import { createPublicKey, verify, X509Certificate, type JsonWebKey } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { subjectOf } from '../../../src/catalogue/certificates.js';
import { didDocument, jwks } from '../../../src/catalogue/identity.js';
import { activateKey, certifyKey, generateKey, requestCertificate, retireKey } from '../../../src/catalogue/key-life.js';
import { viewOfKey } from '../../../src/catalogue/key-view.js';
import { revokeKey, rotateKeys } from '../../../src/catalogue/keys.js';
import { makeTestSeal } from '../../../src/catalogue/test-seal.js';
import type { KeyRecord } from '../../../src/core/signing-key.js';
import { readCertificate } from '../../../src/core/x509/index.js';
import { sampleOrganisation } from '../../support/award.js';
import { basicConstraints, ecPair, extendedKeyUsage, issueSealCertificate, keyUsage, makeCertificate, makeSealCertificate, makeTestCa, nameConstraints, pem, rsaPair } from '../../support/certificates.js';
import { keyDesk, type KeyDesk } from '../../support/key-desk.js';

const organisation = sampleOrganisation();
const { id: organisationId } = organisation;
const ca = makeTestCa();
const SUBJECT = { organisation: 'Jadran University', name: 'Jadran University', country: 'HR' };
let desk: KeyDesk;
beforeEach(() => void (desk = keyDesk()));

const seal = (over: object = {}): Promise<KeyRecord> => generateKey({ organisationId, use: 'seal', algorithm: 'ES256', custody: 'file', ...over }, 'admin', desk);
const named = ({ verificationMethod: key }: KeyRecord) => ({ organisationId, key });
const chainFor = ({ publicJwk }: KeyRecord, over: object = {}) => issueSealCertificate({ ca, publicJwk, organisation: SUBJECT, ...over }).map(pem).join('');
const states = async () => (await desk.keyRecords(organisationId)).map(({ use, algorithm, state }) => `${use} ${algorithm} ${state}`);

describe('the life of a sealing key', () => {
  it.each(['ES256', 'RS256'] as const)('goes from made over certified to active, and retires the one before it (%s)', async (algorithm) => {
    const first = await seal({ algorithm });
    expect([first.state, first.chain]).toEqual(['pending', []]);
    await expect(activateKey(named(first), 'admin', desk)).rejects.toMatchObject({ code: 'key-state' });
    expect(await certifyKey({ ...named(first), chain: chainFor(first) }, 'admin', desk)).toMatchObject({ state: 'certified', chain: [expect.anything(), ca.sub.der] });
    expect(await activateKey(named(first), 'admin', desk)).toMatchObject({ state: 'active', activatedAt: '2026-11-21T10:00:00Z' });
    await expect(activateKey(named(first), 'admin', desk)).rejects.toMatchObject({ code: 'key-state' });
    const second = await seal();
    await certifyKey({ ...named(second), chain: chainFor(second) }, 'admin', desk);
    await activateKey(named(second), 'admin', desk);
    expect(await states()).toEqual([`seal ${algorithm} retired`, 'seal ES256 active']);
    expect(await retireKey(named(second), 'admin', desk)).toMatchObject({ state: 'retired' });
    await expect(retireKey(named(second), 'admin', desk)).rejects.toMatchObject({ code: 'key-state' });
    await expect(certifyKey({ ...named(second), chain: chainFor(second) }, 'admin', desk)).rejects.toMatchObject({ code: 'key-state' });
  });

  it('takes renewed certificates while it is active', async () => {
    const key = await seal();
    await certifyKey({ ...named(key), chain: chainFor(key) }, 'admin', desk);
    await activateKey(named(key), 'admin', desk);
    const renewed = await certifyKey({ ...named(key), chain: chainFor(key, { until: '2034-01-01T00:00:00Z' }) }, 'admin', desk);
    expect([renewed.state, viewOfKey(renewed).certificates[0]?.validUntil]).toEqual(['active', '2034-01-01T00:00:00Z']);
  });

  it('is not activated once its certificate has run out', async () => {
    const key = await seal();
    await certifyKey({ ...named(key), chain: chainFor(key, { until: '2026-12-01T00:00:00Z' }) }, 'admin', desk);
    desk.clock.at = new Date('2026-12-02T00:00:00Z');
    await expect(activateKey(named(key), 'admin', desk)).rejects.toMatchObject({ code: 'certificate-refused', message: expect.stringContaining('ran out on 2026-12-01') });
  });

  it('is no seal with Ed25519, and belongs to an organisation', async () => {
    await expect(seal({ algorithm: 'Ed25519' })).rejects.toMatchObject({ code: 'input-invalid', path: '/algorithm' });
    await expect(generateKey({ organisationId: 'another', use: 'seal', algorithm: 'ES256', custody: 'file' }, 'admin', desk)).rejects.toMatchObject({ code: 'not-found' });
    await expect(activateKey({ organisationId, key: 'key-000000000000' }, 'admin', desk)).rejects.toMatchObject({ code: 'not-found' });
    await expect(seal({ custody: 'pkcs11' })).rejects.toMatchObject({ code: 'input-invalid', path: '/custody', message: expect.stringContaining('TESTAMUR_PKCS11_MODULE') });
  });

  it('can be compromised once it has signed, not before', async () => {
    const key = await seal();
    await expect(revokeKey(named(key), 'admin', desk)).rejects.toMatchObject({ code: 'key-state' });
    await certifyKey({ ...named(key), chain: chainFor(key) }, 'admin', desk);
    await activateKey(named(key), 'admin', desk);
    await expect(revokeKey({ ...named(key), from: 'yesterday' }, 'admin', desk)).rejects.toMatchObject({ code: 'input-invalid', path: '/from' });
    await revokeKey({ organisationId, key: viewOfKey(key).key, from: '2026-11-20T00:00:00Z' }, 'admin', desk);
    expect(await states()).toEqual(['seal ES256 compromised']);
  });
});

describe('a request for a certificate', () => {
  it('names the organisation by its legal identifier', () => {
    const { identifiers: _i, ...bare } = organisation;
    const withIdentifier = (...identifiers: { scheme: 'vat' | 'legal' | 'ror'; value: string }[]) => subjectOf({ ...bare, identifiers }).organizationIdentifier;
    expect(subjectOf(organisation)).toEqual({ country: 'HR', organisation: 'Sveučilište Jadran', commonName: 'Sveučilište Jadran', organizationIdentifier: 'VATHR-01234567890' });
    expect(withIdentifier({ scheme: 'legal', value: '080123456' })).toBe('NTRHR-080123456');
    expect(withIdentifier({ scheme: 'legal', value: '080123456' }, { scheme: 'vat', value: 'EL123456789' })).toBe('VATEL-123456789');
    expect(withIdentifier({ scheme: 'ror', value: 'x' })).toBeUndefined();
    expect([...(subjectOf({ ...organisation, legalName: { en: '𝒰'.repeat(80) } }).commonName ?? '')]).toHaveLength(64);
  });

  it('is PEM, of this key', async () => {
    const key = await seal();
    const text = await requestCertificate(named(key), desk);
    expect(text).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n(?:[A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE REQUEST-----\n$/);
    const spki = createPublicKey({ key: key.publicJwk as JsonWebKey, format: 'jwk' }).export({ format: 'der', type: 'spki' });
    expect(Buffer.from(text.replace(/-----[A-Z ]+-----|\n/g, ''), 'base64').includes(spki)).toBe(true);
  });
});

describe('certificates are refused', () => {
  let key: KeyRecord;
  beforeEach(async () => void (key = await seal()));
  const leaf = (over: object = {}) => makeSealCertificate({ ca, publicJwk: key.publicJwk, organisation: SUBJECT, ...over });
  const other = makeTestCa({ name: 'OTHER' });
  const publicKey = () => createPublicKey({ key: key.publicJwk as JsonWebKey, format: 'jwk' });
  const made = (extensions: readonly Uint8Array[], issuer = ca.sub) => makeCertificate({ subject: SUBJECT, publicKey: publicKey(), issuer, extensions }).der;
  const CASES: [string, () => readonly Uint8Array[], RegExp][] = [
    ['when the first is of another key', () => [makeSealCertificate({ ca, publicJwk: { kty: 'EC', ...ecPair('x').publicKey.export({ format: 'jwk' }) } as never, organisation: SUBJECT }).der], /Certificate 1 \(Jadran University\): it is of another key/],
    ['when they stand in the wrong order', () => [ca.sub.der, leaf().der], /Certificate 1 \(TEST issuing\): it is of another key/],
    ['when one is missing between', () => [leaf().der, ca.root.der], /Certificate 2 \(TEST root\): it did not certify the one before it \(Jadran University, issued by TEST issuing\)/],
    ['when another authority of the same form stands there', () => [leaf().der, other.sub.der], /Certificate 2 \(OTHER issuing\): it did not certify/],
    ['when the first has run out', () => [leaf({ until: '2026-01-01T00:00:00Z' }).der], /Certificate 1 .*ran out on 2026-01-01/],
    ['when the first is not valid yet', () => [leaf({ from: '2027-01-01T00:00:00Z' }).der], /Certificate 1 .*not valid before 2027-01-01/],
    ['when it is an authority’s', () => [made([basicConstraints(true), keyUsage('keyCertSign', 'digitalSignature')])], /certification authority/],
    ['when its key may not sign', () => [made([basicConstraints(false), keyUsage('keyEncipherment')])], /key usage is not to sign/],
    ['when its issuer is no authority', () => [made([keyUsage('digitalSignature')], ca.tsa), ca.tsa.der], /Certificate 2 \(TEST time stamps\): it may not certify others/],
    ['when an authority stands higher than it may', () => {
      const pair = ecPair('low');
      const low = makeCertificate({ subject: { organisation: 'LOW' }, ...pair, issuer: ca.sub, extensions: [basicConstraints(true), keyUsage('keyCertSign')] });
      return [made([keyUsage('digitalSignature')], low), low.der, ca.sub.der];
    }, /Certificate 3 \(TEST issuing\): there are more certificates below it/],
    ['when it limits what we do not understand', () => [made([keyUsage('digitalSignature'), nameConstraints('x.example')])], /extension \(2\.5\.29\.30\)/],
  ];
  it.each(CASES)('%s', async (_name, chain, message) => {
    await expect(certifyKey({ ...named(key), chain: chain().map(pem).join('') }, 'admin', desk)).rejects.toMatchObject({ code: 'certificate-refused', path: '/chain', message: expect.stringMatching(message) });
    expect(await states()).toEqual(['seal ES256 pending']);
  });

  it('when nobody certifies them', async () => {
    const pkcs8 = rsaPair('self');
    const jwk = pkcs8.publicKey.export({ format: 'jwk' }) as never;
    const own = makeCertificate({ subject: SUBJECT, ...pkcs8, extensions: [keyUsage('digitalSignature'), extendedKeyUsage(['1.3.6.1.5.5.7.3.36'])] });
    const { judgeChain } = await import('../../../src/catalogue/certificates.js');
    expect(() => judgeChain([readCertificate(own.der)], { publicJwk: jwk, now: desk.now() })).toThrow(/nobody but the key itself/);
    expect(() => judgeChain([], { publicJwk: jwk, now: desk.now() })).toThrow(/there is no certificate/);
  });

  it.each(['', 'not PEM', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])('when the text is none: %j', async (chain) => {
    await expect(certifyKey({ ...named(key), chain }, 'admin', desk)).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

describe('keys that assert', () => {
  it('need no certificate, wait until they are activated, and take the place of those of their algorithm', async () => {
    await rotateKeys(organisationId, 'admin', desk);
    const key = await generateKey({ organisationId, use: 'assertion', algorithm: 'RS256', custody: 'file' }, 'admin', desk);
    expect([key.state, key.publicJwk.kty, Buffer.from(key.publicJwk.n ?? '', 'base64url').length * 8]).toEqual(['pending', 'RSA', 3072]);
    await activateKey(named(key), 'admin', desk);
    expect(await rotateKeys(organisationId, 'admin', desk)).toHaveLength(3);
    expect((await states()).sort()).toEqual(['Ed25519', 'ES256', 'RS256'].flatMap((algorithm) => [`assertion ${algorithm} active`, `assertion ${algorithm} retired`]).sort());
  });

  it('rotation leaves the seal as it is', async () => {
    await makeTestSeal(organisationId, 'admin', desk);
    await rotateKeys(organisationId, 'admin', desk);
    expect(await states()).toEqual(['seal ES256 active', 'assertion Ed25519 active', 'assertion ES256 active']);
  });
});

describe('a test seal', () => {
  it('is active at once, and its certificates say TEST ONLY, subject and issuer', async () => {
    const key = await makeTestSeal(organisationId, 'admin', desk);
    expect(key).toMatchObject({ use: 'seal', algorithm: 'ES256', state: 'active' });
    const [leaf, root] = key.chain.map((der) => new X509Certificate(der));
    expect([leaf?.checkIssued(root!), leaf?.verify(root!.publicKey), leaf?.ca, root?.ca]).toEqual([true, true, false, true]);
    expect([leaf?.subject, leaf?.issuer]).toEqual(['C=HR\nO=Sveučilište Jadran\norganizationIdentifier=VATHR-01234567890\nCN=TEST ONLY: Sveučilište Jadran', 'O=TEST ONLY\nCN=TEST ONLY: test authority of testamur.example']);
    expect(readCertificate(key.chain[0]!).qc).toEqual({ compliance: false, device: false });
    expect(viewOfKey(key).certificates).toEqual([
      { subject: 'TEST ONLY: Sveučilište Jadran', issuer: 'TEST ONLY: test authority of testamur.example', validFrom: '2026-11-21T09:55:00Z', validUntil: '2028-11-20T22:00:00Z', test: true },
      { subject: 'TEST ONLY: test authority of testamur.example', issuer: 'TEST ONLY: test authority of testamur.example', validFrom: '2026-11-21T09:55:00Z', validUntil: '2036-11-20T22:00:00Z', test: true },
    ]);
    expect(desk.anchors).toEqual([{ certificate: key.chain[1], use: 'seal', kind: 'test', name: 'TEST ONLY: test authority of testamur.example' }]);
    expect(verify('sha256', Buffer.from('x'), { key: leaf!.publicKey, dsaEncoding: 'ieee-p1363' }, await desk.sign(key.id, Buffer.from('x')))).toBe(true);
  });
});

describe('what is published', () => {
  it('of an RSA key is a JsonWebKey, of a seal its certificates, of a compromised key from when', async () => {
    const rsa = await generateKey({ organisationId, use: 'assertion', algorithm: 'RS256', custody: 'file' }, 'admin', desk);
    await activateKey(named(rsa), 'admin', desk);
    const sealing = await makeTestSeal(organisationId, 'admin', desk);
    const [first] = await rotateKeys(organisationId, 'admin', desk);
    await revokeKey({ organisationId, key: first ?? '', from: '2026-11-01T00:00:00Z' }, 'admin', desk);
    const keys = await desk.keyRecords(organisationId);
    const document = didDocument(organisation, keys) as { verificationMethod: { id: string; type: string; revoked?: string; publicKeyJwk?: object }[]; assertionMethod: string[]; '@context': string[] };
    expect(document.verificationMethod.map(({ type, revoked }) => [type, revoked])).toEqual([['JsonWebKey', undefined], ['Multikey', undefined], ['Multikey', '2026-11-01T00:00:00Z'], ['Multikey', undefined], ['JsonWebKey', undefined]]);
    expect(document.verificationMethod[0]?.publicKeyJwk).toEqual(rsa.publicJwk);
    expect(document['@context']).toContain('https://w3id.org/security/jwk/v1');
    expect(document.assertionMethod).not.toContain(first);
    const set = (jwks(organisation, keys) as { keys: { kid: string; alg: string; x5c?: string[] }[] }).keys;
    expect(set.find(({ kid }) => kid === sealing.verificationMethod)).toMatchObject({ alg: 'ES256', x5c: sealing.chain.map((der) => Buffer.from(der).toString('base64')), 'x5t#S256': readCertificate(sealing.chain[0]!).fingerprint });
    expect([set.find(({ kid }) => kid === rsa.verificationMethod)?.alg, set.some(({ kid }) => kid === first)]).toEqual(['RS256', false]);
  });
});
