/**
 * `npm run soak:fuzz`: 200,000 changed inputs over the readers (FUZZ=n for others, FUZZ_SEED=n for other ones), a line of figures for each reader. Each has a
 * process of its own, two at a time, so that what one grows is not another's. What breaks something is written to test/fuzz/seeds, and the exit code is 1.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fuzz } from './run.js';
import { TARGETS } from './targets.js';

const ALL = Number(process.env.FUZZ ?? 200_000);
const FIRST = Number(process.env.FUZZ_SEED ?? 1);
const shares = TARGETS.reduce((sum, { share }) => sum + share, 0);
const fileName = (target: string, seed: number): string => `${target.toLowerCase().replace(/[^a-z0-9]+/g, '-')}--${seed}`;

async function one(name: string): Promise<void> {
  const target = TARGETS.find((candidate) => candidate.name === name);
  if (target === undefined) throw new Error(`no target ${name}`);
  const began = performance.now();
  const { failures, ...figures } = await fuzz(target, Math.ceil((ALL * target.share) / shares), FIRST);
  console.log(JSON.stringify({ ...figures, seconds: Math.round((performance.now() - began) / 1000), failures: failures.map(({ what, seed }) => `${seed}: ${what}`) }));
  for (const { seed, input } of failures) writeFileSync(new URL(`./seeds/${fileName(name, seed)}`, import.meta.url), input);
  process.exit(failures.length === 0 ? 0 : 1);
}

const left = [...TARGETS];
const [only] = process.argv.slice(2);
if (only !== undefined) await one(only);
else await Promise.all([inTurn(), inTurn()]);

async function inTurn(): Promise<void> {
  for (let target = left.shift(); target !== undefined; target = left.shift()) {
    const child = fork(new URL(import.meta.url), [target.name]);
    const code = await new Promise<number>((done) => child.once('close', (ended) => done(ended ?? 1)));
    if (code !== 0) process.exitCode = 1;
  }
}
