import { describe, expect, it } from '@jest/globals';
import { checkIssuerKey } from '../../../src/verify/checks/issuer-key.js';
import type { Evidence } from '../../../src/core/evidence.js';
import type { Parsed } from '../../../src/formats/format.js';
import { evidence, ISSUER, KEY_URL, key, parsed, statement, statements, THUMBPRINT, view } from './fixtures.js';

const STRANGER = 'did:web:stranger.example';
const judge = (p: Parsed, e: Evidence) => {
  const { check, outcome, reason } = checkIssuerKey(p, e);
  return { check, outcome, reason };
};
const answer = (outcome: string, reason: string) => ({ check: 'issuer-key', outcome, reason });

describe('issuer-key', () => {
  it('passes when the key is controlled by exactly the named issuer', () => {
    expect(judge(parsed(), evidence())).toEqual(answer('pass', 'ok'));
  });

  it.each([`${ISSUER}:x`, ISSUER.toUpperCase(), `${ISSUER}/`, ISSUER.slice(0, -1)])('does not take an issuer that is nearly the controller: %s', (id) => {
    expect(judge(parsed({ view: view({ issuer: { id, identifiers: [] } }) }), evidence()).reason).toBe('key-not-of-issuer');
  });

  it('fails when the key is from the document of another DID', () => {
    const url = `${STRANGER}#k`;
    expect(judge(parsed({ keys: [url] }), evidence({ keys: { [url]: key({}, url) } }))).toEqual(answer('fail', 'key-not-of-issuer'));
  });

  it('is unknown when the key carries itself and nothing joins it to the issuer', () => {
    const url = 'did:key:z6Mk#z6Mk';
    expect(judge(parsed({ keys: [url] }), evidence({ keys: { [url]: key({ source: 'did:key' }, url) } }))).toEqual(answer('unknown', 'key-unbound'));
  });

  it('is unknown when no key is named, or the key could not be had', () => {
    expect(judge(parsed({ keys: [] }), evidence())).toEqual(answer('unknown', 'key-missing'));
    expect(judge(parsed(), evidence({ keys: {} }))).toEqual(answer('unknown', 'key-unavailable'));
    expect(judge(parsed(), evidence({ keys: { [KEY_URL]: { ok: false, reason: 'key-unavailable', detail: 'timeout' } } }))).toEqual(answer('unknown', 'key-unavailable'));
  });

  it('looks facts up by their own names only', () => {
    expect(judge(parsed({ keys: ['constructor'] }), evidence())).toEqual(answer('unknown', 'key-unavailable'));
  });

  it('takes a key that a register pins for the issuer, at the time of sealing', () => {
    const url = 'did:key:z6Mk#z6Mk';
    const pinned = (over: object) =>
      judge(parsed({ keys: [url] }), evidence({ keys: { [url]: key({ source: 'did:key' }, url) }, statements: statements(statement({ keyThumbprints: [THUMBPRINT], ...over })) }));
    expect(pinned({})).toEqual(answer('pass', 'ok'));
    expect(pinned({ did: STRANGER })).toEqual(answer('unknown', 'key-unbound'));
    expect(pinned({ validFrom: '2026-12-01T00:00:00Z' })).toEqual(answer('unknown', 'key-unbound'));
    expect(pinned({ keyThumbprints: [THUMBPRINT.replace(/^./, '_')] })).toEqual(answer('unknown', 'key-unbound'));
  });

  it('fails when the key is not listed for assertion', () => {
    expect(judge(parsed(), evidence({ keys: { [KEY_URL]: key({ assertion: false }) } }))).toEqual(answer('fail', 'key-not-for-assertion'));
  });

  it('fails when the key was compromised before the signing, and when nobody says when that was', () => {
    const compromised = (compromisedFrom: string) => evidence({ keys: { [KEY_URL]: key({ compromisedFrom }) } });
    expect(judge(parsed(), compromised('2026-11-01T00:00:00Z'))).toEqual(answer('fail', 'key-compromised'));
    expect(judge(parsed({ signedAt: undefined }), compromised('2026-12-01T00:00:00Z'))).toEqual(answer('fail', 'key-compromised'));
  });

  it('cannot tell when a key compromised later claims an earlier signing', () => {
    expect(judge(parsed(), evidence({ keys: { [KEY_URL]: key({ compromisedFrom: '2026-12-01T00:00:00Z' }) } }))).toEqual(answer('unknown', 'key-compromised'));
  });

  it('cannot tell when the signing is dated before the issuer used the key, but for a clock that is slow', () => {
    expect(judge(parsed(), evidence({ keys: { [KEY_URL]: key({ activeFrom: '2026-12-01T00:00:00Z' }) } }))).toEqual(answer('unknown', 'key-not-known-then'));
    expect(judge(parsed(), evidence({ keys: { [KEY_URL]: key({ activeFrom: '2026-11-21T10:04:00Z' }) } }))).toEqual(answer('pass', 'ok'));
  });

  it("takes the issuer's key beside a stranger's, in any order, and judges it alone", () => {
    const url = `${STRANGER}#k`;
    const both = (own: Parameters<typeof key>[0]) => evidence({ keys: { [KEY_URL]: key(own), [url]: key({ assertion: false }, url) } });
    for (const keys of [[KEY_URL, url], [url, KEY_URL]]) {
      expect(judge(parsed({ keys }), both({}))).toEqual(answer('pass', 'ok'));
      expect(judge(parsed({ keys }), both({ compromisedFrom: '2026-11-01T00:00:00Z' }))).toEqual(answer('fail', 'key-compromised'));
    }
  });

  it("takes no two strangers' keys for the issuer's, and no key that could not be had", () => {
    const [a, b] = [`${STRANGER}#a`, `${STRANGER}#b`];
    expect(judge(parsed({ keys: [a, b] }), evidence({ keys: { [a]: key({}, a), [b]: key({}, b) } }))).toEqual(answer('fail', 'key-not-of-issuer'));
    expect(judge(parsed({ keys: [KEY_URL, a] }), evidence({ keys: { [a]: key({}, a) } }))).toEqual(answer('fail', 'key-not-of-issuer'));
  });

  it('asks every one of several keys of the issuer', () => {
    const url = `${ISSUER}#old`;
    const both = evidence({ keys: { [KEY_URL]: key(), [url]: key({ compromisedFrom: '2026-11-01T00:00:00Z' }, url) } });
    expect(judge(parsed({ keys: [KEY_URL, url] }), both)).toEqual(answer('fail', 'key-compromised'));
  });

  it.each([
    ['before it was retired', '2026-06-01T00:00:00Z', 'pass', 'ok'],
    ['after it was retired', '2026-06-02T00:05:01Z', 'unknown', 'key-not-known-then'],
    ['at no time it names', undefined, 'unknown', 'key-not-known-then'],
  ])('of a key that signed %s', (_name, signedAt, outcome, reason) => {
    const url = `${ISSUER}#retired`;
    const keys = { [url]: key({ retiredAt: '2026-06-02T00:00:00Z' }, url) };
    expect(judge(parsed({ keys: [url], signedAt }), evidence({ keys }))).toEqual(answer(outcome, reason));
  });
});
