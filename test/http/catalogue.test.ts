import { afterEach, describe, expect, it } from '@jest/globals';
import type { HttpDeps } from '../../src/http/deps.js';
import { award, fakeDeps, organisation, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, type Served } from '../support/http.js';
import { apiSchema } from '../support/schemas.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());
const asked = (): unknown => deps.calls.find(([name]) => name === 'catalogue')?.slice(1);
const page = async (path: string): Promise<string> => (await served.ask(path, { headers: { accept: 'text/html' } })).text();

const QUERY = '?q=Tr%C5%BEi%C5%A1ta%20Fintech&field=04&field=0613&level=7&language=hr-HR&organisation=jadran';
const MEANT = { words: ['trzista', 'fintech'], fields: ['04', '0613'], levels: [7], languages: ['hr'], organisations: ['jadran'] };
const WRONG = [['field=99999', 'field'], ['field=', 'field'], ['level=9', 'level'], ['level=7.5', 'level'], ['level=7&level=x', 'level'], ['language=english_', 'language'], ['organisation=..%2Fetc', 'organisation'], [`field=${Array(51).fill('04').join('&field=')}`, 'field'], ['q=a&q=b', 'q'], [`q=${'a'.repeat(501)}`, 'q'], ['q=%00', 'q'], ['limit=0', 'limit']];

describe('the catalogue as data', () => {
  it('is what its schema says, and tells where it goes on', async () => {
    await open();
    const response = await served.ask(`/api/v1/catalogue${QUERY}&limit=1`);
    expect(response.status).toBe(200);
    expect([response.headers.get('access-control-allow-origin'), response.headers.get('cache-control')]).toEqual(['*', 'public, max-age=300']);
    expect(response.headers.get('link')).toBe(`<https://testamur.example/api/v1/catalogue?q=Tr%C5%BEi%C5%A1ta+Fintech&field=04&field=0613&level=7&language=hr-HR&organisation=jadran&cursor=cursor-2&limit=1>; rel="next"`);
    const body = (await response.json()) as { items: { url: string; organisation: object }[]; total: number; next: string };
    expect(apiSchema('catalogue-page')(body)).toEqual([]);
    expect([body.total, body.next, body.items[0]?.url]).toEqual([2, 'cursor-2', `https://testamur.example/achievements/${award.achievement.id}/1`]);
    expect(asked()).toEqual([MEANT, undefined, 1]);
  });

  it('says nothing of an organisation that a catalogue has no business with', async () => {
    await open();
    expect(await (await served.ask('/api/v1/catalogue')).text()).not.toMatch(/contact|micro@jadran|iVBOR|identifiers/);
  });

  it.each(WRONG)('refuses %s, and asks nothing', async (query, parameter) => {
    await open();
    expect(await problemOf(await served.ask(`/api/v1/catalogue?${query}`))).toEqual([422, 'input-invalid', parameter]);
    expect(asked()).toBeUndefined();
  });
});

describe('the catalogue as learning opportunities', () => {
  const graph = async (): Promise<Record<string, unknown>[]> => {
    const response = await served.ask('/api/v1/catalogue', { headers: { accept: 'application/ld+json' } });
    expect(response.headers.get('content-type')).toMatch(/^application\/ld\+json/);
    expect(response.headers.get('vary')).toContain('Accept');
    return ((await response.json()) as { '@graph': Record<string, unknown>[] })['@graph'];
  };
  const concept = (id: string, scheme: string) => ({ id, type: 'Concept', inScheme: { id: scheme, type: 'ConceptScheme' } });

  it('states what the profile asks for: title, homepage, provider, base language, what is learnt', async () => {
    await open();
    const [item] = await graph();
    const url = `https://testamur.example/achievements/${award.achievement.id}/1`;
    expect(item).toMatchObject({
      id: `${url}#opportunity`,
      type: 'LearningOpportunity',
      title: award.achievement.title,
      homepage: { type: 'WebResource', contentURL: url },
      defaultLanguage: concept('http://publications.europa.eu/resource/authority/language/ENG', 'http://publications.europa.eu/resource/authority/language'),
      providedBy: { id: organisation.did, type: 'Organisation', legalName: organisation.legalName, location: { address: { countryCode: concept('http://publications.europa.eu/resource/authority/country/HRV', 'http://publications.europa.eu/resource/authority/country') } } },
      learningAchievementSpecification: {
        type: 'Qualification',
        isPartialQualification: true,
        eqfLevel: concept('http://data.europa.eu/snb/eqf/7', 'http://data.europa.eu/snb/eqf/25831c2'),
        creditPoint: { type: 'CreditPoint', point: '5', framework: concept('http://data.europa.eu/snb/education-credit/6fcec5c5af', 'http://data.europa.eu/snb/education-credit/25831c2') },
        volumeOfLearning: 'PT125H',
      },
    });
  });

  it('leaves out what no European list has a concept for', async () => {
    const achievement = { ...award.achievement, title: { 'x-ours': 'Наслов' }, level: { applicable: false } as const, participation: ['recognition-of-prior-learning'], workload: { hours: 12.5, credits: { system: 'csvet', value: 4 } }, languages: ['x-ours'] };
    await open({ catalogue: async () => ({ items: [{ achievement, organisation }], total: 1 }) });
    const [item] = await graph();
    expect(Object.keys(item ?? {})).toEqual(['id', 'type', 'title', 'description', 'homepage', 'providedBy', 'learningAchievementSpecification']);
    const specification = item?.learningAchievementSpecification as Record<string, unknown>;
    expect([specification.type, specification.volumeOfLearning, specification.eqfLevel, specification.creditPoint, specification.language]).toEqual(['LearningAchievementSpecification', 'PT12H30M', undefined, undefined, undefined]);
  });
});

describe('the catalogue page', () => {
  it('asks what its form says, twenty at a time, and keeps what was asked', async () => {
    await open();
    const html = await page(`/catalogue${QUERY}`);
    expect(asked()).toEqual([MEANT, undefined, 20]);
    expect(html).toContain('value="Tržišta Fintech"');
    expect(html).toMatch(/<input type="checkbox" id="fields-04" name="field" value="04" checked/);
    expect(html).toMatch(/<details open/);
    expect(html).toContain('rel="next"');
    expect(html).toContain('&amp;organisation=jadran&amp;cursor=cursor-2"');
  });

  it('offers everything when nothing matches, in the words of what was asked', async () => {
    await open({ catalogue: async (query) => ({ items: [], total: query.words.length === 0 ? 42 : 0 }) });
    const html = await page('/catalogue?q=law');
    expect(html).toContain('No title, code or institution matches “<bdi>law</bdi>”.');
    expect(html).toContain('<a href="/catalogue">See all 42</a>');
  });

  it.each(WRONG.filter(([, parameter]) => parameter !== 'limit'))('is an error page for %s', async (query) => {
    await open();
    const response = await served.ask(`/catalogue?${query}`, { headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8']);
    expect(asked()).toBeUndefined();
  });

  it('can be found by others, but not the answers to one question', async () => {
    await open();
    expect(await page('/catalogue')).not.toContain('noindex');
    expect(await page('/catalogue?q=law')).toContain('noindex');
  });
});

describe('an achievement', () => {
  const { id } = award.achievement;
  it('without a version is the present one', async () => {
    await open({ currentVersion: async () => 3 });
    const response = await served.ask(`/achievements/${id}`);
    expect([response.status, response.headers.get('location')]).toEqual([303, `/achievements/${id}/3`]);
    expect(await page(`/achievements/${id}/1`)).toContain('What is awarded now follows version 3; credentials awarded under version 1 follow what you read here.');
  });

  it('that does not exist is not found', async () => {
    await open();
    expect((await served.ask(`/achievements/${organisation.id}`)).status).toBe(404);
    expect((await served.ask(`/achievements/${organisation.id}/1`)).status).toBe(404);
  });
});
