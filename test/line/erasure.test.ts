import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LearnerHolding } from '../../src/claim/ports.js';
import type { ListedAward } from '../../src/issue/ports.js';
import { startLine, type Line } from '../support/line.js';

let line: Line;
const learner = { givenName: 'Wilhelmijntje', familyName: 'Quackelbeen', studentNumber: 'SN-7741903', email: 'w.quackelbeen@learners.example' };
const result = (resultId: string, more: object = {}) => ({ resultId, achievement: 'FINTECH-701', learner, outcome: 'passed', awardedOn: '2026-06-30', grade: '5', ...more });
const post = async (...results: object[]): Promise<readonly ListedAward[]> => (await line.postResults(JSON.stringify(results), 'application/json')).awards;
const json = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const codeOf = async (response: Response): Promise<unknown> => [response.status, ((await response.json()) as { code: string }).code];

beforeAll(async () => {
  line = await startLine();
});
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

describe('erasing a learner', () => {
  it('shows what would go, asks for the certificate, and leaves a register without a person whose credentials still verify', async () => {
    const [award, another] = (await post(result('E-1'), result('E-2', { awardedOn: '2026-05-30' }))) as [ListedAward, ListedAward];
    const [stranger] = await post(result('E-3', { learner: { fullName: 'Suharti', studentNumber: 'SN-1' } }));
    const document = await line.document(award.id, 'ob3-jwt');
    const path = `/api/v1/awards/${award.id}/erasure`;

    const holding = (await (await line.request(path)).json()) as LearnerHolding;
    // Results of one posting are issued in any order.
    expect(holding.awards.map(({ number }) => number).sort()).toEqual([award.number, another.number].sort());
    expect(holding).toMatchObject({ results: 2, waiting: 0, claimLinks: 2, shares: 0 });
    expect(holding.credentials).toBe(2 * award.formats.length);
    expect(await codeOf(await line.request(path, json({ number: stranger!.number })))).toEqual([422, 'input-invalid']);
    expect(await codeOf(await line.request(path, json({})))).toEqual([422, 'input-invalid']);
    expect((await line.request(`/api/v1/awards/${award.id}/credentials/ob3-di`)).status).toBe(200);

    const erased = (await (await line.request(path, json({ number: award.number.toLowerCase() }))).json()) as LearnerHolding;
    expect([typeof erased.erasedAt, erased.claimLinks]).toEqual(['string', 0]);
    for (const gone of [award, another]) {
      expect(await codeOf(await line.request(`/api/v1/awards/${gone.id}/credentials/ob3-di`))).toEqual([410, 'learner-erased']);
      expect((await line.request(gone.permanentUrl, { as: 'nobody' })).status).toBe(410);
      expect((await line.request(gone.claimUrl ?? '', { as: 'nobody' })).status).toBe(404);
      expect(await (await line.request(`/api/v1/awards/${gone.id}`)).json()).toMatchObject({ number: gone.number, status: 'active', learner: { name: '' } });
    }
    expect((await line.verify(document)).verdict).toBe('valid');
    expect(await codeOf(await line.request(`/api/v1/awards/${award.id}/status`, json({ action: 'suspend', note: 'asked by telephone' })))).toEqual([410, 'learner-erased']);
    expect((await line.request(`/api/v1/awards/${award.id}/status`, json({ action: 'revoke', code: 'withdrawn' }))).status).toBe(200);
    expect((await line.verify(document)).state).toBe('revoked');
    expect(await codeOf(await line.request(`/api/v1/awards/${award.id}/corrections`, json(result('E-1b'))))).toEqual([410, 'learner-erased']);
    expect((await line.request(`/api/v1/awards/${stranger!.id}/credentials/ob3-di`)).status).toBe(200);
    const trail = JSON.stringify(await (await line.request('/api/v1/audit?limit=200')).json());
    expect(trail).toContain('learner.erased');
    expect(trail).not.toMatch(/Quackelbeen|7741903|learners\.example/);
  });

  it('lets the same person come again, as somebody new', async () => {
    const [again] = await post(result('E-4'));
    expect(again?.learner.name).toContain('Quackelbeen');
    expect(await line.app.erasures.find(line.organisation.id, learner.studentNumber)).toMatchObject({ awards: [{ number: again!.number }] });
  });

  it('finds a learner by what they are known by, and never one of another organisation', async () => {
    const [award] = (await post(result('E-5', { learner: { fullName: 'Siti', email: 'siti@learners.example' } }))) as [ListedAward];
    const { learnerId } = await line.app.erasures.find(line.organisation.id, ' SITI@learners.example\n');
    for (const text of [award.number, award.id, award.number.replaceAll('-', ' ').toLowerCase()]) expect((await line.app.erasures.find(line.organisation.id, text)).learnerId).toBe(learnerId);
    for (const text of ['', 'nobody@learners.example', '0000-0000-0000']) await expect(line.app.erasures.find(line.organisation.id, text)).rejects.toMatchObject({ code: 'not-found', message: expect.not.stringContaining('nobody') });
    await expect(line.app.erasures.find('019a9f00-0000-7000-8000-0000000000ff', award.number)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('takes results that are posted at the same moment too, or they are a new learner’s: nothing waits for ever', async () => {
    const who = { fullName: 'Kartini', studentNumber: 'SN-55' };
    const [first] = (await post(result('R-0', { learner: who }))) as [ListedAward];
    const posts = Array.from({ length: 8 }, (_, i) => line.postResults(JSON.stringify(result(`R-${i + 1}`, { learner: who, awardedOn: `2026-04-0${i + 1}` })), 'application/json'));
    const erasures = Array.from({ length: 3 }, () => line.request(`/api/v1/awards/${first.id}/erasure`, json({ number: first.number })));
    expect((await Promise.all(erasures)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const batches = (await Promise.all(posts)) as unknown as { accepted: number; batch: { state: string; issued: number; failed: number; failures: { code: string }[] } }[];
    for (const { accepted, batch } of batches) {
      expect([accepted, batch.state, batch.issued + batch.failed]).toEqual([1, 'done', 1]);
      expect(batch.failures.every(({ code }) => code === 'learner-erased')).toBe(true);
    }
  });
});

describe('a correction', () => {
  it('of a stranger’s award is refused, and that award stays as it is', async () => {
    const [award] = (await post(result('C-1', { learner: { fullName: 'Raden', studentNumber: 'SN-71' } }))) as [ListedAward];
    const correct = (more: object) => line.request(`/api/v1/awards/${award.id}/corrections`, json(result('C-1b', more)));
    expect(await codeOf(await correct({ learner: { fullName: 'Somebody Else', studentNumber: 'SN-72' } }))).toEqual([422, 'input-invalid']);
    expect(await codeOf(await correct({ learner: { fullName: 'Raden', studentNumber: 'SN-71' }, achievement: 'SQL-GRADEO', grade: '91' }))).toEqual([422, 'input-invalid']);
    expect(await (await line.request(`/api/v1/awards/${award.id}`)).json()).toMatchObject({ status: 'active' });
    expect((await correct({ learner: { fullName: 'Raden', studentNumber: 'SN-73' } })).status).toBe(202);
  });
});
