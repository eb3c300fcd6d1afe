import type { SealingKey } from '../../src/formats/format.js';
import { authorityKeyIdentifier, ecPair, keyUsage, makeCertificate, makeTestCa, rsaPair, type Subject, type TestCertificate } from './certificates.js';
import { ORGANISATION_DID } from './award.js';

export const SEAL_SUBJECT: Subject = { organisation: 'Jadran University', name: 'Jadran University seal', country: 'HR', organizationIdentifier: 'VATHR-01234567890' };
const ca = makeTestCa();

export interface TestSeal {
  readonly key: SealingKey;
  readonly certificate: TestCertificate;
}
/** A seal key of this subject with its chain, leaf first. */
export function testSeal({ subject = SEAL_SUBJECT, algorithm = 'ES256', did = ORGANISATION_DID }: { readonly subject?: Subject; readonly algorithm?: 'ES256' | 'RS256'; readonly did?: string } = {}): TestSeal {
  const pair = algorithm === 'RS256' ? rsaPair('seal') : ecPair('seal');
  const certificate = makeCertificate({ subject, ...pair, issuer: ca.sub, extensions: [keyUsage('digitalSignature', 'nonRepudiation'), authorityKeyIdentifier(ca.sub.publicKey)] });
  return { certificate, key: { algorithm, verificationMethod: `${did}#seal-1`, chain: [certificate.der, ca.sub.der, ca.root.der] } };
}
