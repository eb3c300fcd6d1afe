import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Erasures } from './claim/erasure.js';
import { createClaims } from './claim/index.js';
import type { Config } from './config.js';
import { equalBytes, sha256, toBase64url } from './core/bytes.js';
import type { ErrorCode } from './core/errors.js';
import type { Organisation } from './core/model.js';
import type { HttpDeps } from './http/deps.js';
import { LIMITS } from './http/limits.js';
import { createRoom, ROOM } from './http/room.js';
import type { FormatId } from './formats/format.js';
import { issueWaiting, type WorkDeps } from './issue/work.js';
import type { Job } from './jobs/index.js';
import { createNet, createPost, type PublicAddress } from './net/index.js';
import type { FetchOutcome } from './net/shared-fetch.js';
import { indexCatalogue } from './store/catalogue.js';
import { openDatabase, type Db } from './store/db.js';
import type { Store } from './store/index.js';
import { loadMasterKeys } from './store/master-key.js';
import { migrate } from './store/migrate.js';
import { pendingStore } from './store/pending.js';
import { rateLimits } from './store/rate-limits.js';
import type { Restored } from './store/restore.js';
import { rewrap } from './store/rotate.js';
import { settings } from './store/settings.js';
import { openVault, type Vault } from './store/vault.js';
import { createGate } from './verify/gate.js';
import { createLinkIn, createVerify, createVerifyEach, type Verify, type VerifyEach } from './verify/index.js';
import { checkMany, type CheckItem, type Item } from './verify/many.js';
import type { Verdict } from './verify/report.js';
import { createWorkshop } from './verify/workshop.js';
import { createAskers, type Askers } from './wire/askers.js';
import { createCarriers } from './wire/carriers.js';
import { accessCases, catalogueCases } from './wire/catalogue.js';
import { installationCases, openInstallation, type InstallationCases } from './wire/installation.js';
import { erasuresOf, issuerCases, workDeps } from './wire/issuer.js';
import { createKit, type Kit } from './wire/kit.js';
import { publicCases, verifyPorts } from './wire/public.js';
import { recordCases } from './wire/records.js';
import { createThreads, type Threads } from './wire/threads.js';
import { vcApi } from './wire/vc-api.js';
import { watchCases, type WatchJobs } from './wire/watches.js';
import type { VcApi } from './vc-api/index.js';

/** What the processes of this house are made of. */
export interface App {
  readonly useCases: HttpDeps;
  readonly jobs: Readonly<Record<'issue' | 'delete-expired-reports' | 'delete-expired-limits' | 'forget-lists', Job>> & WatchJobs;
  /** `told` is called when results were accepted. */
  onWaiting(told: () => void): void;
  /** Issues everything that waits, now, in this process. */
  issueAll(): Promise<void>;
  readonly health: Store['health'];
  /** The key documents ever seen, ours and others'. */
  readonly archive: Pick<Store['keyDocuments'], 'seenDocuments' | 'keyDocument'>;
  organisations(): Promise<readonly Organisation[]>;
  /** The key by which the installation itself signs. */
  readonly installation: InstallationCases;
  /** Finding and forgetting a learner. */
  readonly erasures: Erasures;
  afterRestore(actor: string): Promise<Restored>;
  close(): Promise<void>;
}
/** What is told of while it happens: to the log, and to the figures. None of it is personal. */
export interface Told {
  event(what: string, facts: Readonly<Record<string, string | number | readonly string[]>>): void;
  /** An error nobody foresaw while a result was issued; the result is tried again. */
  unforeseen(error: unknown): void;
  /** An error nobody foresaw while one of many credentials was checked; the others go on. */
  notChecked(error: unknown): void;
  /** A thread in which others' credentials are verified ended between two pieces of work; another takes its place. */
  threadLost(error: unknown): void;
  /** The database could not be asked for a limit. */
  countingAlone(error: unknown): void;
  /** A credential was issued and kept. */
  issued(format: FormatId): void;
  /** A result cannot be issued. */
  notIssued(code: ErrorCode): void;
  /** Something was verified for somebody. */
  verified(verdict: Verdict): void;
  /** Somebody else's server was asked, or not. */
  fetched(outcome: FetchOutcome): void;
}
export interface WireOptions {
  /** Told what the operator must know. */
  notice(line: string): void;
  readonly told: Told;
  /** Verify what strangers send in threads of their own, as a server must; else in this one, as a command may. They run what is built, not the sources. */
  readonly threads: boolean;
  /** For commands: use the embedded database of the server that runs, if one does. */
  readonly shared: boolean;
}

const HOUR = 3_600_000;

const now = (): Date => new Date();
const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes));

/** Opens the database, brings it up to date, and puts every use case together. The one place that knows everybody. */
export async function wire(config: Config, { notice, told, shared, threads }: WireOptions): Promise<App> {
  const { databaseUrl, dataDir, masterKeys, baseUrl } = config;
  const db = await openDatabase({ dataDir, shared, notice, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    const migrated = await migrate(db);
    if (migrated.length > 0) told.event('migrated', { migrations: migrated });
    await indexCatalogue(db);
    const keys = loadMasterKeys({ dataDir, ...(masterKeys === undefined ? {} : { configured: masterKeys }) });
    const vault = await openVault(db, keys);
    // A new master key is put before the older one and the process started again: from then on the older one opens nothing.
    if (keys.keys.size > 1) notice(`Sealed again under master key ${keys.current}: ${await rewrap(db, keys)} values.`);
    const worker = `${hostname()}-${process.pid}-${toBase64url(random(6))}`;
    // A command is no start of the service: it makes no token that nobody would keep.
    const adminHash = shared ? sha256(random(32)) : await adminToken({ config, db, vault, notice });
    const deps = { db, vault, baseUrl, worker, now, random };
    // Else what a killed process was at work on would wait until its leases run out.
    if (db.alone) await pendingStore(deps).freeLeases();
    const kit = createKit(deps, config, createNet(config, { now, told: told.fetched }));
    await openInstallation(kit);
    return assemble(kit, { adminHash, told, outward: createPost(config), vcApi: await vcApi(config, deps), ...(threads && { threads: createThreads((error) => told.threadLost(error)) }) });
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** SHA-256 of the administrator's token: the configured one, else one made at the first start and shown that once. */
async function adminToken({ config, db, vault, notice }: { config: Config; db: Db; vault: Vault; notice(line: string): void }): Promise<Uint8Array> {
  if (config.adminToken !== undefined) return sha256(config.adminToken);
  const token = toBase64url(random(32));
  const kept = await settings(db, vault).putOnce('admin-token-hash', sha256(token));
  if (equalBytes(kept, sha256(token))) notice(`Administrator's token, shown only this once: ${token}`);
  return kept;
}

interface Assembled {
  readonly outward: PublicAddress;
  readonly adminHash: Uint8Array;
  readonly told: Told;
  readonly vcApi: VcApi | undefined;
  readonly threads?: Threads;
}
function assemble(kit: Kit, { adminHash, told, outward, vcApi, threads }: Assembled): App {
  const { deps, store } = kit;
  const limits = rateLimits(deps, { limits: LIMITS, alone: (error) => told.countingAlone(error) });
  const reading = { formats: kit.readers, carriers: createCarriers(), securing: kit.securing };
  const verifying = { ...reading, ports: verifyPorts(kit) };
  // What we made ourselves takes what it takes: a few milliseconds.
  const verify = createVerify(verifying);
  const askers = createAskers();
  const openWorkshop = threads && (() => threads.open(askers.current()));
  const anybodys = { ...verifying, ...(openWorkshop && { openWorkshop }) };
  const claims = createClaims({ ...deps, ...store.offers, renderers: kit.renderers, document: store.credentials.document });
  const work = countedWork(workDeps(kit, verify), told);
  let waiting = (): void => undefined;
  const checking = { verify: countedVerify(createVerify(anybodys), told), verifyEach: countedEach(createVerifyEach(anybodys), told), verifyOwn: countedVerify(verify, told), linkIn: createLinkIn(anybodys) };
  const cases = { ...catalogueCases(kit), ...issuerCases(kit, { claims, verify, accepted: () => waiting() }), ...publicCases(kit, { ...checking, claims }), ...manyCases(told, askers), ...recordCases(kit, openWorkshop ?? (() => createWorkshop(reading))) };
  const watching = watchCases(kit, { ...outward, verify: (given) => (given instanceof Uint8Array ? checking.verify(given) : cases.verifyLink(given.url, { trust: 'on' })), unforeseen: (error) => told.notChecked(error) });
  return {
    useCases: { ...cases, watches: watching.watches, ...accessCases(kit, adminHash), schemas: kit.apiSchemas, baseUrl: deps.baseUrl, now, limits, onBehalfOf: askers.onBehalfOf, ...(vcApi && { vcApi }) },
    jobs: {
      ...watching.jobs,
      issue: { every: 2000, run: () => issueSome(work, told) },
      'delete-expired-reports': { every: HOUR, run: () => store.reports.deleteExpiredReports(now()).then(() => false) },
      'delete-expired-limits': { every: HOUR, run: () => limits.deleteExpired().then(() => false) },
      'forget-lists': { every: HOUR, run: () => store.listsSeen.forgetLists().then(() => false) },
    },
    onWaiting: (listener) => (waiting = listener),
    issueAll: async () => {
      while ((await issueWaiting(work)) > 0);
    },
    health: store.health,
    archive: store.keyDocuments,
    organisations: store.organisations.allOrganisations,
    installation: installationCases(kit),
    erasures: erasuresOf(kit),
    afterRestore: store.restoring.afterRestore,
    close: async () => {
      await threads?.close();
      await deps.db.close();
    },
  };
}

async function issueSome(work: WorkDeps, told: Told): Promise<boolean> {
  const count = await issueWaiting(work);
  if (count > 0) told.event('results taken', { count });
  return count > 0;
}

const countedWork = ({ ports, ...work }: Omit<WorkDeps, 'unforeseen'>, told: Told): WorkDeps => ({
  ...work,
  unforeseen: (error) => told.unforeseen(error),
  ports: {
    ...ports,
    keep: async (pending, award, credentials) => {
      await ports.keep(pending, award, credentials);
      for (const { format } of credentials) told.issued(format);
    },
    failResult: async (id, failure) => {
      await ports.failResult(id, failure);
      told.notIssued(failure.code);
    },
  },
});

/** A single check waits for no more of many than these. */
const AT_ONCE = 4;

/** Checks of many, all askers' together. */
function manyCases(told: Told, { current, onBehalfOf }: Askers): Pick<HttpDeps, 'checkMany' | 'room'> {
  const deps = { gate: createGate(AT_ONCE), unforeseen: (error: unknown) => told.notChecked(error) };
  const many = <G, T>(items: readonly Item<G>[], check: CheckItem<G, T>) => {
    // Most are begun when somebody reads on, which tells nothing of who asked.
    const asker = current();
    return checkMany<G, T>(items, (given) => onBehalfOf(asker, () => check(given)), deps);
  };
  return { room: createRoom(ROOM), checkMany: many };
}

const countedEach =
  (verifyEach: VerifyEach, told: Told): VerifyEach =>
  async (upload, options) => {
    const verifications = await verifyEach(upload, options);
    for (const { report } of verifications) told.verified(report.verdict);
    return verifications;
  };

const countedVerify =
  (verify: Verify, told: Told): Verify =>
  async (upload, options) => {
    const verification = await verify(upload, options);
    told.verified(verification.report.verdict);
    return verification;
  };
