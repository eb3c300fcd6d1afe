import { describe, expect, it } from '@jest/globals';
import type { Fact, KeyFact } from '../../../src/core/evidence.js';
import { toMultikey } from '../../../src/core/keys.js';
import { encodeTokenList } from '../../../src/core/token-status-list.js';
import { createBudget } from '../../../src/verify/budget.js';
import { gather, type World } from '../../../src/verify/gather.js';
import type { VerifyPorts } from '../../../src/verify/ports.js';
import type { Workshop } from '../../../src/verify/workshop.js';
import { keyFact, p256Key } from '../../support/keys.js';
import { jwtOf } from '../../support/sd-jwt.js';
import { ISSUER, KEY, KEY_URL, key, list, LIST_URL, read, statement, statements, THUMBPRINT } from './fixtures.js';

const ID = 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01';
const listFact = list({ source: 'own' });
const own = listFact.ok ? listFact.value : undefined;

const WORKSHOP = { checkProofs: async () => Promise.reject(new Error('no list is fetched')) } as unknown as Workshop;
function world(over: Partial<VerifyPorts> = {}) {
  const asked: string[] = [];
  const ports: VerifyPorts = {
    now: () => new Date('2027-01-15T12:00:00.500Z'),
    key: async (url) => (asked.push(`key ${url}`), key({ source: 'own' }, url)),
    statusList: async (url) => (asked.push(`list ${url}`), { ok: true, value: { own: own! } }),
    ownKeyOf: async () => undefined,
    keysOf: async () => ({ ok: true, value: [] }),
    anchors: async () => ({ ok: true, value: [] }),
    document: async (url) => (asked.push(`document ${url}`), { ok: false, reason: 'source-unavailable', detail: url }),
    statements: async (query) => (asked.push(`statements ${JSON.stringify(query)}`), statements(statement())),
    sawList: async ({ madeAt }) => madeAt,
    ownAward: async (id) => (asked.push(`own ${id}`), { status: 'active' }),
    ...over,
  };
  return { asked, world: { ports, securing: undefined as unknown as World['securing'], workshop: WORKSHOP } };
}

describe('gather', () => {
  it('brings what the credential needs, dated at the moment of asking', async () => {
    const { asked, world: w } = world();
    const { evidence } = await gather(read(), w);
    expect(evidence).toEqual({
      at: '2027-01-15T12:00:00Z',
      keys: { [KEY_URL]: key({ source: 'own' }) },
      statusLists: { [LIST_URL]: listFact },
      statements: statements(statement()),
      own: { status: 'active' },
    });
    expect(asked).toEqual([`key ${KEY_URL}`, `list ${LIST_URL}`, `statements ${JSON.stringify({ did: ISSUER, keyThumbprints: [THUMBPRINT], name: 'Jadran University' })}`, `own ${ID}`]);
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  });

  it('asks our store about an award only when a key of ours signed in the name of our issuer', async () => {
    const asks = async (over: Partial<KeyFact>) => {
      const { asked, world: w } = world({ key: async (url) => key(over, url) });
      const { evidence } = await gather(read(), w);
      return [asked.includes(`own ${ID}`), 'own' in evidence];
    };
    expect(await asks({ source: 'own' })).toEqual([true, true]);
    expect(await asks({ source: 'did:web' })).toEqual([false, false]);
    expect(await asks({ source: 'own', controller: 'did:web:testamur.example:o:other' })).toEqual([false, false]);
  });

  it('asks nobody for a key that carries itself', async () => {
    const url = `did:key:${toMultikey(KEY.publicJwk)}`;
    const { asked, world: w } = world();
    const { evidence } = await gather(read({ needs: { keys: [url], statusLists: [], issuer: ISSUER, credentialId: undefined } }), w);
    expect(evidence.keys[url]).toMatchObject({ ok: true, value: { source: 'did:key', controller: url, publicJwk: KEY.publicJwk } });
    expect(asked.filter((a) => a.startsWith('key'))).toEqual([]);
  });

  it('asks nobody for a key that neither a DID nor an https address names', async () => {
    const { asked, world: w } = world();
    const { evidence } = await gather(read({ needs: { keys: ['http://uni.example/key', '#key-1'], statusLists: [], issuer: ISSUER, credentialId: undefined } }), w);
    expect(Object.values(evidence.keys).map((fact) => !fact.ok && fact.reason)).toEqual(['key-unavailable', 'key-unavailable']);
    expect(asked.filter((a) => a.startsWith('key'))).toEqual([]);
  });

  it('keeps to its budget, whatever the credential asks for', async () => {
    const urls = Array.from({ length: 30 }, (_, n) => `did:web:victim.example#${n}`);
    const { asked, world: w } = world();
    const { evidence } = await gather(read({ needs: { keys: urls, statusLists: [LIST_URL], issuer: ISSUER, credentialId: undefined } }), w);
    expect(asked.filter((a) => /^(key|list)/.test(a))).toHaveLength(10);
    expect(evidence.statusLists[LIST_URL]).toMatchObject({ ok: false, reason: 'budget-spent' });
  });

  it('remembers each edition of a list of others, by its issuer, and takes none from before one that was seen', async () => {
    const madeAt = (time: number) => ({ iss: ISSUER, sub: LIST_URL, iat: time, status_list: { bits: 1, lst: encodeTokenList([], { bits: 1, entries: 8 }).lst } });
    const MADE = Date.parse('2027-01-15T06:00:00Z') / 1000;
    const fetched = async (time: number, newest?: string) => {
      const editions: unknown[] = [];
      const text = await jwtOf({ alg: 'ES256', typ: 'statuslist+jwt', kid: KEY_URL }, madeAt(time), p256Key());
      const { world: w } = world({
        key: async (url) => keyFact(url, p256Key(), { source: 'did:web' }),
        statusList: async (url) => ({ ok: true, value: { fetched: text, from: url, obtainedAt: '2027-01-15T12:00:00Z' } }),
        sawList: async (edition) => (editions.push(edition), newest ?? edition.madeAt),
      });
      const { evidence } = await gather(read(), w);
      const fact = evidence.statusLists[LIST_URL];
      return [fact?.ok === true ? 'had' : fact?.reason, editions];
    };
    const edition = { url: LIST_URL, issuer: ISSUER, madeAt: '2027-01-15T06:00:00Z' };
    expect(await fetched(MADE)).toEqual(['had', [edition]]);
    expect(await fetched(MADE, '2027-01-15T06:00:01Z')).toEqual(['list-replayed', [edition]]);
    // Of later than now it would make every true one after it old; whether it counts at all, the status check says.
    expect(await fetched(Date.parse('2027-01-15T12:05:01Z') / 1000)).toEqual(['had', []]);
    const { world: w } = world({ sawList: () => Promise.reject(new Error('our own list is of this moment')) });
    expect((await gather(read(), w)).evidence.statusLists[LIST_URL]).toMatchObject({ ok: true });
  });

  it('reads on with each document that it leads to, and not without end', async () => {
    const over = { needs: { keys: [], statusLists: [], issuer: ISSUER, credentialId: undefined } };
    const wanting = (linked: readonly string[]) => read({ needs: { ...over.needs, linked } });
    const { asked, world: w } = world();
    const workshop = { ...WORKSHOP, readOn: async (_read: unknown, linked: object) => wanting([...Object.keys(linked), `https://a.example/${Object.keys(linked).length}`]) };
    const { evidence } = await gather(wanting(['https://a.example/0']), { ...w, workshop });
    expect(asked.filter((a) => a.startsWith('document'))).toHaveLength(5);
    expect(Object.keys(evidence.linked ?? {})).toEqual([0, 1, 2, 3, 4].map((n) => `https://a.example/${n}`));
  });

  it('keeps a fact under a name that every object already has', async () => {
    const { world: w } = world();
    const { evidence } = await gather(read({ needs: { keys: ['__proto__'], statusLists: [], issuer: ISSUER, credentialId: undefined } }), w);
    expect(Object.hasOwn(evidence.keys, '__proto__')).toBe(true);
  });
});

describe('the budget', () => {
  it('asks each address once, even while the first answer is awaited', async () => {
    const budget = createBudget();
    let calls = 0;
    const ask = async (): Promise<Fact<number>> => ({ ok: true, value: ++calls });
    const answers = await Promise.all([budget('list', 'u', ask), budget('list', 'u', ask), budget('key', 'u', ask)]);
    expect(answers.map((a) => a.ok && a.value)).toEqual([1, 1, 2]);
  });

  it('answers that it could not find out once it is spent', async () => {
    const budget = createBudget(1);
    const ask = async (): Promise<Fact<number>> => ({ ok: true, value: 1 });
    await budget('key', 'a', ask);
    expect(await budget('key', 'b', ask)).toMatchObject({ ok: false, reason: 'budget-spent' });
    expect(await budget('key', 'a', ask)).toMatchObject({ ok: true });
  });
});
