import { reject } from '../core/errors.js';
import type { PublicJwk } from '../core/evidence.js';
import { thumbprint } from '../core/keys.js';
import type { Organisation } from '../core/model.js';
import { issued, jwkOf, nameOf, readPem, type Certificate, type Subject } from '../core/x509/index.js';
import { timeFault } from '../core/x509/path.js';

/** Whose certificate is asked for. The authority checks every part of it, and may write it otherwise. */
export function subjectOf({ legalName, country, identifiers }: Organisation): Subject {
  const [name = ''] = Object.values(legalName);
  const [vat, legal] = (['vat', 'legal'] as const).map((wanted) => identifiers.find(({ scheme }) => scheme === wanted)?.value);
  const identifier = vat === undefined ? legal && `NTR${country}-${legal}` : `VAT${vat.slice(0, 2)}-${vat.slice(2)}`;
  return { country, organisation: name, commonName: shortened(name), ...(identifier && { organizationIdentifier: identifier }) };
}

/** RFC 5280, Appendix A: a common name has 64 characters at most. */
export const shortened = (name: string): string => [...name].slice(0, 64).join('');

/** Reads certificates in PEM and judges them for this key. Throws `certificate-refused`. */
export function readChain(pem: string, key: { readonly publicJwk: PublicJwk; readonly now: Date }): readonly Uint8Array[] {
  const chain = readPem(pem);
  judgeChain(chain, key);
  return chain.map(({ der }) => der);
}

/** Throws `certificate-refused`, naming the first certificate with which something is wrong. */
export function judgeChain(chain: readonly Certificate[], { publicJwk, now }: { readonly publicJwk: PublicJwk; readonly now: Date }): void {
  const [leaf, ...above] = chain;
  if (leaf === undefined) return refuse(0, 'there is no certificate');
  judgeLeaf(leaf, publicJwk);
  above.forEach((issuer, index) => judgeIssuer(issuer, { below: chain[index] as Certificate, at: index + 1 }));
  chain.forEach((certificate, index) => {
    const fault = timeFault(certificate, now.getTime());
    if (fault !== undefined) refuse(index, `it ${fault.fault === 'expired' ? `ran out on ${dayOf(certificate.notAfter)}` : `is not valid before ${dayOf(certificate.notBefore)}`}`, certificate);
    if (certificate.forbidding.length > 0) refuse(index, `it has an extension (${certificate.forbidding.join(', ')}) that verifiers do not take`, certificate);
  });
}

function judgeLeaf(leaf: Certificate, publicJwk: PublicJwk): void {
  const certified = jwkOf(leaf);
  if (certified === undefined || thumbprint(certified) !== thumbprint(publicJwk)) refuse(0, 'it is of another key. Put the certificate of this key first', leaf);
  if (leaf.ca) refuse(0, 'it is a certification authority’s, not one to seal with', leaf);
  if (leaf.subjectName === leaf.issuerName) refuse(0, 'nobody but the key itself certifies it', leaf);
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.some((use) => use === 'digitalSignature' || use === 'nonRepudiation')) refuse(0, 'its key usage is not to sign: it needs digitalSignature or nonRepudiation', leaf);
}

function judgeIssuer(issuer: Certificate, { below, at }: { readonly below: Certificate; readonly at: number }): void {
  if (!issued(issuer, below)) refuse(at, `it did not certify the one before it (${nameOf(below.subject)}, issued by ${nameOf(below.issuer)}). Each is followed by its issuer’s`, issuer);
  if (!issuer.ca || (issuer.keyUsage !== undefined && !issuer.keyUsage.includes('keyCertSign'))) refuse(at, 'it may not certify others', issuer);
  if (issuer.pathLength !== undefined && issuer.pathLength < at - 1) refuse(at, 'there are more certificates below it than it allows', issuer);
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const refuse = (index: number, why: string, certificate?: Certificate): never => reject('certificate-refused', `Certificate ${index + 1}${certificate === undefined ? '' : ` (${nameOf(certificate.subject)})`}: ${why}.`, '/chain');
