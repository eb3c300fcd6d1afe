import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'docs/conformance.md';

/**
 * A table that stands in the documentation and is made by a test, between two comments that name it. After a wanted change: `TESTAMUR_TABLES=write npm
 * test -- PATH`, and read the difference.
 */
export function tableInDocs(name: string, table: string): string {
  const [begin, end] = [`<!-- ${name}: made by its test -->\n`, `\n<!-- end of ${name} -->`];
  const text = readFileSync(FILE, 'utf8');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (to < from || from < begin.length) throw new Error(`${FILE} has no place for ${name}`);
  if (process.env.TESTAMUR_TABLES === 'write') writeFileSync(FILE, text.slice(0, from) + table + text.slice(to));
  const now = readFileSync(FILE, 'utf8');
  return now.slice(from, now.indexOf(end));
}
