import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../../../src/core/errors.js';
import { findPath, jwkOf, readCertificate, readPem, toPem } from '../../../../src/core/x509/index.js';
import {
  authorityKeyIdentifier, basicConstraints, crlDistributionPoint, ecPair, extendedKeyUsage, extension, keyIdentifier, keyUsage, makeCertificate, makeSealCertificate, makeTestCa, nameConstraints, ocspAt, pem, qcStatements, rsaPair, TIME_STAMPING, unheardOf,
  type Extension, type TestCertificate,
} from '../../../support/certificates.js';
import { sequence, utf8String } from '../../../support/der.js';
import { p256Key } from '../../../support/keys.js';

const CA = makeTestCa();
const ORGANISATION = { organisation: 'Jadran University', name: 'Seal', country: 'HR', organizationIdentifier: 'VATHR-12345678901' };
const seal = (extensions: readonly Extension[] = []): TestCertificate => makeSealCertificate({ ca: CA, publicJwk: p256Key('seal').publicJwk, organisation: ORGANISATION, extensions });
const NOW = Date.parse('2026-11-26T00:00:00Z');

describe('a certificate', () => {
  it('of more values than any has is refused before the library makes something of each', () => {
    const many = (count: number) => seal(Array.from({ length: count }, (_, n) => extension(`1.2.3.${n}`, utf8String('?'))));
    expect(() => readCertificate(many(100).der)).not.toThrow();
    expect(() => readCertificate(many(400).der)).toThrow('larger than any is');
  });

  it('is read into facts', () => {
    const places = [crlDistributionPoint('http://crl.example/a.crl'), ocspAt('http://ocsp.example/')];
    const { der, serial } = seal([qcStatements({ compliance: true, type: 'eseal', device: true }), extendedKeyUsage(['1.3.6.1.5.5.7.3.4'], false), ...places]);
    const read = readCertificate(der);
    const openssl = new X509Certificate(der);
    expect(read).toMatchObject({
      subject: { organisation: 'Jadran University', commonName: 'Seal', country: 'HR', organizationIdentifier: 'VATHR-12345678901' },
      issuer: { organisation: 'TEST ONLY', commonName: 'TEST issuing', country: 'HR' },
      serial: serial.toString(16),
      fingerprint: Buffer.from(openssl.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
      notBefore: new Date('2025-01-01T00:00:00Z'),
      notAfter: new Date('2035-01-01T00:00:00Z'),
      ca: false,
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      purposes: { critical: false, oids: ['1.3.6.1.5.5.7.3.4'] },
      qc: { compliance: true, device: true, type: 'eseal' },
      subjectKeyIdentifier: Buffer.from(keyIdentifier(openssl.publicKey)).toString('hex'),
      authorityKeyIdentifier: Buffer.from(keyIdentifier(CA.sub.publicKey)).toString('hex'),
      revocationAt: ['http://ocsp.example/', 'http://crl.example/a.crl'],
      forbidding: [],
    });
    expect(jwkOf(read)).toEqual(p256Key('seal').publicJwk);
    expect(readCertificate(CA.sub.der)).toMatchObject({ ca: true, pathLength: 0, keyUsage: ['keyCertSign', 'cRLSign'] });
  });

  it('goes to PEM and back', () => {
    expect(readPem(toPem(CA.root.der) + toPem(CA.sub.der)).map(({ der }) => der)).toEqual([CA.root.der, CA.sub.der]);
    expect(toPem(CA.root.der)).toBe(pem(CA.root.der));
    expect(() => readPem('nothing')).toThrow(expect.objectContaining({ code: 'input-invalid' }));
  });

  it('with an extension twice, or one that cannot be read, is none', () => {
    for (const extensions of [[keyUsage('digitalSignature')], [extension('2.5.29.37', utf8String('x'))], [extension('2.5.29.31', utf8String('x'))]]) {
      expect(() => readCertificate(seal(extensions).der)).toThrow(expect.objectContaining({ code: 'input-invalid' }));
    }
  });

  it('is nothing else: no bytes after it, no other value, nothing too large', () => {
    const { der } = seal();
    for (const bytes of [Uint8Array.of(...der, 0), new Uint8Array(), utf8String('x'), sequence(), der.subarray(0, -1), new Uint8Array(70_000)]) {
      expect(() => readCertificate(bytes)).toThrow(expect.objectContaining({ code: 'input-invalid' }));
    }
  });

  it('of any bytes is refused or read, never a crash; and with a byte changed leads nowhere', () => {
    const { der } = seal();
    const anchors = [{ certificate: readCertificate(CA.root.der) }];
    const pool = [readCertificate(CA.sub.der)];
    const leads = (bytes: Uint8Array): boolean => {
      try {
        return findPath(readCertificate(bytes), { anchors, pool, at: NOW }).ok;
      } catch (error) {
        if (error instanceof AppError && error.code === 'input-invalid') return false;
        throw error;
      }
    };
    expect(leads(der)).toBe(true);
    fc.assert(fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => !leads(Uint8Array.from(der, (byte, i) => (i === at ? byte ^ change : byte)))), { numRuns: 500 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !leads(bytes)));
    // Nested as deep as it fits.
    expect(leads(Uint8Array.from({ length: 60_000 }, (_, i) => (i % 2 === 0 ? 0x30 : 0x80)))).toBe(false);
  });
});

describe('a path', () => {
  const at = (time: string): number => Date.parse(time);
  const path = (leaf: TestCertificate, { pool = [CA.sub], anchors = [CA.root], when = NOW }: { pool?: readonly TestCertificate[]; anchors?: readonly TestCertificate[]; when?: number } = {}) => {
    const answer = findPath(readCertificate(leaf.der), { pool: pool.map(({ der }) => readCertificate(der)), anchors: anchors.map(({ der }) => ({ certificate: readCertificate(der) })), at: when });
    return answer.ok ? answer.path.certificates.length : [answer.fault, answer.detail];
  };
  const ca = (name: string, { issuer, extensions = [basicConstraints(true), keyUsage('keyCertSign')] }: { issuer?: TestCertificate; extensions?: readonly Extension[] } = {}) =>
    makeCertificate({ subject: { organisation: 'TEST ONLY', name }, ...ecPair(name), extensions, ...(issuer && { issuer }) });
  const below = (issuer: TestCertificate, extensions: readonly Extension[] = [basicConstraints(false), keyUsage('digitalSignature')], dates: { from?: string; until?: string } = {}) =>
    makeCertificate({ subject: ORGANISATION, ...ecPair('leaf'), issuer, extensions, ...dates });

  it('leads by the certificates given to an anchor, which may stand anywhere in it', () => {
    expect(path(seal())).toBe(2);
    expect(path(seal(), { anchors: [CA.sub] })).toBe(1);
    const leaf = seal();
    expect(path(leaf, { anchors: [leaf], pool: [] })).toBe(1);
    expect(path(seal(), { pool: [] })).toEqual(['no-chain', 'TEST issuing']);
    expect(path(seal(), { anchors: [] })).toEqual(['no-chain', 'TEST issuing']);
  });

  it('is not made by a name: somebody else’s authority of the same name signed nothing', () => {
    const impostor = makeTestCa({ name: 'TEST', algorithm: 'RS256' });
    expect(path(seal(), { anchors: [impostor.root, impostor.sub], pool: [CA.sub, impostor.sub] })).toEqual(['no-chain', 'TEST issuing']);
  });

  it.each<[string, readonly Extension[], string]>([
    ['is no authority', [basicConstraints(false), keyUsage('keyCertSign')], 'is no certification authority'],
    ['says nothing of being one', [keyUsage('keyCertSign')], 'is no certification authority'],
    ['may not sign certificates', [basicConstraints(true), keyUsage('digitalSignature')], 'may not sign certificates'],
  ])('does not go through what %s', (_what, extensions, detail) => {
    const middle = ca('middle', { issuer: CA.root, extensions });
    expect(path(below(middle), { pool: [middle] })).toEqual(['constraints', `middle ${detail}`]);
    expect(path(below(middle), { pool: [], anchors: [middle] })).toEqual(['constraints', `middle ${detail}`]);
  });

  it('is no longer than its authorities allow', () => {
    const middle = ca('middle', { issuer: CA.sub });
    expect(path(below(middle), { pool: [CA.sub, middle] })).toEqual(['constraints', 'TEST issuing may not stand so far above']);
    const free = ca('free', { issuer: CA.root });
    const under = ca('under', { issuer: free });
    expect(path(below(under), { pool: [free, under] })).toBe(3);
  });

  it('does not go over an extension that forbids it', () => {
    expect(path(below(CA.sub, [basicConstraints(false), unheardOf(false)]))).toBe(2);
    expect(path(below(CA.sub, [basicConstraints(false), unheardOf(true)]))).toEqual(['constraints', 'Seal: extension 1.3.6.1.4.1.99999.1']);
    const limited = ca('limited', { issuer: CA.root, extensions: [basicConstraints(true), keyUsage('keyCertSign'), nameConstraints('a.example')] });
    expect(path(below(limited), { pool: [limited] })).toEqual(['constraints', 'limited: extension 2.5.29.30']);
  });

  it('holds only while every certificate in it does', () => {
    const brief = below(CA.sub, undefined, { from: '2026-01-01T00:00:00Z', until: '2026-06-30T00:00:00Z' });
    expect(path(brief, { when: at('2026-03-01T00:00:00Z') })).toBe(2);
    expect(path(brief, { when: at('2025-12-31T23:59:59Z') })).toEqual(['not-yet-valid', 'Seal']);
    expect(path(brief)).toEqual(['expired', 'Seal']);
  });

  it('is not made of weak keys', () => {
    const weak = makeCertificate({ subject: { organisation: 'weak', name: 'weak' }, ...rsaPair('weak', 1024), extensions: [basicConstraints(true)] });
    const leaf = makeCertificate({ subject: ORGANISATION, ...ecPair('leaf'), issuer: weak, extensions: [basicConstraints(false)] });
    expect(path(leaf, { anchors: [weak], pool: [] })).toEqual(['no-chain', 'weak']);
  });

  it('is not looked for without end', () => {
    const maze = Array.from({ length: 60 }, (_, i) => makeCertificate({ subject: { organisation: 'same', name: 'same' }, ...ecPair(`maze ${i % 3}`), extensions: [basicConstraints(true), authorityKeyIdentifier(ecPair(`x ${i}`).publicKey)] }));
    const leaf = makeCertificate({ subject: ORGANISATION, ...ecPair('leaf'), issuer: maze[0] as TestCertificate, extensions: [] });
    const started = performance.now();
    expect(path(leaf, { pool: maze })).toEqual(['no-chain', 'same']);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('takes a stamper’s certificate for nothing that seals ask of', () => {
    expect(readCertificate(CA.tsa.der).purposes).toEqual({ critical: true, oids: [TIME_STAMPING] });
  });
});
