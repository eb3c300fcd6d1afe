import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { writeCertificate, writeRequest } from '../../src/core/x509/write.js';
import { throwawayKey } from '../../src/signers/file.js';

/** What we write, read and verified by OpenSSL. */
const folder = mkdtempSync(join(tmpdir(), 'tm-x509-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const SUBJECT = { country: 'HR', organisation: 'Sveučilište Jadran', organizationIdentifier: 'VATHR-01234567890', commonName: 'Sveučilište Jadran' };
const NAMES = 'C=HR,O=Sveučilište Jadran,organizationIdentifier=VATHR-01234567890,CN=Sveučilište Jadran';
const SHOWN = ['-nameopt', 'utf8,sep_comma_plus', '-noout'];

describe.each(['ES256', 'RS256', 'Ed25519'] as const)('with a key for %s', (algorithm) => {
  const key = { algorithm, ...throwawayKey(algorithm) };

  it('a request for a certificate is read and verified', async () => {
    const der = await writeRequest(SUBJECT, key);
    const request = file('request.der', der);
    expect(openssl('req', '-inform', 'DER', '-in', request, '-subject', ...SHOWN).trim()).toBe(`subject=${NAMES}`);
    expect(openssl('req', '-inform', 'DER', '-in', request, '-text', '-noout')).toMatch(/Version: 1 \(0x0\)[\s\S]*Digital Signature, Non Repudiation/);
    const verified = (bytes: Uint8Array): string => {
      const { stdout, stderr } = spawnSync('openssl', ['req', '-inform', 'DER', '-in', file('verify.der', bytes), '-noout', '-verify'], { encoding: 'utf8' });
      return stdout + stderr;
    };
    expect(verified(der)).toContain('verify OK');
    // A letter of the name.
    expect(verified(Uint8Array.from(der, (byte, at) => (at === der.indexOf(0x53, 20) ? byte ^ 1 : byte)))).not.toContain('verify OK');
  });

  it('a certificate is verified as its issuer’s, strictly by RFC 5280', async () => {
    const issuer = { ...key, subject: { organisation: 'TEST ONLY', commonName: 'A test authority' } };
    const dates = { serial: new Uint8Array(16), from: new Date('2026-11-01T00:00:00Z'), until: new Date('2036-11-01T00:00:00Z') };
    const root = await writeCertificate({ ...dates, subject: issuer.subject, publicJwk: issuer.publicJwk, ca: true }, issuer);
    const leaf = await writeCertificate({ ...dates, subject: SUBJECT, publicJwk: throwawayKey('ES256').publicJwk, ca: false }, issuer);
    expect(openssl('x509', '-inform', 'DER', '-in', file('leaf.der', leaf), '-subject', '-issuer', ...SHOWN).trim()).toBe(`subject=${NAMES}\nissuer=O=TEST ONLY,CN=A test authority`);
    const chain = ['-CAfile', file('root.pem', new X509Certificate(root).toString()), file('leaf.pem', new X509Certificate(leaf).toString())];
    expect(openssl('verify', '-x509_strict', '-attime', String(dates.from.getTime() / 1000 + 60), ...chain)).toContain('OK');
  });
});
