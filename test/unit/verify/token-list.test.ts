import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Fact, KeyFact, PublicJwk } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { encodeTokenList } from '../../../src/core/token-status-list.js';
import { readTokenStatusList, tokenIn } from '../../../src/verify/token-list.js';
import { keyFact, p256Key } from '../../support/keys.js';
import { jwtOf } from '../../support/sd-jwt.js';

const URL_ = 'https://other.example/token-status/9';
const ISSUER = 'did:web:other.example:o:x';
const KID = `${ISSUER}#ec`;
const KEY = p256Key('list');
const CERTIFIED = 'x5t#S256:cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw';
const { bits, lst } = encodeTokenList([[7, 1]], { bits: 2, entries: 16 });
const facts: Record<string, Fact<KeyFact>> = {
  [KID]: keyFact(KID, KEY, { source: 'did:web' }),
  [CERTIFIED]: keyFact(CERTIFIED, KEY, { controller: 'certificate' }),
  'jwt-vc-issuer:https://other.example/x#k1': keyFact('x', KEY, { controller: 'https://other.example/x', source: 'jwt-vc-issuer' }),
};
const HEADER = { alg: 'ES256', typ: 'statuslist+jwt', kid: KID };
const CLAIMS = { sub: URL_, iss: 'https://other.example/o/x', iat: Date.parse('2027-01-15T06:00:00Z') / 1000, exp: Date.parse('2027-01-16T06:00:00Z') / 1000, ttl: 60, status_list: { bits, lst } };
const WANT = { url: URL_, issuer: ISSUER, purposes: [], bits: 2, encodedList: lst, validFrom: '2027-01-15T06:00:00Z', madeAt: '2027-01-15T06:00:00Z', validUntil: '2027-01-16T06:00:00Z', source: 'fetched' };

interface How {
  readonly header?: JsonObject;
  readonly claims?: JsonObject;
  readonly keys?: Record<string, Fact<KeyFact>>;
  readonly issuer?: string;
  readonly by?: typeof KEY;
}
async function read({ header = {}, claims = {}, keys = facts, issuer = ISSUER, by = KEY }: How = {}) {
  const token = tokenIn(await jwtOf(clean({ ...HEADER, ...header }), clean({ ...CLAIMS, ...claims }), by));
  if (token === undefined) throw new Error('no token');
  return readTokenStatusList(URL_, token, { at: '2027-01-15T12:00:00Z', issuer, key: async (name) => keys[name] ?? { ok: false, reason: 'key-unavailable', detail: '' } });
}
/** Null takes a member away. */
const clean = (object: JsonObject): JsonObject => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));

describe("somebody else's token status list", () => {
  it('is a fact once it is of this address and signed by a key of its issuer', async () => {
    expect(await read()).toEqual({ ok: true, value: WANT });
  });

  it('may name no issuer, have no end, and be signed by the key of a certificate or of an address', async () => {
    const { validUntil: _end, ...endless } = WANT;
    expect(await read({ claims: { iss: null, exp: null } })).toEqual({ ok: true, value: endless });
    expect(await read({ header: { x5c: ['AAAA'] } })).toEqual({ ok: true, value: { ...WANT, issuer: CERTIFIED } });
    const published = { header: { kid: 'k1' }, claims: { iss: null }, issuer: 'https://other.example/x' };
    expect(await read(published)).toEqual({ ok: true, value: { ...WANT, issuer: 'https://other.example/x' } });
  });

  it.each<[string, string, How]>([
    ['of another address', 'the token is of another address', { claims: { sub: `${URL_}/` } }],
    ['of no address', 'the token is of another address', { claims: { sub: null } }],
    ['made at no time', 'not a Status List Token', { claims: { iat: null } }],
    ['with an end that is none', 'not a Status List Token', { claims: { exp: 'later' } }],
    ['without a list', 'not a Status List Token', { claims: { status_list: null } }],
    ['with three bits', 'not a Status List Token', { claims: { status_list: { bits: 3, lst } } }],
    ['with bits as text', 'not a Status List Token', { claims: { status_list: { bits: '2', lst } } }],
    ['without its bytes', 'not a Status List Token', { claims: { status_list: { bits: 2 } } }],
    ['that names no key', 'the token names no key', { header: { kid: null }, claims: { iss: null }, issuer: 'x' }],
    ['with a key that cannot be had', 'signature', { keys: {} }],
    ['signed by another key', 'signature', { by: p256Key('thief') }],
    ['unsigned', 'signature', { header: { alg: 'none' } }],
    ['with an extension that must be understood', 'signature', { header: { crit: ['x'] } }],
    ['by a key of somebody else', 'not signed by a key of its issuer', { claims: { iss: 'https://victim.example' } }],
    ['by a key that does not assert', 'not signed by a key of its issuer', { keys: { [KID]: keyFact(KID, KEY, { assertion: false }) } }],
    ['by a key that is compromised by now', 'not signed by a key of its issuer', { keys: { [KID]: keyFact(KID, KEY, { compromisedFrom: '2027-01-15T11:00:00Z' }) } }],
  ])('%s is none', async (_what, detail, how) => {
    expect(await read(how)).toEqual({ ok: false, reason: 'list-invalid', detail });
  });

  it('is told from a credential by its type alone', async () => {
    expect(tokenIn(await jwtOf({ ...HEADER, typ: 'vc+jwt' }, CLAIMS, KEY))).toBeUndefined();
    for (const text of ['', '{}', 'a.b.c', '<html>']) expect(tokenIn(text)).toBeUndefined();
  });

  it('of the draft holds under the key of the draft', async () => {
    const { token, key } = JSON.parse(readFileSync(new URL('../../vectors/token-status-list/token.json', import.meta.url), 'utf8')) as { token: string; key: PublicJwk };
    const jwt = tokenIn(token);
    expect(jwt).toBeDefined();
    const fact = { ok: true as const, value: { id: '12', controller: 'https://example.com', publicJwk: key, assertion: true, source: 'jwt-vc-issuer' as const, obtainedAt: '2026-01-01T00:00:00Z' } };
    const read = await readTokenStatusList('https://example.com/statuslists/1', jwt!, { at: '2026-01-01T00:00:00Z', issuer: '', key: async (name) => (name === 'jwt-vc-issuer:https://example.com#12' ? fact : { ok: false, reason: 'key-unavailable', detail: name }) });
    expect(read).toEqual({ ok: true, value: { url: 'https://example.com/statuslists/1', issuer: 'https://example.com', purposes: [], bits: 1, encodedList: 'eNrbuRgAAhcBXQ', validFrom: '2023-06-16T12:56:10Z', madeAt: '2023-06-16T12:56:10Z', validUntil: '2042-08-15T12:56:10Z', source: 'fetched' } });
  });
});
