import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import { AppError } from '../../../src/core/errors.js';
import type { Format } from '../../../src/formats/format.js';
import { detect, MAX_UPLOAD_BYTES } from '../../../src/verify/detect.js';

const recognising = (recognises: (text: string) => boolean) => ({ recognises }) as unknown as Format;
const braces = recognising((text) => text.startsWith('{"ok"'));
const token = recognising((text) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text));
const formats = [braces, token];

function refusal(upload: Uint8Array, given = formats): string {
  try {
    detect(upload, given);
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
  }
  return 'not refused';
}

describe('detect', () => {
  it('finds the one format by content, white space around it cut off', () => {
    expect(detect(utf8('\n  {"ok":1}\r\n'), formats)).toEqual({ format: braces, text: '{"ok":1}' });
    expect(detect(utf8(' a.b.c\n'), formats)).toEqual({ format: token, text: 'a.b.c' });
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', utf8(''), /empty/],
    ['white space', utf8(' \n'), /empty/],
    ['a PDF', utf8('%PDF-1.7'), /PDF/],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d), /PNG/],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), /JPEG/],
    ['a ZIP', utf8('PK\u0003\u0004'), /ZIP/],
    ['other bytes', Uint8Array.of(0xc3, 0x28), /not text/],
    ['a web page', utf8('<!doctype html>'), /web page/],
    ['other JSON', utf8('{"a":1}'), /JSON/],
    ['a token inside a sentence', utf8('see a.b.c please'), /text/],
    ['too much', new Uint8Array(MAX_UPLOAD_BYTES + 1).fill(0x20), /2 MiB/],
  ])('refuses %s, and says why', (_name, upload, why) => {
    const said = refusal(upload);
    expect(said).toMatch(/^unreadable: /);
    expect(said).toMatch(why);
  });

  it.each([
    ['padding', 'eyJhbGciOiJFUzI1NiJ9.e30=.AA'],
    ['a line break inside', 'eyJhbGciOiJFUzI1NiJ9.e3\n0.AA'],
    ['a name twice in its header', `${Buffer.from('{"alg":"none","alg":"ES256"}').toString('base64url')}.e30.AA`],
    ['a name twice in its payload', `eyJhbGciOiJFUzI1NiJ9.${Buffer.from('{"a":1,"a":2}').toString('base64url')}.AA`],
    ['a disclosure that is none', 'eyJhbGciOiJFUzI1NiJ9.e30.AA~e30=~'],
  ])('says of a token with %s that programs would read it differently', (_what, content) => {
    expect(() => detect(utf8(content), [braces])).toThrow(expect.objectContaining({ code: 'unreadable', reason: 'ambiguous' }));
  });

  it('has nothing to say of a token of another kind', () => {
    expect(refusal(utf8('eyJhbGciOiJFUzI1NiJ9.e30.AA'), [braces])).toMatch(/It is text/);
  });

  it('takes as much as the limit', () => {
    const upload = new Uint8Array(MAX_UPLOAD_BYTES).fill(0x20);
    upload.set(utf8('{"ok":1}'));
    expect(detect(upload, formats).text).toBe('{"ok":1}');
  });

  it('refuses what two formats take for theirs', () => {
    expect(refusal(utf8('{"ok":1}'), [braces, recognising(() => true)])).toMatch(/^unreadable: .*more than one/);
  });
});
