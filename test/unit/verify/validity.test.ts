import { describe, expect, it } from '@jest/globals';
import { checkValidity } from '../../../src/verify/checks/validity.js';
import { evidence, parsed, view } from './fixtures.js';

const judge = (validFrom: string | undefined, validUntil: string | undefined, at = '2027-01-15T12:00:00Z') => {
  const { validFrom: _from, validUntil: _until, ...rest } = view();
  const dated = { ...rest, ...(validFrom !== undefined && { validFrom }), ...(validUntil !== undefined && { validUntil }) };
  return checkValidity(parsed({ view: dated }), evidence({ at }));
};

describe('validity', () => {
  it.each([
    ['inside', '2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z', 'pass', 'ok'],
    ['without an end', '2026-01-01T00:00:00Z', undefined, 'pass', 'ok'],
    ['without dates', undefined, undefined, 'pass', 'ok'],
    ['in another zone', '2027-01-15T14:00:00+02:00', undefined, 'pass', 'ok'],
    ['begun within the skew', '2027-01-15T12:05:00Z', undefined, 'pass', 'ok'],
    ['not begun', '2027-01-15T12:05:01Z', undefined, 'fail', 'not-yet-valid'],
    ['ended within the skew', undefined, '2027-01-15T11:55:00Z', 'pass', 'ok'],
    ['ended', undefined, '2027-01-15T11:54:59Z', 'fail', 'expired'],
    ['ended before it began', '2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z', 'fail', 'dates-invalid'],
    ['from a date alone', '2026-02-01', undefined, 'fail', 'dates-invalid'],
    ['until a day that does not exist', undefined, '2027-02-30T00:00:00Z', 'fail', 'dates-invalid'],
    ['without a zone', '2026-02-01T00:00:00', undefined, 'fail', 'dates-invalid'],
  ])('a period %s', (_name, from, until, outcome, reason) => {
    const finding = judge(from, until);
    expect([finding.outcome, finding.reason]).toEqual([outcome, reason]);
  });

  it('is unknown without an end where whoever shows it may have kept that back; what speaks against it stands', () => {
    const { validUntil: _until, ...endless } = view();
    const heldBack = (more: object) => checkValidity(parsed({ view: { ...endless, ...more }, endHeldBack: true }), evidence({ at: '2027-01-15T12:00:00Z' }));
    expect(heldBack({})).toMatchObject({ check: 'validity', outcome: 'unknown', reason: 'held-back' });
    expect(heldBack({ validFrom: '2028-01-01T00:00:00Z' })).toMatchObject({ outcome: 'fail', reason: 'not-yet-valid' });
  });

  it('gives the dates as facts, and the time that the answer is of', () => {
    expect(judge('2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z')).toEqual({
      check: 'validity',
      outcome: 'fail',
      reason: 'expired',
      at: '2027-01-15T12:00:00Z',
      facts: { validFrom: '2020-01-01T00:00:00Z', validUntil: '2021-01-01T00:00:00Z' },
    });
  });

  it.each([
    ['awarded today', '2027-01-15', '2027-01-15T12:00:00Z', 'ok'],
    ['awarded tomorrow, as it is already somewhere', '2027-01-16', '2027-01-15T12:00:00Z', 'ok'],
    ['awarded the day after', '2027-01-17', '2027-01-15T12:00:00Z', 'dates-invalid'],
    ['signed within the skew', '2027-01-15', '2027-01-15T12:05:00Z', 'ok'],
    ['signed later than now', '2027-01-15', '2027-01-15T12:05:01Z', 'dates-invalid'],
  ])('%s', (_name, awardedOn, signedAt, reason) => {
    const given = parsed({ view: view({ awardedOn, validFrom: '2026-01-01T00:00:00Z' }), signedAt });
    expect(checkValidity(given, evidence({ at: '2027-01-15T12:00:00Z' })).reason).toBe(reason);
  });
});
