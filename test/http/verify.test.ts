import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { DOCUMENT, fakeDeps, verification, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());

const MIB = 1024 * 1024;
const send = (body: string | FormData, type?: string, query = ''): Promise<Response> =>
  served.ask(`/api/v1/verify${query}`, { method: 'POST', body, ...(type === undefined ? {} : { headers: { 'content-type': type } }) });
const verified = (): unknown[] => deps.calls.filter(([name]) => name === 'verify').map(([, bytes, options]) => [Buffer.from(bytes as Uint8Array).toString('utf8'), options]);

describe('POST /api/v1/verify', () => {
  it.each(['application/json', 'application/vc', 'application/ld+json', 'application/vc+jwt', 'application/jose+json', 'application/jwt', 'text/plain; charset=utf-8'])('verifies exactly the bytes sent as %s', async (type) => {
    await open();
    expect((await send(DOCUMENT, type)).status).toBe(200);
    expect(verified()).toEqual([[DOCUMENT, { trust: 'on' }]]);
  });

  it('answers the report, its sentence included', async () => {
    await open();
    const answer = (await (await send(DOCUMENT, 'application/json')).json()) as Record<string, unknown>;
    const { report } = verification();
    expect(answer).toEqual({ ...report, summary: answer.summary });
    expect(answer.summary).toMatch(/^\S.*\.$/);
  });

  it('answers 200 whatever the verdict, as long as it could be read', async () => {
    await open({ verify: async () => verification({ verdict: 'invalid', state: 'altered' }) });
    const response = await send(DOCUMENT, 'application/json');
    expect([response.status, await response.json()]).toMatchObject([200, { verdict: 'invalid', state: 'altered' }]);
  });

  it.each(['unreadable', 'json-invalid'] as const)('answers 400 when it could not be read (%s)', async (code) => {
    await open({ verify: () => Promise.reject(new AppError(code, 'no credential')) });
    expect(await problemOf(await send('x', 'text/plain'))).toEqual([400, code]);
  });

  it('follows the link of {"url"}', async () => {
    await open();
    expect((await send('{"url":"https://example.org/c"}', 'application/json')).status).toBe(200);
    expect(deps.calls).toContainEqual(['verifyLink', 'https://example.org/c', { trust: 'on' }]);
  });

  it.each(['fetch-failed', 'fetch-refused', 'unreadable'] as const)('answers 400 when the link leads nowhere (%s)', async (code) => {
    await open({ verifyLink: () => Promise.reject(new AppError(code, 'no')) });
    expect(await problemOf(await send('{"url":"https://example.org/c"}', 'application/json'))).toEqual([400, code]);
  });

  it('takes a credential that has a url among other members for a credential', async () => {
    await open();
    await send('{"url":"https://example.org","id":"x"}', 'application/json');
    expect(deps.calls.map(([name]) => name)).not.toContain('verifyLink');
  });

  it('follows a link from application/json alone', async () => {
    await open();
    await send('{"url":"https://example.org"}', 'text/plain');
    expect(deps.calls.map(([name]) => name)).not.toContain('verifyLink');
  });

  it('refuses a url that is no text', async () => {
    await open();
    expect(await problemOf(await send('{"url":["https://example.org"]}', 'application/json'))).toEqual([422, 'input-invalid', '/url']);
  });

  it('leaves JSON with a repeated name to the verifier, as it came', async () => {
    await open();
    await send('{"url":"a","url":"b"}', 'application/json');
    expect(verified()).toEqual([['{"url":"a","url":"b"}', { trust: 'on' }]]);
  });

  it('reads the file of a form', async () => {
    await open();
    const form = new FormData();
    form.append('file', new Blob([DOCUMENT]), 'diploma.json');
    expect((await send(form)).status).toBe(200);
    expect(verified()).toEqual([[DOCUMENT, { trust: 'on' }]]);
  });

  it('refuses a form without a file, and with two', async () => {
    await open();
    const none = new FormData();
    none.append('text', 'x');
    expect(await problemOf(await send(none))).toEqual([422, 'input-invalid', 'file']);
    const two = new FormData();
    for (const name of ['file', 'file']) two.append(name, new Blob(['x']), 'x');
    expect((await problemOf(await send(two))).slice(0, 2)).toEqual([422, 'input-invalid']);
  });

  it.each(['', '--x', '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc'])('refuses a broken form: %j', async (body) => {
    await open();
    expect((await problemOf(await send(body, 'multipart/form-data; boundary=x'))).slice(0, 2)).toEqual([422, 'input-invalid']);
    expect((await problemOf(await send(body, 'multipart/form-data'))).slice(0, 2)).toEqual([422, 'input-invalid']);
  });

  it('judges integrity alone with ?trust=off', async () => {
    await open();
    await send(DOCUMENT, 'text/plain', '?trust=off');
    expect(verified()).toEqual([[DOCUMENT, { trust: 'off' }]]);
    expect(await problemOf(await send(DOCUMENT, 'text/plain', '?trust=maybe'))).toEqual([422, 'input-invalid', 'trust']);
  });

  it.each(['image/gif', 'application/xml', ''])('refuses %s', async (type) => {
    await open();
    expect(await problemOf(await send('x', type))).toEqual([415, 'media-type-unsupported']);
  });

  it('reads 2 MiB, and refuses a byte more, as body and as file', async () => {
    await open();
    expect((await send('x'.repeat(2 * MIB), 'text/plain')).status).toBe(200);
    expect(await problemOf(await send('x'.repeat(2 * MIB + 1), 'text/plain'))).toEqual([413, 'body-too-large']);
    const form = new FormData();
    form.append('file', new Blob(['x'.repeat(2 * MIB + 1)]), 'big');
    expect(await problemOf(await send(form))).toEqual([413, 'body-too-large']);
  });
});
