import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { textsFor, type Texts } from '../../../src/http/pages/texts.js';
import type { BadgeWords } from '../../../src/paper/badge/content.js';
import { createPages } from '../../../src/paper/page/index.js';
import { badgeWordsOf } from '../../../src/wire/badge-words.js';
import { paperWordsOf } from '../../../src/wire/paper-words.js';
import { printedReport } from '../../../src/http/pages/printed.js';
import { badgePicture, noBadge } from '../../../src/http/pages/views/index.js';
import type { PrintedReport } from '../../../src/verify/ports.js';
import type { SignedRecord } from '../../../src/verify/record.js';
import { everyPage } from '../../support/pages.js';
import { organisation, reports, validReport } from '../../support/reports.js';
import { nationalSystem, paperAwards, paperWith, sourceOf } from '../../support/paper.js';

const english = JSON.parse(readFileSync(new URL('../../../src/http/pages/texts/en.json', import.meta.url), 'utf8')) as Record<string, unknown>;

function flat(value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path.join('.'), value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => flat(inner, [...path, key]));
}

/** The texts, and which of them were asked for. */
function watched(t: Texts): { t: Texts; used: Set<string> } {
  const used = new Set<string>(['page.locale', 'page.direction', 'page.moment']);
  const template: Texts['template'] = (key, count) => {
    used.add(count === undefined ? key : `${key}_${new Intl.PluralRules('en').select(count)}`);
    return t.template(key, count);
  };
  return { t: { ...t, template, languages: ['en', 'hr'] }, used };
}

const everyBadgeWord = (words: BadgeWords): readonly string[] => [
  words.kind('micro-credential'),
  words.kind('attendance'),
  words.credits(2.5, 'ECTS'),
  words.hours(22),
  words.eqf(7),
  words.about('Title', 'University'),
];

const everyPicture = (t: Texts): readonly string[] => [badgePicture({ report: validReport, organisation }, t), badgePicture({ report: reports['issuer-not-confirmed'], organisation }, t), noBadge(t)];
const everyWord = (report: PrintedReport): readonly string[] => [report.instead('Arabic'), report.page(1, 2)];

describe('the texts of the pages', () => {
  it('are each used by some page or by the paper, and each of these finds the texts it asks for', async () => {
    const { t, used } = watched(textsFor());
    everyPage(t);
    everyBadgeWord(badgeWordsOf(t));
    const paper = paperWith(t, { systems: (key) => ({ ...nationalSystem(key), whoMayAward: 'accredited institutions' }) });
    for (const award of paperAwards()) await paper.render(sourceOf(award));
    everyPicture(t);
    for (const report of [validReport, reports.revoked]) everyWord(printedReport({ report, number: '1', url: 'https://a.example/reports/x', keptUntil: report.checkedAt, registers: [], record: {} as SignedRecord }, t));
    const pageOf = createPages(() => ({ paper: paperWordsOf(t), badge: badgeWordsOf(t) }));
    for (const award of paperAwards()) await pageOf(award);
    const known = new Set(flat(english).map(([key]) => key));
    expect([...known].filter((key) => !used.has(key)).sort()).toEqual([]);
    expect([...used].filter((key) => !known.has(key)).sort()).toEqual([]);
  });

  it('leave no placeholder unfilled and nothing undefined on any page', () => {
    for (const [name, html] of Object.entries(everyPage(textsFor()))) {
      expect({ name, found: /\{\{|\}\}|undefined|NaN|\[object/.exec(html)?.[0] }).toEqual({ name, found: undefined });
    }
  });

  it('use typographic quotation marks and apostrophes, and end no heading with a space', () => {
    const faults = flat(english).filter(([, text]) => /['"]|^\s|\s$| {2}/.test(text));
    expect(faults).toEqual([]);
  });

  it('refuse a key that does not exist', () => {
    expect(() => textsFor().template('page.nowhere')).toThrow(expect.objectContaining({ code: 'bug' }));
  });
});

describe('textsFor', () => {
  it('gives the first preferred language there is, else English', () => {
    expect(textsFor(['xx', 'en-IE']).language).toBe('en');
    expect(textsFor(['*']).language).toBe('en');
    expect(textsFor([]).language).toBe('en');
  });

  it('writes days and moments in UTC and says so', () => {
    const t = textsFor();
    expect(t.date('2026-06-30')).toBe('30 June 2026');
    expect(t.date('2026-06-30T23:30:00-02:00')).toBe('1 July 2026');
    expect(t.moment('2026-11-21T14:32:08+01:00')).toBe('21 November 2026, 13:32 UTC');
  });

  it('says of what is no date that it is none', () => {
    const t = textsFor();
    expect([t.date('soon'), t.date('2026-02-31'), t.moment('2026-02-01'), t.date('')]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('names countries and languages, and leaves codes it does not know', () => {
    const t = textsFor();
    expect([t.country('DK'), t.country('not a code'), t.languageName('da'), t.languageName('!')]).toEqual(['Denmark', 'not a code', 'Danish', '!']);
  });
});
