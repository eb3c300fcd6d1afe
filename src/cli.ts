#!/usr/bin/env node
import { open } from 'node:fs/promises';
import { ACTOR, organisationOf, parse, type Answer, type Call, type Command } from './cli/command.js';
import { anchors } from './cli/anchors.js';
import { doctor } from './cli/doctor.js';
import { installation } from './cli/installation.js';
import { keys } from './cli/keys.js';
import { learners } from './cli/learners.js';
import { move } from './cli/move.js';
import { verify } from './cli/verify.js';
import { readConfig } from './config.js';
import { AppError, reject, type ErrorCode } from './core/errors.js';
import { isUuid } from './core/ids.js';
import { timestamp } from './core/time.js';
import type { ResultsMedia, ResultsReceipt } from './http/deps.js';
import type { BatchSummary, ListedAward } from './issue/ports.js';
import { startServer } from './server.js';
import { wire, type App, type Told } from './wire.js';

const USAGE = `testamur: issue and verify micro-credentials

  testamur serve                              serve, with the configuration from the environment
  testamur migrate                            bring the database to this version
  testamur move                               move the embedded database of TESTAMUR_DATA_DIR into the empty PostgreSQL of DATABASE_URL
  testamur restored                           once a backup was put back: no status index is given twice, the erased stay erased
  testamur issue FILE [--organisation SLUG]   issue the results of a CSV, JSON or NDJSON file
  testamur verify FILE|URL|- [--trust off]    verify a credential (exit code 0 valid, 1 invalid, 2 cannot tell, 3 unreadable)
  testamur verify FILE|URL FILE|URL …         a line each; the exit code is 1 where one is invalid, else 3, else 2
  testamur verify --replay RECORD|-           judge a record of a verification again from the evidence in it (exit code 0 the same report,
                                              1 changed, or another report, 2 whose it is cannot be told, 3 no record)
  testamur keys list|generate|rotate [--organisation SLUG]
                                              new keys for Ed25519 and ES256, which sign from now on; the older ones are retired
  testamur keys generate --use assertion|seal [--algorithm ES256|RS256|Ed25519] [--custody file|pkcs11|csc] [--reference CREDENTIAL]
                                              a key that waits; then, for a seal:
  testamur keys request KEY > request.pem     what a certification authority is given (PKCS#10)
  testamur keys certify KEY CHAIN.pem         what it gave: the key's own certificate first
  testamur keys activate KEY                  it signs from now on
  testamur keys retire KEY                    it signs nothing more; what it signed stays
  testamur keys revoke KEY [--from TIME]      it is somebody else's, from this time on
  testamur keys archive [DID|SHA256]          every DID document and key set ever seen, ours and others', from when to when
  testamur keys test-seal                     a sealing key with a certificate that is for tests, and says so
  testamur installation keys|rotate           the key by which the installation itself signs records of verifications and badges; a new one
  testamur installation revoke KEY [--from TIME]
                                              it was stolen: what it signed from this time on is not the installation's
  testamur trust list
  testamur trust add --name NAME --did DID [--key THUMBPRINT] [--from TIME] [--until TIME]
  testamur trust withdraw ID
  testamur trust anchors list
  testamur trust anchors add FILE.pem --use seal|time-stamp --kind test|advanced|advanced-qualified-certificate [--name NAME]
  testamur trust anchors withdraw ID
  testamur learners erase [--yes] [--organisation SLUG]
                                              forget the learner whose certificate number, student number, European Student
                                              Identifier or e-mail address comes from standard input; without --yes it says what would go
  testamur doctor                             look for what is misconfigured (exit code 0 nothing, 1 warnings, 2 faults)

  --json        answer with JSON
`;

/** Nothing that could be judged; what was wrong with the call; anything else (sysexits.h). */
const EXIT: Readonly<Partial<Record<ErrorCode, number>>> = { unreadable: 3, 'json-invalid': 3, 'fetch-failed': 3, 'fetch-refused': 3, 'input-invalid': 64, 'not-found': 66, busy: 75, 'database-in-use': 75, 'config-invalid': 78 };
const SOFTWARE = 70;
const USAGE_EXIT = 64;

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: () => Promise.resolve({ data: { migrated: true }, lines: ['The database is up to date.'] }),
  issue,
  verify,
  keys,
  installation,
  trust,
  learners,
  restored,
};

/** Commands that open the database themselves, or not at all. */
const ALONE: Readonly<Record<string, () => Promise<Answer>>> = {
  move: () => move(readConfig(process.env)),
  doctor: () => doctor(process.env),
};

const nothing = (): void => undefined;
/** A command has no log: it answers. */
const TOLD: Told = {
  ...{ event: nothing, threadLost: nothing, countingAlone: nothing, issued: nothing, notIssued: nothing, verified: nothing, fetched: nothing },
  notChecked: () => complain('A credential could not be checked, by an error that nobody foresaw.'),
  unforeseen: () => complain('A result could not be issued now; it will be tried again.'),
};

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  try {
    const { values: options, positionals } = parse();
    const [name = '', ...args] = positionals;
    if (name === 'serve') return await serve();
    const alone = ALONE[name];
    if (alone !== undefined && !options.help) return answer(await alone(), options.json);
    const command = COMMANDS[name];
    if (command !== undefined && !options.help) return await run(command, { args, options });
    process.stdout.write(USAGE);
    process.exitCode = options.help ? 0 : USAGE_EXIT;
  } catch (error) {
    failed(error);
  }
}

function failed(error: unknown): void {
  if (error instanceof AppError) end(`${error.code}: ${error.message}`, EXIT[error.code] ?? SOFTWARE);
  else if (isUsage(error)) end(error.message, USAGE_EXIT);
  else end('bug: an error that nobody foresaw; nothing is printed of it, because it may hold personal data', SOFTWARE);
}
function end(line: string, exitCode: number): void {
  complain(line);
  process.exitCode = exitCode;
}

/** What `parseArgs` throws names an option, nothing else; and a file that cannot be opened names the file. */
const isUsage = (error: unknown): error is Error => error instanceof Error && 'code' in error && /^(ERR_PARSE_ARGS|ENOENT|EACCES|EISDIR)/.test(String(error.code));

async function serve(): Promise<void> {
  const running = await startServer(readConfig(process.env), { notice: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`Serving on ${running.baseUrl}\n`);
}

async function run(command: Command, call: Call): Promise<void> {
  const app = await wire(readConfig(process.env), { notice: complain, told: TOLD, shared: true, threads: false });
  try {
    answer(await command(app, call), call.options.json);
  } finally {
    await app.close();
  }
}

function answer({ data, lines, exitCode = 0 }: Answer, json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(data)}\n` : lines.map((line) => `${line}\n`).join(''));
  process.exitCode = exitCode;
}

async function issue(app: App, { args: [file], options }: Call): Promise<Answer> {
  if (file === undefined) return reject('input-invalid', 'say which file: testamur issue FILE');
  const results = await open(file);
  const organisation = await organisationOf(app, options.organisation);
  const caller = { kind: 'api-key' as const, name: ACTOR, organisationId: organisation.id, scopes: ['results:write'] };
  const receipt = await app.useCases.postResults(caller, results.createReadStream(), mediaOf(file));
  await app.issueAll();
  // Beside a running server some may be in its hands.
  const batch = await app.useCases.waitForBatch(organisation.id, receipt.batchId, 60);
  const awards = await app.useCases.batchAwards(organisation.id, receipt.batchId);
  return batch === undefined ? reject('bug', 'the batch is not there') : issued(receipt, batch, awards);
}

function issued(receipt: ResultsReceipt, { failures, total, issued, failed }: BatchSummary, awards: readonly ListedAward[]): Answer {
  const waiting = total - issued - failed;
  const lines = [
    ...awards.map((award) => `issued   ${award.number}  ${award.achievement.title}  ${award.claimUrl ?? award.permanentUrl}`),
    ...receipt.rejected.map((r) => `refused  line ${r.line}: ${r.code} at ${r.path}: ${r.message}`),
    ...failures.map((f) => `failed   line ${f.line}: ${f.code}: ${f.message}`),
    ...receipt.warnings.map((w) => `note     line ${w.line}: ${w.message}`),
    `${awards.length} issued (${receipt.unchanged} of them before), ${receipt.rejectedTotal} refused, ${failed} failed${waiting === 0 ? '' : `, ${waiting} still waiting`}`,
  ];
  return { data: { ...receipt, awards, failures }, lines, exitCode: receipt.rejectedTotal + failed + waiting === 0 ? 0 : 1 };
}

const mediaOf = (file: string): ResultsMedia => (/\.csv$/i.test(file) ? 'csv' : /\.(ndjson|jsonl)$/i.test(file) ? 'ndjson' : 'json');

async function restored(app: App): Promise<Answer> {
  const done = await app.afterRestore(ACTOR);
  return { data: done, lines: [`${done.listsClosed} status lists take no new award any more; ${done.learnersErased} learners whose key was not put back are erased.`] };
}

async function trust(app: App, { args: [action, id, ...more], options }: Call): Promise<Answer> {
  if (action === 'anchors') return anchors(app, { args: [...(id === undefined ? [] : [id]), ...more], options });
  if (action === 'add') await app.useCases.addTrustStatement(statementOf(options), ACTOR);
  else if (action === 'withdraw') await app.useCases.withdrawTrustStatement(isUuid(id ?? '') ? (id ?? '') : reject('input-invalid', 'say which statement, by its id: testamur trust list'), ACTOR);
  else if (action !== 'list') reject('input-invalid', 'say what to do: testamur trust list, add, withdraw or anchors');
  const all = await app.useCases.trustStatements();
  const lines = all.map((s) => `${s.id}  ${s.entityName}  ${s.did ?? ''}  from ${s.validFrom}${s.validUntil === undefined ? '' : ` until ${s.validUntil}`}${s.withdrawnAt === undefined ? '' : `, withdrawn ${s.withdrawnAt}`}`);
  return { data: all, lines };
}

function statementOf({ name, did, key, from, until }: Call['options']): Record<string, unknown> {
  const given = { entityName: name, did, keyThumbprints: key, validFrom: from ?? timestamp(new Date()), validUntil: until };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

await main();
