import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileName, FOLDER, HONEST, type Vector } from '../vector.js';
import * as files from './files.js';
import * as jsonLd from './json-ld.js';
import * as presentations from './presentations.js';
import * as seals from './seals.js';
import * as status from './status.js';
import * as tokens from './tokens.js';
import * as trust from './trust.js';

/** `node --import ./test/support/typescript.mjs test/vectors/negative/make/index.ts`: makes every file anew. */
const GROUPS: readonly { readonly honest?: readonly Vector[]; readonly vectors: readonly Vector[] }[] = [tokens, jsonLd, status, seals, trust, files, presentations];

function write(folder: URL, vectors: readonly Vector[]): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) rmSync(new URL(name, folder));
  for (const one of vectors) writeFileSync(new URL(fileName(one), folder), `${JSON.stringify(one, null, 1)}\n`);
}

write(HONEST, GROUPS.flatMap(({ honest = [] }) => honest));
write(FOLDER, GROUPS.flatMap(({ vectors }) => vectors));
