import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { hasUnpairedSurrogate, text } from '../../../src/core/bytes.js';
import type { Achievement } from '../../../src/core/model.js';
import { elementsOf, parseSvg } from '../../../src/formats/baked/svg.js';
import { createBadges, type Pictured } from '../../../src/paper/badge/index.js';
import { fit, LEADING } from '../../../src/paper/badge/fit.js';
import { loadFaces } from '../../../src/paper/badge/outlines.js';
import { indexedPng } from '../../../src/paper/badge/palette.js';
import { badgeWordsIn } from '../../../src/wire/badge-words.js';
import { sampleAchievement, sampleOrganisation } from '../../support/award.js';

const badges = createBadges(badgeWordsIn);
const organisation = sampleOrganisation();
const pictured = (achievement: Partial<Achievement>, more: Partial<Pictured> = {}): Pictured => ({ achievement: sampleAchievement(achievement), organisation, ...more });
const svgOf = (achievement: Partial<Achievement>, more: Partial<Pictured> = {}): string => text(badges.svg(pictured(achievement, more)));
const wordIn = (svg: string, name: 'title' | 'desc'): string | null | undefined => parseSvg(svg)?.documentElement?.getElementsByTagName(name)[0]?.textContent;
/** All that is drawn, without the words for those who do not see it. */
const drawing = (svg: string): string => svg.slice(svg.indexOf('</desc>'));

describe('a drawn badge', () => {
  it('is the same for the same achievement, and another for another', () => {
    const one = svgOf({ title: { en: 'SQL' } });
    expect(svgOf({ title: { en: 'SQL' } })).toBe(one);
    expect(drawing(svgOf({ title: { en: 'SQL' }, id: '019a9f00-0000-7000-8000-00000000aaaa' }))).not.toBe(drawing(one));
    expect(drawing(svgOf({ title: { en: 'SQL' }, level: { applicable: true, eqf: 4 } }))).not.toBe(drawing(one));
    expect(drawing(svgOf({ title: { en: 'SQL' } }, { organisation: { ...organisation, branding: { accent: '#7a1f2b' } } }))).toContain('fill="#7a1f2b"');
  });

  it('is shapes only: no font, style, script or reference', () => {
    const document = parseSvg(svgOf({}));
    const names = new Set([...(document ? elementsOf(document) : [])].map(({ localName }) => localName));
    expect([...names].sort()).toEqual(['circle', 'desc', 'path', 'svg', 'title']);
    expect(svgOf({})).not.toMatch(/font|href|url\(/);
  });

  it('says in words what it is', () => {
    const svg = svgOf({ title: { en: 'Law & <order> ]]>' } });
    expect(wordIn(svg, 'title')).toBe('Law & <order> ]]>');
    expect(wordIn(svg, 'desc')).toContain('Jadran University');
  });

  it('has the title of the language it is asked for', () => {
    const title = { en: 'Data', hr: 'Podaci' };
    expect([wordIn(svgOf({ title }, { language: 'hr' }), 'title'), wordIn(svgOf({ title }), 'title')]).toEqual(['Podaci', 'Data']);
  });

  it('draws the code, or another language, where no face has the letters, and keeps the words', () => {
    const code = { code: 'JA-101' };
    expect(drawing(svgOf({ ...code, title: { ja: 'データ分析' } }))).toBe(drawing(svgOf({ ...code, title: { ja: 'JA-101' } })));
    expect(wordIn(svgOf({ ...code, title: { ja: 'データ分析' } }), 'title')).toBe('データ分析');
    expect(drawing(svgOf({ title: { ja: 'データ分析', en: 'Data' } }, { language: 'ja' }))).toBe(drawing(svgOf({ title: { ja: 'Data', en: 'Data' } }, { language: 'ja' })));
  });

  it('of attendance is drawn open and gives neither credits nor level', () => {
    const attendance = { kind: 'attendance', workload: { hours: 8 } } as const;
    const open = svgOf(attendance);
    expect(open).toContain('r="316" fill="#ffffff"');
    expect(svgOf({ workload: { hours: 8 } })).toContain('r="316" fill="#1d4d4f"');
    expect(svgOf({ ...attendance, level: { applicable: true, eqf: 7 } })).toBe(open);
  });

  it('never fails, whatever the texts', () => {
    const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }).filter((one) => !hasUnpairedSurrogate(one));
    fc.assert(
      fc.property(anyText, anyText, (title, name) => {
        const svg = svgOf({ title: { en: title } }, { organisation: { ...organisation, legalName: { en: name } } });
        expect(parseSvg(svg)).toBeDefined();
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 60 },
    );
  });

  it('as PNG is 640 pixels square, transparent outside the disc, and below 60 kB', async () => {
    for (const title of ['SQL', 'Εισαγωγή στην ανάλυση δεδομένων', 'Основы анализа данных', 'Advanced methods of research in the social sciences, with applications to public policy and administration in Europe '.repeat(2)]) {
      const bytes = await badges.png(pictured({ title: { en: title } }));
      const image = PNG.sync.read(Buffer.from(bytes));
      expect([image.width, image.height, image.data[3], image.data[(320 * 640 + 20) * 4 + 3]]).toEqual([640, 640, 0, 255]);
      expect(bytes.length).toBeLessThan(60_000);
    }
  });
});

describe('an uploaded badge', () => {
  const circle = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4" fill="#c00"/></svg>';
  it('as SVG is given as it was, and drawn as PNG', async () => {
    const image = { mediaType: 'image/svg+xml', base64: Buffer.from(circle).toString('base64') } as const;
    expect(svgOf({ image })).toBe(circle);
    const png = PNG.sync.read(Buffer.from(await badges.png(pictured({ image }))));
    expect([png.width, [...png.data.subarray((320 * 640 + 320) * 4, (320 * 640 + 320) * 4 + 4)]]).toEqual([640, [204, 0, 0, 255]]);
  });
});

describe('fit', () => {
  const { serif } = loadFaces();
  const disc = { radius: 176, height: 216 };
  const words = (lines: readonly string[]): string => lines.join(' ').replace(/…$/, '');

  it('sets every word in its order inside the disc, or the first of them and an ellipsis', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'abcdefghilmnoprstuwčžéΩЖ'), minLength: 1, maxLength: 18 }), { minLength: 1, maxLength: 30 }), (given) => {
        const { lines, size } = fit(given.join(' '), serif, disc);
        expect(given.join(' ').startsWith(words(lines))).toBe(true);
        if (lines.at(-1)?.endsWith('…') !== true) expect(words(lines)).toBe(given.join(' '));
        lines.forEach((line, i) => {
          const far = Math.abs(i - (lines.length - 1) / 2) * size * LEADING + size / 2;
          expect(Math.hypot((serif.width(line) * size) / 2, far)).toBeLessThanOrEqual(disc.radius + 0.001);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('takes the largest size it can, and cuts a word only when no line holds it', () => {
    expect(fit('SQL', serif, disc)).toEqual({ lines: ['SQL'], size: 64 });
    expect(fit('W'.repeat(80), serif, disc).lines.join('')).toBe('W'.repeat(80));
  });
});

describe('a PNG with a palette', () => {
  const pixels = (colours: readonly number[][]) => ({ width: colours.length, height: 1, data: Uint8Array.from(colours.flat()) });
  it('has the same colours when they are few', () => {
    const data = [[255, 0, 0, 255], [0, 0, 0, 0], [64, 0, 0, 128], [255, 255, 255, 255]];
    const decoded = PNG.sync.read(Buffer.from(indexedPng(pixels(data)) ?? []));
    // Half transparent, the colour was stored multiplied by its alpha.
    expect([...decoded.data]).toEqual([255, 0, 0, 255, 0, 0, 0, 0, 128, 0, 0, 128, 255, 255, 255, 255]);
  });

  it('rounds when they are many, and gives up when they are too many', () => {
    const shades = Array.from({ length: 300 }, (_, i) => [i % 256, i % 256, i > 255 ? 1 : i % 256, 255]);
    expect(PNG.sync.read(Buffer.from(indexedPng(pixels(shades)) ?? [])).width).toBe(300);
    expect(indexedPng(pixels(Array.from({ length: 4096 }, (_, i) => [(i & 15) * 17, ((i >> 4) & 15) * 17, ((i >> 8) & 15) * 17, 255])))).toBeUndefined();
  });
});
