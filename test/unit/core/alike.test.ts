import { describe, expect, it } from '@jest/globals';
import { isAlike } from '../../../src/core/alike.js';

describe('isAlike', () => {
  it.each([
    ['an accent', 'Jadran Universíty'],
    ['a Cyrillic letter', 'Jаdran University'],
    ['Cyrillic capitals', 'JАDRАN UNІVЕRЅІТУ'],
    ['a Greek letter', 'Jadran Univerѕitγ'],
    ['full width', 'Ｊａｄｒａｎ Ｕｎｉｖｅｒｓｉｔｙ'],
    ['mathematical letters', '𝐉𝐚𝐝𝐫𝐚𝐧 University'],
    ['zero width', 'Jadran\u200b Uni\u00adversity'],
    ['another direction', '\u202aJadran\u202c University'],
    ['a numeral', 'Jadran Un1vers1ty'],
    ['capital I for l and back', 'Jadran UnIversity'],
    ['other spaces and marks', 'Jadran - University.'],
    ['the same', 'Jadran University'],
  ])('takes it for another with %s', (_what, name) => {
    expect(isAlike(name, 'Jadran University')).toBe(true);
  });
  it('takes r and n for m', () => expect(isAlike('Universitat Bremen', 'Universitat Brernen')).toBe(true));

  it.each([['Jadran College', 'Jadran University'], ['Sveučilište Jadran', 'Jadran University'], ['—', '…'], ['', '']])('keeps %j and %j apart', (one, other) => {
    expect(isAlike(one, other)).toBe(false);
  });
});
