import { beforeAll, describe, expect, it } from '@jest/globals';
import { contexts } from '@digitalbazaar/credentials-context';
import { encodeList } from '../../../src/core/bitstring.js';
import type { Fact, KeyFact } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { readListCredential } from '../../../src/verify/list-credential.js';
import { ed25519Key, keyFact, p256Key } from '../../support/keys.js';

const URL_ = 'https://other.example/status/9';
const ISSUER = 'did:web:other.example';
const DI_KEY = `${ISSUER}#ed`;
const JWT_KEY = `${ISSUER}#ec`;
const securing = createSecuring({ contexts: contexts as ReadonlyMap<string, JsonObject>, schemas: new Map() });
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
