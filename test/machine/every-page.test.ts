import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { chromium, type Browser, type ConsoleMessage, type Page } from 'playwright-core';
import { createApp } from '../../src/http/app.js';
import { LANGUAGES, textsFor } from '../../src/http/pages/texts.js';
import { fakeDeps } from '../support/fake-deps.js';
import { foreignPages } from '../support/foreign-pages.js';
import { QUIET } from '../support/http.js';
import { everyPage } from '../support/pages.js';
import { organisation } from '../support/reports.js';

/** Every page in every state and language, light and dark, on the smallest screen: with the style sheets and under the headers that it is served with. */
const BROWSER = process.env.TEST_BROWSER ?? '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A tab for each processor of a small machine. */
const TABS = 2;
/** A colour that neither a light nor a dark page could show as it is. */
const ACCENT = '#e8c800';
/** Words that no line of 320 px holds. */
const UNBROKEN = 'Verkehrsinfrastrukturfinanzierungsgesellschaftsgesetzgebungsverfahren';
const shelf = new Map(LANGUAGES.map((language) => [language, { ...everyPage(textsFor([language])), ...foreignPages(UNBROKEN, textsFor([language])) }]));
/** What every picture and code on the pages is here. */
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h3v3h-3zM5 5h3v3h-3z"/></svg>';

let server: Server;
let browser: Browser;
let url: string;

beforeAll(async () => {
  if (!existsSync(BROWSER)) throw new Error(`These tests need a browser at ${BROWSER}: apt-get install chromium, or set TEST_BROWSER.`);
  const app = express();
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const headers = new Map<boolean, Record<string, string>>();
  app.get('/every/:language/:name', (req, res) => {
    const html = shelf.get(req.params.language)?.[req.params.name] ?? '';
    res.set(headers.get(html.includes('<script')) ?? {}).type('html').send(html);
  });
  app.get(/\.(svg|png)$/, (_req, res) => res.type('svg').send(PICTURE));
  app.use(createApp(fakeDeps({ organisationBySlug: async () => ({ ...organisation, branding: { accent: ACCENT } }) }), { ...QUIET, trustedProxies: [], failed: () => undefined }));
  for (const path of ['/', '/verify']) headers.set(path === '/verify', await policyOf(url + path));
  browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
}, 60_000);
afterAll(async () => {
  await browser.close();
  server.close();
  server.closeAllConnections();
});

const POLICY = ['content-security-policy', 'permissions-policy', 'referrer-policy', 'x-content-type-options'];
async function policyOf(address: string): Promise<Record<string, string>> {
  const answer = await fetch(address);
  return Object.fromEntries(POLICY.map((name) => [name, answer.headers.get(name) ?? '']));
}

interface Axe {
  readonly axe: { run(options: object): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[] }> };
}
const axe = (page: Page, options: object): Promise<readonly string[]> =>
  page.evaluate(async (asked) => {
    const { violations } = await (globalThis as unknown as Axe).axe.run({ resultTypes: ['violations'], ...asked });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  }, options);

/** What depends on colours alone: the slowest of the rules. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const BUT_COLOURS = { rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])) };

/** Pages of the same elements have the same colours, whatever their words: one of them is asked for all. */
const coloured = new Set<string>();
const elementsOf = (html: string): string => html.replace(/>[^<]+/g, '>').replace(SAYS, '');
const SAYS = / (?:(?:lang|hreflang|href|content|value|alt|title|id|for|name|aria-label(?:ledby)?|aria-describedby|datetime|src|action|d|data-\w+)="[^"]*"|aria-current="true")/g;

/** Browsing anew costs more than all the rest; so a page is written into the place of the one before, unless it brings a script, which runs once. */
async function open(page: Page, path: string, html: string): Promise<void> {
  const scripted = html.includes('<script');
  if (scripted || (await page.title()) === '' || (await page.locator('script').count()) > 0) {
    await page.goto(url + path);
    await page.evaluate(AXE);
  } else await page.setContent(html);
}

async function faultsOf(page: Page, path: string, html: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const hear = (message: ConsoleMessage) => message.type() === 'error' && faults.push(`${message.text()} ${message.location().url}`);
  page.on('console', hear);
  await open(page, path, html);
  const overflow = await page.evaluate(() => {
    document.querySelectorAll('details').forEach((details) => (details.open = true));
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
  if (overflow > 0) faults.push(`${overflow} px too wide`);
  const elements = elementsOf(html);
  const known = coloured.has(elements);
  coloured.add(elements);
  faults.push(...(await axe(page, known ? BUT_COLOURS : {})));
  if (!known) {
    await page.emulateMedia({ colorScheme: 'dark' });
    faults.push(...(await axe(page, { runOnly: COLOURS })).map((fault) => `in the dark: ${fault}`));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  page.off('console', hear);
  return faults;
}

describe.each(LANGUAGES)('in %s', (language) => {
  it('no page has anything that axe objects to, in light or dark, or is wider than 320 px', async () => {
    const waiting = Object.entries(shelf.get(language) ?? {});
    const faults: Record<string, readonly string[]> = {};
    const tab = async (): Promise<void> => {
      const context = await browser.newContext({ viewport: { width: 320, height: 800 }, colorScheme: 'light' });
      const page = await context.newPage();
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [name, html] = next;
        const found = await faultsOf(page, `/every/${language}/${name}`, html);
        if (found.length > 0) faults[name] = found;
      }
      await context.close();
    };
    await Promise.all(Array.from({ length: TABS }, tab));
    expect(faults).toEqual({});
  }, 300_000);
});
