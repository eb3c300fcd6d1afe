import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { names, scopeAnswer, standingAt } from '../../../src/trust/decide.js';
import { momentOf, type Moment } from '../../../src/trust/moment.js';
import { statement, THUMBPRINT } from '../verify/fixtures.js';

const moment = (value: string): Moment => momentOf(value) ?? { from: Number.NaN, to: Number.NaN };

describe('a moment', () => {
  it('is a point, or the whole of a day', () => {
    expect(momentOf('2026-06-30T12:00:00+02:00')).toEqual({ from: Date.UTC(2026, 5, 30, 10), to: Date.UTC(2026, 5, 30, 10) });
    expect(momentOf('2026-06-30')).toEqual({ from: Date.UTC(2026, 5, 30), to: Date.UTC(2026, 6, 1) - 1 });
  });

  it.each([undefined, '', '2026-06-31', 'yesterday', '2026-06-30T12:00:00'])('is not invented: %s', (value) => {
    expect(momentOf(value)).toBeUndefined();
  });
});

describe('the standing of a statement', () => {
  const s = statement({ validFrom: '2026-01-01T00:00:00Z', validUntil: '2026-12-31T23:59:59Z' });
  it.each([
    ['2025-12-31', 'not-yet'],
    ['2025-12-31T23:59:59Z', 'not-yet'],
    ['2026-01-01T00:00:00Z', 'granted'],
    ['2026-01-01', 'granted'],
    ['2026-12-31T23:59:59Z', 'granted'],
    ['2026-12-31', 'granted'],
    ['2027-01-01T00:00:00Z', 'not-granted'],
  ])('at %s is %s', (at, want) => {
    expect(standingAt(s, moment(at))).toBe(want);
  });

  it('ends at the withdrawal, and not before', () => {
    const withdrawn = { ...s, withdrawnAt: '2026-06-01T12:00:00Z' };
    expect(standingAt(withdrawn, moment('2026-06-01T11:59:59Z'))).toBe('granted');
    expect(standingAt(withdrawn, moment('2026-06-01T12:00:00Z'))).toBe('withdrawn');
    expect(standingAt({ ...withdrawn, withdrawnAt: '2025-01-01T00:00:00Z' }, moment('2026-06-01'))).toBe('withdrawn');
  });

  it('is not granted by dates that are none', () => {
    expect(standingAt({ ...s, validFrom: 'always' }, moment('2026-06-01'))).not.toBe('granted');
    expect(standingAt({ ...s, validUntil: 'for ever' }, moment('2026-06-01'))).not.toBe('granted');
  });

  it('is never granted before it begins', () => {
    const at = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(at, fc.integer({ min: 1000, max: 1e12 }), (time, later) => {
        const validFrom = new Date(time + later).toISOString();
        return standingAt(statement({ validFrom }), { from: time, to: time }) !== 'granted';
      }),
    );
  });
});

describe('a scope', () => {
  const claimed = { eqf: 7, fields: ['0412'], country: 'HR' };
  it.each([
    [{}, 'unlimited'],
    [{ eqfLevels: [6, 7] }, 'inside'],
    [{ eqfLevels: [6] }, 'outside'],
    [{ fields: ['04'] }, 'inside'],
    [{ fields: ['041'] }, 'inside'],
    [{ fields: ['0412'] }, 'inside'],
    [{ fields: ['0413', '05'] }, 'outside'],
    [{ countries: ['HR', 'SI'] }, 'inside'],
    [{ countries: ['SI'] }, 'outside'],
    [{ eqfLevels: [7], fields: ['04'], countries: ['HR'] }, 'inside'],
    [{ eqfLevels: [7], fields: ['05'], countries: ['HR'] }, 'outside'],
  ])('%j is %s', (scope, want) => {
    expect(scopeAnswer(scope, claimed)).toBe(want);
  });

  it('is not widened by what a credential leaves out, or by a second field', () => {
    const nothing = { eqf: undefined, fields: [], country: undefined };
    expect(scopeAnswer({ eqfLevels: [7] }, nothing)).toBe('outside');
    expect(scopeAnswer({ fields: ['04'] }, nothing)).toBe('outside');
    expect(scopeAnswer({ countries: ['HR'] }, nothing)).toBe('outside');
    expect(scopeAnswer({ fields: ['04'] }, { ...claimed, fields: ['0412', '0511'] })).toBe('outside');
    expect(scopeAnswer({ fields: ['0412'] }, { ...claimed, fields: ['04'] })).toBe('outside');
  });
});

describe('a statement', () => {
  const signer = { did: 'did:web:a.example', issuer: 'did:web:a.example', thumbprint: THUMBPRINT };
  const { did: _did, ...unnamed } = statement();

  it('is about the DID whose document gave the key, and about nobody by name', () => {
    expect(names(statement({ did: 'did:web:a.example' }), signer)).toBe(true);
    expect(names(statement({ did: 'did:web:b.example', entityName: 'did:web:a.example' }), signer)).toBe(false);
    expect(names(unnamed, signer)).toBe(false);
  });

  it('is about the pinned keys alone where keys are pinned, whatever else the DID publishes', () => {
    expect(names(statement({ did: 'did:web:a.example', keyThumbprints: [THUMBPRINT] }), signer)).toBe(true);
    expect(names(statement({ did: 'did:web:a.example', keyThumbprints: ['another'] }), signer)).toBe(false);
    expect(names(statement({ did: 'did:web:b.example', keyThumbprints: [THUMBPRINT] }), signer)).toBe(false);
    expect(names({ ...unnamed, keyThumbprints: [THUMBPRINT] }, signer)).toBe(true);
  });

  it('still is about a pinned key whose document cannot be had, of the issuer it was pinned for', () => {
    const bare = { ...signer, did: 'did:key:z6Mk' };
    expect(names(statement({ did: 'did:web:a.example', keyThumbprints: [THUMBPRINT] }), bare)).toBe(true);
    expect(names(statement({ did: 'did:web:a.example' }), bare)).toBe(false);
  });
});
