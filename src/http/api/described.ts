import { type ErrorCode } from '../../core/errors.js';
import { type GuardSays, type Operation, type Route } from '../route.js';
import { STATUS } from '../status-codes.js';
import { PATH_PARAMETERS, QUERY_PARAMETERS, type Parameter } from './openapi-parameters.js';

/** A route as its readers need it: what the table says, and what follows from it. */
export interface Described {
  readonly method: string;
  /** With parameters as OpenAPI writes them: `/api/v1/awards/{id}`. */
  readonly path: string;
  readonly group: string;
  readonly operation: Operation;
  /** Undefined: anybody may call. */
  readonly needs: Exclude<GuardSays['needs'], undefined | 'key'> | undefined;
  readonly parameters: readonly (Parameter & { readonly in: 'path' | 'query'; readonly name: string })[];
  /** Codes by status, lowest first. A status of 500 may carry any code that is ours. */
  readonly problems: ReadonlyMap<number, readonly ErrorCode[]>;
}

const GROUPS: readonly (readonly [prefix: string, group: string])[] = [
  ['/api/v1/organisations', 'Organisations'],
  ['/api/v1/achievements', 'Achievements'],
  ['/api/v1/results', 'Results'],
  ['/api/v1/batches', 'Results'],
  ['/api/v1/awards', 'Awards'],
  ['/api/v1/audit', 'Awards'],
  ['/api/v1/problems', 'Awards'],
  ['/api/v1/trust', 'Trust'],
  ['/api/v1/verify', 'Verifying'],
  ['/v/', 'Verifying'],
  ['/api/v1/watches', 'Verifying'],
  ['/vc-api/', 'VC-API'],
  ['/status/', 'Status lists'],
  ['/o/', 'Identity'],
  ['/.well-known/did.json', 'Identity'],
  ['/achievements/', 'Catalogue'],
  ['/api/v1/catalogue', 'Catalogue'],
];
const groupOf = (path: string): string => GROUPS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'Service';

/** Every route that has a description, in the order of the tables. */
export const described = (routes: readonly Route[]): readonly Described[] => routes.flatMap(([method, path, guards, , operation]) => (operation === undefined ? [] : [describe({ method, path, says: guards.map(({ says }) => says), operation })]));

function describe({ method, path, says, operation }: { readonly method: string; readonly path: string; readonly says: readonly (GuardSays | undefined)[]; readonly operation: Operation }): Described {
  const needs = says.map((one) => one?.needs).find(isMore);
  const parameters = parametersOf(path, operation);
  const guarded = says.flatMap((one) => one?.problems ?? []);
  const found = parameters.some((one) => one.in === 'path') ? (['not-found'] as const) : [];
  const asked = parameters.some((one) => one.in === 'query') ? (['input-invalid'] as const) : [];
  const codes: readonly ErrorCode[] = [...guarded, ...found, ...asked, ...(operation.problems ?? []), 'busy', 'bug'];
  const all = [...codes.map((code) => [STATUS[code], code] as const), ...(operation.refusals ?? []).map((code) => [422, code] as const)];
  return { method, path: path.replace(/:([a-zA-Z]+)/g, '{$1}'), group: groupOf(path), operation, needs, parameters, problems: byStatus(all) };
}

/** The guard that asks for a key says nothing of which; another stands behind it. */
const isMore = (needs: GuardSays['needs']): needs is Exclude<GuardSays['needs'], undefined | 'key'> => needs !== undefined && needs !== 'key';

function parametersOf(path: string, operation: Operation): Described['parameters'] {
  const inPath = [...path.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => ({ in: 'path' as const, name, ...inPathAs(operation.path?.[name] ?? name) }));
  return [...inPath, ...(operation.query ?? []).map((name) => ({ in: 'query' as const, name, ...QUERY_PARAMETERS[name] }))];
}

function inPathAs(name: string): Parameter {
  const found = Object.entries(PATH_PARAMETERS).find(([known]) => known === name)?.[1];
  if (found === undefined) throw new Error(`openapi-parameters.ts describes no parameter ${name}`);
  return found;
}

function byStatus(all: readonly (readonly [number, ErrorCode])[]): ReadonlyMap<number, readonly ErrorCode[]> {
  const statuses = [...new Set(all.map(([status]) => status))].sort((a, b) => a - b);
  return new Map(statuses.map((status) => [status, [...new Set(all.filter(([one]) => one === status).map(([, code]) => code))]]));
}
