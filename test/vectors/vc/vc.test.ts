import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { toBase64url, utf8 } from '../../../src/core/bytes.js';
import { selfContainedKey } from '../../../src/core/did.js';
import { AppError } from '../../../src/core/errors.js';
import type { Evidence } from '../../../src/core/evidence.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { createFormats, createReaders } from '../../../src/formats/index.js';
import { addProof } from '../../../src/formats/securing/data-integrity.js';
import { createJsonLd } from '../../../src/formats/securing/json-ld.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, keyFact, p256Key } from '../../support/keys.js';
import { mutations } from '../../support/leaves.js';

const AT = '2026-11-21T10:00:00Z';
const readers = createReaders(createFormats(documents), documents);
const readerOf = (text: string): string[] => readers.filter((one) => one.recognises(text)).map(({ id }) => id);
const minimal = JSON.parse(readFileSync('test/vectors/vc/minimal.json', 'utf8')) as JsonObject;

async function findings(text: string, keys: Evidence['keys'] = {}): Promise<Record<string, string>> {
  const [reader] = readers.filter((one) => one.recognises(text));
  const parsed = reader?.parse(text);
  const own = Object.fromEntries((parsed?.keys ?? []).flatMap((url) => {
    const key = url.startsWith('did:') ? selfContainedKey(url) : undefined;
    return key ? [[url, { ok: true as const, value: { ...key, obtainedAt: AT } }] as const] : [];
  }));
  const found = (parsed && (await reader?.checkProof(parsed, { at: AT, keys: { ...own, ...keys }, statusLists: {}, statements: { ok: true, value: [] } }))) ?? [];
  return Object.fromEntries(found.map(({ check, outcome, reason }) => [check, `${outcome} ${reason}`]));
}
const GOOD = { format: 'pass ok', context: 'pass ok', schema: 'pass ok', signature: 'pass ok', 'unsigned-content': 'pass ok' };

describe('a verifiable credential of another kind, with a proof', () => {
  it('holds', async () => {
    expect(readerOf(JSON.stringify(minimal))).toEqual(['vc-di']);
    expect(await findings(JSON.stringify(minimal))).toEqual(GOOD);
  });

  it('is read as far as every credential is: what its own type adds is not, and what it does not state is said to be absent', () => {
    const view = readers.find(({ id }) => id === 'vc-di')!.parse(JSON.stringify(minimal)).view;
    expect(view.issuer.id).toBe(typeof minimal.issuer === 'string' ? minimal.issuer : (minimal.issuer as JsonObject).id);
    expect(Object.values(view.elements).filter(({ present }) => present).length).toBeLessThan(5);
    expect(view.elements.M6).toEqual({ present: false });
  });

  it('holds no more with any one value of it changed or left out', async () => {
    const passing: string[] = [];
    for (const [path, changed] of mutations(minimal)) {
      if (path.includes('@context')) continue;
      const said = await findings(JSON.stringify(changed)).catch(() => ({ signature: 'unreadable', 'unsigned-content': '' }));
      if (said.signature === 'pass ok' && said['unsigned-content'] === 'pass ok') passing.push(path);
    }
    expect(passing).toEqual([]);
  });

  it.each<[string, JsonObject, string, string]>([
    ['no base context first', { ...minimal, '@context': ['https://w3id.org/security/data-integrity/v2', 'https://www.w3.org/ns/credentials/v2'] }, 'context', 'fail context-order'],
    ['a context that nobody pinned', { ...minimal, '@context': ['https://www.w3.org/ns/credentials/v2', 'https://evil.example/'] }, 'context', 'unknown unknown-context'],
    ['a word without meaning', { ...minimal, honours: 'x' }, 'context', 'fail undefined-term'],
    ['several subjects, of whom a report would tell one', { ...minimal, credentialSubject: [minimal.credentialSubject as Json, { id: 'did:example:another' }] }, 'schema', 'fail schema-mismatch'],
    ['a subject of nothing', { ...minimal, credentialSubject: {} }, 'schema', 'fail schema-mismatch'],
    ['a day for a time', { ...minimal, validFrom: '2026-01-01' }, 'schema', 'fail schema-mismatch'],
    ['a schema that we do not have', { ...minimal, credentialSchema: { id: 'https://a.example/s.json', type: 'JsonSchema' } }, 'schema', 'warn schema-unavailable'],
  ])('%s', async (_what, document, check, said) => {
    expect((await findings(JSON.stringify(document)))[check]).toBe(said);
  });

  it('does not lose its end by another base context, under which that is an address which nobody looks for: the statements, and so the signature, are the same', async () => {
    const issuer = 'did:web:university.example';
    const [owner, method] = [ed25519Key(), `${issuer}#ed`];
    const contexts = (base: string): string[] => [base, 'https://w3id.org/security/data-integrity/v2'];
    const { issuanceDate, expirationDate, ...rest } = { id: 'urn:uuid:1', type: ['VerifiableCredential'], issuer, issuanceDate: '2020-01-01T00:00:00Z', expirationDate: '2021-01-01T00:00:00Z', credentialSubject: { id: 'did:key:z6Mk' } };
    const signed = await addProof(createJsonLd(documents.contexts), { '@context': contexts('https://www.w3.org/2018/credentials/v1'), ...rest, issuanceDate, expirationDate }, { verificationMethod: method, created: issuanceDate, sign: owner.sign });
    const time = (value: string): JsonObject => ({ type: 'http://www.w3.org/2001/XMLSchema#dateTime', '@value': value });
    const address = 'https://www.w3.org/2018/credentials#';
    const moved = { '@context': contexts('https://www.w3.org/ns/credentials/v2'), ...rest, [`${address}issuanceDate`]: time(issuanceDate), [`${address}expirationDate`]: time(expirationDate), proof: signed.proof as Json };
    const known = { [method]: keyFact(method, owner) };
    expect(await findings(JSON.stringify(signed), known)).toEqual(GOOD);
    expect(await findings(JSON.stringify(moved), known)).toEqual({ ...GOOD, 'unsigned-content': 'fail unsigned-content' });
  });

  it.each(['VerifiablePresentation', 'BitstringStatusListCredential', 'StatusList2021Credential', 'RevocationList2020Credential'])('is none of type %s', (type) => {
    expect(readerOf(JSON.stringify({ ...minimal, type: ['VerifiableCredential', type] }))).toEqual([]);
  });
});

/** As DC4EU builds them. */
const attestation: JsonObject = {
  '@context': ['https://www.w3.org/2018/credentials/v1'],
  id: 'urn:uuid:1',
  type: ['VerifiableCredential', 'VerifiableAttestation', 'EuropeanHigherEducationMicrocredential'],
  issuer: 'did:web:university.example',
  issuanceDate: '2026-05-30T00:00:00Z',
  expirationDate: '2030-05-30T00:00:00Z',
  credentialSubject: { id: 'did:key:z6Mk', givenName: { en: 'Ana' }, familyName: { en: 'Andromeda' }, hasClaim: [{ title: { en: 'Data' } }] },
};
const key = p256Key();
const KID = 'did:web:university.example#key-1';
async function token(vc: JsonObject, claims: JsonObject = {}, header: JsonObject = {}): Promise<string> {
  const stated = { iss: 'did:web:university.example', sub: 'did:key:z6Mk', jti: 'urn:uuid:1', nbf: Date.parse('2026-05-30T00:00:00Z') / 1000, exp: Date.parse('2030-05-30T00:00:00Z') / 1000, ...claims };
  const input = [{ alg: 'ES256', typ: 'JWT', kid: KID, ...header }, { ...stated, vc }].map((part) => toBase64url(utf8(JSON.stringify(part)))).join('.');
  return `${input}.${toBase64url(await key.sign(utf8(input)))}`;
}
const keys = { [KID]: keyFact(KID, key) };

describe('a verifiable credential of another kind, in a `vc` claim', () => {
  it('holds; a word without meaning is a warning, for the text is signed', async () => {
    const text = await token(attestation);
    expect(readerOf(text)).toEqual(['vc-jwt']);
    expect(await findings(text, keys)).toEqual({ ...GOOD, context: 'warn undefined-term' });
  });

  it('says what it is, of whom and for whom', async () => {
    const { view, signedAt } = readers.find(({ id }) => id === 'vc-jwt')!.parse(await token(attestation));
    expect(view).toMatchObject({ achievementType: 'EuropeanHigherEducationMicrocredential', learner: { id: 'did:key:z6Mk', name: 'Ana Andromeda' }, validFrom: '2026-05-30T00:00:00Z', validUntil: '2030-05-30T00:00:00Z' });
    expect([view.title, signedAt]).toEqual([undefined, '2026-05-30T00:00:00Z']);
  });

  it('may leave to the claims what they say', async () => {
    const { id: _id, issuer: _issuer, issuanceDate: _from, expirationDate: _until, ...rest } = attestation;
    const { id: _subject, ...subject } = attestation.credentialSubject as JsonObject;
    const text = await token({ ...rest, credentialSubject: subject });
    expect(await findings(text, keys)).toEqual({ ...GOOD, context: 'warn undefined-term' });
    const { view } = readers.find(({ id }) => id === 'vc-jwt')!.parse(text);
    expect(view).toMatchObject({ id: 'urn:uuid:1', issuer: { id: 'did:web:university.example' }, learner: { id: 'did:key:z6Mk' }, validFrom: '2026-05-30T00:00:00Z', validUntil: '2030-05-30T00:00:00Z' });
  });

  it.each<[string, JsonObject]>([
    ['issuer', { iss: 'did:web:other.example' }],
    ['learner', { sub: 'did:key:other' }],
    ['name', { jti: 'urn:uuid:2' }],
    ['beginning', { nbf: 1 }],
    ['end', { exp: 4_000_000_000 }],
  ])('whose claims name another %s says two things at once', async (_what, claims) => {
    expect((await findings(await token(attestation, claims), keys)).signature).toBe('fail claims-disagree');
  });

  it('is none of another purpose: a token of a status list, or of an unknown critical part', async () => {
    expect((await findings(await token(attestation, {}, { typ: 'statuslist+jwt' }), keys)).signature).toBe('fail header-unsupported');
    expect((await findings(await token(attestation, {}, { crit: ['x'], x: 1 }), keys)).signature).toBe('fail header-unsupported');
  });

  it('is read as a European Digital Credential where it says it is one', async () => {
    const { view } = readers.find(({ id }) => id === 'vc-jwt')!.parse(await token({ ...attestation, type: [...(attestation.type as string[]), 'EuropeanDigitalCredential'] }));
    expect(view.title).toBe('Data');
  });
});

describe('the readers', () => {
  it('throw nothing but what says that it cannot be read, and no two of them read one thing', () => {
    const names = fc.constantFrom('@context', 'type', 'id', 'issuer', 'credentialSubject', 'proof', 'name', 'validFrom', 'verifiableCredential', 'endorsement', 'achievement', 'vc', 'iss', '__proto__');
    const leaves = fc.oneof(fc.constantFrom<unknown>('VerifiableCredential', 'ClrCredential', 'OpenBadgeCredential', 'EuropeanDigitalCredential', 'https://www.w3.org/ns/credentials/v2', null, 1, ''), fc.string());
    const values = fc.letrec<{ value: unknown }>((tie) => ({ value: fc.oneof({ maxDepth: 4 }, leaves, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(names, tie('value'), { maxKeys: 6 })) })).value;
    const document = fc.tuple(fc.dictionary(names, values, { maxKeys: 8 }), fc.subarray(['VerifiableCredential', 'ClrCredential', 'OpenBadgeCredential', 'Other'])).map(([members, type]) => JSON.stringify({ ...members, type }));
    const jwt = document.map((text) => `${toBase64url(utf8('{"alg":"ES256"}'))}.${toBase64url(utf8(text))}.AAAA`);
    fc.assert(fc.property(fc.oneof(document, jwt, fc.string()), (text) => {
      expect(readerOf(text).length).toBeLessThan(2);
      for (const reader of readers) {
        try {
          expect(reader.parse(text).format).toBe(reader.id);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(['unreadable', 'json-invalid', 'input-invalid']).toContain(error.code);
        }
      }
    }), { numRuns: 500 });
  });
});

describe('a credential that is the payload of a JWT', () => {
  const { proof: _proof, ...bare } = { ...minimal, issuer: 'did:web:university.example' } as JsonObject;
  const signed = async (more: JsonObject): Promise<string> => {
    const input = [{ alg: 'ES256', kid: KID }, { ...bare, ...more }].map((part) => toBase64url(utf8(JSON.stringify(part)))).join('.');
    return `${input}.${toBase64url(await key.sign(utf8(input)))}`;
  };
  it('may have its status in a claim, which is looked up; another thing called so is none', async () => {
    const entries = async (status: Json) => readers.find(({ id }) => id === 'vc-jwt')!.parse(await signed({ status }));
    const list = 'https://university.example/status/1';
    const read = await entries({ status_list: { idx: 7, uri: list } });
    expect(read.statusEntries).toEqual([{ type: 'TokenStatusList', purpose: 'status', list, index: 7 }]);
    expect(read.needs.statusLists).toEqual([list]);
    expect((await entries({ status_list: 'x', other: {} })).statusEntries).toHaveLength(2);
    expect((await entries('completed')).statusEntries).toEqual([]);
  });
});
