import { parseArgs } from 'node:util';
import { reject } from '../core/errors.js';
import type { Organisation } from '../core/model.js';
import type { App } from '../wire.js';

const OPTIONS = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  organisation: { type: 'string' },
  trust: { type: 'string' },
  replay: { type: 'string' },
  name: { type: 'string' },
  did: { type: 'string' },
  key: { type: 'string', multiple: true },
  use: { type: 'string' },
  algorithm: { type: 'string' },
  custody: { type: 'string' },
  reference: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  kind: { type: 'string' },
  yes: { type: 'boolean', default: false },
} as const;

export interface Call {
  readonly args: readonly string[];
  readonly options: ReturnType<typeof parse>['values'];
}
/** What a command answers: data for programs, lines for people, and its exit code. */
export interface Answer {
  readonly data: unknown;
  readonly lines: readonly string[];
  readonly exitCode?: number;
}
export type Command = (app: App, call: Call) => Promise<Answer>;

/** Who acts, in the audit trail. */
export const ACTOR = 'cli';

export function parse() {
  return parseArgs({ options: OPTIONS, allowPositionals: true });
}

/** The organisation named, or the only one there is. */
export async function organisationOf(app: App, slug: string | undefined): Promise<Organisation> {
  if (slug !== undefined) return (await app.useCases.organisationBySlug(slug)) ?? reject('not-found', 'there is no organisation with this slug');
  const [only, ...others] = await app.organisations();
  if (only === undefined || others.length > 0) return reject('input-invalid', 'say which organisation: --organisation SLUG');
  return only;
}

export async function standardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
