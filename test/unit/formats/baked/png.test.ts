import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { concat, text, utf8 } from '../../../../src/core/bytes.js';
import { bakePng } from '../../../../src/formats/baked/index.js';
import { readChunks, writeChunks, type Chunk } from '../../../../src/core/png.js';
import { refused } from '../../core/throws.js';
import { credentialIn, examine } from './examine.js';

const image = (width = 4, height = 3): Uint8Array => {
  const png = new PNG({ width, height });
  png.data.forEach((_, i) => (png.data[i] = (i * 37) % 256));
  return new Uint8Array(PNG.sync.write(png));
};
const plain = image();
const withChunk = (...more: readonly Chunk[]): Uint8Array => {
  const chunks = readChunks(plain) ?? [];
  return writeChunks([...chunks.slice(0, -1), ...more, ...chunks.slice(-1)]);
};
const chunk = (type: string, ...parts: readonly (string | Uint8Array)[]): Chunk => ({ type, data: concat(...parts.map((part) => (typeof part === 'string' ? utf8(part) : part))) });
const JSON_TEXT = '{"title":"Ελληνικά, Kovačević, 😀, \u0000 no"}'.replace('\u0000', '\\u0000');

describe('baking into PNG', () => {
  it('gives back exactly the credential, and someone else’s decoder the same pixels', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.json(), async (width, height, credential) => {
        const before = image(width, height);
        const baked = bakePng(before, utf8(credential));
        expect(await credentialIn(baked)).toBe(credential);
        expect(PNG.sync.read(Buffer.from(baked)).data.equals(PNG.sync.read(Buffer.from(before)).data)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('writes one uncompressed iTXt chunk of the specification’s keyword, with nothing before the text', () => {
    const [, ...added] = (readChunks(bakePng(plain, utf8('{}'))) ?? []).filter(({ type }) => type === 'iTXt' || type === 'IHDR');
    expect(added.map(({ data }) => text(data))).toEqual(['openbadgecredential\0\0\0\0\0{}']);
  });

  it.each([
    ['no image', utf8('{}')],
    ['an image cut short', plain.slice(0, -5)],
    ['an image that carries one already', bakePng(plain, utf8('{}'))],
    ['an image of an older badge', withChunk(chunk('iTXt', 'openbadges\0\0\0\0\0{}'))],
  ])('refuses %s', (_name, bytes) => {
    refused('input-invalid', () => bakePng(bytes, utf8('{}')));
  });
});

describe('reading PNG', () => {
  const packed = new Uint8Array(deflateSync(utf8(JSON_TEXT)));
  it.each([
    ['iTXt', chunk('iTXt', 'openbadgecredential\0\0\0\0\0', JSON_TEXT)],
    ['iTXt with language and translated keyword', chunk('iTXt', 'openbadgecredential\0\0\0en\0Badge\0', JSON_TEXT)],
    ['compressed iTXt', chunk('iTXt', 'openbadgecredential\0\x01\0\0\0', packed)],
    ['zTXt', chunk('zTXt', 'openbadgecredential\0\0', packed)],
    ['tEXt', chunk('tEXt', 'openbadgecredential\0', JSON_TEXT)],
    ['a chunk of learner records', chunk('iTXt', `clrcredential\0\0\0\0\0${JSON_TEXT}`)],
  ])('finds the credential in %s', async (_name, one) => {
    expect(await credentialIn(withChunk(one))).toBe(JSON_TEXT);
  });

  const bomb = new Uint8Array(deflateSync(new Uint8Array(3 * 1024 * 1024)));
  const good = chunk('iTXt', 'openbadgecredential\0\0\0\0\0{}');
  const wrongSum = withChunk(good);
  wrongSum[wrongSum.length - 14] = (wrongSum[wrongSum.length - 14] ?? 0) ^ 1;
  it.each([
    ['no credential', plain, 'none'],
    ['the keyword in another kind of chunk', withChunk(chunk('eXIf', 'openbadgecredential\0{}')), 'none'],
    ['a word that every object has', withChunk(chunk('tEXt', 'constructor\0{}')), 'none'],
    ['two credentials', withChunk(good, good), 'several'],
    ['a credential and an older badge', withChunk(good, chunk('tEXt', 'openbadges\0https://badges.example/1')), 'several'],
    ['a wrong checksum', wrongSum, 'broken'],
    ['a chunk cut short', withChunk(good).slice(0, -3), 'broken'],
    ['nothing after its signature', plain.slice(0, 8), 'broken'],
    ['an unpacked size past the limit', withChunk(chunk('zTXt', 'openbadgecredential\0\0', bomb)), 'broken'],
    ['a compression nobody defined', withChunk(chunk('iTXt', 'openbadgecredential\0\x01\x01\0\0', packed)), 'broken'],
    ['an iTXt chunk without its parts', withChunk(chunk('iTXt', 'openbadgecredential\0\0\0')), 'broken'],
  ])('says of %s that it gives none', async (_name, bytes, fault) => {
    expect(await examine(bytes)).toEqual({ carrier: 'png', fault });
  });

  it.each([
    ['iTXt', chunk('iTXt', 'openbadges\0\0\0\0\0{"a":1}'), '{"a":1}'],
    ['tEXt, as an address', chunk('tEXt', 'openbadges\0https://badges.example/1'), 'https://badges.example/1'],
  ])('takes a badge of Open Badges 2 from %s', async (_where, one, credential) => {
    expect(await examine(withChunk(one))).toEqual({ carrier: 'png', credential });
  });

  it('is not misled by what follows the image', async () => {
    expect(await examine(concat(withChunk(good), utf8('openbadgecredential')))).toMatchObject({ credential: '{}' });
  });

  it('never throws and never reads past the end, whatever was changed', async () => {
    const baked = withChunk(chunk('iTXt', 'openbadgecredential\0\x01\0\0\0', packed));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(baked.length - 9), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(baked.length), async (changes, cut) => {
        const mutated = baked.slice();
        for (const [at, value] of changes) mutated[at + 8] = value;
        for (const bytes of [mutated, mutated.slice(0, 8 + cut), repaired(mutated)]) expect((await examine(bytes))?.carrier).toBe('png');
      }),
      { numRuns: 300 },
    );
  });

  it('unpacks none of many: a small file could fill the memory', async () => {
    const bomb = chunk('zTXt', 'openbadgecredential\0\0', new Uint8Array(deflateSync(new Uint8Array(2 * 1024 * 1024))));
    const png = withChunk(...Array.from({ length: 500 }, () => bomb));
    const before = process.memoryUsage().arrayBuffers;
    expect(png.length).toBeLessThan(2 * 1024 * 1024);
    const found = examine(png);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
    expect(await found).toEqual({ carrier: 'png', fault: 'several' });
  });
});

/** The same chunks with right checksums, so that the change reaches what reads them. */
function repaired(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer);
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = Math.min(view.getUint32(at), png.length - at - 12);
    chunks.push({ type: Buffer.from(png.slice(at + 4, at + 8)).toString('latin1').replace(/[^A-Za-z]/g, 'x'), data: png.slice(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return writeChunks(chunks);
}
