import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { issued, jwkOf, readCertificate } from '../../../../src/core/x509/index.js';
import { writeCertificate, writeRequest } from '../../../../src/core/x509/write.js';
import { throwawayKey } from '../../../../src/signers/file.js';

const SUBJECT = { country: 'HR', organisation: 'Sveučilište Jadran', organizationIdentifier: 'VATHR-01234567890', commonName: 'Sveučilište Jadran' };
const DATES = { from: new Date('2026-11-01T00:00:00Z'), until: new Date('2036-11-01T00:00:00Z') };

describe('a certificate that we write', () => {
  it.each(['ES256', 'RS256', 'Ed25519'] as const)('is its issuer’s, says Node, say we (%s)', async (algorithm) => {
    const issuer = { algorithm, ...throwawayKey(algorithm), subject: { organisation: 'TEST ONLY', commonName: 'A test authority' } };
    const { publicJwk } = throwawayKey('ES256');
    const root = await writeCertificate({ ...DATES, serial: new Uint8Array(16), subject: issuer.subject, publicJwk: issuer.publicJwk, ca: true }, issuer);
    const leaf = await writeCertificate({ ...DATES, serial: new Uint8Array(16).fill(255), subject: SUBJECT, publicJwk, ca: false }, issuer);
    const [theirs, above, ours] = [new X509Certificate(leaf), new X509Certificate(root), readCertificate(leaf)];
    expect([theirs.checkIssued(above), theirs.verify(above.publicKey), theirs.ca, above.ca]).toEqual([true, true, false, true]);
    expect([theirs.serialNumber, above.serialNumber, new Date(theirs.validFrom), new Date(theirs.validTo)]).toEqual(['7F'.padEnd(32, 'F'), '40'.padEnd(32, '0'), DATES.from, DATES.until]);
    expect([ours.subject, ours.issuer, ours.ca, ours.keyUsage, jwkOf(ours)]).toEqual([SUBJECT, issuer.subject, false, ['digitalSignature', 'nonRepudiation'], publicJwk]);
    expect([readCertificate(root).keyUsage, issued(readCertificate(root), ours), issued(ours, readCertificate(root))]).toEqual([['keyCertSign', 'cRLSign'], true, false]);
    expect(ours.authorityKeyIdentifier).toBe(readCertificate(root).subjectKeyIdentifier);
  });

  it('is not one of nobody', async () => {
    await expect(writeRequest({}, { algorithm: 'ES256', ...throwawayKey('ES256') })).rejects.toMatchObject({ code: 'bug' });
  });
});
