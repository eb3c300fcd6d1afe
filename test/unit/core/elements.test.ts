import { describe, expect, it } from '@jest/globals';
import { learnerIdentified, missingOfAchievement } from '../../../src/core/elements.js';
import { sampleAchievement, sampleOrganisation } from '../../support/award.js';

/** Zero-width space, word joiner, no-break space, Hangul filler (a letter to Unicode), braille blank (a symbol), punctuation, combining accent. */
const UNSEEN = ['', ' ', '\u200b', '\u2060\ufeff', '\u00a0', '\u3164', '\u2800', '\u202e', '-', '\u0301'];
const missing = (achievement: Parameters<typeof sampleAchievement>[0], organisation = sampleOrganisation()): string[] =>
  missingOfAchievement(sampleAchievement(achievement), organisation).map(({ element }) => element);

describe('an element', () => {
  it.each(UNSEEN.map((text) => [JSON.stringify(text), text]))('is not stated by %s', (_, text) => {
    expect(learnerIdentified({ givenName: text, familyName: text, fullName: text, studentNumber: '1' })).toBe(false);
    expect(learnerIdentified({ fullName: 'Ana', studentNumber: text })).toBe(false);
    expect(missing({ title: { en: text } })).toEqual(['M2']);
    expect(missing({ title: { en: 'FinTech', hr: text } })).toEqual(['M2']);
    expect(missing({}, sampleOrganisation({ legalName: { en: text } }))).toEqual(['M4']);
    expect(missing({ learningOutcomes: [{ statement: { en: 'Explain' }, kind: 'skill' }, { statement: { en: text }, kind: 'skill' }] })).toEqual(['M6']);
    expect(missing({ level: { applicable: true, nqf: { framework: 'HKO', level: text } } })).toEqual(['M8']);
  });

  it.each(['Ana', 'Š', '李', 'فاطمة', 'n\u0303', '٧', '👩🏽‍🎓', 'C++', "O'Connor"])('is stated by %s', (text) => {
    expect(learnerIdentified({ fullName: text, studentNumber: text })).toBe(true);
    expect(missing({ title: { en: text } })).toEqual([]);
  });

  it('is missing where nothing is given', () => {
    expect(missing({ title: {}, learningOutcomes: [] })).toEqual(['M2', 'M6']);
  });
});
