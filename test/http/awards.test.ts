import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { ADMIN, award, awardRow, CLAIM, DOCUMENT, fakeDeps, holding, KEY, organisation, STATEMENT, UNKNOWN_ID, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());

describe('awards', () => {
  it('are listed and shown', async () => {
    await open();
    expect(await (await served.ask('/api/v1/awards', withKey(KEY))).json()).toEqual({ items: [awardRow], next: 'cursor-2' });
    expect(await (await served.ask(`/api/v1/awards/${award.id}`, withKey(KEY))).json()).toEqual(awardRow);
    expect(deps.calls).toContainEqual(['awards', organisation.id, undefined, 50]);
  });

  it.each([UNKNOWN_ID, 'x', '../organisations', award.id.toUpperCase(), `${award.id}%00`])('are not found as %s', async (id) => {
    await open();
    expect(await problemOf(await served.ask(`/api/v1/awards/${encodeURIComponent(id)}`, withKey(KEY)))).toEqual([404, 'not-found']);
    expect(deps.calls.some(([name]) => name === 'award')).toBe(id === UNKNOWN_ID); // what is no id never reaches the store
  });

  it('give their documents as they were signed, under a name that names nobody', async () => {
    await open();
    const response = await served.ask(`/api/v1/awards/${award.id}/credentials/ob3-di`, withKey(KEY));
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(DOCUMENT))).toBe(true);
    expect(response.headers.get('content-type')).toBe('application/vc');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${award.id}.json`);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['pdf', 'ob3-jwt', 'OB3-DI', '__proto__'])('have no document in %s', async (format) => {
    await open();
    expect(await problemOf(await served.ask(`/api/v1/awards/${award.id}/credentials/${format}`, withKey(KEY)))).toEqual([404, 'not-found']);
  });

  it('change status, with a code', async () => {
    await open();
    const change = { action: 'revoke', code: 'issued-in-error' };
    const response = await served.ask(`/api/v1/awards/${award.id}/status`, withKey(KEY, change));
    expect([response.status, await response.json()]).toMatchObject([200, { status: 'revoked' }]);
    expect(deps.calls).toContainEqual(['changeStatus', expect.objectContaining({ organisationId: organisation.id }), award.id, change]);
  });

  it.each(['status-final', 'status-unchanged', 'issuing-pending'] as const)('answer 409 for %s', async (code) => {
    await open({ changeStatus: () => Promise.reject(new AppError(code, 'no')) });
    expect(await problemOf(await served.ask(`/api/v1/awards/${award.id}/status`, withKey(KEY, {})))).toEqual([409, code]);
  });

  it('get new claim links', async () => {
    await open();
    const response = await served.ask(`/api/v1/awards/${award.id}/offers`, { ...withKey(KEY), method: 'POST' });
    expect([response.status, await response.json()]).toEqual([201, { claimUrl: `https://testamur.example/claim/${CLAIM}`, expiresAt: '2027-02-21T23:59:59Z' }]);
  });

  it('show what is kept of their learner, and erase it when the certificate is named', async () => {
    await open();
    expect(await (await served.ask(`/api/v1/awards/${award.id}/erasure`, withKey(KEY))).json()).toEqual(holding);
    expect(deps.calls.map(([name]) => name)).not.toContain('eraseLearner');
    const answer = await served.ask(`/api/v1/awards/${award.id}/erasure`, withKey(KEY, { number: award.number }));
    expect([answer.status, await answer.json()]).toMatchObject([200, { erasedAt: '2026-11-21T10:00:00Z' }]);
    expect(deps.calls).toContainEqual(['eraseLearner', expect.objectContaining({ organisationId: organisation.id }), award.id, { number: award.number }]);
  });

  it('leave a trail', async () => {
    await open();
    expect(await (await served.ask('/api/v1/audit?limit=1', withKey(KEY))).json()).toMatchObject({ items: [{ action: 'award.revoked', subject: award.id }], next: 'cursor-2' });
    expect(deps.calls).toContainEqual(['audit', organisation.id, undefined, 1]);
  });
});

describe('the certificates that chains may end at', () => {
  it('are read, added and withdrawn, never deleted', async () => {
    await open();
    expect(await (await served.ask('/api/v1/trust/anchors', withKey(ADMIN))).json()).toMatchObject({ items: [{ name: 'TEST root', kind: 'test' }] });
    expect((await served.ask('/api/v1/trust/anchors', withKey(ADMIN, { pem: 'x' }))).status).toBe(201);
    expect((await served.ask(`/api/v1/trust/anchors/${STATEMENT}/withdrawals`, { ...withKey(ADMIN), method: 'POST' })).status).toBe(204);
    expect(deps.calls).toEqual(expect.arrayContaining([['addAnchor', { pem: 'x' }, 'administrator'], ['withdrawAnchor', STATEMENT, 'administrator']]));
  });
});

describe('the register of issuers', () => {
  it('is read, added to and withdrawn from, never deleted from', async () => {
    await open();
    expect(await (await served.ask('/api/v1/trust', withKey(ADMIN))).json()).toMatchObject({ items: [{ id: STATEMENT }] });
    expect((await served.ask('/api/v1/trust', withKey(ADMIN, { entityName: 'x' }))).status).toBe(201);
    expect((await served.ask(`/api/v1/trust/${STATEMENT}/withdrawals`, { ...withKey(ADMIN), method: 'POST' })).status).toBe(204);
    expect(deps.calls).toContainEqual(['withdrawTrustStatement', STATEMENT, 'administrator']);
    expect(await problemOf(await served.ask(`/api/v1/trust/${STATEMENT}`, { ...withKey(ADMIN), method: 'DELETE' }))).toEqual([404, 'not-found']);
  });
});
