import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import { type AppError } from '../../../src/core/errors.js';
import type { Format } from '../../../src/formats/format.js';
import { MAX_UPLOAD_BYTES } from '../../../src/verify/detect.js';
import type { Carrier } from '../../../src/verify/ports.js';
import { unwrap, type Unwrapped } from '../../../src/verify/unwrap.js';

const format = { recognises: (text: string) => text.startsWith('{"credential"') } as unknown as Format;
const FILE = utf8('%PDF-1.7');
const carrying = (...contents: readonly (string | Uint8Array)[]): Carrier => ({
  id: 'pdf',
  carries: (upload) => upload[0] === 0x25,
  contents: () => Promise.resolve(contents.map((content) => (typeof content === 'string' ? utf8(content) : content))),
});
const unwrapped = (upload: Uint8Array, ...carriers: readonly Carrier[]): Promise<Unwrapped> => unwrap(upload, { carriers, formats: [format] });

describe('unwrap', () => {
  it('leaves what no carrier knows as it is', async () => {
    const upload = utf8('{"credential":1}');
    expect(await unwrapped(upload, carrying('{"credential":2}'))).toEqual({ content: upload });
  });

  it('takes the one credential out of everything that is carried, and says what carried it', async () => {
    const contents = ['a note', Uint8Array.of(0xc3, 0x28), '{"other":1}', '{"credential":1}', new Uint8Array(MAX_UPLOAD_BYTES + 1)];
    expect(await unwrapped(FILE, carrying(...contents))).toEqual({ content: utf8('{"credential":1}'), carrier: 'pdf' });
  });

  it('takes the same credential twice for one', async () => {
    expect(await unwrapped(FILE, carrying('{"credential":1}', '{"credential":1}'))).toMatchObject({ content: utf8('{"credential":1}') });
  });

  it('refuses credentials that differ, whichever comes first', async () => {
    for (const contents of [['{"credential":1}', '{"credential":2}'], ['{"credential":2}', ' {"credential":1}', 'x']]) {
      const refused = await unwrapped(FILE, carrying(...contents)).catch((error: unknown) => error as AppError);
      expect(refused).toMatchObject({ code: 'unreadable', reason: 'several' });
    }
  });

  it('leaves a file without a credential to be named for what it is', async () => {
    expect(await unwrapped(FILE, carrying('a note'))).toEqual({ content: FILE });
  });

  it('never opens a file that is too large', async () => {
    const upload = new Uint8Array(MAX_UPLOAD_BYTES + 1).fill(0x25);
    const opened = { ...carrying(), contents: () => Promise.reject(new Error('opened')) };
    expect(await unwrapped(upload, opened)).toEqual({ content: upload });
  });
});
