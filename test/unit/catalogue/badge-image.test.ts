import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { utf8 } from '../../../src/core/bytes.js';
import { readChunks, writeChunks, type Chunk } from '../../../src/core/png.js';
import { checkBadgeImage } from '../../../src/catalogue/badge-image.js';
import { bakePng } from '../../../src/formats/baked/index.js';
import { refused } from '../core/throws.js';

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes as Uint8Array).toString('base64');
const faultOf = (mediaType: 'image/png' | 'image/svg+xml', bytes: Uint8Array | string): string => {
  const error = refused('input-invalid', () => checkBadgeImage({ mediaType, base64: base64(bytes) }));
  expect(error.path).toBe('/image/base64');
  return error.message;
};
const accepts = (mediaType: 'image/png' | 'image/svg+xml', bytes: Uint8Array | string): void => checkBadgeImage({ mediaType, base64: base64(bytes) });

function png(width = 100, height = width, options = {}): Uint8Array {
  const image = new PNG({ width, height, ...options });
  image.data.forEach((_, i) => (image.data[i] = (i * 31) % 256));
  return new Uint8Array(PNG.sync.write(image, options));
}
const edited = (bytes: Uint8Array, edit: (chunks: readonly Chunk[]) => readonly Chunk[]): Uint8Array => writeChunks(edit(readChunks(bytes) ?? []));
const withHeader = (at: number, value: number): Uint8Array =>
  edited(png(), (chunks) =>
    chunks.map(({ type, data }) => {
      if (type !== 'IHDR') return { type, data };
      const changed = data.slice();
      changed[at] = value;
      return { type, data: changed };
    }),
  );
const withPixels = (packed: Uint8Array): Uint8Array => edited(png(), (chunks) => [...chunks.filter(({ type }) => type === 'IHDR'), { type: 'IDAT', data: packed }, { type: 'IEND', data: new Uint8Array() }]);

/** Grey, 8 bits, all black. */
function plain(side: number): Uint8Array {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, side);
  new DataView(header.buffer).setUint32(4, side);
  header[8] = 8;
  return writeChunks([{ type: 'IHDR', data: header }, { type: 'IDAT', data: new Uint8Array(deflateSync(new Uint8Array(side * (side + 1)))) }, { type: 'IEND', data: new Uint8Array() }]);
}

describe('an uploaded PNG', () => {
  it.each([
    ['with alpha', png()],
    ['without', png(100, 100, { colorType: 2, inputColorType: 6 })],
    ['grey, 16 bits', png(120, 120, { colorType: 0, bitDepth: 16 })],
    ['of the least size', png(90)],
    ['of the most', plain(2048)],
  ])('is accepted: %s', (_name, bytes) => accepts('image/png', bytes));

  it.each([
    ['what is no PNG', utf8('<svg/>'), 'is no whole PNG image'],
    ['one cut short', png().slice(0, -1), 'is no whole PNG image'],
    ['one with a wrong checksum', png().fill(0, 60, 61), 'is no whole PNG image'],
    ['one without a header', edited(png(), (chunks) => chunks.slice(1)), 'is no whole PNG image'],
    ['one that carries a credential', bakePng(png(), utf8('{}')), 'carries a credential already'],
    ['one that is not square', png(100, 101), 'is not a square'],
    ['a small one', png(89), 'is not a square of 90'],
    ['a large one', plain(2049), 'is not a square of 90 to 2048'],
    ['a depth that there is not', withHeader(8, 3), 'cannot be decoded'],
    ['a type of colour that there is not', withHeader(9, 5), 'cannot be decoded'],
    ['pixels of another depth', withHeader(8, 16), 'cannot be decoded'],
    ['a filter that there is not', withPixels(new Uint8Array(deflateSync(new Uint8Array(100 * 401).fill(5, 0, 1)))), 'cannot be decoded'],
    ['too few pixels', withPixels(new Uint8Array(deflateSync(new Uint8Array(400)))), 'cannot be decoded'],
    ['far more pixels than it says', withPixels(new Uint8Array(deflateSync(new Uint8Array(50_000_000)))), 'cannot be decoded'],
    ['pixels that do not unpack', withPixels(utf8('no zlib')), 'cannot be decoded'],
    ['none', edited(png(), (chunks) => chunks.filter(({ type }) => type !== 'IDAT')), 'cannot be decoded'],
  ])('is refused: %s', (_name, bytes, fault) => expect(faultOf('image/png', bytes)).toContain(fault));

  it('is refused when it is not base64 as it should be', () => {
    expect(refused('input-invalid', () => checkBadgeImage({ mediaType: 'image/png', base64: 'iVBORw0KGgo' })).message).toContain('not base64');
  });

  it('is read right when it is interlaced', () => {
    // Adam7, 100 × 100, 8 bits grey: the passes are 13×13, 12×13, 25×12, 25×25, 50×25, 50×50 and 100×50 pixels, each row with its filter.
    const size = 13 * 14 + 13 * 13 + 12 * 26 + 25 * 26 + 25 * 51 + 50 * 51 + 50 * 101;
    const grey = (length: number): Uint8Array => edited(withPixels(new Uint8Array(deflateSync(new Uint8Array(length)))), (chunks) => chunks.map(({ type, data }) => (type === 'IHDR' ? { type, data: Uint8Array.from([...data.slice(0, 9), 0, 0, 0, 1]) } : { type, data })));
    accepts('image/png', grey(size));
    expect(faultOf('image/png', grey(size + 1))).toContain('cannot be decoded');
  });
});

const svg = (inside: string, attributes = 'viewBox="0 0 10 10"'): string => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;

describe('an uploaded SVG', () => {
  it.each([
    ['shapes', svg('<title>T</title><g fill="red"><path d="M0 0h9"/><circle r="3"/></g>')],
    ['a gradient and a clip path of its own', svg('<defs><linearGradient id="a"><stop offset="0"/></linearGradient><clipPath id="b"><rect width="9" height="9"/></clipPath></defs><rect fill="url(#a)" clip-path="url(#b)" style="stroke:url(#a)"/>')],
    ['a gradient that continues another', svg('<linearGradient id="a" xlink:href="#b"/>')],
    ['a size instead of a view box', svg('<path d="M0 0"/>', 'width="64mm" height="64mm"')],
    ['what a drawing program writes and does not mean', svg('<g style="opacity:1;stroke-dasharray:none;filter:none;mix-blend-mode:normal" stroke-dasharray="none"/>'.repeat(300))],
    ['as many shapes as there may be, each half seen through', svg('<path d="M0 0" fill-opacity=".5" style="stroke-opacity:.5"/>'.repeat(4900))],
    ['a declaration and comments', `<?xml version="1.0" encoding="UTF-8"?><!-- drawn by hand -->${svg('')}`],
  ])('is accepted: %s', (_name, content) => accepts('image/svg+xml', content));

  it.each([
    ['what is no SVG', '{}', 'is no well-formed SVG'],
    ['a tag left open', svg('<g>'), 'is no well-formed SVG'],
    ['a document type', `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svg('')}`, 'has a document type'],
    ['an entity', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`, 'is no well-formed SVG'],
    ['a style sheet', `<?xml-stylesheet href="https://evil.example/a.css"?>${svg('')}`, 'has a processing instruction'],
    ...['script', 'foreignObject', 'image', 'use', 'text', 'style', 'a', 'animate', 'set', 'filter', 'pattern', 'mask', 'marker', 'iframe'].map((name) => [`an element ${name}`, svg(`<${name}/>`), `has an element ${name},`] as const),
    ['an element of another kind', svg('<script xmlns="http://www.w3.org/1999/xhtml"/>'), 'has an element script that is not SVG'],
    ['a credential', svg('<o:credential xmlns:o="https://purl.imsglobal.org/ob/v3p0"/>'), 'has an element o:credential that is not SVG'],
    ['an event', svg('', 'viewBox="0 0 1 1" onload="alert(1)"'), 'has an attribute onload, which runs a script'],
    ['an event in capitals', svg('<path ONCLICK="x"/>'), 'has an attribute ONCLICK, which runs'],
    ['a link', svg('<linearGradient href="https://evil.example/#a"/>'), '(href)'],
    ['a link in an older form', svg('<linearGradient xlink:href="data:image/svg+xml,x#a"/>'), '(xlink:href)'],
    ['paint from elsewhere', svg('<path fill="url(https://evil.example/#a)"/>'), '(fill)'],
    ['paint from elsewhere in quotes', svg('<path style="fill: URL( \'//evil.example/#a\' )"/>'), '(style)'],
    ['paint from elsewhere behind paint from here', svg('<path style="fill:url(#a);stroke:url(//evil.example)"/>'), '(style)'],
    ['paint from elsewhere in disguise', svg('<path fill="u\\72l(https://evil.example)"/>'), 'that cannot be read for certain'],
    ['a comment in a style', svg('<path style="fill:ur/**/l(x)"/>'), 'that cannot be read for certain'],
    ['a base', svg('<g xml:base="https://evil.example/"/>'), '(xml:base)'],
    ['clip paths in clip paths', svg('<clipPath id="a"><path clip-path="url(#b)"/></clipPath><clipPath id="b"><path clip-path="url(#c)"/></clipPath>'), 'has a reference inside a clip path'],
    ['a size that is not said', svg('', 'fill="red"'), 'does not say how large'],
    ['a size of nothing', svg('', 'viewBox="0 0 0 0"'), 'does not say how large'],
    ['a size that is enormous', svg('', 'viewBox="0 0 1e9 1e9"'), 'does not say how large'],
    ['a banner', svg('', 'viewBox="0 0 300 100"'), 'is not square'],
    ['very many elements', svg('<g/>'.repeat(5001)), 'has more than 5000 elements'],
    ['dashes, of which one line can have a million', svg('<path d="M0 0h640" stroke-dasharray=".001"/>'), 'has stroke-dasharray, which can take hours'],
    ['dashes in a style', svg('<path style="fill:none; STROKE-DASHARRAY : .001"/>'), 'has stroke-dasharray'],
    ['a filter without an element', svg('<rect filter="blur(90)"/>'), 'has filter, which'],
    ['a filter in a style', svg('<rect style="filter:blur(90px)"/>'), 'has filter, which'],
    ['canvases inside each other', svg(`${'<g opacity=".9">'.repeat(41)}${'</g>'.repeat(41)}`), 'more than 40 deep'],
    ['very many canvases', svg('<g opacity=".9"/>'.repeat(201)), 'more than 200 uses'],
    ['very many gradients', svg('<g style="fill:url(#a)"/>'.repeat(201)), 'more than 200 uses'],
    ['an image from elsewhere without its url', svg('<rect style="cursor:image-set(\'https://evil.example/a.png\' 1x)"/>'), '(style)'],
    ['bytes that are no text', Buffer.from([0x3c, 0xff]).toString('latin1'), 'is no well-formed SVG'],
  ])('is refused: %s', (_name, content, fault) => expect(faultOf('image/svg+xml', content)).toContain(fault));

  it('is refused when it is not UTF-8', () => expect(faultOf('image/svg+xml', Uint8Array.of(0x3c, 0xff))).toContain('not UTF-8'));

  it('never makes the check fail in another way', () => {
    const piece = fc.constantFrom('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">', '</svg>', '<g ', 'on="', '"', '>', '/>', '<![CDATA[', ']]>', '&lt;', '&x;', '<?', '?>', 'url(', '#a)', ' href=', '<!DOCTYPE', '[', 'é', '\u0000');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        try {
          accepts('image/svg+xml', pieces.join(''));
        } catch (error) {
          expect(error).toMatchObject({ code: 'input-invalid', path: '/image/base64' });
        }
      }),
      { numRuns: 400 },
    );
  });
});
