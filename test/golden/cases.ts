import { encodeList } from '../../src/core/bitstring.js';
import type { Evidence, Fact, KeyFact, StatusListFact, TrustStatement } from '../../src/core/evidence.js';
import { pointer, type JsonObject } from '../../src/core/json.js';
import type { Award } from '../../src/core/model.js';
import type { Format, FormatId } from '../../src/formats/format.js';
import { createFormats } from '../../src/formats/index.js';
import { createSecuring } from '../../src/formats/securing/index.js';
import { BASE_URL, ORGANISATION_DID, sampleAward, sampleOrganisation } from '../support/award.js';
import { documents } from '../support/documents.js';
import { judgeSeal } from '../../src/verify/seal.js';
import { testSeal } from '../support/seal.js';
import { ed25519Key, encodeContext, keyFact, p256Key, type TestKey } from '../support/keys.js';

export const FORMATS: readonly Format[] = createFormats(documents);

/** What a golden file is made of: a credential, and what was found out about it. */
export interface GoldenCase {
  readonly name: string;
  readonly what: string;
  readonly credential: string;
  readonly evidence: Evidence;
}

const award = sampleAward();
const LIST = `${BASE_URL}/status/${award.statusEntry.list}`;
const ED: Signer = { url: `${ORGANISATION_DID}#ed`, key: ed25519Key(), format: 'ob3-di' };
const EC: Signer = { url: `${ORGANISATION_DID}#ec`, key: p256Key(), format: 'ob3-jwt' };

interface Signer {
  readonly url: string;
  readonly key: TestKey;
  readonly format: FormatId;
}

async function credentialOf(of: Award, { url, key, format: id }: Signer): Promise<string> {
  const format = FORMATS.find((f) => f.id === id);
  if (format === undefined) throw new Error(`no format ${id}`);
  return new TextDecoder().decode(await format.sign(format.encode(of, encodeContext(url, key, of.issuedAt)), key));
}

/** Sealed by a certificate; the page is left out, which is no question of a verdict. */
const SEAL = testSeal();
async function sealedCredential(): Promise<{ readonly credential: string; readonly evidence: Pick<Evidence, 'keys' | 'seal' | 'statusLists'> }> {
  const format = FORMATS.find(({ id }) => id === 'edc-jades');
  if (format === undefined) throw new Error('no edc-jades');
  const context = { ...encodeContext('', { algorithm: 'ES256' }, award.issuedAt), key: SEAL.key, page: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) };
  const credential = new TextDecoder().decode(await format.sign(format.encode(award, context), p256Key('certificate seal')));
  const parsed = format.parse(credential);
  const [name = ''] = parsed.keys;
  const anchors = SEAL.key.chain.slice(-1).map((certificate) => ({ id: 'a', name: 'TEST authority', use: 'seal' as const, kind: 'test' as const, certificate }));
  return {
    credential,
    evidence: {
      keys: { [name]: keyFact(SEAL.key.verificationMethod, p256Key('certificate seal'), { source: 'did:web' }) },
      statusLists: { [LIST]: list(), [`${LIST}/suspension`]: list({ url: `${LIST}/suspension`, purposes: ['suspension'] }) },
      ...(parsed.seal && { seal: judgeSeal(parsed.seal, { anchors, at: '2027-01-15T12:00:00Z' }) }),
    },
  };
}

const listed: TrustStatement = {
  id: '019a9f00-0000-7000-8000-0000000000aa',
  source: 'Register of issuers',
  authority: 'Agency for Science and Higher Education',
  entityName: 'Jadran University',
  did: ORGANISATION_DID,
  keyThumbprints: [],
  scope: { eqfLevels: [6, 7, 8], countries: ['HR'] },
  validFrom: '2024-01-01T00:00:00Z',
  recordedAt: '2024-01-01T00:00:00Z',
  enteredBy: 'admin',
};
const list = (over: Partial<StatusListFact> = {}): Fact<StatusListFact> => ({
  ok: true,
  value: {
    url: LIST,
    issuer: ORGANISATION_DID,
    purposes: ['revocation'],
    encodedList: encodeList([]),
    validFrom: '2027-01-15T06:00:00Z',
    validUntil: '2027-01-16T06:00:00Z',
    source: 'fetched',
    ...over,
  },
});
const fact = ({ url, key }: Signer, over: Partial<KeyFact> = {}): Record<string, Fact<KeyFact>> => ({ [url]: keyFact(url, key, { source: 'did:web', ...over }) });

const evidence = (over: Partial<Evidence> = {}): Evidence => ({
  at: '2027-01-15T12:00:00Z',
  keys: fact(ED),
  statusLists: { [LIST]: list() },
  statements: { ok: true, value: [listed] },
  ...over,
});
const withdrawn = encodeList([award.statusEntry.index]);
const ours = { keys: fact(ED, { source: 'own' }), statusLists: { [LIST]: list({ source: 'own', encodedList: withdrawn }) } };

/** A key that calls its owner by the listed university's name, with its DEQAR and ROR identifiers. */
const IMPOSTOR: Signer = { url: 'did:web:jadran-university.example#ed', key: ed25519Key('impostor'), format: 'ob3-di' };
const BARE: Signer = { ...IMPOSTOR, url: 'did:key:z6MkImpostor#z6MkImpostor' };
const impostorsAward = (did: string): Award => {
  const organisation = sampleOrganisation({ did });
  return { ...award, organisation, awardingBodies: [organisation] };
};

const securing = createSecuring(documents);
const encodedContent = (credential: string): JsonObject => {
  const { proof: _proof, ...content } = JSON.parse(credential) as JsonObject;
  return content;
};
/** Another university that a register lists for itself, and that signs beside the issuer or in its stead. */
const PARTNER: Signer = { url: 'did:web:partner.example#ed', key: ed25519Key('partner'), format: 'ob3-di' };
const partnerListed: TrustStatement = { ...listed, id: '019a9f00-0000-7000-8000-0000000000ab', entityName: 'Partner University', did: 'did:web:partner.example' };
async function byPartner(document: JsonObject): Promise<string> {
  return JSON.stringify(await securing.addProof(document, { verificationMethod: PARTNER.url, created: award.issuedAt, suite: 'eddsa-jcs-2022', sign: PARTNER.key.sign }));
}
/** The award as its holder shows it whole, out of a credential that he could have shown a part of. */
async function disclosed(): Promise<string> {
  const content = encodedContent(await credentialOf(award, ED));
  const pointers = Object.keys(content).filter((name) => name !== '@context').map((name) => pointer(name));
  const base = await securing.addBaseProof(content, { verificationMethod: EC.url, created: award.issuedAt, mandatoryPointers: ['/issuer', '/credentialStatus'], sign: EC.key.sign, random: (bytes) => new Uint8Array(bytes).fill(7) });
  return JSON.stringify(await securing.deriveProof(base, pointers));
}

/** The cases, built anew: what `TESTAMUR_GOLDEN=write` writes. */
export async function goldenCases(): Promise<GoldenCase[]> {
  const good = await credentialOf(award, ED);
  const sealed = await sealedCredential();
  return [
    { name: 'valid-disclosed', what: 'the same award with an ecdsa-sd-2023 proof, all of it disclosed', credential: await disclosed(), evidence: evidence({ keys: fact(EC) }) },
    { name: 'countersigned', what: 'another university signed beside the issuer', credential: await byPartner(JSON.parse(good) as JsonObject), evidence: evidence({ keys: { ...fact(ED), ...fact(PARTNER) } }) },
    { name: 'countersigned-unlisted', what: 'the same, but a register lists only the other university', credential: await byPartner(JSON.parse(good) as JsonObject), evidence: evidence({ keys: { ...fact(ED), ...fact(PARTNER) }, statements: { ok: true, value: [partnerListed] } }) },
    { name: 'signed-by-another', what: 'another university signed in the issuer’s stead', credential: await byPartner(encodedContent(good)), evidence: evidence({ keys: fact(PARTNER), statements: { ok: true, value: [listed, partnerListed] } }) },
    { name: 'valid-edc', what: 'the same award for Europass, sealed by a certificate of an accepted authority', credential: sealed.credential, evidence: evidence(sealed.evidence) },
    { name: 'untrusted-edc', what: 'its seal is good, but nobody accepts the authority of its certificate', credential: sealed.credential, evidence: evidence({ ...sealed.evidence, seal: { ...sealed.evidence.seal!, kind: 'unknown', chain: { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' } } }) },
    { name: 'altered-edc', what: 'a better grade, under a seal', credential: sealed.credential.replace('\\"noteLiteral\\":{\\"en\\":\\"5\\"}', '\\"noteLiteral\\":{\\"en\\":\\"1\\"}'), evidence: evidence(sealed.evidence) },
    { name: 'valid', what: 'signed by a listed university, read from its own list', credential: good, evidence: evidence() },
    { name: 'valid-jwt', what: 'the same award as a VC-JWT', credential: await credentialOf(award, EC), evidence: evidence({ keys: fact(EC) }) },
    {
      name: 'revoked',
      what: 'our own store knows since when, and why',
      credential: good,
      evidence: evidence({ ...ours, own: { status: 'revoked', since: '2026-12-24T09:00:00Z', code: 'issued-in-error' } }),
    },
    { name: 'revoked-by-list', what: 'a list of others says no more than that', credential: good, evidence: evidence({ statusLists: { [LIST]: list({ encodedList: withdrawn }) } }) },
    {
      name: 'suspended',
      what: 'the revocation bit is set, and our own store knows that it is a suspension',
      credential: good,
      evidence: evidence({ ...ours, own: { status: 'suspended', since: '2026-12-24T09:00:00Z', code: 'assessment-reopened' } }),
    },
    {
      name: 'superseded',
      what: 'a corrected award took its place',
      credential: good,
      evidence: evidence({ ...ours, own: { status: 'superseded', since: '2026-12-24T09:00:00Z', code: 'replaced', supersededBy: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a99' } }),
    },
    {
      name: 'expired',
      what: 'looked at after its end',
      credential: good,
      evidence: evidence({ at: '2031-07-15T12:00:00Z', statusLists: { [LIST]: list({ validFrom: '2031-07-15T06:00:00Z', validUntil: '2031-07-16T06:00:00Z' }) } }),
    },
    {
      name: 'revoked-expired-unlisted',
      what: 'three things at once, the worst first',
      credential: good,
      evidence: evidence({
        at: '2031-07-15T12:00:00Z',
        statusLists: { [LIST]: list({ encodedList: withdrawn, validFrom: '2031-07-15T06:00:00Z', validUntil: '2031-07-16T06:00:00Z' }) },
        statements: { ok: true, value: [] },
      }),
    },
    { name: 'unknown-issuer', what: 'in no register', credential: good, evidence: evidence({ statements: { ok: true, value: [] } }) },
    {
      name: 'listed-later',
      what: 'listed only after the award: not retroactive',
      credential: good,
      evidence: evidence({ statements: { ok: true, value: [{ ...listed, validFrom: '2026-09-01T00:00:00Z' }] } }),
    },
    {
      name: 'list-unreachable',
      what: 'the status list did not answer',
      credential: good,
      evidence: evidence({ statusLists: { [LIST]: { ok: false, reason: 'list-unreachable', detail: 'timeout' } } }),
    },
    {
      name: 'key-unavailable',
      what: 'the document of the issuer did not answer',
      credential: good,
      evidence: evidence({ keys: { [ED.url]: { ok: false, reason: 'key-unavailable', detail: 'timeout' } } }),
    },
    {
      name: 'impersonation',
      what: 'an unknown DID with the name, DEQAR and ROR of a listed university',
      credential: await credentialOf(impostorsAward('did:web:jadran-university.example'), IMPOSTOR),
      evidence: evidence({ keys: fact(IMPOSTOR), statusLists: { [LIST]: list({ issuer: 'did:web:jadran-university.example' }) } }),
    },
    {
      name: 'impersonation-bare-key',
      what: "the listed university's own DID, signed by a key that nothing joins to it",
      credential: await credentialOf(award, BARE),
      evidence: evidence({ keys: fact(BARE, { source: 'did:key' }) }),
    },
    {
      name: 'impersonation-other-did',
      what: "the listed university's own DID, signed by a key of another DID",
      credential: await credentialOf(award, IMPOSTOR),
      evidence: evidence({ keys: fact(IMPOSTOR) }),
    },
    { name: 'altered', what: 'a better grade', credential: good.replace('"value":"5"', '"value":"1"'), evidence: evidence() },
    { name: 'unsigned-content', what: 'text added under a signature that still holds', credential: smuggled(good), evidence: evidence() },
  ];
}

/** JSON-LD takes an `@index` for an arrangement of the document and not for a statement: no signature covers it. */
function smuggled(credential: string): string {
  const document = JSON.parse(credential) as { credentialSubject: { achievement: Record<string, unknown> } };
  document.credentialSubject.achievement['@index'] = 'with highest honours';
  return JSON.stringify(document);
}
