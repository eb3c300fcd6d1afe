import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { award, fakeDeps, organisation } from '../support/fake-deps.js';
import { problemOf, serve, type Served } from '../support/http.js';

let served: Served;
beforeEach(async () => void (served = await serve(fakeDeps())));
afterEach(() => served.close());

describe('what an organisation publishes', () => {
  it.each([['did.json', 'application/did+json', { id: organisation.did }], ['jwks.json', 'application/jwk-set+json', { keys: [{ kty: 'OKP' }] }]])('%s is %s, open to all', async (name, type, body) => {
    const response = await served.ask(`/o/${organisation.slug}/${name}`);
    expect([response.status, response.headers.get('content-type'), response.headers.get('access-control-allow-origin')]).toEqual([200, type, '*']);
    expect(await response.json()).toMatchObject(body);
  });

  it('includes its logo, as an image and nothing else', async () => {
    const response = await served.ask(`/o/${organisation.slug}/logo`);
    expect([response.headers.get('content-type'), response.headers.get('x-content-type-options')]).toEqual(['image/png', 'nosniff']);
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(organisation.logo?.base64);
  });

  it('has a DID document under its own domain, whatever the port and case', async () => {
    for (const host of ['micro.jadran.example', 'Micro.Jadran.Example:8443']) {
      const answer = await served.raw(`GET /.well-known/did.json HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).toContain(`"id":"${organisation.did}"`);
    }
  });

  it('is not the installation, whose own DID document is under every other name', async () => {
    const response = await served.ask('/.well-known/did.json');
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'application/did+json', 'public, max-age=60']);
    expect(await response.json()).toMatchObject({ id: 'did:web:testamur.example' });
  });

  it('is described to readers of SD-JWT, at the address that it is the issuer of', async () => {
    const response = await served.ask(`/.well-known/jwt-vc-issuer/o/${organisation.slug}`);
    expect([response.status, response.headers.get('content-type'), response.headers.get('access-control-allow-origin'), response.headers.get('cache-control')]).toEqual([200, 'application/json; charset=utf-8', '*', 'public, max-age=60']);
    expect(await response.json()).toMatchObject({ issuer: expect.stringMatching(`/o/${organisation.slug}$`) as unknown });
    const own = await served.raw(`GET /.well-known/jwt-vc-issuer HTTP/1.1\r\nHost: ${organisation.domain}\r\nConnection: close\r\n\r\n`);
    expect(own).toContain(`"issuer":"https://${organisation.domain}"`);
    for (const path of ['/.well-known/jwt-vc-issuer', '/.well-known/jwt-vc-issuer/o/nobody', '/.well-known/jwt-vc-issuer/o/-']) expect(await problemOf(await served.ask(path))).toEqual([404, 'not-found']);
  });

  it('issues micro-credentials of a type that is described in six languages', async () => {
    const response = await served.ask('/credentials/micro-credential/1');
    expect([response.status, response.headers.get('access-control-allow-origin'), response.headers.get('cache-control')]).toEqual([200, '*', 'public, max-age=3600']);
    const { vct, display } = (await response.json()) as { vct: string; display: { locale: string; name: string }[] };
    expect([vct.endsWith('/credentials/micro-credential/1'), display.map(({ locale }) => locale)]).toEqual([true, ['en', 'de', 'es', 'fr', 'hr', 'it']]);
  });

  it.each(['/o/nobody/did.json', '/o/nobody/jwks.json', '/o/nobody/logo', '/o/JADRAN/did.json', '/o/-/did.json'])('is not found at %s', async (path) => {
    expect(await problemOf(await served.ask(path))).toEqual([404, 'not-found']);
  });

  it('has no logo when it has none', async () => {
    await served.close();
    const { logo: _logo, ...plain } = organisation;
    served = await serve(fakeDeps({ organisationBySlug: async () => plain }));
    expect(await problemOf(await served.ask(`/o/${organisation.slug}/logo`))).toEqual([404, 'not-found']);
  });
});

describe('an achievement’s own address', () => {
  const path = `/achievements/${award.achievement.id}/1`;

  it('is a page for people and data for programs', async () => {
    const page = await served.ask(path, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('FinTech: markets, models and risk');
    const data = await served.ask(path, { headers: { accept: 'application/json' } });
    expect(await data.json()).toMatchObject({ achievement: { id: award.achievement.id, version: 1 }, organisation: { did: organisation.did } });
    for (const { headers } of [page, data]) expect(headers.get('vary')).toContain('Accept');
  });

  it('keeps the organisation’s contact and standing to itself', async () => {
    const data = (await (await served.ask(path, { headers: { accept: 'application/json' } })).json()) as { organisation: object };
    expect(Object.keys(data.organisation).sort()).toEqual(['country', 'did', 'id', 'legalName', 'region', 'slug']);
  });

  it.each(['0', '2', '01', '1.0', '-1', 'x', '9999999'])('has no version %s', async (version) => {
    const response = await served.ask(`/achievements/${award.achievement.id}/${version}`, { headers: { accept: 'application/json' } });
    expect(await problemOf(response)).toEqual([404, 'not-found']);
  });
});
