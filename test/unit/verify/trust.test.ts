import { describe, expect, it } from '@jest/globals';
import type { TrustStatement } from '../../../src/core/evidence.js';
import { checkTrust, trustRows } from '../../../src/verify/checks/trust.js';
import { evidence, ISSUER, KEY_URL, key, parsed, statement, statements, THUMBPRINT, view } from './fixtures.js';

const judge = (...all: TrustStatement[]) => {
  const { outcome, reason } = checkTrust(parsed(), evidence({ statements: statements(...all) }));
  return [outcome, reason];
};
const row = (over: Partial<TrustStatement>) => {
  const [first] = trustRows(parsed(), evidence({ statements: statements(statement(over)) }));
  return first && [first.atAward, first.atSeal, first.now];
};
// Awarded on 2026-06-30, sealed on 2026-11-21, judged on 2027-01-15.

describe('trust', () => {
  it.each<[string, Partial<TrustStatement>, string, string]>([
    ['names the DID', {}, 'pass', 'granted'],
    ['pins the key for the DID', { keyThumbprints: [THUMBPRINT] }, 'pass', 'granted'],
    ['pins another key for the DID', { keyThumbprints: ['x'] }, 'unknown', 'not-listed'],
    ['pins the key for another DID', { entityName: 'Another', did: 'did:web:other.example', keyThumbprints: [THUMBPRINT] }, 'unknown', 'not-listed'],
    ['names another DID and another key', { entityName: 'Another', did: 'did:web:other.example', keyThumbprints: ['x'] }, 'unknown', 'not-listed'],
    ['began after the award', { validFrom: '2026-07-01T00:00:00Z' }, 'unknown', 'not-yet-listed'],
    ['ended before the award', { validUntil: '2026-06-29T23:59:59Z' }, 'unknown', 'listing-ended'],
    ['ended between the award and the sealing', { validUntil: '2026-07-01T00:00:00Z' }, 'unknown', 'listing-ended'],
    ['ended after the sealing', { validUntil: '2026-12-01T00:00:00Z' }, 'pass', 'granted'],
    ['was withdrawn before the award', { withdrawnAt: '2026-06-29T00:00:00Z' }, 'unknown', 'listing-withdrawn'],
    ['was withdrawn between the award and the sealing', { withdrawnAt: '2026-07-01T00:00:00Z' }, 'unknown', 'listing-withdrawn'],
    ['was withdrawn after the sealing', { withdrawnAt: '2026-12-01T00:00:00Z' }, 'pass', 'granted'],
    ['covers the level', { scope: { eqfLevels: [6, 7] } }, 'pass', 'granted'],
    ['covers another level', { scope: { eqfLevels: [5, 6] } }, 'unknown', 'out-of-scope'],
    ['covers the country', { scope: { countries: ['HR'] } }, 'pass', 'granted'],
    ['covers another country', { scope: { countries: ['SI'] } }, 'unknown', 'out-of-scope'],
    ['covers a field that the credential does not state', { scope: { fields: ['04'] } }, 'unknown', 'out-of-scope'],
  ])('a statement that %s', (_name, over, outcome, reason) => {
    expect(judge(statement(over))).toEqual([outcome, reason]);
  });

  it('is unknown, not failed, when nobody lists the issuer or the register did not answer', () => {
    expect(judge()).toEqual(['unknown', 'not-listed']);
    expect(checkTrust(parsed(), evidence({ statements: { ok: false, reason: 'source-unavailable', detail: 'register' } }))).toMatchObject({
      outcome: 'unknown',
      reason: 'source-unavailable',
    });
  });

  it('takes one list that grants over others that do not, and shows them all', () => {
    const withdrawn = statement({ id: 'b', withdrawnAt: '2026-02-01T00:00:00Z' });
    expect(judge(withdrawn, statement())).toEqual(['pass', 'granted']);
    expect(trustRows(parsed(), evidence({ statements: statements(withdrawn, statement()) }))).toHaveLength(2);
    expect(judge(statement({ validFrom: '2026-07-01T00:00:00Z' }), withdrawn)).toEqual(['unknown', 'listing-withdrawn']);
  });

  it('does not vouch by name: a key that is not the listed one, in the name of the listed DID, is not listed', () => {
    const url = 'did:key:z6Mk#z6Mk';
    const finding = checkTrust(parsed({ keys: [url] }), evidence({ keys: { [url]: key({ source: 'did:key' }, url) } }));
    expect(finding).toMatchObject({ outcome: 'unknown', reason: 'not-listed' });
  });

  it('does not vouch for the issuer by whoever signed beside it', () => {
    const url = 'did:web:other.example#k';
    const beside = evidence({ keys: { [KEY_URL]: key(), [url]: key({}, url) }, statements: statements(statement({ did: 'did:web:other.example', entityName: 'Another' })) });
    expect(checkTrust(parsed({ keys: [KEY_URL, url] }), beside)).toMatchObject({ outcome: 'unknown', reason: 'not-listed' });
    expect(trustRows(parsed({ keys: [KEY_URL, url] }), beside)).toEqual([]);
  });

  it('says that a register lists somebody else under the name, or one that looks like it', () => {
    const another = (over: Partial<TrustStatement>) => statement({ id: 'b', did: 'did:web:other.example', source: 'Another register', ...over });
    const said = (name: string, ...all: TrustStatement[]) => checkTrust(parsed({ view: view({ issuer: { id: ISSUER, name, country: 'HR', identifiers: [] } }) }), evidence({ statements: statements(...all) }));
    expect(said('Jаdran Universíty', another({}))).toMatchObject({ outcome: 'unknown', reason: 'name-of-another', detail: 'Another register', facts: { resembles: 'Jadran University' } });
    // Listed itself, under its own name: the other's name is then no reason to believe it.
    expect(said('Jadran University', statement({ entityName: 'Jadran College' }), another({}))).toMatchObject({ outcome: 'unknown', reason: 'name-of-another' });
    expect(said('Jadran University', statement(), another({}))).toMatchObject({ outcome: 'pass', reason: 'granted' });
    expect(said('Sveučilište Jadran', statement(), another({}))).toMatchObject({ outcome: 'pass', reason: 'granted' });
    expect(said('Jadran College', another({}))).toMatchObject({ outcome: 'unknown', reason: 'not-listed' });
    // A listing that ended says more than a name.
    expect(said('Jadran University', statement({ entityName: 'Jadran College', withdrawnAt: '2026-02-01T00:00:00Z' }), another({}))).toMatchObject({ reason: 'listing-withdrawn' });
  });

  it('is not listed when the key could not be had', () => {
    expect(checkTrust(parsed(), evidence({ keys: { [KEY_URL]: { ok: false, reason: 'key-unavailable', detail: '' } } })).reason).toBe('not-listed');
  });

  it('answers at three clocks', () => {
    expect(row({})).toEqual(['granted', 'granted', 'granted']);
    expect(row({ withdrawnAt: '2026-12-01T00:00:00Z' })).toEqual(['granted', 'granted', 'withdrawn']);
    expect(row({ validUntil: '2026-10-01T00:00:00Z' })).toEqual(['granted', 'not-granted', 'not-granted']);
    expect(row({ validFrom: '2026-12-01T00:00:00Z' })).toEqual(['not-yet', 'not-yet', 'granted']);
    expect(row({ scope: { eqfLevels: [1] }, withdrawnAt: '2026-12-01T00:00:00Z' })).toEqual(['out-of-scope', 'out-of-scope', 'withdrawn']);
  });

  it('judges the award date first, then the start of validity, then the signing; without any it cannot tell', () => {
    const from = (awardedOn: string | undefined, validFrom: string | undefined, signedAt: string | undefined) => {
      const { awardedOn: _a, validFrom: _v, ...rest } = view();
      const dated = { ...rest, ...(awardedOn !== undefined && { awardedOn }), ...(validFrom !== undefined && { validFrom }) };
      return trustRows(parsed({ view: dated, signedAt }), evidence({ statements: statements(statement({ validFrom: '2026-08-01T00:00:00Z' })) }))[0]?.atAward;
    };
    expect(from('2026-07-01', '2026-09-01T00:00:00Z', '2026-09-01T00:00:00Z')).toBe('not-yet');
    expect(from(undefined, '2026-07-01T00:00:00Z', '2026-09-01T00:00:00Z')).toBe('not-yet');
    expect(from(undefined, undefined, '2026-09-01T00:00:00Z')).toBe('granted');
    expect(from(undefined, undefined, undefined)).toBe('unknown');
  });

  it('takes one list at the award and another at the sealing', () => {
    const then = statement({ id: 'a', validUntil: '2026-07-01T00:00:00Z' });
    const later = statement({ id: 'b', validFrom: '2026-08-01T00:00:00Z' });
    expect(judge(then, later)).toEqual(['pass', 'granted']);
    expect(judge(later)).toEqual(['unknown', 'not-yet-listed']);
  });
});
