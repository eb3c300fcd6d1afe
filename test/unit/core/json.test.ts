import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromHex } from '../../../src/core/bytes.js';
import { canonicalJson, MAX_DEPTH, parseJson, pointer, type Json } from '../../../src/core/json.js';
import { refused } from './throws.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(undefined, 2, '\t'), (json, space) => {
        const text = JSON.stringify(JSON.parse(json), null, space);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('agrees with JSON.parse on which texts are JSON, stricter only where it means to be', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '"b"', '\\', '\\u0061', '1', '-', '0', '.5', 'e9', 'true', 'null', ' ', '\n', '\u0000', '\ufeff');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        const native = outcome(() => JSON.parse(text) as Json);
        const own = outcome(() => parseJson(text));
        if (own.ok || !native.ok) expect(own).toEqual(native);
        else expect(own.message).toMatch(/already has|too large/);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'line 1, column 8'],
    ['{"a":1,"\\u0061":2}', 'line 1, column 8'],
    ['{"x":{\n "b":1, "c":{"b":2},\n "b":3}}', 'line 3, column 2'],
    ['[{"a":1},{"":1,"":2}]', 'line 1, column 16'],
    ['{"__proto__":1,"__proto__":2}', 'line 1, column 16'],
  ])('refuses a name that occurs twice: %s', (text, place) => {
    const { message } = refused('json-invalid', () => parseJson(text));
    expect(message).toContain('a name that this object already has');
    expect(message).toContain(place);
  });

  it('takes one name in different objects', () => {
    expect(parseJson('[{"a":{"a":1}},{"a":2}]')).toEqual([{ a: { a: 1 } }, { a: 2 }]);
  });

  it('makes a member named __proto__ a member', () => {
    const value = parseJson('{"__proto__":{"x":1}}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(value.x).toBeUndefined();
  });

  it('reads 64 levels and refuses 65', () => {
    expect(parseJson(nested(MAX_DEPTH))).toBeDefined();
    refused('json-invalid', () => parseJson(nested(MAX_DEPTH + 1)));
    refused('json-invalid', () => parseJson(`{"a":${nested(MAX_DEPTH)}}`));
    refused('json-invalid', () => parseJson('['.repeat(5_000_000)));
  });

  it.each(['1e400', '-1e400', '[1e999999]', '"\\ud83d"', '"\\ude00\\ud83d"', '"\ud83d"', '{"\\ud83d":1}', '"\ud83d\\ude00"'])('refuses %j, which not everybody reads alike', (text) => {
    refused('json-invalid', () => parseJson(text));
  });

  it.each(['', ' ', '{', '[1', '[1,]', '{"a":1,}', '{a:1}', "{'a':1}", '01', '+1', '.5', '1.', '-', 'NaN', 'tru', 'truex', '1 2', '"a', '"\t"', '"\\x"', '"\\u12"', '\ufeff1', '// 1', '\u00a01'])(
    'refuses %j',
    (text) => {
      refused('json-invalid', () => parseJson(text));
    },
  );

  it('never quotes the text in its message', () => {
    expect(refused('json-invalid', () => parseJson('{"name":"Ada Lovelace",}')).message).not.toContain('Ada');
  });

  it('reads a text of ten million characters', () => {
    for (const long of ['é'.repeat(10_000_000), `\n${'é'.repeat(1_000_000)}`]) expect(parseJson(JSON.stringify(long))).toBe(long);
  });
});

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, 3.2.2', () => {
    const input = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`;
    expect(canonicalJson(parseJson(input))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts as RFC 8785, 3.2.3: by UTF-16 code units', () => {
    const input = String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`;
    const order = Object.values(JSON.parse(canonicalJson(parseJson(input))) as Record<string, string>);
    // "1" comes first when JavaScript reads the object back; the text itself is what counts.
    expect(canonicalJson(parseJson(input)).match(/"(?:Carriage|One|Control|Latin|Euro|Emoji|Hebrew)/g)).toEqual(
      ['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'].map((word) => `"${word}`),
    );
    expect(order).toHaveLength(7);
  });

  // RFC 8785, Appendix B.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s as %s', (hex, written) => {
    expect(canonicalJson(new DataView(fromHex(hex).slice().buffer).getFloat64(0))).toBe(written);
  });

  it('does not depend on the order of members, and reads back equal', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed as Json)).toBe(canonicalJson(value as Json));
        expect(canonicalJson(parseJson(canonicalJson(value as Json)))).toBe(canonicalJson(value as Json));
      }),
    );
  });

  it.each([[NaN], [Infinity], [undefined], [{ a: undefined }], [[() => 1]], [1n], ['\ud83d'], [{ '\ude00': 1 }]])('refuses what is not JSON (%#)', (value) => {
    refused('input-invalid', () => canonicalJson(value as Json));
  });
});

describe('pointer', () => {
  it('escapes as RFC 6901, 3 and 5', () => {
    expect(pointer()).toBe('');
    expect([pointer('foo', 0), pointer(''), pointer('a/b'), pointer('m~n'), pointer('~1')]).toEqual(['/foo/0', '/', '/a~1b', '/m~0n', '/~01']);
  });
});

function outcome(read: () => Json): { ok: true; value: Json } | { ok: false; message?: string } {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    return error instanceof SyntaxError ? { ok: false } : Object.defineProperty({ ok: false as const }, 'message', { value: (error as Error).message });
  }
}
