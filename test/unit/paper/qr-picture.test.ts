import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encode as encodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import QRCode from 'qrcode';
import { utf8 } from '../../../src/core/bytes.js';
import { readChunks, writeChunks } from '../../../src/core/png.js';
import { QR_PICTURE } from '../../../src/paper/qr-picture.js';
import { carried, linkIn } from '../../../src/verify/unwrap.js';

const LINK = 'https://badges.example/assertions/1';
const png = async (text: string, options: object = {}): Promise<Uint8Array> => new Uint8Array(await QRCode.toBuffer(text, { width: 120, ...options }));
const said = async (picture: Uint8Array): Promise<string | undefined> => {
  const [content] = await QR_PICTURE.contents(picture);
  return content && Buffer.from(content).toString('utf8');
};

/** A sheet with the code somewhere on it, as a camera or a screenshot has it. */
async function photo(size: number): Promise<PNG> {
  const code = PNG.sync.read(Buffer.from(await png(LINK, { width: Math.floor(size / 4) })));
  const sheet = new PNG({ width: size, height: Math.floor(size * 0.75) });
  sheet.data.fill(0xd8);
  PNG.bitblt(code, sheet, 0, 0, code.width, code.height, Math.floor(size / 3), Math.floor(size / 5));
  return sheet;
}

describe('a picture of a QR code', () => {
  it('says what the code says: a PNG, one on a transparent ground, one in grey, a large screenshot, a photo', async () => {
    expect(await said(await png(LINK))).toBe(LINK);
    expect(await said(await png(LINK, { color: { light: '#ffffff00' } }))).toBe(LINK);
    const screenshot = await photo(900);
    expect(await said(new Uint8Array(PNG.sync.write(screenshot, { colorType: 0 })))).toBe(LINK);
    expect(await said(new Uint8Array(PNG.sync.write(screenshot)))).toBe(LINK);
    expect(await said(new Uint8Array(encodeJpeg({ width: screenshot.width, height: screenshot.height, data: screenshot.data }, 60).data))).toBe(LINK);
  });

  it('is told by its content, and gives nothing when it shows none', async () => {
    const plain = new PNG({ width: 64, height: 64 });
    expect([QR_PICTURE.carries(await png(LINK)), QR_PICTURE.carries(Uint8Array.of(0xff, 0xd8, 0xff)), QR_PICTURE.carries(utf8('%PDF'))]).toEqual([true, true, false]);
    expect(await QR_PICTURE.contents(new Uint8Array(PNG.sync.write(plain)))).toEqual([]);
  });

  it.each([
    ['dimensions that nobody could unpack', (width: number) => [width, 65_535]],
    ['more pixels than we look at', () => [3601, 3600]],
  ])('with %s is not unpacked', async (_what, size) => {
    const [header, ...rest] = readChunks(await png(LINK)) ?? [];
    const data = Buffer.from(header?.data ?? []);
    const [width = 0, height = 0] = size(65_535);
    data.writeUInt32BE(width, 0);
    data.writeUInt32BE(height, 4);
    const bomb = writeChunks([{ type: 'IHDR', data }, ...rest.map((one) => (one.type === 'IDAT' ? { type: 'IDAT', data: deflateSync(Buffer.alloc(1_000_000)) } : one))]);
    const before = process.memoryUsage().rss;
    expect(await QR_PICTURE.contents(bomb)).toEqual([]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('broken anywhere gives nothing, or what it said, and never throws', async () => {
    const [good, jpeg] = [await png(LINK, { width: 120 }), new Uint8Array(encodeJpeg({ ...PNG.sync.read(Buffer.from(await png(LINK, { width: 120 }))) }, 80).data)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(good, jpeg), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }), fc.nat(), async (picture, changes, cut) => {
        const broken = picture.slice(0, cut % 3 === 0 ? 1 + (cut % picture.length) : picture.length);
        for (const [at, byte] of changes) broken[4 + (at % Math.max(1, broken.length - 4))] = byte;
        if (QR_PICTURE.carries(broken)) expect([undefined, LINK]).toContain(await said(broken));
      }),
      { numRuns: 25 },
    );
  });
});

describe('what a picture leads to', () => {
  const carriers = [QR_PICTURE];
  it('is the one address or number that it shows, of any scheme', async () => {
    for (const text of [LINK, 'openid4vp://?client_id=x', 'did:web:a.example', '7QK4-9MZR-TX']) expect(await linkIn(await png(text), carriers)).toBe(text);
  });

  it('is nothing where it shows a credential, words, or nothing', async () => {
    expect(await linkIn(await png('{"type":"Assertion"}'), carriers)).toBeUndefined();
    expect(await linkIn(await png('two words'), carriers)).toBeUndefined();
    expect(await linkIn(utf8('{}'), carriers)).toBeUndefined();
  });

  it('comes second to what it carries inside', async () => {
    const inside = { id: 'png' as const, carries: () => true, contents: async () => Promise.resolve([utf8('{"credential":1}')]) };
    expect((await carried(await png(LINK), [inside, ...carriers])).carrier?.id).toBe('png');
    expect((await carried(await png(LINK), [{ ...inside, contents: async () => Promise.resolve([]) }, ...carriers])).carrier?.id).toBe('qr');
  });
});
