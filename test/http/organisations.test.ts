import { afterEach, describe, expect, it } from '@jest/globals';
import type { HttpDeps } from '../../src/http/deps.js';
import { AppError } from '../../src/core/errors.js';
import { ADMIN, fakeDeps, KEY, organisation, UNKNOWN_ID, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());

describe('organisations', () => {
  it('are made by the administrator from exactly the body sent', async () => {
    await open();
    const response = await served.ask('/api/v1/organisations', withKey(ADMIN, { slug: 'jadran' }));
    expect([response.status, ((await response.json()) as { did: string }).did]).toEqual([201, organisation.did]);
    expect(deps.calls).toContainEqual(['createOrganisation', { slug: 'jadran' }, 'administrator']);
  });

  it('answer 409 for a slug in use', async () => {
    await open({ createOrganisation: () => Promise.reject(new AppError('code-in-use', 'taken', { path: '/slug' })) });
    expect(await problemOf(await served.ask('/api/v1/organisations', withKey(ADMIN, {})))).toEqual([409, 'code-in-use', '/slug']);
  });

  it('are changed by the administrator, who may suspend them', async () => {
    await open();
    const response = await served.ask(`/api/v1/organisations/${organisation.id}`, withKey(ADMIN, { status: 'suspended' }, 'PUT'));
    expect(response.status).toBe(200);
    expect(deps.calls).toContainEqual(['updateOrganisation', organisation.id, { status: 'suspended' }, 'administrator']);
  });

  it('are changed by their own key, their standing staying what it is', async () => {
    await open();
    await served.ask(`/api/v1/organisations/${organisation.id}`, withKey(KEY, { country: 'HR' }, 'PUT'));
    expect(deps.calls).toContainEqual(['updateOrganisation', organisation.id, { country: 'HR', status: 'active' }, 'key:registry']);
  });

  it('do not lift their own suspension', async () => {
    await open({ organisation: async () => ({ ...organisation, status: 'suspended' }) });
    const path = `/api/v1/organisations/${organisation.id}`;
    expect(await problemOf(await served.ask(path, withKey(KEY, { status: 'active' }, 'PUT')))).toEqual([403, 'forbidden', '/status']);
    expect(deps.calls.map(([call]) => call)).not.toContain('updateOrganisation');
    await served.ask(path, withKey(KEY, {}, 'PUT'));
    expect(deps.calls).toContainEqual(['updateOrganisation', organisation.id, { status: 'suspended' }, 'key:registry']);
  });

  it('get new signing keys', async () => {
    await open();
    const response = await served.ask(`/api/v1/organisations/${organisation.id}/keys`, { ...withKey(ADMIN), method: 'POST' });
    expect([response.status, await response.json()]).toEqual([201, { keys: [`${organisation.did}#key-1`, `${organisation.did}#key-2`] }]);
  });

  it('get api keys, shown once', async () => {
    await open();
    const response = await served.ask(`/api/v1/organisations/${organisation.id}/api-keys`, withKey(ADMIN, { name: 'registry', scopes: ['results:write'] }));
    expect([response.status, await response.json()]).toEqual([201, { id: UNKNOWN_ID, key: 'shown-once', scopes: ['results:write'] }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['', '/keys', '/api-keys'])('that do not exist are not found (%s)', async (path) => {
    await open();
    const init = withKey(ADMIN, {}, path === '' ? 'PUT' : 'POST');
    expect(await problemOf(await served.ask(`/api/v1/organisations/${UNKNOWN_ID}${path}`, init))).toEqual([404, 'not-found']);
  });
});
