import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { AppError, type ErrorCode } from '../../src/core/errors.js';
import { isObject, type Json, type JsonObject } from '../../src/core/json.js';
import { apiRoutes, everyRoute } from '../../src/http/app.js';
import { described, type Described } from '../../src/http/api/described.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { STATUS } from '../../src/http/status-codes.js';
import { contractOf } from '../support/contract.js';
import { ADMIN, award, awardRow, BARE_KEY, BATCH, fakeDeps, KEY, organisation, PERMANENT, receipt, STATEMENT, UNKNOWN_ID, VC_API_KEY } from '../support/fake-deps.js';
import { serve, type Served } from '../support/http.js';
import { apiSchemas } from '../support/schemas.js';

const deps = fakeDeps();
const contract = contractOf(deps);
const { document, check } = contract;
const operations = described(everyRoute(deps));
const references = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(references);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === '$ref' && typeof member === 'string' ? [member] : references(member)));
};

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1, says somebody else’s validator', async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
    expect([validator.version, result]).toEqual(['3.1', { valid: true }]);
    const broken = await new Validator().validate({ ...document, paths: { '/x': { get: { responses: { 200: {} } } } } });
    expect(broken.valid).toBe(false);
  });

  it('has every route of the tables, and none besides', () => {
    const tables = apiRoutes(deps).map(([method, path]) => `${method} ${path.replace(/:([a-zA-Z]+)/g, '{$1}')}`);
    const paths = Object.entries(document.paths as JsonObject).flatMap(([path, methods]) => Object.keys(methods as JsonObject).map((method) => `${method} ${path}`));
    expect(paths).toEqual(expect.arrayContaining(tables));
    expect(paths.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('names every operation once, and its summary is a line', () => {
    const ids = operations.map(({ operation }) => operation.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) expect(operation.summary).toMatch(/^[A-Z][^\n]{5,130}[^.]$/);
  });

  it('refers to nothing that is not there, and leaves no schema out', () => {
    const refs = references(document);
    expect(refs.filter((ref) => ref.slice(2).split('/').reduce<Json | undefined>((here, name) => (isObject(here) ? here[name] : undefined), document) === undefined)).toEqual([]);
    const used = new Set(refs.map((ref) => ref.split('/')[3]));
    expect([...apiSchemas.values()].map(({ title }) => title).filter((title) => typeof title !== 'string' || !used.has(title))).toEqual([]);
  });

  it('is served to anybody, and not again to who has it', async () => {
    const served = await serve(deps);
    const response = await served.ask('/api/v1/openapi.json');
    const tag = response.headers.get('etag') ?? '';
    expect([response.status, response.headers.get('cache-control'), response.headers.get('access-control-allow-origin'), await response.json()]).toEqual([200, 'public, max-age=300', '*', document]);
    expect((await served.ask('/api/v1/openapi.json', { headers: { 'if-none-match': tag } })).status).toBe(304);
    await served.close();
  });
});

describe('the pages of the API', () => {
  it('describe every operation and every code, so that the type of a problem leads somewhere', async () => {
    const served = await serve(deps);
    const [docs, problems] = await Promise.all(['/docs', '/docs/problems'].map(async (path) => (await served.ask(path, { headers: { accept: 'text/html' } })).text()));
    await served.close();
    expect(operations.filter(({ operation }) => docs?.includes(`<details id="${operation.id}">`) !== true)).toEqual([]);
    expect(Object.keys(STATUS).filter((code) => problems?.includes(`<div id="${code}">`) !== true)).toEqual([]);
  });
});

describe('the judge of answers', () => {
  const path = `/api/v1/awards/${award.id}`;
  const listed = JSON.stringify(awardRow);
  const answer = (body: string, status = 200, type = 'application/json'): Promise<void> => check('GET', path, new Response(body, { status, headers: { 'content-type': type } }));
  const problem = (more: object): string => JSON.stringify({ type: '/docs/problems#not-found', title: 'x', status: 404, code: 'not-found', ...more });

  it('takes what is described', async () => {
    await answer(listed);
    await answer(problem({}), 404, 'application/problem+json');
  });

  it.each([
    ['another status', listed, 201, 'application/json'],
    ['another media type', listed, 200, 'text/plain'],
    ['a member too many', JSON.stringify({ ...(JSON.parse(listed) as object), birthDate: '1998-04-09' }), 200, 'application/json'],
    ['a member too few', '{}', 200, 'application/json'],
    ['a code that is not listed', problem({ code: 'link-gone' }), 404, 'application/problem+json'],
    ['a problem as JSON', problem({}), 404, 'application/json'],
  ])('refuses %s', async (_name, body, status, type) => {
    await expect(answer(body, status, type)).rejects.toThrow(/getAward|awards/);
  });
});

/** What a call of each operation needs to succeed, where it is not `{}` as JSON or nothing. */
const BODIES: Readonly<Record<string, { readonly body: string; readonly type: string }>> = { verify: { body: '{}', type: 'text/plain' }, addWatch: { body: '{"url":"https://a.example","webhook":"https://b.example"}', type: 'application/json' }, verifyBatch: { body: '["a.b.c"]', type: 'application/json' } };
function addressOf({ path }: Described): string {
  const id = path.includes('/organisations/') ? organisation.id : path.includes('/batches/') ? BATCH : path.includes('/trust/') ? STATEMENT : /\/(token-)?status\/\{/.test(path) ? award.statusEntry.list : path.startsWith('/achievements/') ? award.achievement.id : award.id;
  return path.replace('{id}', id).replace('{format}', 'ob3-di').replace('{key}', 'key-0123456789ab').replace('{slug}', organisation.slug).replace('{version}', '1').replace('{language}', 'en').replace('{issuer}', 'eddsa-rdfc-2022').replace('{token}', PERMANENT);
}
interface Call {
  readonly key?: string;
  readonly body?: string;
  readonly type?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly address?: string;
}
/** A call that gives another status than the plain one. */
const VARIANTS: Readonly<Record<string, Call>> = { 304: { headers: { 'if-none-match': '*' } }, 400: { body: '{"verifiableCredential":null}' }, 404: { address: '/v/unknown-token-01234567/badge.svg' } };
function call(served: Served, one: Described, { key = one.needs === 'admin' ? ADMIN : one.needs === 'vc-api' ? VC_API_KEY : KEY, address = addressOf(one), query = '', headers = {}, ...given }: Call = {}): Promise<Response> {
  const { body, type } = { body: '{}', type: 'application/json', ...BODIES[one.operation.id], ...given };
  const authorization: Record<string, string> = one.needs === undefined || key === '' ? {} : { authorization: `Bearer ${key}` };
  const sent = one.operation.body === undefined ? {} : { body };
  return served.ask(address + query, { method: one.method.toUpperCase(), ...sent, headers: { ...(one.operation.body === undefined ? {} : { 'content-type': type }), ...authorization, ...headers } });
}

/** Use cases that all fail so; who calls is still known. */
function failing(code: ErrorCode): HttpDeps {
  const all = Object.entries(fakeDeps()).map(([name, value]): [string, unknown] => [name, typeof value === 'function' && !['caller', 'now', 'formats', 'calls', 'onBehalfOf'].includes(name) ? () => Promise.reject(new AppError(code, 'no')) : value]);
  const { vcApi } = fakeDeps();
  const no = () => Promise.reject(new AppError(code, 'no'));
  const watches: HttpDeps['watches'] = { add: no, list: no, find: no, report: no, remove: no };
  const refused = { issue: () => Promise.reject(new AppError(code, 'no')), derive: () => Promise.reject(new AppError(code, 'no')), verify: () => Promise.reject(new AppError(code, 'no')), verifyPresentation: () => Promise.reject(new AppError(code, 'no')), statusList: () => Promise.reject(new AppError(code, 'no')), issuers: () => { throw new AppError(code, 'no'); } };
  return { ...(Object.fromEntries(all) as unknown as HttpDeps), ...(vcApi && { vcApi: { ...vcApi, ...refused } }), watches, schemas: new Map() };
}
/** The same for the lines of results. */
const refusing = (code: ErrorCode): HttpDeps => {
  const refused = async (_caller: unknown, body: unknown) => {
    if (body instanceof Readable) await text(body);
    return { ...receipt, accepted: 0, rejected: [{ line: 1, code, path: '', message: 'no' }], rejectedTotal: 1 };
  };
  return fakeDeps({ postResults: refused, correct: refused });
};

/** Calls that the edge itself refuses. */
const REFUSED_CALLS: Partial<Record<ErrorCode, Call>> = {
  unauthorised: { key: '' },
  forbidden: { key: BARE_KEY },
  'json-invalid': { body: '{' },
  'media-type-unsupported': { type: 'application/x-nothing' },
  'body-too-large': { body: ' '.repeat(2 * 1024 * 1024 + 1) },
  'input-invalid': { query: '?cursor=%00&wait=0&limit=0&trust=x' },
};

async function answersOf(one: Described, code: ErrorCode): Promise<readonly Response[]> {
  const found: Response[] = [];
  const refusable = code === 'result-conflict' || one.operation.refusals?.includes(code);
  const edge = [code === 'rate-limited' ? fakeDeps({ limits: { blockedFor: () => 1000, take: async () => 1000 } }) : deps, REFUSED_CALLS[code] ?? { address: addressOf(one).replace(award.id, UNKNOWN_ID).replace(award.achievement.id, UNKNOWN_ID).replace(PERMANENT, 'unknown-token-01234567') }] as const;
  for (const [world, given] of [[failing(code), {}] as const, ...(refusable ? [[refusing(code), {}] as const] : []), edge]) {
    const served = await serve(world, { contract });
    try {
      found.push(await call(served, one, given));
    } finally {
      await served.close();
    }
  }
  return found;
}

/** What no call can be made to answer, as `getAward 404`, and why. */
const NEVER: Readonly<Record<string, string>> = {
  'getOpenApi 503': 'asks no database; every other operation but the next does',
  'getTypeMetadata 503': 'asks no database, and nothing else',
  'getTypeMetadata 500': 'is a table of our own',
  'getBadge 404': 'is a picture that says so',
};

describe.each(operations.map((one) => [one.operation.id, one] as const))('%s', (_id, one) => {
  let served: Served;
  beforeAll(async () => void (served = await serve(deps)));
  afterAll(() => served.close());

  it.each(Object.keys(one.operation.answers))('answers %s', async (status) => {
    const host = one.path.startsWith('/.well-known') && !one.path.includes('{') ? await domainAnswer(served, one.path) : await call(served, one, VARIANTS[status]);
    expect(host.status).toBe(Number(status));
  });

  const problems = [...one.problems].flatMap(([status, codes]) => codes.map((code) => [status, code] as const));
  it.each(problems)('answers %i with %s', async (status, code) => {
    if (`${one.operation.id} ${status}` in NEVER) return;
    const answers = await answersOf(one, code);
    const seen = await Promise.all(answers.map(async (response) => [response.status, response.headers.get('content-type') === 'application/problem+json' ? ((await response.json()) as { code: string }).code : '']));
    expect(seen).toContainEqual([status, code]);
  });
});

/** `fetch` sets Host itself; asked over a socket instead. */
async function domainAnswer(served: Served, path: string): Promise<{ readonly status: number }> {
  const answer = await served.raw(`GET ${path} HTTP/1.1\r\nHost: ${organisation.domain}\r\nConnection: close\r\n\r\n`);
  return { status: Number(answer.split(' ')[1]) };
}

describe('a code', () => {
  it('is met on the way it is described by: every one has a status of its own kind', () => {
    for (const { problems } of operations) for (const [status, codes] of problems) for (const code of codes) expect([code, [STATUS[code], 422].includes(status)]).toEqual([code, true]);
  });
});
