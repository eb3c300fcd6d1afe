import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import type { FetchResult } from '../../../src/net/guarded-fetch.js';
import { createLinkedDocument } from '../../../src/net/linked-document.js';

const URL_ASKED = 'https://badges.example/1';
const had = async (answer: FetchResult) => createLinkedDocument(async () => Promise.resolve(answer))(URL_ASKED);
const answering = (body: string, url = URL_ASKED): FetchResult => ({ ok: true, bytes: utf8(body), mediaType: 'application/json', url, obtainedAt: '2027-01-15T12:00:00Z' });

describe('a document that a credential points to', () => {
  it('is what its address answers, there or elsewhere at the same host', async () => {
    expect(await had(answering('{"a":1}'))).toEqual({ ok: true, value: { a: 1 } });
    expect(await had(answering('{"a":1}', 'https://badges.example/public/1'))).toEqual({ ok: true, value: { a: 1 } });
  });

  it('is nobody’s word from another host to which the first one led', async () => {
    expect(await had(answering('{"a":1}', 'https://evil.example/1'))).toMatchObject({ ok: false, reason: 'source-unavailable' });
    expect(await had(answering('{"a":1}', 'https://badges.example:8443/1'))).toMatchObject({ ok: false, reason: 'source-unavailable' });
  });

  it('is told apart when its host says that it is gone', async () => {
    expect(await had({ ok: false, code: 'fetch-failed', why: 'gone' })).toEqual({ ok: false, reason: 'document-gone', detail: URL_ASKED });
    expect(await had({ ok: false, code: 'fetch-failed', why: 'http-status' })).toMatchObject({ ok: false, reason: 'source-unavailable' });
    expect(await had({ ok: false, code: 'fetch-refused', why: 'private-address' })).toMatchObject({ ok: false, reason: 'source-unavailable' });
  });

  it.each(['[]', '"a"', '{"a":1,"a":2}', '<html>'])('is none when it is %s', async (body) => {
    expect(await had(answering(body))).toMatchObject({ ok: false, reason: 'source-unavailable' });
  });
});
