import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { example, startLine, type Line, type Posted } from '../support/line.js';

let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

const get = (url: string, headers: Record<string, string> = { accept: 'text/html' }): Promise<Response> => line.request(url, { as: 'nobody', headers });
const textOf = async (url: string): Promise<string> => (await get(url)).text();
const post = (url: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> => line.request(url, { method: 'POST', as: 'nobody', body: new URLSearchParams(fields), headers });
const claim = async (n: number): Promise<string> => (await post(posted.awards[n]!.claimUrl!)).headers.get('location') ?? '';

interface Made {
  /** The learner's page of the link. */
  readonly page: string;
  readonly url: string;
}
/** As a learner does it: the form, its preview, the link, read off its page. */
async function make(keep: string, fields: Record<string, string>): Promise<Made> {
  const { passphrase, ...choice }: Record<string, string> = { label: 'City library', view: 'summary', until: '30-days', date: '', ...fields };
  expect((await post(`${keep}/shares/preview`, choice)).status).toBe(200);
  const page = (await post(`${keep}/shares`, { ...choice, ...(passphrase === undefined ? {} : { passphrase }) })).headers.get('location') ?? '';
  const url = /value="(http[^"]*\/s\/[^"]+)"/.exec(await textOf(page))?.[1] ?? '';
  return { page, url };
}
const verifyLink = (url: string): Promise<Response> => line.request('/api/v1/verify', { method: 'POST', as: 'nobody', body: JSON.stringify({ url }), headers: { 'content-type': 'application/json' } });
const revoke = (awardId: string): Promise<Response> => line.request(`/api/v1/awards/${awardId}/status`, { method: 'POST', body: '{"action":"revoke","code":"withdrawn"}', headers: { 'content-type': 'application/json' } });

/** Every text of a signed document that a summary may not tell, found in the document itself. */
async function contentOf(awardId: string): Promise<readonly string[]> {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  const document = JSON.parse(await line.document(awardId, 'ob3-di')) as { id: string; proof: { proofValue: string }; credentialSubject: { id: string; identifier: unknown; achievement: Record<string, unknown> } };
  const { id, credentialSubject: { id: subject, identifier, achievement } } = document;
  const { name: _title, achievementType: _kind, creator: _issuer, alignment: _levels, ...rest } = achievement;
  walk([id, subject, identifier, rest]);
  return [...new Set(texts)].filter((text) => text.length > 12);
}

describe('a share of a summary', () => {
  it('shows title, level, dates and what was chosen, live, and in no byte anything else', async () => {
    const award = posted.awards[0]!;
    const keep = await claim(0);
    const hidden = [...(await contentOf(award.id)), award.number, award.learner.name, award.id];
    expect(hidden.length).toBeGreaterThan(10);
    const anonymous = await make(keep, {});
    for (const bytes of [await textOf(anonymous.url), await (await get(anonymous.url, { accept: 'application/json' })).text(), await (await verifyLink(anonymous.url)).text(), await textOf(`${anonymous.page}/preview`)]) {
      expect(bytes).toContain(award.achievement.title);
      expect(bytes).toContain('genuine and valid');
      expect(hidden.filter((secret) => bytes.includes(secret))).toEqual([]);
    }
    const named = await make(keep, { name: 'yes' });
    const html = await textOf(named.url);
    expect(html).toContain(award.learner.name);
    expect(html).not.toContain(award.number);
    for (const format of ['ob3-di', 'ob3-jwt']) expect((await get(`${named.url}/documents/${format}`)).status).toBe(404);
    expect((await post(named.url, { format: 'ob3-di' })).headers.get('content-disposition')).toBeNull();
  });
});

describe('a share of everything', () => {
  it('is the whole report, with the original to keep', async () => {
    const award = posted.awards[1]!;
    const { url } = await make(await claim(1), { view: 'all', until: 'open' });
    const html = await textOf(url);
    for (const text of [award.learner.name, award.number, award.achievement.title]) expect(html).toContain(text);
    expect(html).toContain('What the European standard asks for');
    // In these an identifier of the learner can be read, which no share shows.
    for (const format of ['edc-jades', 'sd-jwt-vc']) expect([format, (await get(`${url}/documents/${format}`)).status, (await textOf(url)).includes(`documents/${format}`)]).toEqual([format, 404, false]);
    const file = await get(`${url}/documents/ob3-di`);
    expect(await file.text()).toBe(await line.document(award.id, 'ob3-di'));
    expect(await (await get(url, { accept: 'application/json' })).json()).toMatchObject({ verdict: 'valid', sha256: expect.any(String), elements: expect.anything() });
  });

  it('behind a passphrase shows and gives nothing without it', async () => {
    const award = posted.awards[1]!;
    const keep = new URL((await get(award.claimUrl!)).headers.get('location') ?? '', line.baseUrl).pathname;
    const { url } = await make(keep, { view: 'all', passphrase: 'kišobran 77' });
    const outside = [await textOf(url), await (await post(url, { passphrase: 'kišobran 78' })).text(), await (await get(`${url}/documents/ob3-di`)).text(), await (await verifyLink(url)).text()].join('\n');
    for (const secret of [award.learner.name, award.number, award.achievement.title, line.organisation.legalName.en!]) expect(outside).not.toContain(secret);
    expect((await verifyLink(url)).status).toBe(403);
    const inside = await post(url, { passphrase: 'kišobran 77' });
    expect([inside.status, inside.headers.get('set-cookie')]).toEqual([200, null]);
    expect(await inside.text()).toContain(award.learner.name);
    expect(await (await post(url, { passphrase: 'kišobran 77', format: 'ob3-di' })).text()).toBe(await line.document(award.id, 'ob3-di'));
  });
});

describe('openings', () => {
  it('are counted when the learner asked: people’s, not the learner’s own look, not a mail scanner’s HEAD; and the reader is told', async () => {
    const { page, url } = await make(await claim(2), { counting: 'yes' });
    expect(await textOf(page)).toContain('Not opened yet');
    await line.request(url, { method: 'HEAD', as: 'nobody' });
    await textOf(`${page}/preview`);
    await get(`${url}/qr.png`);
    expect(await textOf(page)).toContain('Not opened yet');
    expect(await textOf(url)).toContain('count how often it is opened');
    await verifyLink(url);
    expect(await textOf(page)).toContain('Opened 2 times, last on');
    const silent = await make(new URL(page, line.baseUrl).pathname.split('/shares')[0]!, {});
    expect(await textOf(silent.url)).toContain('We do not tell its owner');
    expect(await textOf(silent.page)).toContain('Not counted');
  });
});

describe('the end of a share', () => {
  it('is what its learner says, at once, and again changes nothing', async () => {
    const { page, url } = await make(await claim(3), {});
    expect((await get(url)).status).toBe(200);
    for (let i = 0; i < 2; i++) expect((await post(`${page}/end`)).status).toBe(303);
    const ended = await get(url);
    expect([ended.status, await ended.text()]).toEqual([410, expect.stringContaining('This link does not lead to a credential')]);
    const answer = await verifyLink(url);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([410, 'link-gone']);
    expect(await textOf(page)).not.toContain(url);
  });

  it('comes by itself after the last day', async () => {
    const { url, page } = await make(await claim(4), { until: 'date', date: new Date().toISOString().slice(0, 10) });
    expect((await get(url)).status).toBe(200);
    jest.useFakeTimers({ now: Date.now() + 86_400_000, doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
    try {
      expect((await get(url)).status).toBe(410);
      expect(await textOf(page)).toContain('it ran out');
    } finally {
      jest.useRealTimers();
    }
    expect((await get(url)).status).toBe(200);
  });
});

describe('what happens to the credential', () => {
  it('is said by the share at that moment: a revocation first, and not its reason', async () => {
    const award = posted.awards[5]!;
    const { url } = await make(await claim(5), { name: 'yes' });
    expect(await textOf(url)).toMatch(/<title>Valid/);
    expect((await revoke(award.id)).status).toBe(200);
    const html = await textOf(url);
    expect(html).toMatch(/<title>Revoked/);
    expect(html).not.toContain('Decision withdrawn');
    expect(await (await get(url, { accept: 'application/json' })).json()).toMatchObject({ verdict: 'invalid', state: 'revoked' });
  });

  it('an erasure of its learner takes with it: the link leads nowhere', async () => {
    const award = posted.awards[6]!;
    const { url, page } = await make(await claim(6), { view: 'all' });
    expect((await get(url)).status).toBe(200);
    const erased = await line.request(`/api/v1/awards/${award.id}/erasure`, { method: 'POST', body: JSON.stringify({ number: award.number }), headers: { 'content-type': 'application/json' } });
    expect([erased.status, await erased.json()]).toEqual([200, expect.objectContaining({ shares: 0 })]);
    expect([(await get(url)).status, (await get(page)).status]).toEqual([404, 404]);
  });
});

describe('a share link', () => {
  it('cannot be guessed, and its token opens nothing else', async () => {
    const { url } = await make(await claim(7), {});
    const token = url.slice(url.lastIndexOf('/') + 1);
    expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
    for (const path of [`/s/${randomBytes(16).toString('base64url')}`, `/v/${token}`, `/claim/${token}`, `/keep/${token}/shares`, `/reports/${token}`]) expect((await get(path)).status).toBe(404);
    const form = new FormData();
    form.set('link', ` ${url}?utm_source=mail#top `);
    expect((await line.request('/verify', { method: 'POST', as: 'nobody', body: form })).headers.get('location')).toBe(`/s/${token}`);
  });
});
