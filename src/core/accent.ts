/** `#rrggbb`, lower case. */
export type Colour = string;
/** A colour for edges and fills, and the one for text on that fill. */
export interface Accent {
  readonly accent: Colour;
  readonly on: Colour;
}
export interface Accents {
  readonly light: Accent;
  readonly dark: Accent;
}

/** Text of normal size (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5;
/** What an accent lies on (`testamur.css`): the sheet and the ground of the page. */
export const SURFACES = { light: ['#ffffff', '#f2f4f6'], dark: ['#1a2028', '#11151a'] } as const;
const ON = { light: '#ffffff', dark: '#11151a' } as const;

/**
 * An organisation's colour as our pages can show it: its hue and saturation, as much darker (on light pages) or lighter (on dark ones) as
 * 4.5:1 asks, and unchanged where it has that already. No colour is refused. `given`: `#rrggbb`, either case.
 */
export const accentsOf = (given: Colour): Accents => ({
  light: { accent: adjusted(given.toLowerCase(), SURFACES.light, 0), on: ON.light },
  dark: { accent: adjusted(given.toLowerCase(), SURFACES.dark, 1), on: ON.dark },
});

/** Steps of a hundredth towards black or white, which contrast enough with any surface of ours. */
function adjusted(given: Colour, surfaces: readonly Colour[], end: 0 | 1): Colour {
  const [hue, saturation, lightness] = toHsl(given);
  const readable = (colour: Colour): boolean => surfaces.every((surface) => contrast(colour, surface) >= LEAST_CONTRAST);
  for (let step = 0; step < 100; step++) {
    const colour = step === 0 ? given : fromHsl(hue, saturation, lightness + ((end - lightness) * step) / 100);
    if (readable(colour)) return colour;
  }
  return end === 0 ? '#000000' : '#ffffff';
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of "contrast ratio"). */
export function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2, definition of "relative luminance". */
function luminance(colour: Colour): number {
  const [r, g, b] = toRgb(colour).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const toRgb = (colour: Colour): readonly [number, number, number] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255) as unknown as [number, number, number];

/** Hue in degrees; saturation and lightness from 0 to 1 (CSS Color 4, section 7). */
export function toHsl(colour: Colour): readonly [hue: number, saturation: number, lightness: number] {
  const [r, g, b] = toRgb(colour);
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const [lightness, spread] = [(most + least) / 2, most - least];
  if (spread === 0) return [0, 0, lightness];
  const saturation = spread / (1 - Math.abs(2 * lightness - 1));
  const sixth = most === r ? (g - b) / spread : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return [(sixth * 60 + 360) % 360, saturation, lightness];
}

/** CSS Color 4, section 7.1. */
function fromHsl(hue: number, saturation: number, lightness: number): Colour {
  const part = (n: number): string => {
    const k = (n + hue / 30) % 12;
    const value = lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255).toString(16).padStart(2, '0');
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}
