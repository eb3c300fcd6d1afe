import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, text, utf8 } from '../../../../src/core/bytes.js';
import { bakeSvg } from '../../../../src/formats/baked/index.js';
import { refused } from '../../core/throws.js';
import { credentialIn, examine } from './examine.js';

const NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';
const PLAIN = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a badge -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A &amp; B</title><path d="M0 0h9v9z"/></svg>';
const JWS = 'eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2ln';
const svg = (inside: string, before = ''): Uint8Array => utf8(`${before}<svg ${NS}>${inside}<path d="M0 0h9v9z"/></svg>`);

describe('baking into SVG', () => {
  it('gives back exactly the credential, whatever its texts hold', async () => {
    const texts = fc.string({ unit: 'grapheme' }).filter((one) => !/[\uFFFE\uFFFF]/.test(one));
    const hostile = fc.constantFrom(']]>', ']]]]>>', '<![CDATA[', '</openbadges:credential>', '&lt;&amp;', '\r\n', '\u0085', '\u2028', '<!DOCTYPE svg [<!ENTITY a "b">]>', '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(texts, hostile)), async (parts) => {
        const credential = JSON.stringify({ parts });
        expect(await credentialIn(bakeSvg(utf8(PLAIN), utf8(credential)))).toBe(credential);
      }),
      { numRuns: 200 },
    );
  });

  it('writes what only JSON can hold as JSON’s escape of it', async () => {
    expect(await credentialIn(bakeSvg(utf8(PLAIN), utf8('{"a":"\uFFFE\uFFFF"}')))).toBe('{"a":"\\ufffe\\uffff"}');
  });

  it('puts it first in the root and leaves the picture', () => {
    const baked = text(bakeSvg(utf8(PLAIN), utf8('{"a":1}')));
    expect(baked).toContain('<openbadges:credential><![CDATA[{"a":1}]]></openbadges:credential><title>A &amp; B</title><path d="M0 0h9v9z"/></svg>');
    expect(baked).toContain('xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"');
  });

  it.each([
    ['no XML', utf8('{}'), '{}'],
    ['a web page', utf8('<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'), '{}'],
    ['an image that carries one already', bakeSvg(utf8(PLAIN), utf8('{}')), '{}'],
    ['a character that XML cannot hold', utf8(PLAIN), '{"a":"\u0001"}'],
    ['a line end that XML would change', utf8(PLAIN), '{\r"a":1}'],
  ])('refuses %s', (_name, image, credential) => {
    refused('input-invalid', () => bakeSvg(image, utf8(credential)));
  });
});

describe('reading SVG', () => {
  it.each([
    ['JSON as character data', svg('<openbadges:credential>\n <![CDATA[ {"a":"<&"} ]]>\n</openbadges:credential>'), '{"a":"<&"}'],
    ['JSON as text', svg('<openbadges:credential>{"a":"&lt;"}</openbadges:credential>'), '{"a":"<"}'],
    ['a token', svg(`<openbadges:credential verify="${JWS}"/>`), JWS],
    ['a token in another prefix, deeper', svg(`<g><b:credential xmlns:b="https://purl.imsglobal.org/ob/v3p0" verify=" ${JWS} "></b:credential></g>`), JWS],
    ['a learner record', svg(`<c:credential xmlns:c="https://purl.imsglobal.org/clr/v2p0" verify="${JWS}"/>`), JWS],
    ['a document type that points elsewhere', svg(`<openbadges:credential verify="${JWS}"/>`, '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'), JWS],
    ['a text with U+FFFD in it', svg('<openbadges:credential>{"a":"\uFFFD"}</openbadges:credential>'), '{"a":"\uFFFD"}'],
    ['a byte order mark', concat(Uint8Array.of(0xef, 0xbb, 0xbf), svg(`<openbadges:credential verify="${JWS}"/>`)), JWS],
  ])('finds %s', async (_name, bytes, credential) => {
    expect(await examine(bytes)).toEqual({ carrier: 'svg', credential });
  });

  const declared = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  it.each([
    ['an ordinary image', utf8(PLAIN), 'none'],
    ['an element of that name in another namespace', utf8('<svg xmlns="http://www.w3.org/2000/svg"><credential verify="a.b.c"/></svg>'), 'none'],
    ['two credentials', svg(`<openbadges:credential verify="${JWS}"/><openbadges:credential verify="${JWS}"/>`), 'several'],
    ['a badge and a learner record', svg(`<openbadges:credential verify="${JWS}"/><c:credential xmlns:c="https://purl.imsglobal.org/clr/v2p0" verify="${JWS}"/>`), 'several'],
    ['a token and JSON', svg(`<openbadges:credential verify="${JWS}">{}</openbadges:credential>`), 'several'],
    ['an empty credential', svg('<openbadges:credential/>'), 'broken'],
    ['entities of its own', svg(`<openbadges:credential>&b;</openbadges:credential>`, declared), 'broken'],
    ['entities of its own that nothing uses', svg(`<openbadges:credential>{}</openbadges:credential>`, declared), 'broken'],
    ['a tag that is not closed', utf8(`<svg ${NS}><g></svg>`), 'broken'],
    ['an entity nobody declared', svg('<openbadges:credential>&x;</openbadges:credential>'), 'broken'],
    ['an attribute without quotes', svg('<openbadges:credential verify=a />'), 'broken'],
    ['an attribute given twice', svg('<openbadges:credential verify="a" verify="b"/>'), 'broken'],
    ['no namespace', utf8('<svg><path d="M0 0"/></svg>'), 'broken'],
  ])('says of %s that it gives none', async (_name, bytes, fault) => {
    expect(await examine(bytes)).toEqual({ carrier: 'svg', fault });
  });

  it.each([
    ['its address', '<o:assertion xmlns:o="http://openbadges.org" verify="https://badges.example/1"/>', 'https://badges.example/1'],
    ['its signature', `<o:assertion xmlns:o="http://openbadges.org" verify="${JWS}"/>`, JWS],
    ['all it says, with its address beside', '<o:assertion xmlns:o="http://openbadges.org" verify="https://badges.example/1"><![CDATA[{"a":1}]]></o:assertion>', '{"a":1}'],
  ])('takes from a badge of Open Badges 2 %s', async (_what, inside, credential) => {
    expect(await examine(svg(inside))).toEqual({ carrier: 'svg', credential });
  });

  it.each([
    ['JSON', '{"a":"<svg>"}'],
    ['a web page with an image in it', '<!DOCTYPE html><html><body><svg xmlns="http://www.w3.org/2000/svg"/></body></html>'],
    ['another kind of XML', '<?xml version="1.0"?><rss/>'],
    ['nothing', ''],
  ])('takes %s for no image', async (_name, content) => {
    expect(await examine(utf8(content))).toBeUndefined();
  });

  it.each([
    ['deep nesting', `${'<g>'.repeat(200_000)}${'</g>'.repeat(200_000)}`],
    ['many elements', '<g/>'.repeat(400_000)],
    ['many attributes', `<g ${Array.from({ length: 60_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['one long attribute', `<g d="${'M0 0'.repeat(500_000)}"/>`],
    ['ampersands', '&amp;'.repeat(400_000)],
    ['an endless comment', `<!-- ${'-'.repeat(2_000_000)}`],
    ['open tags', '<g '.repeat(500_000)],
    ['many namespaces', '<g xmlns:a="b">'.repeat(60_000) + '</g>'.repeat(60_000)],
    ['credentials inside each other', `${'<openbadges:credential>'.repeat(30_000)}x${'</openbadges:credential>'.repeat(30_000)}`],
    ['a credential of elements inside each other', `<openbadges:credential>${'<g>'.repeat(45_000)}x${'</g>'.repeat(45_000)}</openbadges:credential>`],
  ])('is not held up by %s', async (_name, inside) => {
    const started = Date.now();
    expect((await examine(svg(inside)))?.carrier).toBe('svg');
    expect(Date.now() - started).toBeLessThan(6000);
  });

  it('never throws, whatever was changed', async () => {
    const baked = bakeSvg(utf8(PLAIN), utf8('{"a":"]]>"}'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(baked.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat(baked.length), async (changes, cut) => {
        const mutated = baked.slice();
        for (const [at, value] of changes) mutated[at] = value;
        for (const bytes of [mutated, mutated.slice(0, cut)]) expect(['svg', undefined]).toContain((await examine(bytes))?.carrier);
      }),
      { numRuns: 300 },
    );
  });
});
