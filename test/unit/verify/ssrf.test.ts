import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { coveringPlaces, credentialsIn, POINTERS, withAddress, withMember } from '../../support/addresses-in.js';
import { openInside, readers, type Inside } from '../../support/inside.js';

/** Every place of every credential, not of one of each kind; and an address of another network, whose server writes down who came (test/machine/ssrf). */
const ALL = process.env.TESTAMUR_TEST_SSRF_ALL === '1';
const FAR = process.env.TESTAMUR_TEST_SSRF_FAR;
const VISITS = process.env.TESTAMUR_TEST_SSRF_VISITS ?? '';
const visitsTo = (): number => (VISITS !== '' && existsSync(VISITS) ? readFileSync(VISITS, 'utf8').length : 0);

const credentials = credentialsIn(['test/vectors', `${process.env.TESTAMUR_DATA ?? '../shared/data'}`], readers);
const [inside, ...insides] = ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '%31%32%37.0.0.1', '127.0.0.1.', 'localhost', 'localhost.', 'a.localhost', ...(FAR === undefined ? [] : [FAR, `[::ffff:${FAR}]`])];
const NAMES = ['inside.example', 'six.example', 'mapped.example', 'mixed.example', ...(FAR === undefined ? [] : ['far.example'])];

let serial = 0;
const turned = (): string => NAMES[serial++ % NAMES.length] ?? '';
const redirect = (to: string): string => `https://public.example:PORT/to/${encodeURIComponent(to)}`;
/** Ways inside; each is made anew: a name changes its mind once, and what failed is not asked again at once. */
const WAYS: Readonly<Record<string, () => readonly string[]>> = {
  'an address': () => [`https://${[inside, ...insides][serial++ % (insides.length + 1)] ?? ''}:PORT/x`],
  'plain http': () => [`http://${FAR ?? '127.0.0.1'}:PORT/x`],
  'a name': () => ['inside.example', turned()].map((name) => `https://${name}:PORT/${serial++}`),
  'a redirect': () => ['inside.example', turned()].map((name) => redirect(`https://${name}:PORT/${serial++}`)),
  'a redirect to an address': () => [redirect(`https://${FAR ?? '127.0.0.1'}:PORT/${serial++}`)],
  'a name that changes its mind': () => [`https://n${serial++}.rebind.example:PORT/x`],
  'a document that names another': () => [`https://public.example:PORT/leading/${serial++}`],
};
/** Those that only the judgement of names stands against. */
const BY_NAME = ['a name', 'a redirect', 'a name that changes its mind'];
const asDid = (url: string): string => `did:web:${new URL(url).host.replace(':', '%3A')}`;

/** Every credential with an address in every place, and with every member that names a thing elsewhere. */
function* attacks(way: string, { id, port }: { readonly id: string; readonly port: number }): Generator<string> {
  const fresh = () => (WAYS[way]?.() ?? []).map((url) => url.replaceAll('PORT', String(port))).flatMap((url) => (url.startsWith('https://') && URL.canParse(url) ? [url, asDid(url)] : [url]));
  const covering = [...coveringPlaces(credentials.get(id as never) ?? [])].sort(([a], [b]) => a.length - b.length);
  for (const [text, paths] of ALL ? covering : covering.slice(0, 1)) {
    for (const path of ALL ? paths : paths.slice(0, 20)) for (const address of fresh()) yield withAddress(text, path, address);
  }
  for (const [text] of covering.slice(0, 1)) for (const name of Object.keys(POINTERS)) for (const address of fresh()) yield* withMember(text, name, address);
}
async function run(world: Inside, way: string, id: string): Promise<number> {
  let tried = 0;
  world.leadTo(`https://${FAR === undefined ? 'inside' : 'far'}.example:${world.port}/x`);
  for (const text of attacks(way, { id, port: world.port })) {
    await world.verify(text);
    tried++;
  }
  return tried;
}

describe('what is inside', () => {
  let world: Inside;
  beforeAll(async () => {
    world = await openInside({ ...(FAR !== undefined && { far: FAR, port: Number(process.env.TESTAMUR_TEST_SSRF_PORT) }) });
  });
  afterAll(() => world.close());

  it('counts whoever comes (else the rest would show nothing)', async () => {
    const visit = (host: string, port: number) => new Promise((done) => connect(port, host).on('close', done).on('error', () => undefined));
    const before = [world.connections(), visitsTo()];
    await visit('127.0.0.1', world.port);
    await visit('::1', world.port);
    if (FAR !== undefined) await visit(FAR, world.port);
    await new Promise((done) => setTimeout(done, 100));
    expect([world.connections() - (before[0] ?? 0), visitsTo() - (before[1] ?? 0)]).toEqual([2, FAR === undefined ? 0 : 1]);
  });

  it.each(readers.map(({ id }) => id))('has an example of every format that is read: %s', (id) => {
    expect(credentials.get(id)?.size).toBeGreaterThan(0);
  });

  describe.each(Object.keys(WAYS))('is never reached by %s', (way) => {
    it.each(readers.map(({ id }) => id))('in any place of %s', async (id) => {
      const before = [world.connections(), visitsTo()];
      expect(await run(world, way, id)).toBeGreaterThan(Object.keys(POINTERS).length);
      expect([world.connections(), visitsTo()]).toEqual(before);
    });
  });
});

describe("without the guard's judgement of names the same attacks arrive", () => {
  it.each(BY_NAME)('by %s', async (way) => {
    const open = await openInside({ ...(FAR !== undefined && { far: FAR, port: Number(process.env.TESTAMUR_TEST_SSRF_PORT) }), unguarded: true });
    const reached: string[] = [];
    for (const { id } of readers) {
      const before = open.connections() + visitsTo();
      await run(open, way, id);
      if (open.connections() + visitsTo() > before) reached.push(id);
    }
    await open.close();
    expect(reached).toEqual(readers.map(({ id }) => id));
  });
});
