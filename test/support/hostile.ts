/** Texts that break careless systems, by name. */
export const HOSTILE: Readonly<Record<string, string>> = {
  html: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'rtl override': 'Ana \u202Egpj.exe',
  emoji: '👩🏽‍🎓🏳️‍🌈',
  greek: 'Ελένη Παπαδοπούλου',
  arabic: 'فاطمة الزهراء',
  apostrophe: "O'Connor; DROP TABLE results; --",
  formula: '=HYPERLINK("http://evil.example")',
  'very long': 'a'.repeat(10_000),
  nul: 'Ana\u0000Horvat',
  'control character': 'Ana\u0007Horvat',
  'line break': 'Ana\nHorvat',
  'half a surrogate pair': 'Ana \uD83D',
};
/** Refused wherever they stand. */
export const ALWAYS_REFUSED = ['nul', 'control character', 'half a surrogate pair'];

export type Path = readonly (string | number)[];

/** Every text in a JSON value, by its path. */
export function textPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => textPaths(member, [...path, Array.isArray(value) ? Number(name) : name]));
}

export const textAt = (value: unknown, path: Path): unknown => path.reduce<unknown>((at, name) => (at as Record<string | number, unknown>)[name], value);

/** The value with another text at a path. */
export function withText<T>(value: T, path: Path, text: string): T {
  const copy = structuredClone(value);
  (textAt(copy, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1) ?? ''] = text;
  return copy;
}
