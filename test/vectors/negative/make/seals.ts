import type { JsonObject } from '../../../../src/core/json.js';
import { toBase64url, sha256 } from '../../../../src/core/bytes.js';
import { createFormats } from '../../../../src/formats/index.js';
import { sampleAchievement, sampleAward, sampleOrganisation } from '../../../support/award.js';
import { basicConstraints, keyUsage, makeCertificate, makeCrl, makeSealCertificate, makeTimeStamp, qcStatements, type TestCertificate } from '../../../support/certificates.js';
import { documents } from '../../../support/documents.js';
import { encodeContext } from '../../../support/keys.js';
import type { World } from '../../../support/world.js';
import { archived, base64, base64urlJson, CA, keyFor, ORGANISATION, sealed, signatureStamp, wireOf, withHeader, withProperties } from '../../../unit/formats/jades/sealed.js';
import type { Vector } from '../vector.js';
import { DID_JSON, didDocument, ecKey, edKey, invalid, ISSUER, open, proven, list, LIST, SIGNED_AT, vector, world, withMethod } from './base.js';

const JADES = 'ETSI TS 119 182-1 v1.2.1';
const organisation = sampleOrganisation({ did: ISSUER, legalName: { en: 'Jadran University' }, identifiers: [{ scheme: 'vat', value: 'HR12345678901' }] });
const PAGE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A European Digital Credential of the university, without what no seal depends on. */
function payload(): string {
  const format = createFormats(documents).find(({ id }) => id === 'edc-jades');
  const award = sampleAward({ organisation, awardingBodies: [organisation], achievement: sampleAchievement({ learningOutcomes: [], assessments: [{ type: 'written-examination' }], registrations: [] }) });
  const { document } = format?.encode(award, { ...encodeContext(`${ISSUER}#seal`, { algorithm: 'ES256' }, SIGNED_AT), baseUrl: 'https://university.example', page: PAGE }) ?? { document: {} };
  const { status: _status, ...rest } = document as JsonObject;
  return JSON.stringify({ ...rest, credentialStatus: { id: `${LIST}#7`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '7', statusListCredential: LIST } });
}
const PAYLOAD = payload();
const good = await sealed({ payload: PAYLOAD, signedAt: SIGNED_AT });
const stamped = await sealed({ payload: PAYLOAD, signedAt: SIGNED_AT, stampedAt: '2026-11-21T10:00:05Z' });
const text = (value: string): { readonly text: string } => ({ text: value });

const anchorOf = (use: 'seal' | 'time-stamp', kind: 'test' | 'advanced-qualified-certificate' = 'test') => ({ id: use, name: use === 'seal' ? 'TEST anchor' : 'TEST stamps', use, kind, certificate: base64(CA.root.der) }) as const;
const served = await proven(list());
/** The university publishes its seal’s key, and the operator accepts the test authority. */
const sealing = (over: Partial<World> = {}): World => ({
  ...world({ [DID_JSON]: { body: withMethod(didDocument(ISSUER, { ed: edKey, ec: ecKey }), { id: `${ISSUER}#seal`, type: 'JsonWebKey', controller: ISSUER, publicKeyJwk: { ...keyFor('ES256').publicJwk } }) }, [LIST]: { body: served } }),
  anchors: [anchorOf('seal'), anchorOf('time-stamp')],
  ...over,
});

/** The same key in another certificate. */
const certificate = (extensions: readonly Uint8Array[], issuer: TestCertificate | 'itself' = CA.sub): TestCertificate => {
  const { privateKey } = keyFor('ES256');
  return makeCertificate({ subject: ORGANISATION, publicKey: publicKeyOf(), privateKey, extensions, ...(issuer === 'itself' ? {} : { issuer }) });
};
function publicKeyOf(): TestCertificate['publicKey'] {
  return makeSealCertificate({ ca: CA, publicJwk: keyFor('ES256').publicJwk, organisation: ORGANISATION }).publicKey;
}
/** Sealed anew under this chain, named by the leaf that the digest is of. */
const under = (chain: readonly TestCertificate[], named = chain[0]): { readonly text: string } =>
  text(withHeader(good, (header) => ({ ...header, x5c: chain.map(({ der }) => base64(der)), 'x5t#S256': toBase64url(sha256(named?.der ?? new Uint8Array())) })));
const USES = keyUsage('digitalSignature', 'nonRepudiation');
const leaf = certificate([basicConstraints(false), USES]);

const header = (change: (header: JsonObject) => JsonObject): { readonly text: string } => text(withHeader(good, (one) => change(one as JsonObject)));
const unprotected = ({ payload: sealedText, signatures: [one] }: ReturnType<typeof wireOf>, more: object): string => JSON.stringify({ payload: sealedText, signatures: [{ ...one, header: { ...one.header, ...more } }] });

const headers: readonly Vector[] = [
  vector([1, 'alg-none-seal', 'a seal with alg none', 'RFC 8725, 3.1'], header((h) => ({ ...h, alg: 'none' })), invalid('signature fail algorithm-unsupported'), sealing()),
  vector([4, 'crit-unknown-seal', 'a seal that names as critical what nobody knows', 'RFC 7515, 4.1.11'], header((h) => ({ ...h, exp2: 1, crit: ['b64', 'exp2'] })), invalid('signature fail header-unsupported'), sealing()),
  vector([5, 'b64-without-crit-seal', 'b64 false that crit does not name', 'RFC 7797, 6'], header(({ crit: _crit, ...h }) => h), invalid('signature fail header-unsupported'), sealing()),
  vector([5, 'b64-unprotected', 'b64 stands only in the header that is not signed', 'RFC 7797, 3'], text(unprotected(wireOf(withHeader(JSON.stringify({ ...wireOf(good), payload: Buffer.from(PAYLOAD).toString('base64url') }), ({ b64: _b64, crit: _crit, ...h }) => h)), { b64: false })), invalid('signature fail proof-malformed'), sealing()),
  vector([13, 'x5t-of-another', 'the digest names another certificate than comes along', 'RFC 7515, 4.1.8'], under([leaf, CA.sub], CA.sub), invalid('signature fail proof-malformed'), sealing()),
  vector([13, 'chain-order', 'the certificates stand in another order', 'RFC 7515, 4.1.6'], under([leaf, CA.root, CA.sub]), invalid('signature fail proof-malformed'), sealing()),
  vector([13, 'leaf-is-ca', 'the certificate may certify others, and not seal', 'RFC 5280, 4.2.1.9'], under([certificate([basicConstraints(true), USES]), CA.sub]), invalid('signature fail key-not-for-assertion'), sealing()),
  vector([13, 'key-usage', 'the certificate is for encryption alone', 'RFC 5280, 4.2.1.3'], under([certificate([basicConstraints(false), keyUsage('keyEncipherment')]), CA.sub]), invalid('signature fail key-not-for-assertion'), sealing()),
  vector(
    [14, 'self-signed-qualified', 'a certificate that signed itself and calls itself qualified', 'ETSI EN 319 412-5, 4.2.1; Regulation (EU) 910/2014, Art. 38'],
    under([certificate([basicConstraints(false), USES, qcStatements({ compliance: true, type: 'eseal', device: true })], 'itself')]),
    { ...open('seal unknown seal-untrusted'), shown: ['leads to nobody whom this service accepts'], unsaid: ['qualified electronic seal', 'on a qualified certificate'] },
    sealing(),
  ),
  vector([15, 'two-times', 'it says twice when it was sealed', `${JADES}, 5.1.11, 5.2.1`], header((h) => ({ ...h, sigT: SIGNED_AT, crit: ['b64', 'sigT'] })), invalid('signature fail header-unsupported'), sealing()),
  vector([15, 'sigt-too-late', 'sigT alone in a seal after 15 July 2025', `${JADES}, 5.1.11`], header(({ iat: _iat, ...h }) => ({ ...h, sigT: SIGNED_AT, crit: ['b64', 'sigT'] })), open('seal unknown seal-not-baseline'), sealing()),
  vector(
    [17, 'sigd', 'sigD says that what is sealed is at a metadata address: it is not gone to', `${JADES}, 5.2.8`],
    header((h) => ({ ...h, sigD: { mId: 'http://uri.etsi.org/19182/HttpHeaders', pars: ['http://169.254.169.254/latest/meta-data/'] } })),
    { ...invalid('signature fail header-unsupported'), asked: [DID_JSON, LIST] },
    sealing(),
  ),
];

const broken = invalid('seal fail time-stamp-broken');
const stamps: readonly Vector[] = [
  vector([16, 'stamp-of-another', 'the time stamp was made of another seal’s signature', `${JADES}, 5.3.4`], text(withProperties(good, signatureStamp(stamped, '2026-11-21T10:00:05Z'))), broken, sealing()),
  vector([16, 'stamp-two-tokens', 'two tokens in one time stamp', `${JADES}, 5.4.3.3`], text(withProperties(good, twoTokens())), invalid('signature fail proof-malformed'), sealing()),
  vector([16, 'archive-imprint', 'an archive stamp, and a property slipped in before it', `${JADES}, 5.3.6.3`], text(slippedIn(archived(stamped, '2026-11-22T00:00:00Z'))), broken, sealing()),
  vector([16, 'mixed-properties', 'unsigned properties in two forms', `${JADES}, 5.3.1`], text(mixed(stamped)), invalid('signature fail proof-malformed'), sealing()),
  vector(
    [16, 'stamp-after-expiry', 'the certificate had run out before the time stamp, which proves too little', 'ETSI EN 319 102-1, 5.5.4'],
    text(await sealed({ payload: PAYLOAD, signedAt: '2026-11-19T10:00:00Z', stampedAt: SIGNED_AT, certificate: { until: '2026-11-20T00:00:00Z' } })),
    open('seal unknown seal-time-unproven'),
    sealing(),
  ),
];
function twoTokens(): unknown {
  const token = (): { val: string } => ({ val: base64(makeTimeStamp({ imprint: sha256(wireOf(good).signatures[0].signature), at: SIGNED_AT, tsa: CA.tsa })) });
  return { sigTst: { tstTokens: [token(), token()] } };
}
function slippedIn(file: string): string {
  const { payload: sealedText, signatures: [one] } = wireOf(file);
  const [first, ...rest] = one.header?.etsiU ?? [];
  return JSON.stringify({ payload: sealedText, signatures: [{ ...one, header: { etsiU: [first, base64urlJson({ xVals: [] }), ...rest] } }] });
}
function mixed(file: string): string {
  const { payload: sealedText, signatures: [one] } = wireOf(file);
  return JSON.stringify({ payload: sealedText, signatures: [{ ...one, header: { etsiU: [...(one.header?.etsiU ?? []), { xVals: [] }] } }] });
}

/** A list of the authority in which this certificate stands as revoked. */
const revokedSince = (at: string): string => {
  const own = makeSealCertificate({ ca: CA, publicJwk: keyFor('ES256').publicJwk, organisation: ORGANISATION });
  const file = under([own, CA.sub]).text;
  const crl = makeCrl(CA.sub, { thisUpdate: '2026-11-25T00:00:00Z', nextUpdate: '2026-12-25T00:00:00Z', revoked: [{ serial: own.serial, at }] });
  return withProperties(file, { rVals: { crlVals: [{ val: base64(crl) }] } });
};
const revocations: readonly Vector[] = [
  vector([18, 'revoked-without-stamp', 'revoked after the time that the seal claims and nothing proves', 'ETSI EN 319 102-1, 5.5.4: INDETERMINATE/REVOKED_NO_POE'], text(revokedSince('2026-11-23T00:00:00Z')), open('seal unknown seal-certificate-revoked'), sealing()),
  vector([18, 'revoked-before', 'revoked before the time that the seal claims itself', 'ETSI EN 319 102-1, 5.5.4: TOTAL_FAILED/REVOKED'], text(revokedSince('2026-11-20T00:00:00Z')), invalid('seal fail seal-certificate-revoked'), sealing()),
];

export const honest: readonly Vector[] = [
  vector([0, 'seal', 'the seal that the others are made of', JADES], text(good), { verdict: 'valid' }, sealing()),
  vector([0, 'seal-stamped', 'the same with a time stamp', JADES], text(stamped), { verdict: 'valid' }, sealing()),
];
export const vectors: readonly Vector[] = [...headers, ...stamps, ...revocations];
