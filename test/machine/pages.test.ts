import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { LANGUAGES } from '../../src/http/pages/texts.js';
import { example, startLine, type Line } from '../support/line.js';

/** The pages in a real browser: nothing for a screen reader to stumble over, no script, no other host, nothing cut off at 320 px. */
const BROWSER = process.env.TEST_BROWSER ?? '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let line: Line;
let browser: Browser;
const pages: Record<string, string> = {};

beforeAll(async () => {
  if (!existsSync(BROWSER)) throw new Error(`These tests need a browser at ${BROWSER}: apt-get install chromium, or set TEST_BROWSER.`);
  line = await startLine();
  browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
  await openPages();
}, 180_000);
afterAll(async () => {
  await browser.close();
  expect(line.faults).toEqual([]);
  await line.stop();
});

const reportOf = async (document: string): Promise<string> => {
  const form = new FormData();
  form.set('text', document);
  return (await line.request('/verify', { method: 'POST', as: 'nobody', body: form })).headers.get('location') ?? '';
};

/** The learner's pages of links, and what others see through one. */
async function sharesOf(keep: string): Promise<Record<string, string>> {
  const { createShare, endShare } = line.app.useCases;
  const token = keep.slice('/keep/'.length);
  const make = (more: object = {}, passphrase?: string) => createShare(token, { label: 'City library', shows: { view: 'all' }, counting: true, ...more }, passphrase);
  const [all, summary, guarded, ended] = [await make(), await make({ shows: { view: 'summary', name: true, grade: true } }), await make({}, 'kišobran 77'), await make()];
  await endShare(token, ended.id);
  return {
    'share links': `${keep}/shares`,
    'a new share': `${keep}/shares/new`,
    'one share': `${keep}/shares/${guarded.id}`,
    'a preview': `${keep}/shares/${all.id}/preview`,
    'a share': summary.url,
    'a share of everything': all.url,
    'a share that asks': guarded.url,
    'an ended share': ended.url,
  };
}

/** A colour that neither a light nor a dark page could show as it is. */
async function brand(): Promise<void> {
  const { id, did: _did, status: _status, ...stated } = line.organisation;
  const body = JSON.stringify({ ...stated, branding: { accent: '#e8c800' } });
  expect((await line.request(`/api/v1/organisations/${id}`, { method: 'PUT', as: 'admin', body, headers: { 'content-type': 'application/json' } })).status).toBe(200);
}

async function openPages(): Promise<void> {
  await brand();
  const { awards } = await line.postResults(example('results.csv'));
  const [first, second, third] = awards as [(typeof awards)[0], (typeof awards)[0], (typeof awards)[0]];
  await line.request(`/api/v1/awards/${third.id}/status`, { method: 'POST', body: '{"action":"revoke","code":"issued-in-error"}', headers: { 'content-type': 'application/json' } });
  const keep = (await line.request(second.claimUrl!, { method: 'POST', as: 'nobody' })).headers.get('location') ?? '';
  const valid = await line.document(first.id, 'ob3-di');
  const shares = await sharesOf(keep);
  Object.assign(pages, {
    ...shares,
    home: '/',
    verify: '/verify',
    'a valid report': await reportOf(valid),
    'a revoked report': await reportOf(await line.document(third.id, 'ob3-jwt')),
    'an altered report': await reportOf(valid.replace('MicroCredential', 'Degree')),
    claim: first.claimUrl,
    keep,
    'a permanent link': first.permanentUrl,
    catalogue: '/catalogue',
    'a search': '/catalogue?q=data&field=06&language=en',
    'nothing found': '/catalogue?q=zzz&level=7',
    organisation: `/o/${line.organisation.slug}`,
    achievement: `/achievements/${first.achievement.id}/${first.achievement.version}`,
    vocabulary: '/vocabulary',
    'how we check': '/how-we-check',
    'is it real': '/is-this-page-real',
    privacy: '/privacy',
    accessibility: '/accessibility',
    'not found': '/v/AAAAAAAAAAAAAAAAAAAAAA',
    'something is wrong': `${first.claimUrl!}/problem`,
    'the API': '/docs',
    'problems of the API': '/docs/problems',
  });
}

interface Seen {
  readonly page: Page;
  readonly problems: string[];
}
async function visit(path: string, options: { width: number; colorScheme: 'light' | 'dark' }): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: options.width, height: 800 }, colorScheme: options.colorScheme, bypassCSP: true });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && !/404|410/.test(message.text()) && problems.push(`console: ${message.text()}`));
  page.on('request', (request) => !request.url().startsWith(line.baseUrl) && !request.url().startsWith('data:') && problems.push(`another host: ${request.url()}`));
  await page.goto(path.startsWith('http') ? path : line.baseUrl + path);
  return { page, problems };
}

async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: AXE });
  return page.evaluate(async () => {
    const { violations: found } = await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}
const overflowOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const NAMES = ['home', 'verify', 'a valid report', 'a revoked report', 'an altered report', 'claim', 'keep', 'share links', 'a new share', 'one share', 'a preview', 'a share', 'a share of everything', 'a share that asks', 'an ended share', 'a permanent link', 'catalogue', 'a search', 'nothing found', 'organisation', 'achievement', 'vocabulary', 'how we check', 'is it real', 'privacy', 'accessibility', 'not found', 'something is wrong'];
/** Their prose is English in every language. */
const ENGLISH = ['the API', 'problems of the API'];

describe.each([...NAMES, ...ENGLISH])('%s', (name) => {
  it.each([
    { width: 320, colorScheme: 'light' as const },
    { width: 1280, colorScheme: 'dark' as const },
  ])('has nothing that axe objects to, loads nothing from elsewhere, and fits ($width px, $colorScheme)', async (options) => {
    const { page, problems } = await visit(pages[name]!, options);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    const violations = await axeViolations(page);
    expect({ violations, problems, overflow: await overflowOf(page), scripts: await page.locator('script:not([src])').count() - 1 }).toEqual({ violations: [], problems: [], overflow: 0, scripts: 0 });
    await page.context().close();
  });
});

/** What axe says of them in each language, `every-page` asks; English is above. */
describe.each(LANGUAGES.filter((language) => language !== 'en'))('in %s', (language) => {
  it('each page loads nothing from elsewhere, and fits', async () => {
    const { page, problems } = await visit('/', { width: 320, colorScheme: 'light' });
    for (const name of NAMES) {
      const address = new URL(pages[name]!, line.baseUrl);
      address.searchParams.set('lang', language);
      await page.goto(address.href);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
      expect({ name, language: await page.getAttribute('html', 'lang'), problems: problems.splice(0), overflow: await overflowOf(page) }).toEqual({ name, language, problems: [], overflow: 0 });
    }
    await page.context().close();
  });
});

describe('on a screen of 3840 px', () => {
  it.each(['home', 'catalogue', 'organisation', 'achievement', 'claim', 'a valid report'])('%s keeps its lines short enough to read', async (name) => {
    const { page } = await visit(pages[name]!, { width: 3840, colorScheme: 'light' });
    const widths = await page.evaluate(() => [...document.querySelectorAll('main p, main li, main dd')].map((element) => element.getBoundingClientRect().width));
    expect(Math.max(...widths)).toBeLessThan(1150);
    expect(await overflowOf(page)).toBe(0);
    await page.context().close();
  });
});

describe('with the keyboard alone, every control', () => {
  it.each(['home', 'verify', 'a search', 'organisation', 'achievement', 'claim', 'keep'])('of %s is reached in its order, seen in full, and marked when it has the focus', async (name) => {
    const { page } = await visit(pages[name]!, { width: 1280, colorScheme: 'dark' });
    const expected = await page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), textarea, select, summary')].filter((element) => element.checkVisibility() && element.tabIndex >= 0);
      // Radio buttons of one name are one stop.
      const stops = all.filter((element, i) => !(element instanceof HTMLInputElement && element.type === 'radio' && all.slice(0, i).some((before) => before instanceof HTMLInputElement && before.name === element.name)));
      stops.forEach((element, i) => element.setAttribute('data-stop', String(i)));
      return stops.length;
    });
    const seen: string[] = [];
    for (let i = 0; i < expected; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const { top, bottom } = element.getBoundingClientRect();
        return { stop: element.getAttribute('data-stop'), marked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, inView: bottom > 0 && top < innerHeight };
      });
      seen.push(`${at.stop} ${at.marked} ${at.inView}`);
    }
    expect(seen).toEqual(Array.from({ length: expected }, (_, i) => `${i} true true`));
    await page.context().close();
  });
});

describe('on paper', () => {
  it.each(['a valid report', 'keep', 'claim', 'organisation', 'achievement', 'a search'])('%s shows no control, and what was folded', async (name) => {
    const { page } = await visit(pages[name]!, { width: 1280, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('button:visible, .btn:visible, nav a:visible').allTextContents()).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    for (const details of await page.locator('main details:visible').all()) expect((await details.boundingBox())!.height).toBeGreaterThan(50);
    await page.context().close();
  });
});

describe('with the keyboard alone', () => {
  it('a person is compared, and the answer is the first thing said', async () => {
    const { page } = await visit(pages['a valid report']!, { width: 320, colorScheme: 'light' });
    await page.getByLabel('E-mail address').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('nobody@learners.example');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'It does not match' }).waitFor();
    expect(await page.title()).toMatch(/^It does not match/);
    await page.addScriptTag({ content: AXE });
    expect(await page.evaluate(async () => (await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run()).violations.map(({ id }) => id))).toEqual([]);
    expect([new URL(page.url()).search, page.url().includes('nobody')]).toEqual(['', false]);
    await page.context().close();
  });

  it('a link is typed and checked, and the answer has the focus of a new page', async () => {
    const { page } = await visit('/verify', { width: 1280, colorScheme: 'light' });
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Skip');
    for (let i = 0; i < 12 && (await page.evaluate(() => (document.activeElement as HTMLInputElement).name)) !== 'link'; i++) await page.keyboard.press('Tab');
    await page.keyboard.type(pages['a permanent link']!);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/v\//);
    expect(await page.title()).toMatch(/^Valid/);
    await page.context().close();
  });

  it('a link is made: chosen, looked at, guarded and made, and a fault has the focus', async () => {
    const { page, problems } = await visit(pages['a new share']!, { width: 320, colorScheme: 'light' });
    const press = async (name: string): Promise<void> => {
      for (let i = 0; i < 60 && (await page.evaluate(() => document.activeElement?.textContent ?? '')) !== name; i++) await page.keyboard.press('Tab');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    };
    await page.focus('#label');
    await press('Preview');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('errors');
    await page.focus('#label');
    await page.keyboard.type('City library');
    await press('Preview');
    expect(await page.locator('fieldset.seen button:enabled').count()).toBe(0);
    await page.addScriptTag({ content: AXE });
    const violations = await page.evaluate(async () => (await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run()).violations.map(({ id }) => id));
    expect([violations, await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)]).toEqual([[], 0]);
    await page.focus('#passphrase');
    await page.keyboard.type('kišobran 78');
    await press('Make the link');
    const url = await page.inputValue('#address');
    await page.goto(url);
    await page.focus('#passphrase');
    await page.keyboard.type('kišobran 78');
    await press('Open');
    expect([await page.title(), problems.filter((problem) => !problem.includes('422'))]).toEqual([expect.stringMatching(/^Valid/), []]);
    await page.context().close();
  });
});
