import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import type { FetchOptions, FetchResult } from '../../../src/net/guarded-fetch.js';
import { createIssuerMetadataKey, metadataUrl } from '../../../src/net/issuer-metadata.js';
import { p256Key } from '../../support/keys.js';

const ISSUER = 'https://uni.example/o/jadran';
const METADATA = 'https://uni.example/.well-known/jwt-vc-issuer/o/jadran';
const JWKS = 'https://uni.example/o/jadran/jwks.json';
const KEY = p256Key();
const set = { keys: [{ ...KEY.publicJwk, kid: 'k1', use: 'sig' }, { ...p256Key('other').publicJwk, kid: 'k2' }] };

function answering(answers: Readonly<Record<string, unknown>>) {
  const asked: [string, FetchOptions][] = [];
  const fetch = async (url: string, options: FetchOptions): Promise<FetchResult> => {
    asked.push([url, options]);
    const answer = answers[url];
    if (answer === undefined) return { ok: false, code: 'fetch-failed', why: 'http-status' };
    return { ok: true, bytes: utf8(typeof answer === 'string' ? answer : JSON.stringify(answer)), mediaType: 'application/json', url, obtainedAt: '2027-01-15T12:00:00Z' };
  };
  const kept: string[] = [];
  const keep = async (url: string, body: Uint8Array) => void kept.push(`${url} ${Buffer.from(body).toString()}`);
  return { asked, kept, key: createIssuerMetadataKey({ fetch, keep }) };
}

describe('a key of an https issuer', () => {
  const want = { ok: true, value: { id: `jwt-vc-issuer:${ISSUER}#k1`, controller: ISSUER, publicJwk: { ...KEY.publicJwk, kid: 'k1' }, assertion: true, source: 'jwt-vc-issuer', obtainedAt: '2027-01-15T12:00:00Z' } };

  it('is in its metadata, or in the set that the metadata names; nobody is followed elsewhere', async () => {
    const inline = answering({ [METADATA]: { issuer: ISSUER, jwks: set } });
    expect(await inline.key(`${ISSUER}#k1`)).toEqual(want);
    const named = answering({ [METADATA]: { issuer: ISSUER, jwks_uri: JWKS }, [JWKS]: set });
    expect(await named.key(`${ISSUER}#k1`)).toEqual(want);
    expect(named.asked.map(([url, { maxRedirects, maxBytes }]) => [url, maxRedirects, maxBytes])).toEqual([[METADATA, 0, 262144], [JWKS, 0, 262144]]);
  });

  it('without a name is the only one there is', async () => {
    expect(await answering({ [METADATA]: { issuer: ISSUER, jwks: { keys: [set.keys[0], { kty: 'EC', use: 'enc' }] } } }).key(`${ISSUER}#`)).toMatchObject({ ok: true });
    expect(await answering({ [METADATA]: { issuer: ISSUER, jwks: set } }).key(`${ISSUER}#`)).toMatchObject({ ok: false });
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['nothing is there', {}, 'http-status'],
    ['it is not JSON', { [METADATA]: '<html>' }, 'not JSON'],
    ['a name stands there twice', { [METADATA]: `{"issuer":"${ISSUER}","issuer":"x"}` }, 'not JSON'],
    ['it is no object', { [METADATA]: [] }, 'not a JSON object'],
    ['it is of another issuer', { [METADATA]: { issuer: `${ISSUER}/`, jwks: set } }, 'another issuer'],
    ['it has both ways', { [METADATA]: { issuer: ISSUER, jwks: set, jwks_uri: JWKS } }, 'or both'],
    ['it has neither', { [METADATA]: { issuer: ISSUER } }, 'or both'],
    ['the set is not there', { [METADATA]: { issuer: ISSUER, jwks_uri: JWKS } }, 'http-status'],
    ['the set has no such key', { [METADATA]: { issuer: ISSUER, jwks: { keys: [set.keys[1]] } } }, 'does not list'],
    ['the set has two of that name', { [METADATA]: { issuer: ISSUER, jwks: { keys: [set.keys[0], set.keys[0]] } } }, 'does not list'],
    ['the key is private', { [METADATA]: { issuer: ISSUER, jwks: { keys: [{ ...set.keys[0], d: 'AA' }] } } }, 'does not list'],
    ['the set is none', { [METADATA]: { issuer: ISSUER, jwks: 7 } }, 'does not list'],
  ])('cannot be had when %s', async (_name, answers, detail) => {
    expect(await answering(answers).key(`${ISSUER}#k1`)).toEqual({ ok: false, reason: 'key-unavailable', detail: expect.stringContaining(detail) as unknown });
  });

  it.each(['http://uni.example#k', 'did:web:uni.example#k', '', 'https://uni.example?x=1#k', 'k1'])('is not asked for of anybody: %s', async (name) => {
    const { asked, key } = answering({});
    expect(await key(name)).toMatchObject({ ok: false, reason: 'key-unavailable' });
    expect(asked).toEqual([]);
  });

  it.each(['https://uni.example@evil.example', 'https://uni.example:x@evil.example/o', 'https://unі.example', 'https://UNI.example', 'https://uni.example/a/../b', 'https://uni.example\\@evil.example', 'https://uni.exam\tple', ' https://uni.example', 'https://uni.example:443'])(
    'is not asked for by an address in another spelling, which shows another name: %s',
    async (issuer) => {
      const { asked, key } = answering({});
      expect(await key(`${issuer}#k`)).toMatchObject({ ok: false, reason: 'key-unavailable' });
      expect(asked).toEqual([]);
    },
  );

  it('is looked for in no time, however long an address somebody writes', () => {
    const began = performance.now();
    metadataUrl(`https://a.example/${'/'.repeat(500_000)}x`);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('stands between host and path', () => {
    expect(['https://a.example', 'https://a.example/', 'https://a.example:8443/t/1/'].map(metadataUrl)).toEqual([
      'https://a.example/.well-known/jwt-vc-issuer',
      'https://a.example/.well-known/jwt-vc-issuer',
      'https://a.example:8443/.well-known/jwt-vc-issuer/t/1',
    ]);
  });
});
