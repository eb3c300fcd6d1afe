import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256, toBase64url, utf8 } from '../../../src/core/bytes.js';
import { AppError } from '../../../src/core/errors.js';
import { MAX_DEPTH, type Json, type JsonObject } from '../../../src/core/json.js';
import { verifySignature } from '../../../src/core/jws.js';
import { conceal, type Path } from '../../../src/core/sd-jwt/conceal.js';
import { looksLikeSdJwt, readSdJwt } from '../../../src/core/sd-jwt/read.js';
import { reveal } from '../../../src/core/sd-jwt/reveal.js';
import { counting, presenting, sdJwtOf } from '../../support/sd-jwt.js';
import { refused } from './throws.js';

const vectors = <T>(name: string): readonly T[] => JSON.parse(readFileSync(new URL(`../../vectors/sd-jwt/${name}.json`, import.meta.url), 'utf8')) as T[];
const encode = (content: unknown): string => toBase64url(utf8(typeof content === 'string' ? content : JSON.stringify(content)));
const digest = (encoded: string): string => toBase64url(sha256(encoded));
const disclosuresOf = (...encoded: string[]) => encoded.map((one) => ({ encoded: one, digest: digest(one), content: JSON.parse(Buffer.from(one, 'base64url').toString()) as Json[] }));
const reasonOf = (act: () => unknown): string | undefined => refused('input-invalid', act).reason;

describe('an SD-JWT of RFC 9901, Appendix A', () => {
  /** A.5: the key that all of them are signed with. */
  const ISSUER = { kty: 'EC', crv: 'P-256', x: 'b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ', y: 'Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8' } as const;

  it.each(vectors<{ name: string; sdJwt: string; claims: JsonObject }>('rfc9901'))('$name', ({ sdJwt, claims }) => {
    expect(looksLikeSdJwt(sdJwt)).toBe(true);
    const read = readSdJwt(sdJwt);
    expect(reveal(read).claims).toEqual(claims);
    expect(verifySignature('ES256', ISSUER, read.signingInput, read.signature)).toBe(true);
  });
});

describe('a case of sd-jwt-python', () => {
  it.each(vectors<{ name: string; claims: JsonObject; sd: Path[]; keep: Path[]; verified: JsonObject }>('conceal'))('$name', async ({ claims, sd, keep, verified }) => {
    const { payload, disclosures } = conceal(claims, sd, counting());
    expect(disclosures).toHaveLength(sd.length);
    const whole = await sdJwtOf(payload, disclosures);
    expect(reveal(readSdJwt(whole)).claims).toEqual(claims);
    expect(reveal(readSdJwt(presenting(whole, keep))).claims).toEqual(verified);
  });
});

/** Any JSON object, with paths to some of what is in it. */
const concealable = fc
  .dictionary(fc.string({ maxLength: 8 }).filter((name) => !['_sd', '...', '_sd_alg'].includes(name)), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject)
  .filter((value) => !/"(_sd|\.\.\.)":/.test(JSON.stringify(value)))
  .chain((claims) => fc.tuple(fc.constant(claims), fc.subarray(placesIn(claims))));

function placesIn(value: Json, at: Path = []): Path[] {
  const entries: [string | number, Json][] = Array.isArray(value) ? [...(value as readonly Json[]).entries()] : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return entries.flatMap(([step, inner]) => [[...at, step], ...placesIn(inner, [...at, step])]);
}

describe('what is concealed', () => {
  it('is revealed as it was, wherever it stood', () => {
    fc.assert(
      fc.property(concealable, ([claims, places]) => {
        const { payload, disclosures } = conceal(claims, places, counting());
        expect(disclosures).toHaveLength(places.length);
        const revealed = reveal({ claims: payload, disclosures: disclosuresOf(...disclosures) });
        // A claim's place among the others is nobody's to keep.
        expect(revealed.claims).toEqual(claims);
        expect(revealed.disclosed.map((place) => JSON.stringify(place)).sort()).toEqual(places.map((place) => JSON.stringify(place)).sort());
      }),
    );
  });

  it('shows nothing of what is held back', () => {
    const { payload, disclosures } = conceal({ iss: 'i', given_name: 'Ana', list: ['secret', 'open'] }, [['given_name'], ['list', 0]], counting());
    expect(JSON.stringify(payload)).not.toMatch(/Ana|given_name|secret/);
    expect(reveal({ claims: payload, disclosures: disclosuresOf(disclosures[1] ?? '') }).claims).toEqual({ iss: 'i', list: ['secret', 'open'] });
    expect(reveal({ claims: payload, disclosures: [] })).toEqual({ claims: { iss: 'i', list: ['open'] }, disclosed: [], heldBack: [['list'], []] });
  });

  it('has a salt of 128 bits for each, and sorted digests, with a decoy for what is absent', () => {
    const { payload, disclosures } = conceal({ a: 1, b: 1, c: [1, 1] }, [['a'], ['b'], ['grade'], ['c', null]], counting());
    const contents = disclosuresOf(...disclosures).map(({ content }) => content);
    expect(contents.map(([, ...rest]) => rest)).toEqual([['a', 1], ['b', 1], [1], [1]]);
    expect(new Set(contents.map(([salt]) => salt)).size).toBe(4);
    expect(contents.every(([salt]) => Buffer.from(salt as string, 'base64url').length === 16)).toBe(true);
    const sd = payload._sd as string[];
    expect(sd).toEqual([...sd].sort());
    expect(sd).toHaveLength(3);
    expect(payload._sd_alg).toBe('sha-256');
  });

  it('is nothing, where nothing is to be: no digests, no hash', () => {
    expect(conceal({ a: { b: [1] } }, [], counting())).toEqual({ payload: { a: { b: [1] } }, disclosures: [] });
  });

  it.each([[{ _sd: 1 }], [{ a: { '...': 1 } }], [{ _sd_alg: 'sha-256' }]] as JsonObject[][])("bears none of SD-JWT's own names: %j", (claims) => {
    refused('bug', () => conceal(claims ?? {}, [['a']], counting()));
  });
});

describe('an SD-JWT is refused', () => {
  const ana = encode(['s1', 'given_name', 'Ana']);
  const element = encode(['s2', 'first']);
  const run = (claims: JsonObject, ...encoded: string[]) => reasonOf(() => reveal({ claims, disclosures: disclosuresOf(...encoded) }));

  it.each<[string, JsonObject, string[]]>([
    ['hash-unsupported', { _sd_alg: 'sha-512' }, []],
    ['hash-unsupported', { _sd_alg: null }, []],
    ['disclosure-twice', { _sd: [digest(ana)] }, [ana, ana]],
    ['disclosure-unused', { _sd: [] }, [ana]],
    ['disclosure-unused', { a: digest(ana) }, [ana]],
    ['digest-twice', { _sd: [digest(ana), digest(ana)] }, [ana]],
    ['digest-twice', { _sd: [digest(ana)], a: { _sd: [digest(ana)] } }, []],
    ['digest-twice', { _sd: [digest(ana)], list: [{ '...': digest(ana) }] }, []],
    ['digests-malformed', { _sd: digest(ana) }, []],
    ['digests-malformed', { _sd: [7] }, []],
    ['digests-malformed', { '...': digest(ana) }, []],
    ['digests-malformed', { list: [{ '...': digest(element), more: 1 }] }, []],
    ['digests-malformed', { list: [{ '...': 7 }] }, []],
    ['disclosure-malformed', { _sd: [digest(element)] }, [element]],
    ['disclosure-malformed', { list: [{ '...': digest(ana) }] }, [ana]],
    ['disclosure-malformed', { _sd: [digest(encode(['s', 'n', 1, 2]))] }, [encode(['s', 'n', 1, 2])]],
    ['disclosure-malformed', { _sd: [digest(encode([1, 'n', 1]))] }, [encode([1, 'n', 1])]],
    ['disclosure-malformed', { _sd: [digest(encode(['s', 7, 1]))] }, [encode(['s', 7, 1])]],
    ['disclosure-malformed', { list: [{ '...': digest(encode(['s'])) }] }, [encode(['s'])]],
    ['name-reserved', { _sd: [digest(encode(['s', '_sd', []]))] }, [encode(['s', '_sd', []])]],
    ['name-reserved', { _sd: [digest(encode(['s', '...', 1]))] }, [encode(['s', '...', 1])]],
    ['name-reserved', { _sd: [digest(encode(['s', '_sd_alg', 'sha-256']))] }, [encode(['s', '_sd_alg', 'sha-256'])]],
    ['name-taken', { given_name: 'Eve', _sd: [digest(ana)] }, [ana]],
    ['name-taken', { _sd: [digest(ana), digest(encode(['s3', 'given_name', 'Eve']))] }, [ana, encode(['s3', 'given_name', 'Eve'])]],
  ])('%s: %j', (reason, claims, encoded) => {
    expect(run(claims, ...encoded)).toBe(reason);
  });

  it('too-deep: a chain of disclosures longer than any JSON may nest', () => {
    const encoded: string[] = [encode(['s', 'end', 1])];
    for (let i = 0; i <= MAX_DEPTH; i += 1) encoded.unshift(encode([`s${i}`, 'a', { _sd: [digest(encoded[0] ?? '')] }]));
    expect(run({ _sd: [digest(encoded[0] ?? '')] }, ...encoded)).toBe('too-deep');
  });

  const jwt = `${encode({ alg: 'ES256' })}.${encode({ a: 1 })}.AA`;
  it.each([
    ['no tilde', jwt],
    ['no JWT', '~'],
    ['two parts', `${jwt.split('.').slice(0, 2).join('.')}~`],
    ['an empty disclosure', `${jwt}~~`],
    ['padding', `${jwt}~${encode(['s', 'a'])}=~`],
    ['plain base64', `${jwt}~${Buffer.from(JSON.stringify(['ÿÿÿ', '???', '>>>'])).toString('base64')}~`],
    ['bits that are not used', `${jwt}~${encode('["s","ab"]').replace(/.$/, (last) => (last === 'd' ? 'e' : 'd'))}~`],
    ['no array', `${jwt}~${encode({ a: 1 })}~`],
    ['no JSON', `${jwt}~${encode('["s",')}~`],
    ['a name twice in a disclosure', `${jwt}~${encode('["s","n",{"a":1,"a":2}]')}~`],
    ['a name twice in the payload', `${encode({ alg: 'ES256' })}.${encode('{"a":1,"a":2}')}.AA~`],
    ['a payload that is no object', `${encode({ alg: 'ES256' })}.${encode('[1]')}.AA~`],
    ['a key binding that is none', `${jwt}~${encode(['s', 'a'])}`],
    ['more disclosures than a credential has', `${jwt}~${Array.from({ length: 1001 }, (_, i) => `${encode([`s${i}`, 'a'])}~`).join('')}`],
  ])('as unreadable with %s', (_what, value) => {
    refused('unreadable', () => readSdJwt(value));
  });

  it('or read, but nothing else, whatever the bytes', () => {
    const good = `${jwt}~${encode(['s', 'a', 1])}~`;
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 4 }), fc.nat(6), (at, put, cut) => {
        try {
          reveal(readSdJwt(good.slice(0, at) + put + good.slice(at + cut)));
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe('a claim', () => {
  it('called __proto__ is a claim and nothing more', () => {
    const encoded = encode('["s","__proto__",{"admin":true}]');
    const { claims } = reveal({ claims: { _sd: [digest(encoded)] }, disclosures: disclosuresOf(encoded) });
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
    expect(Object.keys(claims)).toEqual(['__proto__']);
    expect((claims as { admin?: boolean }).admin).toBeUndefined();
  });
});
