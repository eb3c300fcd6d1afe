import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import { AppError } from '../../../src/core/errors.js';
import { createAttachments } from '../../../src/paper/attachments.js';
import { DOCUMENT, paper, paperAward, sourceOf } from '../../support/paper.js';

const carrier = createAttachments();

function pdf(files: Readonly<Record<string, Uint8Array>>, options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const doc = new PDFDocument(options);
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    for (const [name, bytes] of Object.entries(files)) doc.file(Buffer.from(bytes), { name });
    doc.text('A page');
    doc.end();
  });
}
const reasonOf = (bytes: Uint8Array): Promise<string> =>
  carrier.contents(bytes).then(
    (contents) => `${contents.length} read`,
    (error: unknown) => (error instanceof AppError && error.code === 'unreadable' ? (error.reason ?? 'no reason') : `not refused: ${String(error)}`),
  );

describe('what a PDF carries', () => {
  it('is told by its header, wherever in the first kilobyte that is', async () => {
    const bytes = await pdf({});
    expect(carrier.carries(bytes)).toBe(true);
    expect(carrier.carries(Buffer.concat([Buffer.from('x'.repeat(500)), bytes]))).toBe(true);
    expect(carrier.carries(Buffer.from('{"a":"PDF"}'))).toBe(false);
  });

  it('is read byte for byte, out of our certificate and out of others', async () => {
    expect((await carrier.contents(await paper().render(sourceOf(paperAward())))).map((content) => Buffer.from(content).toString())).toEqual([Buffer.from(DOCUMENT).toString()]);
    const files = { 'a.json': Buffer.from('{"a":1}'), 'b.txt': Buffer.from([0, 255, 1]) };
    expect((await carrier.contents(await pdf(files))).map((content) => Buffer.from(content).toString('hex')).sort()).toEqual(Object.values(files).map((file) => file.toString('hex')).sort());
    expect(await reasonOf(await pdf({}))).toBe('0 read');
  });

  it('is not to be had from a PDF that is locked, cut short or none', async () => {
    expect(await reasonOf(await pdf({ 'a.json': DOCUMENT }, { userPassword: 'secret', pdfVersion: '1.7' }))).toBe('encrypted');
    expect(await reasonOf(Buffer.from('%PDF-1.7 and nothing more'))).toBe('broken');
    expect(await reasonOf((await pdf({ 'a.json': DOCUMENT })).slice(0, 300))).toBe('broken');
  });

  it('is not unpacked without measure', async () => {
    const before = process.memoryUsage().rss;
    expect(await reasonOf(await pdf({ 'bomb.json': new Uint8Array(100 * 1024 * 1024) }))).toBe('too-complex');
    expect(await reasonOf(await pdf({ 'large.json': new Uint8Array(17 * 1024 * 1024) }))).toBe('too-complex');
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  });

  it.each([
    ['a picture of 20,000 pixels a side', '/DCTDecode', hugeJpeg(20_000)],
    ['lines of 400 million dots', '/CCITTFaxDecode /DecodeParms << /K -1 /Columns 400000000 >>', Buffer.alloc(1000, 0x55)],
  ])('is not unpacked as %s, and takes no memory for it', async (_name, filter, packed) => {
    const before = process.memoryUsage().rss;
    expect(await reasonOf(withFilter(filter, packed))).toBe('too-complex');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('leaves nothing but an answer or a refusal, whatever the bytes', async () => {
    const good = await pdf({ 'a.json': DOCUMENT });
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(good.length), async (places, end) => {
        const bytes = Uint8Array.from(good);
        for (const [at, byte] of places) bytes[at] = byte;
        expect(await reasonOf(end % 3 === 0 ? bytes.slice(0, Math.max(10, end)) : bytes)).toMatch(/^(\d+ read|encrypted|broken|too-complex)$/);
      }),
      { numRuns: 12 },
    );
  });
});

/** A PDF with one attached file, written by hand: the filter and what it is to unpack. */
function withFilter(filter: string, packed: Uint8Array): Uint8Array {
  const catalog = '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >> >>';
  const objects = [catalog, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>', '<< /Type /Filespec /F (a) /EF << /F 5 0 R >> >>'].map((one, i) => `${i + 1} 0 obj\n${one}\nendobj\n`);
  const stream = Buffer.concat([Buffer.from(`5 0 obj\n<< /Length ${packed.length} /Filter ${filter} >>\nstream\n`), packed, Buffer.from('\nendstream\nendobj\n')]);
  return Buffer.concat([Buffer.from(`%PDF-1.7\n${objects.join('')}`), stream, Buffer.from('trailer << /Size 6 /Root 1 0 R >>\n%%EOF')]);
}

/** ISO/IEC 10918-1, B.2: three components, one code of one bit for "nothing", and nothing for as long as it goes. */
function hugeJpeg(side: number): Uint8Array {
  const segment = (marker: number, ...data: readonly number[]): readonly number[] => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data];
  const components = [1, 2, 3];
  const frame = segment(0xc0, 8, side >> 8, side & 255, side >> 8, side & 255, 3, ...components.flatMap((id) => [id, 0x11, 0]));
  const tables = [0x00, 0x10].flatMap((id) => segment(0xc4, id, 1, ...Array<number>(15).fill(0), 0));
  const head = [0xff, 0xd8, ...segment(0xdb, 0, ...Array<number>(64).fill(1)), ...frame, ...tables, ...segment(0xda, 3, ...components.flatMap((id) => [id, 0]), 0, 63, 0)];
  return Buffer.concat([Buffer.from(head), Buffer.alloc(1_500_000), Buffer.from([0xff, 0xd9])]);
}
