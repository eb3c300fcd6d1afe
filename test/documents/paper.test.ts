import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PDFDocument from 'pdfkit';
import type { Report } from '../../src/verify/report.js';
import { example, startLine, type Line, type Posted } from '../support/line.js';

let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
}, 120_000);
afterAll(() => line.stop());

const pdfOf = async (awardId: string): Promise<Buffer> => Buffer.from(await (await line.request(`/api/v1/awards/${awardId}/credentials/pdf`)).arrayBuffer());
const upload = (bytes: Uint8Array): Promise<Response> => line.request('/api/v1/verify', { method: 'POST', as: 'nobody', body: bytes as BodyInit, headers: { 'content-type': 'application/pdf' } });
const kept = ({ verdict, state, elements, credential, checks }: Report) => ({ verdict, state, elements, credential, outcomes: checks.map(({ check, outcome, reason }) => [check, outcome, reason]) });

function pdfWith(...files: readonly string[]): Promise<Buffer> {
  return new Promise((resolve) => {
    const doc = new PDFDocument();
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    files.forEach((file, at) => doc.file(Buffer.from(file), { name: `${at}.json` }));
    doc.text('Doctor of Philosophy, with the highest honours');
    doc.end();
  });
}

const isPrintable = (name: string): boolean => /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]*$/u.test(name);

describe('the PDF of every award', () => {
  it('uploaded back gives what the JSON gives: verdict, checks, elements, content; and says to compare', async () => {
    for (const { id, learner } of posted.awards) {
      if (!isPrintable(learner.name)) continue;
      const pdf = await pdfOf(id);
      expect(pdf.length).toBeLessThan(150_000);
      const report = (await (await upload(pdf)).json()) as Report & { summary: string };
      expect(kept(report)).toEqual(kept(await line.verify(await line.document(id, 'ob3-di'))));
      expect([report.carrier, report.verdict]).toEqual(['pdf', 'valid']);
      expect(report.summary).toContain('If a name, a title or a result in the PDF differs from this page, the PDF is wrong.');
    }
  }, 120_000);

  it('is refused, by script and place, where a name is in none of the three scripts', async () => {
    const others = posted.awards.filter(({ learner }) => !isPrintable(learner.name));
    expect([others.length > 0, others.length < posted.awards.length]).toEqual([true, true]);
    for (const { id } of others) {
      const response = await line.request(`/api/v1/awards/${id}/credentials/pdf`);
      expect([response.status, await response.json()]).toEqual([409, expect.objectContaining({ code: 'script-unsupported', path: expect.stringMatching(/^\/learner\//) as unknown })]);
    }
  });

  it('is another organisation’s to have no more than the JSON is', async () => {
    expect((await line.request(`/api/v1/awards/${posted.awards[0]!.id}/credentials/pdf`, { as: 'nobody' })).status).toBe(401);
    expect((await line.request('/api/v1/awards/019a9f00-0000-7000-8000-00000000dead/credentials/pdf')).status).toBe(404);
  });

  it('shows a revoked award for what it is', async () => {
    const { id } = posted.awards[1]!;
    await line.request(`/api/v1/awards/${id}/status`, { method: 'POST', body: JSON.stringify({ action: 'revoke', code: 'issued-in-error' }), headers: { 'content-type': 'application/json' } });
    expect(await (await upload(await pdfOf(id))).json()).toMatchObject({ carrier: 'pdf', verdict: 'invalid', state: 'revoked' });
  });
});

describe('a PDF around other things', () => {
  it('with a genuine credential in it is judged by that alone, and told to be compared', async () => {
    const genuine = await line.document(posted.awards[0]!.id, 'ob3-di');
    const report = (await (await upload(await pdfWith('a note', genuine))).json()) as Report & { summary: string };
    expect([report.verdict, report.carrier, report.credential?.title]).toEqual(['valid', 'pdf', posted.awards[0]!.achievement.title]);
    expect(JSON.stringify(report)).not.toContain('Philosophy');
  });

  it('with two credentials that differ, or none, is not readable', async () => {
    const [first, second] = await Promise.all([0, 1].map((at) => line.document(posted.awards[at]!.id, 'ob3-di')));
    for (const [pdf, detail] of [[await pdfWith(first!, second!), /several credentials that differ/], [await pdfWith('a note'), /a PDF in which we found no credential/]] as const) {
      const response = await upload(pdf);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'unreadable', detail: expect.stringMatching(detail) as unknown });
    }
  });
});
