import { readFile } from 'node:fs/promises';
import { AppError, reject } from '../core/errors.js';
import { summarise } from '../http/pages/summary.js';
import { textsFor } from '../http/pages/texts.js';
import type { Report, Verdict } from '../verify/report.js';
import type { App } from '../wire.js';
import { standardInput, type Answer, type Call } from './command.js';
import { replay } from './replay.js';

type Exit = 0 | 1 | 2 | 3;
const EXIT: Readonly<Record<Verdict, Exit>> = { valid: 0, invalid: 1, indeterminate: 2 };
const UNREADABLE = 3;
/** Of several the worst: what is wrong, then what could not be read, then what could not be told. */
const WORST_FIRST: readonly Exit[] = [1, UNREADABLE, 2, 0];

/** `testamur verify`: one credential with every check, several with a line each. */
export async function verify(app: App, { args, options }: Call): Promise<Answer> {
  if (options.replay !== undefined) return replay(app, options.replay);
  const trust = trustOf(options.trust);
  const check = async (source: string) => {
    const how = { trust };
    return isLink(source) ? app.useCases.verifyLinkEach(source, how) : app.useCases.verifyEach(await bytesOf(source), how);
  };
  const [source, ...more] = args;
  if (source === undefined) return reject('input-invalid', 'say what to verify: testamur verify FILE, URL or - for standard input');
  const all = more.length === 0 ? (await check(source)).map((one) => ({ source, report: one.report })) : await eachOf(args, check);
  const [only, ...others] = all;
  return only !== undefined && others.length === 0 && 'report' in only ? single(only.report) : several(all);
}

/** What became of one: its report, or why there is none. */
type Checked = { readonly source: string } & ({ readonly report: Report } | { readonly problem: AppError });

async function eachOf(sources: readonly string[], check: (source: string) => Promise<readonly { readonly report: Report }[]>): Promise<readonly Checked[]> {
  const all: Checked[] = [];
  for (const source of sources) {
    try {
      all.push(...(await check(source)).map(({ report }) => ({ source, report })));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      all.push({ source, problem: error });
    }
  }
  return all;
}

const wordsOf = (report: Report): string => summarise(report, textsFor(['en']));

function single(report: Report): Answer {
  const summary = wordsOf(report);
  const lines = [summary, ...report.checks.map((c) => `  ${c.outcome.padEnd(8)} ${c.check.padEnd(17)} ${c.reason}${c.detail === undefined ? '' : `  ${c.detail}`}`)];
  return { data: { ...report, summary }, lines, exitCode: EXIT[report.verdict] };
}

function several(all: readonly Checked[]): Answer {
  const rows = all.map((one) =>
    'report' in one
      ? { exit: EXIT[one.report.verdict], word: one.report.verdict, said: wordsOf(one.report), data: { source: one.source, report: { ...one.report, summary: wordsOf(one.report) } } }
      : { exit: UNREADABLE as Exit, word: one.problem.code, said: one.problem.message, data: { source: one.source, problem: { code: one.problem.code, message: one.problem.message } } },
  );
  const lines = rows.map(({ word, said, data }) => `${word.padEnd(14)} ${data.source}  ${said}`);
  return { data: rows.map(({ data }) => data), lines, exitCode: WORST_FIRST.find((exit) => rows.some((row) => row.exit === exit)) ?? 0 };
}

const isLink = (source: string): boolean => /^https?:\/\//.test(source);
const trustOf = (asked = 'on'): 'on' | 'off' => (asked === 'on' || asked === 'off' ? asked : reject('input-invalid', 'trust is on or off'));
const bytesOf = (source: string): Promise<Uint8Array> => (source === '-' ? standardInput() : readFile(source));
