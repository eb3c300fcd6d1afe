import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keysOfDidDocument } from '../../src/core/did.js';
import type { JsonObject } from '../../src/core/json.js';
import { createSecuring } from '../../src/formats/securing/index.js';
import type { SignedRecord } from '../../src/verify/record.js';
import { documents } from '../support/documents.js';
import { example, startLine, type Line, type Posted } from '../support/line.js';

/** From an upload to the record, the paper and the badge, and back. */
let line: Line;
let award: Posted['awards'][number];
let report: string;
beforeAll(async () => {
  line = await startLine();
  award = (await line.postResults(example('results.csv'))).awards[0]!;
  const form = new FormData();
  form.set('file', new File([await line.document(award.id, 'ob3-di')], 'badge.json'));
  const answer = await fetch(`${line.baseUrl}/verify`, { method: 'POST', body: form, redirect: 'manual' });
  report = `${line.baseUrl}${answer.headers.get('location')}`;
}, 120_000);
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

const replay = async (body: string | Uint8Array, type = 'application/json'): Promise<JsonObject> =>
  (await (await line.request('/api/v1/verify/replay', { method: 'POST', as: 'nobody', body: typeof body === 'string' ? body : Buffer.from(body), headers: { 'content-type': type } })).json()) as JsonObject;
const fetched = async (address: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(address)).arrayBuffer());

/** Whether one of the keys that the installation publishes signed this. */
async function signedByOurs(document: JsonObject): Promise<string> {
  const published = (await (await line.request('/.well-known/did.json', { as: 'nobody' })).json()) as JsonObject;
  const did = published.id as string;
  const keys = Object.fromEntries(keysOfDidDocument(published, did).map((key) => [key.id, { ok: true as const, value: { ...key, controller: did, source: 'did:web' as const, obtainedAt: '2026-11-26T10:00:00Z' } }]));
  const { finding } = await createSecuring(documents).checkProofs(document, { at: new Date().toISOString(), keys, ownContexts: true });
  return `${finding.outcome} ${finding.reason}`;
}

describe('a report', () => {
  it('is had on record, judged again the same, and fails once it is changed', async () => {
    const record = Buffer.from(await fetched(`${report}?as=record`)).toString();
    const parsed = JSON.parse(record) as SignedRecord;
    expect(parsed).toMatchObject({ type: 'VerificationRecord', report: { verdict: 'valid' }, source: { text: await line.document(award.id, 'ob3-di') } });
    expect(await signedByOurs(parsed as unknown as JsonObject)).toBe('pass ok');
    expect(await replay(record)).toMatchObject({ outcome: 'same', own: true, report: { verdict: 'valid', summary: expect.stringContaining('genuine') as unknown } });
    expect(await replay(record.replace('"verdict": "valid"', '"verdict": "invalid"'))).toMatchObject({ outcome: 'altered' });
  }, 60_000);

  it('is had on paper, which carries the record and is not taken for the credential', async () => {
    const paper = await fetched(`${report}?as=pdf`);
    expect(Buffer.from(paper.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(await replay(paper, 'application/pdf')).toMatchObject({ outcome: 'same' });
    const refused = await line.request('/api/v1/verify', { method: 'POST', as: 'nobody', body: Buffer.from(paper), headers: { 'content-type': 'application/pdf' } });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([400, 'unreadable']);
    const form = new FormData();
    form.set('file', new File([Buffer.from(paper)], 'report.pdf'));
    const page = await (await fetch(`${line.baseUrl}/verify`, { method: 'POST', body: form, headers: { 'accept-language': 'en' } })).text();
    expect(page).toContain('It is a report on a credential, not the credential itself.');
    expect(page).toContain('It comes to the same answer');
  }, 60_000);
});

describe('a badge', () => {
  it('says what holds at the moment, on any page, without a cookie, and for minutes', async () => {
    const link = award.permanentUrl.replace(/^https?:\/\/[^/]+/, line.baseUrl);
    const picture = await fetch(`${link}/badge.svg?lang=en`);
    expect(['content-type', 'cache-control', 'cross-origin-resource-policy', 'set-cookie'].map((name) => picture.headers.get(name))).toEqual(['image/svg+xml', 'public, max-age=60', 'cross-origin', null]);
    expect(await picture.text()).toMatch(/<title id="t">Valid\. Checked .* UTC\. Issued by /);
    const statement = (await (await line.request(`${new URL(link).pathname}/badge.json`, { as: 'nobody' })).json()) as JsonObject;
    expect(statement).toMatchObject({ type: 'BadgeStatement', link: award.permanentUrl, verdict: 'valid', state: 'valid' });
    expect(Date.parse(statement.expiresAt as string) - Date.parse(statement.checkedAt as string)).toBe(300_000);
    expect([await signedByOurs(statement), await signedByOurs({ ...statement, verdict: 'invalid' })]).toEqual(['pass ok', 'fail signature-mismatch']);
    await line.request(`/api/v1/awards/${award.id}/status`, { method: 'POST', body: JSON.stringify({ action: 'revoke', code: 'withdrawn' }), headers: { 'content-type': 'application/json' } });
    expect(await (await fetch(`${link}/badge.svg?lang=de`)).text()).toContain('Widerrufen');
    const gone = await fetch(`${line.baseUrl}/v/unknown-token-01234567/badge.svg`, { headers: { 'accept-language': 'fr' } });
    expect([gone.status, gone.headers.get('content-type'), (await gone.text()).includes('Pas de certification ici')]).toEqual([404, 'image/svg+xml', true]);
  }, 60_000);
});
