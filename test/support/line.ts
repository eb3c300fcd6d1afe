import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.js';
import type { Organisation } from '../../src/core/model.js';
import { createApp } from '../../src/http/app.js';
import type { ListedAward } from '../../src/issue/ports.js';
import type { Report } from '../../src/verify/report.js';
import { openHouse } from '../../src/server.js';
import type { App } from '../../src/wire.js';
import { contractOf, type Contract } from './contract.js';
import { emptyPostgres } from './database.js';
import { gather, testLog } from './log.js';

/** The whole house, as a process runs it: a real database, the real edge on a real port, the real jobs. */
export interface Line {
  readonly app: App;
  readonly baseUrl: string;
  /** The environment of its process, for others beside it. */
  readonly env: Readonly<Record<string, string>>;
  readonly organisation: Organisation;
  readonly apiKey: string;
  /** What went wrong unforeseen. */
  readonly faults: unknown[];
  /** Throws when the answer is not one that the published description has. */
  request(path: string, init?: RequestInit & { readonly as?: 'admin' | 'nobody' }): Promise<Response>;
  postResults(body: string, type?: string): Promise<Posted>;
  verify(document: string | Uint8Array): Promise<Report & { readonly summary: string }>;
  document(awardId: string, format: string): Promise<string>;
  stop(): Promise<void>;
}
export interface Posted {
  readonly batchId: string;
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: readonly { readonly line: number; readonly code: string; readonly path: string; readonly message: string }[];
  readonly warnings: readonly { readonly line: number; readonly code: string }[];
  readonly awards: readonly ListedAward[];
}

export const example = (name: string): string => readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');

/** `listed: false` leaves the university out of the register; `configured` is added to the environment. */
export async function startLine({ listed = true, configured = {} }: { readonly listed?: boolean; readonly configured?: Readonly<Record<string, string>> } = {}): Promise<Line> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const adminToken = randomBytes(24).toString('base64url');
  const dataDir = mkdtempSync(join(tmpdir(), 'tm-line-'));
  const database = process.env.TEST_DATABASE_URL === undefined ? undefined : await emptyPostgres(process.env.TEST_DATABASE_URL);
  const env = { TESTAMUR_BASE_URL: baseUrl, TESTAMUR_DATA_DIR: dataDir, TESTAMUR_ADMIN_TOKEN: adminToken, ...(database && { DATABASE_URL: database.url }), ...configured };
  const config = readConfig(env);
  const faults: unknown[] = [];
  const { app, edge, close } = await openHouse(config, { notice: () => undefined, log: testLog(faults) });
  server.on('request', createApp(app.useCases, edge));
  const stop = async (): Promise<void> => {
    await closed(server);
    gather((await edge.metrics(adminToken)) ?? '');
    await close();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...(await openUniversity(app, listed)), app, baseUrl, env, faults, stop, ...callsTo(baseUrl, { adminToken, contract: contractOf(app.useCases) }) };
}

/** A university with its achievements, and a key that may do everything of its own. */
export async function openUniversity(app: App, listed: boolean): Promise<Pick<Line, 'organisation' | 'apiKey'>> {
  const { useCases } = app;
  const organisation = await useCases.createOrganisation(JSON.parse(example('organisation.json')), 'test');
  await useCases.rotateKeys(organisation.id, 'test');
  await useCases.makeTestSeal(organisation.id, 'test');
  for (const achievement of JSON.parse(example('achievements.json')) as unknown[]) await useCases.createAchievement(organisation.id, achievement, 'test');
  if (listed) await useCases.addTrustStatement({ entityName: organisation.legalName.en ?? '', did: organisation.did, validFrom: '2020-01-01T00:00:00Z' }, 'test');
  const { key } = await useCases.createApiKey(organisation.id, { name: 'test', scopes: ['results:write', 'awards:read', 'status:write', 'audit:read', 'achievements:read', 'achievements:write', 'learners:erase', 'watch'] }, 'test');
  return { organisation, apiKey: key };
}

function callsTo(baseUrl: string, { adminToken, contract }: { readonly adminToken: string; readonly contract: Contract }) {
  return {
    async request(this: Line, path: string, { as, ...init }: RequestInit & { readonly as?: 'admin' | 'nobody' } = {}): Promise<Response> {
      const headers = new Headers(init.headers);
      if (as !== 'nobody') headers.set('authorization', `Bearer ${as === 'admin' ? adminToken : this.apiKey}`);
      const response = await fetch(path.startsWith('http') ? path : baseUrl + path, { redirect: 'manual', ...init, headers });
      await contract.check(init.method ?? 'GET', path, response);
      return response;
    },
    async postResults(this: Line, body: string, type = 'text/csv'): Promise<Posted> {
      const response = await this.request('/api/v1/results?wait=60', { method: 'POST', body, headers: { 'content-type': type } });
      return (await response.json()) as Posted;
    },
    async verify(this: Line, document: string | Uint8Array): Promise<Report & { readonly summary: string }> {
      const body = typeof document === 'string' ? document : Buffer.from(document).toString('utf8');
      const response = await this.request('/api/v1/verify', { method: 'POST', as: 'nobody', body, headers: { 'content-type': 'text/plain' } });
      if (response.status !== 200) throw new Error(await response.text());
      return (await response.json()) as Report & { readonly summary: string };
    },
    async document(this: Line, awardId: string, format: string): Promise<string> {
      return (await this.request(`/api/v1/awards/${awardId}/credentials/${format}`)).text();
    },
  };
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** What a check of a report says. */
export const reasonOf = (report: Report, check: string): string => {
  const finding = report.checks.find((one) => one.check === check);
  return `${finding?.outcome ?? 'absent'}: ${finding?.reason ?? ''}`;
};
