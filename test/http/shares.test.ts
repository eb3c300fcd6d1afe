import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { CLAIM, CLAIMED, DOCUMENT, ENDED, fakeDeps, GUARDED, PASSPHRASE, share, SHARE_ID, SHARED, UNKNOWN_ID, UNKNOWN_TOKEN, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());
const post = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> => served.ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
const called = (name: string): unknown[][] => deps.calls.filter(([one]) => one === name).map(([, ...args]) => args);
const whereTo = (response: Response): unknown => [response.status, response.headers.get('location')];
const HTML = { accept: 'text/html' };
const JSON_ONLY = { accept: 'application/json' };
const SHARES = `/keep/${CLAIMED}/shares`;
const GOOD = { label: 'City library', view: 'summary', name: 'yes', until: '30-days', date: '' };

describe('a share', () => {
  it('is a page, or a report for who asks for data; both counted', async () => {
    await open();
    const page = await served.ask(`/s/${SHARED}`, { headers: HTML });
    expect([page.status, page.headers.get('vary')]).toEqual([200, expect.stringContaining('Accept')]);
    expect(await page.text()).toContain('FinTech: markets');
    const data = await served.ask(`/s/${SHARED}`, { headers: JSON_ONLY });
    expect(await data.json()).toMatchObject({ verdict: 'valid', shown: { view: 'summary', name: true, grade: false }, credential: { title: 'FinTech: markets, models and risk' } });
    expect(called('countOpening')).toHaveLength(2);
  });

  it.each([
    ['HEAD', { method: 'HEAD' }],
    ['a prefetch', { headers: { ...HTML, 'sec-purpose': 'prefetch;prerender' } }],
    ['an older prefetch', { headers: { ...HTML, purpose: 'prefetch' } }],
    ['a preview of a link', { headers: { ...HTML, 'user-agent': 'Mozilla/5.0 (compatible; SkypeUriPreview)' } }],
    ['a messenger', { headers: { ...HTML, 'user-agent': 'WhatsApp/2.23.20.0' } }],
    ['another', { headers: { ...HTML, 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' } }],
    ['a crawler', { headers: { ...HTML, 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' } }],
  ])('is not counted for %s', async (_who, init) => {
    await open();
    expect((await served.ask(`/s/${SHARED}`, init)).status).toBe(200);
    expect(called('countOpening')).toEqual([]);
  });

  it('is counted for browsers, inside another application or named Cubot too', async () => {
    await open();
    for (const agent of ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Mozilla/5.0 (Linux; Android 12; CUBOT_X50) AppleWebKit/537.36', 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 [LinkedInApp]/9.1']) await served.ask(`/s/${SHARED}`, { headers: { ...HTML, 'user-agent': agent } });
    expect(called('countOpening')).toHaveLength(3);
  });

  it('says the same whether it ended or never was, and tells programs which', async () => {
    await open();
    const [ended, never] = await Promise.all([ENDED, UNKNOWN_TOKEN].map((token) => served.ask(`/s/${token}`, { headers: HTML })));
    expect([ended!.status, never!.status]).toEqual([410, 404]);
    const [one, other] = [await ended!.text(), await never!.text()];
    expect(one).toBe(other);
    expect(one).toContain('This link does not lead to a credential');
    expect(await problemOf(await served.ask(`/s/${ENDED}`, { headers: JSON_ONLY }))).toEqual([410, 'link-gone']);
    expect(await problemOf(await served.ask(`/s/${UNKNOWN_TOKEN}`, { headers: JSON_ONLY }))).toEqual([404, 'not-found']);
    for (const path of ['qr.png', 'qr.svg', 'documents/ob3-di']) expect((await served.ask(`/s/${ENDED}/${path}`, { headers: HTML })).status).toBe(410);
    expect((await post(`/s/${ENDED}`, { passphrase: 'x' }, HTML)).status).toBe(410);
  });

  it('has a QR code of its address', async () => {
    await open();
    expect((await served.ask(`/s/${SHARED}/qr.png`)).headers.get('content-type')).toBe('image/png');
    expect((await served.ask(`/s/${SHARED}/qr.svg`)).headers.get('content-type')).toContain('image/svg+xml');
  });

  it('gives no file unless it shows everything', async () => {
    await open({ sharedDocument: async () => undefined });
    expect((await served.ask(`/s/${SHARED}/documents/ob3-di`)).status).toBe(404);
  });
});

describe('a share with a passphrase', () => {
  it('says nothing of the credential before it was given', async () => {
    await open();
    const response = await served.ask(`/s/${GUARDED}`, { headers: HTML });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('This link asks for a passphrase');
    expect(html).not.toMatch(/Ana|FinTech|Jadran|Valid|library/);
    expect([called('showShare'), called('countOpening')]).toEqual([[], []]);
    expect(await problemOf(await served.ask(`/s/${GUARDED}`, { headers: JSON_ONLY }))).toEqual([403, 'passphrase-needed']);
    expect((await served.ask(`/s/${GUARDED}/documents/ob3-di`)).status).toBe(403);
    expect((await post(`/s/${GUARDED}/person`, { question: 'birthDate', value: '1998-04-09' })).status).toBe(404);
  });

  it.each([
    [{}, 'Enter the passphrase'],
    [{ passphrase: '' }, 'Enter the passphrase'],
    [{ passphrase: 'xq-wrong-guess' }, 'This is not the passphrase'],
  ])('answers %j with the page again, and never says it back', async (fields, words) => {
    await open();
    const response = await post(`/s/${GUARDED}`, fields, HTML);
    const html = await response.text();
    expect(response.status).toBe(403);
    expect(html).toContain(words);
    expect(html).toMatch(/<title>Error: /);
    expect(html).toContain('aria-invalid="true"');
    expect(html).not.toMatch(/xq-wrong-guess|Ana|FinTech/);
    expect(called('showShare')).toEqual([]);
  });

  it('is shown to who gives it, without a cookie or another address, and counted', async () => {
    await open();
    const response = await post(`/s/${GUARDED}`, { passphrase: PASSPHRASE }, HTML);
    const html = await response.text();
    expect([response.status, response.headers.get('set-cookie'), response.headers.get('cache-control')]).toEqual([200, null, 'no-store']);
    expect(html).toContain('Ana Kovačević');
    expect(html).not.toContain(PASSPHRASE);
    expect(called('countOpening')).toHaveLength(1);
    expect(await (await post(`/s/${GUARDED}`, { passphrase: PASSPHRASE }, JSON_ONLY)).json()).toMatchObject({ verdict: 'valid', credential: { learner: { name: 'Ana Kovačević' } } });
    expect(await problemOf(await post(`/s/${GUARDED}`, { passphrase: 'no' }, JSON_ONLY))).toEqual([403, 'passphrase-wrong']);
  });

  it('gives a file only together with the passphrase', async () => {
    await open();
    expect((await post(`/s/${GUARDED}`, { format: 'ob3-di' }, HTML)).status).toBe(403);
    const response = await post(`/s/${GUARDED}`, { format: 'ob3-di', passphrase: PASSPHRASE }, HTML);
    expect([response.headers.get('content-disposition'), await response.text()]).toEqual(['attachment; filename=fintech-ob3-di.json', DOCUMENT]);
  });

  it('is not opened by another site’s form, and only so many guesses are taken', async () => {
    await open({ limits: { blockedFor: () => 0, take: async (name) => (name === 'attempt' ? 60_000 : 0) } });
    expect((await post(`/s/${GUARDED}`, { passphrase: PASSPHRASE }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const refused = await post(`/s/${GUARDED}`, { passphrase: PASSPHRASE }, HTML);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect(called('unlockShare')).toEqual([]);
  });
});

describe('the learner', () => {
  it('makes a link in two steps: a preview that is the page itself, then the link', async () => {
    await open();
    const employers = await (await served.ask(`/s/${SHARED}`, { headers: HTML })).text();
    const preview = await post(`${SHARES}/preview`, { ...GOOD, counting: 'yes' });
    const html = await preview.text();
    expect([preview.status, called('createShare')]).toEqual([200, []]);
    const shown = /<div class="wrap cols">.*<\/aside><\/div>/s;
    expect(shown.exec(html)?.[0]).toBe(shown.exec(employers)?.[0]);
    const made = await post(SHARES, { ...GOOD, passphrase: 'long enough' });
    expect(whereTo(made)).toEqual([303, `${SHARES}/${SHARE_ID}`]);
    expect(called('createShare')).toEqual([[CLAIMED, { label: 'City library', shows: { view: 'summary', name: true, grade: false }, counting: false, expiresAt: '2026-12-21T23:59:59Z' }, 'long enough']]);
    expect(called('countOpening')).toHaveLength(1);
  });

  it('sees what is wrong with the form, keeps what was typed, and makes nothing', async () => {
    await open();
    for (const path of [`${SHARES}/preview`, SHARES]) {
      const response = await post(path, { ...GOOD, label: '', until: 'date', date: '2020-01-01', passphrase: 'xq-passphrase' });
      const html = await response.text();
      expect(response.status).toBe(422);
      expect(html).toMatch(/<title>Error: Make a share link/);
      expect(html).toContain('href="#label"');
      expect(html).toContain('href="#date"');
      expect(html).toContain('value="2020-01-01"');
      expect(html).toMatch(/value="summary" checked/);
      expect(html).not.toContain('xq-passphrase');
    }
    expect(called('createShare')).toEqual([]);
  });

  it('is told at the passphrase what is wrong with it, never reads it back, and can go back to the form', async () => {
    await open();
    const short = await post(SHARES, { ...GOOD, passphrase: 'xq-pass' });
    const html = await short.text();
    expect(short.status).toBe(422);
    expect(html).toContain('href="#passphrase"');
    expect(html).toContain('name="label" value="City library"');
    expect(html).not.toContain('xq-pass');
    const again = await post(`${SHARES}/preview`, { ...GOOD, change: 'yes' });
    expect([again.status, await again.text()]).toEqual([200, expect.stringContaining('value="City library"')]);
  });

  it('is told when there are too many links', async () => {
    await open({ createShare: async () => Promise.reject(new AppError('share-limit', 'no')) });
    const response = await post(SHARES, GOOD);
    expect([response.status, await response.text()]).toEqual([422, expect.stringContaining('You have 50 links')]);
  });

  it('finds each link again, with its openings, and ends it', async () => {
    await open();
    const list = await (await served.ask(SHARES, { headers: HTML })).text();
    expect(list).toContain(share.label);
    expect(list).toContain('Opened 2 times');
    const one = await (await served.ask(`${SHARES}/${SHARE_ID}`, { headers: HTML })).text();
    expect(one).toContain(`value="https://testamur.example/s/${SHARED}"`);
    expect(one).toContain(`src="/s/${SHARED}/qr.svg"`);
    expect(whereTo(await post(`${SHARES}/${SHARE_ID}/end`))).toEqual([303, SHARES]);
    expect(called('endShare')).toEqual([[CLAIMED, SHARE_ID]]);
    expect((await served.ask(`${SHARES}/${UNKNOWN_ID}`, { headers: HTML })).status).toBe(404);
    expect(whereTo(await served.ask(`${SHARES}/preview`))).toEqual([303, `${SHARES}/new`]);
  });

  it('looks at an existing link as others see it, uncounted', async () => {
    await open();
    const html = await (await served.ask(`${SHARES}/${SHARE_ID}/preview`, { headers: HTML })).text();
    expect(html).toContain('Looking at it here is not counted');
    expect(called('countOpening')).toEqual([]);
  });

  it('is nobody without a claimed link, nor through another site’s form', async () => {
    await open();
    for (const token of [CLAIM, UNKNOWN_TOKEN]) {
      for (const path of ['', '/new', `/${SHARE_ID}`, `/${SHARE_ID}/preview`]) expect((await served.ask(`/keep/${token}/shares${path}`, { headers: HTML })).status).toBe(404);
      for (const path of ['', '/preview', `/${SHARE_ID}/end`]) expect((await post(`/keep/${token}/shares${path}`, GOOD)).status).toBe(404);
    }
    for (const path of ['', '/preview', `/${SHARE_ID}/end`]) expect((await post(`${SHARES}${path}`, GOOD, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect([called('createShare'), called('endShare')]).toEqual([[], []]);
  });
});

describe('a share link given to be checked', () => {
  const url = `https://testamur.example/s/${SHARED}`;
  it('leads to its page', async () => {
    await open();
    const form = new FormData();
    form.set('link', url);
    expect(whereTo(await served.ask('/verify', { method: 'POST', body: form }))).toEqual([303, `/s/${SHARED}`]);
    expect(called('verifyLink')).toEqual([]);
  });

  it('is answered by the API with what it shows, and never fetched', async () => {
    await open();
    const ask = (body: unknown) => served.ask('/api/v1/verify', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    expect(await (await ask({ url })).json()).toMatchObject({ verdict: 'valid', shown: { name: true, grade: false } });
    expect(called('verifyLink')).toEqual([]);
    await ask({ url: 'https://elsewhere.example/x' });
    expect(called('verifyLink')).toEqual([['https://elsewhere.example/x', { trust: 'on' }]]);
  });

  it.each([['link-gone', 410], ['passphrase-needed', 403], ['not-found', 404]] as const)('is refused by the API with %s', async (code, status) => {
    await open({ reportByShare: async () => Promise.reject(new AppError(code, 'no')) });
    const answer = await served.ask('/api/v1/verify', { method: 'POST', body: JSON.stringify({ url }), headers: { 'content-type': 'application/json' } });
    expect(await problemOf(answer)).toEqual([status, code]);
  });
});
