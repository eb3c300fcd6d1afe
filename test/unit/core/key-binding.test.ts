import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/core/json.js';
import { checkKeyBinding } from '../../../src/core/sd-jwt/key-binding.js';
import { readSdJwt } from '../../../src/core/sd-jwt/read.js';
import { conceal } from '../../../src/core/sd-jwt/conceal.js';
import { p256Key } from '../../support/keys.js';
import { bound, counting, presenting, sdJwtOf } from '../../support/sd-jwt.js';

const HOLDER = p256Key('holder');
const NOW = '2026-11-21T10:00:00Z';
const SECONDS = Date.parse(NOW) / 1000;
const { payload, disclosures } = conceal({ vct: 'x', cnf: { jwk: { ...HOLDER.publicJwk } }, a: 1, b: 2 }, [['a'], ['b']], counting());
const judge = (value: string) => checkKeyBinding(readSdJwt(value), NOW);
const shown = async (): Promise<string> => presenting(await sdJwtOf(payload, disclosures), [['a']]);
const judged = async (how: { header?: JsonObject; claims?: JsonObject }, by = HOLDER) => judge(await bound(await shown(), by, how));

describe('a key binding', () => {
  it('that is absent is not judged, whether the credential has a key or not', async () => {
    expect(judge(await shown())).toEqual({ check: 'holder', outcome: 'skip', reason: 'not-declared', detail: 'cnf' });
    expect(judge(await sdJwtOf({ vct: 'x' }, []))).toEqual({ check: 'holder', outcome: 'skip', reason: 'not-declared' });
  });

  it("by the holder's key says when and to whom it was shown, and that we did not ask", async () => {
    expect(await judged({ claims: { iat: SECONDS - 60 } })).toEqual({
      check: 'holder',
      outcome: 'warn',
      reason: 'presentation-unasked',
      at: '2026-11-21T09:59:00Z',
      facts: { audience: 'https://verifier.example' },
    });
  });

  it.each<[string, string, string | undefined, { header?: JsonObject; claims?: JsonObject }]>([
    ['another type', 'header-unsupported', 'typ', { header: { typ: 'JWT' } }],
    ['an extension that must be understood', 'header-unsupported', 'crit', { header: { crit: ['b64'], b64: false } }],
    ['no algorithm', 'algorithm-unsupported', undefined, { header: { alg: 'none' } }],
    ['an algorithm of another kind of key', 'algorithm-unsupported', undefined, { header: { alg: 'RS256' } }],
    ['a symmetric algorithm', 'algorithm-unsupported', undefined, { header: { alg: 'HS256' } }],
    ['no audience', 'proof-malformed', 'aud', { claims: { aud: 7 } }],
    ['no nonce', 'proof-malformed', 'nonce', { claims: { nonce: null } }],
    ['no time', 'proof-malformed', 'iat', { claims: { iat: '1' } }],
    ['the digest of something else', 'signature-mismatch', 'sd_hash', { claims: { sd_hash: 'AA' } }],
    ['no digest', 'proof-malformed', 'sd_hash', { claims: { sd_hash: 1 } }],
    ['a time to come', 'dates-invalid', 'iat', { claims: { iat: SECONDS + 600 } }],
    ['a time no calendar has', 'dates-invalid', 'iat', { claims: { iat: -1e300 } }],
    ['an end that has passed', 'expired', 'exp', { claims: { exp: SECONDS - 600 } }],
  ])('with %s fails', async (_what, reason, detail, how) => {
    expect(await judged(how)).toEqual({ check: 'holder', outcome: 'fail', reason, ...(detail === undefined ? {} : { detail }) });
  });

  it("by another's key fails, and so does one of a credential without a key", async () => {
    expect(await judged({}, p256Key('thief'))).toMatchObject({ outcome: 'fail', reason: 'signature-mismatch' });
    expect(judge(await bound(await sdJwtOf({ vct: 'x' }, []), HOLDER))).toMatchObject({ outcome: 'fail', reason: 'key-missing', detail: 'cnf' });
    const remote = await sdJwtOf({ vct: 'x', cnf: { kid: 'https://evil.example/key' } }, []);
    expect(judge(await bound(remote, HOLDER))).toMatchObject({ outcome: 'fail', reason: 'key-missing' });
  });

  it('fails once a disclosure is taken away or put in', async () => {
    const [jwt = '', a = '', kb = ''] = (await bound(await shown(), HOLDER)).split('~');
    const b = disclosures[1] ?? '';
    for (const changed of [[jwt, kb], [jwt, a, b, kb], [jwt, b, kb]]) expect(judge(changed.join('~'))).toMatchObject({ outcome: 'fail', reason: 'signature-mismatch', detail: 'sd_hash' });
  });
});
