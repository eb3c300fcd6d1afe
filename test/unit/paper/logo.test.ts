import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { concat, utf8 } from '../../../src/core/bytes.js';
import { readChunks, writeChunks, type Chunk } from '../../../src/core/png.js';
import { drawableLogo } from '../../../src/paper/logo.js';
import { paper, paperAward, paperOrganisation, sourceOf } from '../../support/paper.js';

const SIDE = 10;
function header(colourType: number): Uint8Array {
  const data = new Uint8Array(13);
  new DataView(data.buffer).setUint32(0, SIDE);
  new DataView(data.buffer).setUint32(4, SIDE);
  return data.fill(8, 8, 9).fill(colourType, 9, 10);
}
const packed = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateSync(bytes));
const rgba = new Uint8Array(SIDE * (1 + SIDE * 4));
const png = (pixels: Uint8Array, { colourType = 6, before = [] }: { colourType?: number; before?: readonly Chunk[] } = {}): Uint8Array =>
  writeChunks([{ type: 'IHDR', data: header(colourType) }, ...before, { type: 'IDAT', data: pixels }, { type: 'IEND', data: new Uint8Array() }]);
const logo = (bytes: Uint8Array) => ({ mediaType: 'image/png', base64: Buffer.from(bytes).toString('base64') }) as const;

// What the PDF library meets in a logo's pixels it throws where nobody catches it: the whole process would end.
describe('a logo on paper', () => {
  it.each([
    ['pixels that do not unpack', png(utf8('not packed'))],
    ['a filter that there is not', png(packed(Uint8Array.from(rgba).fill(9, 0, 1)))],
    ['a filter that there is not in the last row', png(packed(Uint8Array.from(rgba).fill(5, 9 * 41, 9 * 41 + 1)))],
    ['too few pixels', png(packed(rgba.slice(1)))],
    ['pixels without end', png(packed(new Uint8Array(50_000_000)))],
    ['a wrong checksum', png(packed(rgba)).fill(1, 40, 42)],
    ['colours that are nowhere', png(packed(new Uint8Array(SIDE * (SIDE + 1))), { colourType: 3 })],
  ])('is left out when it has %s', async (_name, bytes) => {
    expect(drawableLogo(logo(bytes))).toBeUndefined();
    const organisation = { ...paperOrganisation, logo: logo(bytes) };
    expect(Buffer.from(await paper().render(sourceOf(paperAward({ organisation, awardingBodies: [organisation] })))).includes('/Subtype /Image')).toBe(false);
  });

  it('is drawn when it is whole, without what the library would take for pixels', async () => {
    const animated = png(packed(rgba), { before: [{ type: 'fdAT', data: concat(new Uint8Array(4), utf8('no pixels')) }] });
    const drawable = drawableLogo(logo(animated));
    expect(drawable).toMatchObject({ width: SIDE, height: SIDE });
    expect(readChunks(drawable!.bytes)?.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND']);
    const organisation = { ...paperOrganisation, logo: logo(animated) };
    expect(Buffer.from(await paper().render(sourceOf(paperAward({ organisation, awardingBodies: [organisation] })))).includes('/Subtype /Image')).toBe(true);
  });
});
