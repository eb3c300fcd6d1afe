/**
 * `testamur move`, in a process of its own that kills itself (SIGKILL) around the moment when PostgreSQL has everything: the commit after which the folder
 * is no longer opened. Argument: `before` or `after` that commit. The real driver is asked for every statement; nothing in the sources knows of it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const when = process.argv[2];
type Query = (this: object, config: { readonly text?: string } | string, values?: unknown, done?: (...answer: unknown[]) => void) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };
const query = prototype.query;
const die = (): void => void process.kill(process.pid, 'SIGKILL');

prototype.query = function (config, values, done) {
  const text = typeof config === 'string' ? config : (config.text ?? '');
  if (!/^commit/i.test(text) || !existsSync(join(process.env.TESTAMUR_DATA_DIR ?? '', 'pg', 'moving'))) return query.call(this, config, values, done);
  if (when === 'before') die();
  return typeof values === 'function' ? query.call(this, config, die) : query.call(this, config, values, die);
};

const { readConfig } = await import('../../src/config.js');
const { moveToPostgres } = await import('../../src/wire/move.js');
await moveToPostgres(readConfig(process.env));
