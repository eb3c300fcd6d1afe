/** What the verifier says of an official sample, with nobody to ask and an empty register. */
export interface Sample {
  /** Under the folder of the samples. */
  readonly file: string;
  readonly verdict: 'valid' | 'invalid' | 'indeterminate' | 'unreadable';
  /** All that is not good, but the European elements that it lacks. */
  readonly findings: readonly string[];
  /** Why it is so. */
  readonly note: string;
  /** Valid as to integrity with its test authorities accepted, and what is said besides. */
  readonly accepted?: readonly string[];
}

const NOBODY = ['issuer-key: unknown key-unavailable', 'trust: unknown not-listed'];
const HEADER_KEY = ['issuer-key: unknown key-unavailable', 'trust: unknown not-listed'];
const intact = (file: string, findings: readonly string[], note: string): Sample => ({ file, verdict: 'indeterminate', findings, note });
const bad = (file: string, findings: readonly string[], note: string): Sample => ({ file, verdict: 'invalid', findings, note });
const BADGES = 'ob3/samples';
const UPLOAD = ['format: fail malformed', 'context: fail context-order', 'schema: fail schema-mismatch', 'signature: fail no-proof'];
const SEALED = ['issuer-key: unknown key-unbound', 'seal: unknown seal-untrusted', 'trust: unknown not-listed'];

export const SAMPLES: readonly Sample[] = [
  intact(`${BADGES}/simple.json`, NOBODY, 'signature good; nothing binds the key in the fragment to the issuer'),
  intact(`${BADGES}/simple-json.png`, NOBODY, 'the same, in a picture'),
  intact(`${BADGES}/simple-json.svg`, NOBODY, 'the same, in a picture'),
  intact(`${BADGES}/ecdsa-sd-derived.json`, ['issuer-key: unknown key-unavailable', 'validity: unknown held-back', 'status: unknown held-back', 'trust: unknown not-listed'], 'signature good; what is not shown may be a status, or an end'),
  intact(`${BADGES}/endorsement-valid.json`, NOBODY, 'signature good; an endorsement by itself'),
  intact(`${BADGES}/complete.json`, ['schema: warn schema-unavailable', 'issuer-key: unknown key-unavailable', 'status: unknown list-unreachable', 'trust: unknown not-listed', 'endorsements: warn not-verified'], 'signature good; it names a schema and a list that do not exist'),
  intact(`${BADGES}/simple-jwt.png`, HEADER_KEY, 'signature good (RS256); the key in its header is nobody’s, and the key set of the issuer’s address does not answer'),
  intact(`${BADGES}/simple-jwt.svg`, HEADER_KEY, 'the same'),
  bad(`${BADGES}/simple.jwt`, ['context: unknown unknown-context', 'schema: fail schema-mismatch', 'signature: fail key-missing'], 'it names no key'),
  intact(`${BADGES}/simple-did-key-method.json`, ['issuer-key: unknown key-unbound', 'trust: unknown not-listed'], 'signature good; the issuer is a `urn:uuid` that nothing joins to the key'),
  bad(`${BADGES}/simple-multiple-proofs.json`, ['signature: fail undefined-term'], 'the second proof is good, the first of a type that no context defines'),
  bad(`${BADGES}/simple-err-proof-value.json`, ['signature: fail signature-mismatch'], ''),
  bad(`${BADGES}/simple-err-proof-method.json`, ['schema: warn schema-relaxed', 'signature: fail proof-malformed'], ''),
  bad(`${BADGES}/simple-err-context.json`, ['context: fail context-order', 'schema: fail schema-mismatch', 'signature: fail undefined-term'], ''),
  bad(`${BADGES}/simple-err-type.json`, ['context: fail undefined-term', 'schema: fail type-missing', 'signature: fail undefined-term'], ''),
  bad(`${BADGES}/simple-err-credential-subject-type.json`, ['context: fail undefined-term', 'schema: fail schema-mismatch', 'signature: fail undefined-term'], ''),
  bad(`${BADGES}/simple-err-expired.json`, ['issuer-key: unknown key-unavailable', 'validity: fail expired', 'trust: unknown not-listed'], 'signature good'),
  bad(`${BADGES}/simple-noproof.json`, ['schema: fail schema-mismatch', 'signature: fail no-proof'], ''),
  { file: `${BADGES}/bit-string-list/testlist`, verdict: 'unreadable', findings: [], note: 'a status list is no credential of a learner; as a list it is good, of 131,072 entries, with bit 23 set alone' },
  bad(`${BADGES}/bit-string-list/credential-status-revoked.json`, ['schema: warn schema-relaxed', 'issuer-key: unknown key-unavailable', 'status: fail revoked', 'trust: unknown not-listed'], 'signature good; the list is of the same key, and names itself by another address'),
  bad(`${BADGES}/bit-string-list/credential-status-revoked-blank-nodes.json`, ['schema: warn schema-relaxed', 'issuer-key: unknown key-unavailable', 'status: fail revoked', 'trust: unknown not-listed'], 'the same'),
  { ...intact('elm/samples/AA-Annex1-MC-signed.jsonld', SEALED, 'seal good, its authorities are nobody’s whom we accept; M11 missing'), accepted: ['seal: warn seal-revocation-unchecked'] },
  { ...intact('elm/samples/Sample-CertOfPart-signed.jsonld', SEALED, 'seal good, the same'), accepted: [] },
  bad('elm/samples/AA-Annex1-MC-unsigned.json', UPLOAD, 'no seal; the upload form, without context and issuer'),
  bad('elm/samples/Sample-CertOfPart-unsigned.json', UPLOAD, 'the same'),
  bad('elm/samples/minimal-mc.valid.jsonld', ['signature: fail no-proof'], 'no seal; all elements are there'),
];

/** As docs/conformance.md has it. */
export const sampleTable = (): string =>
  ['| sample | verdict | what is not good | why |', '|---|---|---|---|', ...SAMPLES.map(({ file, verdict, findings, note, accepted }) => `| \`${file.replace('/samples', '')}\` | ${verdict}${accepted ? '; valid as to integrity with its test authorities accepted' : ''} | ${findings.join('; ') || '–'} | ${note} |`)].join('\n');
