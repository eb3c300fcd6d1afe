import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLine, type Line, type Posted } from '../support/line.js';

/** Hostile text, through the whole line: kept exactly and shown escaped, or refused by name. */
let line: Line;
beforeAll(async () => {
  line = await startLine();
});
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

const KEPT = {
  html: '<script>alert(1)</script><img src=x onerror=alert(2)>',
  quotes: `"'><b title='x'>&amp;`,
  'right-to-left override': 'Ana\u202Egnp.exe\u202C Horvat',
  emoji: '👩🏽‍🎓 Zoë 🏳️‍🌈',
  greek: 'Ἀριστοτέλης Παπαδόπουλος',
  arabic: 'محمد بن عبد الله',
  mononym: 'Suharto',
};
const REFUSED = { NUL: 'A\u0000B', escape: 'A\u001bB', 'half a character': 'A\ud800B', '10,000 characters': 'x'.repeat(10_000) };

const post = async (result: unknown): Promise<Response> =>
  line.request('/api/v1/results?wait=30', { method: 'POST', body: JSON.stringify(result), headers: { 'content-type': 'application/json' } });
let counter = 0;
const result = (learner: object, more: object = {}) => ({ resultId: `h-${counter++}`, achievement: 'SQL-GRADEO', learner, outcome: 'passed', awardedOn: '2026-05-18', route: 'course', ...more });
const newAchievement = async (text: string) => {
  const all = JSON.parse(JSON.stringify(await line.app.useCases.achievement(line.organisation.id, 'SQL-GRADEO'))) as { achievement: Record<string, unknown> };
  const { id: _id, organisationId: _o, version: _v, ...content } = all.achievement;
  const code = `H-${counter++}`;
  const answer = await line.request('/api/v1/achievements', { method: 'POST', body: JSON.stringify({ ...content, code, title: { en: text }, description: { en: text } }), headers: { 'content-type': 'application/json' } });
  return { code, answer };
};

describe.each(Object.entries(KEPT))('%s', (_name, text) => {
  it('is kept exactly in both formats and shown escaped on every page', async () => {
    const { code, answer } = await newAchievement(text);
    expect(answer.status).toBe(201);
    const { awards } = (await (await post(result({ fullName: text, studentNumber: 'S-9' }, { achievement: code, grade: text.slice(0, 40) }))).json()) as Posted;
    const award = awards[0]!;
    for (const format of ['ob3-di', 'ob3-jwt']) {
      const report = await line.verify(await line.document(award.id, format));
      expect([report.verdict, report.credential?.title, report.credential?.learner.name]).toEqual(['valid', text, text]);
    }
    const claim = await (await line.request(award.claimUrl!, { as: 'nobody' })).text();
    const keepPath = (await line.request(award.claimUrl!, { method: 'POST', as: 'nobody' })).headers.get('location') ?? '';
    const keep = await (await line.request(keepPath, { as: 'nobody' })).text();
    const form = new FormData();
    form.set('text', await line.document(award.id, 'ob3-di'));
    const reportPath = (await line.request('/verify', { method: 'POST', as: 'nobody', body: form })).headers.get('location') ?? '';
    const report = await (await line.request(reportPath, { as: 'nobody' })).text();
    const shown = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    for (const html of [claim, keep, report]) {
      expect(html).toContain(shown);
      expect(html).not.toMatch(/<script|<img src=x|<b title/);
    }
  });
});

describe.each(Object.entries(REFUSED))('%s', (_name, text) => {
  it.each(['fullName', 'givenName', 'familyName', 'studentNumber', 'grade'])('is refused by name in %s, and nothing of it is kept', async (field) => {
    const learner = { fullName: 'A', studentNumber: 'S-1', ...(field === 'grade' ? {} : { [field]: text }) };
    const given = result(learner, field === 'grade' ? { grade: text } : {});
    const response = await post(given);
    const problem = (await response.json()) as { code: string; path?: string; detail?: string };
    expect([response.status, problem.code]).toEqual(text.includes('\ud800') ? [400, 'json-invalid'] : [422, 'input-invalid']);
    expect(JSON.stringify(problem)).not.toContain(text.slice(0, 3));
    expect((await post({ ...given, learner: { fullName: 'A', studentNumber: 'S-1' }, grade: '80' })).status).toBe(202);
  });

  it('is refused in the title of an achievement', async () => {
    expect((await newAchievement(text)).answer.status).toBeGreaterThanOrEqual(400);
  });
});
