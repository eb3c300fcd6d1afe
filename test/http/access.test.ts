import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiRoutes } from '../../src/http/app.js';
import { ADMIN, award, BARE_KEY, BATCH, fakeDeps, KEY, organisation, OTHER_ORGANISATION } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

const deps = fakeDeps();
let served: Served;
beforeAll(async () => void (served = await serve(deps)));
afterAll(() => served.close());

type Who = 'admin' | 'own-organisation' | 'scope';
const ROUTES: Readonly<Record<string, Who>> = {
  'post /api/v1/organisations': 'admin',
  'put /api/v1/organisations/:id': 'own-organisation',
  'post /api/v1/organisations/:id/keys': 'admin',
  'get /api/v1/organisations/:id/keys': 'admin',
  'post /api/v1/organisations/:id/keys/waiting': 'admin',
  'post /api/v1/organisations/:id/keys/test-seals': 'admin',
  'post /api/v1/organisations/:id/keys/:key/requests': 'admin',
  'post /api/v1/organisations/:id/keys/:key/certificates': 'admin',
  'post /api/v1/organisations/:id/keys/:key/activations': 'admin',
  'post /api/v1/organisations/:id/keys/:key/retirements': 'admin',
  'post /api/v1/organisations/:id/keys/:key/revocations': 'admin',
  'post /api/v1/organisations/:id/api-keys': 'admin',
  'post /api/v1/achievements': 'scope',
  'get /api/v1/achievements': 'scope',
  'get /api/v1/achievements/:id': 'scope',
  'put /api/v1/achievements/:id': 'scope',
  'post /api/v1/results': 'scope',
  'get /api/v1/batches/:id': 'scope',
  'get /api/v1/awards': 'scope',
  'get /api/v1/awards/:id': 'scope',
  'get /api/v1/awards/:id/credentials/:format': 'scope',
  'post /api/v1/awards/:id/credentials/eudi-learning': 'scope',
  'post /api/v1/awards/:id/status': 'scope',
  'post /api/v1/awards/:id/corrections': 'scope',
  'post /api/v1/awards/:id/offers': 'scope',
  'get /api/v1/awards/:id/erasure': 'scope',
  'post /api/v1/awards/:id/erasure': 'scope',
  'get /api/v1/audit': 'scope',
  'get /api/v1/problems': 'scope',
  'post /api/v1/problems/:id/handled': 'scope',
  'post /api/v1/watches': 'scope',
  'get /api/v1/watches': 'scope',
  'get /api/v1/watches/:id': 'scope',
  'get /api/v1/watches/:id/report': 'scope',
  'delete /api/v1/watches/:id': 'scope',
  'get /api/v1/trust': 'admin',
  'post /api/v1/trust': 'admin',
  'post /api/v1/trust/:id/withdrawals': 'admin',
  'get /api/v1/trust/anchors': 'admin',
  'post /api/v1/trust/anchors': 'admin',
  'post /api/v1/trust/anchors/:id/withdrawals': 'admin',
};
/** Opened by the key of the VC-API, and by no other. */
const VC_API = ['get /vc-api/issuers', 'post /vc-api/credentials/issue', 'post /vc-api/credentials/issue/:issuer', 'post /vc-api/credentials/derive', 'post /vc-api/credentials/verify', 'post /vc-api/presentations/verify'];
const OPEN = ['get /vc-api/status', 'get /.well-known/jwt-vc-issuer', 'get /.well-known/jwt-vc-issuer/o/:slug', 'get /credentials/micro-credential/1', 'get /token-status/:id', 'get /api/v1/catalogue', 'post /api/v1/verify', 'post /api/v1/verify/batch', 'post /api/v1/verify/replay', 'get /v/:token/badge.svg', 'get /v/:token/badge.json', 'get /status/:id', 'get /status/:id/suspension', 'get /o/:slug/did.json', 'get /o/:slug/jwks.json', 'get /o/:slug/logo', 'get /.well-known/did.json', 'get /api/v1/openapi.json', 'get /achievements/:id/:version/image.png', 'get /achievements/:id/:version/image.svg', 'get /achievements/:id/:version/:language/image.png', 'get /achievements/:id/:version/:language/image.svg'];

function callOf(route: string, key?: string): Promise<Response> {
  const [method = '', pattern = ''] = route.split(' ');
  const id = pattern.includes('/organisations/') ? organisation.id : pattern.includes('/batches/') ? BATCH : award.id;
  const path = pattern.replace(':id', id).replace(':format', 'ob3-di').replace(':key', 'key-000000000001').replace(':issuer', 'x');
  const body = method === 'get' ? {} : { body: path === '/api/v1/watches' ? '{"url":"https://a.example"}' : '{}', headers: { 'content-type': 'application/json' } };
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return served.ask(path, { method: method.toUpperCase(), ...body, headers: { ...body.headers, ...authorization } });
}

describe('who may call what', () => {
  it('is stated here for every route there is', () => {
    const all = apiRoutes(deps).map(([method, path]) => `${method} ${path}`);
    expect(all.sort()).toEqual([...Object.keys(ROUTES), ...VC_API, ...OPEN].sort());
  });

  describe.each(Object.entries(ROUTES))('%s', (route, who) => {
    it('refuses a call without a key, and says how to send one', async () => {
      const response = await callOf(route);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await problemOf(response)).toEqual([401, 'unauthorised']);
    });

    it('refuses a key it does not know', async () => {
      expect(await problemOf(await callOf(route, 'nobody'))).toEqual([401, 'unauthorised']);
    });

    it('refuses a key without the scope', async () => {
      expect(await problemOf(await callOf(route, BARE_KEY))).toEqual([403, 'forbidden']);
    });

    it(who === 'scope' ? 'refuses the administrator, who belongs to no organisation' : 'lets the administrator in', async () => {
      const response = await callOf(route, ADMIN);
      if (who === 'scope') expect(await problemOf(response)).toEqual([403, 'forbidden']);
      else expect([200, 201, 204]).toContain(response.status);
    });

    it(who === 'admin' ? 'refuses an organisation’s key, whatever its scopes' : 'lets in a key with the scope', async () => {
      const response = await callOf(route, KEY);
      if (who === 'admin') expect(await problemOf(response)).toEqual([403, 'forbidden']);
      else expect([200, 201, 202, 204]).toContain(response.status);
    });
  });

  it.each(VC_API)('%s is refused without its own key', async (route) => {
    const refused = await Promise.all([undefined, 'nobody', KEY, ADMIN].map(async (key) => problemOf(await callOf(route, key))));
    expect(refused).toEqual(Array.from({ length: 4 }, () => [401, 'unauthorised']));
  });

  it('shows an organisation’s key nothing of another organisation', async () => {
    const fresh = fakeDeps({ organisation: async (id) => ({ ...organisation, id }) });
    const other = await serve(fresh);
    const response = await other.ask(`/api/v1/organisations/${OTHER_ORGANISATION}`, withKey(KEY, {}, 'PUT'));
    await other.close();
    expect(await problemOf(response)).toEqual([404, 'not-found']);
    expect(fresh.calls.map(([call]) => call)).not.toContain('updateOrganisation');
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', `Bearer ${'k'.repeat(513)}`])('refuses the header “%s”', async (authorization) => {
    expect(await problemOf(await served.ask('/api/v1/awards', { headers: { authorization } }))).toEqual([401, 'unauthorised']);
  });

  it('gives the actor’s name, never the key, to the use case', async () => {
    const fresh = fakeDeps();
    const other = await serve(fresh);
    await other.ask('/api/v1/trust', withKey(ADMIN, { entityName: 'x' }));
    await other.close();
    expect(fresh.calls).toContainEqual(['addTrustStatement', { entityName: 'x' }, 'administrator']);
  });
});
