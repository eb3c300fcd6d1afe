import { afterEach, describe, expect, it } from '@jest/globals';
import type { HttpDeps } from '../../src/http/deps.js';
import { award, CLAIM, CLAIMED, DOCUMENT, ENDED, EXPIRED, fakeDeps, GUARDED, held, organisation, PERMANENT, REPORT, SHARE_ID, SHARED, UNKNOWN_TOKEN, verification, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());
const post = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> =>
  served.ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
const whereTo = (response: Response): unknown => [response.status, response.headers.get('location')];
const pageText = async (path: string): Promise<string> => (await served.ask(path, { headers: { accept: 'text/html' } })).text();
const called = (): string[] => deps.calls.map(([name]) => name);

const PAGES = [
  '/', '/verify', '/how-we-check', '/is-this-page-real', '/privacy', '/accessibility', '/vocabulary', '/docs', '/docs/problems', '/catalogue', '/catalogue?q=law&field=04', `/o/${organisation.slug}`, `/achievements/${award.achievement.id}/1`,
  `/reports/${REPORT}`, `/claim/${CLAIM}`, `/claim/${CLAIM}/problem`, `/claim/${EXPIRED}`, `/keep/${CLAIMED}`, `/v/${PERMANENT}`, `/s/${SHARED}`, `/s/${GUARDED}`, `/s/${ENDED}`,
  `/keep/${CLAIMED}/shares`, `/keep/${CLAIMED}/shares/new`, `/keep/${CLAIMED}/shares/${SHARE_ID}`, `/keep/${CLAIMED}/shares/${SHARE_ID}/preview`, '/nowhere', `/v/${UNKNOWN_TOKEN}`,
];
/** The one page that has a script; its other ways in need one. */
const WITH_SCRIPT = ['/verify'];
const PERSONAL = [`/reports/${REPORT}`, `/claim/${CLAIM}`, `/claim/${EXPIRED}`, `/keep/${CLAIMED}`, `/v/${PERMANENT}`, `/v/${UNKNOWN_TOKEN}`, `/s/${SHARED}`, `/s/${GUARDED}`, `/s/${ENDED}`, `/keep/${CLAIMED}/shares`, `/keep/${CLAIMED}/shares/new`, `/keep/${CLAIMED}/shares/${SHARE_ID}/preview`];

describe('every page', () => {
  it.each(PAGES)('%s is a whole page under the strict policy', async (path) => {
    await open();
    const response = await served.ask(path, { headers: { accept: 'text/html' } });
    const { headers } = response;
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const scripts = WITH_SCRIPT.includes(path) ? ";script-src 'self'" : '';
    expect(headers.get('content-security-policy')).toBe(`default-src 'none';style-src 'self';img-src 'self' data:;form-action 'self';base-uri 'none';frame-ancestors 'none'${scripts}`);
    expect(headers.get('permissions-policy')?.includes('camera=(self)') ?? false).toBe(WITH_SCRIPT.includes(path));
    expect([headers.get('referrer-policy'), headers.get('x-content-type-options'), headers.get('x-powered-by'), headers.get('set-cookie')]).toEqual(['no-referrer', 'nosniff', null, null]);
    const html = await response.text();
    expect(html).toMatch(/^<!doctype html>\n<html lang="en"/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/);
    expect(html.match(/<script[^]*?<\/script>/g) ?? []).toEqual(WITH_SCRIPT.includes(path) ? ['<script type="module" src="/static/verify.js"></script>'] : []);
    expect(served.faults).toEqual([]);
  });

  it.each(PERSONAL)('%s is kept by no cache and no index', async (path) => {
    await open();
    const { headers } = await served.ask(path, { headers: { accept: 'text/html' } });
    expect([headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex']);
  });

  it.each(PAGES)('%s leads only to addresses that exist', async (path) => {
    await open();
    const html = await pageText(path);
    const own = [...html.matchAll(/\s(?:href|src|action)="(\/[^"#]*)/g)].map(([, target]) => (target ?? '').replaceAll('&amp;', '&'));
    expect(own.length).toBeGreaterThan(1);
    for (const target of new Set(own)) {
      const response = await served.ask(target, { method: html.includes(`method="post" action="${target}"`) ? 'POST' : 'GET' });
      expect([target, response.status === 404 ? 404 : 'found']).toEqual([target, 'found']);
    }
  });
});

describe('a GET or HEAD', () => {
  const CHANGING = ['claim', 'createShare', 'endShare', 'setDetailsPublic', 'saveReport', 'keepReport', 'tellProblem', 'markHandled', 'newOffer', 'changeStatus', 'correct', 'eraseLearner', 'postResults', 'rotateKeys', 'createApiKey', 'addTrustStatement', 'withdrawTrustStatement', 'addAnchor', 'withdrawAnchor', 'createOrganisation', 'updateOrganisation', 'createAchievement', 'updateAchievement'];
  const paths = [...PAGES, `/keep/${CLAIM}`, `/claim/${CLAIMED}`, `/keep/${CLAIMED}/documents/ob3-di`, `/keep/${CLAIMED}/details?shown=yes`, `/v/${PERMANENT}/qr.svg`, `/reports/${REPORT}/keep`, `/reports/${REPORT}/person`];
  it.each(paths.flatMap((path) => [['GET', path], ['HEAD', path]]))('%s %s changes nothing', async (method, path) => {
    await open();
    const response = await served.ask(path, { method, headers: { accept: 'text/html' } });
    if (method === 'HEAD') expect(await response.text()).toBe('');
    expect(called().filter((name) => CHANGING.includes(name))).toEqual([]);
  });
});

describe('the claim page', () => {
  it('shows what can be claimed, without the date of birth', async () => {
    await open();
    const html = await pageText(`/claim/${CLAIM}`);
    expect(html).toContain('Ana');
    expect(html).toContain(`action="/claim/${CLAIM}"`);
    expect(html).not.toMatch(/1998|9 April/);
  });

  it('leads to the learner’s page once claimed', async () => {
    await open();
    expect(whereTo(await served.ask(`/claim/${CLAIMED}`))).toEqual([303, `/keep/${CLAIMED}`]);
  });

  it('is gone when it has run out, for the button too', async () => {
    await open();
    expect((await served.ask(`/claim/${EXPIRED}`)).status).toBe(410);
    expect((await post(`/claim/${EXPIRED}`)).status).toBe(410);
    expect(called()).not.toContain('claim');
  });

  it('claims by its button alone, twice if pressed twice', async () => {
    await open();
    expect(whereTo(await post(`/claim/${CLAIM}`))).toEqual([303, `/keep/${CLAIM}`]);
    expect(whereTo(await post(`/claim/${CLAIMED}`))).toEqual([303, `/keep/${CLAIMED}`]);
    expect(deps.calls.filter(([name]) => name === 'claim')).toEqual([['claim', CLAIM], ['claim', CLAIMED]]);
  });

  it.each([`/claim/${UNKNOWN_TOKEN}`, '/claim/short', `/claim/${'a'.repeat(200)}`, `/keep/${UNKNOWN_TOKEN}`, `/reports/${UNKNOWN_TOKEN}`, `/v/${UNKNOWN_TOKEN}`])('%s says that it leads to no credential', async (path) => {
    await open();
    const response = await served.ask(path, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('does not lead to a credential');
  });
});

describe('the learner’s page', () => {
  it('is not there before the claim', async () => {
    await open();
    expect(whereTo(await served.ask(`/keep/${CLAIM}`))).toEqual([303, `/claim/${CLAIM}`]);
    expect((await served.ask(`/keep/${CLAIM}/documents/ob3-di`)).status).toBe(404);
    expect((await post(`/keep/${CLAIM}/details`, { shown: 'yes' })).status).toBe(404);
    expect(called()).not.toContain('setDetailsPublic');
  });

  it('stays after the claim link’s time', async () => {
    const claimed = { offer: { id: '1', awardId: award.id, expiresAt: '2026-01-01T00:00:00Z', claimedAt: '2025-12-01T00:00:00Z' }, held: held(), expired: true };
    await open({ offer: async () => claimed });
    expect((await served.ask(`/keep/${CLAIMED}`)).status).toBe(200);
    expect(whereTo(await served.ask(`/claim/${CLAIMED}`))).toEqual([303, `/keep/${CLAIMED}`]);
  });

  it('gives each document as it was signed', async () => {
    await open();
    expect(await pageText(`/keep/${CLAIMED}`)).toContain(`href="/keep/${CLAIMED}/documents/ob3-jwt"`);
    const response = await served.ask(`/keep/${CLAIMED}/documents/ob3-di`);
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(DOCUMENT))).toBe(true);
    expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual(['application/vc', 'attachment; filename=fintech-ob3-di.json']);
    expect((await served.ask(`/keep/${CLAIMED}/documents/pdf`)).status).toBe(404);
  });

  it.each([['yes', true], ['no', false]])('opens and closes the details of the permanent link: %s', async (shown, value) => {
    await open();
    expect(whereTo(await post(`/keep/${CLAIMED}/details`, { shown }))).toEqual([303, `/keep/${CLAIMED}`]);
    expect(deps.calls).toContainEqual(['setDetailsPublic', CLAIMED, value]);
  });

  it.each([{}, { shown: 'maybe' }, { shown: '' }])('does not guess what %j means', async (fields) => {
    await open();
    expect((await post(`/keep/${CLAIMED}/details`, fields as Record<string, string>)).status).toBe(422);
    expect(called()).not.toContain('setDetailsPublic');
  });
});

describe('a form sent by another site', () => {
  const claim = (headers: Record<string, string>): Promise<Response> => post(`/claim/${CLAIM}`, {}, headers);

  it.each([{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }, { origin: 'https://testamur.example.evil.example' }, { origin: 'http://testamur.example' }, { origin: 'nonsense' }, { origin: 'null', 'sec-fetch-site': 'cross-site' }])('is refused: %j', async (headers) => {
    await open();
    for (const path of [`/claim/${CLAIM}`, `/keep/${CLAIMED}/details`, '/verify', `/reports/${REPORT}/keep`, `/reports/${REPORT}/person`]) expect((await post(path, { shown: 'yes' }, headers)).status).toBe(403);
    expect(called().filter((name) => ['claim', 'setDetailsPublic', 'verify', 'keepReport', 'storedReport'].includes(name))).toEqual([]);
  });

  it.each([{}, { 'sec-fetch-site': 'same-origin', origin: 'null' }, { 'sec-fetch-site': 'none' }, { origin: 'https://testamur.example' }])('is not what %j says', async (headers) => {
    await open();
    expect((await claim(headers)).status).toBe(303);
  });

  it('is not what our own host sends, under whatever name it is reached', async () => {
    await open();
    expect((await claim({ origin: served.url })).status).toBe(303);
  });
});

describe('the permanent link', () => {
  it('says that it is valid and who awarded it, and nothing else', async () => {
    await open();
    const html = await pageText(`/v/${PERMANENT}`);
    expect(html).toContain('Jadran University');
    expect(html).not.toMatch(/Ana|Kovačević|FinTech|1998/);
    expect(called()).toContain('verifyHeld');
  });

  it('says more when the learner allows', async () => {
    await open({ heldByPermanentLink: async () => held({ detailsPublic: true }) });
    expect(await pageText(`/v/${PERMANENT}`)).toContain('Ana');
  });

  it('has a QR code that says the link, as PNG and as SVG', async () => {
    await open();
    const png = await served.ask(`/v/${PERMANENT}/qr.png`);
    expect(png.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await png.arrayBuffer()).subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const svg = await served.ask(`/v/${PERMANENT}/qr.svg`);
    expect(svg.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(await svg.text()).toMatch(/^<svg /);
    expect((await served.ask(`/v/${UNKNOWN_TOKEN}/qr.png`)).status).toBe(404);
  });
});

describe('a report', () => {
  it('is a page, and data for who asks', async () => {
    await open();
    expect(await pageText(`/reports/${REPORT}`)).toContain('diploma.json');
    const data = await served.ask(`/reports/${REPORT}?as=json`, { headers: { accept: 'text/html' } });
    expect(data.headers.get('content-disposition')).toBe('attachment; filename=testamur-report.json');
    const { report } = verification();
    const json = (await data.json()) as { summary: string };
    expect(json).toEqual({ ...report, summary: json.summary });
    expect((await served.ask(`/reports/${REPORT}`, { headers: { accept: 'application/json' } })).headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('does not hold its own key in its number', async () => {
    await open();
    expect(await pageText(`/reports/${REPORT}`)).toMatch(/[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}/);
  });

  it('that does not exist is a problem for who asks for data', async () => {
    await open();
    expect(await problemOf(await served.ask(`/reports/${UNKNOWN_TOKEN}`, { headers: { accept: 'application/json' } }))).toEqual([404, 'not-found']);
  });
});
