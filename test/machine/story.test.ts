import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { LANGUAGES, textsFor } from '../../src/http/pages/texts.js';
import type { ListedAward } from '../../src/issue/ports.js';
import { example, startLine, type Line } from '../support/line.js';

/**
 * The whole story in a real browser, under the policies that pages are served with, by keyboard alone, in every language: a table of results is
 * posted, a learner claims, takes the certificate and makes a link, an employer opens the link and checks the certificate; then the link is
 * withdrawn, then the credential.
 */
const BROWSER = process.env.TEST_BROWSER ?? '/usr/bin/chromium';

let line: Line;
let browser: Browser;
let awards: readonly ListedAward[];

beforeAll(async () => {
  line = await startLine();
  browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
  const posted = await line.postResults(example('results.csv'));
  awards = await withCertificate(posted.awards);
}, 180_000);
afterAll(async () => {
  await browser.close();
  expect(line.faults).toEqual([]);
  await line.stop();
});

/** One of the learners has a name that no certificate can print. */
async function withCertificate(all: readonly ListedAward[]): Promise<readonly ListedAward[]> {
  const made = await Promise.all(all.map(async ({ id }) => (await line.request(`/api/v1/awards/${id}/credentials/pdf`)).status === 200));
  return all.filter((_, i) => made[i]);
}

interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors, and requests to anybody else. */
  readonly problems: string[];
}
async function visitor(language: string): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: language });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => !/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== line.baseUrl && problems.push(`another host: ${request.url()}`));
  return { context, page, problems };
}

const MOST_STOPS = 80;
/** Goes on from stop to stop until one has the focus that matches this selector and whose words begin so. */
async function tabTo(page: Page, selector: string, words = ''): Promise<void> {
  for (let i = 0; i < MOST_STOPS; i++) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate(([wanted = '', start = '']) => document.activeElement?.matches(wanted) && (document.activeElement.textContent ?? '').trim().startsWith(start), [selector, words]);
    if (there === true) return;
  }
  throw new Error(`never reached by keyboard: ${selector} ${words}`);
}

async function press(page: Page, words: string): Promise<void> {
  await tabTo(page, 'a, button', words);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

describe.each(LANGUAGES.map((language, i) => ({ language, i })))('in $language, by keyboard', ({ language, i }) => {
  const t = textsFor([language]);
  const words = (key: string): string => t.template(key);
  const verdict = (state: string): RegExp => new RegExp(`^${words(`verdict.words.${state}`)}`);
  let learner: Visitor;
  let employer: Visitor;
  let share = '';
  let certificate: Buffer;
  beforeAll(async () => {
    learner = await visitor(language);
    employer = await visitor(language);
  });
  afterAll(async () => {
    await Promise.all([learner.context.close(), employer.context.close()]);
  });

  it('a learner claims, and takes the certificate', async () => {
    const { page } = learner;
    await page.goto(awards[i]!.claimUrl!);
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    await press(page, words('claim.confirm.yes'));
    expect(page.url()).toContain('/keep/');
    await tabTo(page, 'a[href$="/documents/pdf"]');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    certificate = readFileSync(await download.path());
    expect(certificate.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('makes a link, having seen what it will show', async () => {
    const { page } = learner;
    await press(page, words('shares.invite.open'));
    await press(page, words('shares.list.make'));
    await tabTo(page, '#label');
    await page.keyboard.type('Knjižnica / Bibliothèque');
    await press(page, words('shares.form.submit'));
    expect(await page.locator('fieldset.seen h1, fieldset.seen h2').count()).toBeGreaterThan(0);
    await press(page, words('shares.preview.submit'));
    share = await page.inputValue('#address');
    expect(share).toMatch(/\/s\/[A-Za-z0-9_-]{22}$/);
    expect(learner.problems).toEqual([]);
  });

  it('an employer opens it and reads that it is valid, then checks the certificate itself', async () => {
    const { page } = employer;
    await page.goto(share);
    expect([await page.title(), await page.textContent('h1')]).toEqual([expect.stringMatching(verdict('valid')), words('verdict.headings.valid')]);
    await page.goto(`${line.baseUrl}/verify`);
    await page.setInputFiles('input[type=file]', { name: 'certificate.pdf', mimeType: 'application/pdf', buffer: certificate });
    await page.focus('input[type=file]');
    await press(page, words('verify.submit'));
    expect([new URL(page.url()).pathname, await page.title()]).toEqual([expect.stringMatching(/^\/reports\//), expect.stringMatching(verdict('valid'))]);
    expect(employer.problems).toEqual([]);
  });

  it('the link is withdrawn and leads nowhere', async () => {
    await press(learner.page, words('shares.one.all'));
    await press(learner.page, words('shares.end.button'));
    const gone = await employer.page.goto(share);
    expect(gone!.status()).toBe(410);
    expect(await employer.page.textContent('main')).not.toContain(awards[i]!.achievement.title);
    expect(learner.problems).toEqual([]);
  });

  it('the credential is revoked, and its certificate says so', async () => {
    await line.request(`/api/v1/awards/${awards[i]!.id}/status`, { method: 'POST', body: '{"action":"revoke","code":"issued-in-error"}', headers: { 'content-type': 'application/json' } });
    const { page } = employer;
    employer.problems.length = 0; // the browser's own line on the 410
    await page.goto(awards[i]!.permanentUrl);
    expect([await page.title(), await page.textContent('h1')]).toEqual([expect.stringMatching(verdict('revoked')), words('verdict.headings.revoked')]);
    await page.goto(`${line.baseUrl}/verify`);
    await page.setInputFiles('input[type=file]', { name: 'certificate.pdf', mimeType: 'application/pdf', buffer: certificate });
    await page.focus('input[type=file]');
    await press(page, words('verify.submit'));
    expect(await page.title()).toMatch(verdict('revoked'));
    expect(employer.problems).toEqual([]);
  });
});
