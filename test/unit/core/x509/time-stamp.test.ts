import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeTimeStamp, readCertificate, readTimeStamp } from '../../../../src/core/x509/index.js';
import { basicConstraints, ecPair, extendedKeyUsage, keyUsage, makeCertificate, makeTestCa, makeTimeStamp, TIME_STAMPING, type Extension } from '../../../support/certificates.js';

const CA = makeTestCa();
const DATA = Buffer.from('what is stamped');
const imprint = new Uint8Array(createHash('sha256').update(DATA).digest());
const AT = '2026-11-01T10:00:00Z';
const NOW = Date.parse('2026-11-26T00:00:00Z');
const anchors = [{ certificate: readCertificate(CA.root.der) }];
const judged = (token: Uint8Array, { covered = DATA, at = NOW } = {}) => {
  const { standing, detail, stamp } = judgeTimeStamp(token, { covered, anchors, pool: [], at });
  return [standing, detail ?? (stamp && new Date(stamp.latest).toISOString())];
};
const stamper = (extensions: readonly Extension[], dates: { from?: string; until?: string } = {}) =>
  makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'other stamps' }, ...ecPair('other tsa'), issuer: CA.root, extensions, ...dates });

describe('a time stamp', () => {
  it.each(['ES256', 'RS256'] as const)('of an accepted authority proves that its bytes existed: %s', (algorithm) => {
    const { root, tsa } = makeTestCa({ algorithm, name: algorithm });
    const token = makeTimeStamp({ imprint, at: AT, tsa });
    const { standing, stamp } = judgeTimeStamp(token, { covered: DATA, anchors: [{ certificate: readCertificate(root.der) }], pool: [], at: NOW });
    expect([standing, stamp?.earliest, stamp?.latest, stamp?.signer.fingerprint]).toEqual(['accepted', Date.parse(AT), Date.parse(AT), readCertificate(tsa.der).fingerprint]);
  });

  it('of other bytes is broken, whoever made it', () => {
    expect(judged(makeTimeStamp({ imprint, at: AT, tsa: CA.tsa }), { covered: Buffer.from('else') })).toEqual(['broken', 'it is of something else']);
  });

  it('of an authority that is not accepted proves nothing, and is not broken', () => {
    const { tsa } = makeTestCa({ name: 'OTHER' });
    expect(judged(makeTimeStamp({ imprint, at: AT, tsa }))).toEqual(['untrusted', 'OTHER time stamps: no-chain']);
  });

  it.each<[string, readonly Extension[]]>([
    ['no purpose', [keyUsage('digitalSignature')]],
    ['a purpose that is not critical', [extendedKeyUsage([TIME_STAMPING], false)]],
    ['another purpose', [extendedKeyUsage(['1.3.6.1.5.5.7.3.4'])]],
    ['another purpose besides', [extendedKeyUsage([TIME_STAMPING, '1.3.6.1.5.5.7.3.4'])]],
    ['a key that is not for signing', [extendedKeyUsage([TIME_STAMPING]), keyUsage('keyEncipherment')]],
    ['a certification authority’s certificate', [extendedKeyUsage([TIME_STAMPING]), basicConstraints(true)]],
  ])('is not made with %s', (_what, extensions) => {
    expect(judged(makeTimeStamp({ imprint, at: AT, tsa: stamper(extensions) }))).toEqual(['broken', 'The certificate of the time stamp’s authority is not for stamping time.']);
  });

  it('is signed by the key of that certificate, and of what it says', () => {
    const { privateKey } = ecPair('thief');
    expect(judged(makeTimeStamp({ imprint, at: AT, tsa: { ...CA.tsa, privateKey } }))).toEqual(['broken', 'The signature of the time stamp does not hold.']);
    const token = Buffer.from(makeTimeStamp({ imprint, at: AT, tsa: CA.tsa }));
    const at = token.indexOf('20261101100000Z');
    token.write('20251101100000Z', at);
    expect(judged(token)).toEqual(['broken', 'What the time stamp’s authority signed is something else.']);
  });

  it('names its own certificate, and no other of the same key', () => {
    const twin = makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'twin' }, ...ecPair('TEST tsa'), issuer: CA.root, extensions: [extendedKeyUsage([TIME_STAMPING])] });
    expect(judged(makeTimeStamp({ imprint, at: AT, tsa: CA.tsa, named: twin.der }))).toEqual(['broken', 'The certificate of the time stamp’s authority is not there.']);
  });

  it('is not made when its authority had no certificate, nor accepted once that has run out', () => {
    const brief = stamper([extendedKeyUsage([TIME_STAMPING])], { from: '2026-01-01T00:00:00Z', until: '2026-06-30T00:00:00Z' });
    const token = makeTimeStamp({ imprint, at: '2026-03-01T00:00:00Z', tsa: brief });
    expect(judged(token)).toEqual(['untrusted', 'other stamps: expired']);
    expect(judged(token, { at: Date.parse('2026-05-01T00:00:00Z') })[0]).toBe('accepted');
    const early = makeTimeStamp({ imprint, at: '2025-12-31T00:00:00Z', tsa: brief });
    expect(judged(early, { at: Date.parse('2026-05-01T00:00:00Z') })).toEqual(['broken', 'its authority had no certificate at that time']);
  });

  it('with any byte changed is not accepted for another time; of any bytes it is none', () => {
    const token = makeTimeStamp({ imprint, at: AT, tsa: CA.tsa });
    const { latest } = readTimeStamp(token);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const { standing, stamp } = judgeTimeStamp(Uint8Array.from(token, (byte, i) => (i === at ? byte ^ change : byte)), { covered: DATA, anchors, pool: [], at: NOW });
        return standing !== 'accepted' || stamp?.latest === latest;
      }),
      { numRuns: 150 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => judged(bytes)[0] === 'broken'));
  });

  it('does not hold with more certificates than lead anywhere', () => {
    const carrying = (count: number): Uint8Array => makeTimeStamp({ imprint, at: AT, tsa: CA.tsa, carried: Array<typeof CA.tsa>(count).fill(CA.tsa) });
    expect(judged(carrying(8))[0]).toBe('accepted');
    expect(judged(carrying(9))).toEqual(['broken', 'The time stamp carries more certificates than any does.']);
  });
});
