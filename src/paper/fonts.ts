import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

export type FontName = 'serif' | 'serif-bold' | 'sans' | 'sans-bold';

/** Noto (SIL Open Font License 1.1): whole fonts, of which a document embeds only the glyphs that it uses. */
const FILES: Readonly<Record<FontName, string>> = {
  serif: '@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf',
  'serif-bold': '@expo-google-fonts/noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf',
  sans: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'sans-bold': '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
};

export interface Fonts {
  /** Opened once: to read the tables of four fonts takes a second. Each call forgets which glyphs were asked for, and under which character, so that no document depends on another. */
  open(): Readonly<Record<FontName, Font>>;
  /** Whether every one of them has it, so that a text can stand in any. */
  has(codePoint: number): boolean;
}

export function loadFonts(): Fonts {
  const { resolve } = createRequire(import.meta.url);
  const fonts = Object.fromEntries(Object.entries(FILES).map(([name, file]) => [name, create(readFileSync(resolve(file)))])) as unknown as Readonly<Record<FontName, Font>>;
  const all = Object.values(fonts);
  return {
    open: () => {
      for (const font of all) Object.assign(font, { _glyphs: {} });
      return fonts;
    },
    has: (codePoint) => all.every((font) => font.hasGlyphForCodePoint(codePoint)),
  };
}
