import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { text } from '../../../src/core/bytes.js';
import { LANGUAGES, textsFor } from '../../../src/http/pages/texts.js';
import { printedReport } from '../../../src/http/pages/printed.js';
import { createAttachments } from '../../../src/paper/attachments.js';
import { createReportPaper } from '../../../src/paper/report.js';
import { isRecord, RECORD, type SignedRecord } from '../../../src/verify/record.js';
import type { Report } from '../../../src/verify/report.js';
import { CHECKED_AT, credential, reportOf, reports, validReport } from '../../support/reports.js';

const folder = mkdtempSync(join(tmpdir(), 'tm-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const print = createReportPaper();
const URL_OF = 'https://check.testamur.example/reports/abcdefghijklmnopqrstuv';
const record = { type: RECORD, source: { text: 'the credential' } } as unknown as SignedRecord;
const printed = (report: Report, language = 'en'): Promise<Uint8Array> =>
  print(printedReport({ report, number: '4K7P-91XM-TR26', url: URL_OF, keptUntil: CHECKED_AT, fileName: 'diploma.json', registers: ['Local register'], record }, textsFor([language])));
function textOf(bytes: Uint8Array): string {
  const file = join(folder, 'report.pdf');
  writeFileSync(file, bytes);
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
}

describe('a report on paper', () => {
  it('says the verdict, why, by whom and when, and where it is to be had', async () => {
    const said = textOf(await printed(validReport));
    for (const part of ['Valid', 'This credential is genuine and valid.', 'According to', 'Report number 4K7P-91XM-TR26', URL_OF, 'UTC', credential.title ?? '', credential.learner.name ?? '']) expect([part, said.includes(part)]).toEqual([part, true]);
  });

  it.each(Object.entries(reports).filter(([state]) => ['altered', 'unreadable'].includes(state)))('shows nothing of the content where the report shows none: %s', async (_state, report) => {
    const said = textOf(await printed({ ...report, credential, elements: undefined as never }));
    expect([said.includes(credential.title ?? '-'), said.includes(credential.learner.name ?? '-')]).toEqual([false, false]);
  });

  it.each([...LANGUAGES])('is made of every state in %s, with no text missing', async (language) => {
    for (const report of Object.values(reports)) expect(textOf(await printed(report, language))).not.toMatch(/\{\{|undefined|\[object/);
  });

  it('carries the record, which nobody takes for a credential', async () => {
    const [attached, ...others] = await createAttachments().contents(await printed(validReport));
    expect([others.length, isRecord(attached!), JSON.parse(text(attached!))]).toEqual([0, true, record]);
  });

  it('is made of a credential in any letters: what is not printed is said, and left to the page', async () => {
    const said = textOf(await printed(reportOf({ ...credential, title: 'الذكاء الاصطناعي', learner: { name: '王小明', identifiers: [] } })));
    expect(said).toContain('in letters that are not printed here: Arabic');
    expect(said).toContain('Han');
  });

  it('gives the same bytes for the same report', async () => {
    expect(Buffer.compare(await printed(reports.revoked), await printed(reports.revoked))).toBe(0);
  });
});
