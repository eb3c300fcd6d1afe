import type { TrustStatement } from '../../../../src/core/evidence.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { toMultikey } from '../../../../src/core/keys.js';
import type { World } from '../../../support/world.js';
import type { Upload, Vector } from '../vector.js';
import { achievement, attackerEd, ATTACKER, ATTACKER_ED, ATTACKER_JSON, badge, claims, DID_JSON, didDocument, ecKey, ED, edKey, entry, HEADER, invalid, ISSUER, json, list, LIST, open, proven, SIGNED_AT, statement, subject, token, vector, world } from './base.js';

const CLOCKS = 'verification.md, three clocks';
const registered = (...statements: TrustStatement[]): World => world({}, { statements });
const trust = (reason: string) => open(`trust unknown ${reason}`);

/** The attacker's own badge, in its own name, with its own list: good in all but that nobody knows it. */
const THEIRS = 'https://attacker.example/status/1';
const theirList = await proven(list({ id: THEIRS, issuer: ATTACKER }, { id: `${THEIRS}#list` }), { key: attackerEd, method: ATTACKER_ED });
const theirs = async (over: JsonObject = {}, name = 'Attacker College'): Promise<Upload> =>
  json(await proven(badge({ issuer: { id: ATTACKER, type: ['Profile'], name }, credentialStatus: entry({ id: `${THEIRS}#7`, statusListCredential: THEIRS }), ...over }), { key: attackerEd, method: ATTACKER_ED }));
const withTheirs = (web: World['web'] = {}, over: Partial<World> = {}): World => world({ [THEIRS]: { body: theirList }, ...web }, over);
const ASKED = [ATTACKER_JSON, THEIRS];

const XML = 'https://attacker.example/tl.xml';
const CHAIN = 'https://attacker.example/trust-chain';
const ACCREDITATION = 'https://attacker.example/trusted-issuers-registry/v5/issuers/did:ebsi:z/attributes/1';
/** What a credential brings along to vouch for itself is its issuer's own word; lists of others are not read yet, and until then give nothing. */
const brought: readonly Vector[] = [
  vector([38, 'trust-list-brought', 'a trusted list in XML, signed by whoever made it, named in the terms of use', 'ETSI TS 119 612, 5.7'], await theirs({ termsOfUse: [{ id: XML, type: 'VerifiableCredential' }] }), { ...trust('not-listed'), asked: ASKED }, withTheirs({ [XML]: { type: 'application/xml', body: '<!DOCTYPE x [<!ENTITY a "b">]><TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"/>' } })),
  vector([38, 'trust-list-as-evidence', 'the same as evidence', 'ETSI TS 119 612, 5.7'], await theirs({ evidence: [{ id: XML, type: ['Evidence'], name: 'Trusted list of Croatia' }] }), { ...trust('not-listed'), asked: ASKED }, withTheirs({ [XML]: { type: 'application/xml', body: '<TrustServiceStatusList/>' } })),
  vector([40, 'trust-chain-header', 'a trust chain of OpenID Federation in the header', 'OpenID Federation 1.0, 4.3; Open Badges 3.0, 8.2'], { text: await token({ ...HEADER, trust_chain: ['eyJ', 'eyJ'] }, claims()) }, invalid('signature fail header-unsupported')),
  vector([40, 'trust-chain-terms', 'a trust chain named in the terms of use', 'OpenID Federation 1.0, 4'], await theirs({ termsOfUse: [{ id: CHAIN, type: 'VerifiableCredential' }] }), { ...trust('not-listed'), asked: ASKED }, withTheirs({ [CHAIN]: { body: { trust_chain: [] } } })),
  vector([41, 'accreditation-foreign-host', 'an accreditation as EBSI writes it, on the host of whoever it accredits', 'EBSI Trusted Issuers Registry v5'], await theirs({ termsOfUse: [{ id: ACCREDITATION, type: 'VerifiableCredential' }] }), { ...trust('not-listed'), asked: ASKED }, withTheirs({ [ACCREDITATION]: { body: { attribute: { issuerType: 'TI', tao: 'did:ebsi:z', rootTao: 'did:ebsi:z' } } } })),
];

const EQF = { type: ['Alignment'], targetType: 'ext:EQF', targetName: 'EQF level 7', targetCode: '7', targetUrl: 'http://data.europa.eu/snb/eqf/7' };
const FIELD = { type: ['Alignment'], targetType: 'ext:ISCED-F', targetName: 'Law', targetCode: '0421', targetUrl: 'http://data.europa.eu/snb/isced-f/0421' };
const COUNTRY = { id: ISSUER, type: ['Profile'], name: 'Jadran University', address: { type: ['Address'], addressCountryCode: 'SI' } };
const aligned = async (alignment: JsonObject): Promise<Upload> => json(await proven(badge({ credentialSubject: subject({ achievement: achievement({ alignment: [alignment] }) }) })));
const good = json(await proven(badge()));
const listings: readonly Vector[] = [
  vector([39, 'withdrawn-before-sealing', 'the listing was withdrawn before it was signed', CLOCKS], good, trust('listing-withdrawn'), registered(statement({ withdrawnAt: '2026-11-20T00:00:00Z' }))),
  vector([39, 'granted-later', 'the listing began after it was signed', CLOCKS], good, trust('not-yet-listed'), registered(statement({ validFrom: '2026-11-22T00:00:00Z' }))),
  vector([39, 'ended-before-sealing', 'the listing had ended before it was signed, and it names an older day of award', CLOCKS], json(await proven(badge({ awardedDate: '2026-06-30T00:00:00Z' }))), trust('listing-ended'), registered(statement({ validUntil: '2026-09-30T00:00:00Z' }))),
  vector([42, 'other-level', 'accredited for level 6, and the credential says level 7', CLOCKS], await aligned(EQF), trust('out-of-scope'), registered(statement({ scope: { eqfLevels: [6] } }))),
  vector([42, 'no-level', 'accredited for level 6, and the credential says none', CLOCKS], good, trust('out-of-scope'), registered(statement({ scope: { eqfLevels: [6] } }))),
  vector([42, 'other-field', 'accredited for health, and the credential is in law', CLOCKS], await aligned(FIELD), trust('out-of-scope'), registered(statement({ scope: { fields: ['09'] } }))),
  vector([42, 'other-country', 'accredited in Croatia, and the credential was issued in Slovenia', CLOCKS], json(await proven(badge({ issuer: COUNTRY }))), trust('out-of-scope'), registered(statement({ scope: { countries: ['HR'] } }))),
  vector([42, 'award-outside', 'awarded before the accreditation began', CLOCKS], json(await proven(badge({ awardedDate: '2023-06-30T00:00:00Z' }))), trust('not-yet-listed')),
  vector([42, 'brought-decision', 'a decision of a register that the credential brings along: a negative one, for a programme elsewhere', 'DEQAR'], await theirs({ evidence: [{ id: 'https://data.deqar.eu/report/1', type: ['Evidence'], name: 'negative' }] }), { ...trust('not-listed'), asked: ASKED }, withTheirs()),
  vector([43, 'listed-after-sealing', 'listed on the day after it was signed, which is not retroactive', CLOCKS], good, trust('not-yet-listed'), registered(statement({ validFrom: '2026-11-21T10:00:01Z' }))),
];

const published = (method: JsonObject): World => world({ [DID_JSON]: { body: { ...didDocument(ISSUER, { ec: ecKey }), verificationMethod: [method], assertionMethod: [ED] } } });
const revokedKey = { id: ED, type: 'Multikey', controller: ISSUER, publicKeyMultibase: toMultikey(edKey.publicJwk), revoked: '2026-11-24T00:00:00Z' };
const keys: readonly Vector[] = [
  vector([44, 'compromised-claimed-earlier', 'its key was stolen, and it says that it was signed before: nothing proves that', 'Controlled Identifiers 1.0, 2.2; ETSI EN 319 102-1'], good, open('issuer-key unknown key-compromised', 'status unknown list-invalid'), published(revokedKey)),
  vector([44, 'compromised-before', 'it says itself that it was signed after its key was stolen', 'Controlled Identifiers 1.0, 2.2'], good, invalid('issuer-key fail key-compromised', 'status unknown list-invalid'), published({ ...revokedKey, revoked: '2026-11-01T00:00:00Z' })),
];

/** Issuers by addresses that lead elsewhere than they look. */
const addressed = async (did: string): Promise<Upload> => json(await proven(badge({ issuer: { id: did, type: ['Profile'], name: 'Jadran University' } }), { key: attackerEd, method: `${did}#ed` }));
const nobody = (...more: string[]) => open('signature unknown key-unavailable', ...more);
const OTHER = 'list-wrong-issuer';
const hosts: readonly Vector[] = [
  vector([37, 'document-of-another', 'the document at the university’s address is of another DID', 'did:web, 3.2'], good, open('signature unknown key-unavailable', 'status unknown list-invalid'), world({ [DID_JSON]: { body: { ...didDocument(ISSUER, { ed: attackerEd }), id: ATTACKER } } })),
  vector([37, 'host-other-script', 'a host with a Cyrillic letter', 'did:web, 3.1'], await addressed('did:web:univеrsity.example'), { ...nobody(`status unknown ${OTHER}`), asked: [DID_JSON, LIST] }),
  vector([37, 'host-encoded-script', 'the same letter, percent-encoded', 'did:web, 3.1'], await addressed('did:web:univ%D0%B5rsity.example'), { ...nobody(`status unknown ${OTHER}`), asked: [DID_JSON, LIST] }),
  vector(
    [37, 'host-punycode', 'the same letter in its ASCII form: another host, which answers for itself and is listed nowhere', 'did:web, 3.1; RFC 5891'],
    await addressed('did:web:xn--univrsity-j0h.example'),
    { ...open(`status unknown ${OTHER}`, 'trust unknown name-of-another'), shown: ['Somebody may be using its name.'] },
    world({ 'https://xn--univrsity-j0h.example/.well-known/did.json': { body: didDocument('did:web:xn--univrsity-j0h.example', { ed: attackerEd }) } }),
  ),
  vector([37, 'trailing-dot', 'a host with a dot at its end', 'did:web, 3.1'], await addressed('did:web:university.example.'), { ...nobody(`status unknown ${OTHER}`), asked: [DID_JSON, LIST] }),
  vector([37, 'encoded-dots', 'a path that climbs out, percent-encoded', 'did:web, 3.1'], await addressed('did:web:university.example:%2e%2e:attacker'), { ...nobody(`status unknown ${OTHER}`), asked: [DID_JSON, LIST] }),
  vector([37, 'encoded-slash', 'a slash in the path, percent-encoded', 'did:web, 3.1'], await addressed('did:web:university.example:a%2Fb'), { ...nobody(`status unknown ${OTHER}`), asked: [DID_JSON, LIST] }),
  vector([37, 'user-in-host', 'the university’s name before an @ and the attacker’s host after it', 'RFC 3986, 3.2.1'], await addressed('did:web:university.example%40attacker.example'), { ...nobody(`status unknown ${OTHER}`), asked: [DID_JSON, LIST] }),
];

const LOOKS: readonly (readonly [string, string, string])[] = [
  ['accent', 'an accent', 'Jadran Universíty'],
  ['cyrillic', 'a Cyrillic letter', 'Jаdran University'],
  ['full-width', 'letters of full width', 'Ｊａｄｒａｎ University'],
  ['zero-width', 'a space without width', 'Jadran Uni\u200bversity'],
  ['same', 'nothing changed', 'Jadran University'],
];
const alike: readonly Vector[] = [
  ...(await Promise.all(
    LOOKS.map(async ([name, what, written]) => vector([49, `name-${name}`, `the name of a listed university with ${what}, by another’s key`, 'Unicode Technical Standard 39'], await theirs({}, written), { ...trust('name-of-another'), shown: ['Somebody may be using its name.', 'lists an institution of this name'] }, withTheirs())),
  )),
  vector(
    [27, 'name-of-another', 'a listed college gives itself the name of a listed university',  'Open Badges 3.0, B'],
    await theirs({}, 'Jadran University'),
    { ...trust('name-of-another'), shown: ['Somebody may be using its name.'] },
    withTheirs({}, { statements: [statement(), statement({ id: '019a9f00-0000-7000-8000-0000000000ab', did: ATTACKER, entityName: 'Attacker College' })] }),
  ),
  vector(
    [27, 'image-of-another', 'a picture of another badge, at an address of its own: no picture of a credential is fetched or shown, and whoever made it is unknown',  'Open Badges 3.0, B'],
    await theirs({ image: { id: 'https://university.example/logo.png', type: 'Image', caption: 'Doctor of Medicine, Jadran University' } }),
    { ...trust('not-listed'), unsaid: ['Doctor of Medicine', 'logo.png'], asked: ASKED },
    withTheirs(),
  ),
];

const dated = async (over: JsonObject, created = SIGNED_AT): Promise<Upload> => json(await proven(badge(over), { created }));
const times: readonly Vector[] = [
  vector([50, 'begins-later', 'valid from tomorrow', 'VC Data Model 2.0, 4.9'], await dated({ validFrom: '2026-11-27T12:00:00Z' }), invalid('validity fail not-yet-valid')),
  vector([50, 'beyond-skew', 'valid from six minutes from now: more than clocks differ', 'VC Data Model 2.0, 4.9'], await dated({ validFrom: '2026-11-26T12:06:00Z' }), invalid('validity fail not-yet-valid')),
  vector([50, 'ends-before-it-begins', 'it ends before it begins', 'VC Data Model 2.0, 4.9'], await dated({ validUntil: '2026-11-20T00:00:00Z' }), invalid('validity fail dates-invalid')),
  vector([50, 'signed-in-future', 'signed in two days’ time', 'VC Data Integrity 1.0, 2.1'], await dated({}, '2026-11-28T12:00:00Z'), invalid('validity fail dates-invalid')),
  vector([50, 'expired', 'it ran out an hour ago', 'VC Data Model 2.0, 4.9'], await dated({ validUntil: '2026-11-26T11:00:00Z' }), invalid('validity fail expired')),
  vector([50, 'no-zone', 'a time without a zone, which could be any of two days', 'VC Data Model 2.0, 4.9'], await dated({ validUntil: '2026-11-26T13:00:00' }), invalid('schema fail schema-mismatch', 'validity fail dates-invalid')),
];

export const vectors: readonly Vector[] = [...brought, ...listings, ...keys, ...hosts, ...alike, ...times];
