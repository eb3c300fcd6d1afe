import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import QRCode from 'qrcode';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { filmOf } from '../support/camera.js';
import { example, startLine, type Line } from '../support/line.js';

/** The check page's script in a real browser, under its real policy: drop, paste, a picture, a camera that shows a code, refuses or is not there. */
const BROWSER = process.env.TEST_BROWSER ?? '/usr/bin/chromium';
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const launch = (...args: string[]): Promise<Browser> => chromium.launch({ executablePath: BROWSER, args: [...QUIET, ...args] });

let line: Line;
let credential: string;
let permanentUrl: string;
let film: string;
let browser: Browser;
let context: BrowserContext;
const problems: string[] = [];

beforeAll(async () => {
  line = await startLine();
  const [award] = (await line.postResults(example('results.csv'))).awards;
  credential = await line.document(award!.id, 'ob3-di');
  permanentUrl = award!.permanentUrl;
  film = filmOf(permanentUrl);
  browser = await launch();
}, 120_000);
afterEach(async () => {
  await context.close();
  expect(problems.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  rmSync(dirname(film), { recursive: true });
  expect(line.faults).toEqual([]);
  await line.stop();
});

async function checkPage(by: Browser = browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  context = await by.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => !request.url().startsWith(line.baseUrl) && !/^(data|blob):/.test(request.url()) && problems.push(`another host: ${request.url()}`));
  await page.goto(`${line.baseUrl}/verify`);
  return page;
}

interface Carried {
  readonly files?: readonly { readonly name: string; readonly type: string; readonly base64: string }[];
  readonly text?: string;
}
/** Drops or pastes, as a browser tells a page of it. */
const carry = (page: Page, event: 'drop' | 'paste', { files = [], text }: Carried): Promise<void> =>
  page.evaluate(
    ([kind, carried, words]) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of carried) data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }));
      if (words !== undefined) data.setData('text/plain', words);
      const options = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(kind === 'drop' ? new DragEvent('drop', { ...options, dataTransfer: data }) : new ClipboardEvent('paste', { ...options, clipboardData: data }));
    },
    [event, files, text] as const,
  );
const json = (): NonNullable<Carried['files']>[0] => ({ name: 'mine.json', type: 'application/json', base64: Buffer.from(credential).toString('base64') });
const pictureOf = async (code: string): Promise<NonNullable<Carried['files']>[0]> => ({ name: 'photo.png', type: 'image/png', base64: (await QRCode.toBuffer(code, { scale: 6 })).toString('base64') });

describe('without a script', () => {
  it('the page is whole and shows no control that would do nothing', async () => {
    const page = await checkPage(browser, { javaScriptEnabled: false });
    expect(await page.locator('button:visible').allTextContents()).toEqual(['Check']);
    await page.getByLabel('Link or number').fill(permanentUrl);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.waitForURL(permanentUrl);
    expect(await page.title()).toMatch(/^Valid/);
  });

  it('a picture of a code leads to what the code says', async () => {
    const page = await checkPage(browser, { javaScriptEnabled: false });
    const { name, type, base64 } = await pictureOf(permanentUrl);
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: type, buffer: Buffer.from(base64, 'base64') });
    await page.getByRole('button', { name: 'Check' }).click();
    await page.waitForURL(permanentUrl);
    expect(await page.title()).toMatch(/^Valid/);
  });
});

describe('dropped or pasted', () => {
  it.each(['drop', 'paste'] as const)('a file is checked (%s)', async (event) => {
    const page = await checkPage();
    await carry(page, event, { files: [json()] });
    await page.waitForURL(/\/reports\//);
    expect(await page.title()).toMatch(/^Valid/);
    expect(await page.getByText('mine.json').count()).toBe(1);
  });

  it.each(['drop', 'paste'] as const)('the text of a credential is checked, whatever was typed before (%s)', async (event) => {
    const page = await checkPage();
    await page.getByLabel('Link or number').fill('half an addre');
    await page.locator('h1').click();
    await carry(page, event, { text: ` ${credential}` });
    await page.waitForURL(/\/reports\//);
    expect(await page.title()).toMatch(/^Valid/);
  });

  it('a link is followed', async () => {
    const page = await checkPage();
    await carry(page, 'drop', { text: permanentUrl });
    await page.waitForURL(permanentUrl);
  });

  it('a picture of a code is read here', async () => {
    const page = await checkPage();
    await carry(page, 'drop', { files: [await pictureOf(permanentUrl)] });
    await page.waitForURL(permanentUrl);
  });

  it('a picture without one goes to the server, which says what it is', async () => {
    const page = await checkPage();
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await carry(page, 'drop', { files: [{ ...json(), name: 'no-picture.png', type: 'image/png' }] });
    expect((await answer).status()).toBe(303);
    await page.waitForURL(/\/reports\//);
  });

  it('two files are checked together', async () => {
    const page = await checkPage();
    await carry(page, 'drop', { files: [json(), { ...json(), name: 'again.json' }] });
    await page.waitForURL(/\/reports\/together\//);
    expect(await page.locator('main table tbody tr').count()).toBe(2);
  });

  it('what is pasted into a field stays there', async () => {
    const page = await checkPage();
    const field = page.getByLabel('Link or number');
    await field.focus();
    await field.evaluate((input, words) => {
      const data = new DataTransfer();
      data.setData('text/plain', words);
      input.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
    }, permanentUrl);
    expect(page.url()).toBe(`${line.baseUrl}/verify`);
  });
});

describe('the camera', () => {
  const FAKE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const start = (page: Page): Promise<void> => page.getByRole('button', { name: 'Scan the code with the camera' }).click();
  async function withCamera(args: readonly string[], look: (page: Page) => Promise<void>): Promise<void> {
    const own = await launch(...args);
    try {
      await look(await checkPage(own));
    } finally {
      await own.close();
    }
  }

  it('reads the code and checks what it leads to', () =>
    withCamera([...FAKE, `--use-file-for-fake-video-capture=${film}`], async (page) => {
      await start(page);
      await page.waitForURL(permanentUrl, { timeout: 30_000 });
      expect(await page.title()).toMatch(/^Valid/);
    }));

  it('is stopped by its button, which gives the focus back', () =>
    withCamera(FAKE, async (page) => {
      await start(page);
      await page.getByText('Looking for a code.').waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Stop the camera');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => [document.activeElement?.textContent, (document.querySelector('video')!.srcObject as MediaStream).getTracks().map((track) => track.readyState)])).toEqual(['Scan the code with the camera', ['ended']]);
      expect(await page.locator('video').isVisible()).toBe(false);
    }));

  it.each([
    { args: ['--use-fake-device-for-media-stream'], words: 'This page may not use the camera.' },
    { args: ['--use-fake-ui-for-media-stream'], words: 'There is no camera here' },
  ])('that cannot be had is told in clear words: $words', ({ args, words }) =>
    withCamera(args, async (page) => {
      await start(page);
      await page.getByText(words).waitFor();
      expect(await page.locator('button:visible').allTextContents()).toEqual(['Scan the code with the camera', 'Check']);
    }));
});
