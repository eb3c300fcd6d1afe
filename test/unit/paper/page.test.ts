import { describe, expect, it } from '@jest/globals';
import { PNG } from 'pngjs';
import type { Achievement, Award } from '../../../src/core/model.js';
import type { Face } from '../../../src/paper/badge/outlines.js';
import { contentOf } from '../../../src/paper/page/content.js';
import { drawPage } from '../../../src/paper/page/draw.js';
import { inkedPng } from '../../../src/paper/page/inks.js';
import { createPages } from '../../../src/paper/page/index.js';
import { textsFor } from '../../../src/http/pages/texts.js';
import { badgeWordsOf } from '../../../src/wire/badge-words.js';
import { createAwardPages } from '../../../src/wire/pages.js';
import { paperWordsOf } from '../../../src/wire/paper-words.js';
import { faceOf, loadFaces } from '../../../src/paper/badge/outlines.js';
import { sampleAchievement, sampleAward, sampleOrganisation } from '../../support/award.js';
import { exampleAwards } from '../../support/example-awards.js';

const pages = createAwardPages();
const wordsIn = (language: string) => {
  const texts = textsFor([language]);
  return { paper: paperWordsOf(texts), badge: badgeWordsOf(texts) };
};
const { serif, sans: bold } = loadFaces();
const faces = { serif, bold, sans: faceOf('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf') };
const content = (award: Award, face: Face = serif) => contentOf(award, wordsIn(award.language), face);
const long = (over: Partial<Achievement> = {}): Award =>
  sampleAward({
    achievement: sampleAchievement({
      title: { en: 'An extraordinarily long title of a micro-credential that goes on about the governance of trans-European research infrastructures, their sustainability, and more' },
      learningOutcomes: Array.from({ length: 30 }, (_, n) => ({ statement: { en: `Explain, with examples from practice and from the literature, what number ${n} means for those who work with it every day in the field.` }, kind: 'skill' })),
      ...over,
    }),
  });

describe('the page that viewers show', () => {
  it('says what was awarded, by whom, its size and level, what its holder can do, how that was found out and who vouches for it', () => {
    expect(content(sampleAward())).toMatchObject({
      organisations: 'Jadran University',
      kind: 'Micro-credential, not a degree',
      title: 'FinTech: markets, models and risk',
      facts: ['5 ECTS credits', 'EQF 7'],
      outcomes: ['Explain how payment systems settle.', 'Model the credit risk of a loan book.', 'Defend a decision before a review board.'],
      columns: [
        { heading: 'Assessed by', lines: ['written examination', 'oral examination'] },
        { heading: 'Form of participation', lines: ['blended', 'Croatian, English'] },
        { heading: 'Quality assurance', lines: ['Agency for Science and Higher Education: institutional quality assurance (ESG)'] },
      ],
    });
    expect(content(sampleAward({ language: 'hr' }))).toMatchObject({ organisations: 'Sveučilište Jadran', title: 'FinTech: tržišta, modeli i rizik', kind: 'Mikrokvalifikacija, a ne diploma' });
  });

  it('names every body of a joint award, and says of a badge of attendance what it is not', () => {
    const joint = sampleAward({ awardingBodies: [sampleOrganisation(), sampleOrganisation({ legalName: { en: 'Aegean University' } })], achievement: sampleAchievement({ kind: 'attendance' }) });
    expect(content(joint)).toMatchObject({ organisations: 'Jadran University · Aegean University', kind: 'Badge of attendance: not a micro-credential and not a degree' });
  });

  it('is of the achievement alone: the same picture for every learner, grade and date', async () => {
    const other = sampleAward({ learner: { fullName: 'Somebody Else', email: 'x@y.example' }, grade: '2', awardedOn: '2020-01-01', number: 'AAAA-AAAA-AAAA', supervision: 'unsupervised' });
    expect(content(other)).toEqual(content(sampleAward()));
    expect(await pages(other)).toBe(await pages(sampleAward()));
    expect(JSON.stringify(content(sampleAward()))).not.toMatch(/Ana|Kovačević|NH7K/);
  });

  it('draws what it has letters for: another language’s text, else the code; a line of other letters is left out', () => {
    const arabic = content(sampleAward({ achievement: sampleAchievement({ title: { ar: 'التقنية' }, qualityAssurance: [{ type: 'internal', agency: 'وكالة' }] }), language: 'ar' }));
    expect([arabic.title, arabic.columns.length]).toEqual(['FINTECH-501', 2]);
    expect(content(sampleAward({ achievement: sampleAchievement({ title: { ar: 'التقنية', el: 'Τεχνολογία' } }), language: 'ar' })).title).toBe('Τεχνολογία');
  });

  it('stays inside its frame: what is too much ends with an ellipsis', () => {
    const svg = drawPage(content(long()), faces);
    const numbers = [...svg.matchAll(/<path d="([^"]*)"/g)].flatMap(([, d = '']) => [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const));
    expect(numbers.length).toBeGreaterThan(1000);
    for (const [x, y] of numbers) expect(x >= 0 && x <= 700 && y >= 0 && y <= 990).toBe(true);
    expect(drawPage(content(long()), faces)).toBe(svg);
  });

  it('is small for every example, however much there is to say, and a picture others open', async () => {
    for (const award of [sampleAward(), long(), ...(await exampleAwards())]) {
      const png = await pages(award);
      expect([award.achievement.code, png.length <= 16_000, png.length > 20_000 ? png.length : 0]).toEqual([award.achievement.code, true, 0]);
      const { width, height } = PNG.sync.read(Buffer.from(png));
      expect([width >= 440, Math.abs(height / width - Math.SQRT2) < 0.01]).toEqual([true, true]);
    }
  });

  it('has the logo that its organisation has, unless it cannot be drawn', async () => {
    const [award] = await exampleAwards();
    expect(content(award!).logo).toMatchObject({ width: 96, height: 96 });
    const drawn = PNG.sync.read(Buffer.from(await createPages(wordsIn)(award!)));
    const bare = PNG.sync.read(Buffer.from(await createPages(wordsIn)({ ...award!, organisation: { ...award!.organisation, logo: { mediaType: 'image/png', base64: 'iVBORw0KGgo=' } } })));
    const middle = ({ data, width }: PNG): string => data.subarray(width * 4 * 70, width * 4 * 110).toString('hex');
    expect(middle(drawn)).not.toBe(middle(bare));
  });
});

describe('a PNG of a few inks', () => {
  const pixels = (...colours: readonly number[]) => {
    const data = new Uint8Array(colours.length * 4);
    colours.forEach((colour, at) => data.set([colour >> 16, (colour >> 8) & 0xff, colour & 0xff, 255], at * 4));
    return { width: colours.length, height: 1, data };
  };
  const opened = (png: Uint8Array): number[] => {
    const { data } = PNG.sync.read(Buffer.from(png));
    return Array.from({ length: data.length / 4 }, (_, at) => data.readUIntBE(at * 4, 3));
  };

  it('keeps white and full inks exactly, takes the nearest step of others, and keeps a colour of its own', () => {
    expect(opened(inkedPng(pixels(0xffffff, 0x18202c, 0xfdfdfd, 0x19212d, 0xd01010), ['#18202c']))).toEqual([0xffffff, 0x18202c, 0xffffff, 0x18202c, 0xd01010]);
  });

  it('has sixteen colours at most: the rarest of the rest take the nearest', () => {
    const many = Array.from({ length: 60 }, (_, at) => (at * 4) << 16 | ((at * 53) % 256) << 8 | ((at * 97) % 256));
    expect(new Set(opened(inkedPng(pixels(...many, ...Array<number>(40).fill(0x00ff00)), ['#18202c', '#4b5666', '#1d4d4f']))).size).toBeLessThanOrEqual(16);
    expect(opened(inkedPng(pixels(...many, ...Array<number>(40).fill(0x00ff00)), ['#18202c', '#4b5666', '#1d4d4f'])).at(-1)).toBe(0x00ff00);
  });
});
