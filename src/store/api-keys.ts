import type { Id } from '../core/model.js';
import { writeAudit } from './audit.js';
import type { StoreDeps } from './context.js';

/** A key of the issuer API, without the key: only its hash is stored. */
export interface ApiKey {
  readonly id: Id;
  readonly organisationId: Id;
  readonly name: string;
  readonly scopes: readonly string[];
}
interface ApiKeyRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly name: string;
  readonly scopes: readonly string[];
}

const toApiKey = ({ id, organisation_id, name, scopes }: ApiKeyRow): ApiKey => ({ id, organisationId: organisation_id, name, scopes });

export function apiKeyStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    insertApiKey: ({ id, organisationId, name, scopes }: ApiKey, hash: Uint8Array, actor: string): Promise<void> =>
      db.transaction(async (trx) => {
        await trx('api_key').insert({ id, organisation_id: organisationId, name, scopes, hash, created_at: deps.now() });
        await writeAudit(trx, deps, { organisationId, actor, action: 'api-key.created', subject: id, details: { name, scopes } });
      }),
    apiKey: async (hash: Uint8Array): Promise<ApiKey | undefined> => {
      const row = (await db.knex('api_key').where({ hash }).first()) as ApiKeyRow | undefined;
      return row && toApiKey(row);
    },
  };
}
