import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { everyRoute } from '../../src/http/app.js';
import { described } from '../../src/http/api/described.js';
import { openApiDocument } from '../../src/http/api/openapi.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { isObject, pointer, type Json, type JsonObject } from '../../src/core/json.js';

/** What the published description says of an answer. */
export interface Contract {
  readonly document: JsonObject;
  /** Throws when the answer is not one that the description has: another status, another media type, another body. Leaves the answer unread. */
  check(method: string, address: string, response: Response): Promise<void>;
}

interface Known {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
}

/** One for all servers of the same schemas at the same address: their routes are the same. */
const made = new WeakMap<object, Contract>();
export function contractOf(deps: HttpDeps): Contract {
  const contract = made.get(deps.schemas) ?? newContract(deps);
  made.set(deps.schemas, contract);
  return contract;
}

/** The description of these use cases' routes, as a judge of answers. Stricter than it promises: a member that it does not name is a fault too. */
function newContract(deps: HttpDeps): Contract {
  const routes = everyRoute(deps);
  const document = openApiDocument(routes, deps);
  const known = described(routes).map(({ method, path }): Known => ({ method, path, pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[a-zA-Z]+\}/g, '[^/]+')}$`) }));
  const bodies = bodyChecks(document);
  return {
    document,
    check: async (method, address, response) => {
      const { pathname } = new URL(address, 'http://x');
      const asked = method.toLowerCase() === 'head' ? 'get' : method.toLowerCase();
      if (asked === 'options') return;
      const found = known.find((one) => one.method === asked && one.pattern.test(pathname));
      if (found === undefined) return checkOutside(pathname, response);
      const place = ['paths', found.path, found.method, 'responses', String(response.status)];
      const answer = at(document, place);
      const where = `${method} ${found.path} answered ${response.status}`;
      if (!isObject(answer)) throw new Error(`${where}, which its description does not have`);
      if (method.toLowerCase() !== 'head') await checkBody({ where, place, answer, response, bodies });
    },
  };
}

interface Answered {
  readonly where: string;
  readonly place: readonly string[];
  readonly answer: JsonObject;
  readonly response: Response;
  readonly bodies: (place: readonly string[]) => ValidateFunction | undefined;
}
async function checkBody({ where, place, answer, response, bodies }: Answered): Promise<void> {
  const given = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const content = (answer.content ?? {}) as JsonObject;
  if (given === '' && answer.content === undefined) return;
  if (!(given in content)) throw new Error(`${where} as ${given || 'nothing'}, which its description does not have`);
  if (given === 'text/event-stream') return; // has no end to wait for
  const check = bodies([...place, 'content', given]);
  if (check === undefined) return;
  const text = await response.clone().text();
  if (check(/[/+]json$/.test(given) || given === 'application/vc' ? JSON.parse(text) : text) !== true) throw new Error(`${where} with a body that its description does not allow: ${JSON.stringify(check.errors)}`);
}

/** No route's answer: below /api a problem, whatever it is. */
function checkOutside(pathname: string, response: Response): void {
  const type = response.headers.get('content-type');
  if (pathname.startsWith('/api/') && type !== 'application/problem+json') throw new Error(`${pathname} answered ${response.status} ${type}`);
}

function bodyChecks(document: JsonObject): Answered['bodies'] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
  ajv.addSchema(closed(document) as JsonObject, 'openapi');
  const compiled = new Map<string, ValidateFunction>();
  return (place) => {
    const schema = [...place, 'schema'];
    if (at(document, schema) === undefined) return undefined;
    const ref = `openapi#${pointer(...schema).split('/').map(encodeURIComponent).join('/')}`;
    const check = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, check);
    return check;
  };
}

/** Every object that names its members has no others; the parts of an `allOf` name only some. */
function closed(value: Json, part = false): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => closed(one, part));
  if (!isObject(value)) return value;
  const members = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closed(member, ['allOf', 'anyOf', 'oneOf', 'if', 'then'].includes(name))]));
  const open = !part && value.type === 'object' && isObject(value.properties) && value.additionalProperties === undefined;
  return open ? { ...members, additionalProperties: false } : members;
}

function at(value: Json, place: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const name of place) here = isObject(here) ? here[name] : undefined;
  return here;
}
