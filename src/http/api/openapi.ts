import { STATUS_CODES } from 'node:http';
import { type ErrorCode } from '../../core/errors.js';
import { type Json, type JsonObject } from '../../core/json.js';
import { type HttpDeps } from '../deps.js';
import { PROBLEM_WORDS } from '../problem-words.js';
import { type Content, type Route } from '../route.js';
import { described, type Described } from './described.js';
import { components, reference } from './openapi-schemas.js';

type Schemas = HttpDeps['schemas'];

/** The OpenAPI 3.1 document of these routes: the tables and `schemas/api`, in another notation; nothing is said in it that is not said there. */
export function openApiDocument(routes: readonly Route[], { baseUrl, schemas }: Pick<HttpDeps, 'baseUrl' | 'schemas'>): JsonObject {
  const all = described(routes);
  const paths = [...new Set(all.map(({ path }) => path))];
  return {
    openapi: '3.1.0',
    info: { title: 'Testamur', version: '1', description: 'Issues and verifies micro-credentials the European way. Errors are application/problem+json (RFC 9457) with a stable code; times are RFC 3339 UTC; ids are UUIDv7; lists are paged by cursor.' },
    servers: [{ url: baseUrl }],
    tags: [...new Set(all.map(({ group }) => group))].map((name) => ({ name })),
    paths: Object.fromEntries(paths.map((path) => [path, Object.fromEntries(all.filter((one) => one.path === path).map((one) => [one.method, operationOf(one, schemas)]))])),
    components: {
      schemas: components(schemas),
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An api key of an organisation, which carries scopes, or the administrator’s token.' } },
    },
  };
}

function operationOf({ operation, group, needs, parameters, problems }: Described, schemas: Schemas): JsonObject {
  const { id, summary, more, body, answers } = operation;
  const answered = Object.entries(answers).map(([status, content]): [string, JsonObject] => [status, answerOf(Number(status), content, schemas)]);
  const refused = [...problems].map(([status, codes]): [string, JsonObject] => [String(status), problemOf(status, codes)]);
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(more === undefined && needs === undefined ? {} : { description: [more, needs === undefined ? undefined : needsText(needs)].filter((one) => one !== undefined).join(' ') }),
    ...(needs === undefined ? {} : { security: [{ key: [] }] }),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(({ name, in: where, description, schema }) => ({ name, in: where, required: where === 'path', description, schema })) }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body, schemas) } }),
    responses: merged([...answered, ...refused]),
  };
}

/** A status that is an answer of the operation may be a refusal too, in another media type. */
function merged(responses: readonly (readonly [string, JsonObject])[]): JsonObject {
  const all = new Map<string, JsonObject>();
  for (const [status, response] of responses) {
    const { description, content } = all.get(status) ?? {};
    all.set(status, { ...response, description: [description, response.description].filter((one) => typeof one === 'string').join(', or '), ...(content === undefined ? {} : { content: { ...(content as JsonObject), ...((response.content ?? {}) as JsonObject) } }) });
  }
  return Object.fromEntries(all);
}

/** Who may call, as a sentence. */
export function needsText(needs: NonNullable<Described['needs']>): string {
  if (needs === 'admin') return 'For the administrator.';
  if (needs === 'vc-api') return 'For the key of the VC-API.';
  const own = needs.startsWith('admin or ');
  return `${own ? 'For the administrator, or the organisation’s own key' : 'For an organisation’s key'} with the scope ${needs.replace('admin or ', '')}.`;
}

function answerOf(status: number, content: string | Content | null, schemas: Schemas): JsonObject {
  const description = STATUS_CODES[status] ?? String(status);
  return content === null ? { description } : { description, content: contentOf(content, schemas) };
}

function contentOf(content: string | Content, schemas: Schemas): JsonObject {
  const all = typeof content === 'string' ? { 'application/json': content } : content;
  return Object.fromEntries(Object.entries(all).map(([mediaType, name]) => [mediaType, mediaOf(name, schemas)]));
}

/** OpenAPI 3.1 leaves out the schema of bytes (4.8.14.1). */
function mediaOf(name: string, schemas: Schemas): JsonObject {
  if (name === 'bytes') return {};
  return { schema: name === 'text' ? { type: 'string' } : reference(schemas, name) };
}

/** A fault of ours may carry any code: what we did not foresee we cannot list. */
function problemOf(status: number, codes: readonly ErrorCode[]): JsonObject {
  const problem: Json = { $ref: '#/components/schemas/Problem' };
  const schema = status === 500 ? problem : { allOf: [problem, { properties: { code: { enum: codes } } }] };
  return { description: codes.map((code) => `${code}: ${PROBLEM_WORDS[code].title}.`).join(' '), content: { 'application/problem+json': { schema } } };
}
