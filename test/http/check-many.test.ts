import { afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { createRoom } from '../../src/http/room.js';
import type { ManyChecked } from '../../src/verify/keep-many.js';
import { fakeDeps, MANY, REPORT, UNKNOWN_TOKEN, verification, type FakeDeps } from '../support/fake-deps.js';
import { serve, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());

const MIB = 1024 * 1024;
function send(...files: readonly (readonly [name: string, text: string])[]): Promise<Response> {
  const form = new FormData();
  for (const name of ['link', 'text']) form.append(name, '');
  for (const [name, text] of files) form.append('file', new Blob([text]), name);
  return served.ask('/verify', { method: 'POST', body: form, headers: { accept: 'text/html' } });
}
const saved = (): ManyChecked => deps.calls.find(([name]) => name === 'saveMany')![1] as ManyChecked;

describe('many files in the check form', () => {
  it('are checked each by itself and kept together, in their order', async () => {
    await open({
      verifyEach: async (bytes) => {
        const text = Buffer.from(bytes).toString('utf8');
        if (text.startsWith('%PDF')) throw new AppError('unreadable', 'no');
        if (text === 'locked') throw new AppError('unreadable', 'no', { reason: 'encrypted' });
        if (text === 'bug') throw new TypeError('Zora');
        return text === 'two' ? [verification(), verification({ verdict: 'invalid', state: 'expired' })] : [verification()];
      },
    });
    const response = await send(['a.json', '{}'], ['scan.pdf', '%PDF-1.7'], ['Žalba.json', 'two'], ['b.pdf', 'locked'], ['c', 'bug'], ['empty', '']);
    expect([response.status, response.headers.get('location')]).toEqual([303, `/reports/together/${MANY}`]);
    expect(saved().checkedAt).toBe('2026-11-21T10:00:00Z');
    expect(saved().rows.map((row) => [row.name, row.part, 'report' in row ? [row.report.state, row.reportName] : row.fault])).toEqual([
      ['a.json', undefined, ['valid', REPORT]],
      ['scan.pdf', undefined, 'pdf'],
      ['Žalba.json', 1, ['valid', REPORT]],
      ['Žalba.json', 2, ['expired', REPORT]],
      ['b.pdf', undefined, 'encrypted'],
      ['c', undefined, 'ours'],
      ['empty', undefined, ['valid', REPORT]],
    ]);
    expect(deps.calls.filter(([name]) => name === 'saveReport').map(([, , fileName]) => fileName)).toEqual(['a.json', 'Žalba.json', 'Žalba.json', 'empty']);
  });

  it('lead to one report when there is one, and to several when one file or text holds several', async () => {
    await open();
    expect((await send(['a.json', '{}'])).headers.get('location')).toBe(`/reports/${REPORT}`);
    await served.close();
    await open({ verifyEach: async () => [verification(), verification()] });
    expect((await send(['both.jwt', 'a.b.c'])).headers.get('location')).toBe(`/reports/together/${MANY}`);
    expect(saved().rows.map(({ name, part }) => [name, part])).toEqual([['both.jwt', 1], ['both.jwt', 2]]);
  });

  it('that there is no time for are told as such', async () => {
    let at = Date.parse('2026-11-21T10:00:00Z');
    await open({ now: () => new Date(at), verifyEach: async () => ((at += 20_000), [verification()]), checkMany: async function* (items, check) {
      for (const [index, { given, ...called }] of items.entries()) yield { ...called, index, found: (await check(given as Exclude<typeof given, AppError>))[0]! };
    } });
    await send(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, '{}'] as const));
    expect(saved().rows.map((row) => [row.name, 'fault' in row ? row.fault : row.report.state])).toEqual([['a', 'valid'], ['b', 'valid'], ['c', 'late'], ['d', 'late'], ['e', 'late'], ['f', 'late']]);
  });

  it.each([
    ['one that is too large', [['a', '{}'], ['b', 'x'.repeat(2 * MIB + 1)]], 413, 'must be smaller than 2'],
    ['too much together', Array.from({ length: 11 }, () => ['a', 'x'.repeat(2 * MIB - 1)]), 413, 'all together smaller than 20'],
    ['too many', Array.from({ length: 101 }, () => ['a', '{}']), 422, 'no more than 100 files'],
  ] as [string, [string, string][], number, string][])('are refused with %s, on the form', async (_name, files, status, words) => {
    await open();
    const response = await send(...files);
    expect([response.status, (await response.text()).includes(words)]).toEqual([status, true]);
    expect(deps.calls.map(([name]) => name)).not.toContain('verifyEach');
  });

  it('count as many against the limit, and need room when they are large', async () => {
    const taken: number[] = [];
    await open({ limits: { blockedFor: () => 0, take: async (_limit, _asker, points = 1) => (taken.push(points), 0) }, room: createRoom({ places: 1, each: 0 }) });
    expect((await send(['a', '{}'], ['b', '{}'], ['c', '{}'])).status).toBe(303);
    expect(taken).toEqual([1, 2]);
    expect((await send(['a', 'x'.repeat(2 * MIB)], ['b', 'x'.repeat(MIB)])).status).toBe(503);
  });
});

describe('their page', () => {
  const get = (path = '', init: RequestInit = {}): Promise<Response> => served.ask(`/reports/together/${MANY}${path}`, { headers: { accept: 'text/html' }, ...init });

  it('says how many of each, and leads from each row to its report', async () => {
    await open();
    const html = await (await get()).text();
    expect(html.replace(/<[^>]+>/g, '')).toContain('1 of 4 is valid.1 was revoked. 1 could not be checked to the end. 1 could not be read.');
    expect([...html.matchAll(/<th scope="row">(?:<a href="([^"]+)">)?<bdi>([^<]+)/g)].map(([, link, name]) => [name, link])).toEqual([['a.json', `/reports/${REPORT}`], ['=b.pdf', undefined], ['c.json', `/reports/${REPORT}`], ['d.json', undefined]]);
    const worst = await (await get('?order=worst')).text();
    expect([...worst.matchAll(/<th scope="row">(?:<a [^>]*>)?<bdi>([^<]+)/g)].map(([, name]) => name)).toEqual(['c.json', 'd.json', '=b.pdf', 'a.json']);
  });

  it('gives a table that Excel reads, in the language of the page', async () => {
    await open();
    const response = await get('/table.csv', { headers: { cookie: 'lang=de' } });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.headers.get('content-type'), response.headers.get('content-disposition'), bytes.subarray(0, 3).toString('hex')]).toEqual(['text/csv; charset=utf-8', 'attachment; filename=testamur-checks.csv', 'efbbbf']);
    const rows = parse<Record<string, string>>(bytes, { columns: true, bom: true });
    expect(rows.map(({ name, verdict, problem }) => [name, verdict, problem?.slice(0, 12)])).toEqual([['a.json', 'valid', ''], ["'=b.pdf", '', 'Es ist eine '], ['c.json', 'invalid', ''], ['d.json', '', 'Für diese Pr']]);
  });

  it('is kept for a year for who asks, and then does not offer it again', async () => {
    await open();
    expect(await (await get()).text()).toContain(`action="/reports/together/${MANY}/keep"`);
    const kept = await get('/keep', { method: 'POST' });
    expect([kept.status, kept.headers.get('location')]).toEqual([303, `/reports/together/${MANY}`]);
    await served.close();
    await open({ storedMany: async () => ({ rows: [], checkedAt: '2026-11-21T10:00:00Z', keptUntil: '2027-11-21T10:00:00Z' }) });
    expect(await (await get()).text()).not.toContain('/keep"');
  });

  it.each(['', '/table.csv'])('is nowhere for who does not know its name%s', async (path) => {
    await open();
    const response = await served.ask(`/reports/together/${UNKNOWN_TOKEN}${path}`, { headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('x-robots-tag')]).toEqual([404, 'noindex']);
    expect((await served.ask(`/reports/together/${UNKNOWN_TOKEN}/keep`, { method: 'POST' })).status).toBe(404);
  });
});
