import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KeyView } from '../../src/catalogue/key-view.js';
import type { PublicJwk } from '../../src/core/evidence.js';
import type { JsonObject } from '../../src/core/json.js';
import { issueSealCertificate, makeTestCa, pem } from '../support/certificates.js';
import { startLine, type Line } from '../support/line.js';

let line: Line;
beforeAll(async () => void (line = await startLine()), 60_000);
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

async function call<T>(path: string, body?: unknown): Promise<{ status: number; body: T }> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await line.request(`/api/v1/organisations/${line.organisation.id}/keys${path}`, { method: 'POST', ...json, as: 'admin' });
  return { status: response.status, body: (await response.json()) as T };
}
const list = async (): Promise<readonly KeyView[]> => ((await (await line.request(`/api/v1/organisations/${line.organisation.id}/keys`, { as: 'admin' })).json()) as { items: KeyView[] }).items;
const published = async <T>(name: 'did.json' | 'jwks.json'): Promise<T> => (await (await line.request(`/o/${line.organisation.slug}/${name}`, { as: 'nobody' })).json()) as T;

/** What a certification authority takes out of a request: the key, which in P-256 stands there as 91 bytes. */
function keyIn(request: string): PublicJwk {
  const der = Buffer.from(request.replace(/-----[A-Z ]+-----|\n/g, ''), 'base64');
  const at = der.indexOf(Buffer.from('3059301306072a8648ce3d0201', 'hex'));
  return createPublicKey({ key: der.subarray(at, at + 91), format: 'der', type: 'spki' }).export({ format: 'jwk' }) as PublicJwk;
}

describe('over the API', () => {
  it('a sealing key goes from made to active, and is published only then, with its certificates', async () => {
    const { status, body: made } = await call<KeyView>('/waiting', { use: 'seal', algorithm: 'ES256', custody: 'file' });
    expect([status, made.state, made.key]).toEqual([201, 'pending', made.verificationMethod.split('#')[1]]);
    const methods = async () => (await published<{ verificationMethod: { id: string }[] }>('did.json')).verificationMethod.map(({ id }) => id);
    expect(await methods()).not.toContain(made.verificationMethod);
    const { request } = (await call<{ request: string }>(`/${made.key}/requests`)).body;
    expect(request).toContain('BEGIN CERTIFICATE REQUEST');
    expect(await call<JsonObject>(`/${made.key}/activations`)).toMatchObject({ status: 409, body: { code: 'key-state' } });

    const chain = issueSealCertificate({ ca: makeTestCa(), publicJwk: keyIn(request), organisation: { organisation: 'Jadran University', country: 'HR' } });
    expect(await call<JsonObject>(`/${made.key}/certificates`, { chain: pem(chain[1]!) })).toMatchObject({ status: 422, body: { code: 'certificate-refused', path: '/chain' } });
    expect(await call<KeyView>(`/${made.key}/certificates`, { chain: chain.map(pem).join('') })).toMatchObject({ status: 200, body: { state: 'certified', certificates: [{ issuer: 'TEST issuing', test: true }, { subject: 'TEST issuing' }] } });
    expect(await call<KeyView>(`/${made.key}/activations`)).toMatchObject({ status: 200, body: { state: 'active' } });
    expect(await methods()).toContain(made.verificationMethod);
    const { keys } = await published<{ keys: { kid: string; x5c?: string[] }[] }>('jwks.json');
    expect(keys.find(({ kid }) => kid === made.verificationMethod)?.x5c).toEqual(chain.map((der) => Buffer.from(der).toString('base64')));
  }, 60_000);

  it('a test seal takes its place, is retired, and is compromised from a time', async () => {
    const { status, body: seal } = await call<KeyView>('/test-seals');
    expect([status, seal.state, seal.certificates.map(({ test }) => test)]).toEqual([201, 'active', [true, true]]);
    expect((await list()).filter(({ use }) => use === 'seal').map(({ state }) => state)).toEqual(['retired', 'retired', 'active']);
    expect(await call<KeyView>(`/${seal.key}/retirements`)).toMatchObject({ status: 200, body: { state: 'retired' } });
    expect(await call<KeyView>(`/${seal.key}/revocations`, { from: '2026-11-01T00:00:00Z' })).toMatchObject({ status: 200, body: { state: 'compromised', compromisedFrom: '2026-11-01T00:00:00Z' } });
    const { verificationMethod } = await published<{ verificationMethod: { id: string; revoked?: string }[] }>('did.json');
    expect(verificationMethod.find(({ id }) => id === seal.verificationMethod)?.revoked).toBe('2026-11-01T00:00:00Z');
    const audit = (await (await line.request('/api/v1/audit?limit=200')).json()) as { items: { action: string }[] };
    expect(audit.items.map(({ action }) => action)).toEqual(expect.arrayContaining(['key.made', 'key.certified', 'keys.activated', 'key.retired', 'key.compromised']));
  }, 60_000);

  it('nobody but the administrator touches a key, and what is no key is not found', async () => {
    const [key] = await list();
    expect(await call<JsonObject>('/key-000000000000/activations')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await call<JsonObject>('/key-1/activations')).toMatchObject({ status: 404 });
    const own = await line.request(`/api/v1/organisations/${line.organisation.id}/keys/${key?.key}/retirements`, { method: 'POST' });
    expect(own.status).toBe(403);
    expect(await call<JsonObject>('/waiting', { use: 'seal', algorithm: 'none', custody: 'file' })).toMatchObject({ status: 422, body: { path: '/algorithm' } });
    expect(await call<JsonObject>('/waiting', { use: 'seal', algorithm: 'ES256', custody: 'pkcs11' })).toMatchObject({ status: 422, body: { code: 'input-invalid', path: '/custody' } });
  }, 60_000);
});
