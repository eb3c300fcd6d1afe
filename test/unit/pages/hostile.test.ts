import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textsFor } from '../../../src/http/pages/texts.js';
import { reportPage } from '../../../src/http/pages/views/index.js';
import { flat, shorten } from '../../../src/http/pages/views/message.js';
import { foreignPages } from '../../support/foreign-pages.js';
import { reportModel } from '../../support/pages.js';
import { credential, reportOf } from '../../support/reports.js';

const t = textsFor();

const pagesWith = (text: string): readonly string[] => Object.values(foreignPages(text, t));

/** The tags of a page: names, and attributes with their values. A value holds no `"` that is not escaped. */
const tags = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(([, name = '', attributes = '']) => ({ name, attributes: [...attributes.matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value] as const) }));
/** Elements in order; without those that come and go with the shape of a text: a date, an address, a small word. */
const COMING_AND_GOING = ['time', 'bdi', 'a'];
const steady = (html: string): string => (html.match(/<\/?[a-z!][a-z0-9]*/g) ?? []).filter((tag) => !COMING_AND_GOING.includes(tag.replace(/[</]/g, ''))).join(' ');
/** The script of the check page, by its address and nothing beside it. */
const isOurs = (name: string, attributes: readonly (readonly string[])[]): boolean => name === 'script' && attributes.map((one) => one.join('=')).join(' ') === 'type=module src=/static/verify.js';
const dangers = (html: string): readonly string[] =>
  tags(html).flatMap(({ name, attributes }) => [
    ...(['script', 'style', 'iframe', 'object', 'base'].includes(name) && !isOurs(name, attributes) ? [name] : []),
    ...attributes.filter(([key, value]) => /^(on|style$|srcdoc)/i.test(key) || (['href', 'src', 'action'].includes(key) && /^\s*(javascript|data:text|vbscript)/i.test(value))).map(([key, value]) => `${key}=${value}`),
  ]);

const HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</title><script>', '</textarea><script>', '&lt;script&gt;', '{{issuer}} $t(page.brand)', '{{', 'javascript:alert(1)', 'data:text/html,<script>', '\u202eevil', '\u0000', '😀', 'Μαρία', 'مريم', '__proto__', 'constructor'];

describe('somebody else’s text', () => {
  it.each(HOSTILE)('makes no element, no attribute and no script: %j', (s) => {
    const plain = pagesWith('plain words');
    for (const [i, html] of pagesWith(s).entries()) {
      expect(dangers(html)).toEqual([]);
      expect(tags(html).length).toBe(html.match(/<[a-z]/g)?.length);
      expect(steady(html) === steady(plain[i] ?? '')).toBe(true);
    }
  });

  it('changes the elements of no page, whatever it is', () => {
    const expected = pagesWith('plain words').map(steady);
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '/', '=', '{{', '}}', ' ', '\u202e', '\u2066', '\n'), fc.string({ minLength: 1, maxLength: 1, unit: 'binary' })), minLength: 1 });
    fc.assert(fc.property(text.filter((s) => s.trim() !== ''), (s) => pagesWith(`x ${s}`).every((html, i) => steady(html) === expected[i])), { numRuns: 40 });
  });

  it('is kept exactly, escaped, inside an element that holds its direction', () => {
    const name = 'O\u202e"Brien" & <Søn>';
    const html = reportPage(reportModel(reportOf({ ...credential, learner: { name, identifiers: [] } }), t), t);
    const shown = /<dt>Awarded to<\/dt><dd><strong>(.*?)<\/strong>/s.exec(html)?.[1];
    expect(shown).toMatch(/^<bdi>O\u202e(?:"|&quot;)Brien(?:"|&quot;) &amp; &lt;Søn(?:>|&gt;)<\/bdi>$/);
    const outside = html.replace(/<bdi[^>]*>[^<]*<\/bdi>/g, '');
    expect(outside).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it('is shown whole where it is content, and cut in a sentence', () => {
    const long = 'ü'.repeat(10_000);
    const html = reportPage(reportModel(reportOf({ ...credential, title: long, learner: { name: long, identifiers: [] }, grade: { value: long, scheme: long } }), t), t);
    expect(html.match(new RegExp(`>${long}<`, 'g'))?.length).toBeGreaterThanOrEqual(4);
    expect(/<p class="lead">(.*?)<\/p>/s.exec(html)?.[1]?.length).toBeLessThan(600);
    expect(/<title>(.*?)<\/title>/s.exec(html)?.[1]?.length).toBeLessThan(400);
  });

  it('becomes a link only as an address of the web, and never in a report', () => {
    const links = (html: string): readonly string[] => [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map((match) => match[1] ?? '');
    const [report, unconfirmed, , keep, page] = pagesWith('https://evil.example/').map(links);
    expect([...(report ?? []), ...(unconfirmed ?? [])].filter((url) => url.includes('evil'))).toEqual([]);
    expect([keep, page].every((list) => list?.some((url) => url.startsWith('https://evil.example/')))).toBe(true);
    expect(pagesWith('ftp://evil.example/').flatMap(links).filter((url) => url.startsWith('ftp'))).toEqual([]);
  });
});

describe('shorten and flat', () => {
  it('halve no character and leave no line end, control or turn of direction', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (s) => {
        expect(Array.from(shorten(s, 20)).length).toBeLessThanOrEqual(21);
        expect(flat(s)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
    expect(shorten('😀😀😀', 2)).toBe('😀😀…');
    expect(flat(' a\n\tb ')).toBe('a b');
  });
});
