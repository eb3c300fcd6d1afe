import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { example, startLine, type Line } from '../support/line.js';

/** Five files at once, as somebody with a pile of applications gives them, in a real browser, with and without a script. */
const BROWSER = process.env.TEST_BROWSER ?? '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where somebody wants to look at the pages. */
const PICTURES = process.env.TEST_PICTURES;

let line: Line;
let browser: Browser;
let files: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[];

beforeAll(async () => {
  line = await startLine();
  const [first, second, third] = (await line.postResults(example('results.csv'))).awards;
  const document = async (id: string, format: string): Promise<Buffer> => Buffer.from(await (await line.request(`/api/v1/awards/${id}/credentials/${format}`)).arrayBuffer());
  await line.request(`/api/v1/awards/${third!.id}/status`, { method: 'POST', body: '{"action":"revoke","code":"withdrawn"}', headers: { 'content-type': 'application/json' } });
  const json = await document(second!.id, 'ob3-di');
  const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
  files = [
    file('Bewerbung Horvat.json', 'application/json', await document(first!.id, 'ob3-di')),
    file('Novak.pdf', 'application/pdf', await document(second!.id, 'pdf')),
    file('withdrawn.jwt', 'text/plain', await document(third!.id, 'ob3-jwt')),
    file('changed.json', 'application/json', Buffer.from(json.toString('utf8').replace(second!.awardedOn, '2026-01-02'))),
    file('scan.pdf', 'application/pdf', Buffer.from('%PDF-1.4\n%%EOF\n')),
  ];
  browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
}, 120_000);
afterAll(async () => {
  await browser.close();
  expect(line.faults).toEqual([]);
  await line.stop();
});

async function checked(options: NonNullable<Parameters<Browser['newContext']>[0]>): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options })).newPage();
  await page.goto(`${line.baseUrl}/verify`);
  await page.locator('input[type=file]').setInputFiles(files);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL(/\/reports\/together\//);
  return page;
}

describe('five files at once', () => {
  it.each([true, false])('come to one page that says how many of each, and leads to each report (script: %s)', async (javaScriptEnabled) => {
    const page = await checked({ javaScriptEnabled });
    expect([await page.title(), await page.locator('h1').textContent(), await page.locator('.lead').textContent()]).toEqual([
      '2 of 5 are valid. – Testamur',
      '2 of 5 are valid.',
      '1 was altered or forged. 1 was revoked. 1 could not be read.',
    ]);
    expect(await page.locator('tbody tr th').allTextContents()).toEqual(files.map(({ name }) => name));
    expect(await page.locator('tbody .res').allTextContents()).toEqual(['Valid', 'Valid', 'Revoked', 'Altered or forged', 'Not readable']);
    await page.getByRole('link', { name: 'Show the worst first' }).click();
    expect(await page.locator('tbody tr th').allTextContents()).toEqual(['changed.json', 'withdrawn.jwt', 'scan.pdf', 'Bewerbung Horvat.json', 'Novak.pdf']);
    await page.getByRole('link', { name: 'withdrawn.jwt' }).click();
    expect(await page.locator('h1').textContent()).toContain('has been revoked');
    await page.context().close();
  });

  it('are saved as a table, and kept for a year with their reports', async () => {
    const page = await checked({});
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /CSV/ }).click()]);
    const written = readFileSync(await download.path(), 'utf8');
    expect([download.suggestedFilename(), written.split('\r\n').length]).toEqual(['testamur-checks.csv', 7]);
    await page.getByRole('button', { name: 'Keep it for a year' }).click();
    expect(await page.getByRole('button', { name: 'Keep it for a year' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Novak.pdf' }).click();
    expect(await page.getByRole('button', { name: 'Keep it for a year' }).count()).toBe(0);
    await page.context().close();
  });

  it.each([
    ['en', 320],
    ['de', 320],
    ['hr', 1100],
    ['fr', 1100],
  ])('stand on a page that anybody can use: %s, %i px', async (locale, width) => {
    const page = await checked({ locale, viewport: { width, height: 900 }, bypassCSP: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => (await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run()).violations.map(({ id }) => id));
    expect(violations).toEqual([]);
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/many-${locale}-${width}.png`, fullPage: true });
    await page.context().close();
  });
});
