import { equalBytes, sha256, toBase64url } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { parseInput } from '../core/input.js';
import type { Id, Organisation } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';

/** A key of the issuer API; only its hash is stored. */
export interface ApiKey {
  readonly id: Id;
  readonly organisationId: Id;
  readonly name: string;
  readonly scopes: readonly string[];
}
export interface AccessPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  organisation(id: Id): Promise<Organisation | undefined>;
  insertApiKey(key: ApiKey, hash: Uint8Array, actor: string): Promise<void>;
  apiKey(hash: Uint8Array): Promise<ApiKey | undefined>;
}
export interface AccessDeps {
  readonly ports: AccessPorts;
  /** `schemas/api/api-key.json`. */
  readonly check: SchemaCheck;
  /** SHA-256 of the administrator's token. */
  readonly adminHash: Uint8Array;
}
/** Who a bearer token belongs to. */
export type Bearer = { readonly kind: 'admin'; readonly name: string; readonly scopes: readonly [] } | ({ readonly kind: 'api-key' } & ApiKey);

/** Marks our keys in a secret scanner's eyes. */
const PREFIX = 'tmr_';

export interface Access {
  /** Undefined: no such token. */
  caller(bearer: string): Promise<Bearer | undefined>;
  /** Throws `input-invalid`, `not-found`. The key is shown only here. */
  createApiKey(organisationId: Id, input: unknown, actor: string): Promise<{ readonly id: Id; readonly key: string; readonly scopes: readonly string[] }>;
}

export function createAccess({ ports, check, adminHash }: AccessDeps): Access {
  return {
    caller: async (bearer) => {
      const hash = sha256(bearer);
      if (equalBytes(hash, adminHash)) return { kind: 'admin', name: 'admin', scopes: [] };
      const key = await ports.apiKey(hash);
      return key && { kind: 'api-key', id: key.id, name: key.name, organisationId: key.organisationId, scopes: key.scopes };
    },
    createApiKey: async (organisationId, input, actor) => {
      const { name, scopes } = parseInput<Pick<ApiKey, 'name' | 'scopes'>>(input, check);
      if ((await ports.organisation(organisationId)) === undefined) reject('not-found', 'There is no such organisation.');
      const id = uuidv7(ports.now(), ports.random(10));
      const key = PREFIX + toBase64url(ports.random(32));
      await ports.insertApiKey({ id, organisationId, name, scopes }, sha256(key), actor);
      return { id, key, scopes };
    },
  };
}
