import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { Award } from '../../src/core/model.js';
import { textsFor } from '../../src/http/pages/texts.js';
import { sampleAchievement } from '../support/award.js';
import { DOCUMENT, paper, paperAward, paperOrganisation, paperWith, PERMANENT_URL, sourceOf } from '../support/paper.js';

// Debian's poppler-utils and qpdf on real output.
const folder = mkdtempSync(join(tmpdir(), 'tm-paper-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => (error === null ? resolve(stdout) : reject(new Error(`${command}: ${stderr}${stdout}`))));
  });
}
async function write(name: string, award: Award, renderer = paper()): Promise<string> {
  writeFileSync(join(folder, name), await renderer.render(sourceOf(award)));
  return name;
}
const squeezed = (text: string): string => text.replace(/\s+/g, '');

describe('a certificate, read by others', () => {
  let file: string;
  beforeAll(async () => void (file = await write('hr.pdf', paperAward(), paperWith(textsFor(), { bilingual: true }))));

  it('is a tagged PDF 1.7 in A4, whole, with a title, and calls itself PDF/A-3a', async () => {
    const info = await run('pdfinfo', file);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/PDF version:\s+1\.7/);
    expect(info).toMatch(/Page size:.*A4/);
    expect(info).toMatch(/Encrypted:\s+no/);
    expect(info).toMatch(/JavaScript:\s+no/);
    expect(info).toMatch(/Title:\s+.*FinTech: tržišta, modeli i rizik/i);
    expect(await run('pdfinfo', '-meta', file)).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>A</);
    expect(await run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found');
  });

  it('embeds every font as a subset with its letters', async () => {
    const fonts = (await run('pdffonts', file)).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThanOrEqual(3);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Noto.*yes yes yes/);
  });

  it('carries the signed document, byte for byte', async () => {
    await run('pdfdetach', '-save', '1', '-o', 'out.json', file);
    expect(readFileSync(join(folder, 'out.json')).equals(Buffer.from(DOCUMENT))).toBe(true);
  });

  it('has headings, tables with headed rows and columns, and pictures with words', async () => {
    const tree = await run('pdfinfo', '-struct', file);
    for (const element of ['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'LBody', 'Figure', 'Link']) expect(tree).toMatch(new RegExp(`^\\s*${element}\\b`, 'm'));
    const json = JSON.stringify(JSON.parse(await run('qpdf', '--json=2', file)));
    expect(json).toContain('/Scope":"/Row');
    expect(json).toContain('/Scope":"/Column');
    expect(json).toContain(`QR code that opens ${PERMANENT_URL}`.toUpperCase().slice(0, 18));
  });

  it('opens the permanent link by its code, as printed at 25 mm', async () => {
    await run('pdftoppm', '-png', '-r', '150', '-f', '1', '-l', '1', file, 'page');
    const { readdirSync } = await import('node:fs');
    const name = readdirSync(folder).find((one) => /^page-?0*1\.png$/.test(one)) ?? '';
    const png = PNG.sync.read(readFileSync(join(folder, name)));
    expect(jsqr.default(new Uint8ClampedArray(png.data), png.width, png.height)?.data).toBe(PERMANENT_URL);
  });
});

describe('what a certificate says', () => {
  it.each([
    ['Croatian', 'Željka Đurđević-Šćepanović', 'hr', 'Čuvanje žive građe'],
    ['Greek', 'Ελένη Παπαδοπούλου', 'el', 'Ψηφιακή επεξεργασία'],
    ['Bulgarian', 'Цветелина Щърбева', 'bg', 'Цифрова обработка'],
  ])('can be copied out of it: %s', async (_name, fullName, language, title) => {
    const file = await write(`${language}.pdf`, paperAward({ language, learner: { fullName, studentNumber: '1' }, achievement: sampleAchievement({ title: { [language]: title, en: 'Title' } }) }));
    const text = squeezed(await run('pdftotext', '-layout', file, '-'));
    expect(text).toContain(squeezed(fullName));
    expect(text).toContain(squeezed(title));
  });

  it('is all there, whatever the lengths: nothing cut, nothing beyond the page, no line on another', async () => {
    const long = (word: string, length: number): string => `${word} `.repeat(Math.ceil(length / (word.length + 1))).slice(0, length).trim();
    const outcomes = Array.from({ length: 60 }, (_, n) => ({ statement: { en: `${long(`outcome${n}`, 190)} end${n}.`, hr: `${long(`ishod${n}`, 400)} kraj${n}.` }, kind: 'skill' as const }));
    const organisation = { ...paperOrganisation, legalName: { hr: long('Sveučilište', 300) }, certificate: { opening: { hr: long('odluka', 200) }, closing: { hr: long('zaključak', 200) }, signatories: [1, 2, 3, 4].map((n) => ({ name: long(`Potpisnik${n}`, 120), office: { hr: long('dužnost', 200) } })) } };
    const title = `${long('Naslov', 280)} krajnaslova`;
    const award = paperAward({ organisation, awardingBodies: [organisation], learner: { fullName: `${long('Prezime', 180)} ${'x'.repeat(90)}`, studentNumber: '1' }, achievement: sampleAchievement({ title: { hr: title }, learningOutcomes: outcomes, furtherInformation: { hr: `${long('dodatak', 9000)} krajdodatka` } }) });
    const file = await write('long.pdf', award);
    const text = squeezed(await run('pdftotext', '-layout', file, '-'));
    for (const end of [...outcomes.flatMap((_, n) => [`end${n}.`, `kraj${n}.`]), 'krajdodatka']) expect(text).toContain(end);
    const page1 = squeezed(await run('pdftotext', '-raw', '-l', '1', file, '-'));
    expect(page1).toContain(squeezed(title));
    expect(page1).toContain('x'.repeat(90).slice(0, 20));
    for (const n of [1, 2, 3, 4]) expect(page1).toContain(`Potpisnik${n}`);
    expect(overlaps(await run('pdftotext', '-bbox-layout', file, '-'))).toEqual([]);
  });
});

/** Words that lie on another, or beyond the sheet. A word's box is as high as its font, a little more than its letters. */
function overlaps(bbox: string): readonly string[] {
  const faults: string[] = [];
  bbox.split('<page ').slice(1).forEach((page, at) => {
    const words = [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)/g)].map(([, ...m]) => ({ x: Number(m[0]), y: Number(m[1]), right: Number(m[2]), bottom: Number(m[3]), text: m[4] ?? '' }));
    for (const [i, a] of words.entries()) {
      if (a.x < 0 || a.y < 0 || a.right > 595.3 || a.bottom > 842) faults.push(`page ${at + 1}: ${a.text} is beyond the sheet`);
      const b = words.slice(i + 1).find((one) => Math.min(a.right, one.right) - Math.max(a.x, one.x) > 1 && Math.min(a.bottom, one.bottom) - Math.max(a.y, one.y) > 0.3 * Math.min(a.bottom - a.y, one.bottom - one.y));
      if (b !== undefined) faults.push(`page ${at + 1}: ${a.text} on ${b.text}`);
    }
  });
  return faults.slice(0, 10);
}
