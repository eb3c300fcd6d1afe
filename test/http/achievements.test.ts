import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { award, fakeDeps, KEY, organisation, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
beforeEach(async () => void (served = await serve((deps = fakeDeps()))));
afterEach(() => served.close());
const { achievement } = award;

describe('achievements', () => {
  it('are made in the organisation of the key', async () => {
    const response = await served.ask('/api/v1/achievements', withKey(KEY, { code: 'SQL-4' }));
    expect([response.status, Object.keys((await response.json()) as object)]).toEqual([201, ['achievement', 'missing', 'warnings']]);
    expect(deps.calls).toContainEqual(['createAchievement', organisation.id, { code: 'SQL-4' }, 'key:registry']);
  });

  it('are changed under their id', async () => {
    expect((await served.ask(`/api/v1/achievements/${achievement.id}`, withKey(KEY, { code: 'SQL-4' }, 'PUT'))).status).toBe(200);
    expect(deps.calls).toContainEqual(['updateAchievement', organisation.id, achievement.id, { input: { code: 'SQL-4' }, actor: 'key:registry' }]);
  });

  it('are found by id and by the organisation’s own code, whatever is in it', async () => {
    await served.ask(`/api/v1/achievements/${encodeURIComponent('ФИН/501 ü')}`, withKey(KEY));
    expect(deps.calls).toContainEqual(['achievement', organisation.id, 'ФИН/501 ü']);
  });

  it('are listed page by page', async () => {
    const response = await served.ask('/api/v1/achievements?cursor=abc&limit=2', withKey(KEY));
    expect(await response.json()).toMatchObject({ items: [{ id: achievement.id }], next: 'cursor-2' });
    expect(deps.calls).toContainEqual(['achievements', organisation.id, 'abc', 2]);
  });

  it.each(['limit=0', 'limit=201', 'limit=1.5', 'limit=abc', 'limit=1&limit=2', 'cursor=%00', `cursor=${'c'.repeat(501)}`])('refuse to be listed with %s', async (query) => {
    const [name] = query.split('=');
    expect(await problemOf(await served.ask(`/api/v1/achievements?${query}`, withKey(KEY)))).toEqual([422, 'input-invalid', name]);
  });
});

describe('a JSON body', () => {
  const post = (body: string | Uint8Array<ArrayBuffer>, type = 'application/json', more: Record<string, string> = {}): Promise<Response> =>
    served.ask('/api/v1/achievements', { method: 'POST', body, headers: { authorization: `Bearer ${KEY}`, 'content-type': type, ...more } });

  it.each(['', '{', '{"a":1,"a":2}', '\ufeff{}', '{"a":"\\ud800"}', `${'['.repeat(65)}${']'.repeat(65)}`])('that is not JSON as we read it is refused: %s', async (body) => {
    expect(await problemOf(await post(body))).toEqual([400, 'json-invalid']);
  });

  it('that is not UTF-8 is refused', async () => {
    expect((await problemOf(await post(Uint8Array.from([0x22, 0xff, 0x22]))))[1]).toMatch(/^(input|json)-invalid$/);
  });

  it('keeps every character', async () => {
    const code = 'أكاديمية \u202e<script>😀\t';
    await post(JSON.stringify({ code }));
    expect(deps.calls).toContainEqual(['createAchievement', organisation.id, { code }, 'key:registry']);
  });

  it('may say its character set', async () => {
    expect((await post('{}', 'Application/JSON; charset=utf-8')).status).toBe(201);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])('is refused as %s', async (type) => {
    expect(await problemOf(await post('{}', type))).toEqual([415, 'media-type-unsupported']);
  });

  it('is refused compressed: it could become anything', async () => {
    expect(await problemOf(await post('{}', 'application/json', { 'content-encoding': 'gzip' }))).toEqual([415, 'media-type-unsupported']);
  });

  it('of 1 MiB is read, and of one byte more is refused', async () => {
    const padded = (bytes: number): string => `{}${' '.repeat(bytes - 2)}`;
    expect((await post(padded(1024 * 1024))).status).toBe(201);
    expect(await problemOf(await post(padded(1024 * 1024 + 1)))).toEqual([413, 'body-too-large']);
  });

  it('without a stated length is refused once it is too long', async () => {
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    const body = new ReadableStream<Uint8Array>({ start: (c) => (Array.from({ length: 17 }, () => c.enqueue(chunk)), c.close()) });
    const init = { method: 'POST', body, duplex: 'half', headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' } } as RequestInit;
    expect(await problemOf(await served.ask('/api/v1/achievements', init))).toEqual([413, 'body-too-large']);
  });
});
