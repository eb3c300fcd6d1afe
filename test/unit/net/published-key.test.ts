import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import { thumbprintUri, toMultikey } from '../../../src/core/keys.js';
import type { FetchOptions, FetchResult } from '../../../src/net/guarded-fetch.js';
import { createPublishedKey } from '../../../src/net/published-key.js';
import { p256Key } from '../../support/keys.js';

const ISSUER = 'https://uni.example/issuers/565049';
const SET = 'https://uni.example/.well-known/jwks.json';
const KEY = p256Key().publicJwk;
const OTHER = p256Key('other').publicJwk;
const AT = '2027-01-15T12:00:00Z';

function answering(answers: Readonly<Record<string, unknown>>) {
  const asked: [string, FetchOptions][] = [];
  const kept: string[] = [];
  const fetch = async (url: string, options: FetchOptions): Promise<FetchResult> => {
    asked.push([url, options]);
    const answer = answers[url];
    if (answer === undefined) return { ok: false, code: 'fetch-failed', why: 'http-status' };
    return { ok: true, bytes: utf8(JSON.stringify(answer)), mediaType: 'application/json', url, obtainedAt: AT };
  };
  return { asked, kept, key: createPublishedKey({ fetch, keep: async (url) => void kept.push(url) }) };
}
const told = async (answers: Readonly<Record<string, unknown>>, name: string) => {
  const fact = await answering(answers).key(name);
  return fact.ok ? [fact.value.source, fact.value.controller, fact.value.publicJwk.x] : [fact.reason, fact.detail];
};

describe('a key in the set that the host of an https issuer publishes', () => {
  it('is the one of its name; the set is kept, at its own address', async () => {
    const { key, asked, kept } = answering({ [SET]: { keys: [{ ...KEY, kid: 'k1' }, { ...OTHER, kid: 'k2' }] } });
    expect(await key(`jwks:${ISSUER}#k1`)).toEqual({ ok: true, value: { id: `jwks:${ISSUER}#k1`, controller: ISSUER, publicJwk: { ...KEY, kid: 'k1' }, assertion: true, source: 'jwks', obtainedAt: AT } });
    expect(asked.map(([url, { maxRedirects, maxBytes, freshMs }]) => [url, maxRedirects, maxBytes, freshMs])).toEqual([[SET, 0, 262144, 300000]]);
    expect(kept).toEqual([SET]);
  });

  it('is found by its thumbprint where the token shows the key and names none', async () => {
    expect(await told({ [SET]: { keys: [{ ...OTHER, kid: 'k2' }, { ...KEY, kid: 'k1' }] } }, `jwks:${ISSUER}#${thumbprintUri(KEY)}`)).toEqual(['jwks', ISSUER, KEY.x]);
    expect(await told({ [SET]: { keys: [{ ...OTHER, kid: 'k2' }] } }, `jwks:${ISSUER}#${thumbprintUri(KEY)}`)).toEqual(['key-unavailable', expect.stringContaining('does not list')]);
  });

  it.each<[string, unknown, string]>([
    ['nothing is there', undefined, 'http-status'],
    ['it has no such key', { keys: [{ ...KEY, kid: 'k2' }] }, 'does not list'],
    ['it has two of that name', { keys: [{ ...KEY, kid: 'k1' }, { ...OTHER, kid: 'k1' }] }, 'does not list'],
    ['it is for another issuer of that host', { keys: [{ ...KEY, kid: 'k1', iss: 'https://uni.example/issuers/1' }] }, 'does not list'],
    ['it is for encryption', { keys: [{ ...KEY, kid: 'k1', use: 'enc' }] }, 'does not list'],
    ['it is private', { keys: [{ ...KEY, kid: 'k1', d: 'AA' }] }, 'does not list'],
    ['the set is none', { keys: 7 }, 'does not list'],
  ])('cannot be had when %s', async (_name, set, detail) => {
    expect(await told({ [SET]: set }, `jwks:${ISSUER}#k1`)).toEqual(['key-unavailable', expect.stringContaining(detail)]);
  });

  it('for this issuer of several is its own', async () => {
    expect(await told({ [SET]: { keys: [{ ...KEY, kid: 'k1', iss: ISSUER }, { ...OTHER, kid: 'k1', iss: 'https://uni.example/issuers/1' }] } }, `jwks:${ISSUER}#k1`)).toEqual(['jwks', ISSUER, KEY.x]);
  });

  it('may be pointed at by its address', async () => {
    const kid = 'https://uni.example/keys/1.json';
    const jwk = { ...KEY, kid: 'any' };
    expect(await told({ [SET]: { keys: [jwk] }, [kid]: jwk }, `jwks:${ISSUER}#${kid}`)).toEqual(['jwks', ISSUER, KEY.x]);
    // The set has another key: who can write a file on the host is not for that the issuer.
    expect(await told({ [SET]: { keys: [OTHER] }, [kid]: jwk }, `jwks:${ISSUER}#${kid}`)).toEqual(['https', kid, KEY.x]);
    // Without a set nobody can tell.
    expect(await told({ [kid]: jwk }, `jwks:${ISSUER}#${kid}`)).toEqual(['key-unavailable', `${SET}: http-status`]);
    expect(await told({ [`${ISSUER}/key`]: { id: `${ISSUER}/key`, type: 'Multikey', controller: ISSUER, publicKeyMultibase: toMultikey(KEY) } }, `jwks:${ISSUER}#${ISSUER}/key`)).toEqual(['https', ISSUER, KEY.x]);
  });
});

describe('a key at an https address', () => {
  const METHOD = `${ISSUER}#key-1`;
  const method = (over: object = {}) => ({ id: METHOD, type: 'Multikey', controller: ISSUER, publicKeyMultibase: toMultikey(KEY), ...over });
  const FAR = 'https://keys.platform.example/565049';
  const lone = (over: object = {}) => ({ id: FAR, type: 'JsonWebKey', controller: ISSUER, publicKeyJwk: KEY, ...over });

  it("is its controller's when that document lists it, for assertion or not", async () => {
    expect(await told({ [ISSUER]: { id: ISSUER, verificationMethod: [method()], assertionMethod: [METHOD] } }, METHOD)).toEqual(['https', ISSUER, KEY.x]);
    const login = await answering({ [ISSUER]: { id: ISSUER, verificationMethod: [method()], authentication: [METHOD] } }).key(METHOD);
    expect(login).toMatchObject({ ok: true, value: { assertion: false } });
  });

  it('that stands alone is of whom it names when it lies below the address of that one, or when that one says so', async () => {
    expect(await told({ [`${ISSUER}/keys/1`]: lone({ id: `${ISSUER}/keys/1` }) }, `${ISSUER}/keys/1`)).toEqual(['https', ISSUER, KEY.x]);
    expect(await told({ [FAR]: lone(), [ISSUER]: { id: ISSUER, assertionMethod: [FAR] } }, FAR)).toEqual(['https', ISSUER, KEY.x]);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['who does not say so', { [FAR]: lone() }],
    ['who does not say it for assertion', { [FAR]: lone(), [ISSUER]: { id: ISSUER, authentication: [FAR] } }],
    ['whose document is of another', { [FAR]: lone(), [ISSUER]: { id: 'https://uni.example/issuers/1', assertionMethod: [FAR] } }],
    ['whose address is another spelling', { [FAR]: lone({ controller: 'https://uni.example:443/issuers/565049' }), 'https://uni.example:443/issuers/565049': { id: 'https://uni.example:443/issuers/565049', assertionMethod: [FAR] } }],
    ['that only begins alike', { [FAR]: lone({ controller: 'https://keys.platform.example/56' }) }],
    ['who is a DID', { [FAR]: lone({ controller: 'did:web:uni.example' }) }],
    ['when it is a bare key', { [FAR]: { ...KEY, iss: ISSUER } }],
    ['when it is in a set', { [FAR]: { keys: [{ ...KEY, kid: FAR }] } }],
  ])('is never of one %s', async (_name, answers) => {
    expect(await told(answers, FAR)).toEqual(['https', FAR, KEY.x]);
  });

  const UNI = 'https://uni.example';
  it.each<[string, string, string]>([
    ['everybody with an account on its host writes below it', UNI, `${UNI}/~student/key.json`],
    ['so they do where it is written with a slash', `${UNI}/`, `${UNI}/~student/key.json`],
    ['a server may read the path as another', ISSUER, `${ISSUER}/..%2F1/key`],
    ['a query may lead anywhere', ISSUER, `${ISSUER}/key?of=1`],
    ['its own address is a query', `${UNI}/issuer?id=1`, `${UNI}/issuer?id=1/key`],
  ])('is not of whom it names because it lies below: %s', async (_name, controller, address) => {
    expect(await told({ [address]: lone({ id: address, controller }) }, address)).toEqual(['https', address, KEY.x]);
    expect(await told({ [address]: lone({ id: address, controller }), [controller]: { id: controller, assertionMethod: [address] } }, address)).toEqual(['https', controller, KEY.x]);
  });

  it('says when it was revoked', async () => {
    const key = await answering({ [FAR]: lone({ revoked: '2026-12-01T00:00:00Z' }) }).key(FAR);
    expect(key).toMatchObject({ ok: true, value: { compromisedFrom: '2026-12-01T00:00:00Z' } });
  });

  it.each<[string, unknown]>([
    ['nothing is there', undefined],
    ['there is no key', { id: FAR, controller: ISSUER }],
    ['it is private', { ...KEY, d: 'AA' }],
    ['it was revoked at no time', lone({ revoked: 'yes' })],
    ['several are there and none is named', { keys: [KEY, OTHER] }],
    ['it is another document', lone({ id: 'https://keys.platform.example/1' })],
  ])('cannot be had when %s', async (_name, document) => {
    expect(await answering({ [FAR]: document }).key(FAR)).toMatchObject({ ok: false, reason: 'key-unavailable' });
  });

  it.each(['https://uni.example@evil.example/k', 'https://unі.example/k', 'https://UNI.example/k', 'https://uni.example/a/../k', 'https://uni.example:443/k'])('is not asked for by an address in another spelling: %s', async (url) => {
    for (const name of [url, `jwks:${url}#k`]) {
      const { asked, key } = answering({});
      expect(await key(name)).toMatchObject({ ok: false });
      expect(asked).toEqual([]);
    }
  });
});
