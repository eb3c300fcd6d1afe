import type { Knex } from 'knex';
import { utf8, text } from '../core/bytes.js';
import { uuidv7 } from '../core/ids.js';
import type { Id } from '../core/model.js';
import type { Db } from './db.js';
import type { Vault } from './vault.js';

/** What the stores are made of. */
export interface StoreDeps {
  readonly db: Db;
  readonly vault: Vault;
  /** Public address of this installation, without a slash at the end. */
  readonly baseUrl: string;
  /** Name of this process: it holds the leases it takes. */
  readonly worker: string;
  now(): Date;
  random(bytes: number): Uint8Array;
}

/** The pool, or the transaction that a query belongs to. */
export type Query = Knex;

/** A new UUIDv7. */
export const newId = (deps: Pick<StoreDeps, 'now' | 'random'>): Id => uuidv7(deps.now(), deps.random(10));

/** A value as it is sealed. */
export const toSealable = (value: unknown): Uint8Array => utf8(JSON.stringify(value));
/** What `toSealable` made; only for what this store itself wrote. */
export const fromSealable = <T>(bytes: Uint8Array): T => JSON.parse(text(bytes)) as T;
