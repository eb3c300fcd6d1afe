import type { Json, JsonObject } from '../../../../src/core/json.js';
import { toMultikey } from '../../../../src/core/keys.js';
import type { Vector } from '../vector.js';
import { achievement, attackerEd, ATTACKER_ED, badge, bits, CONTEXTS, DID_JSON, didDocument, ED, edKey, encoded, entry, invalid, ISSUER, json, list, LIST, open, proven, securing, SIGNED_AT, subject, unreadable, V2, vector, world } from './base.js';

const signed = await proven(badge());
/** Words that the university never signed. */
const SMUGGLED = 'Doctor of Medicine';
const within = (change: JsonObject): JsonObject => ({ ...signed, credentialSubject: subject({ achievement: achievement(change) }) });
const DI = 'VC Data Integrity 1.0';

const proofWith = async (over: JsonObject, document = badge()): Promise<JsonObject> => {
  const { proof, ...content } = await proven(document);
  const [one] = proof as readonly JsonObject[];
  return { ...content, proof: [{ ...one, ...over }] };
};
/** A document in which the university's key is for logging in alone. */
const loginOnly = world({ [DID_JSON]: { body: { ...didDocument(ISSUER, { ed: edKey }), assertionMethod: [], authentication: [ED] } } });

const proofs: readonly Vector[] = [
  vector([19, 'purpose-authentication', 'a proof made to log in, under a credential', `${DI}, 4.5`], json(await proofWith({ proofPurpose: 'authentication' })), invalid('signature fail proof-purpose')),
  vector([19, 'key-for-authentication', 'its key stands only under authentication', 'Controlled Identifiers 1.0, 2.3'], json(signed), invalid('issuer-key fail key-not-for-assertion', 'status unknown list-invalid'), loginOnly),
  vector([20, 'method-of-another', 'the issuer is the university, the proof another’s, and good', 'Open Badges 3.0, 8.5'], json(await proven(badge(), { key: attackerEd, method: ATTACKER_ED })), invalid('issuer-key fail key-not-of-issuer', 'trust unknown not-listed')),
  vector([20, 'method-did-key', 'the issuer is the university, the key one that carries itself', 'Open Badges 3.0, 8.5'], json(await proven(badge(), { key: attackerEd, method: didKey() })), open('issuer-key unknown key-unbound', 'trust unknown not-listed')),
  vector([20, 'method-fragment', 'a key in the fragment of the university’s own address', 'Open Badges 3.0, 8.5'], json(await proven(badge({ issuer: { id: 'https://university.example/issuer', type: ['Profile'], name: 'Jadran University' } }), { key: attackerEd, method: `https://university.example/issuer#${toMultikey(attackerEd.publicJwk)}` })), open('issuer-key unknown key-unavailable', 'status unknown list-wrong-issuer', 'trust unknown name-of-another')),
  vector(
    [21, 'set-of-two', 'the attacker’s proof holds, the university’s does not', `${DI}, 4.6`],
    json(await securing.addProof({ ...signed, name: SMUGGLED }, { verificationMethod: ATTACKER_ED, created: SIGNED_AT, sign: attackerEd.sign })),
    { ...invalid('signature fail signature-mismatch'), unshown: [SMUGGLED] },
  ),
  vector([22, 'undefined-term', 'a term that no context defines is in no statement, so no signature covers it', 'openbadges-specification#611; RDFC-1.0'], json({ ...signed, degree: SMUGGLED }), { ...invalid('context fail undefined-term', 'signature fail undefined-term'), unshown: [SMUGGLED] }),
];

function didKey(): string {
  const key = toMultikey(attackerEd.publicJwk);
  return `did:key:${key}#${key}`;
}

const INLINE: readonly (readonly [string, string, JsonObject, JsonObject])[] = [
  ['vocab', 'gives every word a meaning', { '@vocab': 'https://attacker.example/#' }, { degree: SMUGGLED }],
  ['alias', 'gives a property another name', { degree: 'https://schema.org/name' }, { name: undefined as unknown as Json, degree: 'Data protection in practice' }],
  ['override', 'turns two properties round', { name: 'https://schema.org/description', description: 'https://schema.org/name' }, {}],
];
const inline: readonly Vector[] = INLINE.map(([name, what, context, more]) =>
  vector([23, `inline-${name}`, `a context written in the document ${what}`, `${DI}, 2.4.1`], json({ ...signed, ...more, '@context': [...CONTEXTS, context] }), { ...invalid('context fail unknown-context', 'signature unknown unknown-context'), unshown: [SMUGGLED] }),
);
const HERS = 'https://attacker.example/context.json';
const contexts: readonly Vector[] = [
  ...inline,
  vector([23, 'unknown-url', 'a context that is not pinned, and would be served', `${DI}, 2.4.1`], json({ ...(await proven(badge())), '@context': [...CONTEXTS, HERS], degree: SMUGGLED }), { ...open('context unknown unknown-context', 'signature unknown unknown-context'), asked: [DID_JSON, LIST] }, world({ [HERS]: { body: { '@context': { degree: 'https://schema.org/name' } } } })),
  vector(
    [23, 'other-content', 'a pinned context, served today with another meaning of a word: it is not fetched', 'VC Data Integrity 1.0, 2.4.1'],
    json({ ...signed, degree: SMUGGLED }),
    { ...invalid('context fail undefined-term', 'signature fail undefined-term'), unshown: [SMUGGLED], asked: [DID_JSON, LIST] },
    world({ [V2]: { body: { '@context': { degree: 'https://schema.org/name' } } } }),
  ),
];

/** Under each of these the statements are what they were, and the signature holds. */
const SMUGGLING: readonly (readonly [string, string, JsonObject])[] = [
  ['index', 'an @index beside a value', within({ name: { '@value': 'Data protection in practice', '@index': SMUGGLED } })],
  ['index-on-node', 'an @index in an object', within({ '@index': SMUGGLED })],
  ['nest', 'members inside an @nest', within({ name: undefined as unknown as Json, '@nest': { name: 'Data protection in practice' } })],
  ['null', 'an optional member that is null', within({ humanCode: null })],
  ['empty', 'an optional member that is an empty array', within({ tag: [] })],
  ['reverse', 'an empty @reverse', within({ '@reverse': {} })],
  ['included', 'an empty @included', within({ '@included': [] })],
  ['twice', 'a type twice', { ...signed, type: ['VerifiableCredential', 'OpenBadgeCredential', 'OpenBadgeCredential'] }],
  ['keyword', 'an @id for an id', within({ id: undefined as unknown as Json, '@id': 'https://university.example/achievements/data-protection' })],
  ['iri', 'a term under its full IRI', { ...(await proven(badge({ credentialSubject: subject({ licenseNumber: 'A-1' }) }))), credentialSubject: subject({ 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#licenseNumber': 'A-1' }) }],
];
/** What the schema says of it besides. */
const SCHEMA_TOO = ['null', 'nest', 'keyword', 'index'];
const smuggling: readonly Vector[] = [
  ...SMUGGLING.map(([name, what, document]) =>
    vector([24, `smuggled-${name}`, `${what}: the same statements, other text`, 'JSON-LD 1.1; verification.md, unsigned-content'], json(document), { ...invalid(...(SCHEMA_TOO.includes(name) ? ['schema fail schema-mismatch'] : []), 'unsigned-content fail unsigned-content'), unshown: [SMUGGLED] }),
  ),
  vector(
    [24, 'smuggled-graph', 'the whole credential inside an @graph', 'JSON-LD 1.1'],
    json({ '@context': signed['@context'] as Json, '@graph': [Object.fromEntries(Object.entries(signed).filter(([name]) => !['@context', 'proof'].includes(name)))], proof: signed.proof as Json, type: ['VerifiableCredential', 'OpenBadgeCredential'] }),
    { ...invalid('format fail malformed', 'schema fail schema-mismatch', 'signature fail signature-mismatch', 'issuer-key fail key-not-of-issuer'), unshown: [SMUGGLED] },
  ),
  vector([24, 'smuggled-included-node', 'a second achievement in an @included: statements that nobody signed', 'JSON-LD 1.1'], json(within({ '@included': [{ id: 'urn:x', type: ['Achievement'], name: SMUGGLED }] })), { ...invalid('signature fail signature-mismatch'), unshown: [SMUGGLED] }),
  vector([24, 'smuggled-moved', 'the status of the credential moved to another thing of its name', 'verification.md, unsigned-content'], json(await movedStatus()), { ...invalid('unsigned-content fail unsigned-content') }),
];

/** The university was careless enough to call credential and achievement by one name. */
async function movedStatus(): Promise<JsonObject> {
  const id = 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01';
  const { credentialStatus, ...document } = await proven(badge({ credentialSubject: subject({ achievement: achievement({ id }) }) }));
  const both = achievement({ id, type: ['VerifiableCredential', 'OpenBadgeCredential', 'Achievement'], ...(credentialStatus === undefined ? {} : { credentialStatus }) });
  return { ...document, credentialSubject: subject({ achievement: both }) };
}

const large: readonly Vector[] = [
  vector([25, 'poison-graph', 'a graph of nameless things made to take for ever', 'RDFC-1.0, 7.1'], { made: 'poison-graph' }, invalid('schema fail schema-mismatch', 'signature fail malformed')),
  vector([25, 'deep-json', 'nested ten thousand deep', 'RFC 8259, 9'], { made: 'deep-json' }, unreadable('json-invalid')),
  vector([25, 'five-megabytes', 'five megabytes of JSON', 'verify/detect'], { made: 'five-megabytes' }, unreadable()),
];

const revokedList = (): Promise<JsonObject> => proven(list({}, { encodedList: encoded(bits([8])) }));
const outside: readonly Vector[] = [
  vector([26, 'two-subjects', 'a second subject, signed: which of the two is it about?', 'Open Badges 3.0, B'], json(await proven(badge({ credentialSubject: [subject(), subject({ id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a03' })] }))), invalid('schema fail schema-mismatch')),
  vector([26, 'second-subject-added', 'a second subject added after signing', `${DI}, 4.5`], json({ ...signed, credentialSubject: [subject(), subject({ id: 'urn:x', achievement: achievement({ id: 'urn:y', name: SMUGGLED }) })] }), { ...invalid('schema fail schema-mismatch', 'signature fail signature-mismatch'), unshown: [SMUGGLED] }),
  vector(
    [28, 'achievement-elsewhere', 'the signed copy only names its achievement; what the address serves is not taken in', 'Open Badges 3.0, B'],
    json(await proven(badge({ credentialSubject: subject({ achievement: { id: 'https://university.example/achievements/data-protection', type: ['Achievement'] } }) }))),
    { ...invalid('schema fail schema-mismatch'), unshown: [SMUGGLED], asked: [DID_JSON, LIST] },
    world({ 'https://university.example/achievements/data-protection': { body: achievement({ name: SMUGGLED }) } }),
  ),
  vector(
    [28, 'achievement-differs', 'the address of the achievement serves a better one than was signed, and the credential is revoked by its own words alone', 'Open Badges 3.0, B'],
    json(await proven(badge({ credentialStatus: entry({ statusListIndex: '8' }) }))),
    { ...invalid('status fail revoked'), unshown: [SMUGGLED], asked: [DID_JSON, LIST] },
    world({ 'https://university.example/achievements/data-protection': { body: achievement({ name: SMUGGLED }) }, [LIST]: { body: await revokedList() } }),
  ),
];

export const vectors: readonly Vector[] = [...proofs, ...contexts, ...smuggling, ...large, ...outside];
