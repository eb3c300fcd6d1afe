import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { issueSealCertificate, makeTestCa, rsaPair } from '../../../support/certificates.js';
import { p256Key } from '../../../support/keys.js';

const ORGANISATION = { organisation: 'Jadran University', name: 'Jadran University seal', country: 'HR', organizationIdentifier: 'VATHR-12345678901' };

describe('the certificates that tests are made with', () => {
  it.each(['ES256', 'RS256'] as const)('are ones that OpenSSL reads, and whose chain holds: %s', (algorithm) => {
    const ca = makeTestCa({ algorithm });
    const publicJwk = algorithm === 'ES256' ? p256Key('seal').publicJwk : (rsaPair('seal').publicKey.export({ format: 'jwk' }) as { kty: 'RSA' });
    const [leaf, sub, root] = [...issueSealCertificate({ ca, publicJwk, organisation: ORGANISATION }), ca.root.der].map((der) => new X509Certificate(der));
    expect(leaf?.subject).toBe('C=HR\nO=Jadran University\norganizationIdentifier=VATHR-12345678901\nCN=Jadran University seal');
    expect([leaf?.checkIssued(sub as X509Certificate), sub?.checkIssued(root as X509Certificate), root?.ca, sub?.ca, leaf?.ca]).toEqual([true, true, true, true, false]);
    expect([leaf?.verify(sub?.publicKey as never), sub?.verify(root?.publicKey as never)]).toEqual([true, true]);
  });
});
