import { afterEach, describe, expect, it } from '@jest/globals';
import type { HttpDeps } from '../../src/http/deps.js';
import { ADMIN, fakeDeps, KEY, VC_API_KEY } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
afterEach(() => served.close());
const PATHS = ['/vc-api/issuers', '/vc-api/credentials/issue', '/vc-api/credentials/issue/eddsa-rdfc-2022', '/vc-api/credentials/derive', '/vc-api/credentials/verify', '/vc-api/presentations/verify', '/vc-api/status'];
const asked = (path: string, key: string): RequestInit => withKey(key, path.endsWith('issuers') || path.endsWith('status') ? undefined : {});

describe('the VC-API', () => {
  it('has no address where it is not turned on', async () => {
    const { vcApi: _off, ...deps } = fakeDeps();
    served = await serve({ ...(deps as HttpDeps), schemas: new Map(deps.schemas) });
    for (const path of PATHS) expect([path, ...(await problemOf(await served.ask(path, asked(path, VC_API_KEY))))]).toEqual([path, 404, 'not-found', undefined]);
  });

  it('is opened by its own key alone, and its key opens nothing else', async () => {
    served = await serve(fakeDeps());
    for (const path of PATHS.filter((one) => !one.endsWith('/status'))) {
      for (const key of [ADMIN, KEY, 'x']) expect([path, (await problemOf(await served.ask(path, asked(path, key))))[0]]).toEqual([path, 401]);
      expect((await served.ask(path, { method: path.endsWith('issuers') ? 'GET' : 'POST' })).status).toBe(401);
      expect((await served.ask(path, asked(path, VC_API_KEY))).status).toBeLessThan(300);
    }
    expect((await served.ask('/vc-api/status')).status).toBe(200);
    for (const path of ['/api/v1/trust', '/api/v1/awards', '/metrics']) expect((await served.ask(path, withKey(VC_API_KEY))).status).toBeGreaterThanOrEqual(401);
  });

  it('answers 400 to what does not hold, and 404 for an issuer that is none', async () => {
    served = await serve(fakeDeps());
    for (const path of ['/vc-api/credentials/verify', '/vc-api/presentations/verify']) {
      const answer = await served.ask(path, withKey(VC_API_KEY, { verifiableCredential: null }));
      expect([answer.status, await answer.json()]).toMatchObject([400, { verified: false, problemDetails: [{ title: '/proof' }] }]);
    }
    expect(await problemOf(await served.ask('/vc-api/credentials/issue/other', withKey(VC_API_KEY, {})))).toEqual([404, 'not-found', undefined]);
  });
});
