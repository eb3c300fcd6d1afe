#!/usr/bin/env node
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from './config.js';
import { AppError, reject } from './core/errors.js';
import type { Organisation } from './core/model.js';
import type { ResultsMedia } from './http/deps.js';
import { textsFor } from './http/pages/texts.js';
import { summarise } from './http/pages/summary.js';
import { startServer } from './server.js';
import { wire, type App } from './wire.js';

const USAGE = `testamur: issue and verify micro-credentials

  testamur serve                              serve, with the configuration from the environment
  testamur migrate                            bring the database to this version
  testamur issue FILE [--organisation SLUG]   issue the results of a CSV, JSON or NDJSON file
  testamur verify FILE|URL|- [--trust off]    verify a credential (exit code 0 valid, 1 invalid, 2 cannot tell, 3 unreadable)
  testamur keys list|generate|rotate [--organisation SLUG]
  testamur keys revoke KEY [--from TIME] [--organisation SLUG]
  testamur trust list
  testamur trust add --name NAME --did DID [--key THUMBPRINT] [--from TIME] [--until TIME]
  testamur trust withdraw ID

  --json        answer with JSON
`;

const OPTIONS = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  organisation: { type: 'string' },
  trust: { type: 'string' },
  name: { type: 'string' },
  did: { type: 'string' },
  key: { type: 'string', multiple: true },
  from: { type: 'string' },
  until: { type: 'string' },
} as const;

interface Call {
  readonly args: readonly string[];
  readonly options: ReturnType<typeof parse>['values'];
}
/** What a command answers: data for programs, lines for people, and its exit code. */
interface Answer {
  readonly data: unknown;
  readonly lines: readonly string[];
  readonly exitCode?: number;
}
type Command = (app: App, call: Call) => Promise<Answer>;

const ACTOR = 'cli';
const VERDICT_EXIT = { valid: 0, invalid: 1, indeterminate: 2 } as const;
const UNREADABLE_EXIT = 3;

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: () => Promise.resolve({ data: { migrated: true }, lines: ['The database is up to date.'] }),
  issue,
  verify,
  keys,
  trust,
};

await main();

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function parse() {
  return parseArgs({ options: OPTIONS, allowPositionals: true });
}

async function main(): Promise<void> {
  try {
    const { values: options, positionals } = parse();
    const [name = '', ...args] = positionals;
    if (name === 'serve') return await serve();
    const command = COMMANDS[name];
    if (command !== undefined) return await run(command, { args, options });
    process.stdout.write(USAGE);
    process.exitCode = options.help ? 0 : 64;
  } catch (error) {
    complain(error instanceof AppError ? `${error.code}: ${error.message}` : String(error));
    process.exitCode = error instanceof AppError && error.code === 'unreadable' ? UNREADABLE_EXIT : 70;
  }
}

async function serve(): Promise<void> {
  const running = await startServer(readConfig(process.env), { notice: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`Serving on ${running.baseUrl}\n`);
}

async function run(command: Command, call: Call): Promise<void> {
  const app = await wire(readConfig(process.env), { notice: complain, unforeseen: (error) => complain(error instanceof Error ? error.message : String(error)), shared: true });
  try {
    const { data, lines, exitCode = 0 } = await command(app, call);
    process.stdout.write(call.options.json ? `${JSON.stringify(data)}\n` : lines.map((line) => `${line}\n`).join(''));
    process.exitCode = exitCode;
  } finally {
    await app.close();
  }
}

async function organisationOf(app: App, slug: string | undefined): Promise<Organisation> {
  if (slug !== undefined) return (await app.useCases.organisationBySlug(slug)) ?? reject('not-found', 'there is no organisation with this slug');
  const [only, ...others] = await app.organisations();
  if (only === undefined || others.length > 0) return reject('input-invalid', 'say which organisation: --organisation SLUG');
  return only;
}

async function issue(app: App, { args: [file], options }: Call): Promise<Answer> {
  if (file === undefined) return reject('input-invalid', 'say which file: testamur issue FILE');
  const organisation = await organisationOf(app, options.organisation);
  const caller = { kind: 'api-key' as const, name: ACTOR, organisationId: organisation.id, scopes: ['results:write'] };
  const receipt = await app.useCases.postResults(caller, createReadStream(file), mediaOf(file));
  await app.issueAll();
  const batch = await app.useCases.batch(organisation.id, receipt.batchId);
  const awards = await app.useCases.batchAwards(organisation.id, receipt.batchId);
  const failures = batch?.failures ?? [];
  const lines = [
    ...awards.map((award) => `issued   ${award.number}  ${award.achievement.title}  ${award.claimUrl ?? award.permanentUrl}`),
    ...receipt.rejected.map((r) => `refused  line ${r.line}: ${r.code} at ${r.path}: ${r.message}`),
    ...failures.map((f) => `failed   line ${f.line}: ${f.code}: ${f.message}`),
    ...receipt.warnings.map((w) => `note     line ${w.line}: ${w.message}`),
    `${awards.length} issued (${receipt.unchanged} of them before), ${receipt.rejected.length} refused, ${failures.length} failed`,
  ];
  return { data: { ...receipt, awards, failures }, lines, exitCode: receipt.rejected.length + failures.length === 0 ? 0 : 1 };
}

const mediaOf = (file: string): ResultsMedia => (/\.csv$/i.test(file) ? 'csv' : /\.(ndjson|jsonl)$/i.test(file) ? 'ndjson' : 'json');

async function verify(app: App, { args: [source], options }: Call): Promise<Answer> {
  if (source === undefined) return reject('input-invalid', 'say what to verify: testamur verify FILE, URL or - for standard input');
  const how = { trust: options.trust === 'off' ? ('off' as const) : ('on' as const) };
  const { report } = await (/^https?:\/\//.test(source) ? app.useCases.verifyLink(source, how) : app.useCases.verify(await bytesOf(source), how));
  const summary = summarise(report, textsFor(['en']));
  const lines = [summary, ...report.checks.map((c) => `  ${c.outcome.padEnd(8)} ${c.check.padEnd(17)} ${c.reason}${c.detail === undefined ? '' : `  ${c.detail}`}`)];
  return { data: { ...report, summary }, lines, exitCode: VERDICT_EXIT[report.verdict] };
}

async function bytesOf(source: string): Promise<Uint8Array> {
  if (source !== '-') return readFile(source);
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function keys(app: App, { args: [action, key], options }: Call): Promise<Answer> {
  const organisation = await organisationOf(app, options.organisation);
  if (action === 'generate' || action === 'rotate') await app.useCases.rotateKeys(organisation.id, ACTOR);
  else if (action === 'revoke') await app.revokeKey({ organisationId: organisation.id, verificationMethod: key ?? '', ...(options.from === undefined ? {} : { from: options.from }) }, ACTOR);
  else if (action !== 'list') reject('input-invalid', 'say what to do: testamur keys list, generate, rotate or revoke');
  const all = await app.organisationKeys(organisation.id);
  return { data: all, lines: all.map((k) => `${k.state.padEnd(11)} ${k.verificationMethod}`) };
}

async function trust(app: App, { args: [action, id], options }: Call): Promise<Answer> {
  if (action === 'add') await app.useCases.addTrustStatement(statementOf(options), ACTOR);
  else if (action === 'withdraw') await app.useCases.withdrawTrustStatement(id ?? '', ACTOR);
  else if (action !== 'list') reject('input-invalid', 'say what to do: testamur trust list, add or withdraw');
  const all = await app.useCases.trustStatements();
  const lines = all.map((s) => `${s.id}  ${s.entityName}  ${s.did ?? ''}  from ${s.validFrom}${s.validUntil === undefined ? '' : ` until ${s.validUntil}`}${s.withdrawnAt === undefined ? '' : `, withdrawn ${s.withdrawnAt}`}`);
  return { data: all, lines };
}

function statementOf({ name, did, key, from, until }: Call['options']): Record<string, unknown> {
  const given = { entityName: name, did, keyThumbprints: key, validFrom: from, validUntil: until };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
