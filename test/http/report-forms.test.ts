import { afterEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Share } from '../../src/claim/ports.js';
import { sharedReport } from '../../src/claim/shared-report.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { fakeDeps, held, PERMANENT, REPORT, report, SHARED, UNKNOWN_TOKEN, verification, type FakeDeps } from '../support/fake-deps.js';
import { serve, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());
const post = (path: string, fields: Record<string, string> = {}): Promise<Response> => served.ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html' } });

const credential = report().credential!;
const email = { type: 'emailAddress', hashed: true, salt: 'Kosher', value: `sha256$${createHash('sha256').update('a@example.comKosher').digest('hex')}` };
const carrying = verification({ credential: { ...credential, learner: { name: 'Ana Kovačević', identifiers: [email] } } });
const stored: Partial<HttpDeps> = { storedReport: async (name) => (name === REPORT ? { verification: carrying, keptUntil: '2026-11-22T10:00:00Z' } : undefined) };

describe('"Is it this person?" on a report', () => {
  const ask = (value: string, what = 'email', path = `/reports/${REPORT}/person`): Promise<Response> => post(path, { what, value });

  it('is asked on the page, for what the credential carries', async () => {
    await open(stored);
    const html = await (await served.ask(`/reports/${REPORT}`)).text();
    expect(html).toContain(`action="/reports/${REPORT}/person"`);
    expect([...html.matchAll(/name="what" value="(\w+)"/g)].map(([, what]) => what)).toEqual(['email']);
  });

  it('is not asked of a credential that carries nothing to compare', async () => {
    await open();
    const html = await (await served.ask(`/reports/${REPORT}`)).text();
    expect(html).toContain('carries nothing that could be compared');
    expect(html).not.toContain('name="what"');
  });

  it.each([
    ['A@Example.com', 'email', 200, 'It matches: this e-mail address is in the credential'],
    ['b@example.com', 'email', 200, 'It does not match: the credential carries another e-mail address'],
    ['2.1.1997', 'birthDate', 200, 'No answer: this credential carries no date of birth'],
  ])('answers %s (%s), and says it back to nobody', async (value, what, status, words) => {
    await open(stored);
    const response = await ask(value, what);
    const html = await response.text();
    expect([response.status, html.includes(words), response.headers.get('cache-control')]).toEqual([status, true, 'no-store']);
    expect(html).toMatch(new RegExp(`<title>${words.split(':')[0]}`));
    expect(html.toLowerCase()).not.toContain(value.toLowerCase());
    expect(deps.calls.map(([name]) => name)).toEqual(['storedReport']);
    expect(response.url).not.toContain('@');
  });

  it('names the issuer only when a register does', async () => {
    await open(stored);
    expect(await (await ask('a@example.com')).text()).toContain('wrote it into the credential, for <bdi>Ana');
    await served.close();
    const unlisted = { ...carrying, report: { ...carrying.report, trust: [], state: 'issuer-not-confirmed' as const } };
    await open({ storedReport: async () => ({ verification: unlisted, keptUntil: '2026-11-22T10:00:00Z' }) });
    const html = await (await ask('a@example.com')).text();
    expect(html).toContain('it could be anybody');
    expect(html).toContain('Issuer not confirmed');
  });

  it('keeps what was typed when it cannot be read, with what is wrong', async () => {
    await open(stored);
    const response = await ask('a at example');
    const html = await response.text();
    expect([response.status, html.includes('value="a at example"'), html.includes('<title>Error: '), html.includes('href="#value"')]).toEqual([422, true, true, true]);
  });

  it.each([{ value: 'a@example.com' }, { what: 'name', value: 'x' }, { what: '__proto__', value: 'x' }])('does not guess what is asked: %j', async (fields) => {
    await open(stored);
    expect((await post(`/reports/${REPORT}/person`, fields as Record<string, string>)).status).toBe(422);
  });

  it('is answered of no report that does not exist, and of none that shows no content', async () => {
    await open({ storedReport: async (name) => (name === REPORT ? { verification: { ...carrying, report: { ...carrying.report, state: 'altered' as const } }, keptUntil: '2026-11-22T10:00:00Z' } : undefined) });
    expect([(await ask('a@example.com')).status, (await ask('a@example.com', 'email', `/reports/${UNKNOWN_TOKEN}/person`)).status]).toEqual([404, 404]);
  });

  it('has no address of its own: whoever comes back lands on the report', async () => {
    await open(stored);
    const response = await served.ask(`/reports/${REPORT}/person`);
    expect([response.status, response.headers.get('location')]).toEqual([303, `/reports/${REPORT}`]);
  });

  it('is held up after twenty tries, by whoever they are made', async () => {
    const taken: string[] = [];
    const limits: HttpDeps['limits'] = { blockedFor: () => 0, take: async (name, asker) => (taken.push(`${name} ${asker}`), asker === `subject ${REPORT}` && taken.filter((one) => one === `attempt ${asker}`).length > 20 ? 60_000 : 0) };
    await open({ ...stored, limits });
    for (let i = 0; i < 20; i++) expect((await ask(`${i}@example.com`)).status).toBe(200);
    const response = await ask('a@example.com');
    expect([response.status, response.headers.get('retry-after'), (await response.text()).includes('It matches')]).toEqual([429, '60', false]);
  });
});

describe('"Is it this person?" on the permanent link', () => {
  const ask = (): Promise<Response> => post(`/v/${PERMANENT}/person`, { what: 'email', value: 'a@example.com' });

  it('is answered only where the learner lets it show details', async () => {
    await open({ verifyHeld: async () => carrying, heldByPermanentLink: async () => held({ detailsPublic: true }) });
    expect(await (await served.ask(`/v/${PERMANENT}`)).text()).toContain(`action="/v/${PERMANENT}/person"`);
    const response = await ask();
    expect([response.status, (await response.text()).includes('It matches')]).toEqual([200, true]);
  });

  it('is neither asked nor answered otherwise', async () => {
    await open({ verifyHeld: async () => carrying });
    expect(await (await served.ask(`/v/${PERMANENT}`)).text()).not.toContain('/person');
    expect((await ask()).status).toBe(404);
    expect(deps.calls.map(([name]) => name).slice(-1)).toEqual(['heldByPermanentLink']);
  });
});

describe('"Is it this person?" on a share', () => {
  const share = async (more: Partial<Share>): Promise<void> => {
    const found = (await fakeDeps().openShare(SHARED))!;
    await open({ openShare: async () => ({ ...found, share: { ...found.share, ...more } }), showShare: async ({ share: { shows } }) => (shows.view === 'all' ? carrying.report : sharedReport(carrying.report, shows)) });
  };
  const ask = (): Promise<Response> => post(`/s/${SHARED}/person`, { what: 'email', value: 'a@example.com' });

  it('is asked and answered where all is shown to whoever has the link', async () => {
    await share({ shows: { view: 'all' } });
    expect(await (await served.ask(`/s/${SHARED}`)).text()).toContain(`action="/s/${SHARED}/person"`);
    const response = await ask();
    expect([response.status, (await response.text()).includes('It matches')]).toEqual([200, true]);
  });

  it.each<Partial<Share>>([
    { shows: { view: 'summary', name: true, grade: true } },
    { shows: { view: 'all' }, passphrase: 'scrypt' as unknown as NonNullable<Share['passphrase']> },
  ])('is neither otherwise: %j', async (more) => {
    await share(more);
    expect(await (await served.ask(`/s/${SHARED}`)).text()).not.toContain('/person');
    const response = await ask();
    expect([response.status, (await response.text()).includes('It matches')]).toEqual([404, false]);
  });
});

describe('keeping a report', () => {
  it('takes its button, and leads back', async () => {
    await open();
    expect(await (await served.ask(`/reports/${REPORT}`)).text()).toContain(`action="/reports/${REPORT}/keep"`);
    const response = await post(`/reports/${REPORT}/keep`);
    expect([response.status, response.headers.get('location')]).toEqual([303, `/reports/${REPORT}`]);
    expect(deps.calls).toContainEqual(['keepReport', REPORT]);
  });

  it('is not offered twice', async () => {
    await open({ storedReport: async () => ({ verification: verification(), keptUntil: '2027-11-21T10:00:00Z' }) });
    const html = await (await served.ask(`/reports/${REPORT}`)).text();
    expect(html).toContain('21 November 2027');
    expect(html).not.toContain('/keep"');
  });

  it('of a report that is gone leads nowhere', async () => {
    await open();
    expect((await post(`/reports/${UNKNOWN_TOKEN}/keep`)).status).toBe(404);
  });
});
