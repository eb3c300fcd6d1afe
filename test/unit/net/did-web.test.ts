import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import { toMultikey } from '../../../src/core/keys.js';
import { createArchive } from '../../../src/net/archive.js';
import { createDidWebKey } from '../../../src/net/did-web.js';
import type { FetchOptions, FetchResult } from '../../../src/net/guarded-fetch.js';
import { createRemoteCredential, createRemoteStatusList } from '../../../src/net/remote.js';
import { ed25519Key } from '../../support/keys.js';

const DID = 'did:web:uni.example:o:jadran';
const KEY = ed25519Key();
const method = (id: string, controller = DID) => ({ id, type: 'Multikey', controller, publicKeyMultibase: toMultikey(KEY.publicJwk) });
const document = (over: object = {}) => ({ id: DID, verificationMethod: [method(`${DID}#a`), method(`${DID}#login`)], assertionMethod: [`${DID}#a`], ...over });

function answering(answer: FetchResult | object | string) {
  const asked: [string, FetchOptions][] = [];
  const fetch = async (url: string, options: FetchOptions): Promise<FetchResult> => {
    asked.push([url, options]);
    if (typeof answer === 'object' && 'ok' in answer) return answer;
    return { ok: true, bytes: utf8(typeof answer === 'string' ? answer : JSON.stringify(answer)), mediaType: 'application/json', url, obtainedAt: '2027-01-15T12:00:00Z' };
  };
  const kept: [string, Uint8Array][] = [];
  const keep = async (did: string, body: Uint8Array) => void kept.push([did, body]);
  return { asked, fetch, kept, key: createDidWebKey({ fetch, keep }) };
}

describe('a did:web key', () => {
  it('is as its document gives it', async () => {
    const { asked, key } = answering(document());
    expect(await key(`${DID}#a`)).toEqual({
      ok: true,
      value: { id: `${DID}#a`, controller: DID, publicJwk: KEY.publicJwk, assertion: true, source: 'did:web', obtainedAt: '2027-01-15T12:00:00Z' },
    });
    expect(asked).toEqual([['https://uni.example/o/jadran/did.json', expect.objectContaining({ maxRedirects: 0, maxBytes: 262144 })]]);
  });

  it('is kept with its document, byte for byte; a document of another DID is not', async () => {
    const { kept, key } = answering(document());
    await key(`${DID}#a`);
    await key(`${DID}#none`);
    expect(kept).toEqual([[DID, utf8(JSON.stringify(document()))], [DID, utf8(JSON.stringify(document()))]]);
    const other = answering(document({ id: 'did:web:other.example' }));
    await other.key(`${DID}#a`);
    expect(other.kept).toEqual([]);
  });

  it('is had also when its document cannot be kept', async () => {
    const { fetch } = answering(document());
    const key = createDidWebKey({ fetch, keep: createArchive(() => Promise.reject(new Error('no database')), () => new Date(0)) });
    expect(await key(`${DID}#a`)).toMatchObject({ ok: true });
  });

  it('says from when it is compromised, as its document does', async () => {
    const revoked = { ...method(`${DID}#a`), revoked: '2026-12-01T00:00:00Z' };
    expect(await answering(document({ verificationMethod: [revoked], assertionMethod: [] })).key(`${DID}#a`)).toMatchObject({ ok: true, value: { assertion: true, compromisedFrom: '2026-12-01T00:00:00Z' } });
  });

  it('is not for assertion when the document does not list it so', async () => {
    expect(await answering(document()).key(`${DID}#login`)).toMatchObject({ ok: true, value: { assertion: false } });
  });

  it.each<[string, FetchResult | object | string, string]>([
    ['the document is of another DID', document({ id: 'did:web:other.example' }), 'another DID'],
    ['the document does not list it', document({ verificationMethod: [] }), 'does not list'],
    ['it is controlled by another', document({ verificationMethod: [method(`${DID}#a`, 'did:web:other.example')] }), 'does not list'],
    ['the answer is not JSON', '<html>', 'not JSON'],
    ['the answer is no document', '[]', 'not a DID document'],
    ['a name stands there twice', `{"id":"${DID}","id":"${DID}"}`, 'not JSON'],
    ['the guard would not go there', { ok: false, code: 'fetch-refused', why: 'private-address' }, 'private-address'],
    ['the server does not answer', { ok: false, code: 'fetch-failed', why: 'timeout' }, 'timeout'],
  ])('cannot be had when %s', async (_name, answer, detail) => {
    expect(await answering(answer).key(`${DID}#a`)).toEqual({ ok: false, reason: 'key-unavailable', detail: expect.stringContaining(detail) as unknown });
  });

  it.each(['did:key:z6Mk#z6Mk', 'did:web:uni.example:%2e%2e:x#a', 'did:web:#a', 'https://uni.example/key', '', 'did:ebsi:z1#a'])('is not asked for of anybody: %s', async (url) => {
    const { asked, key } = answering(document());
    expect(await key(url)).toMatchObject({ ok: false, reason: 'key-unavailable' });
    expect(asked).toEqual([]);
  });
});

describe("somebody else's documents", () => {
  it('are had as they are, or not, and why', async () => {
    expect(await createRemoteStatusList(answering('{"a":1}').fetch)('https://a.example/1')).toEqual({ ok: true, value: { fetched: '{"a":1}', from: 'https://a.example/1', obtainedAt: '2027-01-15T12:00:00Z' } });
    expect(await createRemoteCredential(answering('abc').fetch)('https://a.example/1')).toEqual({ ok: true, value: { bytes: utf8('abc'), host: 'a.example' } });
    const failure = { ok: false, code: 'fetch-failed', why: 'http-status' };
    expect(await createRemoteStatusList(answering(failure).fetch)('https://a.example/1')).toEqual({ ok: false, reason: 'list-unreachable', detail: 'http-status' });
    expect(await createRemoteCredential(answering(failure).fetch)('https://a.example/1')).toEqual({ ok: false, reason: 'source-unavailable', detail: 'http-status' });
    const bytes = { ok: true, bytes: Uint8Array.of(0xff), mediaType: '', url: '', obtainedAt: '2027-01-15T12:00:00Z' };
    expect(await createRemoteStatusList(answering(bytes).fetch)('https://a.example/1')).toMatchObject({ ok: false, reason: 'list-invalid' });
  });
});
