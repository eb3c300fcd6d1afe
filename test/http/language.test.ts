import { afterEach, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../../src/http/pages/texts.js';
import { fakeDeps, REPORT } from '../support/fake-deps.js';
import { serve, type Served } from '../support/http.js';

let served: Served;
afterEach(() => served.close());
const open = async (): Promise<void> => void (served = await serve(fakeDeps()));
const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> => served.ask(path, { headers: { accept: 'text/html', ...headers } });
const languageOf = async (path: string, headers?: Record<string, string>): Promise<string | undefined> => /<html lang="(..)"/.exec(await (await ask(path, headers)).text())?.[1];

describe('the language of a page', () => {
  it.each(LANGUAGES)('is %s when the reader chooses it, and stays so', async (language) => {
    await open();
    const chosen = await ask(`/privacy?lang=${language}`, { 'accept-language': 'xx' });
    expect([chosen.status, chosen.headers.get('content-language'), chosen.headers.get('cache-control')]).toEqual([200, language, 'no-store']);
    const cookie = chosen.headers.get('set-cookie') ?? '';
    expect(cookie).toBe(`lang=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`);
    expect(await languageOf('/verify', { cookie: `other=1; lang=${language}`, 'accept-language': 'xx' })).toBe(language);
  });

  it.each(LANGUAGES)('is %s when the browser prefers it', async (language) => {
    await open();
    expect(await languageOf('/verify', { 'accept-language': `xx, ${language};q=0.9, en;q=0.1` })).toBe(language);
    expect((await ask('/verify')).headers.get('vary')?.split(', ')).toEqual(expect.arrayContaining(['Accept-Language', 'Cookie']));
  });

  it.each(['/privacy?lang=xx', '/privacy?lang=', '/privacy?lang=en&lang=en', '/privacy?lang=en%0d%0aX-Evil:1', '/nowhere?lang=../en', `/reports/${REPORT}?lang[]=en`])('is not changed by %s, and nothing is remembered', async (path) => {
    await open();
    const response = await ask(path);
    expect([response.headers.get('set-cookie'), response.headers.get('content-language')]).toEqual([null, 'en']);
    expect(served.faults).toEqual([]);
  });

  it.each(['lang=xx', 'lang=', 'slang=en', 'lang=eng', 'lang'])('is not that of the cookie %s', async (cookie) => {
    await open();
    expect(await languageOf('/privacy', { cookie })).toBe('en');
  });

  it('is remembered for pages alone: no cookie with data, with a style sheet, or without asking', async () => {
    await open();
    const answers = await Promise.all([ask('/'), ask(`/reports/${REPORT}?as=json&lang=en`), ask('/static/testamur.css?lang=en'), served.ask('/api/v1/achievements?lang=en')]);
    expect(answers.map((answer) => answer.headers.get('set-cookie'))).toEqual([null, null, null, null]);
  });
});
