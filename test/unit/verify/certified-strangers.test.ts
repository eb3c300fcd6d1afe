import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import type { Report } from '../../../src/verify/report.js';
import { createFormats } from '../../../src/formats/index.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { createVerify, type VerifyDeps } from '../../../src/verify/index.js';
import { basicConstraints, issueSealCertificate, keyUsage, makeCertificate, type Extension } from '../../support/certificates.js';
import { documents } from '../../support/documents.js';
import { p256Key } from '../../support/keys.js';
import { jwtOf } from '../../support/sd-jwt.js';
import { base64, CA, ORGANISATION } from '../formats/jades/sealed.js';

/** Somebody whom an accepted authority certified, and who signs as somebody else. */
const KEY = p256Key();
const PAIR = { privateKey: KEY.privateKey, publicKey: createPublicKey(KEY.privateKey) };
const x5c = issueSealCertificate({ ca: CA, publicJwk: KEY.publicJwk, organisation: ORGANISATION }).map(base64);
const ports: ReturnType<VerifyDeps['ports']> = {
  now: () => new Date('2026-11-26T00:00:00Z'),
  key: async () => ({ ok: false, reason: 'key-unavailable', detail: '' }),
  statusList: async () => ({ ok: false, reason: 'list-unreachable', detail: '' }),
  ownKeyOf: async () => undefined,
  keysOf: async () => ({ ok: true, value: [] }),
  anchors: async () => ({ ok: true, value: [{ id: 'a', name: 'TEST', use: 'seal', kind: 'advanced', certificate: CA.root.der }] }),
  statements: async () => ({ ok: true, value: [] }),
  document: async (url) => ({ ok: false, reason: 'source-unavailable', detail: url }),
  sawList: async ({ madeAt }) => madeAt,
  ownAward: async () => undefined,
};
const verify = createVerify({ formats: createFormats(documents), carriers: [], ports: () => ports, securing: createSecuring(documents) });

const UNIVERSITY = 'https://uni.example';
const CLAIMS = { iss: UNIVERSITY, vct: 'urn:example:degree', iat: 1_790_000_000, nbf: 1_790_000_000, issuing_authority: 'University' };
/** The university's name, and the stranger's own number, which the certificate bears out. */
const badge = (id: string): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id, type: ['Profile'], name: 'University', otherIdentifier: [{ type: 'IdentifierEntry', identifier: ORGANISATION.organizationIdentifier, identifierType: 'legal' }] },
  validFrom: new Date(CLAIMS.nbf * 1000).toISOString().replace('.000', ''),
  credentialSubject: { type: ['AchievementSubject'], achievement: { id: 'urn:example:1', type: ['Achievement'], name: 'Degree', description: '-', criteria: { narrative: '-' } } },
});

async function said(claims: JsonObject, header: JsonObject = { x5c }): Promise<string[]> {
  const text = `${await jwtOf({ alg: 'ES256', typ: 'dc+sd-jwt', ...header }, claims, KEY)}~`;
  const { report }: { report: Report } = await verify(utf8(text), { trust: 'off' });
  return [report.verdict, ...['signature', 'issuer-key', 'seal'].map((name) => `${name}: ${report.checks.find(({ check }) => check === name)?.reason ?? ''}`)];
}

describe('an SD-JWT VC that is signed by certificate', () => {
  it.each<[string, JsonObject]>([
    ['by name', CLAIMS],
    ['by name, beside the number of the certificate', { ...CLAIMS, ld: badge(UNIVERSITY) }],
    ['by an address that nobody is asked at', { ...CLAIMS, iss: 'http://uni.example', ld: badge('http://uni.example') }],
  ])('is not that of a university whose address it only states, %s', async (_how, claims) => {
    expect(await said(claims)).toEqual(['indeterminate', 'signature: ok', 'issuer-key: key-unbound', 'seal: ok']);
  });

  it('is no DID’s that does not list the key, and nobody’s who is named in a badge alone', async () => {
    expect(await said({ ...CLAIMS, iss: 'did:web:uni.example' })).toEqual(['invalid', 'signature: ok', 'issuer-key: key-not-of-issuer', 'seal: ok']);
    const { iss: _iss, ...nobody } = CLAIMS;
    expect(await said(nobody, { x5c, kid: 'did:web:uni.example#1' })).toEqual(['invalid', 'signature: ok', 'issuer-key: key-not-of-issuer', 'seal: ok']);
    expect((await said({ ...nobody, ld: badge(UNIVERSITY) }))[1]).toBe('signature: claims-disagree');
  });

  it('is of whom the certificate is where it names nobody else, if somebody vouches for that', async () => {
    const { iss: _iss, ...nobody } = CLAIMS;
    expect(await said(nobody)).toEqual(['valid', 'signature: ok', 'issuer-key: ok', 'seal: ok']);
    const own = makeCertificate({ subject: ORGANISATION, ...PAIR, extensions: [keyUsage('digitalSignature')] });
    expect(await said(nobody, { x5c: [base64(own.der)] })).toEqual(['indeterminate', 'signature: ok', 'issuer-key: key-unbound', 'seal: seal-untrusted']);
  });

  it.each<[string, readonly Extension[]]>([
    ['of an authority', [basicConstraints(true), keyUsage('keyCertSign', 'digitalSignature')]],
    ['of a key that may not sign', [keyUsage('keyEncipherment')]],
  ])('does not hold by a certificate %s', async (_what, extensions) => {
    const { der } = makeCertificate({ subject: ORGANISATION, ...PAIR, issuer: CA.sub, extensions });
    expect((await said(CLAIMS, { x5c: [base64(der), base64(CA.sub.der)] }))[1]).toBe('signature: key-not-for-assertion');
  });

  it.each<[string, Json]>([
    ['nothing', []],
    ['no certificate', ['AAAA']],
    ['half of one', [x5c[0]?.slice(0, 400) ?? '']],
    ['no texts', [7]],
    ['no list', 'AAAA'],
  ])('has a report all the same when its certificate is %s', async (_what, broken) => {
    expect((await said(CLAIMS, { x5c: broken })).slice(0, 2)).toEqual(['invalid', 'signature: proof-malformed']);
  });
});
