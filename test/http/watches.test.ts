import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/core/errors.js';
import { compileSchema } from '../../src/core/schema.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { createWatches } from '../../src/verify/watch/index.js';
import type { Watch, WatchPorts, WatchWorld } from '../../src/verify/watch/ports.js';
import { award, fakeDeps, KEY, organisation, UNKNOWN_ID, verification } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';
import { apiSchemas } from '../support/schemas.js';

let served: Served;
afterEach(() => served.close());

const kept: Watch[] = [];
const given: unknown[] = [];
/** The use cases themselves, over a store that is an array. */
async function open(over: Partial<WatchWorld> = {}, full = false, deps: Partial<HttpDeps> = {}): Promise<void> {
  kept.splice(0);
  given.splice(0);
  const ports = {
    now: () => new Date('2026-11-21T10:00:00Z'),
    random: (bytes: number) => new Uint8Array(bytes).fill(7),
    insertWatch: async (watch: Watch) => !full && kept.push(watch) > 0,
    watch: async (_organisation: string, id: string) => kept.find((one) => one.id === id),
    watches: async () => ({ items: kept }),
    deliveries: async () => [],
  } as unknown as WatchPorts;
  const world: WatchWorld = { ports, baseUrl: 'https://testamur.example', verify: async (one) => (given.push(one instanceof Uint8Array ? Buffer.from(one).toString('utf8') : one), verification()), refusal: (url) => (url.includes('localhost') ? 'host-not-public' : undefined), post: async () => 'delivered', unforeseen: () => undefined, ...over };
  served = await serve(fakeDeps({ watches: createWatches(world, compileSchema(apiSchemas.get('watch')!)), ...deps }));
}
const add = (body: unknown): Promise<Response> => served.ask('/api/v1/watches', withKey(KEY, body));
const webhook = 'https://hr.example/hook?token=1';

describe('POST /api/v1/watches', () => {
  it('checks the credential now, keeps it for a year, and shows the secret this once', async () => {
    await open();
    const response = await add({ url: 'https://a.example/1', webhook, reference: 'r-1' });
    const made = (await response.json()) as Record<string, unknown>;
    expect([response.status, made]).toEqual([
      201,
      {
        id: kept[0]!.id,
        reference: 'r-1',
        webhook,
        seen: kept[0]!.seen,
        madeAt: '2026-11-21T10:00:00Z',
        endsAt: '2027-11-21T10:00:00Z',
        checkedAt: '2026-11-21T10:00:00Z',
        nextCheckAt: kept[0]!.nextCheckAt,
        report: `https://testamur.example/api/v1/watches/${kept[0]!.id}/report`,
        secret: kept[0]!.subject.secret,
      },
    ]);
    expect(kept[0]).toMatchObject({ organisationId: organisation.id, subject: { given: { url: 'https://a.example/1' }, webhook, reference: 'r-1', secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) }, seen: { verdict: 'valid', state: 'valid' } });
    const shown = await served.ask(`/api/v1/watches/${kept[0]!.id}`, withKey(KEY));
    expect(await shown.text()).not.toContain('whsec_');
    expect(await (await served.ask('/api/v1/watches', withKey(KEY))).text()).not.toContain('whsec_');
  });

  it.each([
    [`{"credential": {"n": 1.0, "id":"x"}, "webhook":"${webhook}"}`, '{"n": 1.0, "id":"x"}'],
    [`{"credential":"a.b.c~","webhook":"${webhook}"}`, 'a.b.c~'],
    [`{"base64":"JVBERg==","webhook":"${webhook}"}`, '%PDF'],
  ])('takes the credential exactly as it was signed: %s', async (body, exactly) => {
    await open();
    expect((await add(body)).status).toBe(201);
    expect([given, Buffer.from(kept[0]!.subject.given as Uint8Array).toString('utf8')]).toEqual([[exactly], exactly]);
  });

  it.each<[string, unknown, readonly unknown[]]>([
    ['no credential', { webhook }, [422, 'input-invalid']],
    ['two', { webhook, url: 'https://a.example', base64: 'AA==' }, [422, 'input-invalid']],
    ['no webhook', { url: 'https://a.example' }, [422, 'input-invalid', '/webhook']],
    ['a webhook on plain http', { url: 'https://a.example', webhook: 'http://hr.example' }, [422, 'input-invalid', '/webhook']],
    ['a webhook of our own network', { url: 'https://a.example', webhook: 'https://localhost/' }, [422, 'input-invalid', '/webhook']],
    ['a member it does not know', { url: 'https://a.example', webhook, secret: 'mine' }, [422, 'input-invalid', '/secret']],
    ['an array', [], [422, 'input-invalid', '']],
    ['half an object', '{"url":', [400, 'json-invalid']],
  ])('refuses %s, and checks nothing', async (_name, body, problem) => {
    await open();
    expect(await problemOf(await add(body))).toEqual(problem);
    expect([kept, given]).toEqual([[], []]);
  });

  it.each(['unreadable', 'fetch-failed', 'not-found'] as const)('keeps nothing of what cannot be checked (%s)', async (code) => {
    await open({ verify: () => Promise.reject(new AppError(code, 'no')) });
    expect((await problemOf(await add({ url: 'https://a.example', webhook })))[1]).toBe(code);
    expect(kept).toEqual([]);
  });

  it('says when an organisation has as many as it may have', async () => {
    await open({}, true);
    expect(await problemOf(await add({ url: 'https://a.example', webhook }))).toEqual([409, 'watch-limit']);
  });
});

it('shows what was told, gives the whole report with the key, and ends when asked', async () => {
  served = await serve(fakeDeps());
  const shown: unknown = await (await served.ask(`/api/v1/watches/${award.id}`, withKey(KEY))).json();
  expect(shown).toMatchObject({ deliveries: [{ state: 'waiting', attempts: [{ outcome: 'timeout' }] }] });
  expect(await (await served.ask(`/api/v1/watches/${award.id}/report`, withKey(KEY))).json()).toMatchObject({ verdict: 'valid', summary: expect.stringMatching(/./) });
  expect((await served.ask(`/api/v1/watches/${award.id}`, withKey(KEY, undefined, 'DELETE'))).status).toBe(204);
  for (const [path, method] of [['', 'GET'], ['/report', 'GET'], ['', 'DELETE']]) expect(await problemOf(await served.ask(`/api/v1/watches/${UNKNOWN_ID}${path}`, withKey(KEY, undefined, method)))).toEqual([404, 'not-found']);
  const wrong = await served.ask(`/api/v1/watches/${award.id}`, withKey(KEY, {}, 'PUT'));
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, DELETE']);
});
