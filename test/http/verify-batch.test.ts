import { afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { createRoom } from '../../src/http/room.js';
import type { Report } from '../../src/verify/report.js';
import { fakeDeps, KEY, SHARED, verification, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());

const MIB = 1024 * 1024;
const NDJSON = 'application/x-ndjson';
interface Asked {
  readonly type?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
}
const send = (body: string | FormData | Uint8Array, { type, query = '', headers = {} }: Asked = {}): Promise<Response> =>
  served.ask(`/api/v1/verify/batch${query}`, { method: 'POST', body: body as BodyInit, headers: { ...(type === undefined ? {} : { 'content-type': type }), ...headers } });
interface Answer {
  readonly items: readonly { readonly index: number; readonly id?: string; readonly name?: string; readonly part?: number; readonly report?: Report; readonly problem?: { readonly code: string; readonly path?: string; readonly detail?: string } }[];
  readonly counts: Readonly<Record<string, number>>;
}
const answered = async (response: Response): Promise<Answer> => {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  return (await response.json()) as Answer;
};
const verified = (): unknown[] => deps.calls.filter(([name]) => name === 'verifyEach').map(([, bytes, options]) => [Buffer.from(bytes as Uint8Array).toString('utf8'), options]);
const problems = ({ items }: Answer): unknown[] => items.map(({ problem }) => (problem?.path === undefined ? problem?.code : [problem.code, problem.path]));

describe('POST /api/v1/verify/batch', () => {
  const credential = '{"@context":["x"], "n": 1.0, "id":"urn:a"}';

  it.each([
    ['NDJSON', NDJSON, (lines: readonly string[]) => `\uFEFF${lines.join('\r\n')}\n\n`],
    ['a JSON array', 'application/json', (lines: readonly string[]) => ` [${lines.join(' ,\n')}] `],
  ])('verifies exactly what was sent, in its order, as %s', async (_name, type, joined) => {
    await open();
    const answer = await answered(await send(joined([credential, '"a.b.c~"', `{"id":"x","name":"d.json","credential": ${credential}}`, '{"credential":"d.e.f"}', '{"base64":"JVBERg=="}']), { type }));
    expect(verified()).toEqual([credential, 'a.b.c~', credential, 'd.e.f', '%PDF'].map((text) => [text, { trust: 'on' }]));
    expect(answer.items.map(({ index, id, name }) => [index, id, name])).toEqual([[0, undefined, undefined], [1, undefined, undefined], [2, 'x', 'd.json'], [3, undefined, undefined], [4, undefined, undefined]]);
    expect(answer.items[0]?.report).toMatchObject({ verdict: 'valid', summary: expect.stringMatching(/^\S.*\.$/) });
    expect(answer.counts).toEqual({ valid: 5, invalid: 0, indeterminate: 0, unreadable: 0 });
  });

  it('verifies the files of a form, each by its name', async () => {
    await open();
    const form = new FormData();
    for (const name of ['a.json', 'Zeugnis ü.pdf']) form.append('file', new Blob([name]), name);
    const answer = await answered(await send(form));
    expect([verified().map((one) => (one as string[])[0]), answer.items.map(({ name }) => name)]).toEqual([['a.json', 'Zeugnis ü.pdf'], ['a.json', 'Zeugnis ü.pdf']]);
  });

  it('follows links as a single check does, shares of learners among them', async () => {
    await open();
    const share = `https://testamur.example/s/${SHARED}`;
    const answer = await answered(await send(`["x.y.z",{"url":"https://a.example/c","id":"1"},{"url":"${share}"}]`, { type: 'application/json', query: '?trust=off' }));
    expect(deps.calls).toContainEqual(['verifyLinkEach', 'https://a.example/c', { trust: 'off' }]);
    expect(deps.calls).not.toContainEqual(['verifyLinkEach', share, { trust: 'off' }]);
    expect(answer.items.map(({ report }) => report?.verdict)).toEqual(['valid', 'valid', 'valid']);
  });

  it('gives a credential of a presentation an answer each', async () => {
    await open({ verifyEach: async () => [verification(), verification({ verdict: 'invalid', state: 'revoked' })] });
    const answer = await answered(await send('"a.b.c"\n"d.e.f"', { type: NDJSON }));
    expect(answer.items.map(({ index, part, report }) => [index, part, report?.verdict])).toEqual([[0, 1, 'valid'], [0, 2, 'invalid'], [1, 1, 'valid'], [1, 2, 'invalid']]);
    expect(answer.counts).toEqual({ valid: 2, invalid: 2, indeterminate: 0, unreadable: 0 });
  });

  it('takes a credential with members of our names for a credential', async () => {
    await open();
    await send('[{"url":"https://a.example","type":"X"},{"id":"urn:a","name":"b"}]', { type: 'application/json' });
    expect(verified().map((one) => (one as string[])[0])).toEqual(['{"url":"https://a.example","type":"X"}', '{"id":"urn:a","name":"b"}']);
  });

  it('tells of each item alone what is wrong with it', async () => {
    await open({ verifyEach: () => Promise.reject(new AppError('unreadable', 'no', { reason: 'encrypted' })) });
    const lines = ['{"a":', '7', '{"url":1}', '{"id":"x","url":"a","base64":"b"}', '{"base64":"*"}', '{"credential":7}', '{"id":7,"url":"a"}', `{"id":"y","base64":"${'A'.repeat(2.8 * MIB)}"}`, `"${'x'.repeat(3 * MIB + 1)}"`, '"a.b.c"'];
    const answer = await answered(await send(lines.join('\n'), { type: NDJSON }));
    expect(problems(answer)).toEqual(['json-invalid', 'input-invalid', ['input-invalid', '/url'], 'input-invalid', ['input-invalid', '/base64'], ['input-invalid', '/credential'], ['input-invalid', '/id'], 'body-too-large', 'body-too-large', 'unreadable']);
    expect([answer.items[3]?.id, answer.items[7]?.id, answer.items[9]?.problem]).toEqual(['x', 'y', { type: '/docs/problems#unreadable', title: expect.any(String), status: 400, code: 'unreadable', detail: 'no', reason: 'encrypted' }]);
    expect(answer.counts).toEqual({ valid: 0, invalid: 0, indeterminate: 0, unreadable: 10 });
  });

  it('says nothing of an error that nobody foresaw, and goes on', async () => {
    await open({ verifyEach: (bytes) => (bytes.length === 1 ? Promise.reject(new TypeError('Zora')) : Promise.resolve([verification()])) });
    const answer = await answered(await send('["a","bb"]', { type: 'application/json' }));
    expect([answer.items[0]?.problem, answer.items[1]?.report?.verdict]).toMatchObject([{ code: 'bug', status: 500 }, 'valid']);
    expect(JSON.stringify(answer)).not.toContain('Zora');
  });

  it.each([
    ['nothing', '', NDJSON, [422, 'input-invalid', '']],
    ['no element', '[]', 'application/json', [422, 'input-invalid', '']],
    ['one object', '{"url":"x"}', 'application/json', [400, 'json-invalid']],
    ['half an array', '["a"', 'application/json', [400, 'json-invalid']],
    ['one too many lines', '"a"\n'.repeat(101), NDJSON, [422, 'input-invalid', '']],
    ['one too many elements', `[${Array<string>(101).fill('"a"').join()}]`, 'application/json', [422, 'input-invalid', '']],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), NDJSON, [422, 'input-invalid']],
    ['too much', new Uint8Array(20 * MIB + 1).fill(0x20), NDJSON, [413, 'body-too-large']],
    ['another type', 'x', 'text/plain', [415, 'media-type-unsupported']],
  ])('refuses %s as a whole, checking nothing', async (_name, body, type, problem) => {
    await open();
    expect(await problemOf(await send(body, { type }))).toEqual(problem);
    expect(verified()).toEqual([]);
  });

  it('takes 100 items', async () => {
    await open();
    expect((await answered(await send('"a.b.c"\n'.repeat(100), { type: NDJSON }))).items).toHaveLength(100);
  });

  it('refuses a form without files, with one too many, one too large, and with too much together', async () => {
    await open();
    const formOf = (...sizes: number[]): FormData => {
      const form = new FormData();
      for (const size of sizes) form.append('file', new Blob(['x'.repeat(size)]), 'x');
      return form;
    };
    const answers = await Promise.all([formOf(), formOf(...Array<number>(101).fill(1)), formOf(2 * MIB + 1), formOf(...Array<number>(11).fill(2 * MIB - 1))].map(async (form) => (await problemOf(await send(form))).slice(0, 2)));
    expect(answers).toEqual([[422, 'input-invalid'], [422, 'input-invalid'], [413, 'body-too-large'], [413, 'body-too-large']]);
    expect(verified()).toEqual([]);
    expect((await answered(await send(formOf(...Array<number>(9).fill(2 * MIB))))).items).toHaveLength(9);
  });
});

describe('the answer', () => {
  const two = '{"id":"=1+1","credential":"a.b.c"}\n{"url":"https://gone.example"}\n';
  const gone: Partial<HttpDeps> = { verifyLinkEach: () => Promise.reject(new AppError('fetch-failed', 'Nothing could be fetched.')) };

  it('is a line each for who asks for lines', async () => {
    await open(gone);
    const response = await send(two, { type: NDJSON, headers: { accept: NDJSON } });
    const lines = (await response.text()).trimEnd().split('\n').map((line) => JSON.parse(line) as Answer['items'][0]);
    expect([response.headers.get('content-type'), lines.map(({ report, problem }) => report?.verdict ?? problem?.code)]).toEqual([NDJSON, ['valid', 'fetch-failed']]);
  });

  it('is a table for who asks for one: what others wrote begins no formula and breaks no row', async () => {
    const hostile = { name: '=HYPERLINK("https://evil.example","x")', identifiers: [] };
    const view = verification().report.credential!;
    await open({ ...gone, verifyEach: async () => [verification({ credential: { ...view, title: ' \n+1;"a",\n\u202eb; "=2+2;＝3', learner: hostile, issuer: { ...view.issuer, name: '@x' } }, trust: [] })] });
    const response = await send(two, { type: NDJSON, headers: { accept: 'text/csv', 'accept-language': 'de' } });
    const written = await response.text();
    expect([response.headers.get('content-type'), written.endsWith('\r\n'), written.startsWith('id,name,verdict,')]).toEqual(['text/csv; charset=utf-8', true, true]);
    const [valid, unread] = parse<Record<string, string>>(written, { columns: true });
    expect(valid).toEqual({
      id: "'=1+1",
      name: '',
      verdict: 'valid',
      state: 'valid',
      summary: expect.stringMatching(/^Dieser Nachweis|^[A-ZÄÖÜ].*\.$/),
      title: `'+1;"a", b; "'=2+2;'＝3`,
      issuer: '“@x”'.replace(/[“”]/g, (sign) => (sign === '“' ? '„' : '“')),
      according_to: '',
      awarded_on: view.awardedOn,
      valid_until: '',
      learner: `'=HYPERLINK("https://evil.example","x")`,
      format: 'ob3-di',
      checked_at: '2026-11-21T10:00:00Z',
      sha256: 'ab'.repeat(32),
      problem: '',
    });
    expect(unread).toMatchObject({ verdict: '', summary: '', problem: 'fetch-failed: Nothing could be fetched.' });
  });

  it('names the issuer as the register does, and shows nothing of what was altered', async () => {
    const reports = [verification(), verification({ verdict: 'invalid', state: 'altered', trust: [] })];
    await open({ verifyEach: async () => reports });
    const [valid, altered] = parse<Record<string, string>>(await (await send('"a.b.c"', { type: NDJSON, headers: { accept: 'text/csv' } })).text(), { columns: true });
    expect([valid?.issuer, valid?.according_to, valid?.learner, altered?.issuer, altered?.title, altered?.learner]).toEqual(['Jadran University', 'Local register', 'Ana Kovačević', '', '', '']);
  });

  it('comes as it is found', async () => {
    let finish: () => void = () => undefined;
    const last = new Promise<void>((resolve) => (finish = resolve));
    await open({ verifyEach: async (bytes) => (bytes.length === 2 ? (await last, [verification()]) : [verification()]) });
    const response = await fetch(`${served.url}/api/v1/verify/batch`, { method: 'POST', body: '"a"\n"bb"\n', headers: { 'content-type': NDJSON, accept: NDJSON } });
    const reader = response.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString('utf8')).toContain('"index":0');
    finish();
    expect(Buffer.from((await reader.read()).value!).toString('utf8')).toContain('"index":1');
  });

  it('ends the work of who goes away', async () => {
    let begun = 0;
    await open({ verifyEach: async () => (begun++, await new Promise((resolve) => setTimeout(resolve, 20)), [verification()]) });
    const leaving = new AbortController();
    const response = await fetch(`${served.url}/api/v1/verify/batch`, { method: 'POST', body: '"a.b.c"\n'.repeat(100), headers: { 'content-type': NDJSON, accept: NDJSON }, signal: leaving.signal });
    await response.body!.getReader().read();
    leaving.abort();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(begun).toBeLessThan(30);
    expect(served.faults).toEqual([]);
  });
});

describe('limits', () => {
  it('count every item, of whoever has no key', async () => {
    const taken: unknown[] = [];
    const limits: HttpDeps['limits'] = { blockedFor: () => 0, take: async (limit, _asker, points = 1) => (taken.push([limit, points]), points > 10 ? 5000 : 0) };
    await open({ limits });
    expect((await send('"a"\n'.repeat(3), { type: NDJSON })).status).toBe(200);
    expect(await problemOf(await send('"a"\n'.repeat(50), { type: NDJSON }))).toEqual([429, 'rate-limited']);
    expect(taken).toEqual([['heavy', 1], ['heavy', 2], ['heavy', 1], ['heavy', 49]]);
    expect((await send('"a"\n'.repeat(50), { type: NDJSON, headers: { authorization: `Bearer ${KEY}` } })).status).toBe(200);
    expect(taken).toHaveLength(4);
  });

  it('let in so many at once, and leave room again', async () => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    await open({ room: createRoom({ places: 3, each: 2 }), verifyEach: async () => (await held, [verification()]) });
    const going = [1, 2].map(() => send('"a"', { type: NDJSON }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const refused = await send('"a"', { type: NDJSON });
    expect([await problemOf(refused), refused.headers.get('retry-after')]).toEqual([[503, 'busy'], '5']);
    finish();
    expect((await Promise.all(going)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await send('"a"', { type: NDJSON })).status).toBe(200);
  });
});
