import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, isIsoDate, parseTimestamp, timestamp } from '../../../src/core/time.js';
import { refused } from './throws.js';

describe('timestamp', () => {
  it('is UTC in whole seconds', () => {
    expect(timestamp(new Date('2026-11-21T12:00:00.999+02:00'))).toBe('2026-11-21T10:00:00Z');
  });

  it('reads back to the second', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        expect(parseTimestamp(timestamp(date))?.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });
});

describe('parseTimestamp', () => {
  // RFC 3339, 5.8, and offsets.
  it.each([
    ['1985-04-12T23:20:50.52Z', '1985-04-12T23:20:50.520Z'],
    ['1996-12-19T16:39:57-08:00', '1996-12-20T00:39:57.000Z'],
    ['1937-01-01T12:00:27.87+00:20', '1937-01-01T11:40:27.870Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00+14:00', '2000-02-28T10:00:00.000Z'],
    ['2026-01-01T00:00:00-00:00', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01T00:00:00.123456789Z', '2026-01-01T00:00:00.123Z'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'],
  ])('reads %s', (value, utc) => {
    expect(parseTimestamp(value)?.toISOString()).toBe(utc);
  });

  it.each([
    '2026-01-01T00:00:00',
    '2026-01-01',
    '2026-01-01 00:00:00Z',
    '2026-01-01t00:00:00z',
    '2023-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00+2:00',
    '2026-01-01T00:00:00+0200',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00Z',
    '+002026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
    '２０２６-01-01T00:00:00Z',
    '',
  ])('does not read %j', (value) => {
    expect(parseTimestamp(value)).toBeUndefined();
  });
});

describe('calendar dates', () => {
  it.each(['2024-02-29', '2000-02-29', '1999-12-31', '0001-01-01'])('%s is one', (date) => expect(isIsoDate(date)).toBe(true));
  it.each(['2023-02-29', '1900-02-29', '2026-04-31', '2026-00-10', '2026-10-00', '2026-1-1', '20260101', '2026-01-01T00:00:00Z', '2026-01-01\n', ''])('%j is none', (date) => expect(isIsoDate(date)).toBe(false));

  it.each([
    ['2026-01-15', 1, '2026-02-15'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-31', 0, '2026-12-31'],
    ['2026-01-31', -2, '2025-11-30'],
    ['2026-08-31', 24, '2028-08-31'],
  ])('%s and %d months are %s', (date, months, later) => {
    expect(addMonths(date, months)).toBe(later);
  });

  it('are not reckoned past the year 9999, or from no date', () => {
    refused('input-invalid', () => addMonths('9999-12-01', 1));
    refused('input-invalid', () => addMonths('2026-02-30', 1));
    refused('input-invalid', () => addMonths('2026-02-03', 0.5));
  });

  it('always give a calendar date, as many months on', () => {
    const date = fc.date({ min: new Date('1000-01-01'), max: new Date('8000-01-01'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, fc.integer({ min: -1200, max: 1200 }), (from, months) => {
        const to = addMonths(from, months);
        const index = (d: string): number => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7));
        expect(isIsoDate(to)).toBe(true);
        expect(index(to) - index(from)).toBe(months);
      }),
    );
  });
});
