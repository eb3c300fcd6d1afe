import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { StatusList } from '@sd-jwt/jwt-status-list';
import fc from 'fast-check';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { concat, toBase64url, toHex } from '../../../src/core/bytes.js';
import { decodeTokenList, encodeTokenList, entriesIn, STATUS_BITS, statusAt, type StatusBits } from '../../../src/core/token-status-list.js';
import { refused } from './throws.js';

interface Vector {
  readonly name: string;
  readonly entries: number;
  readonly bits: StatusBits;
  readonly lst: string;
  /** Of the whole list, where the draft prints them. */
  readonly bytes?: string;
  readonly set: Readonly<Record<string, number>>;
}
const VECTORS = JSON.parse(readFileSync(new URL('../../vectors/token-status-list/lists.json', import.meta.url), 'utf8')) as Vector[];

/** Every status but 0, by its index. */
const stated = (bytes: Uint8Array, bits: StatusBits): Record<string, number> => {
  const found: Record<string, number> = {};
  for (let index = 0; index < entriesIn(bytes, bits); index += 1) {
    const status = statusAt(bytes, bits, index);
    if (status !== 0) found[String(index)] = status;
  }
  return found;
};
const nonZero = (set: Vector['set']): Record<string, number> => Object.fromEntries(Object.entries(set).filter(([, status]) => status !== 0));

describe('a token status list', () => {
  it.each(VECTORS)('of the draft says what the draft says: $name', ({ bits, lst, bytes, set, entries }) => {
    const decoded = decodeTokenList(lst);
    expect(decoded).toHaveLength((entries * bits) / 8);
    if (bytes !== undefined) expect(toHex(decoded)).toBe(bytes);
    expect(stated(decoded, bits)).toEqual(nonZero(set));
    const ours = encodeTokenList(Object.entries(set).map(([index, status]) => [Number(index), status] as const), { bits, entries });
    expect(decodeTokenList(ours.lst)).toEqual(decoded);
  });

  it.each(STATUS_BITS)('of %d bits says the same to the peer, both ways', (bits) => {
    const statuses = Array.from({ length: 64 }, (_, index) => (index * 7) % 2 ** bits);
    const ours = encodeTokenList(statuses.entries(), { bits, entries: 64 });
    const theirs = StatusList.decompressStatusList(ours.lst, bits);
    expect(statuses.map((_, index) => theirs.getStatus(index))).toEqual(statuses);
    const bytes = decodeTokenList(new StatusList(statuses, bits).compressStatusList());
    expect(statuses.map((_, index) => statusAt(bytes, bits, index))).toEqual(statuses);
  });

  it('holds exactly the statuses put in, the last of an index standing', () => {
    const entry = (bits: StatusBits) => fc.tuple(fc.nat(299), fc.nat(2 ** bits - 1));
    fc.assert(
      fc.property(fc.constantFrom(...STATUS_BITS).chain((bits) => fc.tuple(fc.constant(bits), fc.array(entry(bits)))), ([bits, entries]) => {
        const bytes = decodeTokenList(encodeTokenList(entries, { bits, entries: 300 }).lst);
        expect(stated(bytes, bits)).toEqual(nonZero(Object.fromEntries(entries)));
      }),
    );
  });

  it.each([-1, 0.5, NaN, 8, 2 ** 53])('has no index %d', (index) => {
    refused('input-invalid', () => encodeTokenList([[index, 1]], { bits: 2, entries: 8 }));
    refused('input-invalid', () => statusAt(new Uint8Array(2), 2, index));
  });

  it.each([-1, 4, 1.5])('of two bits has no status %d', (status) => {
    refused('input-invalid', () => encodeTokenList([[0, status]], { bits: 2, entries: 8 }));
  });

  it('is unpacked up to the limit and not a byte further', () => {
    const list = toBase64url(deflateSync(new Uint8Array(1000)));
    expect(decodeTokenList(list, 1000)).toHaveLength(1000);
    refused('input-invalid', () => decodeTokenList(list, 999));
    refused('input-invalid', () => decodeTokenList(toBase64url(deflateSync(new Uint8Array(64 * 1024 * 1024), { level: 1 }))));
  });

  const zlib = deflateSync(new Uint8Array(64));
  it.each([
    ['something after its end', concat(zlib, Uint8Array.of(0))],
    ['two streams', concat(zlib, zlib)],
    ['a cut end', zlib.subarray(0, -2)],
    ['a wrong checksum', zlib.map((byte, i) => (i === zlib.length - 1 ? byte ^ 1 : byte))],
    ['gzip, the other standard', gzipSync(new Uint8Array(64))],
    ['bare DEFLATE', deflateRawSync(new Uint8Array(64))],
    ['nothing', new Uint8Array()],
  ])('is refused with %s', (_what, bytes) => {
    refused('input-invalid', () => decodeTokenList(toBase64url(bytes)));
  });

  it('is refused with padding', () => {
    refused('input-invalid', () => decodeTokenList(`${toBase64url(zlib)}=`));
  });
});
