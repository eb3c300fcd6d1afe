import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { example, reasonOf, startLine, type Line, type Posted } from '../support/line.js';

let line: Line;
let posted: Posted;
const FORMATS = ['edc-jades', 'ob3-di', 'ob3-jwt', 'sd-jwt-vc'];

beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

const status = async (awardId: string, body: unknown) =>
  line.request(`/api/v1/awards/${awardId}/status`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

describe('from a CSV of assessed results to verified credentials', () => {
  it('issues at least twelve results over four achievements, by both routes', () => {
    expect(posted.awards.length).toBeGreaterThanOrEqual(12);
    expect(new Set(posted.awards.map(({ achievement }) => achievement.code)).size).toBe(4);
    expect(posted.accepted).toBe(posted.awards.length);
  });

  it('refuses the incomplete result by line, naming the element', () => {
    expect(posted.rejected).toEqual([expect.objectContaining({ code: 'element-missing', path: '/learner' })]);
    expect(posted.rejected[0]?.message).toContain('M1');
  });

  it('verifies every credential in every format as valid, with every check that applies', async () => {
    for (const award of posted.awards) {
      expect(award.formats).toEqual(FORMATS);
      for (const format of FORMATS) {
        const report = await line.verify(await line.document(award.id, format));
        expect([award.resultId, format, report.verdict, report.state]).toEqual([award.resultId, format, 'valid', 'valid']);
        expect(['format', 'context', 'schema', 'signature', 'issuer-key', 'unsigned-content', 'validity', 'status', 'trust', 'elements'].map((check) => reasonOf(report, check))).toEqual(
          ['pass: ok', 'pass: ok', 'pass: ok', 'pass: ok', 'pass: ok', 'pass: ok', 'pass: ok', 'pass: ok', 'pass: granted', 'pass: ok'],
        );
        expect(Object.values(report.elements?.mandatory ?? {}).every(({ present }) => present)).toBe(true);
      }
    }
  });

  it('issues nothing new when the same CSV is posted again', async () => {
    const again = await line.postResults(example('results.csv'));
    expect(again).toMatchObject({ accepted: posted.accepted, unchanged: posted.accepted });
    expect(again.awards.map(({ id }) => id)).toEqual(posted.awards.map(({ id }) => id));
    const all = (await (await line.request('/api/v1/awards?limit=100')).json()) as { items: unknown[] };
    expect(all.items).toHaveLength(posted.awards.length);
  });

  it('refuses other content under a used resultId and changes nothing', async () => {
    const [award] = posted.awards;
    const before = await line.document(award!.id, 'ob3-di');
    const [header = '', ...rows] = example('results.csv').split('\n');
    const row = rows.find((one) => one.startsWith(`${award!.resultId},`)) ?? '';
    const changed = row.replace(/2026-\d\d-\d\d/, '2026-01-02');
    expect(changed).not.toBe(row);
    const answer = await line.postResults(`${header}\n${changed}\n`);
    expect(answer.rejected).toEqual([expect.objectContaining({ line: 2, code: 'result-conflict', path: '/resultId' })]);
    expect(await line.document(award!.id, 'ob3-di')).toBe(before);
  });

  it('answers 409 to a single conflicting result and 422 to a single incomplete one', async () => {
    const result = { resultId: 'single-1', achievement: posted.awards[0]!.achievement.code, learner: { fullName: 'Suharto', studentNumber: 'S-1' }, outcome: 'passed', awardedOn: '2026-06-30', route: 'course' };
    const post = (value: unknown) => line.request('/api/v1/results?wait=30', { method: 'POST', body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });
    expect((await post(result)).status).toBe(202);
    const conflict = await post({ ...result, awardedOn: '2026-06-29' });
    expect([conflict.status, ((await conflict.json()) as { code: string }).code]).toEqual([409, 'result-conflict']);
    const incomplete = await post({ ...result, resultId: 'single-2', learner: { fullName: 'Suharto' } });
    expect([incomplete.status, ((await incomplete.json()) as { code: string }).code]).toEqual([422, 'element-missing']);
    const failed = await post({ ...result, resultId: 'single-3', outcome: 'failed' });
    expect([failed.status, ((await failed.json()) as { code: string }).code]).toEqual([422, 'result-not-passed']);
  });
});

describe('status', () => {
  it('turns the verdict with a suspension and back with its end', async () => {
    const award = posted.awards[1]!;
    const document = await line.document(award.id, 'ob3-jwt');
    expect((await status(award.id, { action: 'suspend', code: 'assessment-reopened', note: 'appeal 7' })).status).toBe(200);
    const suspended = await line.verify(document);
    expect([suspended.verdict, suspended.state, reasonOf(suspended, 'status')]).toEqual(['invalid', 'suspended', 'fail: suspended']);
    expect((await status(award.id, { action: 'reinstate' })).status).toBe(200);
    expect((await line.verify(document)).verdict).toBe('valid');
  });

  it('says revoked with code and date, for good', async () => {
    const award = posted.awards[2]!;
    expect((await status(award.id, { action: 'revoke', code: 'issued-in-error' })).status).toBe(200);
    for (const format of FORMATS) {
      const report = await line.verify(await line.document(award.id, format));
      const finding = report.checks.find(({ check }) => check === 'status');
      expect([report.verdict, report.state, finding?.reason, finding?.facts?.code]).toEqual(['invalid', 'revoked', 'revoked', 'issued-in-error']);
      expect(finding?.facts?.since).toMatch(/^\d{4}-\d\d-\d\dT/);
      expect(report.summary).toContain('revoked');
    }
    const again = await status(award.id, { action: 'reinstate' });
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'status-final']);
  });

  it('supersedes an award by a correction, and the old one says so', async () => {
    const award = posted.awards[3]!;
    const correction = { resultId: 'corrected-1', achievement: award.achievement.code, learner: { givenName: 'Corrected', familyName: 'Name', studentNumber: '0036512348' }, outcome: 'passed', awardedOn: award.awardedOn, route: 'course' };
    const response = await line.request(`/api/v1/awards/${award.id}/corrections?wait=30`, { method: 'POST', body: JSON.stringify(correction), headers: { 'content-type': 'application/json' } });
    const { awards } = (await response.json()) as Posted;
    expect([response.status, awards[0]?.supersedes]).toEqual([202, award.id]);
    const twice = await line.request(`/api/v1/awards/${award.id}/corrections`, { method: 'POST', body: JSON.stringify({ ...correction, resultId: 'corrected-2' }), headers: { 'content-type': 'application/json' } });
    expect([twice.status, ((await twice.json()) as { code: string }).code]).toEqual([409, 'status-final']);
    const old = await line.verify(await line.document(award.id, 'ob3-di'));
    expect([old.verdict, old.state, reasonOf(old, 'status')]).toEqual(['invalid', 'revoked', 'fail: superseded']);
    expect((await line.verify(await line.document(awards[0]!.id, 'ob3-di'))).verdict).toBe('valid');
    expect(((await (await line.request(`/api/v1/awards/${award.id}`)).json()) as { status: string; supersededBy: string })).toMatchObject({ status: 'superseded', supersededBy: awards[0]!.id });
  });

  it('keeps an audit trail of it all without personal data', async () => {
    const { items } = (await (await line.request('/api/v1/audit?limit=100')).json()) as { items: { action: string }[] };
    const actions = new Set(items.map(({ action }) => action));
    for (const action of ['organisation.created', 'keys.activated', 'award.suspend', 'award.reinstate', 'award.revoke', 'award.supersede']) expect(actions).toContain(action);
    expect(JSON.stringify(items)).not.toMatch(/appeal 7|Corrected|0036512348/);
  });
});

describe('altered, unknown, impersonated', () => {
  it('never finds a credential valid after a change of its signed content', async () => {
    const document = await line.document(posted.awards[0]!.id, 'ob3-di');
    const credential = JSON.parse(document) as { credentialSubject: { achievement: { name: string } }; validFrom: string };
    const changes = [
      { ...credential, validFrom: '2020-01-01T00:00:00Z' },
      { ...credential, name: 'Another' },
      { ...credential, credentialSubject: { ...credential.credentialSubject, achievement: { ...credential.credentialSubject.achievement, name: 'PhD' } } },
    ];
    for (const changed of changes) {
      const report = await line.verify(JSON.stringify(changed));
      expect([report.verdict, report.state, report.credential]).toEqual(['invalid', 'altered', undefined]);
    }
    const jwt = await line.document(posted.awards[0]!.id, 'ob3-jwt');
    const [head, payload = '', signature] = jwt.split('.');
    const forged = Buffer.from(Buffer.from(payload, 'base64url').toString('utf8').replace('MicroCredential', 'MasterDegree')).toString('base64url');
    expect((await line.verify(`${head}.${forged}.${signature}`)).state).toBe('altered');
  });

  it('leaves an issuer in no register unconfirmed, in words', async () => {
    const unlisted = await startLine({ listed: false });
    const { awards } = await unlisted.postResults(example('results.csv'));
    const report = await unlisted.verify(await unlisted.document(awards[0]!.id, 'ob3-di'));
    expect([report.verdict, report.state, reasonOf(report, 'trust')]).toEqual(['indeterminate', 'issuer-not-confirmed', 'unknown: not-listed']);
    expect(report.summary).toContain('cannot confirm who issued it');
    const elsewhere = await line.verify(await unlisted.document(awards[0]!.id, 'ob3-di'));
    expect([elsewhere.verdict, reasonOf(elsewhere, 'status')]).toEqual(['indeterminate', 'unknown: list-unreachable']);
    await unlisted.stop();
  });
});
