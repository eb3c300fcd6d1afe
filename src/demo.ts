import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import QRCode from 'qrcode';
import { readConfig } from './config.js';
import { AppError } from './core/errors.js';
import type { JsonObject } from './core/json.js';
import type { Organisation } from './core/model.js';
import { isRendition } from './formats/format.js';
import type { ListedAward } from './issue/ports.js';
import { startServer, type Running } from './server.js';

/** The main job, on a machine with nothing but Node: a university, its results, every format, each verified, one revoked. */

interface DemoCredential {
  readonly id: string;
  readonly title: string;
  readonly learner: string;
  readonly claimUrl: string;
  readonly shareUrl: string;
  readonly documents: Readonly<Record<string, string>>;
  readonly verdict: string;
}
interface Demo {
  readonly baseUrl: string;
  readonly organisation: { readonly id: string; readonly did: string; readonly name: string };
  readonly credentials: readonly DemoCredential[];
  readonly rejected: readonly { readonly line: number; readonly code: string; readonly path: string; readonly message: string }[];
  readonly revoked: { readonly id: string; readonly before: string; readonly after: string };
  readonly seconds: number;
}
interface Session {
  readonly running: Running;
  readonly organisation: Organisation;
  readonly apiKey: string;
  readonly dataDir: string;
}

const EXAMPLES = new URL('../examples/', import.meta.url);
const example = (name: string): Promise<string> => readFile(new URL(name, EXAMPLES), 'utf8');

const { values: options } = parseArgs({ options: { once: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });

async function main(): Promise<void> {
  const started = Date.now();
  const { dataDir, port } = options.once ? await throwAway() : { dataDir: resolve('data/demo'), port: process.env['PORT'] ?? '3000' };
  const config = readConfig({ PORT: port, TESTAMUR_LOG_LEVEL: 'warn', TESTAMUR_DATA_DIR: dataDir, TESTAMUR_ADMIN_TOKEN: randomBytes(24).toString('base64url') });
  const running = await startServer(config, { notice: options.json ? () => undefined : say });
  const demo = await play(await setUp(running, dataDir), started);
  if (options.json) process.stdout.write(`${JSON.stringify(demo)}\n`);
  else await show(demo);
  if (options.once) await end(running, demo);
}

/** The folder stays: its documents are named in the answer. */
async function end(running: Running, demo: Demo): Promise<void> {
  await running.stop();
  process.exitCode = demo.credentials.every(({ verdict }) => verdict === 'valid') && demo.revoked.after === 'invalid' ? 0 : 1;
}

async function throwAway(): Promise<{ dataDir: string; port: string }> {
  return { dataDir: await mkdtemp(join(tmpdir(), 'testamur-demo-')), port: String(await freePort()) };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The university, its keys, its entry in the register, its achievements: each made only once. */
async function setUp(running: Running, dataDir: string): Promise<Session> {
  const { useCases } = running;
  const wanted = JSON.parse(await example('organisation.json')) as { slug: string };
  const organisation = (await useCases.organisationBySlug(wanted.slug)) ?? (await found(running, wanted));
  const keys = await useCases.organisationKeys(organisation.id);
  if (!keys.some(({ use, state }) => use === 'seal' && state === 'active')) await useCases.makeTestSeal(organisation.id, 'demo');
  for (const achievement of JSON.parse(await example('achievements.json')) as { code: string }[]) {
    const known = await useCases.achievement(organisation.id, achievement.code).catch(() => undefined);
    if (known === undefined) await useCases.createAchievement(organisation.id, achievement, 'demo');
  }
  const { key } = await useCases.createApiKey(organisation.id, { name: 'demo', scopes: ['results:write', 'awards:read', 'status:write'] }, 'demo');
  return { running, organisation, apiKey: key, dataDir };
}

async function found({ useCases }: Running, wanted: unknown): Promise<Organisation> {
  const organisation = await useCases.createOrganisation(wanted, 'demo');
  await useCases.rotateKeys(organisation.id, 'demo');
  const entityName = Object.values(organisation.legalName)[0] ?? organisation.slug;
  await useCases.addTrustStatement({ entityName, did: organisation.did, validFrom: '2020-01-01T00:00:00Z' }, 'demo');
  return organisation;
}

async function play(session: Session, started: number): Promise<Demo> {
  const { running, organisation } = session;
  const posted = await api<{ awards: ListedAward[]; rejected: Demo['rejected'] }>(session, '/api/v1/results?wait=60', { body: await example('results.csv'), type: 'text/csv' });
  const credentials: DemoCredential[] = [];
  for (const award of posted.awards) credentials.push(await deliver(session, award));
  return {
    baseUrl: running.baseUrl,
    organisation: { id: organisation.id, did: organisation.did, name: organisation.legalName['en'] ?? organisation.slug },
    credentials: credentials.filter((_, i) => posted.awards[i]?.status === 'active'),
    rejected: posted.rejected,
    revoked: await revokeOne(session, posted.awards),
    seconds: Math.round((Date.now() - started) / 100) / 10,
  };
}

/** Writes every format of an award to a file and verifies each; the verdict is `valid` only if every one is. */
async function deliver(session: Session, award: ListedAward): Promise<DemoCredential> {
  const folder = join(session.dataDir, 'documents', award.id);
  await mkdir(folder, { recursive: true });
  const documents: Record<string, string> = {};
  const verdicts: string[] = [];
  for (const { id, mediaType, extension } of session.running.useCases.formats().filter(({ id }) => isRendition(id) || award.formats.includes(id))) {
    const bytes = isRendition(id) ? await renditionBytes(session, award.id, id) : await credentialBytes(session, award.id, id);
    if (bytes === undefined) continue;
    documents[id] = join(folder, `${id}${extension}`);
    await writeFile(documents[id], bytes);
    verdicts.push(await verdictOf(session, bytes, mediaType));
  }
  const verdict = verdicts.find((one) => one !== 'valid') ?? 'valid';
  const shareUrl = await shared(session, await newClaimUrl(session, award));
  const claimUrl = award.claimUrl ?? (await newClaimUrl(session, award));
  return { id: award.id, title: award.achievement.title, learner: award.learner.name, claimUrl, shareUrl, documents, verdict };
}

const newClaimUrl = async (session: Session, { id }: ListedAward): Promise<string> => (await api<{ claimUrl: string }>(session, `/api/v1/awards/${id}/offers`, {})).claimUrl;

/**
 * A share link, made as its learner would: with a claim link of their own, which is claimed for it. The link that is printed stays unclaimed, to be
 * tried. A link of an earlier run is used again.
 */
async function shared({ running: { useCases } }: Session, claimUrl: string): Promise<string> {
  const token = claimUrl.slice(claimUrl.lastIndexOf('/') + 1);
  await useCases.claim(token);
  const made = (await useCases.shares(token)).find(({ ended }) => !ended);
  const choice = { label: 'Demonstration', shows: { view: 'summary', name: true, grade: true }, counting: false } as const;
  return (made ?? (await useCases.createShare(token, choice))).url;
}

/** The last award is revoked, so that its verdict can be seen to turn; on a later run it is found revoked. */
async function revokeOne(session: Session, awards: readonly ListedAward[]): Promise<Demo['revoked']> {
  const award = awards.find(({ status }) => status === 'revoked') ?? awards.at(-1);
  if (award === undefined) throw new Error('no award was issued');
  const bytes = await credentialBytes(session, award.id, 'ob3-di');
  const before = await verdictOf(session, bytes, 'text/plain');
  if (award.status === 'active') await api(session, `/api/v1/awards/${award.id}/status`, { body: JSON.stringify({ action: 'revoke', code: 'issued-in-error' }) });
  return { id: award.id, before, after: await verdictOf(session, bytes, 'text/plain') };
}

/** Undefined when it is withheld: somebody's name is in a script that the certificate has no letters for. The award is whole without it. */
async function renditionBytes(session: Session, awardId: string, rendition: string): Promise<Uint8Array | undefined> {
  const response = await fetch(`${session.running.baseUrl}/api/v1/awards/${awardId}/credentials/${rendition}`, { headers: { authorization: `Bearer ${session.apiKey}` } });
  if (response.status === 409 && ((await response.clone().json()) as { code: string }).code === 'script-unsupported') return undefined;
  if (!response.ok) throw new Error(`a ${rendition} answered ${response.status}: ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function credentialBytes(session: Session, awardId: string, format: string): Promise<Uint8Array> {
  return new Uint8Array(await (await request(session, `/api/v1/awards/${awardId}/credentials/${format}`)).arrayBuffer());
}
async function verdictOf(session: Session, body: Uint8Array, type: string): Promise<string> {
  return (await api<{ verdict: string }>(session, '/api/v1/verify', { body, type })).verdict;
}

interface Post {
  readonly body?: string | Uint8Array;
  readonly type?: string;
}
async function api<T = JsonObject>(session: Session, path: string, post: Post): Promise<T> {
  return (await (await request(session, path, post)).json()) as T;
}
async function request(session: Session, path: string, post?: Post): Promise<Response> {
  const headers = { authorization: `Bearer ${session.apiKey}`, ...(post?.body === undefined ? {} : { 'content-type': post.type ?? 'application/json' }) };
  const response = await fetch(session.running.baseUrl + path, { method: post === undefined ? 'GET' : 'POST', headers, ...(post?.body === undefined ? {} : { body: post.body as BodyInit }) });
  if (!response.ok) throw new Error(`${path.replace(/[0-9a-f-]{36}/g, '…')} answered ${response.status}: ${await response.text()}`);
  return response;
}

async function show(demo: Demo): Promise<void> {
  const [first] = demo.credentials;
  say(`\n${demo.organisation.name} (${demo.organisation.did})\n`);
  for (const credential of demo.credentials) say(`  ${credential.verdict.padEnd(13)} ${credential.title} – ${credential.learner}\n  ${' '.repeat(13)} claim ${credential.claimUrl}`);
  for (const { line, code, message } of demo.rejected) say(`  refused       line ${line}: ${code}: ${message}`);
  say(demo.revoked.before === 'valid' ? `\nRevoked ${demo.revoked.id}: valid before, ${demo.revoked.after} after.` : `\nRevoked by an earlier run: ${demo.revoked.id}, ${demo.revoked.after}.`);
  if (first === undefined) return;
  say(`\nClaim link:      ${first.claimUrl}\nShare link:      ${first.shareUrl}\nVerify:          ${demo.baseUrl}/verify  (try ${first.documents['ob3-di'] ?? ''})\n`);
  say(await QRCode.toString(first.shareUrl, { type: 'terminal', small: true }));
  say(options.once ? `Done in ${demo.seconds} s.` : `Done in ${demo.seconds} s. Serving on ${demo.baseUrl}; stop with Ctrl-C.`);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof AppError ? `${error.message} Stop it, or choose another PORT.` : String(error)}\n`);
  process.exit(1);
});
