import { describe, expect, it } from '@jest/globals';
import { toBase64url, utf8 } from '../../../src/core/bytes.js';
import { didOfAddress, didWeb, didWebDocumentUrl, issuerAddress, keysOfDidDocument, selfContainedKey, splitDidUrl } from '../../../src/core/did.js';
import type { PublicJwk } from '../../../src/core/evidence.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { DID_KEYS } from './vectors.js';
import { refused } from './throws.js';

const [ed, p256] = DID_KEYS.map(({ jwk }) => jwk) as [PublicJwk, PublicJwk];
const DID = 'did:web:uni.example:o:demo';

describe('did:web', () => {
  it('is made of an origin and a path', () => {
    expect(didWeb('https://uni.example', ['o', 'demo'])).toBe(DID);
    expect(didWeb('http://localhost:3000', ['o', 'demo'])).toBe('did:web:localhost%3A3000:o:demo');
    expect(didWeb('https://uni.example:443', [])).toBe('did:web:uni.example');
    expect(didWeb('https://uni.example', ['a:b', "c'd"])).toBe('did:web:uni.example:a%3Ab:c%27d');
  });

  // The three examples of the did:web method, 3.2.
  it.each([
    ['did:web:w3c-ccg.github.io', 'https://w3c-ccg.github.io/.well-known/did.json'],
    ['did:web:w3c-ccg.github.io:user:alice', 'https://w3c-ccg.github.io/user/alice/did.json'],
    ['did:web:example.com%3A3000:user:alice', 'https://example.com:3000/user/alice/did.json'],
  ])('%s has its document at %s', (did, url) => {
    expect(didWebDocumentUrl(did)).toBe(url);
  });

  it.each([
    'did:key:z6Mk',
    'did:web:',
    'did:web',
    'did:web:a.example#key',
    'did:web:a.example/path',
    'did:web:a.example?x',
    'did:web:a.example:%2e%2e:x',
    'did:web:a.example:..:x',
    'did:web:a.example::x',
    'did:web:a.example:a%2Fb',
    'did:web:a.example:a%5Cb',
    'did:web:a.example:a%00',
    'did:web:a.example:%zz',
    'did:web:a.example:%ff',
    'did:web:user%40a.example',
    'did:web:a.example%2Fx',
    'did:web:a.example%23x',
    'did:web:%5B%3A%3A1%5D',
    'did:web:a.example.',
    'did:web:universit%C3%A9.example',
    'did:web:université.example',
    'did:web:a.example%3A99999',
  ])('%s leads nowhere', (did) => {
    refused('input-invalid', () => didWebDocumentUrl(did));
  });
});

describe('splitDidUrl', () => {
  it('tells the DID from the fragment', () => {
    expect(splitDidUrl(`${DID}#key-1`)).toEqual({ did: DID, fragment: 'key-1' });
    expect(splitDidUrl(DID)).toEqual({ did: DID });
    expect(splitDidUrl('did:web:localhost%3A3000/p?q=1#a#b')).toEqual({ did: 'did:web:localhost%3A3000', fragment: 'a#b' });
  });

  it.each(['', 'https://a.example#k', 'did:', 'did:web', 'did:WEB:a', 'did:web:a:', 'did:web:a b', '#key-1', '../did:web:a'])('refuses %j', (url) => {
    refused('input-invalid', () => splitDidUrl(url));
  });
});

describe('selfContainedKey', () => {
  it.each(DID_KEYS)('finds the $name key in its did:key', ({ multikey, jwk }) => {
    const did = `did:key:${multikey}`;
    const fact = { controller: did, publicJwk: jwk, assertion: true, authentication: true, source: 'did:key' };
    expect(selfContainedKey(`${did}#${multikey}`)).toEqual({ id: `${did}#${multikey}`, ...fact });
    expect(selfContainedKey(did)).toEqual({ id: did, ...fact });
  });

  it('finds the key in a did:jwk, and sees that an encryption key asserts nothing', () => {
    const did = `did:jwk:${toBase64url(utf8(JSON.stringify({ ...p256, use: 'sig' })))}`;
    expect(selfContainedKey(`${did}#0`)).toEqual({ id: `${did}#0`, controller: did, publicJwk: p256, assertion: true, authentication: true, source: 'did:jwk' });
    const enc = `did:jwk:${toBase64url(utf8(JSON.stringify({ ...p256, use: 'enc' })))}`;
    expect(selfContainedKey(`${enc}#0`)).toMatchObject({ assertion: false });
    expect(selfContainedKey(`${enc}#0`)).not.toHaveProperty('authentication');
  });

  it('finds none elsewhere', () => {
    const [first, second] = DID_KEYS.map(({ multikey }) => multikey) as [string, string];
    const jwk = (json: string): string => `did:jwk:${toBase64url(utf8(json))}#0`;
    const none = [`did:key:${first}#${second}`, `did:web:a.example#${first}`, `https://a.example#${first}`, 'did:key:', 'did:key:z6Mk0', 'did:jwk:e30#0', jwk('[]'), jwk('nonsense'), `${jwk(JSON.stringify(ed))}1`, '', 'did:keyx:z'];
    expect(none.map(selfContainedKey)).toEqual(none.map(() => undefined));
    expect(selfContainedKey(jwk(JSON.stringify({ ...ed, d: ed.x })))).toBeUndefined();
  });
});

describe('keysOfDidDocument', () => {
  const method = (id: string, more: JsonObject): JsonObject => ({ id, type: 'Multikey', controller: DID, ...more });
  const multikey = { publicKeyMultibase: toMultikey(ed) };
  const jwk = { publicKeyJwk: p256 as unknown as Json };
  const read = (document: JsonObject) => keysOfDidDocument({ id: DID, ...document }, DID);

  it('reads Multikey and JWK methods, with absolute and relative ids', () => {
    const keys = read({
      verificationMethod: [method(`${DID}#a`, multikey), method('#b', jwk), method('#c', multikey)],
      assertionMethod: ['#a', `${DID}#b`],
      authentication: ['#c'],
    });
    expect(keys).toEqual([
      { id: `${DID}#a`, publicJwk: ed, assertion: true },
      { id: `${DID}#b`, publicJwk: p256, assertion: true },
      { id: `${DID}#c`, publicJwk: ed, assertion: false, authentication: true },
    ]);
  });

  it('reads a method written inside assertionMethod', () => {
    expect(read({ assertionMethod: [method('#a', multikey)] })).toEqual([{ id: `${DID}#a`, publicJwk: ed, assertion: true }]);
  });

  it('leaves out keys of another controller, of another DID, private, unknown or unreadable', () => {
    const other = 'did:web:other.example';
    const methods = [
      { ...method('#a', multikey), controller: other },
      method(`${other}#b`, multikey),
      method(`${DID}x#c`, multikey),
      method('#d', { publicKeyJwk: { ...p256, d: p256.x } as unknown as Json }),
      method('#e', { publicKeyMultibase: 'z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc' }),
      method('#f', {}),
      { type: 'Multikey', ...multikey },
      'text',
      null,
    ];
    expect(read({ verificationMethod: methods, assertionMethod: ['#a', '#b', '#c', '#d', '#e', '#f'] })).toEqual([]);
  });

  it('takes the first of two methods with one id', () => {
    expect(read({ verificationMethod: [method('#a', multikey), method('#a', jwk)] })).toEqual([{ id: `${DID}#a`, publicJwk: ed, assertion: false }]);
  });

  it('says until when a revoked or an expired key counts, whichever zone the time is written in', () => {
    const keys = read({
      verificationMethod: [
        method('#revoked', { ...multikey, revoked: '2026-11-01T01:00:00+01:00' }),
        method('#still-listed', { ...multikey, revoked: '2026-11-01T00:00:00Z' }),
        method('#login', { ...multikey, revoked: '2026-11-01T00:00:00Z' }),
        method('#expired', { ...multikey, expires: '2026-10-01T00:00:00.999Z' }),
        method('#never', multikey),
      ],
      assertionMethod: ['#still-listed', '#expired'],
      authentication: ['#login'],
    });
    expect(keys.map(({ id, assertion, compromisedFrom, retiredAt }) => [id.split('#')[1], assertion, compromisedFrom, retiredAt])).toEqual([
      ['revoked', true, '2026-11-01T00:00:00Z', undefined],
      ['still-listed', true, '2026-11-01T00:00:00Z', undefined],
      ['login', false, '2026-11-01T00:00:00Z', undefined],
      ['expired', true, undefined, '2026-10-01T00:00:00Z'],
      ['never', false, undefined, undefined],
    ]);
  });

  it.each(['yesterday', '', 7, true, null, '2026-11-01', ['2026-11-01T00:00:00Z']])('leaves out a key revoked or expired at no time: %j', (time) => {
    expect(read({ verificationMethod: [method('#a', { ...multikey, revoked: time })], assertionMethod: ['#a'] })).toEqual([]);
    expect(read({ verificationMethod: [method('#a', { ...multikey, expires: time })], assertionMethod: ['#a'] })).toEqual([]);
  });

  it('finds nothing in the document of another DID, or in one of another shape', () => {
    expect(keysOfDidDocument({ id: 'did:web:other.example', verificationMethod: [method(`${DID}#a`, multikey)] }, DID)).toEqual([]);
    expect(read({ verificationMethod: 'x', assertionMethod: 7 })).toEqual([]);
  });
});

describe('the address that a did:web is another writing of', () => {
  it.each([
    ['did:web:uni.example:o:jadran', 'https://uni.example', 'https://uni.example/o/jadran'],
    ['did:web:own.example', 'https://uni.example', 'https://own.example'],
    ['did:web:uni.example%3A8443:o:x', 'https://uni.example:8443', 'https://uni.example:8443/o/x'],
    ['did:web:localhost%3A3000:o:x', 'http://localhost:3000', 'http://localhost:3000/o/x'],
  ])('%s at %s is %s, and back', (did, baseUrl, address) => {
    expect(issuerAddress(did, baseUrl)).toBe(address);
    expect(didOfAddress(address)).toBe(did);
  });

  it.each(['https://uni.example/', 'https://uni.example/o/x?y', 'https://uni.example/o/x#y', 'https://a@uni.example', 'https://uni.example/%2e%2e/x', 'https://uni.example//x', 'ftp://uni.example', 'did:web:x', ''])('is no did:web: %s', (address) => {
    expect(didOfAddress(address)).toBeUndefined();
  });
});
