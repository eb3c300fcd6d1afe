import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readLines, type ReadLine, type ResultsMedia } from '../../../src/issue/read-lines.js';
import { refusalOf } from '../../support/rejected.js';

type Chunk = Uint8Array<ArrayBufferLike>;
async function* streamOf(chunks: readonly Chunk[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function all(media: ResultsMedia, ...chunks: (Chunk | string)[]): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  for await (const line of readLines(streamOf(chunks.map((one) => (typeof one === 'string' ? bytes(one) : one))), media)) lines.push(line);
  return lines;
}
/** What each line became: its value, or the code it was rejected with. */
const short = (lines: readonly ReadLine[]): unknown[] => lines.map((one) => ('rejection' in one ? [one.line, one.rejection.code] : [one.line, one.value]));

/** The same bytes, cut at these places. */
function cut(whole: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  return at.slice(1).map((end, index) => whole.slice(at[index], end));
}
const places = fc.array(fc.nat(), { maxLength: 12 });

describe('reading JSON', () => {
  it('reads one result as line 1', async () => {
    expect(await all('json', '{"resultId":"1"}')).toEqual([{ line: 1, value: { resultId: '1' } }]);
  });
  it('reads an array, each by its place', async () => {
    expect(await all('json', ' [{"a":1}, {"a":2}]')).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 2, value: { a: 2 } },
    ]);
  });
  it.each([
    ['what is not JSON', '{"a":', 'json-invalid'],
    ['a name twice', '{"a":1,"a":2}', 'json-invalid'],
    ['nothing', '', 'json-invalid'],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'input-invalid'],
  ])('refuses %s as a whole', async (_, body, code) => {
    expect(await refusalOf(all('json', body))).toMatchObject({ code });
  });
  it('refuses more than 16 MiB', async () => {
    const part = new Uint8Array(1024 * 1024).fill(0x20);
    expect(await refusalOf(all('json', ...Array.from({ length: 17 }, () => part)))).toMatchObject({ code: 'body-too-large' });
    expect(await all('json', ...Array.from({ length: 15 }, () => part), '{}')).toHaveLength(1);
  });
});

describe('reading NDJSON', () => {
  it('rejects a malformed line by its number, and the others go on', async () => {
    expect(short(await all('ndjson', '{"a":1}\n{"a":\r\n\n{"a":"ž"}\r\n'))).toEqual([
      [1, { a: 1 }],
      [2, 'json-invalid'],
      [4, { a: 'ž' }],
    ]);
  });
  it('leaves out a byte order mark', async () => {
    expect(short(await all('ndjson', '\uFEFF{"a":1}'))).toEqual([[1, { a: 1 }]]);
  });
  it('rejects a line that is not UTF-8', async () => {
    expect(short(await all('ndjson', Uint8Array.of(0x22, 0xe8, 0x22, 0x0a), '1'))).toEqual([
      [1, 'json-invalid'],
      [2, 1],
    ]);
  });
  it('rejects a line above 256 kB, however it is cut, and reads the next', async () => {
    const part = new Uint8Array(100_000).fill(0x61);
    expect(short(await all('ndjson', '1\n', part, part, part, part, '\n2'))).toEqual([
      [1, 1],
      [2, 'body-too-large'],
      [3, 2],
    ]);
  });
  it('takes a line that comes byte by byte', async () => {
    const text = JSON.stringify('a'.repeat(200_000));
    const lines: ReadLine[] = [];
    for await (const line of readLines(streamOf(Array.from(bytes(text), (byte) => Uint8Array.of(byte))), 'ndjson')) lines.push(line);
    expect(short(lines)).toEqual([[1, JSON.parse(text)]]);
  });
  it('takes a line of exactly 256 kB', async () => {
    const text = JSON.stringify('a'.repeat(256 * 1024 - 2));
    expect(short(await all('ndjson', `${text}\n1`))).toHaveLength(2);
    expect(short(await all('ndjson', `${text}\n1`))[0]).toEqual([1, JSON.parse(text)]);
  });
  it('does not mind a sender that uses its buffer again', async () => {
    const buffer = bytes('{"a":1,');
    async function* reusing(): AsyncGenerator<Uint8Array> {
      yield buffer;
      buffer.fill(0x20);
      yield bytes('"b":2}');
    }
    const lines: ReadLine[] = [];
    for await (const line of readLines(reusing(), 'ndjson')) lines.push(line);
    expect(short(lines)).toEqual([[1, { a: 1, b: 2 }]]);
  });
  it('gives the same lines wherever the chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant('\uFEFF')), { maxLength: 8 }), places, async (lines, cuts) => {
        const whole = bytes(lines.join('\n'));
        expect(await all('ndjson', ...cut(whole, cuts))).toEqual(await all('ndjson', whole));
      }),
      { numRuns: 200 },
    );
  });
  it('gives back every value that was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 8 }), places, async (values, cuts) => {
        const written = values.map((value) => JSON.stringify(value));
        const read = await all('ndjson', ...cut(bytes(written.join('\n')), cuts));
        expect(short(read)).toEqual(written.map((text, index): unknown[] => [index + 1, JSON.parse(text)]));
      }),
      { numRuns: 200 },
    );
  });
});

const HEADER = 'resultId,achievement,outcome,awardedOn,givenName,email,jointlyWith';

describe('reading CSV', () => {
  it('reads a row as the API takes a result, and counts lines as the file does', async () => {
    expect(await all('csv', `${HEADER}\nr-1,A,passed,2026-06-30,Željka,z@a.example,\n\nr-2,A,passed,2026-06-30,,,one|two\n`)).toEqual([
      { line: 2, value: { resultId: 'r-1', achievement: 'A', outcome: 'passed', awardedOn: '2026-06-30', learner: { givenName: 'Željka', email: 'z@a.example' } } },
      { line: 4, value: { resultId: 'r-2', achievement: 'A', outcome: 'passed', awardedOn: '2026-06-30', jointlyWith: ['one', 'two'], learner: {} } },
    ]);
  });
  it('reads semicolons, CRLF, quotes and a byte order mark', async () => {
    const text = '\uFEFFresultId;achievement;outcome;awardedOn;fullName\r\n"r;1";A;passed;2026-06-30;"Ana ""Anči"" Horvat"\r\n';
    expect(await all('csv', text)).toEqual([{ line: 2, value: { resultId: 'r;1', achievement: 'A', outcome: 'passed', awardedOn: '2026-06-30', learner: { fullName: 'Ana "Anči" Horvat' } } }]);
  });
  it('passes over rows of empty cells', async () => {
    expect(await all('csv', `${HEADER}\n,,,,,,\n ,,,,,,\n`)).toEqual([]);
  });
  it.each([
    ['too few cells', 'r-1,A,passed'],
    ['too many cells', 'r-1,A,passed,2026-06-30,Ana,,,'],
    ['a quote that is not closed', 'r-1,A,passed,2026-06-30,"Ana,,'],
    ['a quote inside a cell', 'r-1,A,passed,2026-06-30,An"a,,'],
    ['something after a closing quote', 'r-1,A,passed,2026-06-30,"An"a,,'],
  ])('rejects a row with %s, and the others go on', async (_, row) => {
    const good = 'r-2,A,passed,2026-06-30,Ivo,,';
    const lines = await all('csv', `${HEADER}\n${row}\n${good}\n`);
    expect(short(lines)[0]).toEqual([2, 'csv-invalid']);
    expect(lines[1]).toMatchObject({ line: 3, value: { resultId: 'r-2' } });
  });
  it('rejects a row that is not UTF-8', async () => {
    expect(short(await all('csv', `${HEADER}\nr-1,A,passed,2026-06-30,`, Uint8Array.of(0xe8), ',,\n'))).toEqual([[2, 'csv-invalid']]);
  });
  it.each([
    ['an unknown column', 'resultId,achievement,outcome,awardedOn,nickname', 'nickname'],
    ['an unknown column that may be data', 'resultId,achievement,Ana Horvat,outcome', 'column 3'],
    ['a missing column', 'resultId,achievement,outcome,email', 'awardedOn'],
    ['a column twice', `${HEADER},email`, 'email'],
    ['another separator', 'resultId\tachievement\toutcome\tawardedOn', 'resultId'],
    ['no rows at all', '', 'UTF-8'],
    ['bytes that are not text', Uint8Array.of(0xff, 0xfe, 0x0a), 'UTF-8'],
  ])('refuses a table with %s, naming it', async (_, table, named) => {
    expect(await refusalOf(all('csv', table))).toMatchObject({ code: 'csv-invalid' });
    await expect(all('csv', table)).rejects.toThrow(named);
  });
  it('repeats nothing of a row that stands where the header should', async () => {
    await expect(all('csv', 'Ana,Horvat,1998-04-09\n')).rejects.not.toThrow(/Ana|Horvat|1998/);
  });
  it.each(['Ana Horvat', 'ana@a.example', '1998-04-09'])('repeats no column that may be data: %s', async (column) => {
    await expect(all('csv', `${HEADER},${column}\n`)).rejects.toThrow('column 8');
    await expect(all('csv', `${HEADER},${column}\n`)).rejects.not.toThrow(column);
  });
  it('gives the same lines wherever the chunks are cut', async () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '""', ',', ';', '\r', 'ž', '"a,b"'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 5, maxLength: 8 }), { maxLength: 5 }), places, async (rows, cuts) => {
        const whole = bytes([HEADER, ...rows.map((row) => row.join(','))].join('\n'));
        expect(await all('csv', ...cut(whole, cuts))).toEqual(await all('csv', whole));
      }),
      { numRuns: 200 },
    );
  });
  it('gives back every cell that was written', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\r\n]/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 5 }), places, async (names, cuts) => {
        const rows = names.map((text) => `r,A,passed,2026-06-30,"${text.replaceAll('"', '""')}",,`);
        const read = await all('csv', ...cut(bytes([HEADER, ...rows].join('\n')), cuts));
        expect(read.map((one) => 'value' in one && (one.value as { learner: { givenName: string } }).learner.givenName)).toEqual(names);
      }),
      { numRuns: 200 },
    );
  });
});
