import { describe, expect, it } from '@jest/globals';
import { createList as create, decodeList as decodeByPeer } from '@digitalbazaar/vc-bitstring-status-list';
import fc from 'fast-check';
import { deflateSync, gzipSync } from 'node:zlib';
import { concat, toBase64url } from '../../../src/core/bytes.js';
import { bitAt, decodeList, encodeList, MIN_ENTRIES } from '../../../src/core/bitstring.js';
import { refused } from './throws.js';

const packed = (bytes: Uint8Array): string => `u${toBase64url(bytes)}`;

describe('an encoded status list', () => {
  it('reads the example of Bitstring Status List 1.0, 3.2, as 131,072 zeros', () => {
    const bits = decodeList('uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA');
    expect(bits).toEqual(new Uint8Array(MIN_ENTRIES / 8));
  });

  it('has index 0 in the highest bit of the first byte', () => {
    const bits = decodeList(encodeList([0, 9, 15, MIN_ENTRIES - 1]));
    expect([bits.length, bits[0], bits[1], bits.at(-1)]).toEqual([16_384, 0b1000_0000, 0b0100_0001, 0b0000_0001]);
    expect(encodeList([])).toMatch(/^uH4sI/);
  });

  it('says the same to the peer, both ways', async () => {
    const set = [0, 1, 7, 8, 94_567, MIN_ENTRIES - 1];
    const theirs = await create({ length: MIN_ENTRIES });
    set.forEach((index) => theirs.setStatus(index, true));
    const ours = decodeList(await theirs.encode());
    expect([...ours.keys()].flatMap((byte) => [...Array(8).keys()].map((bit) => byte * 8 + bit)).filter((index) => bitAt(ours, index))).toEqual(set);
    const read = await decodeByPeer({ encodedList: encodeList(set) });
    expect(read.length).toBe(MIN_ENTRIES);
    expect([...Array(MIN_ENTRIES).keys()].filter((index) => read.getStatus(index))).toEqual(set);
  });

  it('sets exactly the bits asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.array(fc.nat()), (entries, numbers) => {
        const set = new Set(numbers.map((number) => number % entries));
        const bits = decodeList(encodeList(set, entries));
        expect([...Array(entries).keys()].every((index) => bitAt(bits, index) === set.has(index))).toBe(true);
      }),
    );
  });

  it('is read with or without the multibase letter', () => {
    const encoded = encodeList([3]);
    expect(decodeList(encoded.slice(1))).toEqual(decodeList(encoded));
  });

  it.each([-1, 1.5, NaN, MIN_ENTRIES, 2 ** 53])('has no index %d', (index) => {
    refused('input-invalid', () => encodeList([index]));
    refused('input-invalid', () => bitAt(new Uint8Array(MIN_ENTRIES / 8), index));
  });

  it('is unpacked up to the limit and not a byte further', () => {
    const list = packed(gzipSync(new Uint8Array(1000)));
    expect(decodeList(list, 1000)).toHaveLength(1000);
    refused('input-invalid', () => decodeList(list, 999));
  });

  it('that would unpack to 400 MiB is refused at 16', () => {
    const bomb = packed(gzipSync(new Uint8Array(400 * 1024 * 1024), { level: 1 }));
    refused('input-invalid', () => decodeList(bomb));
  });

  const gzip = gzipSync(new Uint8Array(64));
  it.each([
    ['two gzip members', concat(gzip, gzipSync(new Uint8Array(8)))],
    ['zeros after the end', concat(gzip, new Uint8Array(8))],
    ['text after the end', concat(gzip, Buffer.from('text'))],
    ['more after the end that repeats the size', concat(gzip, new Uint8Array(4), Uint8Array.of(64, 0, 0, 0))],
    ['a cut end', gzip.subarray(0, -3)],
    ['a wrong checksum', gzip.map((byte, i) => (i === gzip.length - 6 ? byte ^ 1 : byte))],
    ['zlib, the other standard', deflateSync(new Uint8Array(64))],
    ['bare bits', new Uint8Array(64)],
    ['nothing', new Uint8Array()],
  ])('is refused with %s', (_what, bytes) => {
    refused('input-invalid', () => decodeList(packed(bytes)));
  });

  it('is refused in plain base64, and as no base64 at all', () => {
    refused('input-invalid', () => decodeList(`${packed(gzip)}=`));
    refused('input-invalid', () => decodeList('u!!'));
  });
});
