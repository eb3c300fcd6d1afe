import { beforeAll, describe, expect, it } from '@jest/globals';
import { encodeList } from '../../../src/core/bitstring.js';
import type { Fact, KeyFact } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { readListCredential } from '../../../src/verify/list-credential.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, keyFact, p256Key } from '../../support/keys.js';
import { jwtOf } from '../../support/sd-jwt.js';

const URL_ = 'https://other.example/status/9';
const ISSUER = 'did:web:other.example';
const DI_KEY = `${ISSUER}#ed`;
const JWT_KEY = `${ISSUER}#ec`;
const securing = createSecuring(documents);
const ed = ed25519Key('list');
const ec = p256Key('list');
const facts: Record<string, Fact<KeyFact>> = { [DI_KEY]: keyFact(DI_KEY, ed, { source: 'did:web' }), [JWT_KEY]: keyFact(JWT_KEY, ec, { source: 'did:web' }) };
const encodedList = encodeList([7]);

const credential = (over: object = {}, subject: object = {}): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: URL_,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: ISSUER,
  validFrom: '2027-01-15T06:00:00Z',
  validUntil: '2027-01-16T06:00:00Z',
  credentialSubject: { id: `${URL_}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList, ...subject },
  ...over,
});
const read = (text: string, key = async (url: string): Promise<Fact<KeyFact>> => facts[url] ?? { ok: false, reason: 'key-unavailable', detail: '' }) =>
  readListCredential(URL_, text, { securing, key, at: '2027-01-15T12:00:00Z' });
const proven = async (document: JsonObject, verificationMethod = DI_KEY) =>
  securing.addProof(document, { verificationMethod, created: '2027-01-15T06:00:00Z', sign: ed.sign });
const token = (document: JsonObject, kid = JWT_KEY) => securing.signJwt(document, { alg: 'ES256', kid, typ: 'vc+jwt', sign: ec.sign });
const reason = async (text: string) => {
  const fact = await read(text);
  return fact.ok ? 'ok' : `${fact.reason}: ${fact.detail}`;
};

let signed: JsonObject;
beforeAll(async () => {
  signed = await proven(credential());
});

describe("somebody else's status list", () => {
  const want = {
    ok: true,
    value: { url: URL_, issuer: ISSUER, purposes: ['revocation'], encodedList, validFrom: '2027-01-15T06:00:00Z', validUntil: '2027-01-16T06:00:00Z', madeAt: '2027-01-15T06:00:00Z', source: 'fetched' },
  };
  it('is a fact once its own signature holds, as Data Integrity or as a token', async () => {
    expect(await read(JSON.stringify(signed))).toEqual(want);
    expect(await read(await token(credential()))).toEqual(want);
  });

  it('of the key that signed the credential itself needs nobody to say whose that is, and no other key may', async () => {
    const method = `https://issuer.example/1#${toMultikey(ed.publicJwk)}`;
    const text = JSON.stringify(await proven(credential({ issuer: 'https://issuer.example/1' }), method));
    const nobody = () => Promise.resolve({ ok: false, reason: 'key-unavailable', detail: '' } as const);
    const of = async (signers: readonly string[], key: (url: string) => Promise<Fact<KeyFact>> = nobody) => (await readListCredential(URL_, text, { securing, key, at: '2027-01-15T12:00:00Z', signers })).ok;
    expect([await of([method]), await of([]), await of([`${method}2`])]).toEqual([true, false, false]);
    // Where it is known whose it is, that is what counts.
    expect(await of([method], () => Promise.resolve(keyFact(method, ed, { controller: ISSUER })))).toBe(false);
  });

  it('is marked when it calls itself by another address', async () => {
    expect(await read(JSON.stringify(await proven(credential({ id: 'https://other.example/status/8' }))))).toMatchObject({ ok: true, value: { elsewhere: true } });
  });

  it('may name its issuer as an object and have several purposes, or no end', async () => {
    const { validUntil: _end, ...endless } = credential({ issuer: { id: ISSUER } }, { statusPurpose: ['revocation', 'suspension'] });
    const fact = await read(await token(endless));
    expect(fact).toMatchObject({ ok: true, value: { issuer: ISSUER, purposes: ['revocation', 'suspension'] } });
    expect(fact.ok && 'validUntil' in fact.value).toBe(false);
  });

  it.each<[string, () => Promise<string> | string, string]>([
    ['unsigned', () => JSON.stringify(credential()), 'signature: no-proof'],
    ['altered', () => JSON.stringify({ ...signed, validUntil: '2028-01-16T06:00:00Z' }), 'signature: signature-mismatch'],
    ['altered as a token', async () => (await token(credential())).replace(/.$/, (c) => (c === 'A' ? 'Q' : 'A')), 'signature: signature-mismatch'],
    ['of another type', async () => token(credential({ type: ['VerifiableCredential'] })), 'not a status list'],
    ['about something else', async () => token(credential({}, { type: 'Person' })), 'not a status list'],
    ['without bits', async () => token(credential({}, { encodedList: [encodedList] })), 'not a status list'],
    ['signed by a stranger in the name of the issuer', async () => token(credential({ issuer: 'did:web:university.example' })), 'not signed by a key of its issuer'],
    ['a web page', () => '<!doctype html>', 'not a credential'],
    ['broken JSON', () => '{"a":1,"a":2}', 'not a credential'],
    ['signed by a key that cannot be had', async () => token(credential(), `${ISSUER}#gone`), 'signature: key-unavailable'],
  ])('is no fact when %s', async (_name, make, detail) => {
    expect(await reason(await make())).toBe(`list-invalid: ${detail}`);
  });

  const V1 = 'https://www.w3.org/2018/credentials/v1';
  const OLDER: readonly [string, string, JsonObject, readonly string[]][] = [
    ['StatusList2021Entry', 'https://w3id.org/vc/status-list/2021/v1', { type: 'StatusList2021', statusPurpose: 'suspension' }, ['suspension']],
    ['RevocationList2020Status', 'https://w3id.org/vc-revocation-list-2020/v1', { type: 'RevocationList2020' }, ['revocation']],
  ];
  it.each(OLDER)('of an older draft is one for %s, by the names of VCDM 1.1', async (kind, context, subject, purposes) => {
    const { validFrom: _from, validUntil: _until, ...rest } = credential({
      '@context': [V1, context, 'https://w3id.org/security/data-integrity/v2'],
      type: ['VerifiableCredential', `${subject.type as string}Credential`],
      issuanceDate: '2027-01-15T06:00:00Z',
      expirationDate: '2027-01-16T06:00:00Z',
      credentialSubject: { id: `${URL_}#list`, encodedList: encodedList.slice(1), ...subject },
    });
    const fact = { ok: true, value: { url: URL_, kind, issuer: ISSUER, purposes, encodedList: encodedList.slice(1), validFrom: '2027-01-15T06:00:00Z', validUntil: '2027-01-16T06:00:00Z', madeAt: '2027-01-15T06:00:00Z', source: 'fetched' } };
    expect(await read(JSON.stringify(await proven(rest)))).toEqual(fact);
    expect(await read(await token(rest))).toEqual(fact);
  });

  it.each<[string, object, object, object]>([
    ['says when it was signed, where that is later than its start', { validFrom: '2027-01-01T00:00:00Z' }, {}, { validFrom: '2027-01-01T00:00:00Z', madeAt: '2027-01-15T06:00:00Z' }],
    ['says its start, where that is later than its signature', { validFrom: '2027-01-15T09:00:00Z' }, {}, { madeAt: '2027-01-15T09:00:00Z' }],
    ['ends at the earlier of two ends', { expirationDate: '2027-01-15T13:00:00Z' }, {}, { validUntil: '2027-01-15T13:00:00Z' }],
    ['ends at an end that is no time', { validUntil: 'soon' }, {}, { validUntil: 'soon' }],
    ['may be kept for a while', {}, { ttl: 300_000 }, { issuer: ISSUER }],
  ])('%s', async (_what, over, subject, want) => {
    const document = credential(over, subject);
    const text = 'expirationDate' in over || over === undefined ? await token(document) : JSON.stringify(await proven(document));
    expect(await read(text)).toMatchObject({ ok: true, value: want });
  });

  it('that is made of claims of a JWT ends and begins by those', async () => {
    const claims = { vc: credential({ validUntil: undefined, validFrom: undefined }), iss: ISSUER, iat: Date.parse('2027-01-15T07:00:00Z') / 1000 };
    const jwt = await jwtOf({ alg: 'ES256', typ: 'JWT', kid: JWT_KEY }, JSON.parse(JSON.stringify(claims)) as JsonObject, ec);
    const fact = await read(jwt);
    expect(fact).toMatchObject({ ok: true, value: { madeAt: '2027-01-15T07:00:00Z' } });
    // An end that only a claim states is not overlooked.
    const ending = await jwtOf({ alg: 'ES256', typ: 'JWT', kid: JWT_KEY }, { ...(JSON.parse(JSON.stringify(claims)) as JsonObject), exp: Date.parse('2027-01-15T08:00:00Z') / 1000 }, ec);
    const ended = await read(ending);
    expect(ended.ok ? ended.value.validUntil : ended.reason).toMatch(/^(2027-01-15T08:00:00Z|list-invalid)$/);
  });

  it.each<[string, object, object]>([
    ['an end under another name', { ends: '2027-01-15T08:00:00Z' }, {}],
    ['an end beside its bits', {}, { validUntil: '2027-01-15T08:00:00Z' }],
    ['a graph', {}, { '@included': [] }],
  ])('with %s is not read', async (_what, over, subject) => {
    expect(await reason(await token(credential(over, subject)))).toMatch(/^list-invalid: it has a member /);
  });

  it('of another address is known to be one, whatever its own address is spelled like', async () => {
    const elsewhere = async (document: JsonObject) => {
      const fact = await read(await token(document));
      return fact.ok && fact.value.elsewhere === true;
    };
    const { id: _id, ...unnamed } = credential();
    for (const id of ['https://other.example/status/8', 'nowhere', ['https://other.example/status/9']]) expect(await elsewhere(credential({ id }))).toBe(true);
    for (const document of [credential({ id: 'HTTPS://Other.example:443/status/9' }), unnamed]) expect(await elsewhere(document)).toBe(false);
  });

  it('is no fact when the key is not for assertion, or compromised by now', async () => {
    const answer = async (over: Partial<KeyFact>) => (await read(JSON.stringify(signed), async (url) => keyFact(url, ed, over))).ok;
    expect(await answer({})).toBe(true);
    expect(await answer({ assertion: false })).toBe(false);
    expect(await answer({ compromisedFrom: '2027-01-15T11:00:00Z' })).toBe(false);
    expect(await answer({ compromisedFrom: '2027-02-01T00:00:00Z' })).toBe(true);
    expect(await answer({ controller: 'did:web:stranger.example' })).toBe(false);
  });

  it('is no fact when its end is hidden in a form that the signature does not notice', async () => {
    const { validUntil, ...rest } = signed;
    const date = { '@type': 'http://www.w3.org/2001/XMLSchema#dateTime', '@value': validUntil };
    for (const hidden of [{ validUntil: [validUntil] }, { 'https://www.w3.org/2018/credentials#validUntil': date }, { validUntil: date }]) {
      const document = { ...rest, ...hidden } as JsonObject;
      const { finding } = await securing.checkProofs(document, { at: '2027-01-15T12:00:00Z', keys: facts });
      expect(finding.outcome).toBe('pass');
      expect(await reason(JSON.stringify(document))).toMatch(/^list-invalid: (not a status list|it has a member https)/);
    }
  });
});
