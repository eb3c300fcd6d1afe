import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCertificate, readSources, revocationWords, standing } from '../../../../src/core/x509/index.js';
import { basicConstraints, ecPair, extendedKeyUsage, keyUsage, makeCertificate, makeCrl, makeOcsp, makeSealCertificate, makeTestCa, OCSP_SIGNING } from '../../../support/certificates.js';
import { p256Key } from '../../../support/keys.js';

const CA = makeTestCa();
const leaf = makeSealCertificate({ ca: CA, publicJwk: p256Key('seal').publicJwk, organisation: { organisation: 'Jadran University' } });
const pair = { certificate: readCertificate(leaf.der), issuer: readCertificate(CA.sub.der) };
const SAID = { thisUpdate: '2026-11-20T00:00:00Z', nextUpdate: '2026-12-20T00:00:00Z' };
const REVOKED = '2026-10-01T00:00:00Z';
const words = ({ crls = [], ocsps = [], pool = [] }: { crls?: Uint8Array[]; ocsps?: Uint8Array[]; pool?: Uint8Array[] }) => revocationWords(pair, readSources({ crls, ocsps }, pool.map(readCertificate)));
const said = { said: Date.parse(SAID.thisUpdate), until: Date.parse(SAID.nextUpdate) };

describe('a revocation', () => {
  it('is read out of its authority’s list', () => {
    expect(words({ crls: [makeCrl(CA.sub, { ...SAID, revoked: [{ serial: 9n, at: REVOKED }, { serial: leaf.serial, at: REVOKED }] })] })).toEqual([{ ...said, revokedAt: Date.parse(REVOKED) }]);
    expect(words({ crls: [makeCrl(CA.sub, { ...SAID, revoked: [{ serial: leaf.serial + 1n, at: REVOKED }] })] })).toEqual([said]);
    expect(words({ crls: [makeCrl(CA.sub, { ...SAID, revoked: [] })] })).toEqual([said]);
  });

  it('is read out of its authority’s answer, or of one whom it lets answer', () => {
    expect(words({ ocsps: [makeOcsp({ about: leaf, issuer: CA.sub, ...SAID, revokedAt: REVOKED })] })).toEqual([{ ...said, revokedAt: Date.parse(REVOKED) }]);
    const responder = makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'answers' }, ...ecPair('responder'), issuer: CA.sub, extensions: [basicConstraints(false), keyUsage('digitalSignature'), extendedKeyUsage([OCSP_SIGNING], false)] });
    expect(words({ ocsps: [makeOcsp({ about: leaf, issuer: CA.sub, responder, ...SAID })] })).toEqual([said]);
  });

  it('is not looked for in an answer that brings along what keeps a reader busy', () => {
    const responder = makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'answers' }, ...ecPair('responder'), issuer: CA.sub, extensions: [extendedKeyUsage([OCSP_SIGNING], false)] });
    const answer = (count: number): Uint8Array => makeOcsp({ about: leaf, issuer: CA.sub, responder, carried: Array<typeof responder>(count).fill(responder), ...SAID });
    expect([1, 5, 6, 40].map((count) => words({ ocsps: [answer(count)] }).length)).toEqual([1, 1, 0, 0]);
  });

  it('is nobody else’s to say', () => {
    const other = makeTestCa({ name: 'OTHER' });
    const stranger = makeCertificate({ subject: { organisation: 'x', name: 'x' }, ...ecPair('x'), issuer: CA.sub, extensions: [basicConstraints(false)] });
    const foreign = makeCertificate({ subject: { organisation: 'y', name: 'y' }, ...ecPair('y'), issuer: other.sub, extensions: [extendedKeyUsage([OCSP_SIGNING], false)] });
    expect(words({ crls: [makeCrl(other.sub, { ...SAID, revoked: [{ serial: leaf.serial, at: REVOKED }] }), makeCrl({ ...other.sub, name: CA.sub.name }, { ...SAID, revoked: [] })] })).toEqual([]);
    for (const responder of [stranger, foreign, other.sub]) expect(words({ ocsps: [makeOcsp({ about: leaf, issuer: CA.sub, responder, ...SAID })], pool: [responder.der] })).toEqual([]);
    expect(words({ ocsps: [makeOcsp({ about: CA.tsa, issuer: CA.sub, ...SAID })] })).toEqual([]);
  });

  it('is not read out of what cannot be read, nor changed by a byte', () => {
    const crl = makeCrl(CA.sub, { ...SAID, revoked: [{ serial: leaf.serial, at: REVOKED }] });
    const ocsp = makeOcsp({ about: leaf, issuer: CA.sub, ...SAID });
    const flip = (bytes: Uint8Array, at: number, change: number): Uint8Array => Uint8Array.from(bytes, (byte, i) => (i === at % bytes.length ? byte ^ change : byte));
    fc.assert(
      fc.property(fc.nat(2000), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect([[], [{ ...said, revokedAt: Date.parse(REVOKED) }]]).toContainEqual(words({ crls: [flip(crl, at, change)] }));
        expect([[], [said]]).toContainEqual(words({ ocsps: [flip(ocsp, at, change)] }));
      }),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => words({ crls: [bytes], ocsps: [bytes] }).length === 0));
  });

  it('counts by its date; a word of good standing counts only for what it was said of', () => {
    const notAfter = new Date('2035-01-01T00:00:00Z');
    const at = Date.parse('2026-11-10T00:00:00Z');
    expect(standing([said], at, { notAfter })).toEqual({ good: true });
    expect(standing([{ said: at - 1000, until: at + 1 }], at, { notAfter })).toEqual({ good: true });
    expect(standing([{ said: at - 1000, until: at - 1 }, { said: at - 1 }], at, { notAfter })).toEqual({ good: false });
    // After its end the certificate may be missing from the list.
    expect(standing([said], at, { notAfter: new Date(said.said - 1) })).toEqual({ good: false });
    expect(standing([said, { ...said, revokedAt: 5 }, { ...said, revokedAt: 3 }], at, { notAfter })).toEqual({ revokedAt: 3, good: false });
    expect(standing([], at, { notAfter })).toEqual({ good: false });
  });
});
