import type { Evidence } from '../../core/evidence.js';
import { fail, pass, skip, unknown, warn, type Finding, type Reason } from '../../core/finding.js';
import { isCertificateKeyName, type SealFact, type SubIndication } from '../../core/seal.js';
import type { Parsed } from '../../formats/format.js';
import { certifiedIssuer } from '../facts.js';

const CHECK = 'seal';

/** What became of the seal by certificate: its chain, its time, and what kind of seal that makes it. A seal that leads to nobody we accept is unknown, never good. */
export function checkSeal(parsed: Parsed, evidence: Evidence): Finding {
  const { seal } = evidence;
  if (parsed.seal === undefined) return skip(CHECK, 'not-applicable');
  if (seal === undefined) return unknown(CHECK, 'source-unavailable', { detail: 'anchors' });
  const { chain, revocation } = seal;
  const more = { ...(chain.detail ? { detail: chain.detail } : {}), facts: factsOf(seal) };
  if (seal.timeStamps.some(({ standing }) => standing === 'broken')) return fail(CHECK, 'time-stamp-broken', more);
  if (chain.indication !== 'TOTAL_PASSED') return (chain.indication === 'TOTAL_FAILED' ? fail : unknown)(CHECK, REASON[chain.subIndication ?? 'NO_CERTIFICATE_CHAIN_FOUND'], more);
  const claimed = unvouched(parsed, evidence);
  if (claimed !== undefined) return warn(CHECK, 'issuer-id-unvouched', { ...more, facts: { ...more.facts, claimed } });
  // Nobody can be asked over the plain http of revocation lists; a seal that brings its authority's word along is better than one that does not.
  return revocation === 'unchecked' ? warn(CHECK, 'seal-revocation-unchecked', more) : pass(CHECK, more);
}

/** Names that only say where something stands in the file, and lead to nobody. */
const LOCAL = /^urn:(?:epass|uuid|certificate[A-Za-z]*):/;

/** What the credential calls its issuer by, where a certificate says who that is, and by another name. */
function unvouched(parsed: Parsed, evidence: Evidence): string | undefined {
  const { id } = parsed.view.issuer;
  const certified = certifiedIssuer(parsed, evidence);
  return certified === undefined || id === '' || LOCAL.test(id) || isCertificateKeyName(id) || id === certified ? undefined : id;
}

const REASON: Readonly<Record<SubIndication, Reason>> = {
  NO_SIGNING_CERTIFICATE_FOUND: 'seal-untrusted',
  NO_CERTIFICATE_CHAIN_FOUND: 'seal-untrusted',
  CHAIN_CONSTRAINTS_FAILURE: 'seal-unfit',
  // A failure "for an unspecified reason": here, that the certificates took too much to judge.
  CERTIFICATE_CHAIN_GENERAL_FAILURE: 'too-complex',
  SIG_CONSTRAINTS_FAILURE: 'seal-not-baseline',
  SIGNATURE_POLICY_NOT_AVAILABLE: 'seal-not-baseline',
  OUT_OF_BOUNDS_NO_POE: 'seal-time-unproven',
  NOT_YET_VALID: 'seal-outside-validity',
  EXPIRED: 'seal-outside-validity',
  REVOKED: 'seal-certificate-revoked',
  REVOKED_NO_POE: 'seal-certificate-revoked',
  REVOKED_CA_NO_POE: 'seal-certificate-revoked',
  TIMESTAMP_ORDER_FAILURE: 'seal-times-disagree',
  HASH_FAILURE: 'time-stamp-broken',
};

function factsOf({ level, kind, chain, revocation, provenAt, timeStamps, certificate }: SealFact): Readonly<Record<string, string>> {
  const { organisation, organizationIdentifier, country, commonName, issuer, claims } = certificate ?? {};
  const stamper = timeStamps.find(({ standing }) => standing === 'accepted')?.authority;
  const stated = { indication: chain.indication, subIndication: chain.subIndication, level, kind, anchor: chain.anchor, revocation, provenAt, stamper, organisation, organizationIdentifier, country, commonName, issuer };
  const claimed = claims && { claimsQualified: String(claims.qualified), claimsSeal: String(claims.eseal), claimsDevice: String(claims.device) };
  return Object.fromEntries(Object.entries({ ...stated, ...claimed }).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
