import { readFile } from 'node:fs/promises';
import { reject } from '../core/errors.js';
import { isUuid } from '../core/ids.js';
import type { App } from '../wire.js';
import { ACTOR, type Answer, type Call } from './command.js';

/** `testamur trust anchors …`: the certificates that chains may end at. */
export async function anchors({ useCases }: App, { args: [action = 'list', what], options }: Call): Promise<Answer> {
  if (action === 'add') await useCases.addAnchor(await anchorOf(what, options), ACTOR);
  else if (action === 'withdraw') await useCases.withdrawAnchor(isUuid(what ?? '') ? (what ?? '') : reject('input-invalid', 'say which anchor, by its id: testamur trust anchors list'), ACTOR);
  else if (action !== 'list') reject('input-invalid', 'say what to do: testamur trust anchors list, add or withdraw');
  const all = await useCases.anchors();
  const lines = all.map((one) => `${one.id}  ${one.use.padEnd(10)}  ${one.kind.padEnd(30)}  ${one.name}, until ${one.certificate.validUntil}${one.withdrawnAt === undefined ? '' : `, withdrawn ${one.withdrawnAt}`}`);
  return { data: all, lines };
}

async function anchorOf(file: string | undefined, { use, kind, name }: Call['options']): Promise<Record<string, unknown>> {
  if (file === undefined) return reject('input-invalid', 'say which certificate: testamur trust anchors add FILE.pem --use seal --kind test');
  return Object.fromEntries(Object.entries({ pem: await readFile(file, 'utf8'), use, kind, name }).filter(([, value]) => value !== undefined));
}
