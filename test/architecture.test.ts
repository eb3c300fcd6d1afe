import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** design: an import, of types too, goes only to a lower number; folders of equal number do not import each other. */
const LEVEL: Readonly<Record<string, number>> = {
  core: 0, types: 0, formats: 1, catalogue: 2, trust: 2, status: 2, verify: 3, 'vc-api': 3, issue: 4, claim: 5, recognition: 5,
  http: 6, jobs: 6, store: 6, net: 6, signers: 6, paper: 6, config: 6, wire: 7, logging: 7, metrics: 7, server: 8, main: 9, cli: 9, demo: 9,
};
const ADAPTERS = new Set(['store', 'net', 'signers', 'paper']);
/** Not formats but what formats are made of. */
const SHARED_BY_FORMATS = new Set(['format.ts', 'ob3', 'edc', 'securing', 'jades', 'reading']);
const WORLD = /^(express|knex|pg|(node:)?(fs|net|http|https|dns|child_process|worker_threads|timers)(\/.*)?)$/;

/** `to`: a path under src, or the name of a package. */
interface Import { readonly from: string; readonly to: string; readonly local: boolean }

function files(root: string, at = root): string[] {
  return readdirSync(at).flatMap((name) => {
    const path = join(at, name);
    return statSync(path).isDirectory() ? files(root, path) : /\.tsx?$/.test(name) ? [relative(root, path).split(sep).join('/')] : [];
  });
}
function imports(path: string, source: string): Import[] {
  const found = [...source.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g)];
  return found.map((m) => m[1] ?? m[2] ?? m[3] ?? '').map((to) => {
    const local = to.startsWith('.');
    return { from: path, to: local ? sourceOf(join(dirname(path), to).split(sep).join('/')) : to, local };
  });
}
const sourceOf = (built: string): string => ['.ts', '.tsx'].map((ending) => built.replace(/\.js$/, ending)).find((path) => existsSync(join('src', path))) ?? built.replace(/\.js$/, '.ts');
const room = (path: string): string => (path.split('/')[0] ?? '').replace(/\.tsx?$/, '');
const formatRoom = (path: string): string => path.split('/')[1] ?? '';

/** Why this import breaks the rule; undefined when it keeps it. */
export function broken({ from, to, local }: Import): string | undefined {
  const here = room(from);
  const level = LEVEL[here];
  if (level === undefined) return `no level for src/${here}`;
  if (!local) return level < 6 && WORLD.test(to) ? `${here} touches the world: ${to}` : undefined;
  const there = room(to);
  if (here === 'formats' && there === 'formats') return betweenFormats(from, to);
  if (here === there) return undefined;
  if (ADAPTERS.has(here)) return there === 'core' || to.endsWith('/ports.ts') || to === 'formats/format.ts' ? undefined : `adapter ${here} imports ${to}`;
  return (LEVEL[there] ?? 9) < level ? undefined : `${here} (${level}) imports ${to}`;
}
function betweenFormats(from: string, to: string): string | undefined {
  const [a, b] = [formatRoom(from), formatRoom(to)];
  return a === b || a === 'index.ts' || SHARED_BY_FORMATS.has(b) ? undefined : `format ${a} imports ${b}`;
}
const all = files('src').flatMap((path) => imports(path, readFileSync(join('src', path), 'utf8')));

describe('the dependency rule', () => {
  it('is kept by every import', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(all.map((edge) => [edge, broken(edge)] as const).filter(([, why]) => why !== undefined)).toEqual([]);
  });

  it.each([
    ['an import upwards', 'core/json.ts', "import { verify } from '../verify/index.js';"],
    ['an import of a type upwards', 'status/ports.ts', "import type { Report } from '../verify/report.js';"],
    ['equals', 'trust/decide.ts', "import { x } from '../status/read.js';"],
    ['the world below', 'issue/index.ts', "import { readFile } from 'node:fs/promises';"],
    ['a format in a format', 'formats/ob3-di/index.ts', "import { x } from '../ob3-jwt/index.js';"],
    ['a use case in an adapter', 'store/awards.ts', "import { issueResult } from '../issue/index.js';"],
    ['a dynamic import', 'core/json.ts', "const x = await import('../store/db.js');"],
    ['a re-export', 'formats/index.ts', "export { x } from '../verify/index.js';"],
    ['double quotes', 'core/json.ts', 'import { x } from "../store/db.js";'],
    ['the world without its prefix', 'core/json.ts', "import fs from 'fs';"],
    ['an import over several lines', 'core/json.ts', "import {\n  a,\n  b,\n} from '../wire.js';"],
  ])('goes red on a planted fault: %s', (_name, path, source) => {
    expect(imports(path, source).map(broken).filter(Boolean)).toHaveLength(1);
  });

  it('lets no run-time cycle grow between files', () => {
    const edges = new Map<string, string[]>();
    for (const path of files('src')) {
      const source = readFileSync(join('src', path), 'utf8').replace(/import type [^;]+;|export type [^;]+ from [^;]+;/g, '');
      edges.set(path, imports(path, source).filter(({ local }) => local).map(({ to }) => to));
    }
    expect(cycle(edges)).toBeUndefined();
  });
});

function cycle(edges: ReadonlyMap<string, readonly string[]>): string | undefined {
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): string | undefined => {
    if (path.includes(node)) return [...path, node].join(' → ');
    if (done.has(node)) return undefined;
    for (const next of edges.get(node) ?? []) {
      const found = walk(next, [...path, node]);
      if (found !== undefined) return found;
    }
    done.add(node);
    return undefined;
  };
  return [...edges.keys()].map((node) => walk(node, [])).find((found) => found !== undefined);
}
