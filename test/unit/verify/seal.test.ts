import { describe, expect, it } from '@jest/globals';
import type { SealFact, TrustAnchor } from '../../../src/core/seal.js';
import { readCertificate } from '../../../src/core/x509/index.js';
import { readJades } from '../../../src/formats/jades/index.js';
import { checkSeal } from '../../../src/verify/checks/seal.js';
import { conclude } from '../../../src/verify/conclude.js';
import { DEFAULT_POLICY, withoutTrust } from '../../../src/verify/policy.js';
import { judgeSeal } from '../../../src/verify/seal.js';
import {
  basicConstraints, crlDistributionPoint, ecPair, extendedKeyUsage, keyUsage, makeCertificate, makeCrl, makeOcsp, makeSealCertificate, makeTestCa, OCSP_SIGNING, qcStatements, TIME_STAMPING, unheardOf,
} from '../../support/certificates.js';
import { fromData } from '../../support/data.js';
import { archived, base64, CA, contentStamp, keyFor, ORGANISATION, PAYLOAD, sealed, signatureStamp, SIGNED_AT, wireOf, withHeader, withProperties } from '../formats/jades/sealed.js';
import { evidence, parsed } from './fixtures.js';

const NOW = '2026-11-26T00:00:00Z';
const anchor = (certificate: Uint8Array, over: Partial<TrustAnchor> = {}): TrustAnchor => ({ id: 'a', name: 'TEST anchor', use: 'seal', kind: 'test', certificate, ...over });
const ANCHORS = [anchor(CA.root.der), anchor(CA.root.der, { use: 'time-stamp', name: 'TEST stamps' })];
interface World {
  readonly anchors?: readonly TrustAnchor[];
  readonly at?: string;
}
const judge = (text: string, { anchors = ANCHORS, at = NOW }: World = {}): SealFact => judgeSeal(readJades(text).seal, { anchors, at });
/** What the check says of it: outcome, reason; and in the words of EN 319 102-1. */
function said(text: string, world: World = {}) {
  const { seal } = readJades(text);
  const fact = judgeSeal(seal, { anchors: ANCHORS, at: NOW, ...world });
  expect(JSON.parse(JSON.stringify(fact))).toEqual(fact);
  const { outcome, reason } = checkSeal(parsed({ seal }), evidence({ seal: fact }));
  return [outcome, reason, [fact.chain.indication, fact.chain.subIndication].filter(Boolean).join('/')];
}
const GOOD = ['pass', 'ok', 'TOTAL_PASSED'];
const EARLY = '2026-11-01T10:00:05Z';

describe('a seal by certificate', () => {
  it('leads to an anchor of the operator’s, and says what it is', async () => {
    const text = await sealed();
    expect(judge(text)).toEqual({
      level: 'B-B',
      chain: { indication: 'TOTAL_PASSED', anchor: 'TEST anchor' },
      timeStamps: [],
      kind: 'test',
      revocation: 'none-offered',
      certificate: {
        organisation: 'Jadran University', commonName: 'Jadran University seal', country: 'HR', organizationIdentifier: 'VATHR-12345678901', issuer: 'TEST issuing',
        validFrom: '2025-01-01T00:00:00Z', validUntil: '2035-01-01T00:00:00Z', claims: { qualified: false, eseal: false, device: false },
      },
    });
    expect(said(text)).toEqual(GOOD);
  });

  it('is unknown where nobody is accepted, and never good', async () => {
    const text = await sealed({ stampedAt: EARLY });
    const nobody = ['unknown', 'seal-untrusted', 'INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND'];
    expect(said(text, { anchors: [] })).toEqual(nobody);
    expect(said(text, { anchors: [anchor(CA.root.der, { use: 'time-stamp' })] })).toEqual(nobody);
    expect(said(text, { anchors: [anchor(makeTestCa({ name: 'OTHER' }).root.der)] })).toEqual(nobody);
    expect(judge(text, { anchors: [] })).toMatchObject({ kind: 'unknown', timeStamps: [{ kind: 'signature', standing: 'untrusted', authority: 'TEST time stamps', at: EARLY }] });
    expect(judge(text, { anchors: [] })).not.toHaveProperty('provenAt');
  });

  it('whose anchors could not be asked for is unknown, and of a format without one not applicable', async () => {
    const { seal } = readJades(await sealed());
    expect(checkSeal(parsed({ seal }), evidence())).toMatchObject({ outcome: 'unknown', reason: 'source-unavailable' });
    expect(checkSeal(parsed(), evidence())).toMatchObject({ outcome: 'skip', reason: 'not-applicable' });
  });

  it('proves its time by a stamp of an accepted authority, from the second after', async () => {
    const fact = judge(await sealed({ stampedAt: EARLY }));
    expect(fact).toMatchObject({ level: 'B-T', provenAt: EARLY, timeStamps: [{ kind: 'signature', standing: 'accepted', at: EARLY, authority: 'TEST time stamps' }] });
    expect(judge(await sealed({ stampedAt: EARLY }), { anchors: ANCHORS.slice(0, 1) })).not.toHaveProperty('provenAt');
  });
});

describe('what kind of seal it is', () => {
  const kind = async (anchorKind: TrustAnchor['kind'], claims?: Parameters<typeof qcStatements>[0]) => {
    const text = await sealed({ certificate: claims === undefined ? {} : { extensions: [qcStatements(claims)] } });
    const { kind: found, certificate } = judge(text, { anchors: [anchor(CA.root.der, { kind: anchorKind })] });
    return [found, certificate?.claims];
  };
  it('is the operator’s word, from which the certificate can only take away', async () => {
    const claims = { qualified: true, eseal: true, device: true };
    expect(await kind('test', { compliance: true, type: 'eseal', device: true })).toEqual(['test', claims]);
    expect(await kind('advanced', { compliance: true, type: 'eseal', device: true })).toEqual(['advanced', claims]);
    expect(await kind('advanced-qualified-certificate', { compliance: true, type: 'eseal', device: true })).toEqual(['advanced-qualified-certificate', claims]);
    expect(await kind('advanced-qualified-certificate', { compliance: true, type: 'esign' })).toEqual(['advanced', { qualified: true, eseal: false, device: false }]);
    expect(await kind('advanced-qualified-certificate', { type: 'eseal' })).toEqual(['advanced', { qualified: false, eseal: true, device: false }]);
    expect(await kind('advanced-qualified-certificate')).toEqual(['advanced', { qualified: false, eseal: false, device: false }]);
  });

  it('is unknown of a certificate that calls itself qualified and leads nowhere', async () => {
    const text = await sealed({ certificate: { extensions: [qcStatements({ compliance: true, type: 'eseal', device: true })] } });
    expect(judge(text, { anchors: [] })).toMatchObject({ kind: 'unknown', certificate: { claims: { qualified: true } } });
    expect(checkSeal(parsed({ seal: readJades(text).seal }), evidence({ seal: judge(text, { anchors: [] }) })).facts).toMatchObject({ kind: 'unknown', claimsQualified: 'true' });
  });
});

describe('a certificate that has run out', () => {
  const UNTIL = '2026-11-10T00:00:00Z';
  const brief = { certificate: { until: UNTIL } };
  it('seals still, where a stamp proves that it was made before', async () => {
    expect(said(await sealed({ ...brief, stampedAt: EARLY }))).toEqual(GOOD);
    expect(said(await sealed(brief), { at: '2026-11-05T00:00:00Z' })).toEqual(GOOD);
  });
  it('does not by its own word, nor by a stamp from afterwards or from whomever', async () => {
    const open = ['unknown', 'seal-time-unproven', 'INDETERMINATE/OUT_OF_BOUNDS_NO_POE'];
    expect(said(await sealed(brief))).toEqual(open);
    expect(said(await sealed({ ...brief, stampedAt: '2026-11-11T00:00:00Z' }))).toEqual(open);
    expect(said(await sealed({ ...brief, stampedAt: EARLY }), { anchors: ANCHORS.slice(0, 1) })).toEqual(open);
  });
  it('sealed nothing that says itself that it is later, or earlier than the certificate', async () => {
    const outside = (sub: string) => ['fail', 'seal-outside-validity', `TOTAL_FAILED/${sub}`];
    expect(said(await sealed({ ...brief, signedAt: '2026-11-11T00:00:00Z' }))).toEqual(outside('EXPIRED'));
    expect(said(await sealed({ signedAt: '2024-12-31T00:00:00Z' }))).toEqual(outside('NOT_YET_VALID'));
    expect(said(await sealed({ certificate: { from: '2026-11-05T00:00:00Z' }, stampedAt: EARLY }))).toEqual(outside('NOT_YET_VALID'));
    const late = withHeader(await sealed(brief), (header) => ({ ...header, adoTst: contentStamp(PAYLOAD, '2026-11-12T00:00:00Z') }));
    expect(said(late)).toEqual(outside('EXPIRED'));
  });
});

describe('a revocation', () => {
  const leaf = makeSealCertificate({ ca: CA, publicJwk: keyFor('ES256').publicJwk, organisation: ORGANISATION, extensions: [crlDistributionPoint('http://crl.example/')] });
  const SAID = { thisUpdate: '2026-11-20T00:00:00Z', nextUpdate: '2026-12-20T00:00:00Z' };
  const revoked = (at?: string) => ({ rVals: { crlVals: [{ val: base64(makeCrl(CA.sub, { ...SAID, revoked: at === undefined ? [] : [{ serial: leaf.serial, at }] })) }] } });
  const text = async (over: Parameters<typeof sealed>[0] = {}): Promise<string> => {
    const made = await sealed(over);
    // The certificate under its own serial number, so that a list can name it.
    return withHeader(made, (header) => ({ ...header, x5c: [base64(leaf.der), base64(CA.sub.der)], 'x5t#S256': readCertificate(leaf.der).fingerprint }));
  };
  const stamped = async (at: string, over?: Parameters<typeof sealed>[0]): Promise<string> => {
    const made = await text(over);
    return withProperties(made, signatureStamp(made, at));
  };

  it('after the proven time leaves the seal; before it, or without proof, it does not', async () => {
    expect(said(withProperties(await stamped(EARLY), revoked('2026-11-05T00:00:00Z')))).toEqual(GOOD);
    expect(judge(withProperties(await stamped(EARLY), revoked('2026-11-05T00:00:00Z')))).toMatchObject({ revocation: 'revoked-later', level: 'B-LT' });
    const open = ['unknown', 'seal-certificate-revoked', 'INDETERMINATE/REVOKED_NO_POE'];
    expect(said(withProperties(await text(), revoked('2026-11-05T00:00:00Z')))).toEqual(open);
    expect(said(withProperties(await stamped('2026-11-06T00:00:00Z'), revoked('2026-11-05T00:00:00Z')))).toEqual(open);
    expect(said(withProperties(await stamped(EARLY), revoked('2026-11-05T00:00:00Z')), { anchors: ANCHORS.slice(0, 1) })).toEqual(open);
  });

  it('before the time that the seal itself names ends it', async () => {
    expect(said(withProperties(await stamped(EARLY), revoked('2026-10-31T00:00:00Z')))).toEqual(['fail', 'seal-certificate-revoked', 'TOTAL_FAILED/REVOKED']);
    const content = withHeader(await text({ signedAt: '2026-10-01T00:00:00Z' }), (header) => ({ ...header, adoTst: contentStamp(PAYLOAD, '2026-11-02T00:00:00Z') }));
    expect(said(withProperties(content, revoked('2026-10-31T00:00:00Z')))).toEqual(['fail', 'seal-certificate-revoked', 'TOTAL_FAILED/REVOKED']);
  });

  it('that nobody was asked about is said, and a good word brought along too', async () => {
    expect(said(await stamped(EARLY))).toEqual(['warn', 'seal-revocation-unchecked', 'TOTAL_PASSED']);
    expect(judge(withProperties(await stamped(EARLY), revoked()))).toMatchObject({ revocation: 'good' });
    expect(said(withProperties(await stamped(EARLY), revoked()))).toEqual(GOOD);
    const ocsp = { rVals: { ocspVals: [{ val: base64(makeOcsp({ about: leaf, issuer: CA.sub, ...SAID })) }] } };
    expect(said(withProperties(await stamped(EARLY), ocsp))).toEqual(GOOD);
    // Said before the moment that it would have to be good for.
    expect(judge(withProperties(await text(), revoked()), { at: '2027-01-01T00:00:00Z' })).toMatchObject({ revocation: 'unchecked' });
  });

  it('of the authority above leaves nothing', async () => {
    const crl = { rVals: { crlVals: [{ val: base64(makeCrl(CA.root, { ...SAID, revoked: [{ serial: CA.sub.serial, at: '2026-10-31T00:00:00Z' }] })) }] } };
    expect(said(withProperties(await stamped(EARLY), crl))).toEqual(['unknown', 'seal-certificate-revoked', 'INDETERMINATE/REVOKED_CA_NO_POE']);
  });

  it('of the stamper before it stamped leaves no proof', async () => {
    const crl = { rVals: { crlVals: [{ val: base64(makeCrl(CA.root, { ...SAID, revoked: [{ serial: CA.tsa.serial, at: '2026-10-31T00:00:00Z' }] })) }] } };
    expect(judge(withProperties(await stamped(EARLY), crl))).toMatchObject({ timeStamps: [{ standing: 'untrusted', detail: 'TEST time stamps was revoked' }] });
    const later = { rVals: { crlVals: [{ val: base64(makeCrl(CA.root, { ...SAID, revoked: [{ serial: CA.tsa.serial, at: '2026-11-05T00:00:00Z' }] })) }] } };
    expect(judge(withProperties(await stamped(EARLY), later))).toMatchObject({ timeStamps: [{ standing: 'accepted' }], provenAt: EARLY });
  });
});

describe('time stamps', () => {
  const BROKEN = ['fail', 'time-stamp-broken', 'TOTAL_FAILED/HASH_FAILURE'];
  it('of another signature, or of other properties, fail', async () => {
    const text = await sealed();
    const other = await sealed({ payload: '{}' });
    expect(said(withProperties(text, signatureStamp(other, EARLY)))).toEqual(BROKEN);
    const archive = archived(withProperties(text, signatureStamp(text, EARLY), { xVals: [] }), '2026-11-02T00:00:00Z');
    expect(said(archive)).toEqual(GOOD);
    const wire = wireOf(archive);
    const [first, second, third] = wire.signatures[0].header?.etsiU ?? [];
    const moved = (...etsiU: unknown[]) => JSON.stringify({ ...wire, signatures: [{ ...wire.signatures[0], header: { etsiU } }] });
    expect(said(moved(first, third))).toEqual(BROKEN);
    expect(said(moved(second, first, third))).toEqual(BROKEN);
    expect(said(withHeader(await sealed(), (header) => ({ ...header, adoTst: contentStamp('else', EARLY) })))).toEqual(BROKEN);
  });

  it('that fail make the file altered', async () => {
    const text = await sealed();
    const finding = checkSeal(parsed({ seal: readJades(text).seal }), evidence({ seal: judge(withProperties(text, signatureStamp(await sealed({ payload: '{}' }), EARLY))) }));
    expect(conclude([finding], DEFAULT_POLICY)).toMatchObject({ verdict: 'invalid', state: 'altered' });
  });

  it('of whoever may not stamp fail', async () => {
    const text = await sealed();
    const other = makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'no stamper' }, ...ecPair('no stamper'), issuer: CA.root, extensions: [extendedKeyUsage(['1.3.6.1.5.5.7.3.4'])] });
    expect(said(withProperties(text, signatureStamp(text, EARLY, other)))).toEqual(BROKEN);
  });

  it('of an archive keep those before them, after their authorities are gone', async () => {
    const brief = makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'brief' }, ...ecPair('brief'), issuer: CA.root, extensions: [extendedKeyUsage([TIME_STAMPING])], until: '2026-11-03T00:00:00Z' });
    const text = await sealed();
    const once = withProperties(text, signatureStamp(text, EARLY, brief), { rVals: {} });
    expect(judge(once)).toMatchObject({ timeStamps: [{ standing: 'untrusted', detail: 'brief: expired' }] });
    const kept = archived(once, '2026-11-02T00:00:00Z');
    expect(judge(kept)).toMatchObject({ level: 'B-LTA', provenAt: EARLY, timeStamps: [{ kind: 'signature', standing: 'accepted' }, { kind: 'archive', standing: 'accepted' }] });
    expect(judge(archived(once, '2026-11-04T00:00:00Z'))).toMatchObject({ provenAt: '2026-11-04T00:00:00Z', timeStamps: [{ standing: 'untrusted' }, { standing: 'accepted' }] });
  });

  it('are kept by an archive only where it covers them: not by another stamp of the signature, nor by an archive before them', async () => {
    const gone = makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'gone' }, ...ecPair('gone'), issuer: CA.root, extensions: [extendedKeyUsage([TIME_STAMPING])], until: '2026-11-10T00:00:00Z' });
    // Whoever got hold of that authority's old key can make such a stamp today.
    const text = await sealed();
    const standings = (given: string) => judge(given).timeStamps.map(({ standing }) => standing);
    const beside = withProperties(text, signatureStamp(text, EARLY, gone), signatureStamp(text, '2026-11-05T00:00:00Z'));
    expect(judge(beside)).toMatchObject({ provenAt: '2026-11-05T00:00:00Z' });
    expect(standings(beside)).toEqual(['untrusted', 'accepted']);
    const after = archived(withProperties(text, signatureStamp(text, '2026-11-04T00:00:00Z'), { xVals: [] }), '2026-11-05T00:00:00Z');
    expect(standings(withProperties(after, signatureStamp(text, EARLY, gone)))).toEqual(['accepted', 'accepted', 'untrusted']);
    expect(standings(archived(withProperties(text, signatureStamp(text, EARLY, gone)), '2026-11-05T00:00:00Z'))).toEqual(['accepted', 'accepted']);
  });

  it('must come one after the other, and after the seal', async () => {
    const disagree = ['unknown', 'seal-times-disagree', 'INDETERMINATE/TIMESTAMP_ORDER_FAILURE'];
    const text = await sealed();
    expect(said(archived(withProperties(text, signatureStamp(text, EARLY), { xVals: [] }), '2026-10-30T00:00:00Z'))).toEqual(disagree);
    expect(said(await sealed({ stampedAt: '2026-10-31T00:00:00Z' }))).toEqual(disagree);
    const content = withHeader(await sealed(), (header) => ({ ...header, adoTst: contentStamp(PAYLOAD, '2026-11-03T00:00:00Z') }));
    expect(said(withProperties(content, signatureStamp(content, EARLY)))).toEqual(disagree);
    expect(judge(content)).toMatchObject({ notBefore: '2026-11-03T00:00:00Z' });
  });
});

describe('certificates that may not be used so', () => {
  it('leave the seal open', async () => {
    const unfit = ['unknown', 'seal-unfit', 'INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE'];
    expect(said(await sealed({ certificate: { extensions: [unheardOf(true)] } }))).toEqual(unfit);
    const narrow = makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'narrow' }, ...ecPair('narrow'), issuer: CA.root, extensions: [basicConstraints(false), keyUsage('keyCertSign')] });
    expect(said(await sealed({ ca: { ...CA, sub: narrow } }))).toEqual(unfit);
    const below = makeCertificate({ subject: { organisation: 'TEST ONLY', name: 'below' }, ...ecPair('below'), issuer: CA.sub, extensions: [basicConstraints(true), keyUsage('keyCertSign')] });
    const long = withProperties(await sealed({ ca: { ...CA, sub: below } }), { xVals: [{ x509Cert: { val: base64(CA.sub.der) } }] });
    expect(said(long)).toEqual(unfit);
  });

  const [SERVERS, CLIENTS, E_MAIL, DOCUMENTS, ANY] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.36', '2.5.29.37.0'] as const;
  it.each<[string, readonly string[], boolean]>([
    ['servers', [SERVERS], false],
    ['servers and clients', [SERVERS, CLIENTS], false],
    ['time stamps', [TIME_STAMPING], false],
    ['answers on revocation', [OCSP_SIGNING], false],
    ['documents', [DOCUMENTS], true],
    ['documents, and clients', [CLIENTS, DOCUMENTS], true],
    ['anything', [ANY], true],
    ['e-mail, as many for documents are', [E_MAIL, CLIENTS], true],
    ['something of its own', ['1.3.6.1.4.1.99999.7'], true],
  ])('say what for: %s', async (_what, purposes, may) => {
    for (const critical of [true, false]) {
      expect(said(await sealed({ certificate: { extensions: [extendedKeyUsage(purposes, critical)] } }))).toEqual(may ? GOOD : ['unknown', 'seal-unfit', 'INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE']);
    }
  });

  it('leave it open in other formats too, which look at them less', () => {
    const fact = (chain: readonly Uint8Array[]) => judgeSeal({ chain, claimedAt: SIGNED_AT, stamps: [], certificates: [], crls: [], ocsps: [], level: 'B-B' }, { anchors: ANCHORS, at: NOW }).chain.subIndication;
    expect([fact([]), fact([new Uint8Array(9)]), fact([CA.sub.der])]).toEqual(['NO_SIGNING_CERTIFICATE_FOUND', 'NO_SIGNING_CERTIFICATE_FOUND', 'CHAIN_CONSTRAINTS_FAILURE']);
    const other = makeCertificate({ subject: ORGANISATION, ...ecPair('other use'), issuer: CA.sub, extensions: [basicConstraints(false), keyUsage('keyEncipherment')] });
    expect(fact([other.der, CA.sub.der])).toBe('CHAIN_CONSTRAINTS_FAILURE');
  });

  it('as a rule of the baseline that is broken does', async () => {
    const late = withHeader(await sealed(), ({ iat: _iat, ...header }) => ({ ...header, sigT: SIGNED_AT }));
    expect(said(late)).toEqual(['unknown', 'seal-not-baseline', 'INDETERMINATE/SIG_CONSTRAINTS_FAILURE']);
    expect(judge(late).chain.anchor).toBe('TEST anchor');
  });
});

it('without the question of trust a seal that leads to nobody is no fault, and one that fails is', async () => {
  const text = await sealed();
  const { seal } = readJades(text);
  const off = withoutTrust({ ...DEFAULT_POLICY, levels: Object.fromEntries(Object.keys(DEFAULT_POLICY.levels).map((check) => [check, check === 'seal' || check === 'trust' ? 'require' : 'off'])) as typeof DEFAULT_POLICY.levels });
  const verdict = (fact: SealFact) => conclude([checkSeal(parsed({ seal }), evidence({ seal: fact }))], off).verdict;
  expect(verdict(judge(text, { anchors: [] }))).toBe('valid');
  expect(verdict(judge(await sealed({ certificate: { until: '2026-11-10T00:00:00Z' } })))).toBe('indeterminate');
  expect(verdict(judge(await sealed({ signedAt: '2024-12-31T00:00:00Z' })))).toBe('invalid');
});

/** Out of the long-term sample: who certified the seal, and whoever stamped it. */
function pinned(longTerm: string): readonly TrustAnchor[] {
  const certificates = readJades(longTerm).seal.certificates.map(readCertificate);
  const named = (name: string): Uint8Array => certificates.find(({ subject }) => subject.commonName === name)?.der ?? new Uint8Array();
  return [anchor(named('ANF AC Qualified Certificates for eSeal'), { name: 'ANF' }), anchor(named('ZETES TSP ROOT CA 001'), { name: 'Zetes', use: 'time-stamp' })];
}

fromData('elm/samples/Sample-CertOfPart-signed.jsonld', (longTerm) => {
  const anchors = pinned(longTerm);
  it('the long-term sample is good once its authorities are pinned, then and now, though its certificate has run out', () => {
    for (const at of ['2025-03-01T00:00:00Z', NOW]) {
      expect(said(longTerm, { anchors, at })).toEqual(GOOD);
      expect(judge(longTerm, { anchors, at })).toMatchObject({
        level: 'B-LTA', kind: 'test', revocation: 'good', provenAt: '2025-02-12T12:09:49Z', notBefore: '2025-02-12T12:09:44Z',
        timeStamps: [{ kind: 'content', standing: 'accepted' }, { kind: 'signature', standing: 'accepted' }, { kind: 'archive', standing: 'accepted' }],
        certificate: { organisation: 'ORGANIZACION TEST', commonName: 'TEST SEAL', organizationIdentifier: 'VATES-A00000000', country: 'ES', claims: { qualified: true, eseal: true, device: false } },
      });
    }
  });
  it('and unknown with nobody pinned', () => {
    expect(said(longTerm, { anchors: [] })).toEqual(['unknown', 'seal-untrusted', 'INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND']);
  });
  fromData('elm/samples/AA-Annex1-MC-signed.jsonld', (stamped) => {
    it('the sample with a stamp alone is good once pinned; nobody could be asked about a revocation', () => {
      for (const at of ['2024-06-15T00:00:00Z', NOW]) {
        expect(said(stamped, { anchors, at })).toEqual(['warn', 'seal-revocation-unchecked', 'TOTAL_PASSED']);
        expect(judge(stamped, { anchors, at })).toMatchObject({ level: 'B-T', kind: 'test', provenAt: expect.stringMatching(/^2024-05-28T09:5/) as unknown });
      }
      expect(said(stamped, { anchors: [] })).toEqual(['unknown', 'seal-untrusted', 'INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND']);
      expect(said(stamped, { anchors: anchors.slice(0, 1) })).toEqual(['unknown', 'seal-time-unproven', 'INDETERMINATE/OUT_OF_BOUNDS_NO_POE']);
    });
  });
});
