import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { accentsOf, contrast, LEAST_CONTRAST, SURFACES, toHsl } from '../../../src/core/accent.js';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const MODES = ['light', 'dark'] as const;

describe('an accent', () => {
  it('of any colour contrasts with what it lies on, and with the words on it, in both modes', () => {
    fc.assert(
      fc.property(colour, (given) => {
        const accents = accentsOf(given);
        for (const mode of MODES) {
          const { accent, on } = accents[mode];
          expect(accent).toMatch(/^#[0-9a-f]{6}$/);
          for (const surface of [...SURFACES[mode], on]) expect(contrast(accent, surface)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the hue of a colour that has one', () => {
    fc.assert(
      fc.property(colour.filter((given) => toHsl(given)[1] > 0.2), (given) => {
        for (const mode of MODES) {
          const [hue, saturation, lightness] = toHsl(accentsOf(given)[mode].accent);
          // Of a colour next to black or white the rounding to 8 bits leaves no hue to compare.
          if (saturation < 0.2 || lightness < 0.15 || lightness > 0.9) continue;
          const apart = Math.abs(hue - toHsl(given)[0]);
          expect(Math.min(apart, 360 - apart)).toBeLessThan(6);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['#1d4d4f', '#1d4d4f', 'readable on white as it is'],
    ['#FFCC00', '#876c00', 'too light for white'],
    ['#ffffff', '#6e6e6e', 'white'],
  ])('%s is %s on a light page (%s)', (given, shown) => {
    expect(accentsOf(given).light.accent).toBe(shown);
  });

  it.each([
    ['#ffcc00', '#ffcc00'],
    ['#000000', '#878787'],
    ['#14509e', '#3f88e7'],
  ])('%s is %s on a dark page', (given, shown) => {
    expect(accentsOf(given).dark.accent).toBe(shown);
  });

  it('is measured against the surfaces that the style sheet has', () => {
    const css = readFileSync('src/http/pages/static/testamur.css', 'utf8');
    for (const mode of MODES) expect(css).toContain(`--paper: ${SURFACES[mode][0]}; --ground: ${SURFACES[mode][1]};`);
  });
});

describe('contrast', () => {
  it.each([['#ffffff', '#000000', 21], ['#ffffff', '#ffffff', 1], ['#777777', '#ffffff', 4.48], ['#767676', '#ffffff', 4.54], ['#0000ff', '#ffffff', 8.59]])('of %s and %s is %d', (a, b, ratio) => {
    expect(contrast(a, b)).toBeCloseTo(ratio, 2);
    expect(contrast(b, a)).toBeCloseTo(ratio, 2);
  });
});
