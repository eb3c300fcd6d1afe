/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- documents are broken here at will, which no type describes */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { signPresentation, verifyCredential } from '@digitalbazaar/vc';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { selfContainedKey } from '../../../src/core/did.js';
import type { JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { loadVcApiContexts } from '../../../src/store/documents.js';
import { createVcApi, ISSUER_NAMES } from '../../../src/vc-api/index.js';
import { ed25519Key } from '../../support/keys.js';
import { mutations } from '../../support/leaves.js';
import { altered, type Mutable } from '../formats/fixtures.js';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const V1 = 'https://www.w3.org/2018/credentials/v1';
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2';
const NOW = new Date('2026-11-26T12:00:00Z');
let drawn = 0;
const api = (over: object = {}) =>
  createVcApi({ baseUrl: 'https://testamur.example', key: 'k'.repeat(24), seed: new Uint8Array(32), contexts: loadVcApiContexts(), now: () => NOW, random: (bytes) => new Uint8Array(createHash('sha256').update(String(drawn++)).digest().subarray(0, bytes)), ...over });
const vcApi = api();
const didOf = (name: string): string => vcApi.issuers().find((one) => one.name === name)?.did ?? '';
const credential: JsonObject = { '@context': [V2, EXAMPLES], id: 'urn:uuid:1', type: ['VerifiableCredential'], issuer: 'did:example:anybody', validFrom: '2026-01-01T00:00:00Z', credentialSubject: { id: 'did:example:subject', alumniOf: 'The School of Examples' } };
const older: JsonObject = { '@context': [V1], id: 'urn:uuid:1', type: ['VerifiableCredential'], issuer: 'did:example:anybody', issuanceDate: '2026-01-01T00:00:00Z', credentialSubject: { id: 'did:example:subject' } };

async function issued(name = 'eddsa-rdfc-2022', document = credential, options = {}): Promise<JsonObject> {
  return (await vcApi.issue(name, { credential: document, options })) ?? {};
}
async function verified(document: unknown, options?: JsonObject): Promise<string> {
  const answer = await vcApi.verify({ verifiableCredential: document, ...(options && { options }) } as JsonObject);
  return answer.verified ? 'holds' : `${answer.problemDetails[0]?.title}: ${answer.problemDetails[0]?.detail}`;
}

describe('issuers', () => {
  it('have did:keys of their own, the same for a seed and others for another', () => {
    const names = vcApi.issuers().map(({ name }) => name);
    expect(names).toEqual(ISSUER_NAMES);
    expect(api().issuers()).toEqual(vcApi.issuers());
    const other = api({ seed: new Uint8Array(32).fill(1) }).issuers();
    for (const { name, did, verificationMethod } of vcApi.issuers()) {
      expect(selfContainedKey(verificationMethod)?.controller).toBe(did);
      expect(other.find((one) => one.name === name)?.did).not.toBe(did);
    }
    expect([didOf('eddsa-rdfc-2022').slice(8, 12), didOf('ecdsa-sd-2023').slice(8, 12), didOf('ecdsa-rdfc-2019-p384').slice(8, 12)]).toEqual(['z6Mk', 'zDna', 'z82L']);
  });

  it('are opened by one key', () => {
    expect([vcApi.mayUse('k'.repeat(24)), vcApi.mayUse('k'.repeat(23)), vcApi.mayUse('')]).toEqual([true, false, false]);
  });
});

const PLAIN = ISSUER_NAMES.filter((name) => name !== 'ecdsa-sd-2023');

describe.each(PLAIN)('what %s issues', (name) => {
  it('holds, is in its own name, and holds no more when one value is changed or left out', async () => {
    const secured = await issued(name);
    expect(await verified(secured)).toBe('holds');
    if (name !== 'vc-jwt') expect([secured.issuer, secured.credentialSubject]).toEqual([didOf(name), credential.credentialSubject]);
    const holding: string[] = [];
    for (const [path, changed] of mutations(secured)) if ((await verified(changed)) === 'holds') holding.push(path);
    expect(holding).toEqual([]);
  });
});

describe.each(PLAIN.filter((name) => !['vc-jwt', 'bitstring-status-list'].includes(name)))('what %s issues of version 1.1', (name) => {
  it('holds, with the context of its proof', async () => {
    const secured = await issued(name, older);
    expect(secured['@context']).toEqual([V1, 'https://w3id.org/security/data-integrity/v2']);
    expect(await verified(secured)).toBe('holds');
  });
});

describe('an issuer', () => {
  it('of version 1.1 has no terms for a status list, and for no envelope', async () => {
    for (const name of ['bitstring-status-list', 'vc-jwt']) await expect(issued(name, older)).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('is none under another name', async () => {
    expect(await vcApi.issue('constructor', { credential })).toBeUndefined();
  });

  it('issues what somebody else’s library verifies', async () => {
    const secured = await issued();
    const { verificationMethod, did } = vcApi.issuers()[0] ?? { verificationMethod: '', did: '' };
    const method = { '@context': 'https://w3id.org/security/multikey/v1', id: verificationMethod, type: 'Multikey', controller: did, publicKeyMultibase: did.slice(8) };
    const known = new Map<string, unknown>([...loadVcApiContexts(), [verificationMethod, method], [did, { '@context': 'https://www.w3.org/ns/did/v1', id: did, assertionMethod: [method] }]]);
    const documentLoader = (url: string) => Promise.resolve({ contextUrl: null, documentUrl: url, document: known.get(url) });
    const { verified: holds } = (await verifyCredential({ credential: secured, suite: new DataIntegrityProof({ cryptosuite }), documentLoader, now: NOW })) as { verified: boolean };
    expect(holds).toBe(true);
  });

  it.each<[string, (c: Mutable) => unknown]>([
    ['a validFrom in the future', (c) => (c.validFrom = '2036-01-01T00:00:00Z')],
    ['no validFrom', (c) => delete c.validFrom],
    ['milliseconds and an offset', (c) => (c.validFrom = '2026-01-01T00:00:00.123+02:00')],
    ['an issuer with names in two languages', (c) => (c.issuer = { id: 'did:example:x', name: [{ '@value': 'A', '@language': 'en' }, { '@value': 'B', '@language': 'ar', '@direction': 'rtl' }] })],
    ['a context of its own', (c) => c['@context'].push({ Own: 'https://example.org/#Own' })],
    ['a type that is a URL', (c) => c.type.push('https://example.org/#Own')],
    ['two subjects', (c) => (c.credentialSubject = [{ id: 'did:example:a' }, { alumniOf: 'B' }])],
    ['a status without an id', (c) => (c.credentialStatus = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '1', statusListCredential: 'https://x.example/1' })],
    ['a resource with the digest that we know', (c) => (c.relatedResource = { id: V2, digestSRI: 'sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU' })],
  ])('takes %s', async (_, change) => {
    expect(await verified(await issued('eddsa-rdfc-2022', altered(credential, change)), { checks: ['proof'] })).toBe('holds');
  });

  it.each<[string, string, (c: Mutable) => unknown]>([
    ['no context', '/@context', (c) => delete c['@context']],
    ['an empty context', '/@context', (c) => (c['@context'] = [])],
    ['a context that is no list', '/@context', (c) => (c['@context'] = V2)],
    ['another context first', '/@context', (c) => c['@context'].reverse()],
    ['a context that is not held', '/@context/2', (c) => c['@context'].push('https://other.example/v1')],
    ['a context that is a number', '/@context/2', (c) => c['@context'].push(1)],
    ['a protected term said anew', '/@context', (c) => c['@context'].push({ VerifiableCredential: 'https://example.org/#Other' })],
    ['no type', '/type', (c) => delete c.type],
    ['a type that is no list', '/type', (c) => (c.type = 'VerifiableCredential')],
    ['types without the one that is needed', '/type', (c) => (c.type = ['Own'])],
    ['a type that means no URL', '/@context', (c) => { c['@context'] = [V2, { Own: 'https ://not-a-url#Own' }]; c.type.push('Own'); }],
    ['a type that means something only against a base', '/@context', (c) => { c['@context'] = [V2, { '@base': 'https://evil.example/' }]; c.type.push('Own'); }],
    ['an undefined type', '/@context', (c) => { c['@context'] = [V2]; c.type.push('Own'); delete c.credentialSubject.alumniOf; }],
    ['an undefined term', '/@context', (c) => (c['@context'] = [V2])],
    ['an id that is null', '/id', (c) => (c.id = null)],
    ['two ids', '/id', (c) => (c.id = ['urn:x:1', 'urn:x:2'])],
    ['an id that is no URL', '/id', (c) => (c.id = 'not a url')],
    ['no issuer', '/issuer', (c) => delete c.issuer],
    ['an issuer that is null', '/issuer', (c) => (c.issuer = null)],
    ['an issuer that is no URL', '/issuer', (c) => (c.issuer = 'nobody')],
    ['an issuer whose id is null', '/issuer', (c) => (c.issuer = { id: null })],
    ['an issuer without an id', '/issuer', (c) => (c.issuer = { name: 'A' })],
    ['no subject', '/credentialSubject', (c) => delete c.credentialSubject],
    ['an empty subject', '/credentialSubject', (c) => (c.credentialSubject = {})],
    ['no subjects', '/credentialSubject', (c) => (c.credentialSubject = [])],
    ['a subject that is a text', '/credentialSubject', (c) => (c.credentialSubject = 'me')],
    ['an empty one of two subjects', '/credentialSubject/1', (c) => (c.credentialSubject = [{ id: 'did:example:a' }, {}])],
    ['a subject with two ids', '/credentialSubject/id', (c) => (c.credentialSubject.id = ['did:example:a', 'did:example:b'])],
    ...['credentialStatus', 'credentialSchema', 'refreshService', 'termsOfUse', 'evidence'].map((name): [string, string, (c: Mutable) => unknown] => [`${name} without a type`, `/${name}/type`, (c) => (c[name] = { id: 'https://x.example/1' })]),
    ['a schema without an id', '/credentialSchema/id', (c) => (c.credentialSchema = { type: 'JsonSchema' })],
    ['a schema whose id is no URL', '/credentialSchema/id', (c) => (c.credentialSchema = { type: 'JsonSchema', id: 1 })],
    ['a status with two ids', '/credentialStatus/id', (c) => (c.credentialStatus = { type: 'A', id: ['urn:x:1', 'urn:x:2'] })],
    ['a status type that is a number', '/credentialStatus/type', (c) => (c.credentialStatus = { type: 2 })],
    ['a date without an offset', '/validFrom', (c) => (c.validFrom = '2026-01-01T00:00:00')],
    ['a date that is none', '/validUntil', (c) => (c.validUntil = 'tomorrow')],
    ['an end before its beginning', '/validUntil', (c) => (c.validUntil = '2025-01-01T00:00:00Z')],
    ['a name with more than a language', '/name', (c) => (c.name = { '@value': 'A', '@language': 'en', url: 'x' })],
    ['a description of an issuer that is a number', '/issuer/description', (c) => (c.issuer = { id: 'did:example:x', description: 1 })],
    ['a resource that is a text', '/relatedResource/0', (c) => (c.relatedResource = ['https://x.example/'])],
    ['a resource without a digest', '/relatedResource/0', (c) => (c.relatedResource = [{ id: V2 }])],
    ['a resource twice', '/relatedResource', (c) => (c.relatedResource = [0, 1].map(() => ({ id: V2, digestMultibase: 'uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA' })))],
    ['a resource with another digest', '/relatedResource/0', (c) => (c.relatedResource = [{ id: V2, digestSRI: 'sha384-AAAA' }])],
    ['a resource that is not held', '/relatedResource/0', (c) => (c.relatedResource = [{ id: 'https://x.example/', digestSRI: 'sha384-AAAA' }])],
    ['a proof already', '/credential/proof', (c) => (c.proof = { type: 'DataIntegrityProof' })],
    ['no date of version 1.1', '/issuanceDate', (c) => (c['@context'] = [V1])],
  ])('refuses %s', async (_, path, change) => {
    await expect(issued('eddsa-rdfc-2022', altered(credential, change))).rejects.toMatchObject({ code: 'input-invalid', path });
  });

  it.each([[null], [[]], [{}], [{ credential: null }], [{ credential: 'x' }]])('refuses a request that is %j', async (request) => {
    await expect(vcApi.issue('eddsa-rdfc-2022', request as JsonObject)).rejects.toMatchObject({ code: 'input-invalid', path: '/credential' });
  });
});

describe('a verifier', () => {
  it.each<[string, string, (c: Mutable) => unknown]>([
    ['an index beside a text', '/credentialSubject/alumniOf/@index', (c) => (c.credentialSubject.alumniOf = { '@value': c.credentialSubject.alumniOf, '@index': 'with honours' })],
    ['a term that says nothing', '/credentialSubject/alumniOf', (c) => (c.credentialSubject.alumniOf = [c.credentialSubject.alumniOf, null])],
    ['the same twice', '/credentialSubject/alumniOf', (c) => (c.credentialSubject.alumniOf = [c.credentialSubject.alumniOf, c.credentialSubject.alumniOf])],
    ['a graph', '/@included', (c) => (c['@included'] = [])],
  ])('refuses what is written after signing and in no statement: %s', async (_what, path, change) => {
    const secured = await issued('eddsa-rdfc-2022');
    expect(await verified(altered(secured, change))).toBe(`${path}: Something is written here that no proof is over.`);
  });

  it.each([[null], ['x'], [1], [[]], [{}], [{ '@context': [V2] }]])('refuses what is no credential: %j', async (document) => {
    expect(await verified(document)).not.toBe('holds');
  });

  it.each<[string, RegExp, (c: Mutable) => unknown]>([
    ['no proof', /no-proof/, (c) => delete c.proof],
    ['a proof that is null', /proof-malformed/, (c) => (c.proof = null)],
    ['a proof of another type', /undefined-term/, (c) => (c.proof.type = 'Other')],
    ['another cryptosuite', /proof-unsupported/, (c) => (c.proof.cryptosuite = 'other')],
    ['another purpose', /proof-purpose/, (c) => (c.proof.proofPurpose = 'authentication')],
    ['a value without its prefix', /proof-malformed/, (c) => (c.proof.proofValue = c.proof.proofValue.slice(1))],
    ['a term without a meaning', /undefined-term: alumniOf/, (c) => (c['@context'] = [V2])],
    ['a term added', /signature-mismatch/, (c) => (c.name = 'Another')],
    ['another issuer', /signature-mismatch/, (c) => (c.issuer = 'did:example:other')],
    ['a key that is not in its own name', /key-unavailable/, (c) => (c.proof.verificationMethod = 'did:web:x.example#1')],
  ])('refuses %s', async (_, why, change) => {
    expect(await verified(altered(await issued(), change))).toMatch(why);
  });

  it('refuses a proof by a key that is not the named issuer’s', async () => {
    const theirs = api({ seed: new Uint8Array(32).fill(9) });
    const stolen = (await theirs.issue('eddsa-jcs-2022', { credential })) ?? {};
    expect(await verified(stolen)).toBe('holds');
    const { securing, key, method } = await stranger();
    const named = await securing.addProof({ ...credential, issuer: didOf('eddsa-rdfc-2022') }, { verificationMethod: method, created: '2026-11-26T12:00:00Z', sign: key.sign });
    expect(await verified(named)).toBe('/issuer: No proof is by the named issuer.');
    const both = await securing.addProof(await issued(), { verificationMethod: method, created: '2026-11-26T12:00:00Z', sign: key.sign });
    expect(await verified(both)).toBe('holds');
  });

  it('asks for period and status, unless it is asked for the proof alone', async () => {
    const ended = await issued('eddsa-rdfc-2022', { ...credential, validUntil: '2026-02-01T00:00:00Z' });
    expect(await verified(ended)).toBe('/validUntil: The credential has expired.');
    expect(await verified(ended, { checks: ['proof'] })).toBe('holds');
    const early = await issued('eddsa-rdfc-2022', { ...credential, validFrom: '2027-02-01T00:00:00Z' });
    expect(await verified(early)).toBe('/validFrom: The credential is not valid yet.');
    const elsewhere = await issued('eddsa-rdfc-2022', { ...credential, credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '1', statusListCredential: 'https://x.example/1' } });
    expect(await verified(elsewhere)).toMatch(/^\/credentialStatus: /);
    expect(await verified(elsewhere, { checks: ['proof'] })).toBe('holds');
  });

  it.each<[string, (c: Mutable) => unknown]>([
    ['no context', (c) => (c['@context'] = [])],
    ['another context', (c) => (c['@context'] = EXAMPLES)],
    ['no data URL', (c) => (c.id = c.id.split(',').pop())],
    ['another media type', (c) => (c.id = c.id.replace('vc+jwt', 'jwt'))],
    ['no type', (c) => delete c.type],
    ['the type of a plain credential', (c) => (c.type = 'VerifiableCredential')],
    ['two types', (c) => (c.type = ['EnvelopedVerifiableCredential', 'VerifiableCredential'])],
    ['no token', (c) => (c.id = 'data:application/vc+jwt,x')],
  ])('refuses an envelope with %s', async (_, change) => {
    expect(await verified(altered(await issued('vc-jwt'), change))).not.toBe('holds');
  });

  it('refuses the older vc claim in an envelope, and another type of token', async () => {
    const { securing, key, method } = await stranger('p256');
    const did = method.split('#')[0] ?? '';
    const sealed = async (payload: JsonObject, typ: 'JWT' | 'vc+jwt'): Promise<JsonObject> => ({ '@context': V2, type: 'EnvelopedVerifiableCredential', id: `data:application/vc+jwt,${await securing.signJwt(payload, { alg: 'ES256', kid: method, typ, sign: key.sign })}` });
    const mine = { ...credential, issuer: did };
    expect(await verified(await sealed(mine, 'vc+jwt'))).toBe('holds');
    expect(await verified(await sealed(mine, 'JWT'))).not.toBe('holds');
    expect(await verified(await sealed({ vc: mine }, 'vc+jwt'))).not.toBe('holds');
    expect(await verified(await sealed(credential, 'vc+jwt'))).not.toBe('holds');
  });
});

async function stranger(kind = 'ed25519') {
  const { createSecuring } = await import('../../../src/formats/securing/index.js');
  const { p256Key } = await import('../../support/keys.js');
  const key = kind === 'ed25519' ? ed25519Key('vc-api stranger') : p256Key('vc-api stranger');
  const multikey = toMultikey(key.publicJwk);
  return { securing: createSecuring({ contexts: loadVcApiContexts(), schemas: new Map() }), key, method: `did:key:${multikey}#${multikey}` };
}

describe('a status list', () => {
  it('gives each credential an entry of its own, and is a credential that holds', async () => {
    const [one, two] = [await issued('bitstring-status-list'), await issued('bitstring-status-list')];
    const entry = (one.credentialStatus as readonly JsonObject[])[0] ?? {};
    expect(entry).toMatchObject({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: expect.stringMatching(/^\d+$/), statusListCredential: 'https://testamur.example/vc-api/status' });
    expect(two.credentialStatus).not.toEqual(one.credentialStatus);
    expect(await verified(one)).toBe('holds');
    const list = await vcApi.statusList();
    expect(list).toMatchObject({ id: entry.statusListCredential, issuer: didOf('bitstring-status-list'), credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: expect.stringMatching(/^u/) } });
    expect(await verified(list)).toBe('holds');
  });
});

describe('a holder', () => {
  it('shows a part of a credential, which holds where the whole does not', async () => {
    const whole = await issued('ecdsa-sd-2023', credential, { mandatoryPointers: ['/issuer'] });
    expect(await verified(whole)).toMatch(/proof-unsupported: ecdsa-sd-2023, base proof/);
    const shown = await vcApi.derive({ verifiableCredential: whole, options: { selectivePointers: ['/credentialSubject/alumniOf'] } });
    expect(shown).toMatchObject({ issuer: didOf('ecdsa-sd-2023'), credentialSubject: { id: 'did:example:subject', alumniOf: 'The School of Examples' } });
    expect(shown.validFrom).toBeUndefined();
    expect(await verified(shown)).toBe('holds');
    expect(await verified({ ...shown, credentialSubject: { id: 'did:example:subject', alumniOf: 'Another' } })).toMatch(/signature-mismatch/);
  });

  it.each<[unknown, string]>([
    [null, '/verifiableCredential'],
    [{ verifiableCredential: 'x' }, '/verifiableCredential'],
    [{ verifiableCredential: credential }, '/proof'],
    [{ verifiableCredential: credential, options: { selectivePointers: [1] } }, '/options/selectivePointers'],
  ])('is refused %j', async (request, path) => {
    await expect(vcApi.derive(request as JsonObject)).rejects.toMatchObject({ code: 'input-invalid', path });
  });

  it('cannot be given a pointer that leads nowhere', async () => {
    await expect(issued('ecdsa-sd-2023', credential, { mandatoryPointers: ['/nothing'] })).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(issued('ecdsa-sd-2023', credential, { mandatoryPointers: [1] })).rejects.toMatchObject({ code: 'input-invalid', path: '/options/mandatoryPointers' });
  });
});

describe('a presentation', () => {
  const CHALLENGE = { challenge: 'c-1', domain: 'verifier.example' };
  const holder = ed25519Key('vc-api holder');
  const multikey = toMultikey(holder.publicJwk);
  const did = `did:key:${multikey}`;
  const signer = { id: `${did}#${multikey}`, algorithm: 'Ed25519', sign: ({ data }: { data: Uint8Array }) => holder.sign(data) };
  /** Signed by somebody else's library. */
  const presented = (presentation: JsonObject): Promise<JsonObject> => {
    const documentLoader = (url: string) => Promise.resolve({ contextUrl: null, documentUrl: url, document: loadVcApiContexts().get(url) });
    return signPresentation({ presentation, ...CHALLENGE, suite: new DataIntegrityProof({ signer, cryptosuite }), documentLoader }) as Promise<JsonObject>;
  };
  const made = async (): Promise<JsonObject> => presented({ '@context': [V2], type: ['VerifiablePresentation'], holder: did, verifiableCredential: [await issued('ecdsa-jcs-2019-p384'), await issued('vc-jwt')] });
  const outcome = async (verifiablePresentation: JsonObject, options: JsonObject = CHALLENGE): Promise<string> => {
    const answer = await vcApi.verifyPresentation({ verifiablePresentation, options });
    return answer.verified ? 'holds' : `${answer.problemDetails[0]?.title}`;
  };

  it('holds with every credential in it, whether or not a challenge is asked for', async () => {
    const presentation = await made();
    expect([await outcome(presentation), await outcome(presentation, {})]).toEqual(['holds', 'holds']);
  });

  it('holds no more with any one value changed or left out', async () => {
    const holding: string[] = [];
    for (const [path, changed] of mutations(await made())) if ((await outcome(changed)) === 'holds') holding.push(path);
    expect(holding).toEqual([]);
  });

  it.each<[string, string, (p: Mutable) => unknown, JsonObject]>([
    ['no proof', '/proof', (p) => delete p.proof, CHALLENGE],
    ['no context', '/@context', (p) => delete p['@context'], CHALLENGE],
    ['no type', '/type', (p) => delete p.type, CHALLENGE],
    ['another type', '/type', (p) => (p.type = ['VerifiableCredential']), CHALLENGE],
    ['an id that is no URL', '/id', (p) => (p.id = 'x y'), CHALLENGE],
    ['a holder that is no URL', '/holder', (p) => (p.holder = multikey), CHALLENGE],
    ['a holder without an id', '/holder', (p) => (p.holder = { name: 'A' }), CHALLENGE],
    ['a credential that is a text', '/verifiableCredential', (p) => (p.verifiableCredential = ['x']), CHALLENGE],
    ['another challenge asked for', '/proof/challenge', () => undefined, { challenge: 'c-2' }],
    ['another domain asked for', '/proof/domain', () => undefined, { domain: 'other.example' }],
  ])('is refused with %s', async (_, path, change, options) => {
    expect(await outcome(altered(await made(), change), options)).toBe(path);
  });

  it('is refused when its holder did not sign it, when one of its credentials does not hold, and when it was made for assertion', async () => {
    expect(await outcome(await presented({ '@context': [V2], type: ['VerifiablePresentation'], holder: 'did:example:other' }))).toBe('/holder');
    expect(await outcome(await presented({ '@context': [V2], type: ['VerifiablePresentation'], verifiableCredential: [{ ...(await issued()), name: 'Another' }] }))).toBe('/proof');
    expect(await outcome(altered(await made(), (p: Mutable) => (p.proof.proofPurpose = 'assertionMethod')))).toBe('/proof');
  });

  it.each([[null], ['x'], [{}]])('is none when it is %j', async (presentation) => {
    expect(await outcome(presentation as JsonObject)).not.toBe('holds');
  });
});
