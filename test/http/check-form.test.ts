import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { DOCUMENT, fakeDeps, NUMBER, PERMANENT, REPORT, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());

interface Filled {
  readonly link?: string;
  readonly text?: string;
  readonly file?: string;
}
function send({ link = '', text = '', file }: Filled): Promise<Response> {
  const form = new FormData();
  form.append('link', link);
  form.append('text', text);
  if (file !== undefined) form.append('file', new Blob([file]), 'Žalba.json');
  return served.ask('/verify', { method: 'POST', body: form });
}
const verified = (): string[] => deps.calls.filter(([name]) => name === 'verifyEach').map(([, bytes]) => Buffer.from(bytes as Uint8Array).toString('utf8'));

describe('the check form', () => {
  it.each([{ text: ` ${DOCUMENT}` }, { file: DOCUMENT }])('checks %j and leads to the report', async (filled) => {
    await open();
    const response = await send(filled);
    expect([response.status, response.headers.get('location')]).toEqual([303, `/reports/${REPORT}`]);
    expect(verified().map((bytes) => bytes.trim())).toEqual([DOCUMENT.trim()]);
  });

  it('verifies what a link leads to', async () => {
    await open();
    expect((await send({ link: ' https://a.example/c ' })).headers.get('location')).toMatch(/^\/reports\//);
    expect(deps.calls).toContainEqual(['verifyLinkEach', 'https://a.example/c', { trust: 'on' }]);
  });

  it('leads a certificate number, or a permanent link of ours, to its page', async () => {
    await open();
    expect((await send({ link: ` ${NUMBER} ` })).headers.get('location')).toBe(`/v/${PERMANENT}`);
    expect(deps.calls.map(([name]) => name)).not.toContain('verifyLinkEach');
  });

  const noLink: Partial<HttpDeps> = { verifyLinkEach: () => Promise.reject(new AppError('unreadable', 'This is not a link.')) };
  it.each([
    ['AAAA-AAAA-AAAA', 404, 'No certificate has this number'],
    ['aaaa aaaa iloo', 404, 'No certificate has this number'],
    ['NH7K-2QXV-9M4', 422, 'not a whole certificate number'],
    ['NH7K-2QXV-9M4TU', 422, 'not a whole certificate number'],
    ['NH7K_2QXV_9M4T', 422, 'not a whole certificate number'],
    ['a name', 422, 'no credential at this link'],
    ['https://a.example/12', 422, 'no credential at this link'],
  ])('says of %j what is wrong with it, and keeps it', async (link, status, words) => {
    await open(noLink);
    const response = await send({ link });
    const html = await response.text();
    expect([response.status, html.includes(words), html.includes(`value="${link}"`)]).toEqual([status, true, true]);
  });

  it.each([
    [NUMBER, 303, undefined],
    [NUMBER.toLowerCase().replaceAll('-', ' '), 404, 'No certificate has this number'],
    ['AAAA-AAAA-AAAA', 404, 'No certificate has this number'],
    ['nonsense', 422, 'not a whole certificate number'],
  ])('is led to by a form elsewhere that asks for the number alone: %j', async (number, status, words) => {
    await open(noLink);
    const response = await served.ask(`/v?number=${encodeURIComponent(number)}`, { headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('location')]).toEqual([status, status === 303 ? `/v/${PERMANENT}` : null]);
    if (words !== undefined) expect(await response.text()).toContain(words);
  });

  it('has no page for a number that was left out, and a problem for programs', async () => {
    await open(noLink);
    expect((await served.ask('/v?number=', { headers: { accept: 'text/html' } })).status).toBe(404);
    expect(await problemOf(await served.ask('/v?number=AAAA-AAAA-AAAA', { headers: { accept: 'application/json' } }))).toEqual([404, 'not-found']);
  });

  it('checks a file byte for byte and keeps its name with the report', async () => {
    await open();
    await send({ file: ` ${DOCUMENT}` });
    expect(verified()).toEqual([` ${DOCUMENT}`]);
    expect(deps.calls.find(([name]) => name === 'saveReport')?.[2]).toBe('Žalba.json');
  });

  it.each([{ link: 'https://a.example', file: 'x' }, { link: 'a', text: 'b' }, { text: 'a', file: 'b' }, {}, { file: '' }])('comes back with what is wrong, checking nothing: %j', async (filled) => {
    await open();
    const response = await send(filled);
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8']);
    expect(verified()).toEqual([]);
  });

  it('keeps what was typed, escaped', async () => {
    await open();
    const html = await (await send({ link: '"><script>alert(1)</script>', text: 'x' })).text();
    expect(html).toContain('&quot;>&lt;script>');
    expect(html).not.toContain('<script>');
  });

  it.each(['unreadable', 'not-found', 'fetch-refused', 'fetch-failed', 'input-invalid'] as const)('says that a link led nowhere (%s)', async (code) => {
    await open({ verifyLinkEach: () => Promise.reject(new AppError(code, 'no')) });
    const response = await send({ link: 'https://a.example' });
    expect([response.status, (await response.text()).includes('value="https://a.example"')]).toEqual([422, true]);
  });

  it.each(['unreadable', 'json-invalid', 'input-invalid'] as const)('says that there was nothing to check, and keeps no report (%s)', async (code) => {
    await open({ verifyEach: () => Promise.reject(new AppError(code, 'no')) });
    const response = await send({ file: '%PDF-1.7' });
    expect([response.status, (await response.text()).includes('found no credential')]).toEqual([400, true]);
    expect(deps.calls.map(([name]) => name)).not.toContain('saveReport');
  });

  it('says that a file is too large', async () => {
    await open();
    const response = await send({ file: 'x'.repeat(2 * 1024 * 1024 + 1) });
    expect([response.status, (await response.text()).includes('must be smaller than 2')]).toEqual([413, true]);
  });

  it('refuses any other kind of body as a page', async () => {
    await open();
    const response = await served.ask('/verify', { method: 'POST', body: new URLSearchParams({ link: 'x' }), headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([415, 'text/html; charset=utf-8']);
  });

  it('tells a fault of ours as a fault of ours', async () => {
    await open({ saveReport: () => Promise.reject(new Error('disk')) });
    expect((await send({ text: 'x' })).status).toBe(500);
    expect(served.faults).toHaveLength(1);
  });
});
