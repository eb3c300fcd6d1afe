import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { CLAIM, CLAIMED, ENDED, EXPIRED, fakeDeps, PERMANENT, REPORT, UNKNOWN_TOKEN } from '../support/fake-deps.js';
import { serve, type Served } from '../support/http.js';

let served: Served;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve(fakeDeps(overrides)));
afterEach(() => served.close());

const page = (path: string, init: RequestInit = {}): Promise<Response> => served.ask(path, { ...init, headers: { accept: 'text/html', ...init.headers } });
const form = (body: string, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });
const throwing = (code: AppError['code']): Partial<HttpDeps> => ({ heldByPermanentLink: () => Promise.reject(new AppError(code, 'The innermost secret.')) });
const silent: HttpDeps['limits'] = { blockedFor: () => 240_500, take: async () => 0 };

interface Fault {
  readonly name: string;
  readonly status: number;
  readonly heading: string;
  readonly says: string;
  readonly path: string;
  readonly init?: RequestInit;
  readonly given?: Partial<HttpDeps>;
}
const FAULTS: readonly Fault[] = [
  { name: 'an address that is none', status: 404, heading: 'There is nothing at this address', says: 'mistyped or incomplete', path: '/nowhere' },
  { name: 'a broken address', status: 404, heading: 'There is nothing at this address', says: 'mistyped or incomplete', path: '/%E0%A4%A' },
  { name: 'a link to no credential', status: 404, heading: 'This link does not lead to a credential', says: 'says nothing about the credential itself', path: `/v/${UNKNOWN_TOKEN}` },
  { name: 'a report that is gone', status: 404, heading: 'This link does not lead to a credential', says: 'Ask the person for a new link', path: `/reports/${UNKNOWN_TOKEN}` },
  { name: 'a share that was ended', status: 410, heading: '', says: '', path: `/s/${ENDED}` },
  { name: 'a claim link that has run out', status: 410, heading: 'This link has run out', says: 'new link. The credential itself is not lost.', path: `/claim/${EXPIRED}` },
  { name: 'a form of another site, or one that was open too long', status: 403, heading: 'Send the form again', says: 'open too long', path: `/claim/${CLAIM}`, init: form('', { origin: 'https://evil.example' }) },
  { name: 'a form with too much in it', status: 413, heading: 'Too much was sent', says: 'smaller than 2 MB', path: `/keep/${CLAIMED}/details`, init: form(`shown=${'x'.repeat(20_000)}`) },
  { name: 'a form that is none', status: 415, heading: 'We cannot read this kind of file', says: 'must be a .pdf', path: '/verify', init: form('link=x') },
  { name: 'a form that says nothing', status: 422, heading: 'We could not use what was sent', says: 'Go back and try again', path: `/reports/${REPORT}/person`, init: form('value=x') },
  { name: 'too many guesses', status: 429, heading: 'Too many tries from this network', says: 'Try again at ', path: `/v/${PERMANENT}`, given: { limits: silent } },
  { name: 'a fault of ours', status: 500, heading: 'Sorry, there is a problem with the service', says: 'Nothing you sent was kept', path: `/v/${PERMANENT}`, given: throwing('bug') },
  { name: 'a key that is missing', status: 503, heading: 'The service is not available at the moment', says: 'Try again in a few minutes', path: `/v/${PERMANENT}`, given: throwing('key-missing') },
];

describe('an error page', () => {
  it.each(FAULTS)('of $name says what happened, and nothing of our insides', async ({ status, heading, says, path, init, given }) => {
    await open(given);
    const response = await page(path, init);
    const html = await response.text();
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([status, 'text/html; charset=utf-8', 'no-store']);
    const [, title = ''] = /<title>([^<]*)<\/title>/.exec(html) ?? [];
    const [, h1 = ''] = /<h1>([^<]*)<\/h1>/.exec(html) ?? [];
    expect([h1 !== '', title.startsWith(h1), /\d{3}/.test(h1)]).toEqual([true, true, false]);
    expect([h1.includes(heading), html.includes(says)]).toEqual([true, true]);
    expect(html).not.toMatch(/innermost|AppError|node_modules|at .*\.ts/);
    expect(html).toMatch(/<main[^]*(href="\/verify"|href="mailto:)[^]*<\/main>/);
  });

  it.each(FAULTS)('of $name has a number to quote exactly when the fault is ours', async ({ status, path, init, given }) => {
    await open(given);
    const html = await (await page(path, init)).text();
    expect(html.includes('quote ')).toBe(status >= 500);
    expect(served.faults.length).toBe(status >= 500 ? 1 : 0);
    const [[, where] = []] = served.faults;
    if (where !== undefined) expect([html.includes(where.reference), where.route]).toEqual([true, '/v/:token']);
  });

  it('says the minute from which on it can be tried again, as the header says the seconds', async () => {
    await open({ limits: silent });
    const response = await page(`/v/${PERMANENT}`);
    expect(response.headers.get('retry-after')).toBe('241');
    expect(await response.text()).toContain('21 November 2026, 10:04 UTC');
  });

  it('of a share tells nobody whether it ended or never was', async () => {
    await open();
    const [ended, never] = await Promise.all([ENDED, UNKNOWN_TOKEN].map(async (token) => (await (await page(`/s/${token}`)).text()).replaceAll(token, '')));
    expect(ended).toBe(never);
  });
});
