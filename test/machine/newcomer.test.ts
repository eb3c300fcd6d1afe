import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import PDFDocument from 'pdfkit';
import { chromium, type Browser, type Page } from 'playwright-core';
import { toMultikey } from '../../src/core/keys.js';
import type { JsonObject } from '../../src/core/json.js';
import { createSecuring } from '../../src/formats/securing/index.js';
import { documents } from '../support/documents.js';
import { ed25519Key } from '../support/keys.js';
import { example, startLine, type Line } from '../support/line.js';

/** Somebody who has never been here gets a file by mail, opens the home page, gives the file, and reads the first sentence. Will they do the right thing? */
const BROWSER = process.env.TEST_BROWSER ?? '/usr/bin/chromium';
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

const scan = (): Promise<string> =>
  new Promise((resolve) => {
    const pdf = new PDFDocument({ compress: false });
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts).toString('latin1')));
    pdf.text('Certificate of Marko Horvat').end();
  });

type Given = 'valid' | 'revoked' | 'expired' | 'forged' | 'unknown' | 'unreadable';
interface Said {
  /** The heading: all that many will read. */
  readonly first: string;
  /** In the sentences under it. */
  readonly why: RegExp;
  readonly next: RegExp;
}
const SAID: Readonly<Record<'en' | 'de' | 'hr', Readonly<Record<Given, Said>>>> = {
  en: {
    valid: { first: 'This credential is genuine and valid.', why: /issued it to .+Horvat/, next: /make sure the person in front of you is/ },
    revoked: { first: 'This credential has been revoked. Do not rely on it.', why: /withdrew it on 26 November 2026\. The reason it gave: “Issued in error”/, next: /ask the person for a current credential/ },
    expired: { first: 'This credential is genuine, but it expired on 30 December 2026.', why: /no longer vouches that it is up to date/, next: /ask for a renewed one/ },
    forged: { first: 'This file is not what its issuer signed. Do not rely on it.', why: /either it was changed after signing, or somebody else made it/, next: /ask for the original file or a share link/ },
    unknown: { first: 'This credential is unaltered, but we cannot confirm who issued it.', why: /“Adria Demo University”.+Anybody could have made it/, next: /contact details that you looked up yourself/ },
    unreadable: { first: 'We found no credential in this file.', why: /Nothing was checked/, next: /ask for the original file/ },
  },
  de: {
    valid: { first: 'Dieser Nachweis ist echt und gültig.', why: /hat ihn am 30\. Juni 2026 für Marko Horvat ausgestellt/, next: /Vergewissern Sie sich, dass Sie Marko Horvat vor sich haben/ },
    revoked: { first: 'Dieser Nachweis wurde widerrufen. Verlassen Sie sich nicht auf ihn.', why: /am 26\. November 2026 widerrufen\. Angegebener Grund: „Irrtümlich ausgestellt“/, next: /Bitten Sie die Person um einen aktuellen Nachweis/ },
    expired: { first: 'Dieser Nachweis ist echt, aber am 30. Dezember 2026 abgelaufen.', why: /steht nicht mehr dafür ein, dass der Nachweis noch dem aktuellen Stand entspricht/, next: /bitten Sie um einen erneuerten/ },
    forged: { first: 'Diese Datei ist nicht das, was ihr Aussteller signiert hat. Verlassen Sie sich nicht auf sie.', why: /Entweder wurde er nach dem Signieren verändert, oder jemand anderes hat die Datei erstellt/, next: /Bitten Sie um die Originaldatei/ },
    unknown: { first: 'Dieser Nachweis ist unverändert, aber wir können nicht bestätigen, wer ihn ausgestellt hat.', why: /„Adria Demo University“.+Jede beliebige Person könnte ihn erstellt haben/, next: /Kontaktdaten, die Sie selbst ermittelt haben/ },
    unreadable: { first: 'Wir haben in dieser Datei keinen Nachweis gefunden.', why: /Es wurde nichts geprüft/, next: /Bitten Sie um die Originaldatei/ },
  },
  hr: {
    valid: { first: 'Ova je vjerodajnica izvorna i valjana.', why: /izdao ju je 30\. lipnja 2026\. na ime Marko Horvat/, next: /Marko Horvat/ },
    revoked: { first: 'Ova je vjerodajnica opozvana. Nemojte se na nju oslanjati.', why: /povukao ju je 26\. studenoga 2026\. Navedeni razlog: „/, next: /zatražite od osobe važeću vjerodajnicu/ },
    expired: { first: 'Ova je vjerodajnica izvorna, ali je istekla 30. prosinca 2026.', why: /izdavatelj više ne jamči da je stečeno znanje aktualno/, next: /zatražite obnovljenu/ },
    forged: { first: 'Ova datoteka nije ono što je njezin izdavatelj potpisao. Nemojte se na nju oslanjati.', why: /izmijenjen nakon potpisivanja ili ga je izradio netko drugi/, next: /izvornu datoteku/ },
    unknown: { first: 'Ova je vjerodajnica neizmijenjena, ali ne možemo potvrditi tko ju je izdao.', why: /„Adria Demo University”.+Mogao ju je izraditi bilo tko/, next: /kontakt koje ste sami pronašli/ },
    unreadable: { first: 'U ovoj datoteci nismo pronašli vjerodajnicu.', why: /Ništa nije provjereno/, next: /izvornu datoteku/ },
  },
};

let line: Line;
let browser: Browser;
let files: Readonly<Record<Given, string>>;

beforeAll(async () => {
  // Only the day is made up: the servers' clocks run on, and so do their timers.
  jest.useFakeTimers({ now: new Date('2026-11-26T10:00:00Z'), advanceTimers: true, doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'queueMicrotask', 'performance', 'hrtime'] });
  line = await startLine();
  browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  files = await filesOf(line);
  jest.setSystemTime(new Date('2027-02-01T10:00:00Z'));
}, 180_000);
afterAll(async () => {
  await browser.close();
  expect(line.faults).toEqual([]);
  await line.stop();
  jest.useRealTimers();
});

async function filesOf({ postResults, document, request, ...rest }: Line): Promise<Readonly<Record<Given, string>>> {
  const here = { ...rest, postResults, document, request };
  const [template] = JSON.parse(example('achievements.json')) as JsonObject[];
  await here.app.useCases.createAchievement(here.organisation.id, { ...template, code: 'SHORT-LIVED', validityMonths: 6 }, 'test');
  const { awards } = await here.postResults(results);
  const [kept, revoked, expired] = await Promise.all(['keep', 'revoke', 'expire'].map((id) => here.document(awards.find(({ resultId }) => resultId === id)?.id ?? '', 'ob3-di')));
  const { id } = awards.find(({ resultId }) => resultId === 'revoke') ?? { id: '' };
  const status = await here.request(`/api/v1/awards/${id}/status`, { method: 'POST', body: JSON.stringify({ action: 'revoke', code: 'issued-in-error' }), headers: { 'content-type': 'application/json' } });
  expect(status.status).toBe(200);
  return { valid: kept ?? '', revoked: revoked ?? '', expired: expired ?? '', forged: (kept ?? '').replace('Marko', 'Mirko'), unknown: await strangers(kept ?? ''), unreadable: await scan() };
}
const results = `resultId,achievement,givenName,familyName,birthDate,outcome,awardedOn,grade,supervision,language
keep,FINTECH-701,Marko,Horvat,1990-01-02,passed,2026-06-30,5,supervised-id,en
revoke,FINTECH-701,Ana,Horvat,1991-01-02,passed,2026-06-30,5,supervised-id,en
expire,SHORT-LIVED,Iva,Horvat,1992-01-02,passed,2026-06-30,5,supervised-id,en
`;

/** What anybody could make: the same words, under a key of one's own. */
async function strangers(credential: string): Promise<string> {
  const { proof: _proof, credentialStatus: _status, issuer, ...content } = JSON.parse(credential) as JsonObject;
  const key = ed25519Key('a stranger');
  const multikey = toMultikey(key.publicJwk);
  const did = `did:key:${multikey}`;
  const made = { ...content, issuer: { ...(issuer as JsonObject), id: did } };
  return JSON.stringify(await createSecuring(documents).addProof(made, { verificationMethod: `${did}#${multikey}`, created: '2026-07-01T00:00:00Z', sign: key.sign }));
}

/** From the home page to the answer, as anybody would go. */
async function give(language: string, given: Given): Promise<Page> {
  const context = await browser.newContext({ locale: language, javaScriptEnabled: language !== 'en', viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(line.baseUrl);
  await page.locator('header nav a[href="/verify"], a[href="/verify"]').first().click();
  await page.locator('input[type=file]').setInputFiles({ name: given === 'unreadable' ? 'scan.pdf' : 'credential.json', mimeType: 'application/octet-stream', buffer: Buffer.from(files[given], given === 'unreadable' ? 'latin1' : 'utf8') });
  if (await page.locator('main form button[type=submit]').first().isVisible()) await page.locator('main form button[type=submit]').first().click();
  await page.waitForSelector('#verdict');
  return page;
}

describe.each(Object.keys(SAID) as (keyof typeof SAID)[])('somebody new, reading %s', (language) => {
  it.each(Object.keys(SAID.en) as Given[])('is told at once what to do with a credential that is %s', async (given) => {
    const page = await give(language, given);
    const said = SAID[language][given];
    expect((await page.locator('h1').innerText()).trim()).toBe(said.first);
    const verdict = (await page.locator('section.verdict').innerText()).replace(/\s+/g, ' ');
    expect(verdict).toMatch(said.why);
    expect(verdict).toMatch(said.next);
    await page.context().close();
  });
});
